"""Shares whose wording leaves no choice of part and whole: 占总人口（95306人）的…%, 其中，水田…，比重为…%,
…%为水田，计…亩."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings, like_unit
from fangzhi.facts.statements import Item, is_firm

_SHARE: Final = re.compile("^(?:所?占)?(?:比重|占比|比例|份额)(?:约|为|是|达到?)*$")
_OF: Final = re.compile("占[^，。；（(]{1,16}[（(]$")
_AMONG: Final = re.compile("(?:其中|内)[，：]?$")
_TOLD: Final = re.compile("^(?:计|共计?|合计?|有|为|即)?(?:约)?$")
_RATES: Final = ("percent", "permille")


class Told(msgspec.Struct, frozen=True):
    """`said` should be `part` of `whole`; `words` is where the phrase starts."""

    said: Item
    part: Item
    whole: Item
    words: int


def told_shares(text: str) -> Iterator[Told]:
    """Give every share so worded, right or wrong, in order."""
    readings = find_readings(text)
    for at, reading in enumerate(readings):
        said = reading.item
        if said.quantity.kind not in _RATES or not is_firm(said):
            continue
        found = (
            _of_bracket(text, readings, at)
            or _weight(text, readings, at)
            or _before_its_part(readings, at)
        )
        if found is not None:
            part, whole, words = found
            if part.is_value and whole.is_value and like_unit(part.item, whole.item):
                yield Told(said, part.item, whole.item, words)


def _of_bracket(
    text: str, readings: Sequence[Reading], at: int
) -> tuple[Reading, Reading, int] | None:
    """女党员580名，占党员总数（2300名）的25.2%."""
    said = readings[at].item
    if at < 2 or said.label != "的" or said.lead not in "）)" or not said.lead:
        return None
    whole, part = readings[at - 1], readings[at - 2]
    opened = text.rfind("（", 0, whole.item.start) + 1
    of = _OF.search(text, max(0, opened - 24), opened)
    if (
        of is None
        or whole.item.depth != part.item.depth + 1
        or whole.item.sentence != said.sentence
    ):
        return None
    return (part, whole, of.start()) if part.item.sentence == said.sentence else None


def _weight(text: str, readings: Sequence[Reading], at: int) -> tuple[Reading, Reading, int] | None:
    """总人口2.6万人。其中，农业人口1.4万人，比重为53.8%."""
    said = readings[at].item
    if at < 2 or not _SHARE.match(said.label.strip()) or said.lead != "，":
        return None
    part, whole = readings[at - 1], readings[at - 2]
    near = part.item.sentence == said.sentence and part.item.clause == said.clause - 1
    among = _AMONG.search(text, whole.item.end, part.item.label_start)
    if not near or (among is None and not part.among) or part.item.value >= whole.item.value:
        return None
    apart = part.item.sentence - whole.item.sentence
    return (part, whole, said.label_start) if apart < 2 else None


def _before_its_part(readings: Sequence[Reading], at: int) -> tuple[Reading, Reading, int] | None:
    """耕地42000亩，35%为水田，计14700亩."""
    said = readings[at].item
    if not at or at + 1 >= len(readings) or said.label.strip() or said.lead != "，":
        return None
    whole, part = readings[at - 1], readings[at + 1]
    told = said.tail[:1] in ("为", "是", "系") and _TOLD.match(part.item.label.strip())
    near = whole.item.sentence == said.sentence == part.item.sentence
    close = said.clause - whole.item.clause == 1 == part.item.clause - said.clause
    return (part, whole, said.start) if told and near and close else None
