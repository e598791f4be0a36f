"""Text with marks becomes mixed content: marks nest, and those that would cross are cut."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from fangzhi.model.text import Mark, Text
from fangzhi.publish.html.sheet import Sheet, anchor
from fangzhi.publish.legal import attribute, escaped

_TAGS: dict[str, tuple[str, str]] = {
    "strong": ("<strong>", "</strong>"),
    "emphasis": ('<em class="dots">', "</em>"),
    "underline": ('<span class="underline">', "</span>"),
    "strike": ("<s>", "</s>"),
    "superscript": ("<sup>", "</sup>"),
    "subscript": ("<sub>", "</sub>"),
    "small": ("<small>", "</small>"),
    "note": ('<span class="gloss">', "</span>"),
    "doubtful": ('<span class="doubtful" title="存疑">', "</span>"),
    "verse": ('<span class="verse">', "</span>"),
    "formula": ('<span class="formula">', "</span>"),
}
"""Marks that change how words look; others (quotation, entity …) do not show."""

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"<>\\^`{|}]+", re.I)
_LEAF = re.compile(r"^.*_0*(?=\d)")
_NOT_NAME = re.compile(r"[^0-9A-Za-z_.-]")


class Span(NamedTuple):
    """Markup around the words from `start` to `end`."""

    start: int
    end: int
    opening: str
    closing: str
    link: bool = False
    solid: bool = False


def inline(text: Text, sheet: Sheet) -> str:
    """Give the content of the element that holds a text."""
    sheet.check(text.text, text.id)
    if not text.marks and text.id not in sheet.shared.crossrefs:
        return words_of(text.text)
    spans = _spans(text, sheet)
    points = _points(text, sheet)
    glyphs = _glyphs(text)
    ends = {end for span in spans for end in span[:2]} | {n for g in glyphs for n in (g, g + 1)}
    cuts = sorted({0, len(text.text), *points, *ends})
    out: list[str] = []
    open_now: list[Span] = []
    for left, right in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        if left in points:
            # a note's number is a link itself and may not stand inside another
            kept = [s for s in open_now if s.start < left < s.end and not s.link]
            _move(open_now, kept, out)
            out += points[left]
        _move(open_now, [s for s in spans if s.start <= left < s.end], out)
        out.append(glyphs.get(left) or words_of(text.text[left:right]))
    _move(open_now, [], out)
    return "".join(out)


def calls(text: Text, sheet: Sheet) -> str:
    """Give only the numbers of the notes that a text calls."""
    noted = [mark for mark in text.marks if mark.kind in ("footnote", "endnote")]
    return "".join(_point(mark, sheet) for mark in noted)


def words_of(words: str) -> str:
    """Give plain words; a soft line end is a line break."""
    return escaped(words).replace("\n", "<br/>")


def _move(open_now: list[Span], wanted: list[Span], out: list[str]) -> None:
    """Close what ends here and open what begins, innermost first and outermost first."""
    keep = 0
    while keep < min(len(open_now), len(wanted)) and open_now[keep] is wanted[keep]:
        keep += 1
    out.extend(span.closing for span in reversed(open_now[keep:]))
    out.extend(span.opening for span in wanted[keep:])
    open_now[keep:] = wanted[keep:]


def _spans(text: Text, sheet: Sheet) -> list[Span]:
    spans = _links(text, sheet)
    for mark in text.marks:
        if mark.start >= mark.end:
            continue
        if mark.kind == "ruby" and mark.text:
            reading = f"<rt>{escaped(mark.text)}</rt></ruby>"
            spans.append(Span(mark.start, mark.end, "<ruby>", reading, solid=True))
        elif mark.kind in _TAGS:
            spans.append(Span(mark.start, mark.end, *_TAGS[mark.kind]))
    solid = _apart([span for span in spans if span.solid])
    pieces = [p for s in spans if not s.solid for p in _cut(s, [e for r in solid for e in r[:2]])]
    # inside a ruby the others open after it, so that it is never closed before its reading
    return sorted([*solid, *pieces], key=lambda s: (s.start, -s.end, not s.solid, s.opening))


def _links(text: Text, sheet: Sheet) -> list[Span]:
    """Give the links, none inside another: references of the book first, then the writer's."""
    wanted = [(r.start, r.end, sheet.href(r.target), "")
              for r in sheet.shared.crossrefs.get(text.id, ()) if r.target]  # fmt: skip
    for mark in text.marks:
        if mark.kind == "link" and _SAFE_LINK.fullmatch(mark.ref):
            wanted.append((mark.start, mark.end, mark.ref, ' rel="noreferrer"'))
        elif mark.kind in ("crossref", "link"):
            wanted.append((mark.start, mark.end, sheet.href(mark.ref.lstrip("#")), ""))
    spans = [
        Span(start, end, f'<a{more} href="{attribute(address)}">', "</a>", link=True)
        for start, end, address, more in wanted
        if address and start < end
    ]
    return _apart(spans)


