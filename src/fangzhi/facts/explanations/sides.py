"""How well a figure fits as one side of a claim: by its name, its place and its time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from fangzhi.facts.arithmetic_readings.reading import Reading, closeness, find_readings

BACK: Final = 36
"""How many figures back in the paragraph a side may stand."""
_FAR: Final = 4
"""How many paragraphs back."""
_FAR_FIGURES: Final = 16
_MEAN: Final = re.compile("[均每]|单产|亩产")
_FULLER: Final = re.compile(
    "^(?:全[县市区镇乡村国省]|其|该|本|各|所有)|总(?=.)|全部|[数量额]$|的|(?:1[0-9]|20)\\d\\d年(?:末|底|初)?|年末|上年"
)


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
    head = plain_name(reading.head)
    if not head:
        return 0
    score = closeness(name, head)
    if score:
        return score
    tail = reading.item.tail[:8]
    if tail and closeness(name, head + tail) >= 2:
        return 2
    return 1 if len(name) > 1 and (name[:2] in head or name[-2:] in head) else -1


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
