"""Changes said in prose of a series of a table beside it, in percent, in amounts and in multiples:
what its figures of the two years make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fangzhi.facts.arithmetic.changes import Change
from fangzhi.facts.arithmetic.pools import in_unit, slips
from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings, like_unit
from fangzhi.facts.bounds import Range, around, growth, quotient
from fangzhi.facts.explanations.change_claims import Moving, claims
from fangzhi.facts.explanations.sides import values_far, values_near
from fangzhi.facts.grids.cell_items import cell_items
from fangzhi.facts.statements import Item
from fangzhi.facts.tables import Grid

_LAST: Final = re.compile("^(?:上一?年|去年|头年|上学?年)度?(?:末|底|同期)?$")
_BREAK: Final = re.compile("[。；，：！？\n]")
_MOST: Final = 12
"""Claims of one text that are held against tables."""
_NEAR: Final = 8
_TOLD: Final = 3
_DIGITS: Final = 2
_OFF: Final = 0.7

Series = dict[int, Item]
"""The figures of one row or column by year."""


def tabled_changes(
    text: str, grids: Sequence[Grid], before: Sequence[str]
) -> Iterator[tuple[Change, bool]]:
    """Give the changes of `text` that the two years of the series it names do not make, where no
    other figures in reach make them, with whether they are told as a multiple."""
    every = [s for grid in grids for s in grid.once(_series).items()]
    if not every:
        return
    readings = find_readings(text)
    told = (c for c in claims(text, readings) if _is_told(c))
    for claim, _ in zip(told, range(_MOST), strict=False):
        pair = _pair(text, claim, every)
        if pair is None or _is_borne_out(claim, readings, before, every):
            continue
        now, then = pair
        made = _made(claim, now, then)
        if made is not None and _misses(claim, made):
            told_so = Change(claim.said.item, now, then, claim.rising, claim.start, False, True)
            yield told_so, claim.way == "ratio"


def _series(grid: Grid) -> dict[str, Series]:
    """The series of a table that are told by year, by what stands over or before them; none of a
    table with several figures of one name and year."""
    found: dict[str, Series] = {}
    for item in grid.once(cell_items):
        series = found.setdefault(item.label, {})
        if not item.year or item.year in series or not item.own_year:
            return {}
        if item.value > 0:
            series[item.year] = item
    return {name: s for name, s in found.items() if len(name) > 1 and len(s) > 1}


def _is_told(claim: Moving) -> bool:
    """Tell whether a claim is of two years of one thing: 增长P%, 增加N公顷, 增长N倍, 为Y年的N倍."""
    kind = claim.said.item.quantity.kind
    if claim.plan or claim.apart:
        return False
    if claim.way == "ratio":
        return kind == "times"
    return claim.way == "change" and kind in ("percent", "times", "count", "measure")


def _pair(
    text: str, claim: Moving, every: Sequence[tuple[str, Series]]
) -> tuple[Item, Item] | None:
    """The later and the earlier figure of the only series that the words of a claim name, or that
    holds the figure told before it (总产77824吨，比1990年增长3.2%)."""
    said = claim.said.item
    breaks = [m.end() for m in _BREAK.finditer(text, 0, said.start)]
    clause = text[breaks[-1] if breaks else 0 : said.start]
    named = [(n, s) for n, s in every if n in clause or _shortened(n) in clause]
    named = [(n, s) for n, s in named if not any(n != o and n in o for o, _ in named)]
    now = 0
    if not named:
        named, now = _of_figure(every, _values_before(text, said))
    named = named or [(n, s) for n, s in every if _stands_in(n, _YEARS_OUT.sub("", clause))]
    if len(named) != 1:
        return None
    series = named[0][1]
    years = _years(claim, series, now)
    if years is None or not all(y in series for y in years):
        return None
    return series[years[0]], series[years[1]]


_YEARS_OUT: Final = re.compile("(?:1[0-9]|20)\\d\\d年末?|[比较]")


def _values_before(text: str, said: Item) -> Sequence[Reading]:
    """Give the firm figures of the sentence before a claim, the nearest first."""
    return [
        r for r in reversed(find_readings(text))
        if r.item.sentence == said.sentence and r.item.start < said.start and r.is_value
    ][:_TOLD]  # fmt: skip


def _of_figure(
    every: Sequence[tuple[str, Series]], before: Sequence[Reading]
) -> tuple[list[tuple[str, Series]], int]:
    """The series that hold, at its year, a figure told right before the claim, and that year."""
    for told in before:
        digits = told.item.value.normalize()
        year = told.year or told.item.year
        if len(f"{digits:f}") > _DIGITS:
            found = [(n, s) for n, s in every if year in s and s[year].value == digits]
            if found:
                return found, year
    return [], 0


def _stands_in(name: str, words: str) -> bool:
    """Tell whether a name's characters stand in words in order (粮食面积 in 粮食播种面积)."""
    at = 0
    for sign in name:
        at = words.find(sign, at) + 1
        if not at:
            return False
    return len(name) > _DIGITS


