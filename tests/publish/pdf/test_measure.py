"""Tables fit the page: columns, type size, turning, repeated rows."""

from __future__ import annotations

import pytest

from fangzhi.model.manuscript import Cell, Table
from fangzhi.model.text import Text
from fangzhi.publish.pdf.measure import LANDSCAPE, PORTRAIT, header_rows, is_number, plan


def _table(rows: list[list[str]], header: int = 0) -> Table:
    cells = tuple(Cell(r, c, Text(f"{r}-{c}", words))
                  for r, row in enumerate(rows) for c, words in enumerate(row))  # fmt: skip
    return Table("t", len(rows), len(rows[0]), cells, header_rows=header)


def test_a_small_table_fills_the_measure_at_nine_points() -> None:
    chosen = plan(_table([["年份", "人口"], ["2024年", "386400"]]))
    assert chosen.size == 9
    assert sum(chosen.widths) == pytest.approx(PORTRAIT)
    assert not chosen.turned


@pytest.mark.parametrize("columns", [1, 6, 12, 18, 30, 60])
def test_no_table_is_wider_than_its_page(columns: int) -> None:
    chosen = plan(_table([[f"指标{n}" for n in range(columns)], ["123456.78"] * columns]))
    room = LANDSCAPE if chosen.turned else PORTRAIT
    assert sum(chosen.widths) <= room + 0.01


def test_a_table_of_many_columns_is_turned_before_it_becomes_tiny() -> None:
    chosen = plan(_table([["123456.78"] * 14]))
    assert chosen.turned
    assert chosen.size >= 7


@pytest.mark.parametrize(
    ("words", "number"),
    [("386400", True), ("1,234.5", True), ("65.9%", True), ("-12.4", True), ("—", True),
     ("", False), ("浣阳镇", False), ("2024年", False), ("12人", False)],
)  # fmt: skip
def test_figures_are_told_from_words(words: str, number: bool) -> None:
    assert is_number(words) is number


def test_rows_that_a_merged_head_reaches_into_repeat_with_it() -> None:
    cells = (Cell(0, 0, Text("a", "乡镇"), row_span=2), Cell(0, 1, Text("b", "人口"), 1, 2),
             Cell(1, 1, Text("c", "男")), Cell(1, 2, Text("d", "女")),
             Cell(2, 0, Text("e", "浣阳镇")), Cell(2, 1, Text("f", "10")),
             Cell(2, 2, Text("g", "12")))  # fmt: skip
    assert header_rows(Table("t", 3, 3, cells)) == 2


def test_a_table_of_figures_only_has_no_head() -> None:
    assert header_rows(_table([["1", "2"], ["3", "4"], ["5", "6"]])) == 0
