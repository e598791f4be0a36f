"""Mentions (提及): a figure with the words around it, for finding the same figure told elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.records.record import Record
from fangzhi.facts.records.words import indicators, words

_GENERIC: Final = re.compile(
    r"(?<=..)(?:总?面积|总?产量|总量|数量|总数|人数|户数|个数|所数|家数|里程|容量|总额|金额|量|数|额|情况|规模|总)$"
)
_TOTAL: Final = re.compile(
    r"总(?=[^是额量数])|全(?=[长宽高])|(?<=[长宽高])度|计划(?=投资)|概算(?=投资)"
)
_MAKES: Final = re.compile(r"^产([一-鿿]{1,3})$")
_HEADS: Final = re.compile(
    r"^(?:[长宽高]|面积|建筑面积|占地面积|占地|产量|产值|投资|人数|收入|学生|在校学生|职工|床位|人口|户数|税收|利润|库容|营业收入|从业人员|专任教师|班级|长度|用地|造价)$"
)
_FLOOR: Final = 0.2
_BARE_FLOOR: Final = 0.45
_ANAPHORA: Final = re.compile(
    r"^(?:该?大桥|全桥|该?工程|该?项目|学校|医院|该.|全院|全校|全馆|水库|公司|馆内|院内)(?=..)"
)
_WORN_LEAD: Final = re.compile("^(?:" + "|".join(map(re.escape, words("worn"))) + ")+")
_WORN_TAIL: Final = re.compile(r"(?:只|仅|了|共|有|为|达|至|到|已|均|的|总数|数量|总|计|个数)+$")
_HAN: Final = re.compile(r"[^一-鿿A-Za-z]+")
_AFTER: Final = re.compile(r"[^，、；。：:！？（）()\n,;【】\d的以左和及与]{2,6}")
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
    core = _ANAPHORA.sub("", _WORN_LEAD.sub("", _HAN.sub("", raw)))
    short = _WORN_TAIL.sub("", core)
    core = short if len(short) > 1 else core
    if len(core) > 1:
        return _MAKES.sub(r"\1产量", core[-12:])
    m = _AFTER.match(after)
    return core + m.group() if m is not None else core or _COUNTED.get(base, "")


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
    for x in a.names:
        for y in b.names:
            x, y = _TOTAL.sub("", x), _TOTAL.sub("", y)
            if x == y:
                return 1.0
            if set(pairs(x)) & set(pairs(y)) or _within(x, y) or _within(y, x):
                one, other = _share(x, y, b.near), _share(y, x, a.near)
                if abs(len(x) - len(y)) <= 2 and _is_short(x, y):
                    best = max(best, 0.75)
                plain = _HEADS.match(x) or _HEADS.match(y)
                if min(one, other) > (_BARE_FLOOR if plain else _FLOOR):
                    best = max(best, (one + other) / 2)
    return best


def is_bare(a: Mention, b: Mention) -> bool:
    """Tell whether two names say no more than what sort of figure it is (面积, 投资)."""
    names = [_TOTAL.sub("", name) for m in (a, b) for name in m.names[:1]]
    listed = (a.record.kind and not a.record.bare) or (b.record.kind and not b.record.bare)
    return not listed and all(_HEADS.match(name) for name in names)


def one_story(a: Mention, b: Mention) -> bool:
    """Tell whether two sentences have five characters in a row in common."""
    near = _HAN.sub("", a.near)
    other = _HAN.sub("", b.near)
    return any(near[i : i + 5] in other for i in range(len(near) - 4))


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
        elif at + 1 >= bend or all(c in close for c in pair):
            told += weight * 0.6
    return told / whole


def _is_short(x: str, y: str) -> bool:
    """Tell whether one name is the other with characters left out (机井, 机电井)."""
    short, long = sorted((x, y), key=len)
    return len(short) > 1 and not _HEADS.match(short) and _within(short, long)


def _within(own: str, other: str) -> bool:
    """Tell whether a name's characters stand in another, in order (塔高 in 塔身高)."""
    rest = iter(other)
    return all(c in rest for c in own)
