"""Totals whose parts stand in the paragraphs right before or behind, one to each, or in the table
right below: a figure that misses by a slip of the pen what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import digits
from fangzhi.facts.arithmetic.slips import kind_of_slip
from fangzhi.facts.explanations.lists import NO_PART, TOTAL
from fangzhi.facts.statements import Item, find_items, is_firm, same_unit
from fangzhi.facts.tables import Grid

_MOST: Final = 8
_BACK: Final = 3
_SHORT: Final = 14
_FEWEST: Final = 3
_SAYS_ALL: Final = re.compile("[共总全]|合计|以上|上述")
_LONG: Final = 5
"""A figure of so many digits may be a total without a word that says so."""
_COUNTED: Final = re.compile(
    "(?P<n>[两二三四五六七八九])(?:个|项|者|类|种|组|村|队|处|期|批|乡|镇|站|校|库|段|条|家)"
)
_MANY: Final = "  两三四五六七八九"
_NUMBERED: Final = re.compile("^[第（(]?([一二三四五六七八九])")
_OPENS: Final = re.compile("[。；！？]")
_RESTED: Final = re.compile("^(?:其余|其他|另有|另)")


class Spread(msgspec.Struct, frozen=True):
    """`total` is not what `parts` (as printed) come to, but `made`."""

    total: Item
    parts: tuple[str, ...]
    made: Decimal


def wrong_before(text: str, behind: Sequence[str]) -> Iterator[Spread]:
    """Give the totals of a paragraph whose parts open the paragraphs behind it."""
    for total in _totals(text):
        parts = _openings(total, behind)
        values = [i.value for _, i in parts]
        if len(parts) < 2 or total.value in accumulate(values):
            continue
        if _RESTED.match(parts[-1][1].label) or _is_list(text, total, parts):
            yield from _missed(total, [i for _, i in parts])


def wrong_behind(text: str, before: Sequence[str]) -> Iterator[Spread]:
    """Give the totals of so many things (以上三个时期的…) whose parts are the last figures told."""
    for total in _totals(text):
        told = _COUNTED.search(text, max(0, total.start - 14), total.start)
        if told is None:
            continue
        many = _MANY.index("两" if told["n"] == "二" else told["n"])
        if any(same_unit(i, total) for i in find_items(text) if i.start < total.start):
            continue
        like = [
            i for p in before[-max(_BACK, many) :] for i in find_items(p)
            if _alike(i, total) and is_firm(i) and not NO_PART.search(i.label)
        ]  # fmt: skip
        if len(like) < many or total.value in {i.value for i in like}:
            continue
        yield from _missed(total, like[-many:])


def wrong_above(text: str, grid: Grid) -> Iterator[Spread]:
    """Give the totals of the last paragraph above a table that miss what its one column comes to."""
    columns = [c for c in grid.columns if c.additive and not c.year]
    if len(columns) != 1 or any(r.year for r in grid.rows):
        return
    cells = {r.index: n for r in grid.rows if (n := grid.number(r.index, columns[0].index))}
    rows = [r for r in grid.rows if r.index in cells]
    unit = grid.unit_of(columns[0])
    ends = [cells[r.index].value for r in rows if r.total]
    parts = [cells[r.index] for r in rows if not r.total and not r.among]
    made = sum((n.value for n in parts), Decimal(0))
    if len(parts) < _FEWEST or any(made != end for end in ends):
        return
    known = {n.value for n in cells.values()} | {made}
    items = find_items(text)
    if any(i.value in known for i in items):
        return
    for total in _totals(text):
        slip = kind_of_slip(total.value, total.quantity.step, made)
        if (
            slip
            and unit in ("", total.unit)
            and not any(same_unit(i, total) for i in items if i is not total)
        ):
            shown = tuple(f"{n.value.normalize():f}" for n in parts)
            yield Spread(total, shown, made)


def _totals(text: str) -> Iterator[Item]:
    for item in find_items(text):
        good = is_firm(item) and bool(item.unit) and not item.quantity.chinese
        good = good and item.quantity.kind in ("count", "measure")
        if good and digits(item.quantity) >= _FEWEST and _says_all(text, item):
            yield item


def _says_all(text: str, item: Item) -> bool:
    words = text[max(item.label_start - 12, 0) : item.start]
    own = item.label or words
    told = _SAYS_ALL.search(words) is not None or digits(item.quantity) >= _LONG
    return told and not _COMPARED.search(own)


_COMPARED: Final = re.compile(
    "比|较|增|减|上升|下降|均|率|占|每|超|低于|高于|上年|去年|计划|预算|其中"
)


def _alike(item: Item, total: Item) -> bool:
    """口 and 人 count one thing."""
    heads = ("人", "口", "位", "名")
    return same_unit(item, total) or (item.unit in heads and total.unit in heads)


def _openings(total: Item, behind: Sequence[str]) -> list[tuple[str, Item]]:
    """The first like figure of each paragraph behind, as long as each has one in its first sentence."""
    found: list[tuple[str, Item]] = []
    for number, paragraph in enumerate(behind[:_MOST]):
        items = find_items(paragraph)
        if not items and not number and len(paragraph) <= _SHORT:
            continue  # a title without a mark
        first = next((i for i in items if _alike(i, total)), None)
        if first is None or first.sentence or not is_firm(first) or first.own_year:
            break
        if NO_PART.search(first.label) or (
            TOTAL.search(first.label) and first.value >= total.value
        ):
            break
        found.append((paragraph, first))
    return found


def _is_list(text: str, total: Item, parts: Sequence[tuple[str, Item]]) -> bool:
    """The paragraphs are numbered from the first on, or as many as the text says; or the total is too
    long to be met by chance."""
    turns = "".join(m[1] for p, _ in parts if (m := _NUMBERED.match(p)) is not None)
    if len(turns) == len(parts) > 1 and "一二三四五六七八九".startswith(turns):
        return True
    told = _COUNTED.search(text)
    many = _MANY.index("两" if told["n"] == "二" else told["n"]) if told is not None else 0
    return many == len(parts) or (digits(total.quantity) > 4 and len(parts) > 2)


def _missed(total: Item, parts: Sequence[Item]) -> Iterator[Spread]:
    made = sum((p.value for p in parts), Decimal(0))
    slack = sum((p.quantity.half for p in parts), total.quantity.half)
    if abs(made - total.value) <= slack:
        return
    if kind_of_slip(total.value, total.quantity.step, made):
        yield Spread(total, tuple(p.quantity.text for p in parts), made)
