"""Changes whose two values stand anywhere in the entry (2000—2010年人口减少13863人; 六十年间人口增长71%):
every pair is tried, and a change that misses the pair it names by one digit is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fangzhi.facts.arithmetic.changes import Change
from fangzhi.facts.arithmetic.changes_said import (
    BARE,
    MOVING,
    PLAIN,
    YEAR,
    Claim,
    claim_of,
    like_last,
    of_names,
    of_two_years,
    since_last_year,
    than_base,
    within_years,
)
from fangzhi.facts.arithmetic.pools import (
    CELL,
    is_near,
    is_value,
    pieces,
    roughly,
    slips,
    values_far,
)
from fangzhi.facts.bounds import Range, around, growth, quotient
from fangzhi.facts.breaks import opening
from fangzhi.facts.statements import Item, is_firm, same_unit, subject


def wide_changes(
    text: str, items: tuple[Item, ...], before: Sequence[str | Item],
    settled: frozenset[int], tabled: bool = False,
) -> Iterator[tuple[Change, bool]]:  # fmt: skip
    """Give the changes not in `settled` (starts) that no two values make, and whether each is said
    as a ratio."""
    last: tuple[Item, Item, Item] | None = None
    told: Claim | None = None
    for at, said in enumerate(items):
        if said.start in settled or not is_firm(said) or said.value <= 0 or not said.label:
            continue
        if said.quantity.kind == "permille":
            continue
        words = _words_before(text, items, at)
        claim = (
            than_base(items, at)
            or (within_years(said, words) if tabled else None)
            or claim_of(said, words)
            or of_names(said, words)
            or of_two_years(items, at)
            or like_last(said, words, told)
        )
        if claim is None and tabled:
            claim = since_last_year(items, at, words)
        if claim is not None and claim.base:
            told = claim
        if claim is None:
            if last is not None and last[0].clause >= said.clause - 1 and BARE.match(said.label):
                yield from _again(said, last)
            continue
        near = [
            i for i in items[max(0, at - 40) : at] if is_value(i) or i.quantity.kind == "percent"
        ]
        fits, pair = _pair(claim, near, values_far(before))
        if fits is not None:
            last = (said, *fits)
        if pair is not None:
            yield Change(said, *pair, claim.rising, claim.verb, False, True), claim.ratio


def _again(said: Item, last: tuple[Item, Item, Item]) -> Iterator[tuple[Change, bool]]:
    """人口减少13863人，减幅4.4%: of the two values that the amount before was of."""
    _, current, base = last
    rising = current.value > base.value
    claim = Claim(said, rising, False, 0, 0, "", said.label_start)
    made = _made(claim, current, base, said.quantity.kind in ("count", "measure"))
    if made is not None and not made.allows(said.quantity) and slips(made, said.quantity):
        yield Change(said, current, base, rising, said.label_start, False, True), False


def _words_before(text: str, items: Sequence[Item], at: int) -> str:
    """The words from the figure or the sentence before up to this one."""
    said = items[at]
    start = max(said.label_start - 16, items[at - 1].end if at else 0, 0)
    return text[max(start, opening(text, said.start, "。；\n")) : said.start]


def _pair(
    claim: Claim, near: Sequence[Item], far: Sequence[Item]
) -> tuple[tuple[Item, Item] | None, tuple[Item, Item] | None]:
    """The two values that make the change; else the two that it misses by a digit."""
    said = claim.said
    amount = said.quantity.kind in ("count", "measure")
    points = said.quantity.kind == "points"
    values = [i for i in (*far, *near)
              if (i.quantity.kind == "percent") == points and not MOVING.search(i.label)]  # fmt: skip
    if amount:
        values = [i for i in values if same_unit(i, said)]
    currents = [(i, float(i.value)) for i in values if _may_be(i, claim.current)]
    bases = [(i, float(i.value)) for i in values if _may_be(i, claim.base, claim.within)]
    if claim.than is not None:
        bases = [(claim.than, float(claim.than.value))]
    sizes = _sizes(claim)
    found: list[tuple[Item, Item]] = []
    series: list[tuple[Item, Item]] = []
    if claim.base and claim.current and far and far[0].sentence == CELL:
        sizes = ()  # the figures of a table under both years need not be near
    for current, now in currents:
        for base, then in bases:
            if current is base or (sizes and not is_near(_size(claim, now, then), sizes)):
                continue
            made = _made(claim, current, base, amount) if same_unit(current, base) else None
            if made is None:
                continue
            if _allows(made, said) and not _is_of_others(claim, current, base):
                return (current, base), None
            if _is_of(claim, current, base) and _misses(claim, made):
                found.append((current, base))
            elif _is_of_series(claim, current, base) and made.low > 0:
                series.append((current, base))
    if not found and not claim.last and len({(a.value, b.value) for a, b in series}) == 1:
        found = series
    return None, found[-1] if len({(a.value, b.value) for a, b in found}) == 1 else None


def _is_of_series(claim: Claim, current: Item, base: Item) -> bool:
    """Both figures stand in one series of a table, under its name and the years named."""
    both = current.sentence == base.sentence == CELL
    return (
        both and claim.said.quantity.kind in ("percent", "times") and _is_of(claim, current, base)
    )


def _may_be(item: Item, year: int, within: bool = False) -> bool:
    """A figure of a table stands under the year that is meant; one of prose may be any."""
    return item.sentence != CELL or (year > 0 and item.year in (year, year + within))


def _sizes(claim: Claim) -> tuple[float, ...]:
    if claim.said.quantity.kind == "doublings":
        return ()
    return roughly(claim.said.quantity)


def _size(claim: Claim, now: float, then: float) -> float:
    """What the two make, roughly, as the claim is said; 0 where it does not go that way."""
    kind = claim.said.quantity.kind
    if claim.ratio:
        return now / then
    moved = now - then if claim.rising else then - now
    if kind in ("count", "measure", "points"):
        return moved
    return moved / then * (1 if kind == "times" else 100)


def _allows(made: Range, said: Item) -> bool:
    if said.quantity.kind != "doublings":
        return made.allows(said.quantity)
    needed, middle = Decimal(2) ** said.value, (made.low + made.high) / 2
    return needed * Decimal("0.97") <= middle < needed * Decimal("1.5")


def _is_of_others(claim: Claim, current: Item, base: Item) -> bool:
    """Both years are named, and the figures say that they are of another."""
    if not (claim.base and claim.current):
        return False
    told = [(current, claim.current), (base, claim.base)]
    if claim.within and base.year == claim.base + 1:
        told = told[:1]
    return any(i.own_year and i.year != year for i, year in told)


def _misses(claim: Claim, made: Range) -> bool:
    if claim.said.quantity.kind == "doublings":
        return claim.base > 0 and claim.current > 0
    return slips(made, claim.said.quantity)


def _made(claim: Claim, current: Item, base: Item, amount: bool) -> Range | None:
    now, then = around(current.quantity), around(base.quantity)
    if amount or claim.said.quantity.kind == "points":
        a, b = (now, then) if claim.rising else (then, now)
        made = Range(a.low - b.high, a.high - b.low)
        return made if made.high > 0 else None
    if claim.ratio:
        return quotient(now, then, 1)
    found = growth(now, then)
    if found is None:
        return None
    if claim.said.quantity.kind == "times":
        found = Range(found.low / 100, found.high / 100)
    found = found if claim.rising else Range(-found.high, -found.low)
    return found if found.high > Decimal(0) else None


def _is_of(claim: Claim, current: Item, base: Item) -> bool:
    """The years are the ones named, and the words of both have to do with those of the claim."""
    if claim.base and base.year not in (claim.base, claim.base + claim.within):
        return False
    if claim.current and current.year != claim.current:
        return False
    if claim.than is not None:
        words = pieces(claim.own, PLAIN)
        same = not words or words & pieces(current.label, PLAIN)
        if claim.than.start < current.start:
            return (
                current.sentence == claim.said.sentence and current.clause >= claim.said.clause - 1
            )
        return bool(same) and current.sentence == claim.said.sentence and current.start < base.start
    if claim.names[0]:
        return all(n in i.label for n, i in zip(claim.names, (current, base), strict=True))
    if not claim.base and claim.ratio:
        here = claim.said.sentence
        if base.sentence == current.sentence == here:
            return base.start < current.start
        near = base.sentence == here - 1 and current.sentence == here
        return near and bool(pieces(base.label, PLAIN) & pieces(current.label, PLAIN))
    if not claim.base and not _is_earlier(base, current):
        return False
    if claim.base and current.year == base.year:
        return False
    words = pieces(claim.own, PLAIN)
    if CELL in (current.sentence, base.sentence):
        return bool(words) and _of_table(claim.own, current, base)
    if not words:
        return _noun(claim.own, current, base)
    return all(not _name(i) or words & pieces(i.label, PLAIN) for i in (current, base))


def _of_table(own: str, current: Item, base: Item) -> bool:
    """Figures of one series of a table, or a figure of prose and one of a table, of one name."""
    if current.sentence == base.sentence:
        same = current.label == base.label and current.tail == base.tail
        return same and current.year != base.year and _covers(base, own)
    cell, prose = (current, base) if current.sentence == CELL else (base, current)
    words = pieces(own, PLAIN)
    return bool(words & pieces(prose.label, PLAIN)) and _covers(cell, own)


def _covers(cell: Item, own: str) -> bool:
    """All that is said of the figure stands over it, and some of it in its row and column."""
    name = "".join(c for c in own if c not in PLAIN)
    near = pieces(own) & pieces(cell.label) or (len(cell.label) > 1 and cell.label in own)
    return bool(name and near) and set(name) <= set(cell.label + cell.tail + cell.unit)


def _is_earlier(base: Item, current: Item) -> bool:
    if base.own_year and current.own_year:
        return base.year < current.year
    if base.own_year != current.own_year:
        return base.own_year
    return base.start < current.start and base.sentence >= current.sentence - 2


def _name(item: Item) -> str:
    """What a figure is said of; "" where only the year stands before it (1995年852眼)."""
    return subject(YEAR.sub("", item.label)).strip("末底初达到至为有是增发展，")


def _noun(own: str, current: Item, base: Item) -> bool:
    """人口 of figures in 人, 户数 of figures in 户; without a noun, of figures of one label."""
    if not own.strip("全县市区乡镇村总共累计的，"):
        names = {_name(current), _name(base)} - {""}
        return len(names) < 2
    return current.unit in own and current.unit != ""
