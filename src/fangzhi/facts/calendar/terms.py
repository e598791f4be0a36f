"""Terms of office (任期) said post by post: 1988年任副局长，1992年任局长 … 任副局长4年、局长5年."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from fangzhi.facts.calendar.durations import Duration
from fangzhi.facts.calendar.events import clause_after, of_year
from fangzhi.facts.calendar.lengths import elapsed, fits, length_of, lengths_in
from fangzhi.facts.dates import Date
from fangzhi.facts.lives import KIN_TOLD

_POST: Final = re.compile(
    "(?:任|[、，和])(?P<post>(?:副|代理?|总)?[一-鿿]{0,4}?(?:[校县区乡镇局院厂馆站所社处科部队行场会]长|书记|主任|主席|经理|教员|教师))(?:职务?)?(?:已|共|计|达|近|约|满)*$"
)
_SAID: Final = re.compile(
    r"(?:长|书记|主任|主席|经理|教[员师])(?:职务?)?(?:已|共|计|达|近|约|满)*[\d一二两三四五六七八九十]{1,3}年"
)
_REACH: Final = 12
_TAKEN: Final = "(?<![离信责重])(?:任|当选(?:为)?|升任?|接任|出任|改任|调任)[^，。；]{0,14}?"


def says_a_term(text: str) -> bool:
    """Tell whether a text says a length of a post, such as 局长5年."""
    return _SAID.search(text) is not None


def terms_told(text: str, dates: Sequence[Date], own: int = 0) -> Iterator[Duration]:
    """Give the terms of a post that neither the next change nor any later date bears out; a day
    that says no year is of `own`, the year of a yearbook."""
    for m in lengths_in(text):
        found = _POST.search(text, max(0, m.start() - 14), m.start())
        if found is None or not m["y"]:
            continue
        at = bisect_left(dates, m.start(), key=lambda d: d.start)
        near = dates[max(0, at - _REACH) : at]
        told = [of_year(d, own) for d in near if "y" in d.said or (own and d.day)]
        taken = re.compile(f"{_TAKEN}(?<!副){re.escape(found['post'])}(?=[，。；、]|$|兼)")
        begun = [n for n, d in enumerate(told)
                 if taken.search(clause_after(text[d.end : d.end + 40]))]  # fmt: skip
        if len(begun) != 1 or begun[0] + 1 >= len(told):
            continue
        first, rest = told[begun[0]], told[begun[0] + 1 :]
        if KIN_TOLD.search(text, first.start, m.start()):
            continue
        length = length_of(m)
        spans = [(d, span) for d in rest if (span := elapsed(first, d)) is not None]
        if spans and all(fits(length, span) is False for _, span in spans):
            last, span = spans[0]
            yield Duration(m.start("n"), m.end(), length, first, last, span)


_HOLDER: Final = re.compile(
    r"(?P<name>[一-鿿·×]{2,5})（(?P<a>[12]\d{3})年(?P<am>\d{1,2})?月?\s*[—–－～~至-]+\s*"
    r"(?:(?P<b>[12]\d{3})年(?P<bm>\d{1,2})?月?)?）"
)
_NEXT: Final = 10
_LEAST: Final = 3


def broken_terms(text: str) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, why) of a term that begins before the one before it in the list ends:
    甲（1955年3月—1957年5月），乙（1950年5月—1960年8月），丙（1960年8月—）."""
    run: list[re.Match[str]] = []
    for m in (*_HOLDER.finditer(text), None):
        if m is not None and (not run or m.start() - run[-1].end() <= _NEXT):
            run.append(m)
            continue
        if len(run) >= _LEAST:
            yield from _broken(run)
        run = [m] if m is not None else []


def _broken(run: Sequence[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    begins = [int(m["a"]) * 12 + int(m["am"] or 1) for m in run]
    ends = [int(m["b"]) * 12 + int(m["bm"] or 12) if m["b"] else 0 for m in run]
    early = [n for n in range(1, len(run)) if ends[n - 1] and begins[n] < ends[n - 1]
             and run[n]["a"] != run[n - 1]["b"]]  # fmt: skip
    joined = sum(
        bool(ends[n - 1]) and 0 <= begins[n] - ends[n - 1] <= 12 for n in range(1, len(run))
    )
    if len(early) != 1 or not joined:
        return
    n = early[0]
    one, other = run[n - 1], run[n]
    why = f"{one['name']}到{one['b']}年才离任，接任的{other['name']}却从{other['a']}年起"
    late = ends[n - 1] > (ends[n] or ends[n - 1])
    first = other.start("a") if begins[n] < begins[n - 1] else one.start("b")
    yield first, one.end("b") if late and first < other.start() else other.end("a"), why
