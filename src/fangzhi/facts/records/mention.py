"""Mentions (提及): a figure with the words around it, for finding the same figure told elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.records.record import Record
from fangzhi.facts.records.words import Unit, indicators, words

_GENERIC: Final = re.compile(
    r"(?<=..)(?:总?面积|总?产量|总量|数量|总数|人数|户数|个数|所数|家数|里程|容量|总额|金额|量|数|额|情况|规模|总)$"
)
_TOTAL: Final = re.compile(
    r"总(?=[^是额量数])|全(?=[长宽高])|(?<=[长宽高])度|计划(?=投资)|概算(?=投资)"
)
_MAKES: Final = re.compile(r"^产([一-鿿]{1,3})$")
_HEADS: Final = re.compile(
    r"^(?:[长宽高]|面积|建筑面积|占地面积|占地|产量|产值|投资|人数|收入|支出|结余|经费|费用|学生|在校学生|职工|床位|人口|户数|税收|利润|库容|营业收入|从业人员|专任教师|班级|长度|用地|造价)$"
)
_FLOOR: Final = 0.2
_BARE_FLOOR: Final = 0.45
_ANAPHORA: Final = re.compile(
    r"^(?:该?大桥|全桥|该?工程|该?项目|学校|医院|该.|全院|全校|全馆|水库|公司|馆内|院内)(?=..)"
)
_WORN_LEAD: Final = re.compile("^(?:" + "|".join(map(re.escape, words("worn"))) + ")+")
_WORN_TAIL: Final = re.compile(r"(?:只|仅|了|共|有|为|达|至|到|已|均|的|总数|数量|总|计|个数)+$")
_HAN: Final = re.compile(r"[^一-鿿A-Za-z]+")
_AFTER: Final = re.compile(r"[^，、；。：:！？（）()\n,;【】\d的以左和及与有]{2,6}")
_COUNTED: Final = {"人": "人口", "户": "户数"}


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A figure as it is told: `names` are the words for what it measures (as printed, and by our
    list), `near` the words of its sentence, title and headings, `things` whose it may be, `years`
    the years it may be of (none said: empty). `block` names the text or table it stands in.
    """

    record: Record
    names: tuple[str, ...]
    near: str
    things: tuple[str, ...]
    years: frozenset[int]
    block: str
    planned: bool = False


def name_of(raw: str, after: str, base: str) -> str:
    """Give the words that say what a figure measures: before it, else after its unit."""
    core = _core(raw)
    if len(core) > 1:
        return _MAKES.sub(r"\1产量", core[-12:])
    m = _AFTER.match(after.removeprefix("的"))
    return core + m.group() if m is not None else core or _COUNTED.get(base, "")


@lru_cache(maxsize=16384)
def _core(raw: str) -> str:
    """Give the words before a figure without those that only introduce or close."""
    core = _ANAPHORA.sub("", _WORN_LEAD.sub("", _HAN.sub("", raw)))
    short = _WORN_TAIL.sub("", core)
    return short if len(short) > 1 else core


@lru_cache(maxsize=65536)
def known_name(name: str) -> str:
    """Give the indicator of our list that a name ends with, "" where none does."""
    known = indicators()
    for start in range(len(name) - 1):
        if (found := known.get(name[start:])) is not None:
            return name[:start] + found.name if start else found.name
    return ""


@lru_cache(maxsize=65536)
def pairs(name: str) -> tuple[str, ...]:
    """Give the pairs of neighboring characters of a name (a single one is itself)."""
    return tuple(name[i : i + 2] for i in range(len(name) - 1)) or ((name,) if name else ())


def covered(a: Mention, b: Mention) -> float:
    """Tell how much of what each of two mentions measures is said by the other too (0..1)."""
    best = 0.0
    others = _cores(b.names)
    for x in _cores(a.names):
        for y in others:
            if x == y:
                return 1.0
            if not _pair_set(x).isdisjoint(pairs(y)) or _within(x, y) or _within(y, x):
                one, other = _share(x, y, b.near), _share(y, x, a.near)
                if abs(len(x) - len(y)) <= 2 and _is_short(x, y):
                    best = max(best, 0.75)
                plain = _is_head(x) or _is_head(y)
                if min(one, other) > (_BARE_FLOOR if plain else _FLOOR):
                    best = max(best, (one + other) / 2)
    return best


