"""大事记 in several styles: order, places of undated items, days said again, silent years."""

from __future__ import annotations

import random

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings
from fangzhi.zh.sequence import out_of_place


def doubted(*lines: str, **settings: object) -> list[tuple[str, str]]:
    manuscript = manuscript_of(Example(paragraphs=lines))
    found = check_manuscript(manuscript, CheckSettings(**settings))  # type: ignore[arg-type]
    return [(f.rule, f.text) for f in found if f.rule in RULES]


RULES = ("R220", "R221", "R222", "R223", "R224")
CLEAN = {
    "months and days": (
        "# 大事记",
        "1月",
        "3日　县委全委会召开。",
        "3月",
        "1日　植树。",
        "同日　图书馆开馆。",
        "是月　完成春播。",
        "12月",
        "30日　铁路通车。",
        "是年　财政收入增长。",
    ),
    "years as headings": (
        "# 大事年表",
        "## 1951年",
        "2月14日，土地改革开始。",
        "10月，建立供销社。",
        "## 1952年",
        "8月1日，通电话。",
    ),
    "reigns with lunar months": (
        "# 大事记",
        "光绪三十四年（1908年）",
        "正月，大雪。",
        "闰三月初二日，设义仓。",
        "十一月，修城。",
        "宣统二年（1910年）",
        "夏，大水。",
        "民国二年（1913年）",
        "4月，设县议会。",
        "民国三年（1914年）",
        "7月，设邮局。",
    ),
    "ranges and parts of months": (
        "# 大事记",
        "2016年",
        "3月2—5日，县两会召开。",
        "3月上旬，春耕开始。",
        "3月20日，茶市开。",
        "4月初，抗旱。",
    ),
    "next year told at the end": (
        "# 大事记",
        "2023年",
        "12月28日，开工。",
        "2024年1月8日，表彰大会召开。",
    ),
    "another section begins": (
        "# 大事记",
        "2016年",
        "5月2日，通车。",
        "# 教育",
        "3月1日，开学。",
        "2月9日，放假。",
    ),
    "a leap month after its month": (
        "# 大事记",
        "光绪九年（1883年）",
        "四月初三日，雹。",
        "闰四月初一日，雨。",
        "五月，收麦。",
    ),
}


@pytest.mark.parametrize("lines", CLEAN.values(), ids=CLEAN)
def test_a_chronicle_in_order_is_left_in_peace(lines: tuple[str, ...]) -> None:
    assert doubted(*lines, kind="县志") == []


FAULTY = {
    "a month without days behind a later day": (
        ("# 大事记", "1902年", "9月12日，地震。", "8月，大水。", "10月3日，设局。"),
        ("R220", "8月"),
    ),
    "full dates without lines of years": (
        ("# 大事记", "2020年1月3日，开业。", "2019年5月1日，奠基。", "2021年3月2日，投产。"),
        ("R220", "2019年5月1日"),
    ),
    "a day too late": (
        ("# 大事记", "5月", "4日　集会。", "21日　开工。", "9日　设站。", "25日　停水。"),
        ("R220", "9日"),
    ),
    "a month before": (
        ("# 大事记", "1963年", "8月2日，修渠。", "6月7日，办学。", "9月1日，开学。"),
        ("R220", "6月7日"),
    ),
    "a year before": (
        (
            "# 大事记",
            "1963年",
            "8月2日，修渠。",
            "1962年",
            "6月7日，办学。",
            "1964年",
            "9月1日，开学。",
            "1965年",
            "1月，整风。",
        ),
        ("R220", "1962年"),
    ),
    "lunar months": (
        (
            "# 大事记",
            "咸丰四年（1854年）",
            "八月初六日，匪至。",
            "三月初一日，设局。",
            "九月十五日，匪退。",
        ),
        ("R220", "三月初一日"),
    ),
    "a month's end too early": (
        ("# 大事记", "2月", "3日　集会。", "是月　植树。", "17日　开工。"),
        ("R221", "是月"),
    ),
    "a year's end too early": (
        ("# 大事记", "1972年", "2月3日，集会。", "是年，大旱。", "6月1日，开工。"),
        ("R221", "是年"),
    ),
    "the same day written out": (
        ("# 大事记", "2月", "3日　集会。", "3日　开工。"),
        ("R222", "3日"),
    ),
    "a same day of nothing": (
        ("# 大事记", "1972年", "同日，集会。", "6月1日，开工。"),
        ("R222", "同日"),
    ),
    "two events": (
        ("# 大事记", "1972年", "2月3日，酒厂投产。27日，新华书店开门。"),
        ("R223", "27日"),
    ),
    "a silent year": (
        ("# 大事记", "1972年", "2月3日，投产。", "1973年", "1月，通车。", "1975年", "3月，办学。"),
        ("R224", "1975年"),
    ),
}


@pytest.mark.parametrize(("lines", "expected"), FAULTY.values(), ids=FAULTY)
def test_a_fault_of_a_chronicle_is_found_at_its_date(
    lines: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert doubted(*lines, kind="县志") == [expected]


def test_dates_outside_a_chronicle_are_no_chronicle() -> None:
    assert doubted("# 工业", "8月2日，修渠。", "6月7日，办学。", kind="县志") == []


def test_what_is_taken_out_is_the_least_and_leaves_the_rest_in_order() -> None:
    lots = random.Random(3)
    for _ in range(200):
        keys = [(0, lots.randrange(6), lots.randrange(6)) for _ in range(lots.randrange(9))]
        taken = set(out_of_place(keys))
        rest = [key for place, key in enumerate(keys) if place not in taken]
        assert rest == sorted(rest)
        assert len(rest) == _longest(keys)


def _longest(keys: list[tuple[int, int, int]]) -> int:
    best = [1] * len(keys)
    for i, key in enumerate(keys):
        best[i] = 1 + max((best[j] for j in range(i) if keys[j] <= key), default=0)
    return max(best, default=0)
