"""Growth and differences: which later and which earlier figure in reach were held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import log2
from typing import Final

from fangzhi.facts.arithmetic.changes import Change
from fangzhi.facts.arithmetic.pools import MOST_CLAIMS
from fangzhi.facts.arithmetic_readings.reading import Reading, closeness, find_readings, like_unit
from fangzhi.facts.bounds import Range, around, growth, quotient
from fangzhi.facts.explanations.change_claims import YEAR, Moving, claims, is_planned
from fangzhi.facts.explanations.reach import figures_far, figures_near
from fangzhi.facts.explanations.search import Makes, Meant, Side, meant
from fangzhi.facts.explanations.sides import plain_name

_LAST: Final = re.compile(
    "上一?年|去年|头年|同期|上期|年初|期初|学年初|此前|原来|原有|原(?=[有为是])|以前|之前|前$|常年|历年|往年|上[次届期]"
)
_NOW: Final = re.compile("今年|本年|现[在有]|目前|如今|这一?年|年末|年底|期末|实际|当年")
_MEAN: Final = re.compile("[均每]|单产|亩产")
_TIMELIKE: Final = re.compile("[年时前初期次届]|原|常|建|刚|往|昔|计划|任务")
_PLAIN: Final = frozenset("率比重例的总数量额值年")
_MOST: Final = 16
_KINDS: Final = ("percent", "times", "portion")
_CERTAIN: Final = 12
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
        found = _found(claim, text, readings, before)
        if found is not None:
            current, base = found.first.item, found.second.item
            rising = claim.rising
            if claim.apart and current.value < base.value:
                current, base = base, current
            years = _between(claim, found.first, found.second) if claim.way == "yearly" else 0
            yield Change(
                said.item, current, base, rising, claim.start, False, True, claim.way, years
            )


def _found(
    claim: Moving, text: str, readings: Sequence[Reading], before: Sequence[object]
) -> Meant | None:
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
    weigh = _Weights(claim, readings, near, far)
    pairs = [
        (Side(a, x), Side(b, y), weigh.together(a, b))
        for a in _now_in(text, near, claim) for b in ((claim.of,) if claim.of else (*near, *far))
        if a is not b and like_unit(a.item, b.item)
        and (x := weigh.now(a)) > -3 and (y := weigh.then(b)) > -3
    ]  # fmt: skip
    words = said.item.quantity.kind in ("doublings", "portion")
    return meant(said.item.quantity, pairs, lambda a, b: _roughly(claim, a, b),
                 lambda a, b: _made(claim, a, b), _wrongly(claim),
                 _CERTAIN_WORDS if words else _CERTAIN, _FAR_OFF if words else _OFF)  # fmt: skip


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
    own = [r for r in near if opens < r.item.start < said.start]
    return own if own and opens >= 0 and not claim.head else list(near)


def _by_head(claim: Moving, near: Sequence[Reading]) -> list[Reading]:
    """Figures by head, or totals: as the claim says, else as the figure before it."""
    words = claim.head if claim.way == "yearly" else claim.said.words
    last = near[-1:] if not claim.head and not _MEAN.search(words) else []
    means = any(_is_mean(r) for r in last) or _MEAN.search(words) is not None
    return [r for r in near if _is_mean(r) == means]


def _is_mean(r: Reading) -> bool:
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


class _Weights:
    """How well figures fit as the later and the earlier side of a claim."""

    def __init__(
        self,
        claim: Moving,
        readings: Sequence[Reading],
        near: Sequence[Reading],
        far: Sequence[Reading],
    ) -> None:
        self.claim = claim
        self.said = claim.said
        self.head = plain_name(claim.head)
        self.far = {id(r) for r in far}
        self.told_far = far
        self.last = next((r for r in reversed(near) if r.number < self.said.number), None)
        self.goes_on = self.last is not None and self._goes_on(self.last)
        in_reach = [
            r for r in near if r.role != "change" and self.said.item.sentence - r.item.sentence < 3
        ]
        heads = [plain_name(r.head) for r in in_reach if like_unit(r.item, (self.last or r).item)]
        own = plain_name(self.last.head) if self.last is not None else ""
        self.kin = len(in_reach) > 2 and sum(closeness(h, own) >= 3 for h in heads) == 2
        self.two = len(in_reach) == 2 and like_unit(in_reach[0].item, in_reach[1].item)
        runs = claim.turn.runs if claim.turn is not None else ()
        self.turns = {readings[n].number for n in runs[:2]}

    def _goes_on(self, last: Reading) -> bool:
        """Tell whether what moved, no name said, is what the figure right before counts."""
        own, item, than = self.said.item, last.item, plain_name(self.claim.than or "")
        if than and (closeness(than, plain_name(last.head)) or than[:2] in last.words):
            return False  # 全市平均92.6%，高于全市平均2.4个百分点
        earlier = last.role in ("base", "change") or _LAST.search(last.words) is not None
        close = own.sentence == item.sentence and own.clause - item.clause < 2
        return (
            last.own
            and close
            and item.depth <= own.depth
            and not earlier
            and not last.item.own_year
        )

    def now(self, r: Reading) -> int:
        """How well a figure fits as the later one."""
        claim, item, own = self.claim, r.item, self.said.item
        fit = self._placed(r)
        if r is self.last and own.clause - item.clause <= 2 and item.depth <= own.depth:
            fit += 2
        if not self.head and self.goes_on and r is not self.last and not self.turns:
            fit -= 4
        fit -= 4 if r.role == "change" else 3 if r.role == "base" or _LAST.search(r.words) else 0
        fit += 1 if r.role == "reached" or _NOW.search(r.words) else 0
        if claim.plan:
            fit -= 4 if is_planned(r) else 0
        if self.head and r.number not in self.turns:
            fit += _named(self.head, r)
        if claim.year and r.year:
            fit += 2 if r.year == claim.year else -4
        return fit

    def then(self, r: Reading) -> int:
        """How well a figure fits as the earlier one."""
        claim = self.claim
        fit = min(self._placed(r), 1) - (4 if r.role == "change" else 0)
        fit += 2 if r.role == "base" or _LAST.search(r.words) else 0
        if claim.plan:
            return fit + (4 if is_planned(r) else -4)
        if claim.since:
            return fit + (3 if r.year == claim.since else -4 if r.year else 0)
        if claim.than is None:
            return fit
        if _LAST.search(claim.than):
            return fit + (2 if _LAST.search(r.words) else 0)
        name = plain_name(claim.than)
        known = closeness(name, plain_name(r.head)) if name else 0
        other = 0 if _TIMELIKE.search(claim.than) or not name else -3
        return fit + (2 * known if known else 3 if name[:2] in r.words else other)

    def together(self, now: Reading, then: Reading) -> int:
        """How well two figures fit together."""
        claim = self.claim
        fit = (4 if now is self.last and not self.head else 3) if self.two else 0
        if self.turns:
            fit += (
                5
                if {now.number, then.number} == self.turns and id(then) not in self.far
                else 2
                if now.number in self.turns
                else -2
            )
        near = id(then) not in self.far
        said = self.said.item
        if said.lead == "" and then.role == "base" and now.number + 1 == then.number:
            fit += 3 if then.number + 1 == self.said.number else 0  # 228万元，较预算190万元多20.0%
        if near and now.role == "reached" and then.role == "base" and now.number == then.number + 1:
            fit += 3
        fit += self._years(now, then)
        compared = (
            claim.than is not None and not YEAR.search(claim.than) and not _LAST.search(claim.than)
        )
        other = compared and not _TIMELIKE.search(claim.than or "")
        return fit if other or claim.apart or claim.plan else fit + self._alike(now, then)

    def _years(self, now: Reading, then: Reading) -> int:
        claim, apart = self.claim, now.year - then.year
        if not now.year or not then.year:
            return 0
        if claim.span:
            return 3 if abs(apart - claim.span) < 2 else -3
        if claim.since or claim.apart:
            return 0
        if claim.than is not None and _LAST.search(claim.than):
            return 2 if apart == 1 else -3 if apart else 0
        if apart:
            return 1 if apart > 0 else -4
        told = then.role == "base" or is_planned(then) or _LAST.search(then.words) is not None
        return 0 if told or claim.plan or claim.than is not None else -2

    def _alike(self, now: Reading, then: Reading) -> int:
        one, other = plain_name(then.head), plain_name(now.head)
        if closeness(one, other) >= 3 or not one or not other:
            only = self.kin and now is self.last and id(then) not in self.far
            lone = id(then) in self.far and self._is_lone(then)
            return 4 if only or lone else 2
        shared = set(one) & set(other)
        return 0 if shared or not now.own or not then.own else -3

    def _is_lone(self, then: Reading) -> bool:
        """Tell whether no other figure of the paragraphs before is of that name and unit."""
        head = plain_name(then.head)
        return not any(
            r is not then and like_unit(r.item, then.item) and closeness(plain_name(r.head), head) > 2
            for r in self.told_far
        )  # fmt: skip

    def _placed(self, r: Reading) -> int:
        if id(r) in self.far:
            return -1
        item, own = r.item, self.said.item
        if item.start > own.start:
            return 3
        apart = own.sentence - item.sentence
        if apart == 0:
            return 1 if own.clause - item.clause <= 6 else 0
        return 0 if apart == 1 else -1


def _named(name: str, r: Reading) -> int:
    head = plain_name(r.head)
    known = closeness(name, head)
    if known:
        return min(known, 3)
    shared = (set(name) & set(head)) - _PLAIN
    return 0 if not head or shared or name[-2:] in r.item.tail[:8] else -6
