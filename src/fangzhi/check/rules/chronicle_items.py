"""N 大事记: the items of a chronology with the day each one is of, read off its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from fangzhi.check.context import DocumentContext
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.zh.eras import era_to_years
from fangzhi.zh.numerals import parse_number

END = 99
"""Stands for the day of an item that only names its month, the month of one that names its year."""
_HAN = "〇○零一二三四五六七八九十"
_CHRONOLOGY = re.compile("大事(?:记|年表|纪略|纪要|编年|辑要|年谱|编|述要)|年度要事|要事(?:记|录)")
_TITLE_ALONE = re.compile("^[^，。；：！？…]{1,24}$")
_BRACKET = "(?:[（(](?P<inner>[^（）()]{1,20})[）)])?"
_YEAR_LINE = re.compile(
    f"^(?:公元)?(?P<before>前)?(?P<y>[0-9]{{1,4}}|[一二][〇○零一二三四五六七八九]{{3}})年度?{_BRACKET}(?:大事记)?$"
)
_ERA_LINE = re.compile(
    f"^(?P<era>[\u4e00-\u9fff]{{1,8}}?)(?P<n>[元{_HAN}]{{1,4}}|[0-9]{{1,2}})年{_BRACKET}$"
)
_IN_BRACKET = re.compile("(?P<before>前)?(?P<y>[0-9]{1,4})年?$")
_MONTH = f"(?P<leap>闰)?(?P<m>[0-9]{{1,2}}|正|冬|腊|[{_HAN}]{{1,2}})月份?"
_MONTH_LINE = re.compile(f"^{_MONTH}$")
_DAY = f"(?P<d>[0-9]{{1,2}}|初[一二三四五六七八九十]|廿[一二三四五六七八九]?|[{_HAN}]{{1,3}})(?P<ri>日)?"
_DATED = re.compile(
    "^[\\s　△▲●○◆■◇·•*☆★]{0,4}"
    f"(?P<all>(?:(?P<y>[0-9]{{4}})年[ 　]*(?=[0-9{_HAN}正冬腊闰]))?(?:(?:农历|夏历)?{_MONTH}(?:[ 　]*(?=[0-9]))?)?"
    f"(?:{_DAY})?)"
    "(?P<rest>\\s*[（(]星期[一二三四五六日天][）)])?"
)
_ERA_START = re.compile(
    "^[\\s　△▲●○◆■◇·•*☆★]{0,4}(?P<all>[\u4e00-\u9fff]{2,10}年[（(](?:公元)?(?P<before>前)?(?P<y>[0-9]{1,4})年?[）)])"
)
_SAME = re.compile(
    "^[\\s　△▲●○◆■◇·•*☆★]{0,4}(?P<all>(?P<day>同日|是日|当日|当天)|"
    "(?P<month>是月|同月|当月|本月|月内)|(?P<year>是年|同年|当年|本年|年内))"
)
_PART = re.compile(
    "[上中下]旬|[初末底中]|上半|下半|至(?:[0-9]|次年|翌年)|[—~～-][0-9]{1,2}月|起|以[来前后]|间|、"
)
_ENDS = re.compile("^\\s*(?:附|附录|附表|说明|注)(?:[：:录]|$)")
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_DAYS = {"廿": 20}


class Item(msgspec.Struct, frozen=True):
    """One item: its text, the words of its date, and the day (0 unknown year, END see above).

    `kind` is "day", "month", "year", "same-day", "same-month", "same-year" or "part" (上旬, 初);
    only the month of a "part" is compared.
    `run` counts stretches that can be compared: it goes up where a year line cannot be read.
    """

    block: str
    text: str
    start: int
    end: int
    year: int
    month: int
    day: int
    kind: str
    lunar: bool
    run: int
    leap: bool = False

    @property
    def when(self) -> tuple[int, int, int]:
        """The key it is sorted by; a leap month stands behind its month."""
        return self.year, 2 * self.month + self.leap, self.day

    @property
    def words(self) -> str:
        """The date as printed."""
        return self.text[self.start : self.end]


class Chronology(msgspec.Struct, frozen=True):
    """The items of one 大事记 in order, and the years it has lines for with their blocks."""

    items: tuple[Item, ...]
    years: tuple[tuple[int, Text], ...]


def chronologies(manuscript: Manuscript, ctx: DocumentContext) -> tuple[Chronology, ...]:
    """Give every chronology of a manuscript: the whole of a 大事记, or sections so headed."""
    return ctx.once_here(_chronologies)


def _chronologies(ctx: DocumentContext) -> tuple[Chronology, ...]:
    year = ctx.document.content_year if ctx.document.is_yearbook else 0
    found = ctx.once(_all_of_it if ctx.document.kind == "大事记" else _sections)
    return tuple(_Reading(lines, named or year).read() for lines, named in found)


_Section = tuple[list[Text], int]


def _all_of_it(manuscript: Manuscript) -> tuple[_Section, ...]:
    return tuple(_cut(manuscript, whole=True))


def _sections(manuscript: Manuscript) -> tuple[_Section, ...]:
    return tuple(_cut(manuscript, whole=_CHRONOLOGY.search(manuscript.title) is not None))


def _cut(manuscript: Manuscript, *, whole: bool) -> Iterator[_Section]:
    """Give the lines of each chronology with the year its head names (0: none)."""
    lines: list[Text] | None = [] if whole else None
    level, named = 0, _named_year(manuscript.title)
    for block in manuscript.blocks:
        if not isinstance(block, Text) or not block.text.strip():
            continue
        text = block.text.strip()
        heads = block.role == "heading" or _TITLE_ALONE.match(text)
        if heads and _CHRONOLOGY.search(text) and not _is_dated(text):
            if lines:
                yield lines, named
            lines, level, named = [], block.level, _named_year(text)
        elif lines is not None and _closes(block, level):
            yield lines, named
            lines = None
        elif lines is not None:
            lines.append(block)
    if lines:
        yield lines, named


def _is_dated(text: str) -> bool:
    found = _DATED.match(text)
    return found is not None and bool(found["m"] or found["ri"])


def _named_year(text: str) -> int:
    found = re.search("([0-9]{4})年?", text)
    return int(found[1]) if found else 0


def _closes(block: Text, level: int) -> bool:
    text = block.text.strip()
    if _ENDS.match(text):
        return True
    if block.role != "heading" or (level and block.level > level):
        return False
    return not (_YEAR_LINE.match(text) or _ERA_LINE.match(text) or _MONTH_LINE.match(text))


def number_of(words: str) -> int:
    """Read a small number of a date: 8, 十二, 廿三, 初五, 元; 0 where it is none."""
    words = words.replace("初", "").replace("元", "一")
    if words[:1] == "廿":
        return 20 + (number_of(words[1:]) if len(words) > 1 else 0)
    if words.isdigit():
        return int(words)
    found = parse_number(words)
    return int(found.value) if found is not None else 0


class _Reading:
    def __init__(self, lines: list[Text], year: int) -> None:
        self._lines = lines
        self._year, self._month, self._day = year, 0, 0
        self._lunar = self._leap = False
        self._run = 0

    def read(self) -> Chronology:
        items: list[Item] = []
        years: list[tuple[int, Text]] = []
        for block in self._lines:
            if self._headed(block.text.strip()):
                if self._month == 0 and self._year:
                    years.append((self._year, block))
                continue
            item = self._item(block)
            if item is not None:
                items.append(item)
        return Chronology(tuple(items), tuple(years))

    def _headed(self, text: str) -> bool:
        """Take in a line that holds nothing but a year or a month."""
        if len(text) > 24:
            return False
        month = _MONTH_LINE.match(text)
        if month is not None:
            self._month, self._day = _month_of(month), 0
            self._leap = bool(month["leap"])
            self._lunar = self._lunar or month["m"] in _MONTHS
            return True
        year = _YEAR_LINE.match(text)
        if year is not None:
            number = number_of(year["y"]) if len(year["y"]) < 4 else _four(year["y"])
            self._begin(-number if year["before"] else number)
            return True
        era = _ERA_LINE.match(text)
        if era is not None:
            self._begin(_era_year(era))
            return True
        return False

    def _begin(self, year: int) -> None:
        self._run += not year
        self._year, self._month, self._day = year, 0, 0
        self._lunar = 0 < year < 1912 or year < 0

    def _item(self, block: Text) -> Item | None:
        same = _SAME.match(block.text)
        if same is not None:
            kind = next(k for k in ("day", "month", "year") if same[k])
            month = END if kind == "year" else self._month
            day = self._day if kind == "day" else END
            return self._made(block, same, (self._year, month, day), f"same-{kind}")
        era = _ERA_START.match(block.text)
        if era is not None:
            self._begin(-int(era["y"]) if era["before"] else int(era["y"]))
            return self._after_era(block, era)
        found = _DATED.match(block.text)
        if found is None or not (found["m"] or found["ri"]):
            return None
        if found["d"] and not found["ri"] and not _lunar_day(found["d"]):
            return None
        if found["y"]:
            self._year, self._lunar = int(found["y"]), False
        if found["m"]:
            self._month, self._leap = _month_of(found), bool(found["leap"])
            self._lunar = self._lunar or found["m"] in _MONTHS or bool(found["leap"])
        after = block.text[found.end() : found.end() + 4]
        if not found["d"]:
            if found["y"] and not found["m"]:
                return None
            kind = "part" if _PART.match(after) else "month"
            return self._made(block, found, (self._year, self._month, END), kind)
        self._day = number_of(found["d"])
        return self._made(block, found, (self._year, self._month, self._day), "day")

    def _after_era(self, block: Text, era: re.Match[str]) -> Item:
        month = re.compile(_MONTH).match(block.text, era.end())
        if month is None:
            return self._made(block, era, (self._year, END, END), "year")
        self._month, self._leap = _month_of(month), bool(month["leap"])
        return self._made(block, era, (self._year, self._month, END), "part")

    def _made(
        self, block: Text, found: re.Match[str], when: tuple[int, int, int], kind: str
    ) -> Item:
        return Item(
            block.id,
            block.text,
            *found.span("all"),
            *when,
            kind,
            self._lunar,
            self._run,
            self._leap,
        )


def _lunar_day(words: str) -> bool:
    return words[0] in "初廿" or words in ("十五", "三十")


def _month_of(found: re.Match[str]) -> int:
    return _MONTHS.get(found["m"]) or number_of(found["m"])


def _four(words: str) -> int:
    digits = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
    return int("".join(digits.get(c, c) for c in words))


def _era_year(era: re.Match[str]) -> int:
    inner = _IN_BRACKET.search(era["inner"] or "")
    if inner is not None:
        return -int(inner["y"]) if inner["before"] else int(inner["y"])
    if era["era"].endswith("民国"):
        return 1911 + number_of(era["n"])
    years = era_to_years(era["era"][-2:], number_of(era["n"]))
    return years[0] if len(years) == 1 else 0
