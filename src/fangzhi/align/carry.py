"""Ids that last: block ids of an earlier import carried over to a new import or an edited copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from fangzhi.align.pairs import Item, pairs
from fangzhi.align.repoint import repoint
from fangzhi.model.manuscript import (
    Block,
    Cell,
    Figure,
    Manuscript,
    Note,
    Table,
    Utterance,
    tables,
    texts,
)  # fmt: skip
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id


def carry_ids(old: Manuscript, new: Manuscript) -> Manuscript:
    """Give `new` with the ids of those blocks, cells and notes of `old` that live on in it.

    Equal texts are paired first, then moved ones that stand once on both sides, then similar ones
    in order. What is new keeps its own id, or a fresh one where `old` ever used it. No id stands
    twice, and marks that point at notes follow.
    """
    before, notes_before = pairs(old.blocks, new.blocks), pairs(old.notes, new.notes)
    ids = _Ids(new.source, set(_ids_in(old)))
    notes = tuple(_note(note, notes_before.get(at), ids) for at, note in enumerate(new.notes))
    blocks = tuple(_block(block, before.get(at), ids) for at, block in enumerate(new.blocks))
    kept = msgspec.structs.replace(new, blocks=blocks, notes=notes)
    return repoint(kept, {own: given for own, given in ids.given_for.items() if own != given})


def _ids_in(manuscript: Manuscript) -> Iterator[str]:
    yield from (block.id for block in manuscript.blocks)
    yield from (note.id for note in manuscript.notes)
    yield from (table.id for table in tables(manuscript))
    yield from (text.id for text in texts(manuscript, comments=True))


class _Ids:
    """Hands out ids: the one carried over, or the item's own, or a fresh one; each only once."""

    def __init__(self, source: str, taken: set[str]) -> None:
        self._source = source
        self._taken = taken
        self._given: set[str] = set()
        self.given_for: dict[str, str] = {}

    def give(self, own: str, carried: str | None) -> str:
        """Give an item its id; remember what its own one became."""
        given = carried if carried is not None and carried not in self._given else self._new(own)
        self._given.add(given)
        self.given_for.setdefault(own, given)
        return given

    def _new(self, own: str) -> str:
        number, fresh = 0, own
        while not fresh or fresh in self._taken or fresh in self._given:
            number += 1
            fresh = mint_id(self._source, "carry", f"{own}/{number}")
        return fresh


def _block(new: Block, old: Item | None, ids: _Ids) -> Block:
    match new:
        case Text():
            return _text(new, old if isinstance(old, Text) else None, ids)
        case Table():
            return _table(new, old if isinstance(old, Table) else None, ids)
        case Figure():
            before = old if isinstance(old, Figure) else None
            return msgspec.structs.replace(
                new,
                id=ids.give(new.id, before.id if before else None),
                title=_part(new.title, before.title if before else None, ids),
                caption=_part(new.caption, before.caption if before else None, ids),
            )
        case Utterance():
            spoken = old if isinstance(old, Utterance) else None
            return msgspec.structs.replace(
                new,
                id=ids.give(new.id, spoken.id if spoken else None),
                body=_text(new.body, spoken.body if spoken else None, ids),
            )


def _table(new: Table, old: Table | None, ids: _Ids) -> Table:
    table = ids.give(new.id, old.id if old else None)
    title = _part(new.title, old.title if old else None, ids)
    unit = _part(new.unit, old.unit if old else None, ids)
    source = _part(new.source, old.source if old else None, ids)
    return msgspec.structs.replace(
        new, id=table, cells=_cells(new, old, ids), title=title, unit=unit, source=source
    )


def _cells(new: Table, old: Table | None, ids: _Ids) -> tuple[Cell, ...]:
    """Carry cells: by their place where the grid kept its shape, else by their words."""
    before: Mapping[int, Cell] = {}
    if old is not None and (old.rows, old.columns) == (new.rows, new.columns):
        places = {(cell.row, cell.column): cell for cell in old.cells}
        before = {
            at: places[cell.row, cell.column]
            for at, cell in enumerate(new.cells)
            if (cell.row, cell.column) in places
        }
    elif old is not None:
        owners = {cell.text.id: cell for cell in old.cells}
        texts = pairs([cell.text for cell in old.cells], [cell.text for cell in new.cells])
        before = {at: owners[text.id] for at, text in texts.items()}
    return tuple(_cell(cell, before.get(at), ids) for at, cell in enumerate(new.cells))


def _cell(new: Cell, old: Cell | None, ids: _Ids) -> Cell:
    inner = pairs(old.tables if old else (), new.tables)
    inside = tuple(
        _table(table, found if isinstance(found := inner.get(at), Table) else None, ids)
        for at, table in enumerate(new.tables)
    )
    text = _text(new.text, old.text if old else None, ids)
    return msgspec.structs.replace(new, text=text, tables=inside)


def _text(new: Text, old: Text | None, ids: _Ids) -> Text:
    return msgspec.structs.replace(new, id=ids.give(new.id, old.id if old else None))


def _part(new: Text | None, old: Text | None, ids: _Ids) -> Text | None:
    return None if new is None else _text(new, old, ids)


def _note(new: Note, old: Item | None, ids: _Ids) -> Note:
    before = old if isinstance(old, Note) and old.kind == new.kind else None
    # the body may share its note's id
    shared = new.body.id == new.id
    note = ids.give(new.id, before.id if before else None)
    if shared:
        return msgspec.structs.replace(
            new, id=note, body=msgspec.structs.replace(new.body, id=note)
        )
    body = _text(new.body, before.body if before else None, ids)
    return msgspec.structs.replace(new, id=note, body=body)
