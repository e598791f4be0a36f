"""Ids in a draft: which are those of the earlier manuscript, and what the others become."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from fangzhi.align.carry import carry_ids
from fangzhi.align.repoint import repoint
from fangzhi.model.manuscript import (
    Block,
    Figure,
    Manuscript,
    Note,
    Table,
    Utterance,
    tables,
    texts,
)
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of, mint_id
from fangzhi.workbench.works.editor.parts import block_with, note_with

Slot = tuple[str, str]
"""What an id names (text, part, table, figure, utterance, kind of note) and the id."""


def with_lasting_ids(before: Manuscript, after: Manuscript) -> Manuscript:
    """Give `after` with every id either one of `before` in the same role, or a fresh one.

    An id that the draft names is kept while its block is there. Blocks and notes that came
    without one (moved, pasted) take over by alignment what no other block claimed.
    """
    given = _Given(before)
    blocks = tuple(given.block(block) for block in after.blocks)
    notes = tuple(given.note(note) for note in after.notes)
    kept = replace(after, blocks=blocks, notes=notes)
    return _carried(before, repoint(kept, given.renamed), given)


def names_given(before: Manuscript, sent: Manuscript, after: Manuscript) -> dict[str, str]:
    """Give the lasting id for each name that the browser made up; `after` has `sent`'s shape."""
    known = set(_ids(before))
    pairs = zip(_ids(sent), _ids(after), strict=True)
    return {own: given for own, given in pairs if own != given and own not in known}


def _ids(manuscript: Manuscript) -> Iterator[str]:
    yield from (block.id for block in manuscript.blocks)
    yield from (note.id for note in manuscript.notes)
    yield from (table.id for table in tables(manuscript))
    yield from (text.id for text in texts(manuscript, comments=True))


class _Given:
    """Hands out ids: a known one once, else a fresh one; the same draft gets the same ids."""

    def __init__(self, before: Manuscript) -> None:
        self._seed = digest_of(before)
        self._known = set(_slots(before))
        self._taken = {name for _, name in self._known}
        self.claimed: set[Slot] = set()
        self.renamed: dict[str, str] = {}

    def block(self, block: Block) -> Block:
        """Give a block its id and those of its parts theirs."""
        match block:
            case Text():
                return replace(block, id=self._id("text", block.id))
            case Table():
                return self._table(block)
            case Figure() | Utterance():
                named = replace(block, id=self._id(slot_of(block), block.id))
                return block_with(named, self._part)

    def note(self, note: Note) -> Note:
        """Give a note its id; marks that point at it are to follow (`renamed`)."""
        own = self._id(slot_of(note), note.id)
        if own != note.id:
            self.renamed.setdefault(note.id, own)
        return note_with(replace(note, id=own), self._part)

    def _table(self, table: Table) -> Table:
        own = self._id("table", table.id)
        cells = tuple(
            replace(cell, text=self._part(cell.text), tables=tuple(map(self._table, cell.tables)))
            for cell in table.cells
        )
        title, unit, source = (
            None if part is None else self._part(part)
            for part in (table.title, table.unit, table.source)
        )
        return replace(table, id=own, cells=cells, title=title, unit=unit, source=source)

    def _part(self, text: Text) -> Text:
        return replace(text, id=self._id("part", text.id))

    def _id(self, slot: str, wanted: str) -> str:
        place = (slot, wanted)
        if place in self._known and place not in self.claimed:
            self.claimed.add(place)
            return wanted
        number, fresh = 0, ""
        while not fresh or fresh in self._taken:
            fresh = mint_id(self._seed, "edit", f"{slot}/{wanted}/{number}")
            number += 1
        self._taken.add(fresh)
        return fresh


def _carried(before: Manuscript, after: Manuscript, given: _Given) -> Manuscript:
    """Let what has a fresh id go on as what of `before` no one claimed, where the words agree."""
    known = given.claimed
    left = replace(
        before,
        blocks=tuple(b for b in before.blocks if (slot_of(b), b.id) not in known),
        notes=tuple(n for n in before.notes if (slot_of(n), n.id) not in known),
    )
    fresh = replace(
        after,
        blocks=tuple(b for b in after.blocks if (slot_of(b), b.id) not in known),
        notes=tuple(n for n in after.notes if (slot_of(n), n.id) not in known),
    )
    if not (left.blocks or left.notes) or not (fresh.blocks or fresh.notes):
        return after
    carried = carry_ids(left, fresh)
    moved = {
        old.id: new.id
        for old, new in zip(fresh.notes, carried.notes, strict=True)
        if old.id != new.id
    }
    blocks, notes = iter(carried.blocks), iter(carried.notes)
    mixed = replace(
        after,
        blocks=tuple(b if (slot_of(b), b.id) in known else next(blocks) for b in after.blocks),
        notes=tuple(n if (slot_of(n), n.id) in known else next(notes) for n in after.notes),
    )
    return repoint(mixed, moved)


def slot_of(item: Block | Note) -> str:
    """Name what a block or note is."""
    match item:
        case Text():
            return "text"
        case Table():
            return "table"
        case Figure():
            return "figure"
        case Utterance():
            return "utterance"
        case Note():
            return item.kind


def _slots(manuscript: Manuscript) -> Iterator[Slot]:
    whole = {id(block) for block in manuscript.blocks}
    for item in (*manuscript.blocks, *manuscript.notes):
        yield slot_of(item), item.id
    for table in tables(manuscript):
        yield "table", table.id
    for text in texts(manuscript, comments=True):
        if id(text) not in whole:
            yield "part", text.id
