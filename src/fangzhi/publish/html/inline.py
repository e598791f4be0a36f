"""Text with marks becomes mixed content: marks nest, and those that would cross are cut."""

from __future__ import annotations

import re
from collections import defaultdict

from fangzhi.model.book import Crossref
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
    "doubtful": ('<span class="doubtful">', "</span>"),
    "verse": ('<span class="verse">', "</span>"),
    "formula": ('<span class="formula">', "</span>"),
}
"""Marks that change how words look; others (quotation, entity …) do not show."""

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"<>]+", re.I)

Span = tuple[int, int, str, str]


def inline(text: Text, sheet: Sheet) -> str:
    """Give the content of the element that holds a text."""
    sheet.check(text.text, text.id)
    references = sheet.shared.crossrefs.get(text.id, ())
    if not text.marks and not references:
        return words_of(text.text)
    spans = _spans(text, references, sheet)
    points = _points(text, sheet)
    cuts = sorted({0, len(text.text), *points, *(e for s in spans for e in s[:2])})
    out: list[str] = []
    open_now: list[Span] = []
    for left, right in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        wanted = [s for s in spans if s[0] <= left and s[1] > left]
        _move(open_now, wanted, out)
        out += points.get(left, ())
        out.append(words_of(text.text[left:right]))
    _move(open_now, [], out)
    return "".join(out)


def words_of(words: str) -> str:
    """Give plain words; a soft line end is a line break."""
    return escaped(words).replace("\n", "<br/>")


def _move(open_now: list[Span], wanted: list[Span], out: list[str]) -> None:
    """Close what ends here and open what begins, innermost first and outermost first."""
    keep = 0
    while keep < min(len(open_now), len(wanted)) and open_now[keep] is wanted[keep]:
        keep += 1
    for span in reversed(open_now[keep:]):
        out.append(span[3])
    for span in wanted[keep:]:
        out.append(span[2])
    open_now[keep:] = wanted[keep:]


def _spans(text: Text, references: tuple[Crossref, ...], sheet: Sheet) -> list[Span]:
    spans: list[Span] = []
    linked: list[tuple[int, int]] = []
    for reference in references:
        address = sheet.href(reference.target) if reference.target else ""
        if address:
            spans.append(
                (reference.start, reference.end, f'<a href="{attribute(address)}">', "</a>")
            )
            linked.append((reference.start, reference.end))
    for mark in text.marks:
        if mark.start >= mark.end:
            continue
        if mark.kind == "link" and _SAFE_LINK.fullmatch(mark.ref):
            if not any(start < mark.end and mark.start < end for start, end in linked):
                opening = f'<a rel="noreferrer" href="{attribute(mark.ref)}">'
                spans.append((mark.start, mark.end, opening, "</a>"))
                linked.append((mark.start, mark.end))
        elif mark.kind == "ruby" and mark.text:
            reading = f"<rt>{escaped(mark.text)}</rt></ruby>"
            spans.append((mark.start, mark.end, "<ruby>", reading))
        elif mark.kind == "glyph":
            title = attribute(mark.text or mark.ref or "未编码字")
            spans.append((mark.start, mark.end, f'<span class="glyph" title="{title}">', "</span>"))
        elif mark.kind in _TAGS:
            spans.append((mark.start, mark.end, *_TAGS[mark.kind]))
    return sorted(spans, key=lambda s: (s[0], -s[1], s[2]))


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
        return note_call(number, mark.ref, sheet) if number else ""
    if mark.kind == "leaf-break" and mark.ref:
        name = re.sub(r"^.*_0*(?=\d)", "", mark.ref)
        return f'<span class="leaf" title="{attribute(mark.ref)}">〔{escaped(name)}〕</span>'
    if mark.kind == "figure":
        address = sheet.shared.pictures.get(mark.ref)
        if address is None:
            sheet.shared.say("行内有一幅图未能取得，网页和电子书上略去。请补送原图。")
            return ""
        return (
            f'<img class="inline" src="{attribute(address)}" alt="{attribute(mark.text or "图")}"/>'
        )
    return ""


def note_call(number: int, identifier: str, sheet: Sheet) -> str:
    """Give the mark in the text that leads to a note."""
    here, there = f"r-{anchor(identifier)}", f"n-{anchor(identifier)}"
    kind = (
        ' epub:type="noteref" role="doc-noteref"'
        if sheet.shared.dialect == "epub"
        else ' role="doc-noteref"'
    )
    return f'<sup class="noteref"><a id="{attribute(here)}"{kind} href="#{attribute(there)}">{number}</a></sup>'
