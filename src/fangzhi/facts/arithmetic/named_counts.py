"""Names counted (列举与个数): a list of names right before or behind the number of them, where each name
is one of what is counted (办公室、人事股、计财股5个股室; 七项指标)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

_NUMBER: Final = "(?P<n>[2-9]|1\\d|十[一二三四五六]?|[两三四五六七八九])"
COUNTED: Final = (
    "、[^，。；：、（）“”\\d\\s]{1,12}(?:[2-9]|1\\d|[两三四五六七八九十])(?:个|项|大|类|种|方面)[一-鿿]"
    "|(?:[2-9]|1\\d|[两三四五六七八九十])(?:个|项|大|类|种)[一-鿿]{1,6}(?:：|，即|，分别[为是])[^，。；：\\d]{2,}、"
)
"""A quick pattern that matches in every text that holds such a list."""
_BEHIND: Final = re.compile(
    "(?:(?<=[，。；：:（(\\n年月日])|^)(?P<names>[^，。；：:（）()“”\\d\\n]{2,20}?(?:、[^，。；：:、（）()“”《》\\d\\n]{1,12}){2,24}?)"
    f"{_NUMBER}(?P<unit>个|项|大|类|种|方面)(?P<noun>[一-鿿]{{0,4}})"
)
_BEFORE: Final = re.compile(
    f"(?<![\\d第.]){_NUMBER}(?P<unit>个|项|大|类|种)(?P<noun>[一-鿿]{{1,6}})(?:：|，即|，分别[为是])"
    "(?P<names>[^，。；：:（）()“”《》\\d\\n、]{1,12}(?:、[^，。；：:、（）()“”《》\\d\\n]{1,12}){2,24})(?=[。；\\n]|$)"
)
_JOINS: Final = re.compile("以及|[和与及]")
_NUMERALS: Final = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_PLACES: Final = re.compile("^(?:乡镇|镇|乡|村|县|市|区|街道|公社|大队|自然村|行政村|社区)")
_FIELDS: Final = re.compile("^(?:方面|领域|行业|环节|阶段|产业|部门|门类|系统|专业|科目)")
_OPEN: Final = re.compile("等$|之类$|在内的?$|[为共合计]$")
_NO_NAME: Final = re.compile(
    "(?:[的中内里上下各有了出成建设办评获到增减至为]|先后|分别|其他|其它|另|共|计|新|第[一二三四五六七八九十百]*)$"
)
"""The number is of something else than the names (东桥、西沟各2个村)."""
_OWN: Final = frozenset("项大类种") | {"方面"}
_FEWEST: Final = 4


class NamedCount(msgspec.Struct, frozen=True):
    """`said` of what `names` are so many of, at `start`..`end`; `sure` where the names say so."""

    start: int
    end: int
    names: tuple[str, ...]
    said: int
    sure: bool


def wrong_counts(text: str) -> Iterator[NamedCount]:
    """Give each number of names that is not that of the names listed beside it."""
    for pattern in (_BEHIND, _BEFORE):
        for m in pattern.finditer(text):
            said = _value(m["n"])
            names = tuple(m["names"].split("、"))
            open_ = _OPEN.search(names[-1]) is not None
            if _NO_NAME.search(names[-1]) is not None:
                continue
            least, most = len(names), len(names) + len(_JOINS.findall("、".join(names)))
            if least <= said <= most or said < 2 or (open_ and said > most):
                continue
            off = least - said if said < least else said - most
            alike = _are_alike(names, m["noun"])
            if (alike and off < 3) or (off == 1 and _each_is_one(names, m["unit"], m["noun"])):
                yield NamedCount(m.start("names"), m.end(), names, said, alike)


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    return sum(_NUMERALS[c] for c in numeral)


def _are_alike(names: Sequence[str], noun: str) -> bool:
    """Every name ends in a word of what is counted (人事股、办公室5个股室)."""
    ends = {n[-1] for n in names}
    return len(names) > 2 and bool(noun) and ends <= set(noun) and min(map(len, names)) > 1


def _each_is_one(names: Sequence[str], unit: str, noun: str) -> bool:
    """Names of places before 乡镇, or four names or more of so many kinds."""
    if unit == "个" and _FIELDS.match(noun) is not None:
        return len(names) >= _FEWEST
    if unit == "个":
        return _PLACES.match(noun) is not None and len({len(n) for n in names[1:]}) < 3
    return unit in _OWN and len(names) >= _FEWEST and bool(noun)
