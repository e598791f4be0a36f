"""Marks follow the ids they point at."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from fangzhi.model.manuscript import Block, Cell, Figure, Manuscript, Note, Table, Utterance
from fangzhi.model.text import Text


def repoint(manuscript: Manuscript, moved: Mapping[str, str]) -> Manuscript:
    """Let every mark that points at a moved id point at its new one."""
    if not moved:
        return manuscript
    return msgspec.structs.replace(
        manuscript,
        blocks=tuple(_block(block, moved) for block in manuscript.blocks),
        notes=tuple(_note(note, moved) for note in manuscript.notes),
    )


def _block(block: Block, moved: Mapping[str, str]) -> Block:
    match block:
        case Text():
            return _text(block, moved)
        case Table():
            return _table(block, moved)
        case Figure():
            return msgspec.structs.replace(
                block, title=_part(block.title, moved), caption=_part(block.caption, moved)
            )
        case Utterance():
            return msgspec.structs.replace(block, body=_text(block.body, moved))


def _table(table: Table, moved: Mapping[str, str]) -> Table:
    return msgspec.structs.replace(
        table,
        cells=tuple(_cell(cell, moved) for cell in table.cells),
        title=_part(table.title, moved),
        unit=_part(table.unit, moved),
        source=_part(table.source, moved),
    )


def _cell(cell: Cell, moved: Mapping[str, str]) -> Cell:
    inside = tuple(_table(table, moved) for table in cell.tables)
    return msgspec.structs.replace(cell, text=_text(cell.text, moved), tables=inside)


def _note(note: Note, moved: Mapping[str, str]) -> Note:
    return msgspec.structs.replace(note, body=_text(note.body, moved))


def _part(text: Text | None, moved: Mapping[str, str]) -> Text | None:
    return None if text is None else _text(text, moved)


def _text(text: Text, moved: Mapping[str, str]) -> Text:
    if not any(mark.ref in moved for mark in text.marks):
        return text
    marks = tuple(
        msgspec.structs.replace(mark, ref=moved[mark.ref]) if mark.ref in moved else mark
        for mark in text.marks
    )
    return msgspec.structs.replace(text, marks=marks)
