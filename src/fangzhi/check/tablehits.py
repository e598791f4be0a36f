"""What rules on tables share: an example as rows, a hit on a cell, a cell's place in words."""

from __future__ import annotations

from decimal import Decimal

from fangzhi.check.example import Example
from fangzhi.check.rule import Hit
from fangzhi.facts.grids.ratios import WrongRatio
from fangzhi.facts.show import plain, rounded
from fangzhi.facts.tables import Grid


def rows_example(*rows: str) -> Example:
    """Give a table as an example, each row written "乡镇 | 人口"."""
    return Example(table=tuple(tuple(row.split(" | ")) for row in rows))


def cell_hit(grid: Grid, row: int, column: int, message: str, evidence: tuple[str, ...]) -> Hit:
    """Give a hit on the whole words of a cell."""
    text = grid.cell(row, column).text
    return Hit(0, len(text.text), message, evidence=evidence, block=text.id)


def cell_words(grid: Grid, row: int, column: int) -> str:
    """Say where a cell stands: “甲镇”行“人口（人）”列."""
    label = next((r.label for r in grid.rows if r.index == row), "")
    return f"“{label}”行“{grid.header(column) or column + 1}”列"


def wrong_ratio(grid: Grid, wrong: WrongRatio, what: str, factor: int) -> Hit:
    """Give a hit on a share, growth or mean that does not follow; `factor` 100 is a percentage."""
    said, part = grid.number(wrong.row, wrong.column), grid.number(*wrong.part)
    assert said is not None and part is not None
    shown = f"{rounded(wrong.expected, said.step):f}"
    whole = plain(wrong.whole_value)
    top = plain(part.value) if what != "增减幅度" else f"（{plain(part.value)}−{whole}）"
    unit = "%" if factor == 100 else ""
    return cell_hit(
        grid, wrong.row, wrong.column,
        f"{cell_words(grid, wrong.row, wrong.column)}的{what}应为{shown}，写作{plain(said.value)}，请核对。",
        (f"{top}÷{whole}={rounded(wrong.expected, said.step / 10):f}{unit}",),
    )  # fmt: skip


def swapped_cell(
    grid: Grid, wrong: WrongRatio, place: tuple[int, int], value: Decimal, what: str, made: str
) -> Hit:
    """Give a hit on one of the two figures of a mean or growth (`what`), two digits of which are turned;
    `made` is what they make as printed."""
    return cell_hit(
        grid, *place,
        f"{cell_words(grid, *place)}的数疑为相邻两位颠倒：改为{plain(value)}，与{what}"
        f"{grid.text(wrong.row, wrong.column)}才相符，请核对。",
        (f"按原数{made}",),
    )  # fmt: skip