def _apart(spans: list[Span]) -> list[Span]:
    """Leave out what overlaps an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if not any(other.start < span.end and span.start < other.end for other in kept):
            kept.append(span)
    return kept


def _cut(span: Span, cuts: list[int]) -> list[Span]:
    ends = sorted({span.start, span.end, *(c for c in cuts if span.start < c < span.end)})
    return [span._replace(start=a, end=b) for a, b in pairwise(ends)]


def _glyphs(text: Text) -> dict[int, str]:
    """Give what is shown for characters that no encoding holds: how it is composed, or 〓."""
    shown = {}
    for mark in text.marks:
        if mark.kind == "glyph" and mark.end == mark.start + 1:
            title = attribute(f"未编码字 {mark.text or mark.ref}".strip())
            words = escaped(mark.text or "〓")
            shown[mark.start] = f'<span class="glyph" title="{title}">{words}</span>'
    return shown


def _points(text: Text, sheet: Sheet) -> dict[int, list[str]]:
    """Give what stands between characters: notes, leaf marks, pictures in the line."""
    points: defaultdict[int, list[str]] = defaultdict(list)
    for mark in text.marks:
        made = _point(mark, sheet)
        if made:
            points[min(mark.start, len(text.text))].append(made)
    return points


def _point(mark: Mark, sheet: Sheet) -> str:
    if mark.kind in ("footnote", "endnote"):
        number = sheet.call(mark.ref)
        return _note_call(number, mark.ref, sheet) if number else ""
    if mark.kind == "leaf-break" and mark.ref:
        return _leaf(mark.ref, sheet)
    if mark.kind == "figure":
        address = sheet.shared.pictures.get(mark.ref)
        if address is None:
            sheet.shared.say("行内有一幅图未能取得，网页和电子书上略去。请补送原图。")
            return ""
        alternative = attribute(mark.text or "图")
        return f'<img class="inline" src="{attribute(address)}" alt="{alternative}"/>'
    return ""


def _leaf(page: str, sheet: Sheet) -> str:
    """Give the mark of a new leaf of the printed book, with an address of its own."""
    here = sheet.place(f"-leaf-{_NOT_NAME.sub('-', page)}")
    words = f"〔葉 {escaped(_LEAF.sub('', page))}〕"
    return f'<span class="leaf"{here} title="{attribute(page)}">{words}</span>'


def _note_call(number: int, identifier: str, sheet: Sheet) -> str:
    """Give the number in the text that leads to a note."""
    here = sheet.place(f"-call-{identifier}")
    kind = ' epub:type="noteref"' if sheet.shared.dialect == "epub" else ""
    there = f"#{anchor(f'-note-{identifier}')}"
    return (
        f'<sup class="noteref"><a{here}{kind} role="doc-noteref" href="{attribute(there)}" '
        f'aria-label="注{number}">{number}</a></sup>'
    )
