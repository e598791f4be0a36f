"""One thing (一事): whether two sentences may tell one, by the place, the numbers and the sides they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Protocol

import msgspec

from fangzhi.facts.records.setting import Setting
from fangzhi.facts.records.things import THING
from fangzhi.model.text import Text

_OPENS: Final = re.compile(
    "\\s*(?:【[^】]*】)?\\s*([一-鿿]{2,12}?)(?=，|位于|（|　|起自|是|为|系|始建|建于|全长)"
)
"""The name that a sentence opens with."""
_NUMBERED: Final = re.compile(
    "[一二三四五六七八九十百\\d]+(?:号|期(?!间)|标段|批(?!准)|[届季轮](?!度)|次会|中|小|组(?!织)|院区?|矿)|(?<=第)[一二三四五六七八九十百\\d]+[次任]|"
    "[甲乙丙丁](?=[一-鿿])"
)
_SIDE: Final = re.compile("[东南西北上下前后新老旧](?=([一-鿿]))")
_TOWN: Final = re.compile("[一-鿿][一-鿿](?<![农乡城由])(?:镇|乡|街道|村|社区)")
_LAND: Final = re.compile("[一-鿿]{2}(?:省|市|州|县)(?=第|人|政|委|[一-鿿]届)")
_PART: Final = re.compile(
    "(?:镇|乡|街道|村|社区|开发区|园区|经开区|高新区|公司|厂|矿|场|学校|[中小]学|医院)"
)
_WHOLE: Final = re.compile("全[县市区州旗]")
_AGAIN: Final = re.compile("每年|历年|分别|各|累计|先后|多次|增至|减至|由\\d|上年")


class Said(Protocol):
    """A sentence and where it stands."""

    @property
    def block(self) -> Text:
        """The text it stands in."""

    @property
    def setting(self) -> Setting:
        """The document, place and entry."""

    @property
    def words(self) -> str:
        """The sentence itself."""


def may_be_one(a: Said, b: Said) -> bool:
    """Both chapters of one place, of one year where both say it, of one number (第二届)."""
    x, y = a.setting, b.setting
    if x.standing == y.standing and x.standing in ("chronology", "prior"):
        return False
    if "prior" in (x.standing, y.standing) and (x.year or y.year):
        return False  # the yearbook of the year before tells of another year
    if x.place and y.place and x.place != y.place:
        return False
    one, other = _named_in(a.words), _named_in(b.words)
    if one.again or other.again or not _of_one_number(one.numbered, other.numbered):
        return False
    if not _of_one_name(a, b):
        return False
    towns, others = one.towns or {x.place} - {""}, other.towns or {y.place} - {""}
    if any(sign in other.sides and other.sides[sign] != way for sign, way in one.sides.items()):
        return False
    lands, theirs = one.lands, other.lands
    if lands and theirs and not lands & theirs:
        return False  # 浙江省第十二届…, 广东省第十二届…
    if not towns & others and not (_all_told(towns, b) and _all_told(others, a)):
        return False
    return not (_is_of_a_part(a, b) or _is_of_a_part(b, a))


def _of_one_name(a: Said, b: Said) -> bool:
    """Tell whether two sentences that open with the name of a thing open with one (万安桥, 永安桥)."""
    names = [m[1] for line in (a, b) if (m := _OPENS.match(line.words)) and THING.search(m[1])]
    if len(names) < 2:
        return True
    short, long = sorted(names, key=len)
    at = 0
    for sign in short:
        at = long.find(sign, at) + 1
        if not at:
            return False
    return True


def _of_one_number(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Tell whether the numbers of one sentence (2号) are the other's, or among them (1号, 2号)."""
    return mine == theirs or (bool(mine and theirs) and (mine < theirs or theirs < mine))


class _Named(msgspec.Struct, frozen=True):
    """What a sentence names: things by number, towns, lands, sides of a kind (东关: 关 → 东);
    `again` where it tells of many times."""

    again: bool
    numbered: frozenset[str]
    towns: frozenset[str]
    lands: frozenset[str]
    sides: dict[str, str]


@lru_cache(maxsize=512)
def _named_in(words: str) -> _Named:
    if _AGAIN.search(words):
        return _Named(True, frozenset(), frozenset(), frozenset(), {})
    numbered, towns, lands = (frozenset(p.findall(words)) for p in (_NUMBERED, _TOWN, _LAND))
    return _Named(False, numbered, towns, lands, {m[1]: m[0] for m in _SIDE.finditer(words)})


def _all_told(towns: Iterable[str], s: Said) -> bool:
    told = s.block.text + s.setting.section
    return all(town[:2] in told for town in towns)


def _is_of_a_part(whole: Said, part: Said) -> bool:
    """全县引进项目… and the section of a town, a zone or a firm."""
    if _WHOLE.search(whole.words) is None or _WHOLE.search(part.words) is not None:
        return False
    return bool(part.setting.place) or _PART.search(part.setting.section) is not None
