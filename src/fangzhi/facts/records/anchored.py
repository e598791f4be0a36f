"""Anchored (互证): lines of a work that tell one thing, known by the figures and rare words they share.

No list of verbs or indicators is asked. Where two sentences, or a sentence and a row or column of a
table, agree in figures that are too long or too many to agree by chance, or share rare words, they
tell one thing; a figure of one that differs from its only counterpart in the other as a slip of the
pen does is told in two ways. 冲毁房屋6212间，17人遇难 against 倒塌房屋6212间，死亡77人.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import Final

from fangzhi.facts.records.aligned import CellFigure
from fangzhi.facts.records.compare import Conflict, conflict_of
from fangzhi.facts.records.lines import (
    HAN_RUN,
    Figure,
    Line,
    agree,
    printed,
    rows_and_columns,
    sentences,
    spans,
)
from fangzhi.facts.records.one_thing import may_be_one
from fangzhi.facts.records.record import Record
from fangzhi.facts.records.setting import Setting, record_at
from fangzhi.facts.records.words import Unit
from fangzhi.facts.statements import Item
from fangzhi.model.text import Text

_CROWD: Final = 4
"""Lines that hold a figure or a pair of characters: more say nothing of which two are meant."""
_DIGITS: Final = 5
"""Digits by which a rounded figure and the full one are found."""
_TURNED: Final = re.compile(
    "上年|去年|上一年|同期|年初|期初|原|前身|比|较|由|从|增至|减至|每(?!年)|平均|人均|计划|设计|实测|预算|概算|累计|另|新|又|再|其中|合计|共计|总计"
)
"""Words before a figure that make it another than the plain one; both figures bear them or none."""
_ENOUGH: Final = 5.0
_NEEDED: Final = (99.0, 2.0, 1.5, 1.0)
"""What must speak for one thing, by how sure the slip is: two digits out of two prove little."""
_LIKE: Final = 0.2
_NAMED: Final = 1.5
"""How alike the words beside two figures must be where no other figures agree."""
_SURE: Final = 2.0
_APART: Final = -9.0
_TWO_TURNED: Final = 1.5
_BESIDE: Final = 60
"""Sentences of a section that are all held against its tables."""
_RUN: Final = 5
"""Figures in a row that may make another together."""


def anchored(
    texts: Iterable[tuple[Text, Setting]], cells: Iterable[CellFigure], known: Iterable[Conflict]
) -> list[Conflict]:
    """Give the figures that two lines of one thing tell in two ways, beside the known."""
    taken = {(r.block.id, r.start) for c in known for r in (c.doubtful, c.other)}
    told = _Search([*sentences(texts), *rows_and_columns(cells)])
    found: list[Conflict] = []
    for _, (a, one), (b, other) in sorted(told.odd(), key=lambda t: -t[0]):
        spots = {_spot(a, one), _spot(b, other)}
        if not spots & taken:
            taken |= spots
            found.append(conflict_of(_record(b, other), _record(a, one), ()))
    return found


def _spot(line: Line, figure: Figure) -> tuple[str, int]:
    source = figure.source
    return (source.block.id if isinstance(source, CellFigure) else line.block.id), figure.start


class _Search:
    """The lines of a work, found by their figures and their rare pairs of characters."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.figures: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.grams: dict[str, list[int]] = defaultdict(list)
        for n, line in enumerate(lines):
            for key in {k for f in line.figures for k in _keys(f)}:
                self.figures[key].append(n)
            for gram in line.grams:
                self.grams[gram].append(n)

    def odd(self) -> Iterator[tuple[float, tuple[Line, Figure], tuple[Line, Figure]]]:
        """Give pairs of figures that are one told in two ways, with how sure that is."""
        for a, b in self._pairs():
            one, other = self.lines[a], self.lines[b]
            if not _may_be_one(one, other):
                continue
            anchors = [(x, y) for x in one.figures for y in other.figures if agree(x, y)]
            words = self._words(a, b)
            weights = sorted((_weight(x, y) for x, y in anchors), reverse=True)
            context = words + _times(one, other) + sum(weights[:3])
            firm = sum(w for w in weights if w >= 1)
            tabled = one.table or other.table
            alone = firm <= 1 and self._share(a, b) + 0.1 * _times(one, other) < _LIKE
            if context < 1.0 or (alone and not tabled):
                continue
            mine = [x for x in one.figures if not any(x is p for p, _ in anchors)]
            theirs = [y for y in other.figures if not any(y is q for _, q in anchors)]
            if _are_two(mine, theirs, len(anchors)):
                continue
            for x, y, slip in _slips(mine, theirs):
                if context < _NEEDED[min(3, int(slip))]:
                    continue
                alike = _likeness(x, y, mine, theirs)
                sure = context + slip + max(alike, 0.0)
                if (
                    sure >= _ENOUGH
                    and _may_be_meant(x, y, tabled, slip, alike, firm, words)
                    and not self._both_told(one, x, other, y)
                ):
                    yield sure, (one, x), (other, y)

    def _pairs(self) -> list[tuple[int, int]]:
        sums: dict[tuple[int, int], int] = defaultdict(int)
        for (_, digits), home in self.figures.items():
            if 1 < len(home) <= _CROWD:
                for pair in combinations(home, 2):
                    sums[pair] += 2 if len(digits) > 7 else 1
        for home in self.grams.values():
            if 1 < len(home) <= _CROWD:
                for pair in combinations(home, 2):
                    sums[pair] += 1
        sections: dict[tuple[int, str], list[int]] = defaultdict(list)
        for n, line in enumerate(self.lines):
            if not line.table:
                sections[line.setting.doc, line.setting.section].append(n)
        for n, line in enumerate(self.lines):
            beside = sections[line.setting.doc, line.setting.section] if line.table else ()
            if len(beside) <= _BESIDE:
                for other in beside:
                    sums[other, n] += 2
        years = [line.years for line in self.lines]
        return sorted((a, b) for (a, b), score in sums.items() if score > 1 or years[a] & years[b])

    def _words(self, a: int, b: int) -> float:
        """How much the words say that two lines tell one thing: rare pairs of characters, to 3."""
        common = self.lines[a].grams & self.lines[b].grams
        return min(3.0, 0.5 * sum(len(self.grams[g]) <= _CROWD for g in common))

    def _share(self, a: int, b: int) -> float:
        """The share of the words of the shorter line that the other has too."""
        one, other = self.lines[a].grams, self.lines[b].grams
        return len(one & other) / (min(len(one), len(other)) or 1)

    def _both_told(self, a: Line, x: Figure, b: Line, y: Figure) -> bool:
        """Tell whether a text says both figures: then they are two."""
        return _told(x, self._all(b)) or _told(y, self._all(a))

    def _all(self, line: Line) -> list[Figure]:
        """All figures of a text; of a table those of the line, for any may stand in it."""
        if line.table:
            return list(line.figures)
        return [f for _, _, figures, *_ in spans(line.block.text) for f in figures]


