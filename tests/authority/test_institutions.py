from pathlib import Path

import pytest

from fangzhi.authority.dates import span
from fangzhi.authority.institutions import names_then, reforms, tenures, tenures_of


@pytest.mark.parametrize(
    ("name", "level", "on", "then"),
    [
        ("农业农村部", "国", "2017", "农业部"),
        ("农业部", "国", "1985", "农牧渔业部"),
        ("卫生健康局", "县", "2010", "卫生局"),
        ("卫生健康局", "县", "2016-06", "卫生和计划生育局"),
        ("自然资源局", "县", "2012", "国土资源局"),
        ("自然资源局", "县", "1990", "土地管理局"),
        ("乡村振兴局", "县", "2017", "扶贫开发局"),
        ("银保监分局", "派", "2025", "金融监管分局"),
        ("国家税务局", "县", "2020", "税务局"),
        ("国家卫生和计划生育委员会", "国", "2019", "国家卫生健康委员会"),
        ("人民政府", "县", "1962", "人民委员会"),
        ("人民政府", "县", "1972", "革命委员会"),
    ],
)
def test_the_name_of_a_line_at_a_time(name: str, level: str, on: str, then: str) -> None:
    if level == "派":
        assert any(t.name == then and t.holds(on) for t in tenures_of(then))
    else:
        assert then in [t.name for t in names_then(name, level, on)]


def test_three_offices_became_one_and_are_all_told_before_it() -> None:
    names = [t.name for t in names_then("市场监督管理局", "县", "2005")]
    assert names == ["工商行政管理局", "质量技术监督局", "食品药品监督管理局"]


@pytest.mark.parametrize(
    ("name", "on", "may"),
    [
        ("国土资源局", "2019", True),  # the county's reform came in spring 2019
        ("国土资源局", "2019-09", False),
        ("税务局", "1990", True),
        ("税务局", "2005", False),
        ("税务局", "2020", True),
        ("市场监督管理局", "2015", True),  # many counties merged before the center did
        ("市场监督管理局", "2004", False),
    ],
)
def test_a_name_may_be_used_within_the_window_of_local_reforms(
    name: str, on: str, may: bool
) -> None:
    assert any(t.holds(on) for t in tenures_of(name)) is may


def test_every_row_is_lawful_and_says_where_it_is_from() -> None:
    rows = tenures()
    assert len(rows) >= 240
    for row in rows:
        assert row.level in "国省县派"
        assert row.source in ("mem", "read")
        days = [span(day)[0] for day in (row.start, row.end) if day]
        assert days == sorted(days), row
        assert {row.begun_by, row.ended_by} - {""} <= set(reforms()), row
    fulls = {row.name for row in rows}
    shorts = [row for row in rows if row.full and row.level != "派"]
    assert {row.full for row in shorts} <= fulls


def test_short_names_are_never_given_as_the_right_name() -> None:
    assert all(not t.full for t in names_then("卫健局", "县", "2022"))


def test_the_tables_are_plain_files_an_office_can_edit() -> None:
    import fangzhi.authority.institutions as module

    text = (Path(module.__file__).parent / "data" / "institutions.tsv").read_text(encoding="utf-8")
    assert all(line.count("\t") == 8 for line in text.splitlines() if not line.startswith("#"))
