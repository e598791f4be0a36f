"""Slips (近似误): one figure told twice under other words, found by its digits and its sentence.

Where compare.py asks that two figures bear one name, this asks less of the names and more of the
digits: two that stand in another order, or one that differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final

from fangzhi.facts.records.apart import are_two, are_two_places, part_of_year, stem
from fangzhi.facts.records.borne import favor
from fangzhi.facts.records.compare import Conflict, agree, conflict_of
from fangzhi.facts.records.mention import (
    Mention,
    covered,
    forms,
    is_bare,
    is_counted,
    measured_in,
    one_story,
    pairs,
    plain_name,
    sorted_digits,
)
from fangzhi.facts.records.record import Record

_LEAST: Final = {  # digits: names' share needed where digits changed places, where one differs
    2: (0.95, 0.95), 3: (0.6, 0.75), 4: (0.5, 0.6),
}  # fmt: skip
_MOST: Final = (0.34, 0.5)
_ON_A_DAY: Final = {2: 0.9, 3: 0.3, 4: 0.2}
_NEVER: Final = 9.0
_FEW: Final = 6
_CROWD: Final = 12
_PARTS: Final = frozenset("累计 新增 净增 上半年 下半年 当月 月末 月底 期间 同期".split())
_BUILT: Final = frozenset(("米", "平方米", "立方米", "千瓦"))
_SAID: Final = 0.5
_SURE: Final = 0.6


def slips(mentions: Sequence[Mention], known: Iterable[Conflict] = ()) -> list[Conflict]:
    """Give pairs of figures that look like one told twice, beside those known already."""
    taken = {(c.doubtful.block.id, c.doubtful.start) for c in known}
    taken |= {(c.other.block.id, c.other.start) for c in known}
    return _Slips(mentions).find(taken)


class _Slips:
    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self.digits = [_digits(m) for m in mentions]
        self.ordered = list(map(sorted_digits, self.digits))
        self.values = [abs(float(m.record.value)) for m in mentions]
        self.lasting = [m.record.unit.base in _BUILT or _are_lasting(m.names) for m in mentions]
        self.measures = [measured_in(m.record.unit) for m in mentions]
        blocks: dict[str, set[str]] = {}
        for m in mentions:
            if m.record.place:
                blocks.setdefault(m.record.place, set()).add(m.block)
        self.places = frozenset(place for place, own in blocks.items() if len(own) > 1)
        self.named: dict[tuple[str, str], set[str]] | None = None
        self.told_in: dict[str, frozenset[tuple[str, str]]] | None = None
        self.homes: dict[tuple[str, str], list[int]] = {}
        self.beside: dict[tuple[str, str, str], list[int]] = {}
        for n, digits in enumerate(self.digits):
            if len(digits) > 1:
                self.homes.setdefault((self.measures[n], digits), []).append(n)
                self.beside.setdefault((self.measures[n], digits, mentions[n].block), []).append(n)

    def find(self, taken: set[tuple[str, int]]) -> list[Conflict]:
        """Give the best pair of each figure, in reading order of the doubtful one."""
        scored: list[tuple[float, int, int]] = []
        for a, b in sorted(set(self._candidates())):
            score = self._score(a, b)
            if score > 0:
                scored.append((-score, a, b))
        scored.sort()
        used: set[int] = set()
        found: list[tuple[int, Conflict]] = []
        for _, a, b in scored:
            if a in used or b in used:
                continue
            used |= {a, b}
            if any(_spot(self.mentions[n]) in taken for n in (a, b)):
                continue
            found.append(self._conflict(a, b))
        return [conflict for _, conflict in sorted(found, key=lambda pair: pair[0])]

    def _candidates(self) -> Iterator[tuple[int, int]]:
        buckets: dict[tuple[str, str], list[int]] = {}
        for n, digits in enumerate(self.digits):
            if len(digits) < 2:
                continue
            base = self.measures[n]
            buckets.setdefault((base, self.ordered[n]), []).append(n)
            for form in forms(digits):
                buckets.setdefault((base, form), []).append(n)
        for own in buckets.values():
            if len(own) < 2 or len({self.digits[n] for n in own}) < 2:
                continue
            if len(own) <= _FEW:
                yield from combinations(own, 2)
                continue
            crowds: dict[tuple[str, str], list[int]] = {}
            for n in own:
                m = self.mentions[n]
                for pair in {p for name in m.names for p in pairs(name)[-3:]}:
                    crowds.setdefault((pair, m.record.place), []).append(n)
            for crowd in crowds.values():
                if len(crowd) <= _CROWD:
                    yield from combinations(crowd, 2)

    def _score(self, a: int, b: int) -> float:
        one, other = self.mentions[a], self.mentions[b]
        if one.block == other.block or self.digits[a] == self.digits[b]:
            return 0
        if one.years and other.years and not one.years & other.years and not self.lasting[a]:
            return 0
        small, big = sorted((self.values[a], self.values[b]))
        size = min(len(self.digits[a]), len(self.digits[b]))
        if not small or big >= small * (10 if size > 3 else 3):
            return 0
        x, y = one.record, other.record
        if x.standing == y.standing == "prior" or _apart(x, y) or agree(x, y):
            return 0
        if (
            are_two_places(one, other)
            or are_two(one, other)
            or _is_part_of_two(x, other)
            or _is_part_of_two(y, one)
        ):
            return 0
        moved = self.ordered[a] == self.ordered[b]
        share = covered(one, other)
        least = self._least(one, other, size, moved=moved)
        if share < least:
            return 0
        sure = moved and size > 3 and share >= _SURE and bool(one.years & other.years)
        if not (self._about(one, other, sure) and self._about(other, one, sure)):
            return 0
        if self._both_told(a, b):
            return 0
        return share + 0.1 * size + 0.2 * moved

    def _least(self, one: Mention, other: Mention, size: int, *, moved: bool) -> float:
        """Give the share of words two mentions must have in common; more than 1 where none does."""
        loose = size == 2 and not (moved or one.record.kind or other.record.kind)
        told = (
            one_story(one, other, beside=loose)
            or _common(one, other)
            or self._one_event(one, other)
        )
        told = told or _beside_its_table(one.record, other.record)
        time = _time(one, other, told=told)
        if not time or ((one.planned or other.planned) and not (told and moved)):
            return _NEVER
        if is_bare(one, other) and not (told or one.record.place == other.record.place != ""):
            county = not (one.things or other.things) and one.record.place == other.record.place
            if not (moved and size > 3 and county and is_counted(one)):
                return _NEVER
        if time == 1 and not (moved or told):
            return _NEVER
        least = _LEAST.get(size, _MOST)[0 if moved else 1]
        if size == 2 and moved and self._named_alone(one, other):
            return least
        if size == 2 and not self._is_firm(one, other, told=told):
            return _NEVER
        if _one_day(one.record, other.record):
            least = _ON_A_DAY.get(size, 0.0)
            if told:
                least = min(least, 0.5) if size == 2 else 0.2
        elif told and moved:
            one_time = one.record.span == other.record.span != "" and size > 3 and time > 1
            least = 0.0 if one_time and not one.record.place else min(least, 0.75)
        return least if time > 1 else max(least, 0.75 if size > 2 else _NEVER)

    def _named_alone(self, one: Mention, other: Mention) -> bool:
        """Tell whether both bear one plain name that the work gives to no third figure (河港)."""
        name = plain_name(one)
        whose = one.things or other.things or one.record.place or other.record.place
        if not name or name != plain_name(other) or whose:
            return False
        if self.named is None:
            named: dict[tuple[str, str], set[str]] = {}
            for n, m in enumerate(self.mentions):
                named.setdefault((self.measures[n], plain_name(m)), set()).add(self.digits[n])
            self.named = named
        return len(self.named[measured_in(one.record.unit), name]) == 2

    def _one_event(self, one: Mention, other: Mention) -> bool:
        """Tell whether two texts share other figures, of three digits or more, of one time."""
        if not one.years & other.years:
            return False
        return not self._told_in(one.block).isdisjoint(self._told_in(other.block))

    def _told_in(self, block: str) -> frozenset[tuple[str, str]]:
        if self.told_in is None:
            told: dict[str, set[tuple[str, str]]] = {}
            for n, m in enumerate(self.mentions):
                if len(self.digits[n]) > 2 and not m.record.table:
                    told.setdefault(m.block, set()).add((self.measures[n], self.digits[n]))
            self.told_in = {b: frozenset(own) for b, own in told.items() if len(own) < 12}
        return self.told_in.get(block, frozenset())

    def _is_firm(self, one: Mention, other: Mention, *, told: bool) -> bool:
        """Tell whether two figures of two digits, which often fall together, are worth a question."""
        known = one.record.kind or other.record.kind or told
        return bool(known) and (bool(one.years and other.years) or _common(one, other))

    def _about(self, a: Mention, b: Mention, sure: bool) -> bool:
        """Tell whether what `a` speaks of, its place and its thing, may be what `b` speaks of.

        Where four digits or more only changed places in one year (`sure`), a thing that one of two
        names is no bar.
        """
        place = a.record.place
        if place and not b.record.place and _WHOLE_SAID.search(b.near[-70:]):
            return stem(place) in b.near
        if place in self.places and place != b.record.place and stem(place) not in b.near:
            return False
        if sure and not (a.things and b.things):
            return True
        return not a.things or any(_told(thing, b.near) for thing in a.things)

    def _both_told(self, a: int, b: int) -> bool:
        """Tell whether one text says both figures: then they measure two things."""
        one, other = self.mentions[a], self.mentions[b]
        long = min(len(self.digits[a]), len(self.digits[b])) > 2
        return self._beside(one, a, other.block, long) or self._beside(other, b, one.block, long)

    def _beside(self, one: Mention, n: int, block: str, long: bool) -> bool:
        for m in self.beside.get((self.measures[n], self.digits[n], block), ()):
            same = self.mentions[m]
            if agree(one.record, same.record) and (long or covered(one, same) >= _SAID):
                return True
        return False

    def _conflict(self, a: int, b: int) -> tuple[int, Conflict]:
        ranks: list[tuple[float, int, list[int]]] = []
        for n in (a, b):
            m = self.mentions[n]
            same = [
                k for k in self.homes[(self.measures[n], self.digits[n])]
                if k != n and covered(m, self.mentions[k]) >= _SAID
                and self.mentions[k].block != m.block
            ]  # fmt: skip
            rival = self.mentions[b if n == a else a].record
            weight = 1.0 * len({self.mentions[k].block for k in same}) + 2 * favor(m.record, rival)
            weight += 1.5 * (m.record.standing == "statistics")
            ranks.append((-weight, n, same))
        (_, other, agreeing), (_, doubtful, _) = sorted(ranks, key=lambda r: r[:2])
        records = [self.mentions[n].record for n in (doubtful, other, *agreeing)]
        return doubtful, conflict_of(records[0], records[1], tuple(records[2:]))


def _digits(m: Mention) -> str:
    return m.record.digits.replace(".", "").replace(",", "").lstrip("-0").rstrip("0")


def _spot(m: Mention) -> tuple[str, int]:
    return m.record.block.id, m.record.start


def _time(a: Mention, b: Mention, *, told: bool) -> int:
    """Tell whether two figures are of one time: 2 said, 1 possible, 0 not."""
    x, y = a.record, b.record
    if part_of_year(x) != part_of_year(y):
        return 0
    if _common(a, b) and (x.unit.base in _BUILT or (_lasting(a) and _lasting(b))):
        return 2
    if x.span != y.span:
        if _of_the_year_end(a, y) or _of_the_year_end(b, x):
            return 0
        if any(
            r.span in _PARTS and not _is_new(r.span, other) and not _is_sum(r.span, other.record)
            for r, other in ((x, b), (y, a))
        ):
            return 0
        if "季" in x.span + y.span:
            return 0
        days = not (x.span in _PARTS or y.span in _PARTS)
        if days and x.span and y.span and not (
            x.span.startswith(y.span) or y.span.startswith(x.span)
            or (told and (x.span[:2] == y.span[:2] or _dated(x, b) or _dated(y, a)))
        ):  # fmt: skip
            return 0
    if a.years and b.years:
        return 2 if a.years & b.years else 0
    if not a.years and not b.years:
        return 2
    return 2 if told else 1


_YEAR_END: Final = re.compile("年[末底](?=[^。；]*$)")


def _of_the_year_end(a: Mention, other: Record) -> bool:
    """Tell whether one figure is of the end of a year and the other of an earlier month."""
    month = other.span[:2]
    if a.record.span or not month.isdigit() or month == "12":
        return False
    return _YEAR_END.search(a.record.block.text[: a.record.start][-40:]) is not None


def _dated(record: Record, other: Mention) -> bool:
    """Tell whether another sentence says a figure's day too (10月15日至11月14日)."""
    month, _, day = record.span.partition("-")
    return month.isdigit() and day.isdigit() and f"{int(month)}月{int(day)}日" in other.near


