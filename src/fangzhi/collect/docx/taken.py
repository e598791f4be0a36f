"""One text with our hidden bookmarks taken out and what they stand for put back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from fangzhi.files.carried import BLOCK, DRAWN, MARK, NAMED, Carried, CarriedMark
from fangzhi.model.place import Run
from fangzhi.model.text import Mark, Text

T = TypeVar("T")

_OURS = re.compile(r"_fz|_Ref\d{9}$")
_COPY = re.compile(r"_Copy_\d+$")
"""LibreOffice ends the names of bookmarks so where it copies a header to a new page style."""

_NATIVE: dict[str, frozenset[str]] = {
    "small": frozenset({"small", "note"}),
    "note": frozenset({"small", "note"}),
    "link": frozenset({"link", "crossref", "field"}),
    "crossref": frozenset({"link", "crossref", "field"}),
    "field": frozenset({"field", "crossref", "link", "formula"}),
    "ruby": frozenset({"ruby"}),
    "inserted": frozenset({"inserted"}),
    "deleted": frozenset({"deleted"}),
    "glyph": frozenset({"figure"}),
    "formula": frozenset({"formula"}),
}
"""What Word shows for a carried mark: the marks read for it, which it replaces."""

_CUT = frozenset({"strong", "emphasis", "underline", "strike", "superscript", "subscript",
                  "inserted"})  # fmt: skip


class Names:
    """Says what a bookmark name of ours stands for."""

    def __init__(self, carried: Carried) -> None:
        self.marks = carried.marks
        self._names = carried.names
        self._drawn = carried.drawn

    def mark(self, name: str) -> CarriedMark | None:
        """Give the carried mark a bookmark stands for."""
        return _at(self.marks, name, MARK)

    def drawn(self, name: str) -> str | None:
        """Give the words of the added paragraph a bookmark stands in."""
        return _at(self._drawn, name, DRAWN)

    def block(self, name: str) -> str:
        """Give the id a bookmark carries, "" where it carries none."""
        if name.startswith(NAMED):
            return _at(self._names, name, NAMED) or ""
        plain = name.removeprefix(BLOCK)
        return plain if plain != name and not plain.startswith("_") else ""


def _at(rows: tuple[T, ...], name: str, prefix: str) -> T | None:
    number = _COPY.sub("", name.removeprefix(prefix))
    if not name.startswith(prefix) or not re.fullmatch("[0-9]{1,9}", number):
        return None
    return rows[int(number)] if int(number) < len(rows) else None


@dataclass
class Taken:
    """A text as it was before it was written: ids it carries, which added paragraph it is."""

    text: Text
    ids: list[str] = field(default_factory=list)
    drawn: str | None = None


def text_of(text: Text, names: Names) -> Taken:
    """Take our bookmarks out of a text; carried marks and stand-ins come back."""
    taken = Taken(text)
    rest: list[Mark] = []
    carried: list[tuple[Mark, CarriedMark]] = []
    for mark in text.marks:
        if mark.kind != "bookmark" or not _OURS.match(mark.ref):
            rest.append(mark)
        elif (found := names.mark(mark.ref)) is not None:
            carried.append((mark, found))
        elif identifier := names.block(mark.ref):
            taken.ids.append(identifier)
        elif (drawn := names.drawn(mark.ref)) is not None:
            taken.drawn = drawn
    if not carried and len(rest) == len(text.marks):
        return taken
    words, marks, origin = text.text, rest, text.origin
    plain = [(at, one) for at, one in carried if one.instead is None and one.mark is not None]
    for at, one in plain:
        marks = _put(marks, at, one)
    for at, one in sorted(carried, key=lambda pair: -pair[0].start):
        if one.instead is not None and words[at.start : at.end] == one.shown:
            words, marks, origin = _replaced(words, marks, origin, at, one)
    taken.text = msgspec.structs.replace(
        text, text=words, marks=_sorted(_joined(marks)), origin=origin
    )
    return taken


def _joined(marks: list[Mark]) -> list[Mark]:
    """Join looks and insertions that were cut where something else stood inside them."""
    found: list[Mark] = []
    open_at: dict[tuple[int, str, str, str, str], int] = {}
    for mark in _sorted(marks):
        if mark.kind in _CUT:
            at = open_at.pop((mark.start, mark.kind, mark.ref, mark.who, mark.when), None)
            if at is not None:
                mark = msgspec.structs.replace(mark, start=found[at].start)
                found[at] = mark
            else:
                at = len(found)
                found.append(mark)
            open_at[mark.end, mark.kind, mark.ref, mark.who, mark.when] = at
        else:
            found.append(mark)
    return found


def _sorted(marks: list[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


def _put(marks: list[Mark], at: Mark, one: CarriedMark) -> list[Mark]:
    """Put a carried mark in place of what Word shows for it."""
    assert one.mark is not None
    mark = msgspec.structs.replace(one.mark, start=at.start, end=at.end)
    shown = _NATIVE.get(mark.kind, frozenset())
    ours = [m for m in marks if m.kind in shown and _inside(m, at)]
    if mark.kind == "link" and any(m.ref != mark.ref for m in ours if m.kind == "link"):
        return marks  # somebody made it lead elsewhere
    if mark.kind in ("inserted", "deleted") and not ours:
        return marks  # somebody accepted or refused the change
    return [m for m in marks if m not in ours] + [mark]


def _inside(mark: Mark, at: Mark) -> bool:
    return at.start <= mark.start and mark.end <= at.end


def _replaced(
    words: str, marks: list[Mark], origin: tuple[Run, ...], at: Mark, one: CarriedMark
) -> tuple[str, list[Mark], tuple[Run, ...]]:
    """Put `instead` where the shown words stand, moving marks and origin along."""
    instead = one.instead or ""
    start, end = at.start, at.end
    shift = len(instead) - (end - start)

    def place(position: int) -> int:
        return position + shift if position >= end else min(position, start)

    moved: list[Mark] = []
    for mark in marks:
        inner = start <= mark.start and mark.end <= end
        if inner and _belongs(mark, one):
            continue
        moved.append(msgspec.structs.replace(mark, start=place(mark.start), end=place(mark.end)))
    if one.mark is not None:
        moved.append(msgspec.structs.replace(one.mark, start=start, end=start + len(instead)))
    words = words[:start] + instead + words[end:]
    return words, moved, _moved_origin(origin, start, end, shift)


def _belongs(mark: Mark, one: CarriedMark) -> bool:
    """Say whether a mark is only about the words shown: a label's field, a glyph's picture."""
    if one.instead:
        return mark.kind == "figure" and one.mark is not None and mark.ref == one.mark.ref
    return mark.start < mark.end


def _moved_origin(
    origin: tuple[Run, ...], start: int, end: int, shift: int
) -> tuple[Run, ...]:  # fmt: skip
    """Cut the words shown out of the origin: what follows keeps its offset in the file."""
    found: list[Run] = []
    for run in origin:
        before = min(run.end, start)
        if before > run.start:
            found.append(msgspec.structs.replace(run, end=before))
        after = max(run.start, end)
        if run.end > after:
            offset = run.offset + after - run.start
            found.append(
                msgspec.structs.replace(
                    run, start=after + shift, end=run.end + shift, offset=offset
                )
            )
    return tuple(found)
