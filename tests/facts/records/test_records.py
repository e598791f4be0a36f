"""What a figure measures, whose it is, where and when: read out of prose and tables."""

from __future__ import annotations

import pytest

from fangzhi.facts.records.gather import Source, facts_of, gather, records_of
from fangzhi.facts.records.record import Record
from fangzhi.model.manuscript import Cell, Manuscript, Table
from fangzhi.model.text import Text
from tests.work import quickest


def read(*lines: str, year: int = 2024, area: str = "临川县") -> tuple[Record, ...]:
    blocks = tuple(
        Text(f"b{n}", line.lstrip("# "), role="heading", level=1)
        if line.startswith("#")
        else Text(f"b{n}", line)
        for n, line in enumerate(lines)
    )
    return records_of((Source(Manuscript(blocks), area=area, year=year),))


def short(record: Record) -> str:
    parts = (record.place, record.subject, "".join(record.scope), record.indicator)
    return " ".join(p for p in (*parts, f"{record.year}{record.span}", record.shown) if p)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全县一般公共预算收入完成8.67亿元，比上年的8.12亿元增长6.8%。",
         ["一般公共预算收入 2024 8.67亿元", "一般公共预算收入 2023 8.12亿元"]),
        ("1985年耕地2640公顷，2020年末2415公顷。", ["耕地 1985 2640公顷", "耕地 2020 2415公顷"]),
        ("平桥镇辖14个村、11个社区，户籍人口4.2万人。",
         ["平桥镇 行政村 2024 14个", "平桥镇 社区 2024 11个", "平桥镇 户籍人口 2024 4.2万人"]),
        ("全县有贫困户8642户26318人。", ["贫困户 2024 8642户", "贫困户 2024 26318人"]),
        ("东门大桥位于城东，全长640米。", ["东门大桥 全长 2024 640米"]),
        ("全县约有小学40所，力争财政收入达9亿元。", []),
        ("发案由2022年的240起降至120起。", ["发案 2022 240起", "发案 2024 120起"]),
    ],
)  # fmt: skip
def test_a_sentence_says_what_its_figures_measure(sentence: str, expected: list[str]) -> None:
    assert [short(r) for r in read(sentence)] == expected


def test_a_heading_says_the_place_and_the_year_of_what_follows() -> None:
    found = read("# 平桥镇", "全镇户籍人口4.2万人。", "# 1987年", "全县有小学312所。", year=0)
    assert [short(r) for r in found[1:]] == ["小学 1987 312所"]
    assert found[0].place == "平桥镇"


def test_a_figure_of_other_count_or_tradition_is_no_record() -> None:
    assert read("全县耕地24600公顷，与前志不同，据详查资料订正。") == ()
    assert read("旧志云：“全县有小学三百所、中学12所。”") == ()


def test_a_table_is_read_by_title_heads_and_row_names() -> None:
    rows = (
        ("乡镇", "村（个）", "户籍人口（人）"),
        ("平桥镇", "14", "43976"),
        ("合计", "14", "43976"),
    )
    cells = tuple(
        Cell(r, c, Text(f"t/{r}/{c}", shown))
        for r, row in enumerate(rows)
        for c, shown in enumerate(row)
    )
    title = Text("cap", "表1 2005年临川县各乡镇基本情况", role="caption")
    made = Manuscript((title, Table("t", 3, 3, cells, header_rows=1)))
    found = records_of((Source(made, area="临川县"),))
    assert [short(r) for r in found] == [
        "平桥镇 行政村 2005 14个", "平桥镇 户籍人口 2005 43976人",
        "行政村 2005 14个", "户籍人口 2005 43976人",
    ]  # fmt: skip


def test_a_fact_stands_at_its_exact_words() -> None:
    (fact,) = facts_of(Source(Manuscript((Text("b", "全县粮食总产量18.92万吨。"),)), year=2024))
    assert (fact.indicator, fact.unit, fact.period.start) == ("粮食总产量", "吨", "2024")
    assert fact.value == 189200
    assert (fact.anchor.block, fact.anchor.quotation) == ("b", "18.92万吨")


@pytest.mark.parametrize(
    "piece", ["2020年建成", "全县有小学1所，", "1年", "在", "其中1人、", "由", "1-"]
)
def test_a_single_line_of_100_kb_is_read_in_seconds(piece: str) -> None:
    line = (piece * (100_000 // len(piece) + 1))[:100_000]
    source = Source(Manuscript((Text("b", line),)), year=2024)
    assert quickest(lambda: gather((source,)), 2) < 2