def _lasting(m: Mention) -> bool:
    return _are_lasting(m.names)


@lru_cache(maxsize=4096)
def _are_lasting(names: tuple[str, ...]) -> bool:
    return any(name.endswith(("投资", "造价", "投资额", "总投资")) for name in names)


def _is_new(span: str, other: Mention) -> bool:
    return span in ("新增", "净增") and any("新" in name for name in other.names)


def _is_sum(span: str, other: Record) -> bool:
    """Tell whether a figure of a period (同期) may be that of a table's line of sums."""
    return span in ("同期", "期间") and bool(other.table) and not (other.year or other.span)


def _beside_its_table(x: Record, y: Record) -> bool:
    """Tell whether one figure stands in a table and the other in the same section's prose."""
    return bool(x.table) != bool(y.table) and (x.doc, x.section) == (y.doc, y.section)


_WHOLE_SAID: Final = re.compile("全[县市区州旗盟](?![^。]{0,24}[。])")


def _is_part_of_two(part: Record, other: Mention) -> bool:
    """Tell whether a figure is of a part (寄宿生5236人，其中小学…) of what the other is not about."""
    return (
        bool(part.part and part.kind)
        and len(part.subject) > 1
        and not _told(part.subject, other.near)
    )


def _one_day(x: Record, y: Record) -> bool:
    return len(x.span) == 5 and (x.year, x.span) == (y.year, y.span) and x.year > 0


