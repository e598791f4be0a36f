"""Text with marks becomes runs: boundaries are cut, looks merged, everything else bookmarked."""

from __future__ import annotations

import re

from fangzhi.model.text import GLYPH, Mark, Text
from fangzhi.publish.docx.draft import Draft, is_date_time
from fangzhi.publish.docx.text.notes import note_reference
from fangzhi.publish.docx.text.pictures import inline_picture
from fangzhi.publish.legal import attribute, escaped

_DOTS = '<w:em w:val="dot"/>'
_SLANT = (2, "<w:i/><w:iCs/>")

_LOOKS: dict[str, tuple[int, str]] = {
    "small": (0, '<w:rStyle w:val="Small"/>'),
    "note": (0, '<w:rStyle w:val="InlineNote"/>'),
    "strong": (1, "<w:b/><w:bCs/>"),
    "emphasis": (6, _DOTS),
    "strike": (3, "<w:strike/>"),
    "underline": (4, '<w:u w:val="single"/>'),
    "superscript": (5, '<w:vertAlign w:val="superscript"/>'),
    "subscript": (5, '<w:vertAlign w:val="subscript"/>'),
}
"""Looks by mark kind, with the order in which w:rPr takes them."""

_CARRIED = frozenset({
    "small", "note", "bookmark", "crossref", "quotation", "title", "entity", "evidence", "speech",
    "verse", "leaf-break", "line-break", "doubtful", "ruby", "formula", "link", "field",
})  # fmt: skip
"""Kinds that travel as a bookmark with a record, whatever else shows them."""

_OUTSIDE = re.compile(r"https?://|mailto:", re.IGNORECASE)

_COUNTED = [[name] for name in ("PAGE", "NUMPAGES", "SECTIONPAGES", "SEQ", "REF", "PAGEREF",
                                "NOTEREF", "STYLEREF", "EQ", "SYMBOL")]  # fmt: skip
"""Fields that stay alive: they count or refer inside the file. Others (DDEAUTO, INCLUDETEXT, DATE)
would fetch or run what a manuscript names, or change its words: they are words and a record."""

_LANGUAGES = {"zh-hant": "zh-TW", "zh-hans": "zh-CN", "zh-tw": "zh-TW", "zh-hk": "zh-HK",
              "zh": "zh-CN", "lzh": "zh-TW"}  # fmt: skip

_BREAKS = {"page-break": "page", "column-break": "column"}


def run(text: str, look: str = "") -> str:
    """Give runs for plain words: line ends and tabs become Word's own."""
    if not text:
        return ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    if "\n" not in text and "\t" not in text:
        return f'<w:r>{properties}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'
    parts = []
    for index, line in enumerate(text.split("\n")):
        parts.append("<w:br/>" if index else "")
        for column, piece in enumerate(line.split("\t")):
            parts.append("<w:tab/>" if column else "")
            if piece:
                parts.append(f'<w:t xml:space="preserve">{escaped(piece)}</w:t>')
    return f"<w:r>{properties}{''.join(parts)}</w:r>"


def language(lang: str) -> str:
    """Give w:lang for a BCP 47 tag, "" for the usual simplified Chinese."""
    if lang in ("", "zh-Hans"):
        return ""
    if lang.lower() in _LANGUAGES:
        return f'<w:lang w:eastAsia="{_LANGUAGES[lang.lower()]}"/>'
    side = "w:eastAsia" if lang.startswith(("zh", "ja", "ko")) else "w:val"
    return f'<w:lang {side}="{attribute(lang)}"/>'


def paragraphs_of(text: Text, draft: Draft, *, split: bool = False) -> list[str]:
    """Give the runs of a text, as one paragraph, or parted at line ends no mark reaches over."""
    draft.check_legal(text)
    tail = language(text.lang)
    marks = text.marks + draft.crossrefs.get(text.id, ())
    if not marks:
        return [run(line, tail) for line in (text.text.split("\n") if split else [text.text])]
    return _Weave(text, marks, draft, tail).parts(split)


def inline(text: Text, draft: Draft) -> str:
    """Give the runs of a text as one paragraph."""
    return paragraphs_of(text, draft)[0]


