"""Accounts (期初＋收－支＝期末): a run of like figures that begins with an opening stock and ends with a
closing one; each figure between is a flow, whose way its verb tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.balances import Balance
from fangzhi.facts.arithmetic.pools import digits
from fangzhi.facts.arithmetic.slips import kind_of_slip
from fangzhi.facts.arithmetic.ways import Stocked, stocked_in, ways
from fangzhi.facts.arithmetic_readings.reading import closeness
from fangzhi.facts.explanations.account_figures import Figure, figures, tells_stock
from fangzhi.facts.statements import Item, is_firm, same_unit

_MOST: Final = 9
_REACH: Final = 36
"""Flows of one account, and figures of a paragraph that they stand among, at most."""
_WAYS: Final = 64
"""Readings of unclear flows that are tried, at most."""
_SENTENCES: Final = 2
_FAR: Final = 2
"""Sentences, and paragraphs, that an account may reach back over."""
_TOTAL: Final = re.compile("合计|共计|总计|小计|两项|三项")
_NET: Final = re.compile("净[增减入出流]|自然[增]|机械[增减]|[两相]抵|增减")
_OTHERWISE: Final = re.compile(
    "区划|划[入出归转]|口径|修订|析置|调整|更正|核实|清查|盘[点盈亏]|查漏|差错|折算|换算"
)
_COUNTED_ANEW: Final = re.compile("普查|清查|口径|复查|调查")
_AND_SO_ON: Final = re.compile("^(?:[^，。；\\d]{0,4})等(?![级候])")
_OVER: Final = re.compile("间|期间|累计|[年以]来|先后")
_BORN: Final = re.compile("出生|死亡|病故|去世|生育|自然")
_MOVED: Final = re.compile("[迁转移调嫁流]|往|来")
_PEOPLE: Final = re.compile("(?:总|户籍|常住|^)人口(?:数|总数)?(?:为|是|达|有|共)*$")


class Account(msgspec.Struct, frozen=True):
    """What a closing figure ends: `missed` where it should be another or one of the flows is wrong,
    None where all of it holds; the words in doubt are those from `start` to `end`."""

    result: Item
    missed: Balance | None
    start: int
    end: int


class _Run(msgspec.Struct, frozen=True):
    """An opening figure and the flows up to a closing one, each with the ways it may have gone."""

    opening: Figure | None
    flows: tuple[Figure, ...]
    signs: tuple[tuple[int, ...], ...]
    closing: Figure

    def made(self, signs: Sequence[int]) -> Balance:
        """Give the balance with one way for each flow."""
        told = list(zip(self.flows, signs, strict=True))
        opening = () if self.opening is None else (self.opening.item,)
        plus = tuple(f.item for f, s in told if s > 0)
        return Balance(
            self.closing.item, (*opening, *plus), tuple(f.item for f, s in told if s < 0)
        )

    @property
    def holds(self) -> bool:
        """Tell whether it holds with the flows read in any way."""
        for signs in product(*self.signs):
            made = self.made(signs)
            if any(signs) and abs(made.value - made.result.value) <= made.slack:
                return True
        return False


def find_accounts(text: str, before: Sequence[object]) -> Iterator[Account]:
    """Give each closing figure of a paragraph that opening and flows make, or should make."""
    if not tells_stock(text):
        return
    near = figures(text)
    far: list[Figure] | None = None
    for at, closing in enumerate(near):
        if not closing.may_close:
            continue
        told = near[max(0, at - _REACH) : at]
        runs = _runs(told, closing)
        if closing.when and not any(run.opening is not None for run in runs):
            far = _figures_far(before) if far is None else far
            runs += [r for r in _runs([*far, *told], closing) if _is_of_one(r, 2)]
        found = _judged(text, runs)
        if found is not None:
            yield found


def _figures_far(before: Sequence[object]) -> list[Figure]:
    paragraphs = [p for p in before if isinstance(p, str)][-_FAR:]
    backs = range(len(paragraphs), 0, -1)
    return [f for back, p in zip(backs, paragraphs, strict=True) for f in figures(p, back)]


def _runs(near: Sequence[Figure], closing: Figure) -> list[_Run]:
    """The run from the nearest opening figure on; that with the flows told before it; and the run from
    the next opening figure before; all end where a figure is not firm."""
    taken: list[Figure] = []
    openings: list[int] = []
    for figure in reversed(near):
        item, end = figure.item, closing.item
        if item.sentence < end.sentence - _SENTENCES and not figure.far:
            break
        if not same_unit(item, end) or item.depth > end.depth or figure.aside:
            continue
        if not is_firm(item):
            break
        if figure.stock:
            openings.append(len(taken))
        taken.append(figure)
        if len(openings) > 1 or len(taken) > _MOST:
            break
    return [run for run in _read(taken, openings, closing) if run is not None]


def _read(
    taken: Sequence[Figure], openings: Sequence[int], closing: Figure
) -> Iterator[_Run | None]:
    soft = [n for n, f in enumerate(taken) if f.only_opens]
    for at in openings or soft[:1]:
        opening = taken[at]
        yield _run(opening, taken[:at], closing)
        first = next(
            (n for n, f in enumerate(taken[at + 1 :], at + 1)
             if f.stock or f.item.sentence != opening.item.sentence), len(taken)
        )  # fmt: skip
        if first > at + 1:
            yield _run(opening, (*taken[:at], *taken[at + 1 : first]), closing)
    if not openings and not soft and len(taken) > 1:
        yield _run(None, taken, closing)


def _run(opening: Figure | None, back: Sequence[Figure], closing: Figure) -> _Run | None:
    flows = tuple(f for f in reversed(back) if not _TOTAL.search(f.words))
    if not flows or any(not f.item.value for f in flows):
        return None
    stocked = stocked_in((opening.words if opening is not None else "") + closing.words)
    signs = tuple(_signs(flows, n, stocked, closing) for n in range(len(flows)))
    tried = 1
    for options in signs:
        tried *= len(options)
    told = tried <= _WAYS and any(any(options) for options in signs)
    return _Run(opening, flows, signs, closing) if told else None


def _signs(flows: Sequence[Figure], at: int, stocked: Stocked, closing: Figure) -> tuple[int, ...]:
    """The ways a flow may have gone, the likeliest first; 0 where it is none, or is counted already."""
    flow = flows[at]
    told: tuple[int, ...] = ways(flow.words + flow.item.tail[:2], stocked)
    if flow.stock or (not told and flow.item.value * 3 > closing.item.value):
        return (0,)
    if not told:
        return (1, -1, 0)
    if _NET.search(flow.words):
        return (0, *told)
    return (*told, 0) if flow.part or _is_sum(flows, at) else told


def _is_sum(flows: Sequence[Figure], at: int) -> bool:
    """Two or more flows right before or behind come to it."""
    value = flows[at].item.value
    for side in (flows[at + 1 :], flows[:at][::-1]):
        added = Decimal(0)
        for count, flow in enumerate(side, 1):
            added += flow.item.value
            if count > 1 and added == value:
                return True
    return False


def _judged(text: str, runs: Sequence[_Run]) -> Account | None:
    for run in runs:
        if run.holds and (run.opening is not None or len({s[0] for s in run.signs}) > 1):
            item = run.closing.item
            return Account(item, None, item.start, item.end)
    for run in sorted((r for r in runs if r.opening is not None), key=lambda r: not _two_sided(r)):
        if _is_whole(text, run):
            missed = run.made([s[0] for s in run.signs])
            if _is_wrong(run, missed):
                return Account(run.closing.item, missed, *_doubted(run, missed))
        elif (slip := _only_slip(text, run)) is not None:
            return Account(run.closing.item, slip, *_doubted(run, slip))
    return None


def _only_slip(text: str, run: _Run) -> Balance | None:
    """What is missed, where some verbs are not known, in the one way that a likely slip of one
    figure of three digits or more mends."""
    plain = msgspec.structs.replace(run, signs=tuple((s[0],) for s in run.signs))
    known = sum(len(s) == 1 for s in run.signs)
    if not known or known == len(run.signs) or not _is_whole(text, plain):
        return None
    options = product(*(tuple(way for way in s if way) or (0,) for s in run.signs))
    items = {f.item.start: f.item for f in (run.opening, *run.flows, run.closing) if f is not None}
    found = []
    for signs in options:
        missed = run.made(signs)
        slips = _slips(run, missed)
        likely = [items[at] for at, kind in slips.items() if kind > 1]
        if {1, -1} <= set(signs) and any(digits(i.quantity) > 2 for i in likely):
            found.append(missed)
    return found[0] if len(found) == 1 else None


def _two_sided(run: _Run) -> bool:
    return {1, -1} <= {s[0] for s in run.signs}


def _is_of_one(run: _Run, least: int = 0) -> bool:
    """Opening and closing figure count one thing, as far as they say what."""
    if run.opening is None:
        return False
    first, last = run.opening.core, run.closing.core
    if not last or not first:
        return least < 2
    return (
        closeness(last, first) > 0 or (least < 2 and first[-2:] == last[-2:]) or last == first[-1]
    )


def _is_whole(text: str, run: _Run) -> bool:
    """Nothing in the words says that something else moved the stock."""
    opening, closing = run.opening, run.closing
    assert opening is not None
    if any(len(s) > 2 and 0 in s for s in run.signs) or not _is_of_one(run):
        return False
    figures = (opening, *run.flows, closing)
    if any(_AND_SO_ON.search(f.item.tail) for f in run.flows):
        return False
    if any(_COUNTED_ANEW.search(f.words) for f in (opening, closing)):
        return False
    years = closing.item.year - opening.item.year
    if opening.item.year and years > 1 and not any(_OVER.search(f.words) for f in run.flows):
        return False
    near = [f for f in figures if not f.far]
    told = text[min(f.item.end for f in near) : closing.item.start]
    for figure in near:
        told = told.replace(figure.words, "")
    return _OTHERWISE.search(told) is None


def _is_wrong(run: _Run, missed: Balance) -> bool:
    """All ways are told, and nothing seems left out; or a slip of the pen stands between."""
    opening, closing = run.opening, run.closing
    assert opening is not None
    sure = all(len(s) == 1 for s in run.signs) and bool(opening.when or opening.stock)
    slips = _slips(run, missed)
    if sure and _two_sided(run) and not _leaves_out(run):
        off = abs(missed.value - missed.result.value)
        return off * 4 <= max(missed.value, missed.result.value) or any(slips.values())
    ends = (opening.item, closing.item)
    least = 2 if sure else 3
    return any(slips[i.start] > 1 and digits(i.quantity) > least for i in ends)


def _leaves_out(run: _Run) -> bool:
    """Births and deaths without moves, or moves without births, tell a part of what moves people."""
    words = [f.words for f in run.flows]
    people = _PEOPLE.search(run.closing.words) is not None
    born = any(_BORN.search(w) for w in words)
    moved = any(_MOVED.search(w) for w in words)
    return (people or any("出生" in w for w in words)) and not (born and moved)


def _slips(run: _Run, missed: Balance) -> dict[int, int]:
    """How likely each figure is a slip for what would make the balance hold, by where it starts."""
    off = missed.value - missed.result.value
    told = [
        (missed.result, off),
        *((i, -off) for i in missed.plus),
        *((i, off) for i in missed.minus),
    ]
    return {
        i.start: 0 if i.quantity.chinese else kind_of_slip(i.value, i.quantity.step, i.value + by)
        for i, by in told
    }


_LONGEST: Final = 80


def _doubted(run: _Run, missed: Balance) -> tuple[int, int]:
    """The words in doubt: as much of the run up to its closing figure as an editor takes in; but the one
    figure before that most likely is a slip, where the closing figure is none."""
    slips = _slips(run, missed)
    end = run.closing.item.end
    near = [f.item for f in (run.opening, *run.flows) if f is not None and not f.far]
    seen = [i.label_start for i in near if end - i.label_start <= _LONGEST]
    start = min(seen, default=run.closing.item.label_start)
    likely = [i for i in near if slips.get(i.start, 0) > 1]
    if len(likely) == 1 and likely[0].start < start and not slips.get(run.closing.item.start):
        return likely[0].label_start, likely[0].end
    return start, end
