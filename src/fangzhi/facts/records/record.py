"""A record (史实的读法): a figure with everything that says what it is, cheap to make."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

import msgspec

from fangzhi.facts.records.readings import value_of
from fangzhi.facts.records.words import Unit
from fangzhi.model.agent import Period
from fangzhi.model.evidence import Fact
from fangzhi.model.place import Anchor
from fangzhi.model.text import Text

Standing = Literal["", "statistics", "prior", "chronology"]
Key = tuple[str, str, str, str, int, str, tuple[str, ...]]


HARM: Final = re.compile(
    "(?<![非有无致因])(死亡|遇难|受伤|失踪|受灾|(?:倒塌|损毁|冲毁|毁坏)(?:房屋|民房|农田|桥梁))(?:人数|人口)?$"
)
"""What a calamity did: one figure of a day under one name, whatever words lead up to it."""


class Record(msgspec.Struct, frozen=True, gc=False):
    """A figure and what it measures.

    `place` "" is the whole area of the work; `subject` "" the place itself. `kind` "" is an
    indicator that our list does not name; `bare` one that means nothing without its subject.
    `year` 0 and `span` "" where nothing is said; a span other than "" is only a part of the year,
    or more than it. `standing` says what sort of document it stands in; `table` that it is a cell.
    """

    place: str
    subject: str
    indicator: str
    kind: str
    bare: bool
    scope: tuple[str, ...]
    year: int
    span: str
    digits: str
    weight: int
    unit: Unit
    block: Text
    start: int
    end: int
    doc: int
    standing: Standing
    table: str
    part: bool = False
    section: str = ""
    about: str = ""

    @property
    def key(self) -> Key:
        """What two records must share to speak of the same figure."""
        if self.kind == "attr" and self.subject:
            return (self.place, self.subject, self.indicator, self.unit.base, 0, "", self.scope)
        if len(self.span) == 5:  # on one day: the words around tell whether it is one event
            harm = HARM.search(self.indicator)
            name = harm[1] if harm is not None else self.indicator
            return ("", "", name, self.unit.base, self.year, self.span, ())
        return (self.place, self.subject, self.indicator, self.unit.base, self.year, self.span,
                self.scope)  # fmt: skip

    @property
    def value(self) -> Decimal:
        """The value in the base unit."""
        return value_of(self.digits, self.weight, self.unit)[0]

    @property
    def step(self) -> Decimal:
        """The weight of the last printed place, in the base unit."""
        return value_of(self.digits, self.weight, self.unit)[1]

    @property
    def words(self) -> str:
        """The figure as it is printed."""
        return self.block.text[self.start : self.end]

    @property
    def shown(self) -> str:
        """The figure with its scale and unit, as one reads it."""
        scale = _SCALES.get(self.weight, f"×10^{self.weight}")
        return f"{self.digits}{scale}{self.unit.name}"


_SCALES = {0: "", 2: "百", 3: "千", 4: "万", 6: "百万", 7: "千万", 8: "亿", 12: "万亿"}


def anchor_of(block: Text, start: int, end: int) -> Anchor:
    """Point at words of a text."""
    text = block.text
    return Anchor(block.id, start, end, text[start:end], text[max(0, start - 32) : start],
                  text[end : end + 32])  # fmt: skip


def fact_of(record: Record) -> Fact:
    """Give a record as the fact that is kept, compared and shown."""
    year = str(record.year) if record.year else ""
    period = f"{year}-{record.span}" if record.span and year else year
    return Fact(
        record.subject or record.place,
        record.indicator,
        anchor_of(record.block, record.start, record.end),
        value=record.value,
        unit=record.unit.base,
        text=record.shown,
        period=Period(period, period),
        place=record.place,
        scope=record.scope,
    )