def _common(a: Mention, b: Mention) -> bool:
    """Tell whether two figures are of one thing that both name."""
    return any(len(t) >= 3 and t in b.near for t in a.things) or any(
        len(t) >= 3 and t in a.near for t in b.things
    )


def _apart(x: Record, y: Record) -> bool:
    """Tell whether two figures bear two names of our list."""
    if x.table and y.table and x.table != y.table:  # the lines of sums of two tables
        return not set(x.about + x.indicator) & set(y.about + y.indicator)
    named = x.kind and y.kind and not (x.bare or y.bare)
    return bool(named) and x.indicator != y.indicator


def _told(thing: str, near: str) -> bool:
    if thing in near or _by_another_name(thing, near):
        return True
    own = pairs(thing)
    return len(thing) >= 3 and sum(p in near for p in own) >= 0.5 * len(own)


_KINDS: Final = re.compile(
    r"(?:医院|中学|小学|幼儿园|银行|水库|公路|电站|公司|学校|合作社|图书馆|[厂站局港桥院馆])$"
)


def _by_another_name(thing: str, near: str) -> bool:
    """Tell whether a text names a thing by a shorter name (二医院: 第二人民医院; 县中医院)."""
    kind = _KINDS.search(thing)
    if kind is None or kind.start() < 2:
        return False
    at = near.find(kind[0])
    while at >= 0:
        own = ""
        while at > len(own) and len(own) < 4 and near[at - len(own) - 1] in thing[: kind.start()]:
            own = near[at - len(own) - 1] + own
        if own and own not in ("第", "人民", "民", "县", "市", "区") and _in_order(own, thing):
            return True
        at = near.find(kind[0], at + 1)
    return False


def _in_order(own: str, thing: str) -> bool:
    rest = iter(thing)
    return all(c in rest for c in own)
