"""Figures in reach of a claim about a change: values or rates, before it and in the words right behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings, parse
from fangzhi.facts.explanations.sides import BACK
from fangzhi.facts.statements import is_firm

_PARAGRAPHS: Final = 5
_FIGURES: Final = 12
_LAST: Final = re.compile("上一?年|去年|头年|同期|年初|期初")
_REACHED: Final = re.compile(
    "^(?:，)?(?:总[数量额])?(?:达到?|增至|增加到|升至|降至|减至|为|增为|减为)$"
)


def figures_near(text: str, readings: Sequence[Reading], at: int, rates: bool) -> list[Reading]:
    """Give the values (or rates) before a claim, and those behind it in a bracket, after 即, after a
    colon, or reached by the change (增长9%，达到…)."""
    every = rates_of(readings) if rates else readings
    fits = is_rate if rates else _is_value
    found = [r for r in every[max(0, at - BACK) : at] if fits(r)]
    said = readings[at].item
    listed = text[said.end : said.end + 1] in "：:" and said.end < len(text)
    inside = False
    for after in every[at + 1 : at + (7 if listed else 5)]:
        item = after.item
        if item.sentence != said.sentence and item.depth <= said.depth:
            break
        inside = item.depth > said.depth and (inside or item.label_start - said.end < 2)
        told = after.words.startswith("即") or (
            item.clause == said.clause + 1 and _REACHED.match(item.label) is not None
        )
        if fits(after) and (inside or told or listed):
            found.append(after)
    return found


def figures_far(before: Iterable[object], rates: bool) -> list[Reading]:
    """Give the values (or rates) of the paragraphs before, the last ones last."""
    found: list[Reading] = []
    for paragraph in [p for p in before if isinstance(p, str)][-_PARAGRAPHS:]:
        if not any(c.isdigit() for c in paragraph):
            continue
        readings = find_readings(paragraph)
        every = rates_of(readings) if rates else readings
        found += [r for r in every if (is_rate if rates else _is_value)(r)][-_FIGURES:]
    return found


def _is_value(reading: Reading) -> bool:
    return reading.is_value


def is_rate(reading: Reading) -> bool:
    """Tell whether a figure is a rate (in % or ‰) and no change of one."""
    quantity = reading.item.quantity
    return (
        quantity.kind in ("percent", "permille")
        and is_firm(reading.item)
        and reading.role != "change"
    )


def rates_of(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Give the readings with the rates among them read as values: of what, in which part, of when."""
    found: list[Reading] = []
    last = ""
    for r in readings:
        if r.item.quantity.kind not in ("percent", "permille"):
            found.append(r)
            continue
        head, role = parse(r.words)
        year = r.item.year - 1 if _LAST.search(r.words) and r.item.year else r.item.year
        own = head or last
        found.append(msgspec.structs.replace(
            r, head=own, own=bool(head), role=role, year=year, much=float(r.item.value),
            dimension=r.item.quantity.unit,
        ))  # fmt: skip
        last = own if role != "change" else last
    return tuple(found)
