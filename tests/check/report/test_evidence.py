"""Evidence lines become drawings; what nobody can draw stays a line."""

from __future__ import annotations

from typing import Any

import pytest

from fangzhi.check.report.cells import TableIndex
from fangzhi.check.report.drawings import Cells, Lines, Names, Order, Pair, Side, Sum, Years
from fangzhi.check.report.evidence import draw
from fangzhi.check.report.rows import Known, rows_of
from fangzhi.model.finding import Finding, Place
from tests.check.report import examples

NO_TABLES = TableIndex(())


def drawn(line: str, message: str = "", text: str = "", rule: str = "R000") -> Any:
    """Draw one line of evidence."""
    finding = Finding(rule, "硬", message, text=text, evidence=(line,))
    (one,) = draw(finding, NO_TABLES)
    return one


def test_a_sum_is_a_column_with_what_is_written_and_the_difference() -> None:
    one = drawn("123172+118964=242136≠241836", "合计写作241836")
    assert [(t.sign, t.figure) for t in one.terms] == [("", "123172"), ("+", "118964")]
    assert (one.computed, one.written, one.gap) == ("242136", "241836", "少300")


def test_a_balance_keeps_its_minus_signs() -> None:
    one = drawn("3862+584−2145−631=1670≠1760")
    assert [t.sign for t in one.terms] == ["", "+", "−", "−"]
    assert one.gap == "多90"


def test_sums_in_ten_thousands_differ_in_ten_thousands() -> None:
    assert drawn("19.87万+18.97万=38.84万≠38.64万").gap == "少0.2万"


def test_shares_should_come_to_a_hundred_which_the_manuscript_does_not_say() -> None:
    one = drawn("62.4+27.3+11.3=101", "相加为101%，不是100%", rule="R169")
    assert (one.head, one.written) == ("应为", "100")


@pytest.mark.parametrize(
    ("line", "before", "after", "rate"),
    [("（8.76亿−8.12亿）÷8.12亿=7.88%", "8.12亿", "8.76亿", "+7.88%"),
     ("（80−64）÷80=20.00%", "80", "64", "−20.00%"),
     ("（1.34−1.6）÷1.6=-16.25%", "1.6", "1.34", "−16.25%"),
     ("|64.2−61.5|=2.7", "61.5", "64.2", "2.7个百分点"),
     ("64÷32=2，2的2次方=4", "32", "64", "2倍")],
)  # fmt: skip
def test_growth_goes_from_the_earlier_figure_to_the_later(
    line: str, before: str, after: str, rate: str
) -> None:
    one = drawn(line, "写作8.9%")
    assert (one.kind, one.before, one.after, one.computed) == ("growth", before, after, rate)


def test_a_share_is_one_figure_over_another() -> None:
    one = drawn("12.01万吨÷1.38万公顷=8703千克", "应为8703千克，写作8230千克，请核对。")
    assert (one.above, one.below, one.computed, one.written) == (
        "12.01万吨", "1.38万公顷", "8703千克", "8230千克")  # fmt: skip


def test_two_units_stand_side_by_side() -> None:
    one = drawn("8.32万公顷=124.80万亩≠12.48万亩")
    assert isinstance(one, Pair)
    assert (one.written, one.computed) == ("12.48万亩", "124.80万亩")


def test_an_era_is_drawn_as_rows_of_the_era_table_with_the_year_marked() -> None:
    one = drawn("清康熙元年=1662年，1662+6−1=1667", "清康熙6年是1667年，不是1668年，请核对。")
    assert isinstance(one, Years)
    assert one.rows[0] == ("清康熙元年", "1662年", "")
    assert one.rows[one.marked[0]] == ("清康熙六年", "1667年", "稿中1668年")
    assert [row[1] for row in one.rows] == ["1662年", "1666年", "1667年", "1668年"]


def test_an_era_that_is_over_shows_its_last_year() -> None:
    one = drawn("清咸丰：1851—1861年，共11年", text="清咸丰十三年")
    assert ("清咸丰十一年", "1861年", "最后一年") in one.rows
    assert ("清咸丰十三年", "没有这一年", "稿中") in one.rows


def test_the_sixty_pairs_are_shown_with_the_years_beside() -> None:
    one = drawn("（1869−4）÷60余5，第6位己巳", "1869年是己巳，不是戊辰，请核对。")
    assert one.rows == (
        ("1868年", "戊辰", ""), ("1869年", "己巳", "稿中戊辰"), ("1870年", "庚午", ""))  # fmt: skip


def test_a_weekday_is_shown_beside_the_right_one() -> None:
    one = drawn("2024年5月20日=星期一", "2024年5月20日是星期一，写作星期三，请核对。")
    assert (one.written, one.computed) == ("星期三", "星期一")


def test_dates_stand_on_a_line_the_earlier_first() -> None:
    one = drawn("2021年3月28日>2020年11月", text="2020年11月完工")
    assert isinstance(one, Order)
    assert one.points == ("2020年11月", "2021年3月28日")
    assert one.marked == 0


def test_bare_numbers_are_not_taken_for_years() -> None:
    assert isinstance(drawn("91>86", rule="R167"), Lines)
    assert isinstance(drawn("2011>2005", rule="R150"), Order)


def test_names_in_time_are_a_table_and_the_right_one_is_marked() -> None:
    finding = Finding("R061", "硬", "", text="县卫生健康局", evidence=(
        "本单位机构表：青浣县卫生健康局（2019-03—…）",
        "历任名称：青浣县卫生局（1954-01—2014-12），青浣县卫生健康局（2019-03—…）",
        "时间依据：本句“2010年”"))  # fmt: skip
    (one,) = draw(finding, NO_TABLES)
    assert isinstance(one, Names)
    assert [row[0] for row in one.rows] == ["青浣县卫生局", "青浣县卫生健康局"]
    assert one.right == (0,)


