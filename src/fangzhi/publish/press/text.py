"""The text for the typesetter: paragraphs in named styles, placeholders for pictures and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from fangzhi.model.book import Book, entries_in
from fangzhi.model.manuscript import Block, Figure, Note, Table, Utterance
from fangzhi.model.text import GLYPH, Mark, Text
from fangzhi.model.work import Entry, Node
from fangzhi.publish.captions import gap_after, head_of, says_number, without_whole_looks
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.front import is_yearbook
from fangzhi.publish.docx.parts.package import Described, package
from fangzhi.publish.docx.parts.pages import section
from fangzhi.publish.docx.text.inline import run
from fangzhi.publish.press.styles import BLOCK_STYLES, CHARACTER_STYLES, STYLES

_NOTE_STYLES = {"footnote": ("FootnoteText", "FootnoteReference"),
                "endnote": ("EndnoteText", "EndnoteReference")}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A picture or table of the book: its number, what it is, and where it stands."""

    number: str
    block: Figure | Table
    chapter: str
    entry: str


@dataclass
class PressText:
    """Writes the text file and gathers pictures, tables, missing glyphs and open questions."""

    book: Book
    draft: Draft
    pieces: list[Piece] = field(default_factory=list)
    glyphs: dict[tuple[str, str], int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    changes: int = 0
    comments: int = 0
    doubled: int = 0
    loose: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)

    def file(self) -> bytes:
        """Give the bytes of the Word file."""
        book, work = self.book, self.book.work
        self.notes = {n.id: n for _, entry in entries_in(book) for n in entry.manuscript.notes}
        brackets = is_yearbook(work)
        body = [self._node(node, 0, brackets, front=True) for node in book.front]
        body += [self._node(node, 0, brackets) for node in work.nodes]
        described = Described(work.title, work.imprint.compiler, work.lang)
        return package("".join(body) + section(), self.draft, None, described, styles=STYLES)

    def _paragraph(self, style: str, inner: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'

    def _say(self, style: str, words: str) -> str:
        self.words.append(words)
        return self._paragraph(style, run(words))

    def _node(self, node: Node, depth: int, brackets: bool, *, front: bool = False) -> str:
        style = "FrontTitle" if front else f"Heading{min(depth + 1, 6)}"
        number = f"{node.label}{gap_after(node.label)}" if node.title else node.label
        parts = [self._text(head_of(node), style, number)]
        for entry in self.book.entries_of(node):
            parts.append(self._entry(entry, node, depth, brackets))
        parts.extend(self._node(below, depth + 1, brackets) for below in node.nodes)
        return "".join(parts)

    def _entry(self, entry: Entry, node: Node, depth: int, brackets: bool) -> str:
        parts = []
        title = entry.title.text if entry.title is not None else ""
        if entry.title is not None and title and title != node.title:
            opening, closing = "【】" if brackets and not title.startswith("【") else ("", "")
            head = without_whole_looks(entry.title)
            parts.append(self._text(head, "EntryTitle", opening, closing))
        where = (f"{node.label} {node.title}".strip(), title)
        blocks = entry.manuscript.blocks
        heads = [b.level for b in blocks if isinstance(b, Text) and b.role == "heading"]
        deeper = depth + 2 - min(heads, default=1)
        parts.extend(self._block(block, where, deeper) for block in blocks)
        return "".join(parts)

    def _block(self, block: Block, where: tuple[str, str], deeper: int) -> str:
        match block:
            case Text():
                style = BLOCK_STYLES.get(block.role, "Normal")
                if block.role == "heading":
                    style = f"Heading{min(max(block.level + deeper, 1), 6)}"
                return self._text(block, style)
            case Utterance():
                speaker = f"{block.speaker}：" if block.speaker else ""
                return self._text(block.body, "Speech", speaker)
            case Figure():
                return self._figure(block, where)
            case Table():
                return self._table(block, where)

    def _piece(self, block: Figure | Table, where: tuple[str, str]) -> str:
        kind = "图" if isinstance(block, Figure) else "表"
        number = block.label or self.book.labels.get(block.id, "")
        if not number:
            self.loose[kind] = self.loose.get(kind, 0) + 1
            number = f"{kind}（无号）{self.loose[kind]}"
        count = self.taken[number] = self.taken.get(number, 0) + 1
        number = number if count == 1 else f"{number}（{count}）"
        self.pieces.append(Piece(number, block, *where))
        return number

    def _figure(self, figure: Figure, where: tuple[str, str]) -> str:
        number = self._piece(figure, where)
        parts = [self._say("FigurePlace", f"【{number}】")]
        title = figure.title
        if title is not None:
            parts.append(self._text(title, "FigureTitle", self._before(title, number)))
        if figure.caption is not None:
            parts.append(self._text(figure.caption, "FigureCaption"))
        credit = "　".join(part for part in (figure.credit, figure.date, figure.place) if part)
        if credit:
            parts.append(self._say("FigureCaption", credit))
        if figure.map_approval:
            parts.append(self._say("FigureCaption", f"审图号：{figure.map_approval}"))
        return "".join(parts)

    def _table(self, table: Table, where: tuple[str, str]) -> str:
        number = self._piece(table, where)
        parts = []
        if table.title is not None:
            parts.append(self._text(table.title, "TableTitle", self._before(table.title, number)))
        if table.unit is not None:
            parts.append(self._text(table.unit, "UnitLine"))
        parts.append(self._say("TablePlace", f"【{number}】"))
        if table.source is not None:
            parts.append(self._text(table.source, "SourceLine"))
        self._count_cells(table)
        return "".join(parts)

    def _before(self, title: Text, number: str) -> str:
        return "" if says_number(title, number) or "（" in number else f"{number}　"

    def _count_cells(self, table: Table) -> None:
        for cell in table.cells:
            self.words.append(cell.text.text)
            self._learn(cell.text)
            for nested in cell.tables:
                self._count_cells(nested)

    def _text(self, text: Text, style: str, before: str = "", after: str = "") -> str:
        label = text.label
        if label:
            before += label if text.role == "list" and not label.isascii() else f"{label}　"
        self.words.append(before + text.text + after)
        return self._paragraph(style, run(before) + self.runs(text) + run(after))

    def _learn(self, text: Text) -> None:
        self.draft.check_legal(text)
        for mark in text.marks:
            if mark.kind == "glyph":
                key = (mark.ref, mark.text)
                self.glyphs[key] = self.glyphs.get(key, 0) + 1
            self.changes += mark.kind in ("inserted", "deleted")
            self.comments += mark.kind == "comment"

    def runs(self, text: Text) -> str:
        """Give the runs of a text, each word in at most one character style."""
        self._learn(text)
        if not text.marks:
            return run(text.text)
        kept = [m for m in text.marks if m.kind in CHARACTER_STYLES]
        points = [m for m in text.marks if m.kind in _NOTE_STYLES]
        if any(m.kind == "figure" for m in text.marks):
            self.draft.report("段落中间夹有小图，发排文件里未放，请对照 Word 版补排。", text.id)
        cuts = {0, len(text.text), *(m.start for m in kept + points), *(m.end for m in kept)}
        places = sorted(cuts)
        out: list[str] = []
        for start, end in zip(places, [*places[1:], len(text.text)], strict=True):
            out.extend(self._note(m) for m in points if m.start == start)
            out.append(self._run(text.text[start:end], kept, start, end))
        return "".join(out)

    def _run(self, words: str, kept: list[Mark], start: int, end: int) -> str:
        active = [m for m in kept if m.start <= start and m.end >= end]
        kinds = [kind for kind in CHARACTER_STYLES if any(m.kind == kind for m in active)]
        self.doubled += len(kinds) > 1
        look = f'<w:rStyle w:val="{CHARACTER_STYLES[kinds[0]]}"/>' if kinds else ""
        if words == GLYPH and kinds[:1] == ["glyph"]:
            mark = next(m for m in active if m.kind == "glyph")
            words = mark.text or mark.ref or GLYPH
        return run(words, look)

    def _note(self, mark: Mark) -> str:
        note = self.notes.get(mark.ref)
        if note is None:
            return ""
        rows = self.draft.note_parts.setdefault(note.kind, [])
        number = self.draft.written_notes.get(note.id)
        body_style, reference_style = _NOTE_STYLES[note.kind]
        look = f'<w:rPr><w:rStyle w:val="{reference_style}"/></w:rPr>'
        if number is None:
            number = self.draft.written_notes[note.id] = len(rows) + 1
            rows.append("")
            self.words.append(note.body.text)
            inner = f"<w:r>{look}<w:{note.kind}Ref/></w:r>{self.runs(note.body)}"
            body = self._paragraph(body_style, inner)
            rows[number - 1] = f'<w:{note.kind} w:id="{number}">{body}</w:{note.kind}>'
        return f'<w:r>{look}<w:{note.kind}Reference w:id="{number}"/></w:r>'
