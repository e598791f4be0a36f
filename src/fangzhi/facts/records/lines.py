"""Lines (行文): sentences, rows and columns of tables with their figures and words, to be laid side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import size, size_of
from fangzhi.facts.records.aligned import CellFigure
from fangzhi.facts.records.setting import Setting
from fangzhi.facts.statements import Item, find_items
from fangzhi.model.text import Text

_SENTENCE: Final = re.compile("[^。！？\n]+")
HAN_RUN: Final = re.compile("[一-鿿]+")
_WORN: Final = re.compile(
    r"[一二三四五六七八九十百千万零两〇元\d]+(?:年|月|日)?|全[县市区镇乡村年]|年末|当年|同年|其中|以上|人民政府|人民|组织|完成|"
    r"达到|会议|大会|召开|举行|第.{1,2}次|[县市区镇乡]委|[了的于在由为共有与和及并]"
)
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?=年)")
_DAY: Final = re.compile(r"(?<!\d)(1?\d月)((?:[123]?\d日)?)")
_YEARS: Final = re.compile("\\d{4}年?末?|合计|总计")
_AGE: Final = "岁"
"""Two persons are of an age at every turn; ages are held against births elsewhere."""
_LABEL: Final = 12
_NOT_COUNTED: Final = frozenset(("percent", "permille", "points", "times", "doublings", "portion"))


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A figure of a line: what it measures ("" where a table leaves it open), how much, what its last
    printed place and one of its unit weigh; the words before and behind it."""

    source: Item | CellFigure
    start: int
    dimension: str
    much: float
    step: float
    unit: float
    label: str
    tail: str
    year: int

    @property
    def digits(self) -> str:
        """The digits printed, the zeros at the end left out."""
        return printed(self.much, self.step).rstrip("0")


class Line(msgspec.Struct, frozen=True):
    """A sentence, or a row or column of a table, with its figures and pairs of characters."""

    block: Text
    home: str
    setting: Setting
    start: int
    end: int
    figures: tuple[Figure, ...]
    grams: frozenset[str]
    years: frozenset[str]
    days: frozenset[tuple[str, str]]
    table: bool = False

    @property
    def words(self) -> str:
        """The sentence; "" of a table."""
        return self.block.text[self.start : self.end]


def sentences(texts: Iterable[tuple[Text, Setting]]) -> Iterator[Line]:
    """Give the sentences of texts that hold a figure."""
    for block, setting in texts:
        for start, end, figures, grams, years, days in spans(block.text):
            yield Line(block, block.id, setting, start, end, figures, grams, years, days)


def rows_and_columns(cells: Iterable[CellFigure]) -> Iterator[Line]:
    """The rows and the columns of tables, named by their labels and heads."""
    own: dict[tuple[str, str, int], list[CellFigure]] = defaultdict(list)
    for cell in cells:
        if len(cell.digits.strip("0.")) > 1:
            own[cell.table, "row", cell.row].append(cell)
            own[cell.table, "column", cell.column].append(cell)
    for (table, way, _), line in own.items():
        first = line[0]
        named = first.label if way == "row" else first.head
        years = {str(c.year) for c in line if c.year}
        setting = Setting(
            first.doc, place=first.place, section=first.section, standing=first.standing
        )
        yield Line(
            first.block, table, setting, 0, 0, tuple(map(_of_cell, line)), _grams(named),
            frozenset(years) if len(years) == 1 else frozenset(), frozenset(), table=True,
        )  # fmt: skip


def _of_cell(cell: CellFigure) -> Figure:
    digits = cell.digits.replace(",", "")
    places = len(digits.partition(".")[2])
    dimension, weight = size_of(cell.unit.name) if cell.unit is not None else ("", 1.0)
    weight *= 10.0**cell.weight
    return Figure(
        cell, cell.start, dimension, float(digits) * weight, weight * 10.0**-places, weight,
        _YEARS.sub("", cell.label + cell.head), "", cell.year,
    )  # fmt: skip


_Span = tuple[
    int, int, tuple[Figure, ...], frozenset[str], frozenset[str], frozenset[tuple[str, str]]
]


@lru_cache(maxsize=512)
def spans(text: str) -> tuple[_Span, ...]:
    """The sentences of a text with a figure; kept, for an entry is checked again and again."""
    items = [i for i in find_items(text) if i.quantity.kind not in _NOT_COUNTED and i.unit != _AGE]
    if not items:
        return ()
    found: list[_Span] = []
    for m in _SENTENCE.finditer(text):
        figures = tuple(
            _figure(text, i)
            for i in items
            if m.start() <= i.start < m.end() and i.value > 0 and i.unit and not i.quantity.ranged
        )
        if figures:
            words = m.group()
            found.append((
                m.start(), m.end(), figures, _grams(words), frozenset[str](_YEAR.findall(words)),
                frozenset((d[1], d[2]) for d in _DAY.finditer(words)),
            ))  # fmt: skip
    return tuple(found)


def _figure(text: str, item: Item) -> Figure:
    dimension, much = size(item)
    unit = much / float(item.value)
    label = text[max(0, item.start - _LABEL) : item.start]
    return Figure(
        item, item.start, dimension, much, unit * float(item.quantity.step), unit, label,
        item.tail[:4], item.year,
    )  # fmt: skip


def _grams(words: str) -> frozenset[str]:
    runs = HAN_RUN.findall(_WORN.sub(" ", words))
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


@lru_cache(maxsize=65536)
def printed(much: float, step: float) -> str:
    """Give a figure in digits, in steps of its last printed place."""
    return str(int(much / step + 0.5 + 1e-9))


def agree(a: Figure, b: Figure) -> bool:
    """Tell whether two figures are one, the longer rounded or cut off as the shorter is."""
    if a.dimension != b.dimension:
        return not (a.dimension and b.dimension) and a.digits == b.digits and len(a.digits) > 2
    gap, step = abs(a.much - b.much), max(a.step, b.step)
    return gap <= min(a.step, b.step) * 1e-6 or (a.step != b.step and gap < step * 0.999)
