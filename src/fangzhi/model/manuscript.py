"""The manuscript (稿): blocks in reading order, notes, and who and what it came from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from fangzhi.model.text import Text
from fangzhi.model.value import Value


class Cell(Value, frozen=True):
    """One cell (单元格) at the top-left of what it spans; `text` as displayed, `value` as held.

    `row` and `column` count from 0 in the grid of the original. `value` is the number a
    spreadsheet holds behind the displayed text; `formula` how it was computed.
    """

    row: int
    column: int
    text: Text
    row_span: int = 1
    column_span: int = 1
    value: Decimal | None = None
    formula: str = ""
    tables: tuple[Table, ...] = ()


class Table(Value, frozen=True, tag="table"):
    """A table (表): its grid of cells, with title, unit, source and note lines where known.

    Cells come in row order; positions covered by a merged cell have no cell of their own.
    `header_rows` counts the rows that repeat on every page. `sheet` names a spreadsheet's sheet.
    """

    id: str
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    title: Text | None = None
    unit: Text | None = None
    source: Text | None = None
    label: str = ""
    sheet: str = ""
    lang: str = ""


class Figure(Value, frozen=True, tag="figure"):
    """A picture (图) by digest, with 图题, 图说, credit, date, place and map approval number.

    `width` and `height` are millimetres as placed in the original, 0 where unknown.
    """

    id: str
    asset: str
    name: str = ""
    kind: Literal["photograph", "map", "drawing", "facsimile", "chart"] = "photograph"
    title: Text | None = None
    caption: Text | None = None
    label: str = ""
    credit: str = ""
    date: str = ""
    place: str = ""
    map_approval: str = ""
    description: str = ""
    width: float = 0.0
    height: float = 0.0
    origin_address: str = ""
    lang: str = ""


class Utterance(Value, frozen=True, tag="utterance"):
    """What one speaker said, from `start` to `end` seconds of a recording."""

    id: str
    speaker: str
    body: Text
    start: float = 0.0
    end: float = 0.0
    recording: str = ""


Block = Text | Table | Figure | Utterance


class Note(Value, frozen=True):
    """A footnote, endnote or comment; a mark in some text points at it by `id`."""

    id: str
    kind: Literal["footnote", "endnote", "comment"]
    body: Text
    label: str = ""
    who: str = ""
    when: str = ""


class Asset(Value, frozen=True):
    """A picture or recording, named by its SHA-256; the bytes stand in an asset store."""

    digest: str
    media_type: str
    size: int
    name: str = ""
    width: int = 0
    height: int = 0


class Manuscript(Value, frozen=True):
    """One manuscript (稿): blocks in reading order, their notes and assets.

    Headings are text blocks with a level; `sections` reads the tree off them. `source` is the
    SHA-256 of the original, `name` its path relative to the folder it was handed in with.
    """

    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    assets: tuple[Asset, ...] = ()
    title: str = ""
    name: str = ""
    source: str = ""
    media_type: str = ""
    lang: str = "zh-Hans"
    author: str = ""
    unit: str = ""


class Section(Value, frozen=True):
    """A heading with what stands under it, read off a manuscript's block list."""

    heading: Text | None
    level: int
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


def sections(blocks: tuple[Block, ...]) -> Section:
    """Read the tree of sections off a flat list; the root has no heading and level 0."""

    def take(position: int, heading: Text | None, level: int) -> tuple[int, Section]:
        own: list[Block] = []
        below: list[Section] = []
        while position < len(blocks):
            block = blocks[position]
            if isinstance(block, Text) and block.role == "heading":
                if block.level <= level:
                    break
                position, section = take(position + 1, block, block.level)
                below.append(section)
            else:
                own.append(block)
                position += 1
        return position, Section(heading, level, tuple(own), tuple(below))

    return take(0, None, 0)[1]


def texts_in(block: Block) -> Iterator[Text]:
    """Give every text inside a block in reading order: itself, or title, cells and captions."""
    match block:
        case Text():
            yield block
        case Utterance():
            yield block.body
        case Table():
            yield from _table_texts(block)
        case Figure():
            yield from (part for part in (block.title, block.caption) if part is not None)


def _table_texts(table: Table) -> list[Text]:
    found = [text for text in (table.title, table.unit) if text is not None]
    for cell in table.cells:
        found.append(cell.text)
        for nested in cell.tables:
            found += _table_texts(nested)
    if table.source is not None:
        found.append(table.source)
    return found


def texts(manuscript: Manuscript, *, comments: bool = False) -> Iterator[Text]:
    """Give every text of a manuscript: blocks, then notes (comments only when asked for)."""
    found: list[Text] = []  # asked for by many, so gathered at once: a third of the time
    for block in manuscript.blocks:
        if isinstance(block, Text):
            found.append(block)
        else:
            found += _table_texts(block) if isinstance(block, Table) else texts_in(block)
    found += (n.body for n in manuscript.notes if comments or n.kind != "comment")
    return iter(found)


def tables(manuscript: Manuscript) -> Iterator[Table]:
    """Give every table of a manuscript, nested ones after the table that holds them."""

    def walk(table: Table) -> Iterator[Table]:
        yield table
        for cell in table.cells:
            for nested in cell.tables:
                yield from walk(nested)

    for block in manuscript.blocks:
        if isinstance(block, Table):
            yield from walk(block)
