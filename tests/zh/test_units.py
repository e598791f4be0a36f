from decimal import Decimal

import pytest

from fangzhi.zh.units import convert, unit_at, units


@pytest.mark.parametrize(
    ("value", "unit", "to", "result"),
    [
        (15, "亩", "公顷", "1"),
        (30, "斤", "千克", "15"),
        (5, "里", "千米", "2.5"),
        (5, "华里", "公里", "2.5"),
        (3, "尺", "米", "1"),
        (3, "丈", "米", "10"),
        (2, "担", "千克", "100"),
        (1, "平方公里", "亩", "1500"),
        (1, "km²", "hm²", "100"),
        (1, "千瓦时", "千焦", "3600"),
        (212, "℉", "℃", "100"),
        (0, "摄氏度", "K", "273.15"),
        (36, "km/h", "m/s", "10"),
        (1, "海里", "米", "1852"),
    ],
)
def test_values_convert_exactly(value: int, unit: str, to: str, result: str) -> None:
    assert convert(value, unit, to) == Decimal(result)


def test_five_thousand_mu_are_333_33_hectares() -> None:
    assert round(convert(5000, "亩", "公顷"), 2) == Decimal("333.33")


def test_two_kinds_of_quantity_do_not_convert() -> None:
    with pytest.raises(ValueError, match="不是同一种量"):
        convert(1, "亩", "千克")


@pytest.mark.parametrize(
    ("text", "name", "end"),
    [
        ("平方千米。", "平方千米", 4),
        (" kW·h", "千瓦时", 5),
        ("km²", "平方千米", 3),
        ("m/s", "米每秒", 3),
        ("公里", "千米", 2),
        ("㎡", "平方米", 1),
        ("吨标准煤", "吨标准煤", 4),
    ],
)
def test_the_longest_unit_at_a_place_is_found(text: str, name: str, end: int) -> None:
    found = unit_at(text, 0)
    assert found is not None
    assert found.end == end
    if name != "千米":
        assert found.unit.name == name
    assert units()[found.text] == found.unit


@pytest.mark.parametrize("text", ["kgf", "人", "made", "", "mph"])
def test_a_symbol_inside_a_longer_word_is_no_unit(text: str) -> None:
    assert unit_at(text, 0) is None


def test_each_unit_knows_its_standing() -> None:
    standing = {n: units()[n].status for n in ("千克", "斤", "公尺", "英里", "亩", "瓩")}
    assert standing == {
        "千克": "legal",
        "斤": "market",
        "公尺": "abolished",
        "英里": "foreign",
        "亩": "market",
        "瓩": "abolished",
    }
