"""Dates by reign title (年号纪年) in prose, with the common year and the 干支 that gloss them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.dates import han_number
from fangzhi.zh.eras import DYNASTY_PREFIXES, ERA_TITLES
from fangzhi.zh.fold import fold, forms_of
from fangzhi.zh.ganzhi import BRANCHES, STEMS

_TITLES: Final = frozenset(ERA_TITLES)
_LENGTHS: Final = tuple(sorted({len(t) for t in ERA_TITLES}, reverse=True))
_DYNASTIES: Final = frozenset(DYNASTY_PREFIXES)
_LONGEST_DYNASTY: Final = max(map(len, DYNASTY_PREFIXES))
_NUMBER: Final = r"元|[一二三四五六七八九十廿卅]{1,4}|\d{1,2}"
_REGNAL: Final = re.compile(
    rf"(?<!\d)(?P<n>{_NUMBER})(?:年|(?<=[天至].[一-鿿])载|(?<=[天至].[一-鿿][一-鿿])载)(?!级|代|制|来|间|多|内|期|行动|计划|规划|以|之|攻坚|巨变)"
)
_TITLE_ENDS: Final = forms_of("".join(t[-1] for t in ERA_TITLES))
_HAN: Final = "[一二三四五六七八九十廿卅]"
REGNAL_YEAR: Final = (
    rf"[年载](?<=[元一二三四五六七八九十廿卅\d].)(?:(?<=[{_TITLE_ENDS}][元一二三四五六七八九十廿卅\d].)"
    rf"|(?<=[{_TITLE_ENDS}](?:{_HAN}{{2}}|\d\d).)|(?<=[{_TITLE_ENDS}]{_HAN}{{3}}.)"
    rf"|(?<=[{_TITLE_ENDS}]{_HAN}{{4}}.))"
)
"""A quick pattern that matches in every text that holds a regnal year; it looks back from 年."""
_LAST_OF_TITLES: Final = frozenset(_TITLE_ENDS)
_MONTH: Final = re.compile(
    r"，?(?P<calendar>农历|夏历|阴历|旧历)?(?P<leap>闰)?(?P<m>正|元|十[一二]?|[二三四五六七八九]|一|冬|腊|\d{1,2})月"
    r"(?P<d>初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十|[一二三四五六七八九]|\d{1,2}|"
    rf"[{STEMS}][{BRANCHES}])?(?P<ri>日)?"
)
_UNTIL: Final = re.compile(rf"(?:至|到|[—–~～－-])(?P<n>{_NUMBER})年")
_BRACKET: Final = re.compile(r"[（(〈](?P<in>[^（）()〈〉]{2,30})[）)〉]")
_COMMON: Final = re.compile(
    rf"^(?:[{STEMS}][{BRANCHES}]年?[，、])?"
    r"(?:即|合|相当于|时为)?(?:公历|公元)?(?P<bc>前)?(?P<y>\d{3,4})(?:年)?(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?"
    r"(?:[—–~～－至-](?P<y2>\d{3,4})年)?"
)
_INLINE: Final = re.compile(r"[”’]?，?(?:即|合)(?:公历|公元)?(?P<y>\d{3,4})年")
_BEFORE: Final = re.compile(
    r"(?P<y>(?<!\d)\d{3,4})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?[（(](?:即|时为|时值|岁次)?$"
)
PAIR: Final = f"[{STEMS}][{BRANCHES}]"
GANZHI: Final = re.compile(PAIR)
_PAIR_AFTER: Final = re.compile(rf"(?:，?(?:岁次|岁在|时在|太岁在))?{PAIR}(?![日月])")


class EraDate(msgspec.Struct, frozen=True):
    """A regnal year, with month and day where printed, and what glosses it.

    `start`..`year_end` are dynasty, title and year; `end` takes in month, day and bracket. `lunar`
    tells a lunar month from a common one (民国 counts common months). `until` is the last year of
    a range. `common` is the glossing common date (0 for what is missing) at `common_at`.
    """

    start: int
    year_end: int
    end: int
    dynasty: str
    title: str
    n: int
    until: int
    month: int
    leap: bool
    day: int
    lunar: bool
    common: tuple[int, int, int]
    common_until: int
    common_at: tuple[int, int]
    ganzhi: tuple[tuple[str, int, int], ...]
    arabic: bool

    @property
    def glossed(self) -> bool:
        """Tell whether a common year stands with it."""
        return self.common[0] != 0


@lru_cache(maxsize=256)
def find_eras(text: str) -> tuple[EraDate, ...]:
    """Give every regnal year of a text in order."""
    if "年" not in text:
        return ()
    return tuple(_eras(text))


class ReignSpan(msgspec.Struct, frozen=True):
    """A whole reign with years in brackets: 清同治年间（1862—1874年）."""

    start: int
    end: int
    dynasty: str
    title: str
    first: int
    last: int


_SPAN: Final = re.compile(
    r"(?:年间|朝|时期)[（(](?:公元)?(?P<a>\d{3,4})年?[—–~～－至-](?P<b>\d{3,4})年?[）)]"
)


def find_reign_spans(text: str) -> Iterator[ReignSpan]:
    """Give every reign title with 年间 and the common years of the whole reign."""
    for m in _SPAN.finditer(text):
        title = title_before(text, m.start())
        if title is not None:
            at = m.start() - len(title)
            dynasty = _dynasty_before(text, at)
            if text[at - len(dynasty) - 1 : at - len(dynasty)] in tuple("、至到和及与—"):
                continue  # the years are those of several reigns
            yield ReignSpan(at - len(dynasty), m.end(), dynasty, title, int(m["a"]), int(m["b"]))


def _eras(text: str) -> Iterator[EraDate]:
    last: EraDate | None = None
    for m in _REGNAL.finditer(text):
        if text[m.start() - 1 : m.start()] not in _LAST_OF_TITLES:
            continue
        title = title_before(text, m.start())
        if title is None:
            continue
        era = _era(text, m, title)
        if last is not None and era.common_until and not era.until and not last.glossed:
            last, era = _of_two_reigns(text, last, era)
        if last is not None:
            yield last
        last = era
    if last is not None:
        yield last


_TO: Final = re.compile("[至到—–~～－-]")


def _of_two_reigns(text: str, first: EraDate, last: EraDate) -> tuple[EraDate, EraDate]:
    """乾隆三年至光绪二十八年（1738—1902年）: each of the two has its own year of the bracket."""
    if not _TO.fullmatch(text, first.end, last.start):
        return first, last
    return (
        msgspec.structs.replace(first, common=last.common, common_at=last.common_at),
        msgspec.structs.replace(last, common=(last.common_until, 0, 0), common_until=0),
    )


def title_before(text: str, end: int) -> str | None:
    """Give the reign title that ends at `end`."""
    for length in _LENGTHS:
        words = text[max(0, end - length) : end]
        if len(words) == length and (words in _TITLES or fold(words) in _TITLES):
            return words
    return None


def _dynasty_before(text: str, end: int) -> str:
    if text[end - 1 : end] == "伪" and text.startswith(_PUPPET, end):
        return "伪"
    for length in range(min(_LONGEST_DYNASTY, end), 0, -1):
        if text[end - length : end] in _DYNASTIES:
            return text[end - length : end]
    return ""


_PUPPET: Final = ("大同", "康德")
"""Titles of 伪满, told from older reigns of the same name by the 伪 before them."""


def _era(text: str, m: re.Match[str], title: str) -> EraDate:
    title_at = m.start() - len(title)
    dynasty = _dynasty_before(text, title_at)
    puppet = dynasty == "伪" or (not dynasty and title in _PUPPET and "伪" in text)
    month = _MONTH.match(text, m.end())
    until = _UNTIL.match(text, m.end()) if month is None else None
    pair = _PAIR_AFTER.match(text, m.end())
    after = next((found.end() for found in (month, until, pair) if found), m.end())
    year_end = until.end() if until else m.end()
    common, common_until, common_at, end = _gloss(text, title_at - len(dynasty), after)
    ganzhi = tuple(_ganzhi(text, m.end(), after, end))
    lunar = month is not None and _is_lunar(title, month, m["n"].isdigit())
    return EraDate(
        title_at - len(dynasty), year_end, end, "伪满" if puppet else dynasty, title,
        _n(m["n"]),
        _n(until["n"]) if until else 0, _month(month["m"]) if month else 0,
        bool(month and month["leap"]), _day(month["d"] or "") if month else 0, lunar,
        common, common_until, common_at, ganzhi, m["n"].isdigit(),
    )  # fmt: skip


def _n(text: str) -> int:
    return 1 if text == "元" else han_number(text)


def _month(text: str) -> int:
    return {"正": 1, "元": 1, "冬": 11, "腊": 12}.get(text) or han_number(text)


def _day(text: str) -> int:
    return 0 if not text or text[0] in STEMS else han_number(text.removeprefix("初"))


def _is_lunar(title: str, month: re.Match[str], arabic: bool) -> bool:
    """民国 dates are common ones unless the words are lunar (腊月, 初五, 闰, 农历), or in Chinese
    numerals beside an Arabic year without 日 (民国18年十二月二十三)."""
    if title != "民国":
        return not month["m"].isdigit()
    if arabic and not month["m"].isdigit() and month["d"] and not month["ri"]:
        return not month["d"].isdigit()
    said = month["calendar"] or month["leap"] or month["m"] in ("正", "冬", "腊")
    return bool(said) or (month["d"] or "").startswith("初")


_Gloss = tuple[tuple[int, int, int], int, tuple[int, int], int]


def _gloss(text: str, start: int, after: int) -> _Gloss:
    bracket = _BRACKET.match(text, after)
    if bracket is not None:
        found = _COMMON.match(bracket["in"])
        if found is not None and (
            found["m"]
            or "年" in found.group()
            or len(found["y"]) == 4
            or found.group() == bracket["in"]
        ):
            at = bracket.start("in")
            span = (at + found.start("y"), at + found.end())
            return _common(found), int(found["y2"] or 0), span, bracket.end()
    inline = _INLINE.match(text, after)
    if inline is not None:
        return (int(inline["y"]), 0, 0), 0, inline.span("y"), inline.end()
    before = _BEFORE.search(text, max(0, start - 24), start)
    if before is not None:
        end = text.find("）", after, after + 12)
        return (
            _common(before),
            0,
            (before.start("y"), before.end() - 1),
            end + 1 if end >= 0 else after,
        )
    return (
        (0, 0, 0),
        0,
        (0, 0),
        bracket.end() if bracket and GANZHI.search(bracket["in"]) else after,
    )


def _common(m: re.Match[str]) -> tuple[int, int, int]:
    groups = m.groupdict()
    year = int(m["y"]) * (-1 if groups.get("bc") else 1)
    return year, int(groups.get("m") or 0), int(groups.get("d") or 0)


def _ganzhi(text: str, year_end: int, after: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The pair right after the year, or inside the bracket that glosses it."""
    right = GANZHI.match(text, year_end)
    if right is not None and text[right.end() : right.end() + 1] not in ("日", "月"):
        yield right.group(), right.start(), right.end()
    for m in GANZHI.finditer(text, after, end):
        if text[m.end() : m.end() + 1] != "日":
            yield m.group(), m.start(), m.end()
