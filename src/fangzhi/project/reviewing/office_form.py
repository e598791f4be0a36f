"""Office forms (表) as Word files: title, facts, ruled tables with colored words, lines to sign."""

from __future__ import annotations

from fangzhi.model.value import Value
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.parts.package import Described, package
from fangzhi.publish.docx.text.blocks import paragraph
from fangzhi.publish.docx.text.inline import run

_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1134"'
    ' w:bottom="1191" w:left="1304" w:header="680" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_WIDTH = 9468
"""Width of the text on A4 in twips."""
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="6B6660"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_HEAD = (
    f'<w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{_LINES}</w:tblBorders>'
    '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0"'
    ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
)
_BOLD = "<w:b/>"


class Words(Value, frozen=True):
    """Some words of a cell: a color as "#9E2A2B" ("" for black), bold or not."""

    words: str
    color: str = ""
    bold: bool = False


Cell = tuple[tuple[Words, ...], ...]
"""A cell: its paragraphs, each of some words."""


class Grid(Value, frozen=True):
    """A ruled table: heads, how wide each column is against the others, rows of cells."""

    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: Words = Words("")


class OfficeForm(Value, frozen=True):
    """What stands on the form, from the top; `signers` are blanks to sign at the foot."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    grids: tuple[Grid, ...] = ()
    small: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()


def cell(words: str, color: str = "", *, bold: bool = False) -> Cell:
    """Give a cell of plain words; line ends part its paragraphs."""
    return tuple((Words(line, color, bold),) for line in words.split("\n"))


def form_docx(form: OfficeForm) -> bytes:
    """Give the Word file of a form: same form, same bytes."""
    draft = Draft(assets={})
    parts = [paragraph("FrontTitle", run(form.title), '<w:pageBreakBefore w:val="0"/>'
                       '<w:spacing w:before="0" w:after="240"/>')]  # fmt: skip
    parts += [_fact(name, value) for name, value in form.facts if value]
    if form.lead:
        parts.append(paragraph("NoteLine", run(form.lead, _BOLD)))
    for grid in form.grids:
        if grid.heading.words:
            parts.append(paragraph("NoteLine", _run(grid.heading), "<w:keepNext/>"))
        parts += [_grid(grid), paragraph("Spacer", "")]
    parts += [paragraph("SourceLine", run(words)) for words in form.small]
    if form.signers:
        blanks = "　　　".join(f"{who}：＿＿＿＿＿＿＿" for who in form.signers)
        parts.append(paragraph("NoteLine", run(f"{blanks}　　　　年　　月　　日"),
                               '<w:spacing w:before="360"/>'))  # fmt: skip
    return package("".join(parts) + _PAGE, draft, None, Described(form.title))


def _fact(name: str, value: str) -> str:
    return paragraph("NoteLine", run(f"{name}：") + run(value))


def _run(words: Words) -> str:
    looks = _BOLD if words.bold else ""
    looks += f'<w:color w:val="{words.color.lstrip("#")}"/>' if words.color else ""
    return run(words.words, looks)


def _grid(grid: Grid) -> str:
    whole = sum(grid.shares)
    widths = [_WIDTH * share // whole for share in grid.shares]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = tuple(((Words(head, bold=True),),) for head in grid.heads)
    rows = _row(heads, widths, "TableHead", "<w:cantSplit/><w:tblHeader/>")
    rows += "".join(_row(row, widths, "TableText", "") for row in grid.rows)
    return f"<w:tbl>{_HEAD}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _row(cells: tuple[Cell, ...], widths: list[int], style: str, properties: str) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraphs(one, style)}</w:tc>'
        for one, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def _paragraphs(one: Cell, style: str) -> str:
    rows = one or ((Words(""),),)
    return "".join(paragraph(style, "".join(_run(words) for words in line)) for line in rows)
