"""Eras, 干支, lunar days and weekdays: facts checked against two libraries, then by the rules.

Each row of torture.tsv is a fact: 年号 (dynasty, title, number, year), 干支 (pair, year), 夏历
(lunar day, leap, common day), 星期 (day, weekday) or 节日 (feast, lunar day, common day). The
beginnings of reigns are compared with a published authority too. The right sentence made from it must raise
nothing; a wrong one must raise the rule.
"""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest
import sxtwl
from lunar_python import Lunar, Solar

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.zh.calendars import WEEKDAYS, lunar_to_ymd, weekday_of
from fangzhi.zh.eras import era_to_years, reigns
from fangzhi.zh.ganzhi import BRANCHES, GANZHI, STEMS, ganzhi_of_year
from fangzhi.zh.numerals import to_chinese

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("torture.tsv").read_text(encoding="utf-8").splitlines()
]


CALENDAR = {"R179", "R180", "R181", "R183", "R185", "R186"}
SETTINGS = CheckSettings(
    disabled={rule.id: "只查历日" for rule in all_rules() if rule.id not in CALENDAR}
)


def rows(kind: str) -> list[list[str]]:
    return [row[1:] for row in ROWS if row[0] == kind]


def raised(text: str) -> set[str]:
    return {f.rule for f in check_manuscript(manuscript_of(Example(text)), SETTINGS)}


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 400
    assert len(set(map(tuple, ROWS))) == len(ROWS)
    assert len({row[1] for row in ROWS if row[0] == "年号"}) >= 30  # dynasties


def test_reigns_begin_when_the_authority_says() -> None:
    source = Path(__file__).parents[4] / "shared" / "data" / "authority" / "reign_eras_shl.csv"
    if not source.is_file():
        pytest.skip("the authority of reigns is not beside the repository")
    begins: dict[str, set[int]] = {}
    with source.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["beginYear"].lstrip("-").isdigit():
                begins.setdefault(row["reignTitle"], set()).add(int(row["beginYear"]))
    compared = 0
    for dynasty, title, number, year in map(tuple, rows("年号")):
        first = int(year) - int(number) + 1
        known = {reign.start for reign in reigns(title, dynasty or None)}
        assert first in known
        compared += bool(known & begins.get(title, set()))
    assert compared >= 200


@pytest.mark.parametrize(("dynasty", "title", "number", "year"), rows("年号"))
def test_a_regnal_year_and_its_common_year(
    dynasty: str, title: str, number: str, year: str
) -> None:
    n, y = int(number), int(year)
    assert y in era_to_years(title, n, dynasty or None)
    words = f"{dynasty}{title}{'元' if n == 1 else to_chinese(n)}年"
    assert raised(f"{words}（{y}年）设驿。") == set()
    assert raised(f"{words}（{y + 1}年）设驿。") == {"R179"}
    assert raised(f"{y + 11}年（{words}）设驿。") == {"R179"}


@pytest.mark.parametrize(("pair", "year"), rows("干支"))
def test_a_pair_and_its_year(pair: str, year: str) -> None:
    y = int(year)
    found = sxtwl.fromSolar(y, 6, 15).getYearGZ()
    assert STEMS[found.tg] + BRANCHES[found.dz] == pair == ganzhi_of_year(y)
    assert Solar.fromYmd(y, 6, 15).getLunar().getYearInGanZhi() == pair
    assert raised(f"{y}年（{pair}）大旱。") == set()
    other = GANZHI[(GANZHI.index(pair) + 1) % 60]
    assert raised(f"{y}年（{other}）大旱。") == {"R181"}
    assert raised(f"{other}年（{y}年）大旱。") == {"R181"}


@pytest.mark.parametrize(("lunar", "leap", "common"), rows("夏历"))
def test_a_lunar_day_and_its_common_day(lunar: str, leap: str, common: str) -> None:
    year, month, day = map(int, lunar.split("-"))
    solar = tuple(map(int, common.split("-")))
    assert lunar_to_ymd(year, month, day, leap == "1") == solar
    other = Lunar.fromYmd(year, -month if leap == "1" else month, day).getSolar()
    assert (other.getYear(), other.getMonth(), other.getDay()) == solar
    name = f"农历{'闰' if leap == '1' else ''}{to_chinese(month)}月{to_chinese(day, 'ordinal-day')}"
    assert raised(f"{solar[0]}年{solar[1]}月{solar[2]}日（{name}）开市。") == set()
    wrong = datetime.date(*solar) + datetime.timedelta(2)
    assert raised(f"{wrong.year}年{wrong.month}月{wrong.day}日（{name}）开市。") == {"R183"}


@pytest.mark.parametrize(("day", "weekday"), rows("星期"))
def test_a_day_and_its_weekday(day: str, weekday: str) -> None:
    date = datetime.date.fromisoformat(day)
    assert weekday_of(date.year, date.month, date.day) == weekday == WEEKDAYS[date.weekday()]
    assert sxtwl.fromSolar(date.year, date.month, date.day).getWeek() == (date.weekday() + 1) % 7
    words = f"{date.year}年{date.month}月{date.day}日"
    assert raised(f"{words}（{weekday}）开会。") == set()
    other = WEEKDAYS[(date.weekday() + 3) % 7]
    assert raised(f"{words}（{other}）开会。") == {"R186"}
    assert raised(f"{words}，全县动员大会召开（{other}）。") == {"R186"}


@pytest.mark.parametrize(("feast", "lunar", "common"), rows("节日"))
def test_a_feast_and_its_common_day(feast: str, lunar: str, common: str) -> None:
    year, month, day = map(int, lunar.split("-"))
    solar = datetime.date.fromisoformat(common)
    assert lunar_to_ymd(year, month, day) == (solar.year, solar.month, solar.day)
    found = sxtwl.fromSolar(solar.year, solar.month, solar.day)
    assert (found.getLunarMonth(), found.getLunarDay()) == (month, day)
    assert raised(f"{feast}（{solar.year}年{solar.month}月{solar.day}日），举办灯会。") == set()
    wrong = solar + datetime.timedelta(2)
    assert raised(f"{feast}（{wrong.year}年{wrong.month}月{wrong.day}日），举办灯会。") == {"R183"}
