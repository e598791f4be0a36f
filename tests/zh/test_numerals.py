from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.zh.numerals import chinese_year, find_numbers, parse_number, to_chinese
from tests.work import quickest


@pytest.mark.parametrize(
    ("printed", "value", "form"),
    [
        ("325", "325", "arabic"),
        ("12,345.6", "12345.6", "arabic"),
        ("12 345", "12345", "arabic"),
        ("12\u2009345", "12345", "arabic"),
        ("６５", "65", "arabic"),
        ("-3.2", "-3.2", "arabic"),
        ("65.43万", "654300", "mixed"),
        ("1.2万亿", "1200000000000", "mixed"),
        ("4亿5千3百万", "453000000", "mixed"),
        ("3千", "3000", "mixed"),
        ("三百二十五", "325", "chinese"),
        ("一九九八", "1998", "chinese"),
        ("二〇〇八", "2008", "chinese"),
        ("一千零一十", "1010", "chinese"),
        ("三百二", "320", "chinese"),
        ("一万五", "15000", "chinese"),
        ("一万零五", "10005", "chinese"),
        ("两千三", "2300", "chinese"),
        ("廿三", "23", "chinese"),
        ("卅", "30", "chinese"),
        ("壹佰贰拾", "120", "chinese"),
        ("三億五千萬", "350000000", "chinese"),
        ("九点五万", "95000", "chinese"),
        ("三点一四", "3.14", "chinese"),
        ("百分之三十五", "0.35", "chinese"),
        ("四分之三", "0.75", "chinese"),
        ("负三", "-3", "chinese"),
        ("半", "0.5", "chinese"),
    ],
)
def test_one_number_is_read_in_every_form(printed: str, value: str, form: str) -> None:
    number = parse_number(printed)
    assert number is not None
    assert number.value == Decimal(value)
    assert number.form == form


@pytest.mark.parametrize("printed", ["五六", "十五六", "三四十", "二三百", "十几", "几十", "数百"])
def test_an_approximate_number_has_no_value(printed: str) -> None:
    assert parse_number(printed) is None
    assert find_numbers(f"有{printed}户") == []


@pytest.mark.parametrize("printed", ["", "人", "3.5.6", "1,23", "十百", "三十十", "点五", "一.五"])
def test_what_is_not_one_number_is_not_read(printed: str) -> None:
    assert parse_number(printed) is None


def test_numbers_are_found_where_they_stand_with_their_printed_precision() -> None:
    text = "总人口65.43万人，比上年增长-3.2‰，产值12,345元，1986-2005年建成三米宽路。"
    found = find_numbers(text)
    assert [(n.text, n.step) for n in found] == [
        ("65.43万", 100),
        ("-3.2", Decimal("0.1")),
        ("12,345", 1),
        ("1986", 1),
        ("2005", 1),
        ("三", 1),
    ]
    assert all(text[n.start : n.end] == n.text for n in found)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("四川省统一规划，十分重要，一般农户", []),
        ("二十分钟走三千米，买五千克", ["二十", "三", "五"]),
        ("三万一千人", ["三万一千"]),
        ("2024.2.28", ["2024", "2", "28"]),
        ("光绪二十六年十二月", ["二十六", "十二"]),
        ("二〇〇八年五月十二日", ["二〇〇八", "五", "十二"]),
        ("三分之二的村", ["三分之二"]),
    ],
)
def test_words_that_only_look_like_numbers_are_left_out(text: str, numbers: list[str]) -> None:
    assert [n.text for n in find_numbers(text)] == numbers


def test_a_number_before_yu_or_duo_is_marked_as_a_lower_bound() -> None:
    assert [(n.text, n.vague) for n in find_numbers("三十余人，500多亩，40户")] == [
        ("三十", True),
        ("500", True),
        ("40", False),
    ]


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_a_number_written_in_chinese_reads_back_equal(n: int) -> None:
    number = parse_number(to_chinese(n))
    assert number is not None
    assert number.value == n


@given(st.decimals(min_value=0, max_value=10**8, places=3))
def test_a_decimal_written_in_chinese_reads_back_equal(n: Decimal) -> None:
    number = parse_number(to_chinese(n))
    assert number is not None
    assert number.value == n


@given(st.integers(min_value=100, max_value=9999))
def test_a_year_written_in_chinese_reads_back_equal(year: int) -> None:
    number = parse_number(chinese_year(year))
    assert number is not None
    assert number.digits
    assert number.value == year


@given(st.text(alphabet="0123456789.,-万亿千百十一二三四五六七八九〇零两廿点分之年 人"))
def test_found_numbers_stand_in_order_and_do_not_overlap(text: str) -> None:
    found = find_numbers(text)
    assert all(text[n.start : n.end] == n.text for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_numbers_are_written_as_chronicles_print_them() -> None:
    assert to_chinese(110) == "一百一十"
    assert to_chinese(12) == "十二"
    assert to_chinese(120000) == "十二万"
    assert to_chinese(10_0005) == "十万零五"
    assert to_chinese(-3) == "负三"
    assert to_chinese(Decimal("3.05")) == "三点零五"
    assert chinese_year(1995) == "一九九五"
    assert chinese_year(2008) == "二〇〇八"
    assert [to_chinese(d, "ordinal-day") for d in (1, 10, 15, 20, 21, 30)] == [
        "初一", "初十", "十五", "二十", "二十一", "三十",
    ]  # fmt: skip


def test_a_lunar_day_31_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="29或30天"):
        to_chinese(31, "ordinal-day")


@pytest.mark.parametrize(
    "piece",
    ["1", "1,234,", "一", "1.1.", "三分之", "1万", "十百千万", "-", "几十", "1 ", "统一四川"],
)
def test_a_hundred_thousand_characters_on_one_line_take_no_more_than_seconds(piece: str) -> None:
    line = (piece * 100_000)[:100_000]
    assert quickest(lambda: (find_numbers(line), parse_number(line)), 5) < 5
