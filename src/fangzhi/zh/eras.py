"""Reign titles (年号) with their years; ambiguity is kept (建兴 is eight reigns).

Years are historians' years: -140 is 公元前140年, there is no year 0. A regnal year is matched to
the solar year in which most of it falls; its last month may lie in the next one.
"""

import csv
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from fangzhi.zh.fold import fold
from fangzhi.zh.ganzhi import astronomical, historical


class Reign(msgspec.Struct, frozen=True):
    """One reign title of one ruler.

    `start` is the solar year of 元年, `end` of the last year in use, `last_year_no` its number.
    `first_year_no` is above 1 where a court went on counting another's title (前凉 kept 建兴).
    """

    dynasty: str
    title: str
    ruler: str
    start: int
    last_year_no: int
    end: int
    first_year_no: int = 1

    def year(self, n: int) -> int | None:
        """Solar year of 第n年, None outside the reign."""
        if not self.first_year_no <= n <= self.last_year_no:
            return None
        return historical(astronomical(self.start) + n - 1)


# What chronicles print before a title → dynasties of the table; 朝 and 代 are taken off first.
DYNASTIES: Final[dict[str, tuple[str, ...]]] = {
    "汉": ("西汉", "东汉", "玄汉", "蜀汉", "汉赵", "后汉"),
    "前汉": ("西汉",), "后汉": ("东汉", "后汉"), "王莽": ("新",), "新莽": ("新",),
    "魏": ("曹魏", "北魏", "东魏", "西魏", "冉魏"), "三国魏": ("曹魏",), "后魏": ("北魏",),
    "元魏": ("北魏",), "拓跋魏": ("北魏",),
    "蜀": ("蜀汉", "前蜀", "后蜀"), "三国蜀": ("蜀汉",), "季汉": ("蜀汉",),
    "吴": ("孙吴", "杨吴"), "三国吴": ("孙吴",), "东吴": ("孙吴",), "南吴": ("杨吴",),
    "晋": ("西晋", "东晋", "后晋", "晋（五代）"), "司马晋": ("西晋", "东晋"),
    "成": ("成汉",), "李成": ("成汉",), "成汉": ("成汉",), "前赵": ("汉赵",),
    "赵": ("汉赵", "后赵"), "秦": ("前秦", "后秦", "西秦"), "苻秦": ("前秦",), "姚秦": ("后秦",),
    "燕": ("前燕", "后燕", "西燕", "北燕", "南燕", "大燕", "桀燕", "公孙燕"),
    "凉": ("前凉", "后凉", "南凉", "北凉", "西凉"), "大夏": ("胡夏", "明夏"),
    "夏": ("胡夏", "西夏", "明夏"),
    "宋": ("南朝宋", "北宋", "南宋"), "刘宋": ("南朝宋",), "赵宋": ("北宋", "南宋"),
    "齐": ("南齐", "北齐", "伪齐", "大齐"), "萧齐": ("南齐",), "南朝齐": ("南齐",), "高齐": ("北齐",),
    "梁": ("南朝梁", "西梁", "后梁"), "萧梁": ("南朝梁",), "南梁": ("南朝梁",), "朱梁": ("后梁",),
    "后梁": ("后梁", "西梁"), "陈": ("南朝陈",), "南陈": ("南朝陈",),
    "周": ("北周", "武周", "后周"), "宇文周": ("北周",), "唐": ("唐", "武周", "后唐", "南唐"),
    "武后": ("武周", "唐"), "武则天": ("武周", "唐"), "李唐": ("唐",),
    "王蜀": ("前蜀",), "孟蜀": ("后蜀",), "契丹": ("辽",), "金国": ("金",),
    "五代": ("后梁", "后唐", "后晋", "后汉", "后周"), "蒙古": ("元",), "大元": ("元",),
    "大明": ("明",), "皇明": ("明",), "明玉珍": ("明夏",), "张献忠": ("大西",),
    "大西国": ("大西",), "李自成": ("大顺",), "清": ("清", "后金"), "大清": ("清",),
    "满清": ("清",), "前清": ("清",), "国朝": ("清",), "中华民国": ("民国",),
    "满洲国": ("伪满洲国",), "伪满": ("伪满洲国",), "洪宪": ("中华帝国",),
}  # fmt: skip


