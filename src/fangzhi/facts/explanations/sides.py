"""How well a figure fits as one side of a claim: by its name, its place and its time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from fangzhi.facts.arithmetic_readings.reading import Reading, closeness, find_readings

BACK: Final = 36
"""How many figures back in the paragraph a side may stand."""
_FAR: Final = 6
"""How many paragraphs back."""
_FAR_FIGURES: Final = 24
_MEAN: Final = re.compile("[均每]|单产|亩产|单[方株井船车机炉窑台场次艘网]")
_FULLER: Final = re.compile(
    "^(?:全[县市区镇乡村国省厂校场矿社队州行院站所年体]|其|该|本|各|所有|年内)+|总(?=.)|全部|[人户件]?[数量额]$|的|(?:1[0-9]|20)\\d\\d年(?:末|底|初)?|年末|上年"
)


_PLAN: Final = re.compile("(?:计划|任务|指标|目标)(?:数)?$")
_SHORT: Final = re.compile("(?:面积|人口|产值|产量|之数?|者|人员|总?额|量|部分|方面|一项)$")


def plain_name(words: str) -> str:
    """Give a name without the words that only make it fuller (全县, 总, 数)."""
    return _FULLER.sub("", words).strip("，、的为是")


def values_near(readings: Sequence[Reading], at: int) -> list[Reading]:
    """Give the values before a claim, and those in a bracket or after 即 right behind it."""
    said = readings[at].item
    found = [r for r in readings[max(0, at - BACK) : at] if r.is_value]
    for after in readings[at + 1 : at + 3]:
        within = after.item.depth > said.depth and after.item.label_start - said.end < 2
        told = after.words.startswith("即") and after.item.sentence == said.sentence
        if after.is_value and (within or told):
            found.append(after)
    return found


def values_far(before: Iterable[object]) -> list[Reading]:
    """Give the values of the paragraphs before, the last ones last."""
    found: list[Reading] = []
    for paragraph in [p for p in before if isinstance(p, str)][-_FAR:]:
        found += [r for r in find_readings(paragraph) if r.is_value][-_FAR_FIGURES:]
    return found


def named(name: str, reading: Reading) -> int:
    """How well a name fits what a figure counts: 4 the same … 0 not at all, -1 where it is another's."""
    if not name:
        return 0
    head, tail = plain_name(reading.head), reading.item.tail[:8]
    bare = name.removesuffix(reading.item.unit)
    if len(bare) > 1 and bare in tail:
        return 3
    if len(name) > 1 and reading.words.endswith(name):
        return 3
    if _PLAN.search(name) and _PLAN.search(reading.words):
        return 3
    if not head:
        return 0
    score = closeness(name, head)
    if score < 2 and len(head) > 1 and (name.startswith(head) or (len(head) > 2 and head in name)):
        return 2
    if score > 1:
        return score
    short = _SHORT.sub("", name)
    if len(short) > 1 and short != name and (other := closeness(short, head)) > 1:
        return min(other, 3)
    if sum(name[k : k + 2] in head for k in range(len(name) - 1)) > 1 and len(head) < 12:
        return 0 if _differ(name, head) else 2
    if score:
        return score
    if tail and closeness(name, head + tail) >= 2:
        return 2
    return 1 if len(name) > 1 and (name[:2] in head or name[-2:] in head) else -1


def _differ(name: str, head: str) -> bool:
    """Tell whether two names with one last word begin with words that have nothing in common
    (省外游客, 境外游客)."""
    size = 0
    while size < min(len(name), len(head)) and name[-1 - size] == head[-1 - size]:
        size += 1
    one, other = name[: len(name) - size], head[: len(head) - size]
    return size > 1 and bool(one and other) and not set(one) & set(other)


_ALL_OF: Final = (
    ("人口", "人名口"), ("户", "户"), ("人", "人名"), ("面积", "亩公顷平方千米平方公里"), ("职工", "人名"),
)  # fmt: skip


def counts_all(name: str, reading: Reading) -> bool:
    """Tell whether a figure without a noun counts all there is of that kind (全县261840人)."""
    bare = re.fullmatch(
        "(?:(?:1[0-9]|20)\\d\\d年(?:末|底|初)?)?(?:全[^，]{1,2}|共|总计|合计)*(?:有|为|计)?",
        reading.words,
    )
    return bare is not None and any(
        name.endswith(noun) and reading.item.unit in units for noun, units in _ALL_OF
    )


def placed(reading: Reading, said: Reading, values: Sequence[Reading]) -> int:
    """How near a figure stands: next before the claim 3, in its sentence 1, far off less."""
    item, own = reading.item, said.item
    if item.start > own.start:
        return 5
    apart = own.sentence - item.sentence
    if apart == 0:
        last = next((r for r in reversed(values) if r.item.start < own.start), None)
        if reading is last and own.clause - item.clause <= 2 and item.depth <= own.depth:
            return 3
        return 1 if own.clause - item.clause <= 6 else 0
    return 0 if apart == 1 else -1


def is_mean(reading: Reading) -> bool:
    """Tell whether a figure is itself one by head."""
    return _MEAN.search(reading.words) is not None


def timed(first: Reading, second: Reading) -> int:
    """-3 where two figures are of years that are said and differ."""
    differ = first.year and second.year and first.year != second.year
    return -3 if differ and (first.item.own_year or second.item.own_year) else 0
