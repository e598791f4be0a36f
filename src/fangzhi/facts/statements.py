"""Statements (陈述): each quantity with the words that say what it measures, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.quantities import Quantity, find_quantities

_BREAK: Final = re.compile("[，、；。：:！？（）()\n,;【】]")
_SENTENCE_END: Final = "。！？\n"
_YEAR: Final = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?:年|(?=[—–\-~～至]\d{4}年))")
_ASIDE: Final = re.compile("(?:比|较|与|同|相当于|是|占)(?:上年|同期)?$")
"""Before a year: the year of a comparison, which what follows is not said of."""
_LONGEST: Final = 240
"""No words without a break are longer that say what a figure counts; a bound keeps their readers
linear in a text without breaks."""
_LEADING: Final = re.compile(
    r"^(?:其中|全县|全市|全省|全区|全镇|全乡|全村|全州|全年|年末|年底|累计|合计|共计|总计|全部|共有|共|有|另有|另|和|及|与|以及|为|达到|达|的)+"
)


class Item(msgspec.Struct, frozen=True):
    """A quantity and what it measures: `label` before it, `tail` after it up to the next break
    (240 and 24 characters at most).

    `lead` is the break that the label follows ("" where it follows a quantity directly),
    `sentence` and `clause` number the sentence and the ，；-clause, `depth` counts brackets,
    `year` is the year said in the label, else the last one said before it, else 0.
    """

    quantity: Quantity
    label: str
    label_start: int
    lead: str
    tail: str
    sentence: int
    clause: int
    depth: int
    year: int
    own_year: bool

    @property
    def start(self) -> int:
        """Where the number starts."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where the unit ends."""
        return self.quantity.end

    @property
    def value(self) -> Decimal:
        """The value with its scale worked in."""
        return self.quantity.value

    @property
    def unit(self) -> str:
        """The unit as written, scale left out."""
        return self.quantity.unit

    @property
    def shown(self) -> str:
        """Label and quantity as one reads them, for evidence."""
        return f"{subject(self.label)}{self.quantity.text}"


@lru_cache(maxsize=8192)
def subject(label: str) -> str:
    """Give a label without the words that only introduce it (其中, 全县, 共有 …)."""
    return _LEADING.sub("", label.strip())


@lru_cache(maxsize=512)
def find_items(text: str) -> tuple[Item, ...]:
    """Give every quantity of a text with its label, in order."""
    return tuple(_items(text))


def _items(text: str) -> Iterator[Item]:
    quantities = find_quantities(text)
    if not quantities:
        return
    years = [(m.start(), int(m[1])) for m in _YEAR.finditer(text)]
    sentence = clause = depth = position = at_year = year = lasting = 0
    ends = [q.end for q in quantities]
    boundary, lead = 0, ""
    for number, q in enumerate(quantities):
        own, year = False, lasting
        for m in _BREAK.finditer(text, position, q.start):
            c = lead = m[0]
            boundary = m.end()
            sentence += c in _SENTENCE_END
            clause += c in "，；。！？\n：:（）()"
            depth += (c in "（(") - (c in "）)")
        depth = max(depth, 0) if not lead or lead not in _SENTENCE_END else 0
        while at_year < len(years) and years[at_year][0] < q.start:
            year = years[at_year][1]
            own = years[at_year][0] >= boundary
            if not _ASIDE.search(text, max(0, years[at_year][0] - 6), years[at_year][0]):
                lasting = year
            at_year += 1
        label_start = max(boundary, q.start - _LONGEST)
        label = text[label_start : q.start]
        yield Item(q, label, label_start, lead, _tail(text, ends[number], quantities, number),
                   sentence, clause, depth, year, own)  # fmt: skip
        boundary, lead, position = q.end, "", q.end


def _tail(text: str, end: int, quantities: tuple[Quantity, ...], number: int) -> str:
    stop = quantities[number + 1].start if number + 1 < len(quantities) else len(text)
    stop = min(stop, end + 24)
    found = _BREAK.search(text, end, stop)
    return text[end : found.start() if found is not None else stop]


def same_unit(a: Item, b: Item) -> bool:
    """Tell whether two quantities can be added as they are written."""
    first, second = a.quantity, b.quantity
    if first.kind != second.kind:
        return False
    one, other = first.unit, second.unit
    return one == other or _SAME.get(one, one) == _SAME.get(other, other)


_SAME: Final = {
    "名": "人", "位": "人", "员": "人", "公里": "千米", "平方公里": "平方千米", "公斤": "千克", "立方": "立方米",
    "千瓦小时": "千瓦时", "度": "千瓦时", "华里": "里",
}  # fmt: skip
"""Names of one unit: 在1860名干部中…的1395人 are figures of one kind."""


def is_firm(item: Item) -> bool:
    """Tell whether a quantity is stated firmly: no 约, 余, 左右, and no end of a range."""
    return not item.quantity.approximate and not item.quantity.ranged


_WIDEST: Final = 60


def together(start: int, said: Item, *others: Item) -> int:
    """Where the words in doubt start: at the first of the figures of the sentence that the last one
    is computed from, where they stand close together; else at `start`."""
    near = [i.start for i in others if i.sentence == said.sentence and i.start < said.start]
    first = min((start, *near))
    return first if said.end - first <= _WIDEST else start
