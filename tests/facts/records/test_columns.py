"""Two tables with other titles that give one column: a figure of one that differs is asked about."""

from __future__ import annotations

import pytest

from fangzhi.facts.records.compare import conflicts
from fangzhi.facts.records.gather import Source, records_of
from fangzhi.model.manuscript import Cell, Manuscript, Table
from fangzhi.model.text import Text

YEARS = ("2011", "2012", "2013", "2014", "2015")


def source(key: str, title: str, figures: tuple[str, ...], second: str) -> Source:
    rows = [
        ("年份", "总收入（万元）", second),
        *((y, f, "—") for y, f in zip(YEARS, figures, strict=True)),
    ]
    cells = tuple(
        Cell(r, c, Text(f"{key}/{r}/{c}", shown))
        for r, row in enumerate(rows)
        for c, shown in enumerate(row)
    )
    table = Table(key, len(rows), 3, cells, header_rows=1)
    made = Manuscript((Text(f"{key}c", title, role="caption"), table), name=f"{key}.docx")
    return Source(made, area="塔河农场")


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        (("18640", "20380", "18960", "22470", "23750"), ["18960"]),
        (("18640", "20380", "19860", "22470", "23750"), []),
        (("9310", "11240", "18960", "12060", "13480"), []),
    ],
)
def test_a_column_alike_but_in_one_year_is_the_same(
    other: tuple[str, ...], asked: list[str]
) -> None:
    own = ("18640", "20380", "19860", "22470", "23750")
    told = source("a", "表8-1 2011—2015年农场收支", own, "总支出（万元）")
    again = source("b", "表12-1 2011—2015年农场主要指标", other, "年末人口（人）")
    found = conflicts(records_of((told, again)))
    assert [c.doubtful.digits for c in found] == asked
