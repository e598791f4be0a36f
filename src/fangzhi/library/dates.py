"""Years told exactly in a text (记事年代): 順治十八年, 康熙丁未, 1985年, 一九八五年.

What is told less exactly (乾隆間, 明年, 三年, a title that several courts used) is kept with the
year 0, so that no earlier year is taken for it. Nothing is reckoned from what stands elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from fangzhi.zh.eras import DYNASTY_PREFIXES, all_reigns, era_to_years, reigns
from fangzhi.zh.fold import fold
from fangzhi.zh.ganzhi import BRANCHES, STEMS, years_of_ganzhi
from fangzhi.zh.numerals import parse_number

if TYPE_CHECKING:
    from fangzhi.library.texted import Places, Texted

REACH = 60
"""Characters behind a year up to which words are taken to be told of it."""
FIRST, LAST = 1000, 2199
"""Four digits outside these are not taken for a year."""
_PLAIN = "〇零○一二三四五六七八九"
_NUMERALS = _PLAIN + "元十百廿卅卌"
_DIGITS = str.maketrans("〇零○一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")
_RULERS = "宗帝祖汉魏蜀吴晋宋齐梁陈隋唐周元明清"
"""Behind these, 初 and 时 tell a time without a year: 宋仁宗时, 唐末."""
_RANGE_BEFORE = re.compile("[至到迄—–~～-]$|[年0-9][、和及与]$")
_RANGE_AFTER = re.compile("[至到迄—–~～-]|[前后间代来余]|以[前后来]|之[前后间]")
_LONGEST_TITLE = 6
_VAGUE = "初中末间时朝季"
_MOVED = "明次翌去前往后"
"""With 年, another year than the one told before."""


class Told(NamedTuple):
    """Where each year begins and ends, and which it is; 0 where it is not told exactly."""

    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    years: NDArray[np.int16]


def told_in(text: str) -> Iterator[tuple[int, int, int]]:
    """Give the years of a folded text as (begin, end, year), in order; 0 for one not exact."""
    for found in _years().finditer(text):
        words, begin, end = found[0], found.start(), found.end()
        if title := _title_before(text, begin):
            dynasty = _dynasty_before(text, begin - len(title))
            year = _of_title(title, words, dynasty)
            yield begin - len(title), end, 0 if _of_a_range(text, begin, end) else year
        elif words[-1] == "年":
            yield begin, end, 0 if _of_a_range(text, begin, end) else _plain(words[:-1])
        elif words[0] in _VAGUE and text[begin - 1 : begin] in tuple(_RULERS):
            yield begin - 1, end, 0


def _of_a_range(text: str, begin: int, end: int) -> bool:
    """Tell whether a year is an end of a stretch of time, or one of several."""
    before = text[max(0, begin - 2) : begin]
    return bool(_RANGE_AFTER.match(text, end) or _RANGE_BEFORE.search(before))


def told_of(texts: Iterable[tuple[int, str]]) -> Told:
    """Give the years of folded texts, each with the place where it begins, as columns."""
    return columns(
        (at + begin, at + end, year) for at, text in texts for begin, end, year in told_in(text)
    )


def columns(found: Iterable[tuple[int, int, int]] | NDArray[np.int64]) -> Told:
    """Give years as columns."""
    listed = found if isinstance(found, np.ndarray) else list(found)
    rows = np.array(listed, dtype=np.int64).reshape(-1, 3)
    return Told(
        rows[:, 0].astype(np.uint32), rows[:, 1].astype(np.uint32), rows[:, 2].astype(np.int16)
    )


def years_at(segment: Texted, places: Places) -> Places:
    """Give for each position the year told last before it, on its own leaf or in its own entry, no
    farther than REACH; 0 where there is none or the last one is not exact."""
    if not len(places):  # a cluster then need not read the years
        return np.zeros(0, dtype=np.int64)
    told = segment.told
    if not len(told.starts):
        return np.zeros(len(places), dtype=np.int64)
    # as the column is kept: else all of it would be converted for every query
    last = told.starts.searchsorted(places.astype(told.starts.dtype), "right") - 1
    near = ((last >= 0) & (places - told.ends[last].astype(np.int64) <= REACH)).nonzero()[0]
    last, found = last[near], np.zeros(len(places), dtype=np.int64)
    own = told.starts[last] >= segment.units[segment.unit_at(places[near])]
    found[near[own]] = told.years[last[own]]
    return found


@cache
def _years() -> re.Pattern[str]:
    lasts = "".join(sorted({title[-1] for title in _titles()} | set(_RULERS)))
    numerals, vague, moved = _NUMERALS, _VAGUE, _MOVED
    # one class of signs opens all of them: the search then skips to these by itself
    return re.compile(
        rf"[0-9０-９{numerals}{STEMS}{vague}{moved}年](?:(?<=[0-9０-９])[0-9０-９]{{0,3}}[年载]"
        rf"|(?<=[{numerals}])[{numerals}]{{0,5}}[年载]"
        rf"|(?<=[{STEMS}])[{BRANCHES}]年|(?<=[{lasts}][{STEMS}])[{BRANCHES}]"
        rf"|(?<=[{lasts}]年)间|(?<=[{lasts}][{vague}])|(?<=[{moved}])年)"
    )


@cache
def _titles() -> frozenset[str]:
    return frozenset(fold(reign.title) for reign in all_reigns())


def _title_before(text: str, end: int) -> str:
    known = _titles()
    for length in range(_LONGEST_TITLE, 1, -1):
        if (words := text[max(0, end - length) : end]) in known and len(words) == length:
            return words
    return ""


def _dynasty_before(text: str, end: int) -> str:
    known = _dynasties()
    return next((w for n in (4, 3, 2, 1) if (w := text[max(0, end - n) : end]) in known), "")


@cache
def _dynasties() -> frozenset[str]:
    return frozenset(fold(prefix) for prefix in DYNASTY_PREFIXES)


@lru_cache(maxsize=8192)
def _of_title(title: str, words: str, dynasty: str) -> int:
    """Give the year of words behind a title: 十八年, 元年, 丁未; 0 where not one year is meant."""
    own = reigns(title, dynasty) if dynasty else ()
    pair = words.removesuffix("年")
    if pair[0] in STEMS:
        every = own or (reigns(title) if len(reigns(title)) == 1 else ())
        years = {year for reign in every for year in years_of_ganzhi(pair, reign.start, reign.end)}
    elif words[-1] in "年载" and words[0] not in _MOVED and words != "年间":
        number = 1 if words[:-1] == "元" else _number(words[:-1])
        years = set(era_to_years(title, number, dynasty) if own else era_to_years(title, number))
    else:
        return 0
    return years.pop() if len(years) == 1 else 0


def _number(words: str) -> int:
    found = parse_number(words)
    return int(found.value) if found is not None else 0


def _plain(words: str) -> int:
    """Give the year of 1985 or 一九八五; 0 for other numbers, which may be lengths of time."""
    digits = words.translate(_DIGITS)
    if len(digits) != 4 or not (digits.isascii() and digits.isdigit()):
        return 0
    return int(digits) if FIRST <= int(digits) <= LAST else 0