def _slips(
    mine: Sequence[Figure], theirs: Sequence[Figure]
) -> Iterator[tuple[Figure, Figure, float]]:
    """Give the figures that a slip of the pen parts, with how likely it is one."""
    for x in mine:
        for y in theirs:
            if x.dimension == y.dimension or not (x.dimension and y.dimension):
                slip = _slip(x, y)
                if slip:
                    yield x, y, slip


def _may_be_meant(
    x: Figure, y: Figure, tabled: bool, slip: float, alike: float, firm: float, words: float
) -> bool:
    """Tell whether the words beside two figures let them be one; a cell is named by little, so other
    cells of its line must agree, or many digits of one year."""
    if tabled:
        return (alike >= _NAMED and firm > 1 and slip >= 3) or (
            slip > 3
            and x.year == y.year > 0
            and (alike >= _SURE or (words >= 1 and alike > _APART))
        )
    return alike >= (0.0 if firm > 1 else _NAMED) or (alike > 0 and words > 2)


def _weight(x: Figure, y: Figure) -> float:
    """How much an agreement says: by its digits, and by the words beside both."""
    digits = min(len(x.digits), len(y.digits))
    own = min(3.0, digits - 1) if digits > 1 else 0.5
    return own if _labels(x, y) > 0 else own / 3


