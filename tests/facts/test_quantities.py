"""Quantities: number, scale, unit, and what is no quantity at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fangzhi.facts.quantities import ONE_FIRM, TWO_FIRM, find_quantities
from fangzhi.facts.statements import find_items


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("产量8.32万公顷", "83200", "公顷", "measure"),
        ("收入1.2万亿元", "1200000000000", "元", "measure"),
        ("长12,345.6米", "12345.6", "米", "measure"),
        ("水井七口", "7", "口", "count"),
        ("耕地四万三千二百亩", "43200", "亩", "measure"),
        ("自然增长-1041人", "-1041", "人", "count"),
        ("提高2.7个百分点", "2.7", "个百分点", "points"),
        ("死亡率3.1‰", "3.1", "‰", "permille"),
        ("翻两番", "2", "番", "doublings"),
        ("装机5千瓦", "5", "千瓦", "measure"),
        ("行程5千米", "5", "千米", "measure"),
    ],
)
def test_a_quantity_has_its_value_and_unit(text: str, value: str, unit: str, kind: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.kind) == (Decimal(value), unit, kind)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text", ["2024年3月5日", "第3届", "比例1:500", "北纬30°52′", "20世纪", "三次产业"]
)
def test_dates_ordinals_and_ratios_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    "text", ["约300人", "300余人", "300多人", "300人左右", "近300人", "约有商户300户"]
)
def test_an_approximate_quantity_says_so(text: str) -> None:
    assert find_quantities(text)[0].approximate


@pytest.mark.parametrize("text", ["20~25平方米", "7000万~8000万元", "20米至25米"])
def test_the_ends_of_a_range_say_so(text: str) -> None:
    assert all(q.ranged for q in find_quantities(text))


def test_a_change_is_no_range() -> None:
    assert not any(q.ranged for q in find_quantities("由12分钟缩短到8分钟"))


def test_an_item_knows_its_label_sentence_bracket_and_year() -> None:
    text = "2019年有户籍人口38.64万人。增长6.1%（2018年为30万人）。"
    first, second, third = find_items(text)
    assert (first.label, first.sentence, first.year) == ("2019年有户籍人口", 0, 2019)
    assert (second.label, second.sentence, second.depth) == ("增长", 1, 0)
    assert (third.depth, third.year, third.own_year) == (1, 2018, True)


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("处五千元以上五万元以下罚款。", False, False),
        ("投入3.5万元以上，用工20人次以内。", False, False),
        ("装机二千瓦以上，另有12台。", True, False),
        ("增产三成以上，减少2%。", True, True),
        ("有教师120人，其中男教师七十人。", True, True),
        ("接待3人可以上山，另招5人以上。", True, False),
    ],
)
def test_figures_said_to_be_more_or_less_are_told_apart_at_a_glance(
    text: str, one: bool, two: bool
) -> None:
    assert (ONE_FIRM.search(text) is not None) is one
    assert (TWO_FIRM.search(text) is not None) is two
    firm = sum(quantity.firm for quantity in find_quantities(text))
    assert one or not firm
    assert two or firm < 2
