"""One-page office papers (质量检查单, 领导一页) as A4 PDF: same words, same bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import typst

from fangzhi.model.value import Value
from fangzhi.publish.fonts.set import house_fonts
from fangzhi.publish.pdf.literal import array, literal
from fangzhi.publish.pdf.render import typeset_fonts

TEMPLATE = Path(__file__).parent / "templates" / "sheet.typ"


class Grid(Value, frozen=True):
    """A small table: heading, column heads, rows; `numbers` are the columns set flush right."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


class Sheet(Value, frozen=True):
    """What stands on the paper, from the top: title, the one sentence that matters, facts, tables,
    small print."""

    title: str
    lead: str
    facts: tuple[tuple[str, str], ...] = ()
    grids: tuple[Grid, ...] = ()
    small: tuple[str, ...] = ()


def render_sheet(sheet: Sheet) -> bytes:
    """Give the paper as PDF/A; a longer one runs on over further pages."""
    fonts = house_fonts()
    source = "\n".join(
        [
            TEMPLATE.read_text(encoding="utf-8"),
            f"#sheet({literal(sheet.title)}, {literal(sheet.lead)}, {_pairs(sheet.facts)}, "
            f"{array(_grid(grid) for grid in sheet.grids)}, "
            f"{array(literal(line) for line in sheet.small)})",
        ]
    )
    with tempfile.TemporaryDirectory() as folder:
        compiler = typst.Compiler(source.encode(), root=folder, font_paths=typeset_fonts(fonts))
        data = compiler.compile(format="pdf", pdf_standards=["a-2b"], pdf_tags=True, timestamp=0)
    assert isinstance(data, bytes)
    return data


def _grid(grid: Grid) -> str:
    cells = array(array(literal(cell) for cell in row) for row in grid.rows)
    head = array(literal(cell) for cell in grid.head)
    numbers = array(str(column) for column in grid.numbers)
    return f"({literal(grid.heading)}, {head}, {cells}, {numbers})"


def _pairs(rows: Iterable[tuple[str, str]]) -> str:
    return array(array(literal(cell) for cell in row) for row in rows)
