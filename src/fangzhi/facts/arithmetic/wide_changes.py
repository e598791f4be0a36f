"""Changes whose two values stand anywhere in the entry (2000—2010年人口减少13863人; 六十年间人口增长71%):
every pair is tried, and a change that misses the pair it names by one digit is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.changes import Change
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
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

_UP: Final = "增长|增加|增产|增收|增|上升|提高|提升|上涨|净增|扩大|增幅|涨幅|升幅|多"
_DOWN: Final = "下降|减少|降低|减产|减收|减|回落|下跌|缩小|下滑|降幅|减幅|跌幅|净减|少"
_MOVED: Final = re.compile(
    rf"^(?P<words>.*?)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|幅度?|率)?(?:为|达到?|约)?$"
)
_TURNED: Final = re.compile(r"^(?P<words>.*?)翻了?$")
_OF: Final = re.compile(r"^(?P<words>.*?)(?:为|是|相当于|达到?)(?P<base>[^，]*?)的$")
_NOT: Final = re.compile(
    "年均|平均|递增|递减|逐年|可比|实际|名义|扣除|同口径|比例|计划|目标|预算|任务"
)
_YEARS: Final = re.compile(
    r"(?P<first>1[0-9]\d\d|20\d\d)年?\s*[—–\-~～至到]\s*(?P<last>1[0-9]\d\d|20\d\d)年"
)
_YEAR: Final = re.compile(r"(?P<year>1[0-9]\d\d|20\d\d)年")
_THAN: Final = re.compile(r"(?:比|较|与|是|为|相当于)(?P<base>[^，]*)$")
_NO_YEAR: Final = re.compile(
    "上一?年|去年|同比|环比|同期|年初|上月|上季|上期|全国|全省|全市|平均|计划"
)
_LONG: Final = re.compile("[年间来中]|期间|至今|此间")
_PLAIN: Final = frozenset("年末底初间来中期总数量额全县市区乡镇村的人共比较，为是达到累计由从")
_MOVING: Final = re.compile(f"(?:{_UP}|{_DOWN})(?:了)?$|(?:比|较)[^，]*$")


class _Claim(msgspec.Struct, frozen=True):
    said: Item
    rising: bool
    ratio: bool
    """Whether it is the later value in the earlier one (…的2.5倍), not the growth."""
    base: int
    """The year of the base; 0 where none is named."""
    current: int
    own: str
    verb: int
    last: bool = False
    """Whether it is said against the year before (比上年), whose figure only a table may hold."""
    within: bool = False
    """Whether the base is of so many years before, the first of them counted or not (五年间)."""
    names: tuple[str, str] = ("", "")
    """What is compared with what (第五次比第四次增长), where both are names."""
    than: Item | None = None
    """The base itself, where it stands right before (比2000年的284万元多缴42万元)."""


def wide_changes(
    text: str, items: tuple[Item, ...], before: Sequence[str | Item],
    settled: frozenset[int], tabled: bool = False,
) -> Iterator[tuple[Change, bool]]:  # fmt: skip
    """Give the changes not in `settled` (starts) that no two values make, and whether each is said
    as a ratio."""
    last: tuple[Item, Item, Item] | None = None
    told: _Claim | None = None
    for at, said in enumerate(items):
        if said.start in settled or not is_firm(said) or said.value <= 0 or not said.label:
            continue
        if said.quantity.kind == "permille":
            continue
        words = _words_before(text, items, at)
        claim = (
            _than_base(items, at)
            or (_within(said, words) if tabled else None)
            or _claim(said, words)
            or _of_names(said, words)
            or _of_two_years(items, at)
            or _like_last(said, words, told)
        )
        if claim is None and tabled:
            claim = _since_last_year(items, at, words)
        if claim is not None and claim.base:
            told = claim
        if claim is None:
            if last is not None and last[0].clause >= said.clause - 1 and _BARE.match(said.label):
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


_MORE: Final = re.compile(
    rf"^(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|[缴收产出卖支用拨付销运发])?(?:了)?$"
)


def _than_base(items: Sequence[Item], at: int) -> _Claim | None:
    said, base = items[at], items[at - 1] if at else None
    moved = _MORE.match(said.label) if said.lead == "" else None
    than = _THAN.search(base.label) if base is not None and is_value(base) else None
    if moved is None or than is None or base is None or _NOT.search(base.label):
        return None
    own = _YEAR.sub("", base.label[: than.start()])
    return _Claim(said, moved["up"] is not None, False, 0, 0, own, said.label_start, than=base)


_BARE: Final = re.compile(rf"^(?:{_UP}|{_DOWN})(?:了|幅度?|率)?(?:为|达到?|约)?$")


def _again(said: Item, last: tuple[Item, Item, Item]) -> Iterator[tuple[Change, bool]]:
    """人口减少13863人，减幅4.4%: of the two values that the amount before was of."""
    _, current, base = last
    rising = current.value > base.value
    claim = _Claim(said, rising, False, 0, 0, "", said.label_start)
    made = _made(claim, current, base, said.quantity.kind in ("count", "measure"))
    if made is not None and not made.allows(said.quantity) and slips(made, said.quantity):
        yield Change(said, current, base, rising, said.label_start, False, True), False


def _words_before(text: str, items: Sequence[Item], at: int) -> str:
    """The words from the figure or the sentence before up to this one."""
    said = items[at]
    start = max(said.label_start - 16, items[at - 1].end if at else 0, 0)
    return re.split("[。；\n]", text[start : said.start])[-1]


def _claim(said: Item, label: str) -> _Claim | None:
    if _NOT.search(label):
        return None
    of = _OF.search(label) if said.quantity.kind == "times" else None
    turned = _TURNED.search(label) if said.quantity.kind == "doublings" else None
    moved = _MOVED.search(label) if of is None and turned is None else None
    if not (of or turned) and (moved is None or not (moved["up"] or moved["down"])):
        return None
    found = of or turned or moved
    assert found is not None
    words = found["words"] + (of["base"] if of is not None else "")
    span, than = _YEARS.search(words), _THAN.search(words)
    base = current = 0
    if span is not None:
        base, current = int(span["first"]), int(span["last"])
    elif of is not None or than is not None:
        named = _YEAR.search(of["base"] if of is not None else than["base"] if than else "")
        base = int(named["year"]) if named is not None else 0
        later = _YEAR.findall(words[: than.start()] if than is not None else found["words"])
        current = int(later[-1]) if later else 0
        if not base and (of is None or _NO_YEAR.search(words)):
            return None
    elif _NO_YEAR.search(words) or not _LONG.search(words):
        return None
    own = _YEAR.sub("", _YEARS.sub("", found["words"] if than is None else words[: than.start()]))
    own = subject(re.sub(r"^.*(?:[年间来中末底]，|年间|年来|[，、和及与])", "", own)) or own
    verb = said.start - len(label) + found.end("words")
    rising = moved is None or moved["up"] is not None
    return _Claim(said, rising, of is not None or turned is not None, base, current, own, verb)


_WITHIN: Final = re.compile(
    r"(?P<years>[二两三四五六七八九十]|\d{1,2})年(?:间|来|中|内)，?(?P<own>[^，]*)$"
)
_NUMERALS: Final = "零一二三四五六七八九十"


def _within(said: Item, words: str) -> _Claim | None:
    """2010年……五年间养殖产量增长P: from 2005 on."""
    moved = _MOVED.search(words)
    found = _WITHIN.search(moved["words"]) if moved is not None else None
    if moved is None or found is None or not said.year or _NOT.search(words):
        return None
    years = found["years"].replace("两", "二")
    many = int(years) if years.isdigit() else _NUMERALS.index(years)
    start = said.start - len(words) + moved.end("words")
    return _Claim(said, moved["up"] is not None, False, said.year - many, said.year,
                  subject(found["own"]), start, within=True)  # fmt: skip


_NAMED: Final = re.compile(
    r"(?:^|[，、；：])(?P<a>[^，、；：比较\d]{2,8})(?:比|较)(?P<b>[^，、；：\d]{2,8})$"
)


def _of_names(said: Item, words: str) -> _Claim | None:
    """第五次比第四次增长P: two figures told before under those names."""
    moved = _MOVED.search(words)
    found = _NAMED.search(moved["words"]) if moved is not None else None
    if moved is None or found is None or _NO_YEAR.search(found["b"]) or _NOT.search(words):
        return None
    start = said.start - len(words) + moved.end("words")
    return _Claim(said, moved["up"] is not None, False, 0, 0, "", start,
                  names=(found["a"], found["b"]))  # fmt: skip


_BEFORE: Final = re.compile("去年|上一?年|前年|原来|原有|以前|头年")
_NOW: Final = re.compile("今年|本年|现在|现有|如今|当年|目前|这一年")


def _of_two_years(items: Sequence[Item], at: int) -> _Claim | None:
    """企业去年产值96万元，今年搞到120万元，增长P: the two right before, told by 去年 and 今年."""
    said = items[at]
    if at < 2 or _BARE.match(said.label) is None:
        return None
    base, now = items[at - 2 : at]
    told = _BEFORE.search(base.label) and _NOW.search(now.label) and same_unit(base, now)
    if not told or base.sentence != said.sentence or not (is_value(base) and is_value(now)):
        return None
    moved = _MOVED.match(said.label)
    rising = moved is not None and moved["up"] is not None
    own = _NOW.sub("", now.label)
    return _Claim(said, rising, False, 0, 0, own, said.label_start, than=base)


_OVER: Final = re.compile(
    rf"^(?:同比|比上一?年|较上一?年|比去年)(?:末|底|同期)?(?:(?P<up>{_UP})|{_DOWN})了?$"
)


def _since_last_year(items: Sequence[Item], at: int, words: str) -> _Claim | None:
    """产量N，比上年增长P: of the year before in a table."""
    said, now = items[at], items[at - 1] if at else None
    over = _OVER.match(words.strip("，、"))
    if over is None or now is None or not is_value(now) or now.sentence != said.sentence:
        return None
    year = now.year or said.year
    if not year or said.clause - now.clause > 1:
        return None
    own = subject(_YEAR.sub("", now.label))
    return _Claim(said, over["up"] is not None, False, year - 1, year, own,
                  said.label_start, True)  # fmt: skip


def _like_last(said: Item, words: str, last: _Claim | None) -> _Claim | None:
    """学校数比1985年减少64.58%，在校生减少33.53%: since the same year."""
    if last is None or last.ratio or said.lead not in "，、；" or not said.lead:
        return None
    moved = _MOVED.search(words)
    near = said.sentence == last.said.sentence and said.clause <= last.said.clause + 1
    if moved is None or not near or _NOT.search(words) or _NO_YEAR.search(words):
        return None
    own = subject(re.split("[，、；和及]", moved["words"])[-1])
    if len(own) < 2 or _THAN.search(own) or _YEAR.search(own):
        return None
    start = said.start - len(words) + moved.end("words")
    return _Claim(said, moved["up"] is not None, False, last.base, last.current, own, start,
                  within=last.within)  # fmt: skip


def _pair(
    claim: _Claim, near: Sequence[Item], far: Sequence[Item]
) -> tuple[tuple[Item, Item] | None, tuple[Item, Item] | None]:
    """The two values that make the change; else the two that it misses by a digit."""
    said = claim.said
    amount = said.quantity.kind in ("count", "measure")
    points = said.quantity.kind == "points"
    values = [i for i in (*far, *near)
              if (i.quantity.kind == "percent") == points and not _MOVING.search(i.label)]  # fmt: skip
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


def _is_of_series(claim: _Claim, current: Item, base: Item) -> bool:
    """Both figures stand in one series of a table, under its name and the years named."""
    both = current.sentence == base.sentence == CELL
    return (
        both and claim.said.quantity.kind in ("percent", "times") and _is_of(claim, current, base)
    )


def _may_be(item: Item, year: int, within: bool = False) -> bool:
    """A figure of a table stands under the year that is meant; one of prose may be any."""
    return item.sentence != CELL or (year > 0 and item.year in (year, year + within))


def _sizes(claim: _Claim) -> tuple[float, ...]:
    if claim.said.quantity.kind == "doublings":
        return ()
    return roughly(claim.said.quantity)


def _size(claim: _Claim, now: float, then: float) -> float:
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


def _is_of_others(claim: _Claim, current: Item, base: Item) -> bool:
    """Both years are named, and the figures say that they are of another."""
    if not (claim.base and claim.current):
        return False
    told = [(current, claim.current), (base, claim.base)]
    if claim.within and base.year == claim.base + 1:
        told = told[:1]
    return any(i.own_year and i.year != year for i, year in told)


def _misses(claim: _Claim, made: Range) -> bool:
    if claim.said.quantity.kind == "doublings":
        return claim.base > 0 and claim.current > 0
    return slips(made, claim.said.quantity)


def _made(claim: _Claim, current: Item, base: Item, amount: bool) -> Range | None:
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


def _is_of(claim: _Claim, current: Item, base: Item) -> bool:
    """The years are the ones named, and the words of both have to do with those of the claim."""
    if claim.base and base.year not in (claim.base, claim.base + claim.within):
        return False
    if claim.current and current.year != claim.current:
        return False
    if claim.than is not None:
        words = pieces(claim.own, _PLAIN)
        same = not words or words & pieces(current.label, _PLAIN)
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
        return near and bool(pieces(base.label, _PLAIN) & pieces(current.label, _PLAIN))
    if not claim.base and not _is_earlier(base, current):
        return False
    if claim.base and current.year == base.year:
        return False
    words = pieces(claim.own, _PLAIN)
    if CELL in (current.sentence, base.sentence):
        return bool(words) and _of_table(claim.own, current, base)
    if not words:
        return _noun(claim.own, current, base)
    return all(not _name(i) or words & pieces(i.label, _PLAIN) for i in (current, base))


def _of_table(own: str, current: Item, base: Item) -> bool:
    """Figures of one series of a table, or a figure of prose and one of a table, of one name."""
    if current.sentence == base.sentence:
        same = current.label == base.label and current.tail == base.tail
        return same and current.year != base.year and _covers(base, own)
    cell, prose = (current, base) if current.sentence == CELL else (base, current)
    words = pieces(own, _PLAIN)
    return bool(words & pieces(prose.label, _PLAIN)) and _covers(cell, own)


def _covers(cell: Item, own: str) -> bool:
    """All that is said of the figure stands over it, and some of it in its row and column."""
    name = "".join(c for c in own if c not in _PLAIN)
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
    return subject(_YEAR.sub("", item.label)).strip("末底初达到至为有是增发展，")


def _noun(own: str, current: Item, base: Item) -> bool:
    """人口 of figures in 人, 户数 of figures in 户; without a noun, of figures of one label."""
    if not own.strip("全县市区乡镇村总共累计的，"):
        names = {_name(current), _name(base)} - {""}
        return len(names) < 2
    return current.unit in own and current.unit != ""
