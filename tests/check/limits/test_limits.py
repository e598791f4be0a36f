"""Limits and yearbook parts over whole documents and folders of several documents."""

from __future__ import annotations

from typing import Any

from fangzhi.check.engine import check_manuscripts
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings, DocumentSettings
from fangzhi.model.finding import Finding

COUNTY: dict[str, Any] = {"kind": "县志", "area": "赣源县", "upper": "1988", "lower": "2008"}
YEARBOOK: dict[str, Any] = {
    "kind": "年鉴", "area": "南屏区", "volume_year": 2020, "content_year": 2019,
}  # fmt: skip


def found_in(settings: dict[str, Any], rule: str, *documents: Example) -> list[Finding]:
    manuscripts = [manuscript_of(x, f"{n}.docx") for n, x in enumerate(documents)]
    found = check_manuscripts(manuscripts, CheckSettings(**settings))
    return [finding for finding in found if finding.rule == rule]


def paragraphs(*words: str) -> Example:
    return Example(paragraphs=words)


def test_an_event_after_the_limit_is_placed_on_its_date_and_what_is_told() -> None:
    found = found_in(COUNTY, "R045", paragraphs("2008年有小学126所。2011年，撤并为98所。"))
    assert [f.text for f in found] == ["2011年，撤并为98所"]


def test_a_whole_document_after_the_limit_asks_for_the_setting_once() -> None:
    words = [f"{2010 + n % 5}年{n % 12 + 1}月，新建水池{n}口。" for n in range(30)]
    found = found_in(COUNTY, "R045", paragraphs(*words))
    assert len(found) == 1
    assert "下限设置" in found[0].message


def test_the_limit_of_a_document_counts_before_that_of_the_work() -> None:
    document = DocumentSettings("0.docx", kind="专志", lower="2012")
    settings = {**COUNTY, "documents": (document,)}
    words = paragraphs("2011年，撤并为98所。2013年，存86所。")
    assert [f.text for f in found_in(settings, "R045", words)] == ["2013年，存86所"]


def test_a_month_in_the_limit_is_kept() -> None:
    settings = {**COUNTY, "lower": "2008-06"}
    words = paragraphs("2008年5月，通车。2008年9月，收费站撤除。")
    assert [f.text for f in found_in(settings, "R045", words)] == ["2008年9月，收费站撤除"]


def test_chapters_that_trace_things_back_may_step_over_the_upper_limit() -> None:
    told = "1966年，有窑12座，职工862人，年产瓷320万件。1969年，改为隧道窑，燃料改为煤炭。" * 5
    assert found_in(COUNTY, "R046", paragraphs("# 第二节 瓷厂", told))
    for heading in ("# 第一节 源流", "# 建置沿革", "# 大事记", "# 人物传"):
        assert not found_in(COUNTY, "R046", paragraphs(heading, told))


def test_awards_of_the_next_spring_belong_to_the_volume_where_the_office_says_so() -> None:
    words = paragraphs("2020年2月，区医院获省级文明单位称号。")
    assert found_in(YEARBOOK, "R050", words)
    window = {**YEARBOOK, "switches": {"awards_window": "april-march"}}
    assert not found_in(window, "R050", words)


def test_a_few_chapters_are_no_whole_yearbook() -> None:
    few = (paragraphs("# 大事记", "1月，启动普查。"), paragraphs("# 农业", "产粮2万吨。"))
    assert not found_in(YEARBOOK, "R160", *few)


def test_a_whole_yearbook_names_the_parts_it_lacks() -> None:
    titles = (
        "编辑说明 大事记 南屏区概况 中共南屏区委 区人大 区政府 区政协 法治 军事 农业 工业 商贸 财政 交通 教育 "
        "文化 卫生 附录"
    )
    whole = [paragraphs(f"# {title}", "正文从略。") for title in titles.split()]
    (found,) = found_in(YEARBOOK, "R160", *whole)
    assert all(name in found.message for name in ("特载", "人物", "统计资料", "索引"))
    assert "大事记" not in found.message


def test_a_table_by_years_with_a_hole_is_doubted_at_the_year_after_it() -> None:
    rows = (("年份", "产量（吨）"), *((str(y), "12") for y in (2000, 2001, 2002, 2004, 2005, 2006)))
    found = found_in(COUNTY, "R052", Example(table=rows, table_title="全县油茶产量"))
    assert [f.text for f in found] == ["2004"]
    assert "2003年" in found[0].message


def test_a_thing_founded_early_and_told_late_is_shown_with_its_founding() -> None:
    settings = {"kind": "工业志", "lower": "2015"}
    first = paragraphs("# 概述", "县瓷厂始建于1952年，为全县最早的国营厂。")
    later = paragraphs("# 县瓷厂", "1985年，有职工862人。1990年，产瓷560万件。1998年改制。")
    (found,) = found_in(settings, "R051", first, later)
    assert found.text == "1985年"
    assert "1952年" in found.evidence[0]


def test_a_chapter_that_stops_short_of_the_limit_is_doubted_at_its_heading() -> None:
    words = "1996年有渔船420艘，1999年有512艘，2002年有486艘，2004年有472艘。"
    (found,) = found_in(COUNTY, "R047", paragraphs("# 第三章 渔业", words))
    assert found.text == "第三章 渔业"
    assert not found_in(COUNTY, "R047", paragraphs("# 第三章 渔业", words + "2008年有460艘。"))
    assert not found_in(COUNTY, "R047", paragraphs("# 第三章 渔业", words + "2004年，渔场撤销。"))
