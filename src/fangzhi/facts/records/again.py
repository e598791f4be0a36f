"""Again (前后复述): a figure told a second time in its own paragraph or the next ones.

The second telling need not repeat the name of what is counted: 实际开放床位467张 … 该院实际开放的417张床位.
The words beside the two figures are laid side by side, before them and behind; of all figures that
a second one may repeat the likest is taken, and only a slip of the pen between the two is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.slips import other_readings
from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings
from fangzhi.facts.quantities import Quantity
from fangzhi.facts.records.apart import A_PART, are_told_of_two
from fangzhi.facts.records.compare import Conflict, conflict_of
from fangzhi.facts.records.record import Record
from fangzhi.facts.records.setting import Setting, record_at
from fangzhi.facts.records.words import words
from fangzhi.model.text import Text
from fangzhi.zh.units import units

_BACK: Final = 5
"""How many paragraphs of one section a figure is sought back."""
_MOST: Final = 60
"""Paragraphs with more figures are tables in prose."""
_HAN: Final = re.compile("[一-鿿]+")
_WORN: Final = re.compile(
    r"(?:1[0-9]|20)\d\d年|[末底初]?[全本该我][县市省区镇乡村州校厂国院局社队年行矿场站馆]|年[末底初]|当年|同年|是年|全年|截至|"
    r"至|到|共有|共计|总计|合计|已有|现有|拥有|设有|共|已|达到?|为|有|计|仅|只|约|实现|完成|分别|其中|其|的|了|在|也|均|都|即|由|从|这|那|又|则|将|把|被|这些|上述"
)
_GENERIC: Final = re.compile(
    "总?面积|[种栽播]植|总?产量|总量|数量|总数|人数|户数|个数|总额|金额|里程|总(?=[一-鿿])"
)
_SPLIT: Final = re.compile("|".join(words("apart")))
"""Words that part one figure from another where one name has them and the other not."""
_MINOR: Final = frozenset(words("minor"))
"""Those that a second telling may leave out."""
_SUM: Final = re.compile("历[年次]")
_NO_UNIT: Final = frozenset(("", "岁", "周"))
_NAMED: Final = re.compile(
    "[一-鿿]{2,8}?(?:镇|乡(?!村)|村(?!民)|街道|社区|公社|大队|中学|小学|学校|医院|卫生院|公司|厂|矿|农场|林场|银行|信用社|大桥|水库|电站|公路|水电站|堰|渠|工程|景区|桥|港|寺|庙)"
)
_THIS: Final = re.compile("[该此这](?:[一-鿿]|些|座|个)|上述|同年|是年|当年|全部|全都|均|所有")
_POINTS: Final = re.compile("[该这此]|上述|全部|所有")
_PARTED: Final = re.compile(
    "由|从|增[至到加]|减[至到少]|比|较|上年|去年|翌年|次年|起|后来|其后|此后|改为|扩大|缩|调整|修订|核实|更正"
)
_CLOSES: Final = re.compile("[。！？\n；]")
_FIGURE: Final = re.compile(r"(\d+(?:\.\d+)?)[万亿千百]?([一-鿿])")
_CONVERTED: Final = (("公顷", "亩"), ("公斤", "斤"), ("吨", "斤"), ("公里", "米"))
_SURE: Final = 0.75
_FEW: Final = 4
"""Texts that share a rare figure, at most."""
_NEEDED: Final = ({2: 0.75, 3: 0.5}, {2: 0.5, 3: 0.34})
"""How alike the words must be, by digits: where one digit is other, and where they changed places."""


class _Told(msgspec.Struct, frozen=True):
    """A figure as told: the characters beside it, what parts it from others, whose it is."""

    block: Text
    setting: Setting
    at: int
    reading: Reading
    sides: tuple[str, ...]
    grams: frozenset[str]
    marks: frozenset[str]
    names: frozenset[str]
    sentence: str
    definite: bool
    beside: str


def retellings(
    texts: Iterable[tuple[Text, Setting]], figures: Iterable[Conflict]
) -> list[Conflict]:
    """Give the figures that their own paragraph, one just before or another telling of the same story
    has otherwise, beside the known."""
    taken = {(r.block.id, r.start) for c in figures for r in (c.doubtful, c.other)}
    found: list[Conflict] = []
    for told, first in _doubts(list(texts)):
        spots = {(t.block.id, t.reading.item.start) for t in (told, first)}
        if spots & taken or are_told_of_two(_record(told), _record(first)):
            continue
        taken |= spots
        found.append(conflict_of(_record(told), _record(first), ()))
    return found


def _doubts(laid: Sequence[tuple[Text, Setting]]) -> Iterator[tuple[_Told, _Told]]:
    """Give each figure told again otherwise with its first telling."""
    figures = [_figures_of(block.text) for block, _ in laid]
    known = cache(lambda n: _tellings(*laid[n], n))  # one text may share figures with many
    held: list[_Told] = []
    home: tuple[int, str] | None = None
    for at in _worth(laid, figures):
        setting = laid[at][1]
        if (setting.doc, setting.section) != home:
            home, held = (setting.doc, setting.section), []
        held = [t for t in held if t.at >= at - _BACK]
        own = known(at)
        for told in own:
            before = [t for t in (*held, *own) if t.reading is not told.reading
                      and (t.at < at or t.reading.item.start < told.reading.item.start)]  # fmt: skip
            first = _repeated(told, before)
            if first is not None:
                yield told, first
        held += own
    for one, other in _stories(laid, figures):
        first_told, again = known(one), known(other)
        if not _are_anchored(again, first_told):
            continue
        for told in again:
            first = _repeated(told, first_told, True)
            if first is not None:
                yield told, first


@lru_cache(maxsize=512)
def _figures_of(text: str) -> tuple[tuple[str, str], ...]:
    """The figures of two digits or more, each with the first sign of its unit."""
    found = []
    for number, unit in _FIGURE.findall(text):
        digits = number.replace(".", "").lstrip("0")
        digits = digits.rstrip("0") if len(digits.rstrip("0")) > 1 else digits
        if len(digits) > 1 and unit not in "年月日":
            found.append(("人" if unit in "名位" else unit, digits))
    return tuple(found)


def _worth(
    laid: Sequence[tuple[Text, Setting]], figures: Sequence[Sequence[tuple[str, str]]]
) -> list[int]:
    """The texts that hold one of two figures of a unit, near each other, with a digit other."""
    last: dict[tuple[str, str], tuple[int, str]] = {}
    worth: set[int] = set()
    home: tuple[int, str] | None = None
    for at, (block, setting) in enumerate(laid):
        if (setting.doc, setting.section) != home:
            home = (setting.doc, setting.section)
            last.clear()
        if any(one in block.text and other in block.text for one, other in _CONVERTED):
            worth.add(at)
        for unit, digits in figures[at]:
            for form in _forms(digits):
                was = last.get((unit, form))
                if was is not None and was[1] != digits and was[0] >= at - _BACK:
                    worth |= {was[0], at}
                last[unit, form] = at, digits
    return sorted(worth)


def _stories(
    laid: Sequence[tuple[Text, Setting]], figures: Sequence[Sequence[tuple[str, str]]]
) -> Iterator[tuple[int, int]]:
    """Two texts of two sections that have a rare figure in common, and two a digit apart."""
    homes: dict[tuple[str, str], list[int]] = {}
    for at, own in enumerate(figures):
        if len(own) > 1:
            for figure in set(own):
                homes.setdefault(figure, []).append(at)
    seen: set[tuple[int, int]] = set()
    for home in homes.values():
        if not 1 < len(home) <= _FEW:
            continue
        for n, one in enumerate(home):
            for other in home[n + 1 :]:
                x, y = laid[one][1], laid[other][1]
                if (x.doc, x.section) != (y.doc, y.section) and "prior" not in (
                    x.standing,
                    y.standing,
                ):
                    seen.add((one, other))
    for one, other in sorted(seen):
        forms = {(unit, form) for unit, digits in figures[one] for form in _forms(digits)}
        odd = set(figures[other]) - set(figures[one])
        if any((unit, form) in forms for unit, digits in odd for form in _forms(digits)) or any(
            x in laid[one][0].text and y in laid[other][0].text
            for pair in _CONVERTED
            for x, y in (pair, pair[::-1])
        ):
            yield one, other


def _are_anchored(told: Sequence[_Told], first: Sequence[_Told]) -> bool:
    """Tell whether two texts tell a figure alike, of one name."""
    return any(
        not t.grams.isdisjoint(f.grams) and _agree(t.reading, f.reading)
        for t in told for f in first
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _forms(digits: str) -> tuple[str, ...]:
    parts = (f"{digits[:at]}*{digits[at + 1 :]}" for at in range(len(digits)))
    return "".join(sorted(digits)), *parts


def _tellings(block: Text, setting: Setting, at: int) -> list[_Told]:
    return [_Told(block, setting, at, *words) for words in _words_of(block.text)]


_Set = frozenset[str]
_Words = tuple[Reading, tuple[str, ...], _Set, _Set, _Set, str, bool, str]
"""What a figure says of itself: the last eight of `_Told`."""


@lru_cache(maxsize=256)
def _words_of(text: str) -> tuple[_Words, ...]:
    """What each figure of a text says of itself; kept, for an entry is checked again and again."""
    readings = find_readings(text)
    told = (r for r in readings if r.is_value and r.role in ("plain", "reached"))
    few = len(readings) <= _MOST
    told = (r for r in told if A_PART.match(text, r.item.end) is None)
    return tuple(_said(text, r) for r in told if few and r.item.unit not in _NO_UNIT)


def _said(text: str, reading: Reading) -> _Words:
    item = reading.item
    said = reading.words if reading.words.strip() or item.lead else reading.head
    before = _SUM.sub("累计", said[-14:])
    behind = item.tail[:10].lstrip("的 ")
    opens = max(text.rfind(c, 0, item.start) for c in "。！？\n；") + 1
    close = _CLOSES.search(text, item.end)
    sentence = text[opens : close.start() if close is not None else len(text)]
    sides = (_plain(before)[-8:], _plain(behind)[:5])
    grams = frozenset().union(*map(_pairs, sides))
    marks = frozenset(_SPLIT.findall(before)) | frozenset(_SPLIT.findall(behind[:4]))
    clause = text[max(opens, item.label_start - 30) : item.label_start] + item.label
    names = frozenset(_NAMED.findall(clause))
    return (reading, sides, grams, marks, names, sentence,
            _THIS.search(sentence) is not None, before + behind[:8])  # fmt: skip


def _plain(said: str) -> str:
    return _GENERIC.sub("", _WORN.sub(" ", said)).strip()


def _pairs(said: str) -> set[str]:
    return {run[i : i + 2] for run in _HAN.findall(said) for i in range(len(run) - 1)}


def _repeated(told: _Told, before: Sequence[_Told], elsewhere: bool = False) -> _Told | None:
    """The figure that this one tells again, where it is the likest and another; in another section
    (`elsewhere`) only where the words leave no doubt."""
    best: list[tuple[float, _Told]] = []
    for first in before:
        likeness = _likeness(told, first)
        if likeness > 0:
            best.append((likeness, first))
    if not best:
        return None
    if any(_agree(told.reading, first.reading) for _, first in best):
        return None
    most = max(likeness for likeness, _ in best)
    likest = [first for likeness, first in best if likeness >= most - 0.05]
    if len({f.reading.item.value for f in likest}) > 1:
        return None
    first = likest[-1]
    if elsewhere and most < _SURE:
        return None
    if _is_slip(told, first, most) and not _both_told(told, first):
        return first
    return None


def _likeness(told: _Told, first: _Told) -> float:
    a, b = told.reading, first.reading
    if a.dimension != b.dimension or not b.much or not 0.1 < a.much / b.much < 10:
        return 0
    year, other = a.year or told.setting.year, b.year or first.setting.year
    if year and other and year != other:
        return 0
    near = (told.setting.doc, told.setting.section) == (first.setting.doc, first.setting.section)
    if near and told.at > first.at + 1 and year != other:
        return 0
    odd = {m for m in told.marks if m not in first.beside}
    odd |= {m for m in first.marks if m not in told.beside}
    if any(mark not in _MINOR for mark in odd):
        return 0
    if told.names and first.names and not _one_name(told.names, first.names):
        return 0
    if told.grams.isdisjoint(first.grams):
        return 0
    return max(
        _alike(x, y, not n, not m)
        for n, x in enumerate(told.sides)
        for m, y in enumerate(first.sides)
    )


@lru_cache(maxsize=4096)
def _alike(one: str, other: str, ends: bool, too: bool) -> float:
    """How alike two names are: by the longest words that both hold; little where other words stand
    right before these in both, or behind them in a name that stands before its figure (妇女党员44人)."""
    size, at, there = 0, 0, 0
    for i in range(len(one)):
        for j in range(len(other)):
            k = 0
            while i + k < len(one) and j + k < len(other) and one[i + k] == other[j + k] != " ":
                k += 1
            if k > size:
                size, at, there = k, i, j
    if size < 2:
        return 0
    mine, theirs = one[:at].rpartition(" ")[2], other[:there].rpartition(" ")[2]
    rest = one[at + size :].strip() if ends else ""
    rest += other[there + size :].strip() if too else ""
    if mine and theirs:
        return 0.3
    return min(1.0, 0.55 + size * 0.15) - (0.1 if mine or theirs else 0) - (0.1 if rest else 0)


def _one_name(names: frozenset[str], others: frozenset[str]) -> bool:
    return any(a in b or b in a or a[-4:] == b[-4:] for a in names for b in others)


def _agree(a: Reading, b: Reading) -> bool:
    slack = max(a.item.quantity.step * _weight(a), b.item.quantity.step * _weight(b))
    one, other = a.item.value * _weight(a), b.item.value * _weight(b)
    return abs(one - other) < slack or abs(one - other) <= abs(one) * Decimal("0.004")


@lru_cache(maxsize=256)
def _factor(unit: str) -> Decimal:
    known = units().get(unit)
    return known.factor if known is not None else Decimal(1)


def _weight(reading: Reading) -> Decimal:
    return Decimal(_factor(reading.item.unit))


def _is_slip(told: _Told, first: _Told, likeness: float) -> bool:
    """Tell whether one is the other with digits moved, or with one digit other, as far as the words
    beside them are alike."""
    one, other = told.reading, first.reading
    near = told.definite or told.block.id == first.block.id
    if not near and likeness < _SURE:
        return False
    if one.year != other.year and not (told.definite or likeness >= _SURE):
        return False
    a, b = one.item.quantity, other.item.quantity
    scale = _weight(other) / _weight(one)
    digits = min(_digits(a), _digits(b))
    moved = sorted(_shown(a)) == sorted(_shown(b)) and (
        a.value.adjusted() == (b.value * scale).adjusted()
    )
    dated = bool(one.year or told.setting.year) or told.definite
    if not near and not dated and (digits < 3 or not moved):
        return False
    if digits < 2 or likeness < _NEEDED[moved].get(digits, 0.0):
        return False
    return (
        moved
        or _other(a, b.value * scale, b.step * scale)
        or _other(b, a.value / scale, a.step / scale)
    )


def _shown(q: Quantity) -> str:
    """The digits without those noughts at the end that a scale leaves out."""
    digits = f"{abs(q.value):f}".replace(".", "").strip("0")
    return digits if len(digits) > 1 or q.step != 1 else f"{abs(q.value):f}"


def _digits(q: Quantity) -> int:
    return len(_shown(q))


def _other(quantity: Quantity, target: Decimal, step: Decimal) -> bool:
    return any(abs(value - target) <= step / 2 for value in other_readings(quantity))


def _both_told(told: _Told, first: _Told) -> bool:
    """Tell whether the sentence of one says the other figure too, or that something changed between."""
    for one, other in ((told, first), (first, told)):
        number = f"{other.reading.item.value.normalize():f}"
        if one.block.id != other.block.id and len(number) > 2 and number in one.sentence:
            return True
    if told.block.id != first.block.id:
        return False
    between = told.block.text[first.reading.item.end : told.reading.item.start]
    together = told.reading.item.sentence == first.reading.item.sentence
    if together and _POINTS.search(between) is None:
        return True
    return _PARTED.search(between) is not None and told.sentence == first.sentence


def _record(told: _Told) -> Record:
    item = told.reading.item
    label = _HAN.findall(_plain(told.reading.words)) or _HAN.findall(item.tail) or [item.unit]
    return record_at(told.block, told.setting, item.quantity, label[-1], told.reading.year)
