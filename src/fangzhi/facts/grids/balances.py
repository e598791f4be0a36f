"""Balances in tables (期初＋收－支＝期末): columns or rows named as opening, flows and closing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.slips import kind_of_slip
from fangzhi.facts.arithmetic.ways import stocked_in, ways
from fangzhi.facts.tables import Grid, Number

_OPENING: Final = re.compile(
    "[年期月季]初|上[年期月季](?:末|底|.{0,2}结[转余存])|旧[存管]|原有|^结转$"
)
_CLOSING: Final = re.compile(
    "[年期月季]末|年底|年终|结转下年|未[结了办]|[滚累]?[结留实现]存|结余|节余|[实现]有|余额|库存|存栏"
)
_FIGURES: Final = re.compile("[（(][^（）()]*[）)]|数$")

Place = tuple[int, int]


class WrongBalance(msgspec.Struct, frozen=True):
    """The figure at `place` is not what opening, flows and closing figure make it."""

    place: Place
    stated: Decimal
    expected: Decimal
    shown: str


class _Line(msgspec.Struct, frozen=True):
    """One row or column with its places: the opening figure first, then the flows, the closing last."""

    places: tuple[Place, ...]
    numbers: tuple[Number, ...]
    signs: tuple[int, ...]
    slack: Decimal

    @property
    def off(self) -> Decimal:
        """How much more opening and flows come to than the closing figure says."""
        return sum((n.value * s for n, s in zip(self.numbers, self.signs, strict=True)), Decimal(0))

    @property
    def fits(self) -> bool:
        """Tell whether it holds but for rounding."""
        return abs(self.off) <= self.slack


def wrong_balances(grid: Grid) -> Iterator[WrongBalance]:
    """Give the figures that fail where headers or the names of rows tell opening, flows and closing."""
    columns = [c for c in grid.columns if c.additive or _CLOSING.search(c.header)]
    rows = [r for r in grid.rows if not r.among]
    along = _signs([c.header for c in columns], [c.last for c in columns])
    if along is not None:
        first, signs = along
        spots = [c.index for c in columns[first : first + len(signs)]]
        slack = columns[first + len(signs) - 1]
        every = [[(r.index, c) for c in spots] for r in grid.rows]
        yield from _wrong([_line(grid, places, signs, slack.index) for places in every])
        return
    down = _signs(names := [r.label for r in rows], names)
    if down is not None:
        first, signs = down
        spots = [r.index for r in rows[first : first + len(signs)]]
        yield from _wrong([
            _line(grid, [(r, c.index) for r in spots], signs, c.index)
            for c in grid.columns if c.additive
        ])  # fmt: skip


def _signs(names: Sequence[str], last: Sequence[str]) -> tuple[int, tuple[int, ...]] | None:
    """Where the opening figure stands, and the signs of all from it to the closing one; `last` are the
    names of the flows, without the heads above them."""
    bare = [_FIGURES.sub("", name.replace(" ", "")) for name in names]
    opening = [n for n, name in enumerate(bare) if _OPENING.search(name)]
    closing = [n for n, name in enumerate(bare) if _CLOSING.search(name) and n not in opening]
    if len(opening) != 1 or len(closing) != 1 or closing[0] - opening[0] < 2:
        return None
    stocked = stocked_in(bare[opening[0]] + bare[closing[0]])
    told = [ways(_FIGURES.sub("", name), stocked) for name in last[opening[0] + 1 : closing[0]]]
    if any(len(way) != 1 for way in told):
        return None
    return opening[0], (1, *(way[0] for way in told), -1)


def _line(grid: Grid, places: Sequence[Place], signs: tuple[int, ...], column: int) -> _Line | None:
    numbers = [grid.number(*place) for place in places]
    if numbers[0] is None or numbers[-1] is None:
        return None
    known = [(p, n, s) for p, n, s in zip(places, numbers, signs, strict=True) if n is not None]
    owner = next(c for c in grid.columns if c.index == column)
    slack = grid.slack(owner, [n for _, n, _ in known])
    where, found, told = zip(*known, strict=True)
    return _Line(where, found, told, slack)


def _wrong(lines: Sequence[_Line | None]) -> Iterator[WrongBalance]:
    """Those that fail where as many hold; the only one, where it is a slip of the pen."""
    known = [line for line in lines if line is not None and len(line.numbers) > 2]
    wrong = [line for line in known if not line.fits]
    alone = len(known) == 1 and len(wrong) == 1 and _is_slip(wrong[0])
    if alone or len(known) - len(wrong) >= max(1, len(wrong)):
        for line in wrong:
            yield _blamed(line)


def _is_slip(line: _Line) -> bool:
    """One of the figures is a slip, and none of the flows is told twice."""
    twice = any(
        abs(line.off - n.value * s) <= line.slack
        for n, s in zip(line.numbers[1:-1], line.signs[1:-1], strict=True)
    )
    both = {1, -1} <= set(line.signs[1:-1])
    return both and not twice and max(_kinds(line)) > 0


def _kinds(line: _Line) -> list[int]:
    """How likely each figure is a slip for the one that makes the line hold."""
    return [
        kind_of_slip(n.value, n.step, n.value - line.off * s)
        for n, s in zip(line.numbers, line.signs, strict=True)
    ]


def _blamed(line: _Line) -> WrongBalance:
    """The closing figure, or the one before it that is more likely a slip: the only such one, or the
    largest where nothing could be left."""
    kinds = _kinds(line)
    best = max(kinds)
    some = [n for n, kind in enumerate(kinds) if kind == best > kinds[-1]]
    spent = line.numbers[-1].value + line.off < 0
    at = max(some, key=lambda n: line.numbers[n].value) if some else len(kinds) - 1
    if len(some) > 1 and not spent:
        at = len(kinds) - 1
    told = [
        ("−" if sign < 0 else "+") + str(n.value)
        for n, sign in zip(line.numbers[:-1], line.signs[:-1], strict=True)
    ]
    made = line.numbers[-1].value + line.off
    shown = "".join(told).lstrip("+") + f"={made}"
    if at < len(kinds) - 1:
        shown += f"≠{line.numbers[-1].value}"
    stated = line.numbers[at].value
    return WrongBalance(line.places[at], stated, stated - line.off * line.signs[at], shown)
