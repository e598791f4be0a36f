"""TEI P5: what we write, to the letter, and foreign TEI as far as its elements say the same."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from lxml import etree

from fangzhi.collect.reading import Reading
from fangzhi.collect.teiinline import InlineReader, Notes, own, tag_of, words_in
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
_TYPED: frozenset[str] = frozenset(kind for _, kind in ROLES.values() if kind)
_INSIDE = frozenset({"p", "ab", "list", "table", "figure", "lg", "sp", "div", "quote", "l"})
_KINDS = frozenset({"photograph", "map", "drawing", "facsimile", "chart"})
_SKIPPED = frozenset({"titlePage", "fw", "index", "divGen"})


def read(source: SourceFile) -> Reading:
    """Read a TEI file; what is broken becomes a finding, never an exception."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                             remove_comments=True, remove_pis=True, huge_tree=True)  # fmt: skip
    try:
        root = etree.fromstring(source.data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        message = f"未读入：这个 TEI 文件不是完好的 XML（{fault}），请检查后重交。"
        empty = Manuscript(name=source.name, source=source.digest, media_type="tei")
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

    def reading(self) -> Reading:
        text = self.root.find(f".//{{{TEI}}}text")
        if text is None:
            self.findings.append(_finding(self.source, "未读入：文件里没有 TEI 的 text 部分。"))
        else:
            for part in text:
                self._part(part)
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
            Asset(row.get("digest", ""), row.get("type", ""), int(row.get("size", "0")),
                  row.get("name", ""), int(row.get("width", "0")), int(row.get("height", "0")))
            for row in self.root.iter(f"{{{OWN}}}asset")
        )  # fmt: skip

    def _part(self, element: etree._Element) -> None:
        """Read front, body or back; notes gathered there belong to their marks."""
        if tag_of(element) == "back":
            for note in element.iterfind(f".//{{{TEI}}}div[@type='notes']//{{{TEI}}}note"):
                self.inline.note(note)
        self._division(element, 0)

    def _division(self, element: etree._Element, depth: int) -> None:
        for child in element:
            tag = tag_of(child)
            if tag in _SKIPPED or child.get("type") in ("notes", "index"):
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
        elif tag == "figure":
            self.blocks.append(self._figure(element))
        elif tag in ("sp", "u"):
            self.blocks.append(self._speech(element))
        elif tag in ("quote", "epigraph", "cit") and any(tag_of(c) in _INSIDE for c in element):
            self._division(element, depth)
        elif tag in ("pb", "lb", "cb", "milestone", "anchor", "note"):
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

    def _list(self, element: etree._Element, depth: int) -> None:
        label = ""
        for child in element:
            tag = tag_of(child)
            if tag == "label":
                label = words_in(child)
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
        if tag == "ab" and kind in _TYPED:
            found = kind  # type: ignore[assignment]
        found = role or found
        level = int(own(element, "level") or 0)
        if not level and found == "heading":
            level = min(max(depth, 1), 9)
        return self.inline.text(element, found, level, label=label, without=without)

    def _table(self, element: etree._Element) -> Table:
        title, label = self._title(element)
        parts: dict[str, Text] = {}
        for note in element.iterchildren(f"{{{TEI}}}note"):
            kind = note.get("type", "")
            if kind in ("unit", "source"):
                parts[kind] = self._text(note, role=self._own_role(note, kind))
        rows = [child for child in element if tag_of(child) == "row"]
        cells, columns = self._cells(rows)
        heads = 0
        while heads < len(rows) and rows[heads].get("role") == "label":
            heads += 1
        return Table(
            self.inline.identity(element), len(rows), int(element.get("cols", "0")) or columns,
            tuple(cells), heads, title, parts.get("unit"), parts.get("source"), label,
            own(element, "sheet"), element.get(f"{{{XML}}}lang", ""),
        )  # fmt: skip

    def _own_role(self, element: etree._Element, usual: str) -> Role:
        return own(element, "role") or usual  # type: ignore[return-value]

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
                if element.get("n", "").isdigit():
                    column = int(element.get("n", "0"))
                cell = self._cell(element, row, column)
                taken.update((row + down, column + across) for down in range(cell.row_span)
                             for across in range(cell.column_span))  # fmt: skip
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
        role: Role = own(element, "role") or "paragraph"  # type: ignore[assignment]
        return Cell(
            row, column, self._text(element, role=role, without=("table",)),
            max(int(element.get("rows", "1")), 1), max(int(element.get("cols", "1")), 1),
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
        text = self._text(head, role=self._own_role(head, "caption"))
        return text, label

    def _figure(self, element: etree._Element) -> Figure:
        title, label = self._title(element)
        graphic = element.find(f"{{{TEI}}}graphic")
        url = graphic.get("url", "") if graphic is not None else ""
        captions = [c for c in element if tag_of(c) in ("ab", "p")]
        described = element.find(f"{{{TEI}}}figDesc")
        data = {note.get("type", ""): words_in(note)
                for note in element.iterchildren(f"{{{TEI}}}note")}  # fmt: skip
        kind = element.get("type", "")
        return Figure(
            self.inline.identity(element),
            url.removeprefix(ASSET),
            own(element, "name") or ("" if url.startswith(ASSET) else url.rpartition("/")[2]),
            kind if kind in _KINDS else "photograph",  # type: ignore[arg-type]
            title,
            self._text(captions[0], role=self._own_role(captions[0], "caption"))
            if captions
            else None,
            label,
            data.get("credit", ""), data.get("date", ""), data.get("place", ""),
            data.get("map_approval", ""),
            words_in(described) if described is not None else "",
            _millimetres(graphic, "width"), _millimetres(graphic, "height"),
            own(element, "address"), element.get(f"{{{XML}}}lang", ""),
        )  # fmt: skip

    def _speech(self, element: etree._Element) -> Utterance:
        speaker = element.find(f"{{{TEI}}}speaker")
        bodies = [c for c in element if tag_of(c) in ("ab", "p", "l")]
        body = bodies[0] if bodies else element
        role = self._own_role(body, "paragraph")
        name = words_in(speaker) if speaker is not None else element.get("who", "")
        return Utterance(
            self.inline.identity(element), name.removeprefix("#"),
            self._text(body, role=role, without=("speaker",)),
            float(own(element, "start") or 0), float(own(element, "end") or 0),
            own(element, "recording"),
        )  # fmt: skip


def _millimetres(graphic: etree._Element | None, side: str) -> float:
    value = graphic.get(side, "") if graphic is not None else ""
    try:
        return float(value.removesuffix("mm")) if value.endswith("mm") else 0.0
    except ValueError:
        return 0.0
