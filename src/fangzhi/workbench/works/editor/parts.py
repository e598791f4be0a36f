"""A walk over every text of a manuscript that puts another in its place."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from fangzhi.model.manuscript import Block, Cell, Figure, Manuscript, Note, Table, Utterance
from fangzhi.model.text import Text

Change = Callable[[Text], Text]
"""Gives what stands in the place of a text."""


def with_texts(manuscript: Manuscript, change: Change) -> Manuscript:
    """Give the manuscript with every text changed: blocks, cells, captions, notes."""
    return replace(
        manuscript,
        blocks=tuple(block_with(block, change) for block in manuscript.blocks),
        notes=tuple(note_with(note, change) for note in manuscript.notes),
    )


def block_with(block: Block, change: Change) -> Block:
    """Give one block with its texts changed."""
    match block:
        case Text():
            return change(block)
        case Table():
            return table_with(block, change)
        case Figure():
            return replace(
                block, title=_part(block.title, change), caption=_part(block.caption, change)
            )
        case Utterance():
            return replace(block, body=change(block.body))


def table_with(table: Table, change: Change) -> Table:
    """Give a table with its texts changed, nested tables too."""
    title, unit = _part(table.title, change), _part(table.unit, change)
    cells = tuple(_cell(cell, change) for cell in table.cells)
    return replace(table, cells=cells, title=title, unit=unit, source=_part(table.source, change))


def note_with(note: Note, change: Change) -> Note:
    """Give a note with its words changed."""
    return replace(note, body=change(note.body))


def _cell(cell: Cell, change: Change) -> Cell:
    inside = tuple(table_with(table, change) for table in cell.tables)
    return replace(cell, text=change(cell.text), tables=inside)


def _part(text: Text | None, change: Change) -> Text | None:
    return None if text is None else change(text)
