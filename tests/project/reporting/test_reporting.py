"""上报: packages carried by hand, merged into one table that shows every contradiction."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fangzhi.files.zipout import Member, pack
from fangzhi.project.reporting.merge import merge, overview_xlsx
from fangzhi.project.reporting.package import PackageFault, open_package, pack_reports
from fangzhi.project.reporting.values import (
    STAGES,
    Award,
    Claim,
    Figure,
    Office,
    Report,
    WorkRecord,
    claim_sentence,
    count_stages,
)

CITY = Office("岷东市地方志办", "市", "省地方志办")
COUNTY = Office("青浣县地方志办", "县", CITY.name)
OTHER = Office("松陵县地方志办", "县", CITY.name)
BOOK = WorkRecord(
    "w1", "青浣县志（1991—2020）", "县志", "县", "复审", "2026-05-10", "1991—2020", 1_200_000
)
REPORT = Report(COUNTY, "2026年第二季度", "2026-07-02", (BOOK,),
                (Figure("公众号关注人数", Decimal(4600), "人", "2026-06-30", True),))  # fmt: skip


def rows_of(data: bytes, sheet: str) -> list[list[str]]:
    book: Any = openpyxl.load_workbook(BytesIO(data))
    return [[str(cell or "") for cell in row] for row in book[sheet].iter_rows(values_only=True)]


def test_a_package_read_again_gives_the_same_reports_and_code() -> None:
    data = pack_reports(COUNTY, "2026-07-02", [REPORT])
    read = open_package(data)
    assert read.reports == (REPORT,) and read.sender == COUNTY
    assert data == pack_reports(COUNTY, "2026-07-02", [REPORT])
    words = zipfile.ZipFile(BytesIO(data)).read("说明.txt").decode()
    assert read.code in words and "青浣县地方志办" in words


def test_county_reports_reach_the_province_unchanged_through_the_city() -> None:
    county = open_package(pack_reports(COUNTY, "2026-07-02", [REPORT]))
    own = Report(CITY, "2026年第二季度", "2026-07-05")
    city = open_package(pack_reports(CITY, "2026-07-06", [own, *county.reports]))
    assert city.reports[1] == REPORT


def _changed(data: bytes, change: Any) -> bytes:
    archive = zipfile.ZipFile(BytesIO(data))
    return pack(
        [Member(*one) for one in change([(n, archive.read(n)) for n in archive.namelist()])]
    )


def test_any_changed_missing_or_added_file_is_refused() -> None:
    data = pack_reports(COUNTY, "2026-07-02", [REPORT])
    name = next(n for n in zipfile.ZipFile(BytesIO(data)).namelist() if n.startswith("报表/"))
    swapped = _changed(data, lambda ms: [(n, d.replace("复审".encode(), "终审".encode()) if n == name else d)
                                         for n, d in ms])  # fmt: skip
    with pytest.raises(PackageFault, match="校验码不符"):
        open_package(swapped)
    with pytest.raises(PackageFault, match="少了1个文件"):
        open_package(_changed(data, lambda ms: [m for m in ms if m[0] != name]))
    with pytest.raises(PackageFault, match="清单上没有的文件"):
        open_package(_changed(data, lambda ms: [*ms, ("多.json", b"{}")]))
    with pytest.raises(PackageFault, match="没有清单"):
        open_package(pack([Member("a.txt", b"x")]))
    with pytest.raises(PackageFault):
        open_package(b"not a zip")


def test_a_mark_made_with_another_key_is_refused() -> None:
    data = pack_reports(COUNTY, "2026-07-02", [REPORT], key="约定的口令".encode())
    assert open_package(data, key="约定的口令".encode()).marked
    with pytest.raises(PackageFault, match="印记不对"):
        open_package(data, key="别的口令".encode())
    with pytest.raises(PackageFault, match="印记不对"):
        open_package(pack_reports(COUNTY, "2026-07-02", [REPORT]), key="约定的口令".encode())
    assert not open_package(data).marked


def test_one_work_reported_twice_with_other_states_shows_both_and_chooses_none() -> None:
    said_by_city = replace(
        BOOK, id="w9", title="《青浣县志》（1991-2020）", stage="终审", since="2026-06-20"
    )
    city = Report(CITY, "2026年第二季度", "2026-07-05", (said_by_city,))
    table = merge([REPORT, city])
    (row,) = table.rows
    assert {conflict.item for conflict in row.conflicts} >= {"阶段", "阶段日期"}
    words = next(c.words for c in row.conflicts if c.item == "阶段")
    assert (
        words
        == "阶段不一致：岷东市地方志办（2026-07-05）报“终审”；青浣县地方志办（2026-07-02）报“复审”"
    )
    cells = rows_of(overview_xlsx(table), "进度一览表")[1]
    assert "终审／复审" in cells and words in cells[-1]


def test_a_later_report_of_the_same_office_takes_the_place_of_the_earlier_and_is_named() -> None:
    later = replace(REPORT, made="2026-10-08", works=(replace(BOOK, stage="初审"),))
    table = merge([REPORT, later])
    assert table.superseded == ("青浣县地方志办2026-07-02的报表已由2026-10-08的代替。",)
    assert table.rows[0].conflicts == ()
    assert table.rows[0].remarks == ("阶段比上次倒退：上次“复审”，这次“初审”，请核对。",)


def test_two_reports_of_one_day_are_both_kept_and_their_difference_told() -> None:
    twin = replace(REPORT, works=(replace(BOOK, words=1_300_000),),
                   figures=(Figure("公众号关注人数", Decimal(4700), "人", "2026-06-30", True),))  # fmt: skip
    table = merge([REPORT, twin])
    assert {(c.about, c.item) for c in table.conflicts} == {
        (BOOK.title, "字数"), ("公众号关注人数（2026-06-30）", "数值")}  # fmt: skip


def test_a_work_known_by_its_id_to_one_and_by_its_title_to_another_is_one_work() -> None:
    one = Report(COUNTY, "一季度", "2026-04-01", (replace(BOOK, id="a", title="甲志"),))
    two = Report(OTHER, "一季度", "2026-04-01", (replace(BOOK, id="b", title="乙志"),))
    both = Report(CITY, "一季度", "2026-04-01", (replace(BOOK, id="a", title="乙志"),))
    assert [len(row.records) for row in merge([one, two, both]).rows] == [3]


def test_the_same_package_taken_twice_changes_nothing() -> None:
    assert merge([REPORT, REPORT]) == merge([REPORT])


def test_a_claim_stands_beside_its_evidence() -> None:
    works = (
        replace(BOOK, awards=(Award("全国地方志优秀成果", 2023, "中指办", "文号〔2023〕5号"),)),
        replace(BOOK, id="w2", title="甲", awards=(Award("全国奖项"),)),
    )
    assert claim_sentence(Claim("2018年以来获全国奖项的志鉴", 91), works) == (
        "2018年以来获全国奖项的志鉴：自报91，有佐证1，有名目而缺佐证1，其余89没有名目。"
    )
    assert claim_sentence(Claim("获奖", 1), works) == (
        "获奖：自报1，有佐证1，有名目而缺佐证1，登记的反多1，请核对。"
    )


def test_works_are_counted_by_stage_in_order() -> None:
    works = (BOOK, replace(BOOK, id="2", stage="初稿"), replace(BOOK, id="3", stage="复审"))
    assert count_stages(works) == (("初稿", 1), ("复审", 2))


def test_what_cannot_be_is_told_in_the_table() -> None:
    odd = replace(BOOK, stage="快好了", since="2026/5/1")
    (row,) = merge([replace(REPORT, works=(odd,))]).rows
    assert row.remarks == (
        "阶段“快好了”不在规划至移交各阶段之内。", "日期“2026/5/1”不是“年-月-日”的写法。")  # fmt: skip


records = st.builds(
    WorkRecord,
    id=st.sampled_from(["a", "b", "c"]),
    title=st.sampled_from(["甲志", "乙志", "丙年鉴"]),
    kind=st.just("县志"),
    level=st.just("县"),
    stage=st.sampled_from(STAGES[:6]),
)
reports = st.lists(
    st.builds(Report, office=st.sampled_from([COUNTY, OTHER, CITY]), period=st.just("一季度"),
              made=st.sampled_from(["2026-04-01", "2026-07-01"]),
              works=st.lists(records, max_size=4).map(tuple)), max_size=6)  # fmt: skip


@given(reports)
@settings(max_examples=200, deadline=None)
def test_no_work_of_a_newest_report_is_lost_and_no_difference_is_silent(given_reports: Any) -> None:
    table = merge(given_reports)
    newest: dict[str, str] = {}
    for report in given_reports:
        newest[report.office.name] = max(report.made, newest.get(report.office.name, ""))
    kept = [
        work
        for nth, report in enumerate(given_reports)
        if report.made == newest[report.office.name] and report not in given_reports[:nth]
        for work in report.works
    ]
    shown = [work for row in table.rows for _, _, work in row.records]
    assert sorted(map(repr, kept)) == sorted(map(repr, shown))
    for row in table.rows:
        stages = {work.stage for _, _, work in row.records}
        assert (len(stages) > 1) == any(conflict.item == "阶段" for conflict in row.conflicts)
    assert merge(list(given_reports)) == table