def test_a_figure_out_of_its_series_stands_between_its_neighbors() -> None:
    finding = Finding("R177", "硬", "“2005”行“人口（人）”列与邻近年份相差一个数量级", text="39462",
                      evidence=("1984：320118", "2010：392146"))  # fmt: skip
    (one,) = draw(finding, NO_TABLES)
    assert isinstance(one, Years)
    assert one.rows[1] == ("2005", "39462", "稿中")


def test_the_other_place_of_a_contradiction_stands_beside_this_one() -> None:
    finding = Finding(
        "R189", "硬", "两处不一。", text="全县有茶园320公顷，年产干茶412吨",
        also=(Place("08财政.docx", "4", text="全县茶园302公顷，分布在七个乡镇"),),
        place=Place("03农业.docx", "11"),
    )  # fmt: skip
    (one,) = draw(finding, NO_TABLES)
    assert isinstance(one, Side)
    assert [place.where for place in one.places] == [
        "此处：03农业.docx，第12段",
        "08财政.docx，第5段",
    ]
    assert one.places[1].pieces[0].words == "全县茶园302公顷，分布在七个乡镇"


def test_two_figures_of_one_thing_stand_with_their_difference_and_their_sentences() -> None:
    finding = Finding(
        "R189", "硬", "2024年“小学”，此处作46所，《教育》作48所，不一致，请核对。", text="46所",
        evidence=("此处：“全县有小学46所”", "《教育》：“全县有小学48所”", "相差：48所−46所=2所", "请查原始资料。"),
        also=(Place("08教育.docx", "4"),), place=Place("01概况.docx", "0"),
    )  # fmt: skip
    pair, side, lines = draw(finding, NO_TABLES)
    assert pair == Pair("46所", "48所", heads=("此处", "《教育》"), gap="2所")
    assert isinstance(side, Side)
    assert side.places[1].where == "《教育》（08教育.docx，第5段）"
    assert [piece.words for piece in side.places[1].pieces if piece.differs] == ["8"]
    assert lines == Lines(("请查原始资料。",))


def test_two_lives_stand_in_a_small_table() -> None:
    finding = Finding("R156", "硬", "", evidence=("王建国 1902—1961", "王建国 1931—1990"))
    (one,) = draw(finding, NO_TABLES)
    assert isinstance(one, Years)
    assert one.rows[1] == ("王建国", "1931", "1990", "")


def test_a_balance_without_what_is_written_takes_it_from_the_message() -> None:
    one = drawn("2000+25+10−16−4=2015", "“乙”行“年末人口（人）”列应为2015，写作2866，请核对。")
    assert (one.computed, one.written, one.gap) == ("2015", "2866", "多851")


@pytest.mark.parametrize(
    "line", ["地名表：浣阳镇", "2024年2月只有28天，没有30日", "6倍≠8倍", "1=2=3", ""]
)
def test_what_nobody_can_draw_stays_a_line(line: str) -> None:
    assert drawn(line) == Lines((line,))


def test_terms_of_a_table_are_named_by_their_rows_and_the_cell_is_shown_in_its_table() -> None:
    rows = rows_of(examples.book(), examples.FINDINGS, Known())
    (row,) = [row for row in rows if row.finding.rule == "R168"]
    total = next(d for d in row.drawings if isinstance(d, Sum))
    assert [(t.label, t.figure) for t in total.terms] == [
        ("甲镇", "12"),
        ("乙镇", "9"),
        ("丙乡", "7"),
    ]
    cells = next(d for d in row.drawings if isinstance(d, Cells))
    assert cells.head == ("乡镇", "村（个）", "人口（人）")
    assert cells.rows[cells.marked[0]][cells.marked[1]] == "30"


def test_of_a_long_table_only_what_is_near_the_cell_is_shown() -> None:
    from fangzhi.check.example import Example, manuscript_of
    from fangzhi.check.report.cells import excerpt

    grid = (("年份", "数"), *((str(1950 + n), str(n)) for n in range(40)), ("合计", "780"))
    index = TableIndex([manuscript_of(Example(table=grid))])
    found = index.find("t0/20/1")
    assert found is not None
    shown = excerpt(found)
    assert len(shown.rows) < 15
    assert ("…", "…") in shown.rows
    assert shown.rows[shown.marked[0]] == ("1969", "19")
    assert shown.rows[-1] == ("合计", "780")


def test_heads_of_several_rows_are_put_together() -> None:
    from fangzhi.check.report.cells import excerpt
    from fangzhi.model.manuscript import Cell, Manuscript, Table
    from fangzhi.model.text import Text

    words = {
        (0, 0): "乡镇",
        (0, 1): "人口",
        (1, 1): "男",
        (1, 2): "女",
        (2, 0): "甲镇",
        (2, 1): "5",
        (2, 2): "6",
    }
    spans = {(0, 0): (2, 1), (0, 1): (1, 2)}
    cells = tuple(
        Cell(row, column, Text(f"{row}/{column}", text), *spans.get((row, column), (1, 1)))
        for (row, column), text in words.items()
    )
    found = TableIndex([Manuscript((Table("t", 3, 3, cells, header_rows=1),))]).find("2/2")
    assert found is not None
    assert excerpt(found) == Cells(("乡镇", "人口 男", "人口 女"), (("甲镇", "5", "6"),), (0, 2))