@cache
def all_reigns() -> tuple[Reign, ...]:
    """Every reign of the table, from 西汉 to 1945, in the table's order."""
    text = files(__package__).joinpath("data/eras.csv").read_text(encoding="utf-8")
    reigns = []
    for row in csv.DictReader(text.splitlines()):
        start, last = int(row["start"]), int(row["last_year_no"])
        end = historical(astronomical(start) + last - 1)
        reigns.append(
            Reign(
                row["dynasty"], row["title"], row["ruler"], start, last, end,
                int(row["first_year_no"]),
            )
        )  # fmt: skip
    return tuple(reigns)


@cache
def _by_title() -> dict[str, tuple[Reign, ...]]:
    found: dict[str, tuple[Reign, ...]] = {}
    for reign in all_reigns():
        key = fold(reign.title)
        found[key] = (*found.get(key, ()), reign)
    return found


ERA_TITLES: Final[tuple[str, ...]] = tuple(
    sorted({r.title for r in all_reigns()}, key=lambda t: (-len(t), t))
)
"""Every title in simplified form, longest first, for matching in text."""

_LONG: Final = {name: (name,) for name in {r.dynasty for r in all_reigns()}}
DYNASTY_PREFIXES: Final[tuple[str, ...]] = tuple(
    sorted(
        {p + tail for p in {*_LONG, *DYNASTIES} if "（" not in p for tail in ("", "朝", "代")},
        key=lambda p: (-len(p), p),
    )
)
"""Words that may stand before a title (清, 清朝, 清代, 蜀汉 …), longest first."""


def dynasties_named(prefix: str) -> tuple[str, ...]:
    """Dynasties of the table that a printed prefix may mean; empty for an unknown one."""
    known, name = _dynasties_by_fold(), fold(prefix)
    if name not in known and name[-1:] in ("朝", "代"):
        name = name[:-1]
    return known.get(name, ())


@cache
def _dynasties_by_fold() -> dict[str, tuple[str, ...]]:
    return {fold(name): found for name, found in (_LONG | DYNASTIES).items()}


def reigns(title: str, dynasty: str | None = None) -> tuple[Reign, ...]:
    """All reigns with this title, in time order of the table; traditional forms are found too.

    `dynasty` is a prefix as printed (清, 三国吴); an unknown one finds nothing.
    """
    found = _by_title().get(fold(title), ())
    if dynasty is None:
        return found
    wanted = dynasties_named(dynasty)
    return tuple(r for r in found if r.dynasty in wanted)


def era_to_years(title: str, n: int, dynasty: str | None = None) -> tuple[int, ...]:
    """Solar years that 第n年 of the title may be; empty when no reign has such a year.

    光绪 26 → (1900,); 建兴 2 → several; 民国 38 → (1949,), and nothing after it.
    """
    years = (r.year(n) for r in reigns(title, dynasty))
    return tuple(sorted({y for y in years if y is not None}))


def era_max(title: str, dynasty: str | None = None) -> int | None:
    """Highest regnal year of the title, None for an unknown title.

    Courts that went on counting another's title are left out (洪武 31, though 永乐 later called
    1402 洪武三十五年): ask `era_to_years` whether a given year exists.
    """
    own = [r.last_year_no for r in reigns(title, dynasty) if r.first_year_no == 1]
    return max(own, default=None)


def eras_of_year(year: int) -> tuple[tuple[Reign, int], ...]:
    """Reigns in use in a solar year, each with its year number: 1861 → 咸丰 11 and 祺祥 1."""
    at = astronomical(year)
    pairs = ((r, at - astronomical(r.start) + 1) for r in all_reigns())
    return tuple((r, n) for r, n in pairs if r.first_year_no <= n <= r.last_year_no)