def _shortened(name: str) -> str:
    """Give a name without 总, which prose leaves out (肉类产量 of 肉类总产量)."""
    bare = name.replace("总", "")
    return bare if len(bare) > 1 else name


def _years(claim: Moving, series: Series, told: int) -> tuple[int, int] | None:
    """The later and the earlier year meant: as said, the year before, or both of two."""
    now = told or claim.year or claim.said.item.year or (max(series) if len(series) == 2 else 0)
    if claim.since:
        return (now if now != claim.since else max(series), claim.since)
    if claim.span or not now:
        return None
    if claim.than is not None and _LAST.match(claim.than.strip("，")):
        return now, now - 1
    plain = claim.than is None and len(series) == 2 and now == max(series)
    return (now, min(series)) if plain else None


def _made(claim: Moving, now: Item, then: Item) -> Range | None:
    if claim.way == "ratio":
        return quotient(around(now.quantity), around(then.quantity), 1)
    kind = claim.said.item.quantity.kind
    if kind in ("count", "measure"):
        later, former = (_in_unit(i, claim.said.item.unit) for i in (now, then))
        if later is None or former is None:
            return None
        found: Range | None = Range(later.low - former.high, later.high - former.low)
    else:
        found = growth(around(now.quantity), around(then.quantity))
        if found is not None and kind == "times":
            found = Range(found.low / 100, found.high / 100)
    if found is None or claim.rising:
        return found
    return Range(-found.high, -found.low)


def _in_unit(cell: Item, unit: str) -> Range | None:
    """The range of a cell in a unit; a cell that bears none is taken as it stands."""
    return around(cell.quantity) if not cell.unit else in_unit(cell, unit)


def _misses(claim: Moving, made: Range) -> bool:
    """Tell whether the growth made is another than the one said, though not of other figures."""
    said = claim.said.item.quantity
    if made.allows(said):
        return False
    if said.kind in ("count", "measure"):  # the figures of two years, if they are those meant
        return slips(made, said)
    value = float(said.value)
    return slips(made, said) or abs(float(made.low) - value) <= _OFF * max(value, float(made.low))


def _is_borne_out(
    claim: Moving, readings: Sequence[Reading], before: Sequence[str],
    every: Sequence[tuple[str, Series]],
) -> bool:  # fmt: skip
    """Tell whether two figures of the prose, or of one series, make what is said."""
    said = claim.said
    near = [r.item for r in values_near(readings, said.number)][-_NEAR:]
    near += [r.item for r in values_far(before)][-_NEAR:]
    pools = [near, *(list(s.values()) for n, s in every if n[:2] in said.words)]
    return any(
        (made := _made(claim, a, b)) is not None and made.allows(said.item.quantity)
        for pool in pools for a in pool for b in pool if a is not b and like_unit(a, b)
    )  # fmt: skip
