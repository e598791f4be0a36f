"""TEI P5: what we write, to the letter, and foreign TEI as far as its elements say the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

from lxml import etree

from fangzhi.collect.reading import Reading
from fangzhi.collect.teiinline import (
    InlineReader,
    Notes,
    is_exact,
    own,
    role_of,
    tag_of,
    whole,
    words_in,
)
from fangzhi.files.source import SourceFile
from fangzhi.files.teinames import ASSET, OWN, ROLES, TEI, XML
from fangzhi.model.finding import READING_RULE, Finding, Place
from fangzhi.model.manuscript import Asset, Block, Cell, Figure, Manuscript, Table, Utterance
from fangzhi.model.text import Role, Text

_ROLE_OF: dict[str, Role] = {
    "p": "paragraph", "ab": "paragraph", "item": "list", "quote": "quote", "l": "verse",
    "head": "heading", "argument": "paragraph", "signed": "signature", "byline": "signature",
    "dateline": "signature", "trailer": "paragraph", "opener": "paragraph",
    "closer": "paragraph", "salute": "paragraph", "epigraph": "quote", "label": "paragraph",
    "docTitle": "paragraph", "docAuthor": "paragraph", "docImprint": "paragraph",
    "titlePart": "paragraph", "cit": "quote", "bibl": "source", "stage": "note",
}  # fmt: skip
_TYPED: dict[str, Role] = {
    kind: role for role in get_args(Role) if (kind := ROLES.get(role, ("", ""))[1])
}
_INSIDE = frozenset({"p", "ab", "list", "table", "figure", "lg", "sp", "div", "quote", "l"})
_KINDS: dict[str, Literal["photograph", "map", "drawing", "facsimile", "chart"]] = {
    "photograph": "photograph", "map": "map", "drawing": "drawing", "facsimile": "facsimile",
    "chart": "chart",
}  # fmt: skip
_SKIPPED = frozenset({"fw", "index", "divGen"})
"""Running heads and lists that a program makes."""

_BETWEEN = frozenset({"pb", "lb", "cb", "milestone", "anchor", "note"})
_WIDEST = 16_384
"""More columns than any spreadsheet has; a cell that claims to span more is a fault of the file."""


def read(source: SourceFile) -> Reading:
    """Read a TEI file; what is broken becomes a finding, never an exception."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                             remove_comments=True, remove_pis=True, huge_tree=True)  # fmt: skip
    try:
        root = etree.fromstring(source.data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        message = f"未读入：这个 TEI 文件不是完好的 XML（{fault}），请检查后重交。"
        empty = Manuscript(name=source.name)  # without a source: not read at all
        return Reading(empty, (_finding(source, message),))
    return _Reader(source, root).reading()


def _finding(source: SourceFile, message: str) -> Finding:
    place = Place(source.name)
    return Finding(READING_RULE, "硬", message, place=place, confidence="certain")


class _Reader:
    """Reads one file: header, then every block in document order."""

    def __init__(self, source: SourceFile, root: etree._Element) -> None:
        self.source, self.root = source, root
        self.notes = Notes()
        self.inline = InlineReader(source, root, self.notes)
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self.in_back = False

    def reading(self) -> Reading:
        bodies = [text for text in self.root.iter(f"{{{TEI}}}text")
                  if next(text.iterancestors(f"{{{TEI}}}text"), None) is None]  # fmt: skip
        if not bodies:
            self.findings.append(_finding(self.source, "未读入：文件里没有 TEI 的 text 部分。"))
        for text in bodies:
            for part in text:
                self._part(part)
        self._end()
        lang = self.root.get(f"{{{XML}}}lang", "") or "zh-Hans"
        manuscript = Manuscript(
            tuple(self.blocks),
            self.notes.in_order(),
            self._assets(),
            title=self._header("titleStmt/title"),
            name=self.source.name,
            source=self.source.digest,
            media_type="tei",
            lang=lang,
            author=self._header("titleStmt/author"),
            unit=self._header("titleStmt/respStmt/orgName"),
        )
        return Reading(manuscript, tuple(self.findings))

    def _header(self, path: str) -> str:
        steps = "/".join(f"{{{TEI}}}{step}" for step in path.split("/"))
        found = self.root.find(f"{{{TEI}}}teiHeader/{{{TEI}}}fileDesc/{steps}")
        return words_in(found) if found is not None else ""

    def _assets(self) -> tuple[Asset, ...]:
        return tuple(
            Asset(row.get("digest", ""), row.get("type", ""), whole(row.get("size")),
                  row.get("name", ""), whole(row.get("width")), whole(row.get("height")))
            for row in self.root.iter(f"{{{OWN}}}asset")
        )  # fmt: skip

    def _part(self, element: etree._Element) -> None:
        """Read front, body or back; notes gathered there belong to their marks."""
        self.in_back = tag_of(element) == "back"
        if self.in_back:
            for note in element.iterfind(f".//{{{TEI}}}div[@type='notes']//{{{TEI}}}note"):
                self.inline.note(note)
        self._division(element, 0)

    def _end(self) -> None:
        """Hang what stands between blocks, after the last of them, on its end."""
        if self.inline.pending:
            last = self.blocks[-1] if self.blocks else None
            if not isinstance(last, Text):
                last = Text(self.inline.identity(self.inline.pending[0]) + ".end", "")
                self.blocks.append(last)
            self.blocks[-1] = self.inline.ended(last)

    def _division(self, element: etree._Element, depth: int) -> None:
        for child in element:
            tag = tag_of(child)
            gathered = self.in_back and child.get("type") in ("notes", "index")
            if gathered or tag in _SKIPPED or (tag == "titlePage" and is_exact(child)):
                continue
            if tag in ("div", "group", "text", "body", "front", "back", "floatingText") or (
                tag.startswith("div") and tag[3:].isdigit()
            ):
                self._division(child, depth + 1)
            else:
                self._block(child, depth)

    def _block(self, element: etree._Element, depth: int) -> None:
        tag = tag_of(element)
        if tag in ("list", "lg", "listBibl"):
            self._list(element, depth)
        elif tag == "table":
            self.blocks.append(self._table(element))
            self._left_over(element)
        elif tag == "figure":
            self.blocks.append(self._figure(element))
            self._left_over(element)
        elif tag in ("sp", "u"):
            self.blocks.extend(self._speech(element))
        elif tag in ("quote", "epigraph", "cit") and any(tag_of(c) in _INSIDE for c in element):
            self._division(element, depth)
        elif tag in _BETWEEN:
            self._between(element)
        elif tag not in ("p", *_ROLE_OF) and any(tag_of(c) in _INSIDE for c in element):
            self._division(element, depth)
        else:
            text = self._text(element, depth)
            if text.text or text.marks or text.label or element.get(f"{{{XML}}}id"):
                self.blocks.append(text)

    def _between(self, element: etree._Element) -> None:
        """Hold a break or note that stands between blocks for the start of the next one."""
        self.inline.pending.append(element)

    def _left_over(self, element: etree._Element) -> None:
        """Read what a foreign table or figure says beyond one title and one caption."""
        heads = [c for c in element if tag_of(c) == "head"]
        words = [c for c in element if tag_of(c) in ("ab", "p")]
        taken = heads[:1] + (words[:1] if tag_of(element) == "figure" else [])
        noted = ("credit", "date", "place", "map_approval", "unit", "source")
        for child in element:
            if child in taken or child.get("type") in noted:
                continue
            if child in heads or child in words:
                self.blocks.append(self._text(child, role="caption"))
            elif tag_of(child) == "note":
                self.blocks.append(self._text(child, role="note"))
            elif tag_of(child) in _BETWEEN:
                self._between(child)

    def _list(self, element: etree._Element, depth: int) -> None:
        label = ""
        for child in element:
            tag = tag_of(child)
            if tag == "label":
                label = words_in(child)
            elif tag in _BETWEEN:
                self._between(child)
            elif tag in ("lg", "list"):
                self._list(child, depth)
            elif tag == "item" and any(tag_of(c) == "list" for c in child):
                self._nested_item(child, depth, label)
                label = ""
            else:
                self.blocks.append(self._text(child, depth, label=label))
                label = ""

    def _nested_item(self, element: etree._Element, depth: int, label: str) -> None:
        """Read an item with a list inside: its own words, then the inner items one level down."""
        self.blocks.append(self._text(element, depth, label=label, without=("list",)))
        for inner in element.iterchildren(f"{{{TEI}}}list"):
            self._list(inner, depth + 1)

    def _text(
        self, element: etree._Element, depth: int = 0, *, role: Role | None = None,
        label: str = "", without: tuple[str, ...] = (),
    ) -> Text:  # fmt: skip
        tag, kind = tag_of(element), element.get("type", "")
        found: Role = _ROLE_OF.get(tag, "paragraph")
        if tag == "ab":
            found = _TYPED.get(kind, found)
        found = role or found
        level = whole(own(element, "level"))
        if not level and found == "heading":
            level = min(max(depth, 1), 9)
        return self.inline.text(element, found, level, label=label, without=without)

    def _table(self, element: etree._Element) -> Table:
        title, label = self._title(element)
        parts: dict[str, Text] = {}
        for note in element.iterchildren(f"{{{TEI}}}note"):
            kind = _TYPED.get(note.get("type", ""))
            if kind in ("unit", "source"):
                parts[kind] = self._text(note, role=role_of(note, kind))
        rows = [child for child in element if tag_of(child) == "row"]
        cells, columns = self._cells(rows)
        heads = 0
        while heads < len(rows) and rows[heads].get("role") == "label":
            heads += 1
        return Table(
            self.inline.identity(element), len(rows), whole(element.get("cols")) or columns,
            tuple(cells), heads, title, parts.get("unit"), parts.get("source"), label,
            own(element, "sheet"), element.get(f"{{{XML}}}lang", ""),
        )  # fmt: skip

    def _cells(self, rows: list[etree._Element]) -> tuple[list[Cell], int]:
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        columns = 0
        for row, line in enumerate(rows):
            column = 0
            for element in line.iterchildren(f"{{{TEI}}}cell"):
                if element.get("role") == "covered":
                    continue
                while (row, column) in taken:
                    column += 1
                if is_exact(element):  # elsewhere @n may be any number, or a name
                    column = whole(element.get("n"), column)
                cell = self._cell(element, row, column)
                down = range(row, min(row + cell.row_span, len(rows)))
                across = range(column, column + cell.column_span)
                taken.update((at, beside) for at in down for beside in across)
                cells.append(cell)
                column += cell.column_span
                columns = max(columns, column)
        return cells, columns

    def _cell(self, element: etree._Element, row: int, column: int) -> Cell:
        value = own(element, "value")
        try:
            number = Decimal(value) if value else None
        except InvalidOperation:
            number = None
        role = role_of(element, "paragraph")
        return Cell(
            row, column, self._text(element, role=role, without=("table",)),
            max(whole(element.get("rows"), 1), 1),
            min(max(whole(element.get("cols"), 1), 1), _WIDEST),
            number, own(element, "formula"),
            tuple(self._table(table) for table in element.iterchildren(f"{{{TEI}}}table")),
        )  # fmt: skip

    def _title(self, element: etree._Element) -> tuple[Text | None, str]:
        """Give the title and the printed number of a table or figure."""
        head = element.find(f"{{{TEI}}}head")
        if head is None:
            return None, ""
        label = ""
        for child in head.iterchildren(f"{{{TEI}}}label"):
            if own(child, "of") == "block":
                label = words_in(child)
        if own(head, "of") == "block":
            return None, words_in(head)
        text = self._text(head, role=role_of(head, "caption"))
        return text, label

    def _figure(self, element: etree._Element) -> Figure:
        title, label = self._title(element)
        graphic = element.find(f"{{{TEI}}}graphic")
        url = graphic.get("url", "") if graphic is not None else ""
        captions = [c for c in element if tag_of(c) in ("ab", "p")]
        described = element.find(f"{{{TEI}}}figDesc")
        data = {note.get("type", ""): words_in(note)
                for note in element.iterchildren(f"{{{TEI}}}note")}  # fmt: skip
        return Figure(
            self.inline.identity(element),
            url.removeprefix(ASSET),
            own(element, "name") or ("" if url.startswith(ASSET) else url.rpartition("/")[2]),
            _KINDS.get(element.get("type", ""), "photograph"),
            title,
            self._text(captions[0], role=role_of(captions[0], "caption"))
            if captions
            else None,
            label,
            data.get("credit", ""), data.get("date", ""), data.get("place", ""),
            data.get("map_approval", ""),
            words_in(described) if described is not None else "",
            _millimetres(graphic, "width"), _millimetres(graphic, "height"),
            own(element, "address"), element.get(f"{{{XML}}}lang", ""),
        )  # fmt: skip

    def _speech(self, element: etree._Element) -> Iterator[Utterance]:
        """Read what one person says; each paragraph after the first is an utterance of its own."""
        speaker = element.find(f"{{{TEI}}}speaker")
        name = words_in(speaker) if speaker is not None else element.get("who", "")
        identity = self.inline.identity(element)
        said = [body for part in element for body in (part if tag_of(part) == "lg" else [part])
                if tag_of(body) in ("ab", "p", "l")]  # fmt: skip
        for number, body in enumerate(said or [element]):
            yield Utterance(
                f"{identity}.{number}" if number else identity, name.removeprefix("#"),
                self._text(body, role=role_of(body, "paragraph"), without=("speaker",)),
                _seconds(own(element, "start")), _seconds(own(element, "end")),
                own(element, "recording"),
            )  # fmt: skip


def _seconds(value: str) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 0.0


def _millimetres(graphic: etree._Element | None, side: str) -> float:
    value = graphic.get(side, "") if graphic is not None else ""
    try:
        return float(value.removesuffix("mm")) if value.endswith("mm") else 0.0
    except ValueError:
        return 0.0