def _are_two(mine: Sequence[Figure], theirs: Sequence[Figure], agreeing: int) -> bool:
    """Tell whether more figures of one name differ than agree: two years, two places."""
    names = [{(f.dimension, _han(f.label)[-3:]) for f in own if f.label} for own in (mine, theirs)]
    differ = len(names[0] & names[1])
    return differ > 1 and differ > agreeing


def _told(figure: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether figures say one, or make it together (初中12所、高中5所: 17所中学)."""
    like = [f for f in others if f.dimension == figure.dimension]
    if any(agree(figure, f) for f in like):
        return True
    for first in range(len(like)):
        much = 0.0
        for f in like[first : first + _RUN]:
            much += f.much
            if abs(much - figure.much) < figure.step * 0.501:
                return True
    return False


def _keys(figure: Figure) -> Iterator[tuple[str, str]]:
    """What two figures share that agree, the longer rounded to what the shorter shows."""
    for many in range(2, min(len(printed(figure.much, figure.step)), _DIGITS) + 1):
        yield figure.dimension, f"{figure.much:.{many - 1}e}"


def _times(a: Line, b: Line) -> float:
    """How much the times say: the same year 1, the same month 1, the same day 2, to 3."""
    own = 1.0 if a.years & b.years else 0.0
    for month, day in a.days:
        for other, too in b.days:
            if month == other:
                own += 2.0 if day and day == too else 1.0
    return min(own, 3.0)


def _may_be_one(a: Line, b: Line) -> bool:
    if (a.table and b.table) or a.home == b.home or (a.years and b.years and not a.years & b.years):
        return False
    if a.days and b.days and not {m for m, _ in a.days} & {m for m, _ in b.days}:
        return False
    if _DISPUTED.search(a.words) or _DISPUTED.search(b.words):
        return False
    if _of_the_end(a) != _of_the_end(b) and (_of_month(a) or _of_month(b)):
        return False
    return _knows(a, b) and _knows(b, a) and may_be_one(a, b)


def _of_the_end(line: Line) -> bool:
    return _YEAR_END.search(line.words) is not None


def _of_month(line: Line) -> bool:
    return any(month != "12月" for month, _ in line.days)


_DISPUTED: Final = re.compile("“[^”]{8,}|不同|不符|不一|一说|一作|另说|有误|前志")
"""Words of another, or two tellings weighed by the writer himself."""
_YEAR_END: Final = re.compile("年[末底]")


def _knows(line: Line, other: Line) -> bool:
    """Tell whether a text names the thing that the other's entry is about, if it is about one."""
    thing = other.setting.thing
    return not thing or line.table or thing[-4:] in line.block.text + line.setting.section


def _likeness(x: Figure, y: Figure, mine: Sequence[Figure], theirs: Sequence[Figure]) -> float:
    """How likely two figures are one told in two ways, by their digits and the words beside them."""
    if len({*_units(x), *_units(y)}) > 1 or (x.year and y.year and x.year != y.year):
        return _APART
    if _turned(x.label) != _turned(y.label):
        return _APART
    scopes, others = _scopes(x.label), _scopes(y.label)
    if scopes and others and scopes != others:
        return _APART
    alone = (
        sum(f.dimension == x.dimension for f in mine)
        == 1
        == sum(f.dimension == y.dimension for f in theirs)
    )
    named = _labels(x, y)
    if x.unit != y.unit and x.dimension and y.dimension and named < _NAMED:
        return _APART
    return named + 1.5 * alone if named > 0 or alone else _APART


def _units(figure: Figure) -> frozenset[str]:
    """What is counted, where the unit says it (所, 村; 个 does not)."""
    own = figure.source.unit if isinstance(figure.source, Item) else ""
    return frozenset((own,)) if figure.dimension == "个" and own != "个" else frozenset()


@lru_cache(maxsize=16384)
def _turned(label: str) -> frozenset[str]:
    return frozenset(_TURNED.findall(_CLAUSE.split(label)[-1]))


@lru_cache(maxsize=16384)
def _scopes(label: str) -> frozenset[str]:
    return frozenset(_SCOPE.findall(_CLAUSE.split(label)[-1]))


_SCOPE: Final = re.compile(
    "户籍|常住|现价|可比|城镇|农村|乡村|城市|男|女|公办|民办|小学|初中|高中|中学"
)
_CLAUSE: Final = re.compile("[，；：、（）()]")


def _slip(x: Figure, y: Figure) -> float:
    """3 where digits changed places or one of four and more differs, less where there are fewer."""
    if not (x.dimension and y.dimension):
        return _between(x.digits, y.digits)
    step = max(x.step, y.step)
    best = _between(printed(x.much, step), printed(y.much, step))
    if x.unit != y.unit and not best:  # the slip was made in the unit that is printed
        for one, other in ((x, y), (y, x)):
            many = len(other.digits) if len(other.digits) > 2 else 0
            best = max(best, _between(*(
                f"{f.much / one.unit:.{many - 1}e}"[: many + 1].replace(".", "") if many > 1 else ""
                for f in (one, other)
            )))  # fmt: skip
    return best


def _between(one: str, other: str) -> float:
    many = max(len(one.rstrip("0")), len(other.rstrip("0")))
    if one == other or many < 2 or len(one) != len(other):
        return 0.0
    odd = [k for k in range(len(one)) if one[k] != other[k]]
    if odd == [len(one) - 1] and abs(int(one) - int(other)) == 1:
        return 1.0  # rounded otherwise, rather
    if len(odd) == 1:
        return min(4.0, many - 1.0)
    turned = len(odd) == 2 and one[odd[0]] == other[odd[1]] and one[odd[1]] == other[odd[0]]
    return (min(4.0, many) if many > 2 else _TWO_TURNED) if turned else 0.0


_PLAIN_UNITS: Final = frozenset(
    "个 人 次 户 元 面积 长度 质量 体积 件 项 名 条 处 所 家 座 种 张 台 只 期 月 日 天 年 分 度".split()
)
"""Dimensions that say nothing of what is counted."""


def _labels(x: Figure, y: Figure) -> float:
    """2 where the words right before or behind two figures are the same, 1 where they share a sign."""
    if x.dimension == y.dimension and x.dimension not in _PLAIN_UNITS and len(x.dimension) == 1:
        return 2.0
    one, other = _name(x.label), _name(y.label)
    after, behind = (_BEHIND.match(f.tail) for f in (x, y))
    tail, end = (m.group()[:2] if m else "" for m in (after, behind))
    last = one[-2:] if len(one) > 1 and one[-2:] == other[-2:] else ""
    last = last or (tail if len(tail) == 2 and tail == end else "")
    if last and not _PLAIN.match(last):
        return 2.0
    shared = (_pairs(one + " " + tail) & _pairs(other + " " + end)) - {last}
    if any(_PLAIN.fullmatch(pair) is None for pair in shared):
        return 1.5
    if last or set(one[-4:] + tail) & set(other[-4:] + end):
        return 1.0
    return -1.0 if one and other else 0.0


_PLAIN: Final = re.compile(
    "(?:资金|[投总]资|总?面积|[人户总]数|收入|支出|产[量值]|全?长|数量|金额|[应实]到|出席|参加|[计达有为])+$"
)
"""What many figures of one sentence are called."""


@lru_cache(maxsize=16384)
def _name(label: str) -> str:
    """The words of the clause of a figure; of the clause before too where they say little."""
    own = _han(_CLAUSE.split(label)[-1])
    return own if len(own) > 1 and not _PLAIN.fullmatch(own) else _han(label)


_BEHIND: Final = re.compile("[一-鿿]*")
_NO_HAN: Final = re.compile("[^一-鿿]|[共有为达约计与和及的了]")


@lru_cache(maxsize=16384)
def _han(label: str) -> str:
    return _NO_HAN.sub("", label)


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1) if " " not in words[i : i + 2]}


def _record(line: Line, figure: Figure) -> Record:
    item = figure.source
    if isinstance(item, CellFigure):
        return Record(
            item.place, "", item.label or item.head, "", True, (), item.year, "", item.digits,
            item.weight, item.unit or Unit("", "", Decimal(1)), item.block, item.start,
            item.start + len(item.digits), item.doc, item.standing, item.table, False, item.section,
        )  # fmt: skip
    label = HAN_RUN.findall(figure.label) or [item.unit]
    return record_at(line.block, line.setting, item.quantity, label[-1], line.setting.year)