@lru_cache(maxsize=32768)
def _cores(names: tuple[str, ...]) -> tuple[str, ...]:
    """Give names without 总 and the like, in which two that mean the same may differ."""
    return tuple(_TOTAL.sub("", name) for name in names)


@lru_cache(maxsize=32768)
def _pair_set(name: str) -> frozenset[str]:
    return frozenset(pairs(name))


@lru_cache(maxsize=32768)
def _is_head(name: str) -> bool:
    return _HEADS.match(name) is not None


def is_bare(a: Mention, b: Mention) -> bool:
    """Tell whether two names say no more than what sort of figure it is (面积, 投资)."""
    one, two = a.record, b.record
    unnamed = any(m.names[:1] and m.names[0] in _COUNTED.values() for m in (a, b))
    if unnamed and (one.doc, one.section) != (two.doc, two.section):
        return True  # 共96户: nothing is said but the unit
    if (a.record.kind and not a.record.bare) or (b.record.kind and not b.record.bare):
        return False
    return all(_is_head(name) for m in (a, b) for name in _cores(m.names)[:1])


def plain_name(m: Mention) -> str:
    """Give the first name of a mention without 总 and the like; "" where it says only what sort of
    figure it is (面积, 投资)."""
    name = next(iter(_cores(m.names)), "")
    return "" if len(name) < 2 or _is_head(name) else name


_COUNTED_HEADS: Final = re.compile("^(?:专任教师|在校学生|学生|床位|库容|职工|从业人员|人口|户数)$")


def is_counted(m: Mention) -> bool:
    """Tell whether a bare name is of what a whole place counts once a year (专任教师, 床位)."""
    return any(_COUNTED_HEADS.match(name) for name in _cores(m.names)[:1])


def one_story(a: Mention, b: Mention, *, beside: bool = False) -> bool:
    """Tell whether two sentences have five characters in a row in common, `beside` the names of
    their figures (队伍参赛 says nothing of which match it was)."""
    near, other = _sentence(a, "X" if beside else ""), _sentence(b, "Y" if beside else "")
    return not _fives(near).isdisjoint(_fives(other))


@lru_cache(maxsize=1024)
def _fives(words: str) -> frozenset[str]:
    return frozenset(words[i : i + 5] for i in range(len(words) - 4))


def _sentence(m: Mention, mark: str) -> str:
    """Give what is told about a figure, the heading left out and the name of the figure masked by `mark`."""
    near = m.near.replace(m.record.section.replace("/", ""), "")
    if mark and m.names:
        near = near.replace(m.names[0], mark)
    return _signs_out(near)


@lru_cache(maxsize=8192)
def _signs_out(near: str) -> str:
    return _HAN.sub("", near)


def _share(own: str, other: str, near: str) -> float:
    """Tell how much of a name stands in another name or, for a little less, near its figure."""
    if _within(own, other):
        return 1.0
    told = whole = 0.0
    head = _GENERIC.search(own)
    bend = head.start() if head is not None else len(own)
    close = other + near[-80:]
    for at, pair in enumerate(pairs(own)):
        weight = 1.0 if at + 1 < bend else 0.5
        whole += weight
        if pair in other:
            told += weight
        elif pair in near:
            told += weight * 0.9
        elif at + 1 >= bend or (pair[0] in close and pair[-1] in close):
            told += weight * 0.6
    return told / whole


def _is_short(x: str, y: str) -> bool:
    """Tell whether one name is the other with characters left out (机井, 机电井)."""
    short, long = sorted((x, y), key=len)
    return len(short) > 1 and not _is_head(short) and _within(short, long)


def _within(own: str, other: str) -> bool:
    """Tell whether a name's characters stand in another, in order (塔高 in 塔身高)."""
    at = 0
    for sign in own:
        at = other.find(sign, at) + 1
        if not at:
            return False
    return True


@lru_cache(maxsize=4096)
def sorted_digits(digits: str) -> str:
    """Give the digits of a figure from the least to the greatest: the same where they changed places."""
    return "".join(sorted(digits))


@lru_cache(maxsize=4096)
def forms(digits: str) -> tuple[str, ...]:
    """Give what two figures share that differ by one digit: each left out in turn."""
    return tuple(f"{digits[:i]}*{digits[i + 1 :]}" for i in range(len(digits)))


@lru_cache(maxsize=512)
def measured_in(unit: Unit) -> str:
    """Give what a figure is counted in, where the same digits mean the same value."""
    return unit.base if unit.factor.normalize().as_tuple().digits == (1,) else unit.name
