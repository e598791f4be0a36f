"""Text and marks from the browser: what may stay, what is left out and told."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from fangzhi.model.finding import READING_RULE, Finding
from fangzhi.model.manuscript import Manuscript, Note, texts
from fangzhi.model.text import GLYPH, Mark, Text

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Control and direction characters that no keyboard writes and that make text look other."""
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\"<>\\^`{|}]+|#[^\s\"<>]+", re.I)
_NOTES = ("footnote", "endnote", "comment")
_SIGNED = ("inserted", "deleted", "comment")
_POINTS = frozenset({"deleted", "footnote", "endnote", "line-break", "leaf-break", "page-break",
                     "column-break"})  # fmt: skip

_CONTROL = "这一段混有 {count} 个看不见的控制字符，已去掉。"
_OUTSIDE = "有一处标记（{kind}）超出文字范围，已去掉。"
_NO_NOTE = "有一处注号没有对应的注文，已去掉。"
_NO_TARGET = "链接“{ref}”不是网址、邮箱或本书内的位置，已去掉链接，文字保留。"
_NO_PICTURE = "行内的图不在资料库里，已去掉。请重新插图。"
_NO_GLYPH = "未编码字的标记没有落在占位的字上，已去掉。"


class Known:
    """What a text may hold: what the manuscript held before the edit, its notes and pictures."""

    def __init__(
        self, before: Manuscript, notes: Iterable[Note], assets: set[str], who: str, when: str
    ) -> None:
        self.notes = {(note.kind, note.id) for note in notes}
        self.assets = assets
        self.who, self.when = who, when
        earlier = tuple(texts(before, comments=True))
        self.marks = {_sign(mark) for text in earlier for mark in text.marks}
        self.texts = {text.id: text for text in earlier}
        self.hidden = {one for text in earlier for one in _HIDDEN.findall(text.text)}


def clean(text: Text, known: Known) -> tuple[Text, tuple[Finding, ...]]:
    """Give a text as it may be kept, and what was left out of it; what stood before may stay."""
    old = known.texts.get(text.id)
    if old is not None and (old.text, old.marks) == (text.text, text.marks):
        return text, ()
    found: list[str] = []
    text = _without_hidden(text, known, found)
    marks = []
    for mark in text.marks:
        reason = _reason(mark, text, known)
        if reason:
            found.append(reason)
        else:
            marks.append(_signed(mark, known))
    told = tuple(Finding(READING_RULE, "式", one, block=text.id) for one in found)
    return replace(text, marks=tuple(marks)), told


def _reason(mark: Mark, text: Text, known: Known) -> str:
    """Say why a mark may not stay, "" where it may."""
    if not 0 <= mark.start <= mark.end <= len(text.text):
        return _OUTSIDE.format(kind=mark.kind)
    if _sign(mark) in known.marks and mark.kind not in _NOTES:
        return ""
    if mark.kind in _POINTS and mark.start != mark.end:
        return _OUTSIDE.format(kind=mark.kind)
    if mark.kind in _NOTES and (mark.kind, mark.ref) not in known.notes:
        return "" if _sign(mark) in known.marks else _NO_NOTE
    if mark.kind == "link" and not _ADDRESS.fullmatch(mark.ref):
        return _NO_TARGET.format(ref=mark.ref[:40])
    if mark.kind == "figure" and mark.ref not in known.assets:
        return _NO_PICTURE
    if mark.kind == "glyph" and text.text[mark.start : mark.end] != GLYPH:
        return _NO_GLYPH
    return ""


def _signed(mark: Mark, known: Known) -> Mark:
    """No one writes a revision in another's name: a new one is the acting person's."""
    if _sign(mark) in known.marks:
        return mark
    if mark.kind in _SIGNED:
        return replace(mark, who=known.who, when=known.when)
    return replace(mark, who="", when="")


def _sign(mark: Mark) -> tuple[str, str, str, str, str]:
    return mark.kind, mark.ref, mark.text, mark.who, mark.when


def _without_hidden(text: Text, known: Known, found: list[str]) -> Text:
    bad = [m.start() for m in _HIDDEN.finditer(text.text) if m.group() not in known.hidden]
    if not bad:
        return text
    found.append(_CONTROL.format(count=len(bad)))
    gone = set(bad)
    words = "".join(one for at, one in enumerate(text.text) if at not in gone)

    def at(place: int) -> int:
        return place - sum(1 for one in bad if one < place)

    marks = tuple(replace(m, start=at(m.start), end=at(m.end)) for m in text.marks)
    return replace(text, text=words, marks=marks)
