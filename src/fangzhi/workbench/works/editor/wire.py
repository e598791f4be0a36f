"""What goes over the wire: a draft as JSON, read back strictly or refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fangzhi.model.manuscript import Block, Cell, Manuscript, Note, Table, tables, texts_in
from fangzhi.model.text import Text
from fangzhi.model.value import Value, digest_of, read_json
from fangzhi.workbench.works.editor.parts import with_texts

WIRE_VERSION = 1
MOST_BYTES = 8_000_000
MOST_BLOCKS = 5_000
MOST_NOTES = 5_000
MOST_CELLS = 20_000
MOST_LETTERS = 200_000
"""Code points that one text may hold."""
MOST_MARKS = 5_000
DEEPEST = 4
"""Tables within tables."""

_BROKEN = "编辑器送来的内容不完整或不合格式，没有存。请刷新页面；未存的文字还留在本机草稿里。"
_TOO_MUCH = "{what}超过上限（{most}），没有存。请把本条拆成几条再存。"
_CROSSED = "表格的单元格互相重叠或超出行列，没有存。请撤销对这张表的最后一步改动再存。"

Grid = tuple[object, ...]
"""Rows, columns, header rows, and the place and spans of each cell."""


class Draft(Value, frozen=True):
    """The part of a manuscript that the browser edits; `base` is the digest it started from.

    Texts travel without their origin: the server knows it and takes no one's word for it.
    """

    version: int
    base: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()


class DraftError(ValueError):
    """Raised for JSON that no editor of ours wrote; the message is for the person, in Chinese."""


def draft_of(manuscript: Manuscript) -> Draft:
    """Give the draft that the browser starts from."""
    bare = with_texts(manuscript, lambda text: msgspec.structs.replace(text, origin=()))
    return Draft(WIRE_VERSION, digest_of(manuscript), bare.blocks, bare.notes)


def write_draft(draft: Draft) -> str:
    """Give a draft as JSON on one line."""
    return msgspec.json.encode(draft, order="deterministic").decode()


def read_draft(data: str | bytes, before: Manuscript) -> Draft:
    """Read a draft back; raise DraftError for what is malformed, unknown or beyond the limits.

    A grid that `before` already holds is taken as it is.
    """
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    _within("内容", len(raw), MOST_BYTES)
    try:
        draft = read_json(raw, Draft)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise DraftError(_BROKEN) from fault
    if draft.version != WIRE_VERSION:
        raise DraftError(
            "页面是旧版本的编辑器，没有存。请刷新页面再存；未存的文字还留在本机草稿里。"
        )
    _limit(draft, {_grid(table) for table in tables(before)})
    return draft


def _limit(draft: Draft, known: set[Grid]) -> None:
    _within("段落", len(draft.blocks), MOST_BLOCKS)
    _within("注释", len(draft.notes), MOST_NOTES)
    cells = 0
    for block in draft.blocks:
        if isinstance(block, Table):
            cells += sum(1 for _ in _cells_in(block, 1, known))
    _within("单元格", cells, MOST_CELLS)
    for text in _texts(draft):
        _within("一段文字的字数", len(text.text), MOST_LETTERS)
        _within("一段文字的标记", len(text.marks), MOST_MARKS)
        if not 0 <= text.level <= 9:
            raise DraftError(_BROKEN)


def _texts(draft: Draft) -> Iterator[Text]:
    for block in draft.blocks:
        yield from texts_in(block)
    yield from (note.body for note in draft.notes)


def _cells_in(table: Table, depth: int, known: set[Grid]) -> Iterator[Cell]:
    _within("表中套表的层数", depth, DEEPEST)
    _within("表格的行数", table.rows, MOST_CELLS)
    _within("表格的列数", table.columns, MOST_CELLS)
    if _grid(table) not in known:
        _check_grid(table)
    for cell in table.cells:
        yield cell
        for inner in cell.tables:
            yield from _cells_in(inner, depth + 1, known)


def _grid(table: Table) -> Grid:
    places = ((c.row, c.column, c.row_span, c.column_span) for c in table.cells)
    return (table.rows, table.columns, table.header_rows, *places)


def _check_grid(table: Table) -> None:
    """Refuse cells outside the grid, cells out of order, and two cells on one place."""
    if not 0 <= table.header_rows <= table.rows:
        raise DraftError(_CROSSED)
    taken: set[tuple[int, int]] = set()
    last = (-1, -1)
    for cell in table.cells:
        if cell.row_span < 1 or cell.column_span < 1 or (cell.row, cell.column) <= last:
            raise DraftError(_CROSSED)
        last = (cell.row, cell.column)
        bottom, right = cell.row + cell.row_span, cell.column + cell.column_span
        if cell.row < 0 or cell.column < 0 or bottom > table.rows or right > table.columns:
            raise DraftError(_CROSSED)
        _within("合并的单元格", cell.row_span * cell.column_span, MOST_CELLS)
        spot = {(r, c) for r in range(cell.row, bottom) for c in range(cell.column, right)}
        if taken & spot:
            raise DraftError(_CROSSED)
        taken |= spot


def _within(what: str, count: int, most: int) -> None:
    if count > most:
        raise DraftError(_TOO_MUCH.format(what=what, most=most))
