"""Examples that a rule carries: its test and its documentation."""

from __future__ import annotations

from typing import Any

from fangzhi.model.manuscript import Asset, Block, Cell, Figure, Manuscript, Table
from fangzhi.model.text import Role, Text
from fangzhi.model.value import Value


class Example(Value, frozen=True):
    """A small manuscript: one paragraph, or several, and tables, with settings where they matter.

    `text` is one paragraph; `paragraphs` stand instead of it when there are several, a string
    that begins with "# ", "## " … being a heading. `table` is a grid of displayed cells, its
    first row the header; `figures` are pictures as (name of the picture, caption), `sizes` their
    (pixels across, millimetres as placed). `settings` are fields of CheckSettings that differ from
    the default.
    """

    text: str = ""
    role: Role = "paragraph"
    paragraphs: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    table_title: str = ""
    table_unit: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    sizes: tuple[tuple[int, float], ...] = ()
    settings: dict[str, Any] = {}

    @property
    def shown(self) -> str:
        """The example as the rule book prints it."""
        lines = list(self.paragraphs or ([self.text] if self.text else []))
        if self.table_title:
            lines.append(self.table_title)
        lines += [" | ".join(row) for row in self.table]
        lines += [f"［图片{name}］{caption}" for name, caption in self.figures]
        return "\n".join(lines)


def manuscript_of(example: Example, name: str = "例.docx") -> Manuscript:
    """Build the manuscript that an example describes."""
    blocks: list[Block] = []
    assets: list[Asset] = []
    for number, line in enumerate(example.paragraphs or ([example.text] if example.text else [])):
        depth = len(line) - len(line.lstrip("#"))
        if depth and line[depth : depth + 1] == " ":
            blocks.append(Text(f"p{number}", line[depth + 1 :], role="heading", level=depth))
        else:
            blocks.append(Text(f"p{number}", line, role=example.role))
    if example.table:
        blocks.append(_table(example))
    for number, (asset, caption) in enumerate(example.figures):
        words = Text(f"f{number}-c", caption, role="caption") if caption else None
        wide = example.sizes[number] if number < len(example.sizes) else (0, 0.0)
        blocks.append(Figure(f"f{number}", asset, caption=words, width=wide[1]))
        assets.append(Asset(asset, "image/jpeg", 0, width=wide[0]))
    return Manuscript(tuple(blocks), assets=tuple(assets), name=name)


def _table(example: Example) -> Table:
    cells = tuple(
        Cell(r, c, Text(f"t0/{r}/{c}", shown))
        for r, row in enumerate(example.table)
        for c, shown in enumerate(row)
    )
    return Table(
        "t0",
        len(example.table),
        max(len(row) for row in example.table),
        cells,
        header_rows=1,
        title=Text("t0-title", example.table_title, role="caption")
        if example.table_title
        else None,
        unit=Text("t0-unit", example.table_unit, role="unit") if example.table_unit else None,
    )
