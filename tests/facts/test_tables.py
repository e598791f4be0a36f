"""Tables understood: headers, stubs, totals, 其中 rows, and the cell to doubt."""

from __future__ import annotations

from decimal import Decimal

from fangzhi.check.example import Example, manuscript_of
from fangzhi.facts.grids.totals import wrong_cells
from fangzhi.facts.tables import Grid, grid_of, number_in
from fangzhi.model.manuscript import Cell, Table
from fangzhi.model.text import Text


def grid(*rows: str) -> Grid:
    table = manuscript_of(Example(table=tuple(tuple(r.split(" | ")) for r in rows))).blocks[-1]
    assert isinstance(table, Table)
    return grid_of(table)


def doubts(*rows: str) -> list[tuple[int, int]]:
    return [(w.row, w.column) for w in wrong_cells(grid(*rows))]


def test_two_header_rows_with_merged_cells_are_joined() -> None:
    cells = [
        Cell(0, 0, Text("a", "年份"), row_span=2), Cell(0, 1, Text("b", "合计"), row_span=2),
        Cell(0, 2, Text("c", "初中"), column_span=2), Cell(1, 2, Text("d", "一年级")),
        Cell(1, 3, Text("e", "二年级")),
    ]  # fmt: skip
    for r, row in enumerate((("2001", "30", "10", "20"), ("2002", "33", "11", "22")), start=2):
        cells += [Cell(r, c, Text(f"{r}{c}", t)) for c, t in enumerate(row)]
    found = Grid(Table("t", 4, 4, tuple(cells)))
    assert [c.header for c in found.columns] == ["合计", "初中 一年级", "初中 二年级"]
    assert [r.year for r in found.rows] == [2001, 2002]
    assert found.stubs == 1


def test_the_crossing_of_a_wrong_row_and_a_wrong_column_is_doubted() -> None:
    rows = ("镇 | 合计 | 男 | 女", "甲 | 100 | 52 | 48", "乙 | 89 | 40 | 40", "丙 | 60 | 31 | 29")
    assert doubts(*rows, "总计 | 240 | 123 | 117") == [(2, 1)]


def test_rows_of_which_are_not_added_twice_wherever_they_end() -> None:
    rows = (
        "项目 | 金额",
        "税收 | 300",
        "其中：甲税 | 120",
        "乙税 | 90",
        "非税 | 200",
        "合计 | 500",
    )
    assert doubts(*rows) == []


def test_subtotals_add_up_to_the_grand_total() -> None:
    rows = (
        "单位 | 人数",
        "甲 | 10",
        "乙 | 20",
        "小计 | 30",
        "丙 | 5",
        "丁 | 6",
        "小计 | 11",
        "总计 | 41",
    )
    assert doubts(*rows) == []
    assert doubts(*rows[:-1], "总计 | 43") == [(7, 1)]


def test_a_total_above_its_parts_is_read_too() -> None:
    assert doubts("乡镇 | 人口", "全县 | 61", "甲 | 20", "乙 | 40") == [(1, 1)]


def test_an_unknown_figure_leaves_the_total_alone() -> None:
    assert doubts("乡镇 | 人口", "甲 | 20", "乙 | 不详", "合计 | 61") == []


def test_a_mean_in_the_total_row_is_no_sum() -> None:
    assert (
        doubts(
            "乡镇 | 亩数 | 得分", "甲 | 20 | 81", "乙 | 40 | 90", "丙 | 10 | 87", "合计 | 70 | 86"
        )
        == []
    )


def test_numbers_are_read_as_displayed() -> None:
    shown = {"12,345": "12345", "-0.3": "-0.3", "45.6%": "45.6", "1,234.50": "1234.50"}
    for text, value in shown.items():
        found = number_in(text)
        assert found is not None
        assert found.value == Decimal(value)
    assert all(number_in(text) is None for text in ("—", "约5", "不详", ""))


def test_a_column_total_that_two_swapped_digits_mend_points_at_that_cell() -> None:
    rows = ("年份 | 人数", "2015 | 4126", "2016 | 5873", "2018 | 5940", "合计 | 15489")
    assert doubts(*rows) == [(3, 1)]
