"""Lengths that a paragraph dates: begun in one sentence, ended in another, or in two spells.

durations.py and told_spans.py read lengths within a sentence. Here every two dates of the paragraph
may explain a length; it is doubted only where none does and two dates tell its beginning and end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.durations import SEVERAL, Duration
from fangzhi.facts.calendar.events import begins_and_ends, clause_after, is_range, of_year
from fangzhi.facts.calendar.lengths import Elapsed, Length, elapsed, fits, length_of, lengths_in
from fangzhi.facts.calendar.told_spans import may_be
from fangzhi.facts.dates import Date
from fangzhi.facts.lives import KIN_TOLD

_STOPPED: Final = "停[办工水电课产航运刊业建]"
_SUMS: Final = re.compile(
    "(?:历时|历经|费时|耗时|用时|为时|为期|持续|延续|连续|绵延|(?:独立)?(?:存在|存续|办学|经营)|任职|任期|在任|在职|主政|主持校务|修业|就读|求学|从事[\u4e00-\u9fff]{2,8}?|"
    f"会期|赛期|赛程|展期|工期|{_STOPPED}|(?:实|连|共)?办学|当兵|服役|从[教医艺军政]|执[教业]|行医|[当干做]了)"
    "[^，。；：（）\\d]{0,3}$"
)
_ADDED: Final = re.compile(
    "(?:共|共计|合计|总共|累计|前后|先后|两任|两度|两次|加起来)[^，。；：（）\\d]{0,6}$"
)
_NOT: Final = re.compile(
    "每|各|平均|分别|提前|推迟|延期|缩短|比|较|保[修证]|有效|限|岁|徒刑|判|缓|计划|规划|今后|未来|近[几来]|过去|第|约定|满|学制|再|又|后$|"
    "其[间中]|期间|仅|最长|最多|最短|多年|实际"
)
_TAKEN_OUT: Final = re.compile("停[办工建课产]|间断|中断|暂停|扣除|除去|不计|不含|缓建|复[工建课]")
_BEGUN_OFFICE: Final = re.compile(
    "(?<![离信责重])任(?!务|教|命|期|意|何)|当选|出任|复任|接任|主持|执掌"
)
_LEFT_OFFICE: Final = re.compile("调|离|卸|免|辞|退|去职|转任|改任|升任|病[逝故]|去世|止")
_WHOLE: Final = re.compile("前后|首尾|先后|跨|历经|连头带尾")
_BORN: Final = re.compile("[^，。；\\d]{0,8}(?:出生|诞生|生(?=[于，。；]))")
"""No length is counted from the day on which somebody was born."""
_TAKEN_UP: Final = re.compile("毕业|分配|参加工作|任教|从教|从医|进厂|到.{2,8}工作")
_RETIRED: Final = re.compile("，?(?:退休|离休|退职|病退)")
_PARTS: Final = "。！？\n"
_REACH: Final = 6
_AHEAD: Final = 2
_APART: Final = 160
_LONG: Final = 400
_MARKED: Final = 60
"""A length and a date no farther apart than this are marked together."""


def wide_spans(text: str, dates: Sequence[Date], own: int = 0) -> Iterator[Duration]:
    """Give the lengths that no two dates of the paragraph bear out."""
    if len(dates) < 2:
        return
    starts = [d.start for d in dates]
    for m in lengths_in(text):
        at = bisect_left(starts, m.start())
        taken = any(d.start <= m.start("n") < d.end for d in dates[max(0, at - 1) : at + 1])
        if m["n"] == "半" or taken:
            continue
        if text[m.end() : m.end() + 1] in ("来", "前", "后", "间", "内", "以", "的", "级", "制"):
            continue
        clause = opening(text, m.start(), "。！？；\n，、：（）")
        lead = text[clause : m.start() if m["about"] not in ("共", "达", "整整") else m.start("n")]
        if _NOT.search(lead):
            continue
        opens = opening(text, m.start(), _PARTS)
        if m.start() - opens > _LONG:
            continue
        if SEVERAL.search(text, opens, m.start()) or SEVERAL.search(lead):
            if _ADDED.search(lead) or m["about"] in ("共",):
                told = dates[max(0, at - _REACH) : at]
                yield from _of_spells(text, told, m, own)
                yield from _of_twice(text, told, m)
            continue
        if _SUMS.search(lead):
            yield from _of_two(text, dates, at, m, lead, own)


def _of_two(
    text: str, dates: Sequence[Date], at: int, m: re.Match[str], lead: str, own: int
) -> Iterator[Duration]:
    """A length between a beginning and an end, the end told before it or after."""
    length = length_of(m)
    near = [d for d in dates[max(0, at - _REACH) : at] if m.start() - d.end < _APART]
    ahead = [
        d for d in dates[at : at + _AHEAD]
        if sum(text.count(c, m.end(), d.start) for c in _PARTS) < _REACH and d.start - m.end() < _APART
    ]  # fmt: skip
    if not near or KIN_TOLD.search(text, near[0].start, m.start()):
        return
    stopped = re.search(_STOPPED, lead)
    if stopped is None and _TAKEN_OUT.search(text, near[0].start, (ahead or near)[-1].end):
        return
    line = [*near, *ahead]
    spans = [(a, b) for a, b in combinations(line, 2) if a is not b]
    if stopped is not None:
        spans = [
            (a, b) for a, b in spans if re.search(_STOPPED, clause_after(text[a.end : a.end + 40]))
        ]
    whole = _WHOLE.search(lead) is not None
    pair = _ends(text, near, ahead, spans)
    if pair is None:
        return
    if _works_till_retired(text, *pair):
        line = [d for d in line if not _BORN.match(text, d.end)]
        spans = [(a, b) for a, b in spans if a in line and b in line]
    if any(_bears(length, a, b, own, whole) for a, b in spans):
        return
    if stopped is None and _bears_in_spells(length, line):
        return
    first, last = (of_year(d, own) for d in pair)
    span = elapsed(first, last)
    if span is None or fits(length, span, whole) is not False:
        return
    if last.start < m.start():
        yield Duration(m.start("n"), m.end(), length, first, last, span)
    elif last.end - m.start("n") <= _MARKED:
        yield Duration(m.start("n"), last.end, length, first, last, span)
    else:
        yield Duration(last.start, last.end, length, first, last, span)


def _ends(
    text: str, near: Sequence[Date], ahead: Sequence[Date], spans: Sequence[tuple[Date, Date]]
) -> tuple[Date, Date] | None:
    """The two dates whose words begin and end one thing, around the length or before it."""
    for last in (*ahead, *reversed(near)):
        for first in reversed([d for d in near if d.start < last.start]):
            ranged = last in near and is_range(text, first, last)
            if (first, last) in spans and (ranged or _opens_and_closes(text, first, last)):
                return first, last
    return None


def _opens_and_closes(text: str, first: Date, last: Date) -> bool:
    if begins_and_ends(text, first, last, last.end + 40):
        return True
    return _works_till_retired(text, first, last)


def _works_till_retired(text: str, first: Date, last: Date) -> bool:
    begun, done = (clause_after(text[d.end : d.end + 40]) for d in (first, last))
    return _TAKEN_UP.search(begun) is not None and _RETIRED.match(done) is not None


def _bears(length: Length, first: Date, last: Date, own: int, whole: bool) -> bool:
    for a, b in ((first, last), (of_year(first, own), of_year(last, own))):
        span = elapsed(a, b) or elapsed(b, a)
        if span is not None and may_be(length, span, whole):
            return True
    return False


def _bears_in_spells(length: Length, line: Sequence[Date]) -> bool:
    """Two spans that do not overlap may add up to it."""
    years = [d.year for d in line if d.year]
    spans = [(a, b) for a, b in combinations(years, 2) if b > a]
    if length.unit != "年":
        return False
    return any(
        0 <= length.amount - (b - a) - (d - c) <= 2
        for (a, b), (c, d) in combinations(spans, 2)
        if b <= c
    )


_TWO_TIMES: Final = re.compile("(?:两|二)[次度][^，。；]{0,8}，?[^，。；]{0,4}$")
_FOUR: Final = 4


def _of_twice(text: str, told: Sequence[Date], m: re.Match[str]) -> Iterator[Duration]:
    """1958年4月并入，1962年4月分设；1970年6月并入，1975年10月恢复。两次并入，合计10年零4个月."""
    near = [d for d in told if "y" in d.said and m.start() - d.end < _LONG // 2]
    opens = opening(text, m.start())
    if len(near) != _FOUR or _TWO_TIMES.search(text, opens, m.start()) is None:
        return
    if any(d.start >= opens for d in near) or any(d.ends for d in near):
        return
    spans = [elapsed(a, b) for a, b in combinations(near, 2)]
    pairs = [(x, y) for x, y in combinations(spans, 2) if x is not None and y is not None]
    length = length_of(m)
    sums = [_added(x, y) for x, y in pairs]
    if not sums or any(may_be(length, s) for s in (*sums, *filter(None, spans))):
        return
    first, last = elapsed(near[0], near[1]), elapsed(near[2], near[3])
    if first is not None and last is not None and fits(length, _added(first, last)) is False:
        yield Duration(m.start("n"), m.end(), length, near[0], near[-1], _added(first, last))


def _added(a: Elapsed, b: Elapsed) -> Elapsed:
    months = None if a.months is None or b.months is None else a.months + b.months
    return Elapsed(a.years + b.years, months, None, a.loose or b.loose)


def _of_spells(text: str, told: Sequence[Date], m: re.Match[str], own: int) -> Iterator[Duration]:
    """1954年任校长，1956年调离；1959年复任，1964年离休。两度任校长，共7年: two terms add up."""
    length = length_of(m)
    near = [d for d in told if "y" in d.said and m.start() - d.end < _APART]
    terms = [
        (a, b) for a, b in pairwise(near)
        if b.ends or (_BEGUN_OFFICE.search(clause_after(text[a.end : b.start]))
                      and _LEFT_OFFICE.search(clause_after(text[b.end : b.end + 30])))
    ]  # fmt: skip
    terms = [t for n, t in enumerate(terms) if not n or terms[n - 1][1] is not t[0]]
    spans = [s for a, b in terms if (s := elapsed(a, b)) is not None]
    if len(spans) != len(terms) or len(terms) != 2 or length.unit != "年":
        return
    if len({d.start for t in terms for d in t}) != len(near):
        return
    whole = elapsed(near[0], near[-1])
    added = _added(*spans)
    if fits(length, added) is not False:
        return
    if whole is not None and may_be(length, whole):
        return
    yield Duration(m.start("n"), m.end(), length, terms[0][0], terms[-1][1], added)
