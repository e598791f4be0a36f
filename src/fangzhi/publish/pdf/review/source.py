"""The typst source of a 送审本: heads, paragraphs, tables, pictures, notes right below their block."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from fangzhi.model.book import Book
from fangzhi.model.manuscript import Block, Cell, Figure, Manuscript, Note, Table, Utterance
from fangzhi.model.text import Text, marks_of
from fangzhi.model.work import Entry, Node
from fangzhi.publish.pdf.literal import array, literal
from fangzhi.publish.pdf.review.pieces import Pieces, note_signs

_DRESS = {"heading": "inner", "caption": "centered", "quote": "quoted", "verse": "quoted",
          "unit": "flush", "source": "small-line", "note": "small-line",
          "signature": "flush"}  # fmt: skip
_LEFT_OUT = {"header": "原稿页眉", "footer": "原稿页脚", "contents": "原稿自带的目录"}
_WIDEST = 14
"""A column counts for at most so many characters when widths are shared."""


def book_source(book: Book, pieces: Pieces, pictures: dict[str, str]) -> str:
    """Give the markup of all nodes and entries of a book, in reading order."""
    writer = _Writer(book, pieces, pictures)
    nodes = (*book.work.front, *book.work.nodes)
    return "\n\n".join(part for node in nodes for part in writer.node(node, 1))


class _Writer:
    def __init__(self, book: Book, pieces: Pieces, pictures: dict[str, str]) -> None:
        self.book, self.pieces, self.pictures = book, pieces, pictures
        self.notes: dict[str, Note] = {}

    def node(self, node: Node, depth: int) -> Iterator[str]:
        if node.title or node.heading:
            label = f"{node.label}　" if node.label else ""
            if node.heading is not None and node.heading.text.strip():
                label = "" if node.heading.text.strip().startswith(node.label) else label
                made = self.pieces.source(node.heading, label)
            else:
                made = self.pieces.plain(node.title, node.id)
            yield f"#head({min(depth, 4)})[{made}]"
        for ref in node.entries:
            yield from self.entry(self.book.entries[ref.digest], depth)
        for below in node.nodes:
            yield from self.node(below, depth + 1)

    def entry(self, entry: Entry, depth: int) -> Iterator[str]:
        if entry.title is not None and entry.title.text.strip():
            yield f"#head(5)[{self.pieces.source(entry.title)}]"
        yield from self.manuscript(entry.manuscript)

    def manuscript(self, manuscript: Manuscript) -> Iterator[str]:
        self.notes = {note.id: note for note in manuscript.notes if note.kind != "comment"}
        self.pieces.notes = note_signs(manuscript.notes)
        for block in manuscript.blocks:
            made = self.block(block)
            if made:
                yield made
            yield from self.called(block)
        for note in self.notes.values():
            yield self.note(note)

    def called(self, block: Block) -> Iterator[str]:
        """Give the notes that a block calls, each once, right below it."""
        for text in _texts(block):
            for mark in marks_of(text, "footnote", "endnote"):
                note = self.notes.pop(mark.ref, None)
                if note is not None:
                    yield self.note(note)

    def note(self, note: Note) -> str:
        sign = self.pieces.notes.get(note.id, "〔注〕")
        return f"#small-line[{self.pieces.source(note.body, sign)}]"

    def block(self, block: Block) -> str:
        match block:
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Utterance():
                return self.pieces.source(block.body, f"{block.speaker}：")
            case Text():
                return self.text(block)

    def text(self, text: Text) -> str:
        if text.role in _LEFT_OUT:
            if text.text.strip():
                self.pieces.leave_out(_LEFT_OUT[text.role])
            return ""
        if not text.text.strip():
            return ""
        made = self.pieces.source(text, f"{text.label} " if text.label else "")
        dress = _DRESS.get(text.role, "")
        return f"#{dress}[{made}]" if dress else made

    def table(self, table: Table) -> str:
        above = self.pieces.plain(f"{table.label}　") if table.label and not table.title else ""
        title = self.line(table.title, table.label)
        parts = [f"#centered[{above}{title}]" if above or title else ""]
        parts.append(f"#flush[{self.line(table.unit)}]" if table.unit else "")
        parts.append(self.grid(table))
        parts.append(f"#small-line[{self.line(table.source)}]" if table.source else "")
        return "\n\n".join(part for part in parts if part)

    def line(self, text: Text | None, label: str = "") -> str:
        if text is None or not text.text.strip():
            return ""
        shown = f"{label}　" if label and label not in text.text else ""
        return self.pieces.source(text, shown)

    def grid(self, table: Table) -> str:
        shares = array(f"{share}fr" for share in _shares(table))
        cells = array(self.cell(cell) for cell in _free(table))
        return f"#grid-of({shares}, {cells})"

    def cell(self, cell: Cell) -> str:
        made = self.pieces.source(cell.text) if cell.text.text.strip() else ""
        made += "".join(self.grid(nested) for nested in cell.tables)
        return (f"table.cell(x: {cell.column}, y: {cell.row}, rowspan: {cell.row_span}, "
                f"colspan: {cell.column_span})[{made}]")  # fmt: skip

    def figure(self, figure: Figure) -> str:
        name = self.pictures.get(figure.asset)
        parts = [f"#picture({literal(name)})" if name else "#absent()"]
        title = self.line(figure.title, figure.label)
        if title:
            parts.append(f"#centered[{title}]")
        elif figure.label:
            parts.append(f"#centered[{self.pieces.plain(figure.label)}]")
        if figure.caption is not None and figure.caption.text.strip():
            parts.append(f"#small-line[{self.pieces.source(figure.caption)}]")
        approval = f"审图号：{figure.map_approval}" if figure.map_approval else ""
        if figure.kind == "map" and not approval:
            approval = "（地图，未填审图号）"
        told = "　".join(
            part for part in (figure.date, figure.place, figure.credit, approval) if part
        )
        if told:
            parts.append(f"#small-line[{self.pieces.plain(told)}]")
        return "\n\n".join(parts)


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Text():
            yield block
        case Utterance():
            yield block.body
        case Table():
            yield from (one for one in (block.title, block.unit, block.source) if one)
            for cell in block.cells:
                yield cell.text
                for nested in cell.tables:
                    yield from _texts(nested)
        case Figure():
            yield from (one for one in (block.title, block.caption) if one)


def _shares(table: Table) -> list[int]:
    """Share the width by the longest line of each column."""
    needs = [2] * max(table.columns, 1)
    for cell in table.cells:
        if cell.column_span == 1 and cell.column < table.columns:
            longest = max(len(line) for line in cell.text.text.split("\n"))
            needs[cell.column] = max(needs[cell.column], min(longest, _WIDEST) + 1)
    return needs


def _free(table: Table) -> list[Cell]:
    """Give the cells so that none covers another: where they do, spans give way, not words."""
    taken: set[tuple[int, int]] = set()
    placed: list[Cell] = []
    for cell in table.cells:
        area = {
            (cell.row + down, cell.column + across)
            for down in range(cell.row_span)
            for across in range(cell.column_span)
        }
        if (area & taken) or cell.column + cell.column_span > table.columns:
            cell = replace(cell, row_span=1, column_span=1)
            area = {(cell.row, cell.column)}
        while area & taken:  # its words go to the next free place below
            cell = replace(cell, row=cell.row + 1)
            area = {(cell.row, cell.column)}
        taken |= area
        placed.append(cell)
    return placed
