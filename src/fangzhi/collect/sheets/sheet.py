"""A sheet as both spreadsheet formats give it: the cells that hold something, and what hides."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Note
from fangzhi.model.place import Run
from fangzhi.model.text import Mark, Role, Text
from fangzhi.model.value import mint_id

CellKind = Literal["text", "number", "date", "boolean", "error", "missing", "empty"]


class Comment(NamedTuple):
    """What somebody wrote beside a cell."""

    who: str
    text: str


class SheetCell(NamedTuple):
    """A cell, 0-based, with what is displayed; kind missing = a formula never computed."""

    row: int
    column: int
    text: str
    kind: CellKind = "text"
    value: Decimal | None = None
    formula: str = ""
    row_span: int = 1
    column_span: int = 1
    marks: tuple[Mark, ...] = ()
    comment: Comment | None = None

    @property
    def is_figure(self) -> bool:
        """Whether a number, a date or something computed stands here."""
        return self.kind in ("number", "date", "boolean", "error", "missing")


Area = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, all inclusive."""


class Sheet(NamedTuple):
    """One sheet: its non-empty cells in row order, merged ranges, and what the user cannot see."""

    name: str
    cells: tuple[SheetCell, ...]
    merged: tuple[Area, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def column_letters(column: int) -> str:
    """Give the letters of a 0-based column: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address_of(sheet: Sheet, row: int, column: int) -> str:
    """Give the address of a cell, such as 人口!C5."""
    return f"{sheet.name}!{column_letters(column)}{row + 1}"


def text_of(source: SourceFile, sheet: Sheet, cell: SheetCell, role: Role = "paragraph") -> Text:
    """Make the text of a cell, with its origin and a mark for a comment on it."""
    address = address_of(sheet, cell.row, cell.column)
    run = Run(0, len(cell.text), source.digest, sheet.name, address)
    marks = cell.marks
    if cell.comment is not None:
        note = note_of(source, sheet, cell, cell.comment)
        marks = (*marks, Mark(0, len(cell.text), "comment", note.id, who=note.who))
    block = mint_id(source.digest, sheet.name, address)
    return Text(block, cell.text, role, marks=marks, origin=(run,))


def note_of(source: SourceFile, sheet: Sheet, cell: SheetCell, comment: Comment) -> Note:
    """Make the note of a comment; its id comes from the cell it belongs to."""
    address = address_of(sheet, cell.row, cell.column)
    part = f"{sheet.name}/批注"
    block = mint_id(source.digest, part, address)
    run = Run(0, len(comment.text), source.digest, part, address)
    body = Text(block, comment.text, "note", origin=(run,))
    return Note(block + "n", "comment", body, who=comment.who)


def joined(source: SourceFile, sheet: Sheet, cells: list[SheetCell], role: Role) -> Text | None:
    """Join the texts of several cells line by line into one, each line keeping its origin."""
    parts = [text_of(source, sheet, cell, role) for cell in cells]
    if len(parts) < 2:
        return parts[0] if parts else None
    runs: list[Run] = []
    marks: list[Mark] = []
    at = 0
    for part in parts:
        moved = part.origin[0]
        runs.append(Run(at, at + len(part.text), moved.file, moved.part, moved.address))
        marks += [Mark(m.start + at, m.end + at, m.kind, m.ref, m.text, m.who, m.when)
                  for m in part.marks]  # fmt: skip
        at += len(part.text) + 1
    words = "\n".join(part.text for part in parts)
    return Text(parts[0].id, words, role, marks=tuple(marks), origin=tuple(runs))
