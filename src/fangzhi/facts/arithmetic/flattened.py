"""Figures as they are added up: those in brackets right behind their names (马来西亚（1623人）) stand in
the list of the names, those counted in 件（批） are of one unit, and one that each of several has
(A和B各1所) counts as often."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.statements import Item

_BRACKETED: Final = re.compile("[（(]\\d[^（()）]{0,12}[)）][、，；和及与]")
_EACH: Final = re.compile("各(?:有|设|建|为)?$")
_BOTH: Final = re.compile("\\d(?P<one>[件批人户家个起次])[（(](?P<other>[件批人户家个起次])[）)]")
_BREAKS: Final = "，。；：:！？\n（(）)"
_JOINS: Final = re.compile("[、和与及]")
_AFTER: Final = 2


def flattened(text: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Give the figures with bracketed ones in the place of their names, and 各 worked in."""
    if _BRACKETED.search(text) is not None:
        items = tuple(_out_of_brackets(text, items))
    if (both := _BOTH.search(text)) is not None:
        items = tuple(_in_one_unit(i, both) for i in items)
    if "各" in text:
        items = tuple(_for_each(text, i) if _EACH.search(i.label) else i for i in items)
    return items


def _in_one_unit(item: Item, both: re.Match[str]) -> Item:
    """1370件（批）次…来信232件，来访227批: what is counted in both units is added up in one."""
    if item.start < both.start() or item.unit != both["other"]:
        return item
    return msgspec.structs.replace(
        item, quantity=msgspec.structs.replace(item.quantity, unit=both["one"])
    )


def _out_of_brackets(text: str, items: Sequence[Item]) -> Iterator[Item]:
    """A run of two or more names, each with its one figure in brackets behind it."""
    named = [_named(text, items, at) for at in range(len(items))]
    for at, item in enumerate(items):
        beside = [n for n in named[max(0, at - 1) : at + _AFTER] if n is not None]
        own = named[at]
        yield own if own is not None and len(beside) > 1 else item


def _named(text: str, items: Sequence[Item], at: int) -> Item | None:
    item = items[at]
    bracket = item.start - 1
    if (
        item.label
        or item.lead not in ("（", "(")
        or text[item.end : item.end + 1] not in ("）", ")")
    ):
        return None
    last = items[at - 1].end if at else 0
    start = bracket
    while start > last and text[start - 1] not in _BREAKS + "、":
        start -= 1
    label = text[start:bracket]
    if len(label) < 2 or (start == last and at):
        return None
    lead = text[start - 1] if start else ""
    return msgspec.structs.replace(
        item, label=label, label_start=start, lead=lead, depth=item.depth - 1
    )


def _for_each(text: str, item: Item) -> Item:
    """The figure as often as there are names before 各."""
    start = item.label_start
    while start and text[start - 1] not in _BREAKS and not text[start - 1].isdigit():
        start -= 1
    names = [n for n in _JOINS.split(text[start : item.start]) if n]
    count = len(names)
    if count < 2:
        return item
    own = item.quantity
    quantity = msgspec.structs.replace(own, value=own.value * count, text=f"{count}×{own.text}")
    return msgspec.structs.replace(item, quantity=quantity)


def makes_otherwise(parts: Sequence[Item], missing: Decimal) -> bool:
    """Tell whether the parts make the total with 各 said of fewer or more names than were counted."""
    return any(
        missing % once == 0 and -part.value < missing < part.value * _AFTER
        for part in parts
        if _EACH.search(part.label) and (once := _once(part)) > 0
    )


def _once(part: Item) -> Decimal:
    count, each, _ = part.quantity.text.partition("×")
    return part.value / int(count) if each else part.value
