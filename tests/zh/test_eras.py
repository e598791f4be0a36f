import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.zh.eras import (
    DYNASTY_PREFIXES,
    ERA_TITLES,
    all_reigns,
    dynasties_named,
    era_max,
    era_to_years,
    eras_of_year,
    reigns,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

# Start and last year of the reigns that modern chronicles cite most.
MING_TO_REPUBLIC = """
洪武1368/31 建文1399/4 永乐1403/22 洪熙1425/1 宣德1426/10 正统1436/14 景泰1450/8 成化1465/23
弘治1488/18 正德1506/16 嘉靖1522/45 隆庆1567/6 万历1573/48 泰昌1620/1 天启1621/7 崇祯1628/17
顺治1644/18 康熙1662/61 雍正1723/13 乾隆1736/60 嘉庆1796/25 道光1821/30 咸丰1851/11 同治1862/13
光绪1875/34 宣统1909/3 民国1912/38
"""


@pytest.mark.parametrize("row", MING_TO_REPUBLIC.split())
def test_ming_qing_and_republic_begin_and_end_as_every_table_has_them(row: str) -> None:
    title, years = row[:2], row[2:].split("/")
    dynasty = "民国" if title == "民国" else "明" if int(years[0]) < 1644 else "清"
    assert era_to_years(title, 1, dynasty) == (int(years[0]),)
    assert era_max(title, dynasty) == int(years[1])


@pytest.mark.parametrize(
    ("title", "n", "dynasty", "years"),
    [
        ("光绪", 26, None, (1900,)),
        ("光绪", 36, None, ()),
        ("顺治", 18, "清", (1661,)),
        ("民国", 24, None, (1935,)),
        ("民国", 39, None, ()),
        ("天顺", 8, "明朝", (1464,)),
        ("至元", 13, "元", (1276,)),
        ("至元", 6, "元", (1269, 1340)),
        ("建安", 25, None, (220,)),
        ("元狩", 1, "汉", (-122,)),
        ("元寿", 2, None, (-1,)),
        ("元始", 1, None, (1,)),
        ("建兴", 2, "蜀汉", (224,)),
        ("康德", 12, "伪满", (1945,)),
        ("贞观", 3, "唐", (629,)),
        ("天宝", 15, "唐", (756,)),
        ("大顺", 2, "大西", (1645,)),
        ("天统", 4, "明玉珍", (1366,)),
        ("洪武", 35, "明", (1402,)),
        ("洪武", 33, "明", ()),
        ("不存", 1, None, ()),
        ("光绪", 1, "明", ()),
    ],
)
def test_a_regnal_year_becomes_its_solar_years(
    title: str, n: int, dynasty: str | None, years: tuple[int, ...]
) -> None:
    assert era_to_years(title, n, dynasty) == years


def test_an_ambiguous_title_keeps_all_its_reigns() -> None:
    found = [(r.dynasty, r.start + r.first_year_no - 1) for r in reigns("建兴")]
    assert sorted(found, key=lambda r: r[1]) == [
        ("蜀汉", 223), ("孙吴", 252), ("成汉", 304), ("西晋", 313), ("前凉", 317), ("前凉", 355),
        ("后燕", 386), ("渤海", 819),
    ]  # fmt: skip
    assert era_to_years("建兴", 45) == (357,)


def test_traditional_and_variant_forms_of_a_title_are_found() -> None:
    assert era_to_years("萬厯", 48) == (1620,)
    assert era_to_years("康熈", 61, "清") == (1722,)
    assert era_to_years("乾隆", 60) == (1795,)


def test_a_year_with_two_titles_has_both() -> None:
    assert {(r.title, n) for r, n in eras_of_year(1620)} == {("万历", 48), ("泰昌", 1), ("天命", 5)}


def test_titles_for_matching_come_longest_first() -> None:
    assert ERA_TITLES[0] == "天授礼法延祚"
    assert list(map(len, ERA_TITLES)) == sorted(map(len, ERA_TITLES), reverse=True)
    assert {"光绪", "民国", "太平真君", "建中靖国"} <= set(ERA_TITLES)
    assert all(dynasties_named(p) for p in DYNASTY_PREFIXES)


@given(st.sampled_from(all_reigns()), st.data())
def test_every_year_of_every_reign_can_be_looked_up_both_ways(reign, data) -> None:  # type: ignore[no-untyped-def]
    n = data.draw(st.integers(reign.first_year_no, reign.last_year_no))
    year = reign.year(n)
    assert year in era_to_years(reign.title, n, reign.dynasty)
    assert (reign, n) in eras_of_year(year)


def test_the_table_agrees_with_the_library_of_shanghai_within_a_year() -> None:
    source = SHARED / "authority" / "reign_eras_shl.csv"
    if not source.exists():
        pytest.skip("../shared/data/authority is not beside the repository")
    checked = close = 0
    for row in csv.DictReader(source.open(encoding="utf-8-sig", newline="")):
        if (
            row["dynasty"] not in ("北宋", "南宋", "元", "明", "清", "东汉")
            or not row["reignTitle"]
        ):
            continue
        checked += 1
        first, last = int(row["beginYear"]), int(row["endYear"])
        close += any(
            abs(r.start - first) <= 1 and abs(r.end - last) <= 2 for r in reigns(row["reignTitle"])
        )
    assert checked > 130
    assert checked - close <= 4  # 永熹, 中平 of 献帝 and the like: decisions/0003
