"""Numbers and dates as a spreadsheet shows them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.collect.sheets.display import BUILT_IN, number_of, show, show_text

SHOWN = [
    (4, "0.0", "4.0"),
    (0.30000000000000004, "General", "0.3"),
    (1 / 3, "General", "0.333333333"),
    (0.00001234, "General", "1.234E-05"),
    (130123200000, "General", "130123200000"),
    (1234567.891, "#,##0.00", "1,234,567.89"),
    (0.1234, "0.0%", "12.3%"),
    (-5, "0;(0)", "(5)"),
    (-1234.5, "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
    (12345, "0.00E+00", "1.23E+04"),
    (12345678, '0!.0,"万"', "1234.6万"),
    (7, "00,000", "00,007"),
    (2.25, "# ?/?", "2 1/4"),
    (0.5, "#.##", ".5"),
    (138001380000, "000-0000-00000", "138-0013-80000"),
    (2.675, "0.00", "2.68"),
    (1.005, "0.00", "1.01"),
    (50, '[>=100]0"高";0"低"', "50低"),
    (45357, 'yyyy"年"m"月"d"日"', "2024年3月6日"),
    (45357.75, "yyyy-mm-dd hh:mm", "2024-03-06 18:00"),
    (60, "yyyy/m/d", "1900/2/29"),
    (45357, "aaaa", "星期三"),
    (1.5, "[h]:mm", "36:00"),
    (45357, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二四年三月六日"),
    (45357, '[DBNum2]yyyy"年"m"月"d"日"', "贰零贰肆年叁月陆日"),
    (45636, '[DBNum1]m"月"d"日"', "十二月十日"),
    (-1, "yyyy/m/d", "-1"),
]


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_a_number_shows_as_its_format_says(value: float, code: str, shown: str) -> None:
    assert show(number_of(value), code) == shown


def test_a_workbook_of_1904_counts_days_from_there() -> None:
    assert show(Decimal(43895), "yyyy/m/d", epoch_1904=True) == "2024/3/6"


def test_a_text_shows_through_the_text_section() -> None:
    assert show_text("茶", '0;0;0;"名："@') == "名：茶"
    assert show_text("茶", "0.00") == "茶"


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.sampled_from(list(BUILT_IN)))
def test_every_number_shows_under_every_known_format(value: float, code: int) -> None:
    assert isinstance(show(number_of(value), BUILT_IN[code]), str)


@given(st.floats(-1e9, 1e9), st.text('0#?.,%;@E+-"\\!_*[]$年月日ymdhs/ ', max_size=12))
def test_no_format_code_stops_the_display(value: float, code: str) -> None:
    assert isinstance(show(number_of(value), code), str)


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_show_all_their_digits(value: int) -> None:
    assert show(number_of(value), "General") == str(value)
    assert show(number_of(value), "#,##0") == format(value, ",")