class _Weave:
    """Cuts one text at the boundaries of its marks and writes piece by piece."""

    def __init__(self, text: Text, marks: tuple[Mark, ...], draft: Draft, tail: str) -> None:
        self.text, self.draft, self.tail = text, draft, tail
        self.points = [m for m in marks if m.start == m.end]
        self.ranges = [m for m in marks if m.start < m.end]
        self.open: dict[int, str] = {}
        self.out: list[str] = []

    def parts(self, split: bool) -> list[str]:
        words = self.text.text
        cuts = {0, len(words)}
        cuts.update(m.start for m in self.points + self.ranges)
        cuts.update(m.end for m in self.ranges)
        ends = self._paragraph_ends(words) if split else []
        cuts.update(end for end in ends)
        cuts.update(end + 1 for end in ends)
        places = sorted(place for place in cuts if 0 <= place <= len(words))
        done: list[str] = []
        for place, following in zip(places, [*places[1:], len(words)], strict=True):
            self._turn(place)
            if place in ends:
                done.append("".join(self.out))
                self.out = []
            else:
                self._piece(place, following)
        return [*done, "".join(self.out)]

    def _paragraph_ends(self, words: str) -> list[int]:
        return [
            place
            for place, character in enumerate(words)
            if character == "\n" and not any(m.start <= place < m.end for m in self.ranges)
        ]

    def _turn(self, place: int) -> None:
        """Close what ends here, write what stands between, open what starts here."""
        for index, mark in reversed(list(enumerate(self.ranges))):
            if mark.end == place:
                self.out.append(self.open.pop(index, ""))
        for mark in self.points:
            if mark.start == place:
                self.out.append(self._point(mark))
        for index, mark in enumerate(self.ranges):
            if mark.start == place:
                before, after = self._start(mark)
                self.out.append(before)
                self.open[index] = after

    def _piece(self, start: int, end: int) -> None:
        words = self.text.text[start:end]
        active = [m for m in self.ranges if m.start <= start and m.end >= end]
        look = self._look(words, active)
        xml = self._glyph(words, active, look) if words == GLYPH else run(words, look)
        by_kind = {m.kind: m for m in active}
        ruby = by_kind.get("ruby")
        if ruby is not None and (ruby.start, ruby.end) == (start, end):
            xml = _ruby(xml, ruby.text, look)
        if "inserted" in by_kind:
            xml = f"<w:ins {self._changed(by_kind['inserted'])}>{xml}</w:ins>"
        target = by_kind.get("crossref") or by_kind.get("link")
        self.out.append(self._linked(xml, target, (start, end)) if target is not None else xml)

    def _look(self, words: str, active: list[Mark]) -> str:
        looks = {_LOOKS[m.kind] for m in active if m.kind in _LOOKS}
        if (6, _DOTS) in looks and words.isascii():
            # 着重号 belong under Han characters; foreign words are set slanted
            looks = looks - {(6, _DOTS)} | {_SLANT}
        kept: dict[int, str] = {}
        for order, look in sorted(looks):
            kept.setdefault(order, look)
        return "".join(kept.values()) + self.tail

    def _glyph(self, words: str, active: list[Mark], look: str) -> str:
        mark = next((m for m in active if m.kind == "glyph"), None)
        if mark is None:
            return run(words, look)
        picture = inline_picture(mark.ref, self.draft, em=True)
        # a word joiner beside a picture keeps its place in the text unmistakable
        shown = "\u2060" if picture else (mark.text or mark.ref or GLYPH)
        name = self.draft.carry(mark, shown, GLYPH)
        return self.draft.bookmark(name, picture + run(shown, look))

    def _linked(self, xml: str, mark: Mark, piece: tuple[int, int]) -> str:
        """Make a link; a field that re-counts only where re-counting gives the same words."""
        if mark.kind == "link" and not mark.ref.startswith("#"):
            if not _OUTSIDE.match(mark.ref):
                return xml  # a link to a file or a script leads nowhere from a book
            relation = self.draft.relate("hyperlink", mark.ref, outside=True)
            return f'<w:hyperlink r:id="{relation}" w:history="1">{xml}</w:hyperlink>'
        target = mark.ref.removeprefix("#")
        if target not in self.draft.printed:
            return xml
        name = self.draft.reference(target)
        whole = piece == (mark.start, mark.end)
        if whole and self.draft.printed[target] == self.text.text[mark.start : mark.end]:
            return field(f" REF {name} \\h ", xml)
        return f'<w:hyperlink w:anchor="{name}" w:history="1">{xml}</w:hyperlink>'

    def _changed(self, mark: Mark) -> str:
        when = mark.when if is_date_time(mark.when) else ""
        if mark.when and not when and len(mark.when) == 10:
            when = f"{mark.when}T00:00:00Z"
        date = f' w:date="{attribute(when)}"' if when else ""
        return f'w:id="{self.draft.next_id()}" w:author="{attribute(mark.who)}"{date}'

    def _start(self, mark: Mark) -> tuple[str, str]:
        if mark.kind == "comment":
            return note_reference(mark, self.draft, paragraphs_of)
        inexact = mark.kind == "inserted" and bool(mark.when) and not is_date_time(mark.when)
        if mark.kind in _CARRIED or inexact:
            return self._bookmarked(mark)
        return "", ""

    def _bookmarked(self, mark: Mark) -> tuple[str, str]:
        before, after = self.draft.bookmark(self.draft.carry(mark), "\x00").split("\x00")
        if mark.kind != "field" or mark.text.upper().split()[:1] not in _COUNTED:
            return before, after
        begin, end = field(mark.text, "\x00").split("\x00")
        return before + begin, end + after

    def _point(self, mark: Mark) -> str:
        draft = self.draft
        if mark.kind in ("footnote", "endnote", "comment"):
            return "".join(note_reference(mark, draft, paragraphs_of))
        if mark.kind in _BREAKS:
            return f'<w:r><w:br w:type="{_BREAKS[mark.kind]}"/></w:r>'
        if mark.kind == "deleted":
            lines = mark.text.split("\n")
            words = "<w:br/>".join(
                f'<w:delText xml:space="preserve">{escaped(line)}</w:delText>' for line in lines
            )
            xml = f"<w:del {self._changed(mark)}><w:r>{words}</w:r></w:del>"
            inexact = bool(mark.when) and not is_date_time(mark.when)
            return draft.bookmark(draft.carry(mark), xml) if inexact else xml
        if mark.kind == "figure":
            picture = inline_picture(mark.ref, draft)
            if picture:
                return picture
            draft.report(f"插图“{mark.text or mark.ref[:12]}”没有随稿的图片文件。", self.text.id)
        return draft.bookmark(draft.carry(mark))


def field(code: str, result: str) -> str:
    """Give a complex field around its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escaped(code)}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _ruby(base: str, reading: str, look: str) -> str:
    small = f'<w:rPr>{look}<w:sz w:val="10"/></w:rPr>'
    return (
        '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/>'
        '<w:hpsRaise w:val="20"/><w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr>'
        f"<w:rt><w:r>{small}<w:t>{escaped(reading)}</w:t></w:r></w:rt>"
        f"<w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"
    )
