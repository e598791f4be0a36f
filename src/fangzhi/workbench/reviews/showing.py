"""The frozen text as pages to read: headings, paragraphs, tables, pictures, with the three pens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from fangzhi.align.anchors import reanchor
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Block, Cell, Figure, Table, Utterance, texts_in
from fangzhi.model.place import Anchor
from fangzhi.model.text import Text
from fangzhi.model.work import Entry, Node
from fangzhi.workbench.reviews.frozen import book_of, known_texts
from fangzhi.workbench.reviews.models import Frozen, Remark
from fangzhi.workbench.reviews.steps import pen_of

PAGE = 12_000
"""Characters on one page of the screen: a phone shows it at once."""


class Piece(NamedTuple):
    """Words of a text with the pens that point at them, and the numbers of the opinions."""

    words: str
    pens: str
    numbers: str


class Line(NamedTuple):
    """One text to show: how it looks, its id, its pieces, and the opinions on it."""

    look: str
    block: str
    label: str
    pieces: tuple[Piece, ...]
    remarks: tuple[Any, ...]
    level: int = 0


class Square(NamedTuple):
    """One cell of a table."""

    line: Line
    rows: int
    columns: int
    is_head: bool


class Shown(NamedTuple):
    """One thing on the page: a line, a table with its rows, or a picture with its lines."""

    kind: str
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[Square, ...], ...] = ()
    after: tuple[Line, ...] = ()
    asset: str = ""
    words: str = ""


class Item(NamedTuple):
    """A heading or a block of the book, before opinions are put on it."""

    kind: str
    value: Any
    level: int = 0
    label: str = ""


def pages_of(text: Frozen) -> tuple[tuple[Item, ...], ...]:
    """Cut a frozen text into pages of the screen, at entries and blocks."""
    return _pages(str(text.text), text.pk)


@lru_cache(maxsize=8)
def _pages(_digest: str, key: int) -> tuple[tuple[Item, ...], ...]:
    text = Frozen.objects.select_related("round__page").get(pk=key)
    pages: list[list[Item]] = [[]]
    size = 0
    for item in _items(book_of(text)):
        length = sum(len(one.text) for one in texts_of(item))
        if size + length > PAGE and pages[-1]:
            pages.append([])
            size = 0
        pages[-1].append(item)
        size += length
    return tuple(tuple(page) for page in pages)


def _items(book: Book) -> Iterator[Item]:
    def below(nodes: Iterable[Node], depth: int) -> Iterator[Item]:
        for node in nodes:
            heading = node.heading or Text(node.id, node.title, "heading")
            label = "" if heading.text.strip().startswith(node.label) else node.label
            yield Item("head", heading, depth, label)
            for entry in book.entries_of(node):
                yield from _of_entry(entry, depth + 1)
            yield from below(node.nodes, depth + 1)

    yield from below((*book.work.front, *book.work.nodes), 1)


def _of_entry(entry: Entry, depth: int) -> Iterator[Item]:
    if entry.title is not None:
        yield Item("head", entry.title, depth)
    for block in entry.manuscript.blocks:
        yield Item("block", block, depth)
    for note in entry.manuscript.notes:
        if note.kind != "comment":
            yield Item("note", note.body, depth, note.label)


def texts_of(item: Item) -> Iterator[Text]:
    """Give the texts of an item in reading order."""
    yield from texts_in(item.value)


def page_with(text: Frozen, block: str) -> int:
    """Give the page (from 1) on which a text stands; 1 where it is nowhere."""
    for number, page in enumerate(pages_of(text), 1):
        if any(one.id == block for item in page for one in texts_of(item)):
            return number
    return 1


def heads_of(text: Frozen) -> list[tuple[int, int, str, str]]:
    """List the headings for a way through the text: page, depth, id, words."""
    return [
        (number, item.level, item.value.id, f"{item.label} {item.value.text}".strip())
        for number, page in enumerate(pages_of(text), 1)
        for item in page
        if item.kind == "head" and item.level <= 2
    ]


def standing(text: Frozen, remarks: Iterable[Remark]) -> tuple[list[Remark], list[Remark]]:
    """Part opinions by whether their words stand in this text; each gets `at`, its place here.

    Opinions of earlier steps are looked for by their words; none is moved in silence.
    """
    here: list[Remark] = []
    lost: list[Remark] = []
    known = known_texts(text)
    for remark in remarks:
        anchor, block = remark.opinion.anchor, known.get(remark.block)
        found = reanchor(anchor, block) if anchor is not None and block is not None else None
        if isinstance(found, Anchor):
            remark.at = found
            here.append(remark)
        else:
            lost.append(remark)
    return here, lost


def shown(items: Iterable[Item], remarks: Iterable[Remark]) -> list[Shown]:
    """Put opinions on the items of a page; each says by `at` where it stands."""
    by_block: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_block.setdefault(remark.block, []).append(remark)
    return [_shown(item, by_block) for item in items]


def _shown(item: Item, by_block: dict[str, list[Remark]]) -> Shown:
    value: Block = item.value
    if isinstance(value, Table):
        return _table(value, by_block)
    if isinstance(value, Figure):
        lines = tuple(_line("caption", part, by_block) for part in (value.title, value.caption)
                      if part is not None)  # fmt: skip
        words = value.description or (value.title.text if value.title else "图片")
        return Shown("figure", lines, asset=value.asset, words=words)
    if isinstance(value, Utterance):
        return Shown("line", (_line("paragraph", value.body, by_block, value.speaker),))
    look = item.kind if item.kind in ("head", "note") else _look(value)
    level = min(6, item.level + 1) if look == "head" else 0
    label = item.label or value.label
    return Shown("line", (_line(look, value, by_block, label, level),))


def _look(text: Text) -> str:
    return {"heading": "inner", "quote": "quote", "list": "list"}.get(text.role, "paragraph")


def _table(table: Table, by_block: dict[str, list[Remark]]) -> Shown:
    above = tuple(_line("caption", part, by_block, table.label if part is table.title else "")
                  for part in (table.title, table.unit) if part is not None)  # fmt: skip
    below = (_line("caption", table.source, by_block),) if table.source is not None else ()
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    grid = tuple(
        tuple(
            Square(_line("cell", cell.text, by_block), cell.row_span, cell.column_span,
                   number < table.header_rows)
            for cell in rows[number]
        )
        for number in sorted(rows)
    )  # fmt: skip
    return Shown("table", above, grid, below)


def _line(
    look: str, text: Text, by_block: dict[str, list[Remark]], label: str = "", level: int = 0
) -> Line:
    own = tuple(by_block.get(text.id, ()))
    return Line(look, text.id, label, tuple(_pieces(text.text, own)), own, level)


def _pieces(words: str, remarks: tuple[Remark, ...]) -> Iterator[Piece]:
    """Cut a text where an opinion's words begin and end."""
    spans = [(row.at.start, row.at.end, row) for row in remarks if row.at is not None]
    edges = sorted({0, len(words), *(min(edge, len(words)) for s in spans for edge in s[:2])})
    for start, end in pairwise(edges):
        over = [row for first, last, row in spans if first <= start and end <= last]
        pens = " ".join(dict.fromkeys(pen_of(row.layer) for row in over))
        yield Piece(words[start:end], pens, "、".join(str(row.number) for row in over))
