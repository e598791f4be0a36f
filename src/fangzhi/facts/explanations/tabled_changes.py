"""Growth said in prose of a series of a table beside it: what its figures of the two years make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fangzhi.facts.arithmetic.changes import Change
from fangzhi.facts.arithmetic.pools import slips
from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings, like_unit
from fangzhi.facts.bounds import Range, around, growth
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
_OFF: Final = 0.7

Series = dict[int, Item]
"""The figures of one row or column by year."""


def tabled_changes(
    text: str, grids: Sequence[Grid], before: Sequence[str]
) -> Iterator[tuple[Change, bool]]:
    """Give the growth of `text` that the two years of the series it names do not make, where no
    other figures in reach make it."""
    every = [s for grid in grids for s in grid.once(_series).items()]
    if not every:
        return
    readings = find_readings(text)
    told = (c for c in claims(text, readings) if _is_growth(c))
    for claim, _ in zip(told, range(_MOST), strict=False):
        pair = _pair(text, claim, every)
        if pair is None or _is_borne_out(claim, readings, before, every):
            continue
        now, then = pair
        made = _made(claim, now, then)
        if made is not None and _misses(claim, made):
            yield Change(claim.said.item, now, then, claim.rising, claim.start, False, True), False


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


def _is_growth(claim: Moving) -> bool:
    kind = claim.said.item.quantity.kind
    return kind == "percent" and claim.way == "change" and not (claim.plan or claim.apart)


def _pair(
    text: str, claim: Moving, every: Sequence[tuple[str, Series]]
) -> tuple[Item, Item] | None:
    """The later and the earlier figure of the only series that the clause of a claim names."""
    said = claim.said.item
    breaks = [m.end() for m in _BREAK.finditer(text, 0, said.start)]
    clause = text[breaks[-1] if breaks else 0 : said.start]
    named = [(n, s) for n, s in every if n in clause or _shortened(n) in clause]
    named = [(n, s) for n, s in named if not any(n != o and n in o for o, _ in named)]
    if len(named) != 1:
        return None
    series = named[0][1]
    years = _years(claim, series)
    if years is None or not all(y in series for y in years):
        return None
    return series[years[0]], series[years[1]]


def _shortened(name: str) -> str:
    """Give a name without 总, which prose leaves out (肉类产量 of 肉类总产量)."""
    bare = name.replace("总", "")
    return bare if len(bare) > 1 else name


def _years(claim: Moving, series: Series) -> tuple[int, int] | None:
    """The later and the earlier year meant: as said, the year before, or both of two."""
    now = claim.year or claim.said.item.year or (max(series) if len(series) == 2 else 0)
    if claim.since:
        return (now if now != claim.since else max(series), claim.since)
    if claim.span or not now:
        return None
    if claim.than is not None and _LAST.match(claim.than.strip("，")):
        return now, now - 1
    plain = claim.than is None and len(series) == 2 and now == max(series)
    return (now, min(series)) if plain else None


def _made(claim: Moving, now: Item, then: Item) -> Range | None:
    found = growth(around(now.quantity), around(then.quantity))
    if found is None or claim.rising:
        return found
    return Range(-found.high, -found.low)


def _misses(claim: Moving, made: Range) -> bool:
    """Tell whether the growth made is another than the one said, though not of other figures."""
    said = claim.said.item.quantity
    if made.allows(said):
        return False
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
