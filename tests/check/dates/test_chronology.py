"""Dates that take their year and month from where they stand: headings, earlier lines, yearbook."""

from __future__ import annotations

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings


def raised(*paragraphs: str, **settings: object) -> list[tuple[str, str]]:
    example = Example(paragraphs=paragraphs)
    found = check_manuscript(manuscript_of(example), CheckSettings(**settings))  # type: ignore[arg-type]
    return [(f.rule, f.text) for f in found if "R179" <= f.rule <= "R192"]


def test_a_day_under_a_month_heading_of_a_yearbook_takes_its_month_and_year() -> None:
    paragraphs = ("# 大事记", "## 2月", "28日（星期四） 召开会议。", "30日 工程开工。")
    assert raised(*paragraphs, kind="年鉴", content_year=2019) == [("R185", "30日")]


def test_a_line_of_a_chronology_takes_the_year_of_the_line_before_it() -> None:
    paragraphs = ("# 大事记", "1987年1月5日，县志办成立。", "2月29日，撤区并乡。")
    assert raised(*paragraphs, kind="县志") == [("R185", "2月29日")]


def test_a_weekday_is_left_alone_where_no_year_is_known() -> None:
    assert raised("# 概况", "11月8日（星期四）召开会议。", kind="县志") == []


def test_a_year_heading_holds_for_the_lines_under_it() -> None:
    paragraphs = ("# 大事记", "## 1998年", "11月8日（星期一） 召开会议。")
    assert raised(*paragraphs, kind="县志") == [("R186", "11月8日（星期一）")]
