"""Growth and differences: which later and which earlier figure in reach were held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import log2
from typing import Final

from fangzhi.facts.arithmetic.changes import Change
from fangzhi.facts.arithmetic.pools import MOST_CLAIMS
from fangzhi.facts.arithmetic_readings.moved import told_before
from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings, like_unit
from fangzhi.facts.bounds import Range, around, growth, quotient
from fangzhi.facts.explanations.change_claims import Moving, claims
from fangzhi.facts.explanations.change_weights import Weights
from fangzhi.facts.explanations.reach import figures_far, figures_near
from fangzhi.facts.explanations.search import Makes, Meant, Side, meant

_MEAN: Final = re.compile("[均每]|单产|亩产")
_OVER_TIME: Final = re.compile("(?:历年|常年|多年|[全各][国省市州县])[^，。；]{0,6}平均")
"""A mean over years or places is what others are held against, and of no head."""
_MOST: Final = 16
_KINDS: Final = ("percent", "times", "portion")
_CERTAIN: Final = 12
_CERTAIN_NUMERALS: Final = 10
"""Of a percentage in numerals (百分之二十), in which no digit is turned or other by a slip."""
_CERTAIN_WORDS: Final = 8
"""Fitting so well, two figures are meant of a change told in words (翻两番, 减少五分之二)."""
_FAR_OFF: Final = 3.0
_OFF: Final = 0.7
_FOLDS: Final = (Decimal("0.22"), Decimal("0.045"))
"""翻一番 is said of 1.94 to 2.33 times as much."""


def changed(
    text: str, before: Sequence[object], told: frozenset[int], points: bool = False
) -> Iterator[Change]:
    """Give the changes not in `told` (starts) that the two figures meant do not make: of counts and
    measures, or with `points` of rates."""
    readings = find_readings(text)
    judged = 0
    for claim in claims(text, readings):
        said = claim.said
        if said.item.start in told or judged > MOST_CLAIMS:
            continue
        if (said.item.quantity.kind == "points") != points:
            continue
        judged += 1
        found = moved_between(claim, text, readings, before)
        if found is not None:
            current, base = found.first.item, found.second.item
            rising = claim.rising
            if claim.apart and current.value < base.value:
                current, base = base, current
            years = _between(claim, found.first, found.second) if claim.way == "yearly" else 0
            by = found.second.by
            yield Change(said.item, current, by or base, rising, claim.start, by is not None,
                         True, claim.way, years)  # fmt: skip


def moved_between(
    claim: Moving, text: str, readings: Sequence[Reading], before: Sequence[object]
) -> Meant | None:
    """Give the later and the earlier figure that a claim is meant of and does not follow from; None
    where any two bear it out, or none is surely meant."""
    said = claim.said
    rates = said.item.quantity.kind == "points"
    near = figures_near(text, readings, said.number, rates)
    if not rates:
        near = _by_head(claim, near)
    amount = said.item.quantity.kind in ("count", "measure")
    if amount:
        near = [r for r in near if like_unit(r.item, said.item)]
    near = near[-_MOST:]
    far = figures_far(before, rates) if _may_be_far(claim) else []
    weigh = Weights(claim, text, readings, near, far)
    pairs = [
        (Side(a, x), Side(b, y), weigh.together(a, b))
        for a in _now_in(text, near, claim) or _far_now(claim, far)
        for b in ((claim.of,) if claim.of else (*near, *far))
        if a is not b and like_unit(a.item, b.item)
        and (x := weigh.now(a)) > -3 and (y := weigh.then(b)) > -3
    ]  # fmt: skip
    if not amount and not rates and claim.way == "change" and not (claim.plan or claim.apart):
        pairs += [
            (Side(now, weigh.now(now)), Side(was, 2), weigh.told(now, by))
            for now, was, by in told_before(said.item, claim.rising, near)
        ]
    words = said.item.quantity.kind in ("doublings", "portion")
    certain = _CERTAIN_NUMERALS if said.item.quantity.chinese else _CERTAIN
    return meant(said.item.quantity, pairs, lambda a, b: _roughly(claim, a, b),
                 lambda a, b: _made(claim, a, b), _wrongly(claim),
                 _CERTAIN_WORDS if words else certain, _FAR_OFF if words else _OFF)  # fmt: skip


def _wrongly(claim: Moving) -> tuple[Makes, ...]:
    """The ways in which people miscompute: over the later figure; a multiple for what was added; all
    of a change shared out among the years."""
    if claim.way == "yearly":
        return (lambda a, b: _shared_out(claim, a, b),)
    if claim.way == "ratio":
        return (lambda a, b: _more(_made(claim, a, b), -1),)
    if claim.said.item.quantity.kind == "times":
        return (lambda a, b: _more(_made(claim, a, b), 1),)
    grown = claim.way == "change" and claim.said.item.quantity.kind in _KINDS
    return (lambda a, b: _over_current(claim, a, b),) if grown else ()


def _more(made: Range | None, by: int) -> Range | None:
    return Range(made.low + by, made.high + by) if made is not None else None


def _now_in(text: str, near: Sequence[Reading], claim: Moving) -> list[Reading]:
    """Where a part between ；opens with a figure, what moved without a name is of that part."""
    said = claim.said.item
    opens = max(text.rfind(c, 0, said.start) for c in "；。")
    own = [r for r in near if opens < r.item.start < said.start and r.role != "base"]
    return own if own and opens >= 0 and not claim.head else list(near)


def _far_now(claim: Moving, far: Sequence[Reading]) -> list[Reading]:
    """1982年…，总人口a人。1990年…，总人口b人。8年间总人口增长P: both are told before, by name and year."""
    told = bool(claim.head) and claim.span > 1
    return [r for r in far if r.year and r.role in ("plain", "reached")] if told else []


def _by_head(claim: Moving, near: Sequence[Reading]) -> list[Reading]:
    """Figures by head, or totals: as the claim says, else as the figure before it."""
    words = claim.head if claim.way == "yearly" else claim.said.words
    last = near[-1:] if not claim.head and not _MEAN.search(words) else []
    means = any(_is_mean(r) for r in last) or _MEAN.search(words) is not None
    return [r for r in near if _is_mean(r) == means]


def _is_mean(r: Reading) -> bool:
    if _OVER_TIME.search(r.words) is not None:
        return False
    return _MEAN.search(r.words) is not None or (not r.own and _MEAN.search(r.head) is not None)


def _may_be_far(claim: Moving) -> bool:
    return not claim.apart and not claim.plan


def _factor(claim: Moving) -> int:
    return 100 if claim.said.item.quantity.kind in ("percent", "portion") else 1


def _roughly(claim: Moving, now: Reading, then: Reading) -> float:
    if claim.way != "change":
        ratio = now.much / then.much if then.much else 0.0
        if claim.way == "yearly":
            return float(_each_year(claim, now, then, _between(claim, now, then)))
        return ratio * _factor(claim) if claim.way == "ratio" else log2(ratio) if ratio > 0 else 0.0
    sign = 1 if claim.rising else -1
    if claim.said.item.quantity.kind in _KINDS:
        return (now.much - then.much) * sign / then.much * _factor(claim) if then.much else 0.0
    moved = float(now.item.value - then.item.value)
    return abs(moved) if claim.apart else moved * sign


def _made(claim: Moving, now: Reading, then: Reading) -> Range | None:
    a, b = around(now.item.quantity), around(then.item.quantity)
    if claim.way == "ratio":
        return quotient(a, b, _factor(claim))
    if claim.way == "folds":
        return _folds(claim, now.much, then.much)
    if claim.way == "yearly":
        return _of_years(claim, now, then)
    if claim.said.item.quantity.kind not in _KINDS:
        if claim.apart:
            a, b = (a, b) if a.low >= b.low else (b, a)
        elif not claim.rising:
            a, b = b, a
        return Range(a.low - b.high, a.high - b.low)
    if then.by is not None:
        return quotient(around(then.by.quantity), b, _factor(claim))
    return _over(claim, a, b)


def _folds(claim: Moving, now: float, then: float) -> Range | None:
    """How often a figure was doubled, as printed where it may be so: 4.1 times as much is twice."""
    if now <= 0 or then <= 0:
        return None
    folds, said = Decimal(str(log2(now / then))), claim.said.item.value
    less, more = _FOLDS if not claim.over else (Decimal(1), _FOLDS[1])
    if folds - less > said:
        return Range(said + 2, said + 2)
    if folds + more < said:
        return Range(said - 2, said - 2)
    return Range(said, said)


def _between(claim: Moving, now: Reading, then: Reading) -> int:
    """How many years lie between, 0 where nothing tells."""
    apart = now.year - then.year if now.year and then.year else 0
    return claim.span or (claim.year - claim.since if claim.year and claim.since else apart)


def _each_year(claim: Moving, now: Reading, then: Reading, years: int) -> Decimal:
    """What a figure moved by from year to year, in percent of itself or as an amount."""
    sign = 1 if claim.rising else -1
    if years < 2 or then.much <= 0 or now.much <= 0:
        return Decimal(0)
    if claim.said.item.quantity.kind == "percent":
        return Decimal(str(((now.much / then.much) ** (1 / years) - 1) * 100 * sign))
    return (now.item.value - then.item.value) / years * sign


def _of_years(claim: Moving, now: Reading, then: Reading) -> Range | None:
    """The yearly change, over one year more or fewer where that is what was printed."""
    years = _between(claim, now, then)
    if not 1 < years < 120:
        return None
    said = claim.said.item.quantity
    half = said.step * Decimal("0.1")
    made = [_each_year(claim, now, then, n) for n in (years, years - 1, years + 1)]
    ranges = [Range(m - half, m + half) for m in made]
    return next((r for r in ranges if r.allows(said)), ranges[0])


def _shared_out(claim: Moving, now: Reading, then: Reading) -> Range | None:
    made = _over(claim, around(now.item.quantity), around(then.item.quantity))
    years = _between(claim, now, then)
    return Range(made.low / years, made.high / years) if made is not None and years > 1 else None


def _over(claim: Moving, now: Range, then: Range) -> Range | None:
    found = growth(now, then)
    if found is None:
        return None
    low, high = (bound * _factor(claim) / 100 for bound in (found.low, found.high))
    return Range(low, high) if claim.rising else Range(-high, -low)


def _over_current(claim: Moving, now: Reading, then: Reading) -> Range | None:
    """The change over the later figure: the commonest way to miscompute it."""
    found = _over(claim, around(then.item.quantity), around(now.item.quantity))
    return Range(-found.high, -found.low) if found is not None else None
