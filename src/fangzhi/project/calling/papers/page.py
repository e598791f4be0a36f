"""A4 office papers as Word files: lines, tables to fill in, a code at the foot of every page."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from fangzhi.files.zipout import Member, pack
from fangzhi.project.calling.papers.styles import PAPER_STYLES
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.parts.package import Described, package
from fangzhi.publish.docx.text.blocks import paragraph
from fangzhi.publish.docx.text.inline import field as word_field
from fangzhi.publish.docx.text.inline import run
from fangzhi.publish.docx.text.tables import is_figure
from fangzhi.publish.legal import attribute, escaped

WIDTH = 9300
"""The width of the text in twips: A4 with margins of 2.3 cm."""
_SECTION = (
    '<w:sectPr>{refs}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1303"'
    ' w:bottom="1247" w:left="1303" w:header="680" w:footer="624" w:gutter="0"/></w:sectPr>'
)
_LINE = "B9B2A6"
_DARK = "57514A"
_CUSTOM = "docProps/custom.xml"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_RED = '<w:color w:val="9E2A2B"/>'


@dataclass
class Paper:
    """A paper being written, from the top; `code` stands at the foot of every page."""

    title: str
    code: str = ""
    parts: list[str] = field(default_factory=list)
    draft: Draft = field(default_factory=lambda: Draft({}))

    def line(self, style: str, words: str, properties: str = "") -> None:
        """Add a paragraph; "\\n" breaks its lines."""
        self.parts.append(paragraph(style, run(words), properties))

    def marked(self, style: str, words: str, spans: Sequence[tuple[int, int]]) -> None:
        """Add a paragraph with the vermilion over these spans of its words."""
        pieces, at = [], 0
        for start, end in spans:
            pieces += [run(words[at:start]), run(words[start:end], _RED)]
            at = end
        self.parts.append(paragraph(style, "".join((*pieces, run(words[at:])))))

    def anchored(self, style: str, words: str, name: str) -> None:
        """Add a paragraph inside a bookmark, which stays when somebody edits or copies it."""
        self.parts.append(paragraph(style, self.draft.bookmark(name, run(words))))

    def page_break(self) -> None:
        """Begin a new page."""
        self.parts.append(paragraph("Spacer", '<w:r><w:br w:type="page"/></w:r>'))

    def facts(self, rows: Sequence[tuple[str, str]], label: int = 1700) -> None:
        """Add a table of two columns, what and which, without vertical lines."""
        self.gap()
        cells = [
            _row([(words, label, "CellLabel"), (said, WIDTH - label, "CellText")], 440)
            for words, said in rows
        ]
        self.parts.append(_table([label, WIDTH - label], cells, _borders(inner=False)))
        self.gap()

    def grid(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = (),
             *, height: int = 440) -> None:  # fmt: skip
        """Add a table to fill in: a head row that repeats, and rows with room to write.

        Columns of figures are set to the right, blanks in them too.
        """
        right = set(_figure_columns(head, rows))
        wide = _shared(widths or [1] * max(len(head), 1))
        made = [_row([(w, wide[i], "CellHead") for i, w in enumerate(head)], 420, head=True)]
        made += [
            _row(
                [
                    (w, wide[i], "CellFigure" if i in right else "CellText")
                    for i, w in enumerate(row)
                ],
                height,
            )
            for row in rows
        ]
        self.parts.append(_table(wide, made, _borders(inner=True)))
        self.gap()

    def pairs(self, rows: Sequence[Sequence[tuple[str, bool]]], widths: Sequence[int],
              *, height: int = 500) -> None:  # fmt: skip
        """Add a table of labels (True) and blanks (False) side by side; all lines drawn."""
        wide = _shared(widths)
        made = [
            _row([(w, wide[i], "CellLabel" if label else "CellText")
                  for i, (w, label) in enumerate(row)], height)
            for row in rows
        ]  # fmt: skip
        self.parts.append(_table(wide, made, _borders(inner=True)))
        self.gap()

    def gap(self) -> None:
        """Keep what follows off a table."""
        self.parts.append(paragraph("Spacer", ""))

    def data(self, properties: Mapping[str, str], author: str = "") -> bytes:
        """Give the bytes of the file, with these custom document properties."""
        foot = f'<w:footerReference w:type="default" r:id="{self.draft.relate("footer", "footer1.xml")}"/>'
        body = "".join(self.parts) + _SECTION.format(refs=foot)
        extra = {"footer1": ("ftr", _foot(self.code))}
        described = Described(self.title, author)
        made = package(body, self.draft, None, described, extra, PAPER_STYLES)
        return with_properties(made, properties) if properties else made


def _figure_columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[int]:
    for at in range(1, len(head)):
        said = [row[at] for row in rows if at < len(row) and row[at].strip()]
        # a column that is blank all over is one of figures where its neighbor to the left is
        beside = [row[at - 1] for row in rows if len(row) >= at]
        if all(map(is_figure, said)) if said else any(map(is_figure, beside)):
            yield at


def _foot(code: str) -> str:
    pages = (
        run("第 ") + word_field(" PAGE ", run("1")) + run(" 页，共 ")
        + word_field(" NUMPAGES ", run("1")) + run(" 页")
    )  # fmt: skip
    told = run(f"回收编号 {code}　请勿删改") if code else ""
    return paragraph("PaperFoot", told + "<w:r><w:tab/></w:r>" + pages)


def _shared(widths: Sequence[int]) -> list[int]:
    whole = sum(widths)
    made = [WIDTH * one // whole for one in widths]
    made[-1] += WIDTH - sum(made)
    return made


def _row(cells: Sequence[tuple[str, int, str]], height: int, *, head: bool = False) -> str:
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(style, run(words))}</w:tc>"
        for words, width, style in cells
    )
    repeat = "<w:tblHeader/>" if head else ""
    rule = (
        f'<w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{repeat}</w:trPr>'
    )
    return f"<w:tr>{rule}{told}</w:tr>"


def _borders(*, inner: bool) -> str:
    sides = [("top", 8, _DARK), ("bottom", 8, _DARK), ("insideH", 4, _LINE)]
    if inner:
        sides = [("top", 8, _DARK), ("left", 4, _LINE), ("bottom", 8, _DARK), ("right", 4, _LINE),
                 ("insideH", 4, _LINE), ("insideV", 4, _LINE)]  # fmt: skip
    return "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'
        for side, size, color in sides
    )


def _table(widths: Sequence[int], rows: Sequence[str], borders: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def with_properties(data: bytes, properties: Mapping[str, str]) -> bytes:
    """Give a Word file of ours with custom document properties added."""
    rows = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{attribute(name)}">'
        f"<vt:lpwstr>{escaped(words)}</vt:lpwstr></property>"
        for number, (name, words) in enumerate(properties.items(), 2)
    )
    part = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_PROPERTIES}/custom-properties"'
        f' xmlns:vt="{_PROPERTIES}/docPropsVTypes">{rows}</Properties>'
    )
    members = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            said = archive.read(name)
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
                said = _inside(
                    said, "Types", f'<Override PartName="/{_CUSTOM}" ContentType="{kind}"/>'
                )
            elif name == "_rels/.rels":
                kind = f"{_PROPERTIES}/relationships/custom-properties"
                said = _inside(said, "Relationships",
                               f'<Relationship Id="rId90" Type="{kind}" Target="{_CUSTOM}"/>')  # fmt: skip
            members.append(Member(name, said))
    return pack((*members, Member(_CUSTOM, part.encode())))


def _inside(xml: bytes, element: str, row: str) -> bytes:
    return re.sub(rf"</{element}>$".encode(), f"{row}</{element}>".encode(), xml)
