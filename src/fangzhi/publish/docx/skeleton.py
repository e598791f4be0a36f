"""What a manuscript is beside its words: the same values with text, marks and origin taken out."""

from __future__ import annotations

import msgspec

from fangzhi.model.manuscript import Block, Cell, Figure, Manuscript, Note, Table, Utterance
from fangzhi.model.text import Text


def skeleton(manuscript: Manuscript) -> Manuscript:
    """Give a manuscript without words, marks and origins; ids, roles and data stay."""
    return msgspec.structs.replace(
        manuscript,
        blocks=tuple(_block(block) for block in manuscript.blocks),
        notes=tuple(_note(note) for note in manuscript.notes),
    )


def _text(text: Text) -> Text:
    return msgspec.structs.replace(text, text="", marks=(), origin=())


def _maybe(text: Text | None) -> Text | None:
    return _text(text) if text is not None else None


def _block(block: Block) -> Block:
    match block:
        case Text():
            return _text(block)
        case Table():
            return _table(block)
        case Figure():
            return msgspec.structs.replace(
                block, title=_maybe(block.title), caption=_maybe(block.caption)
            )
        case Utterance():
            return msgspec.structs.replace(block, body=_text(block.body))


def _table(table: Table) -> Table:
    return msgspec.structs.replace(
        table,
        cells=tuple(_cell(cell) for cell in table.cells),
        title=_maybe(table.title),
        unit=_maybe(table.unit),
        source=_maybe(table.source),
    )


def _cell(cell: Cell) -> Cell:
    return msgspec.structs.replace(
        cell, text=_text(cell.text), tables=tuple(_table(table) for table in cell.tables)
    )


def _note(note: Note) -> Note:
    return msgspec.structs.replace(note, body=_text(note.body))
