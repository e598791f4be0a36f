"""Claims whose other figure stands elsewhere in the work: the search of `facts.explanations`, given what
other entries, tables and documents tell of the same place under the name that the claim asks for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, islice
from typing import Final, Literal

import msgspec

from fangzhi.facts.arithmetic.heads import PerHead
from fangzhi.facts.arithmetic.pools import MOST_CLAIMS, digits, in_unit
from fangzhi.facts.arithmetic_readings.means import (
    MeanClaim,
    is_head,
    may_tell_means,
    mean_claim,
)
from fangzhi.facts.arithmetic_readings.reading import Reading, closeness, find_readings
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.explanations.borne import borne
from fangzhi.facts.explanations.change_claims import Moving, claims
from fangzhi.facts.explanations.changes import moved_between
from fangzhi.facts.explanations.claims import KINDS, claim_of
from fangzhi.facts.explanations.claims import Claim as Share
from fangzhi.facts.explanations.means import among_heads
from fangzhi.facts.explanations.quotients import factor_of
from fangzhi.facts.explanations.search import slip_between
from fangzhi.facts.explanations.shares import sides_of, weigh
from fangzhi.facts.explanations.sides import is_mean, plain_name, values_far
from fangzhi.facts.records.gather import Gathered
from fangzhi.facts.records.record import Record
from fangzhi.facts.records.setting import Setting
from fangzhi.facts.statements import Item
from fangzhi.model.text import Text

Kind = Literal["share", "head", "growth"]
_BEFORE: Final = 5
"""Paragraphs before a claim that are read with it."""
_MOST: Final = 20
"""Figures of elsewhere that are held against one claim."""
_HAS_CLAIM: Final = re.compile(r"[\d.]\d[%％‰]|分之|(?<=[\d一二三四五六七八九十百两半几])[成倍]")


class Elsewhere(msgspec.Struct, frozen=True):
    """`said` (whose words begin at `start` of `block`) is claimed of `near`, which stands there, and of
    the record `other`; together they make `made`."""

    kind: Kind
    said: Item
    start: int
    block: Text
    near: Item
    other: Record
    made: Range


def borne_elsewhere(gathered: Gathered) -> Iterator[Elsewhere]:
    """Give the shares, means and changes that a figure of another block contradicts by a slip of the
    pen, where no figure of that name bears them out."""
    index = _Index(gathered.records)
    before: list[str] = []
    doc = -1
    for block, setting in gathered.texts:
        if setting.doc != doc:
            before, doc = [], setting.doc
        if _HAS_CLAIM.search(block.text) is not None or may_tell_means(block.text):
            here = _Here(block, setting, before, index)
            yield from here.shares()
            yield from here.means()
            yield from here.changes()
        before = [*before[1 - _BEFORE :], block.text]


class _Index:
    """The figures of a work by place and indicator: those of whole years, however they are counted."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.names: dict[str, dict[str, list[Record]]] = {}
        self.of_block: dict[str, list[Record]] = {}
        self._known: dict[tuple[str, str], list[Record]] = {}
        self._heads: dict[tuple[str, int], list[Record]] = {}
        for r in records:
            if r.standing == "prior":
                continue
            if not r.table:
                self.of_block.setdefault(r.block.id, []).append(r)
            lasting = r.year or (_LASTING.search(r.indicator) and not r.table)
            if r.span in ("", "全年") and lasting and r.unit.base not in ("%", "‰"):
                self.names.setdefault(r.place, {}).setdefault(r.indicator, []).append(r)

    def named(self, place: str, name: str) -> list[Record]:
        """Give the figures of a place whose indicator a name may stand for."""
        key = place, name
        if key not in self._known:
            self._known[key] = [
                r for own, records in self.names.get(place, {}).items()
                if closeness(name, plain_name(own)) >= 2 for r in records
            ]  # fmt: skip
        return self._known[key]

    def heads(self, place: str, year: int) -> list[Record]:
        """Give what may be heads of a place: the figures of a year and the one before by short names."""
        key = place, year
        if key not in self._heads:
            self._heads[key] = [
                r for name, records in self.names.get(place, {}).items() if len(name) < _SHORT
                for r in records if r.year in (year, year - 1)
            ]  # fmt: skip
        return self._heads[key]


class _Claims:
    """One text, and what it claims that may be of a figure elsewhere."""

    def __init__(self, text: str) -> None:
        self.text, self.every = text, find_readings(text)

    @cached_property
    def sides(self) -> list[Reading]:
        """The readings that may be a share or a side of one."""
        return sides_of(self.every)

    @cached_property
    def shares(self) -> list[Share]:
        """Shares of a named whole, of two digits or more."""
        found = (
            claim_of(self.text, self.sides, at) for at, said in enumerate(self.sides[:MOST_CLAIMS])
            if said.item.quantity.kind in KINDS and said.item.quantity.firm
            and digits(said.item.quantity) > 1
        )  # fmt: skip
        return [
            claim for claim in found if claim is not None and not claim.wider and claim.of is None
            and len(_whole_of(claim)) > 1
        ]  # fmt: skip

    @cached_property
    def means(self) -> list[MeanClaim]:
        """Figures by head, of three digits or more."""
        found = (
            mean_claim(said, surveyed=True) for said in self.every[:MOST_CLAIMS]
            if said.is_value and digits(said.item.quantity) > 2 and is_mean(said)
        )  # fmt: skip
        return [claim for claim in found if claim is not None]

    @cached_property
    def changes(self) -> list[Moving]:
        """Changes in percent or multiples, of two digits or more."""
        return [
            claim for claim in claims(self.text, self.every)
            if claim.said.item.quantity.kind in ("percent", "times")
            and digits(claim.said.item.quantity) > 1
            and not (claim.apart or claim.plan or claim.of is not None)
        ]  # fmt: skip


def _whole_of(claim: Share) -> str:
    return claim.within if claim.nameless else claim.whole


_claims_of = lru_cache(maxsize=256)(_Claims)
"""Kept, for an entry is checked again and again while it is written."""


class _Here:
    """One text and the figures of elsewhere that its claims may be of."""

    def __init__(self, block: Text, setting: Setting, before: Sequence[str], index: _Index) -> None:
        self.block, self.setting, self.before, self.index = block, setting, before, index
        self.own = index.of_block.get(block.id, [])
        self.place = self.own[0].place if self.own else setting.place
        self.claims = _claims_of(block.text)

    def _year(self, reading: Reading) -> int:
        return reading.year or self.setting.year

    def shares(self) -> Iterator[Elsewhere]:
        """Shares whose whole is named and told elsewhere."""
        for claim in self.claims.shares:
            said, quantity = claim.said, claim.said.item.quantity
            name, year = _whole_of(claim), self._year(said)
            known = "幅员面积" if _LASTING.search(name) else name
            told = _Told(self.index.named(self.place, known), self.block, (year, year - 1, 0), name)
            if not told.records:
                continue
            far = [*told.readings, *values_far(self.before)]
            for found in weigh(claim, self.claims.sides, self.claims.every, far, []):
                if found.part is None or found.whole is None:
                    continue
                other, whole = told.record_of(found.whole), in_unit(found.whole, found.part.unit)
                if other is None or other.year not in (year, 0) or whole is None:
                    continue
                made = quotient(around(found.part.quantity), whole, factor_of(quantity))
                if made is not None and slip_between(made, quantity):
                    yield self._found("share", said, found.words, found.part, other, made)

    def means(self) -> Iterator[Elsewhere]:
        """Figures by head whose heads are told elsewhere."""
        for claim in self.claims.means:
            said = claim.said
            year = self._year(said)
            told = _Told(self.index.heads(self.place, year), self.block, (year, year - 1))
            heads = [r for r in told.readings if is_head(claim, r)]
            if not heads:
                continue
            far = [*values_far(self.before), *heads]
            for mean in among_heads(claim, self.claims.every, said.number, far):
                other = told.record_of(mean.heads)
                known = (
                    other is not None and other.year == year and _is_here(mean, self.claims.every)
                )
                if not known or other is None:
                    continue
                items = [r.item for r in self.claims.every]
                if borne(said.item, items, "mean", (), [mean.heads]):
                    continue
                if slip_between(mean.range, said.item.quantity):
                    yield self._found("head", said, mean.words, mean.total, other, mean.range)

    def changes(self) -> Iterator[Elsewhere]:
        """Growth over a year whose figure is told elsewhere under the same name."""
        for claim in self.claims.changes if self.own else ():
            own, quantity = self._current(claim), claim.said.item.quantity
            if own is None or _AT_CONSTANT_PRICES.search(own.indicator):
                continue
            year = claim.since or own.year - 1
            bases = [
                r for r in self.index.names.get(own.place, {}).get(own.indicator, ())
                if (r.subject, r.scope, r.unit.base) == (own.subject, own.scope, own.unit.base)
            ]  # fmt: skip
            told = _Told(bases, self.block, (year,), plain_name(own.indicator))
            if not told.records or len({r.value for r in told.records}) > 1:
                continue
            found = moved_between(
                claim, self.block.text, self.claims.every, [*self.before, told.sentence]
            )
            other = told.record_of(found.second.item) if found is not None else None
            if found is None or other is None or found.first.item.start != own.start:
                continue
            if slip_between(found.made, quantity):
                yield self._found(
                    "growth", claim.said, claim.start, found.first.item, other, found.made
                )

    def _current(self, claim: Moving) -> Record | None:
        """The figure right before a change that is a fact of a year."""
        behind = [
            r for r in self.own
            if r.end <= claim.start + 1 and claim.start - r.end < _REACH and r.year and r.kind != "ratio"
            and r.span in ("", "全年")
        ]  # fmt: skip
        return behind[-1] if behind else None

    def _found(
        self, kind: Kind, said: Reading, start: int, near: Item, other: Record, made: Range
    ) -> Elsewhere:
        return Elsewhere(kind, said.item, start, self.block, near, other, made)


_AT_CONSTANT_PRICES: Final = re.compile("生产总值|增加值|总产值|[工农]业产值|^产值$|GDP")
"""What is told at current prices and grows at constant ones."""
_LASTING: Final = re.compile("^(?:总|土地|国土|行政区域|幅员|境域)+总?面积$")
"""How large a place is holds of every year."""
_SHORT: Final = 7
_REACH: Final = 40


def _is_here(mean: PerHead, readings: Sequence[Reading]) -> bool:
    return any(r.item is mean.total for r in readings)


class _Told:
    """Records told as the readings of one made sentence, so that they can be sought among."""

    def __init__(
        self, records: Sequence[Record], block: Text, years: Sequence[int], name: str = ""
    ) -> None:
        fit = (r for r in reversed(records) if r.year in years and r.block.id != block.id)
        self.records = [*islice(fit, _MOST)][::-1]
        clauses = [
            f"{r.year}年{name or r.indicator}{r.shown}。" if r.year else f"{name}{r.shown}。"
            for r in self.records
        ]
        self._starts = [*accumulate(map(len, clauses), initial=0)]
        self.sentence = "".join(clauses)
        self.readings = find_readings(self.sentence)

    def record_of(self, item: Item) -> Record | None:
        """Give the record that an item was made from, None where it is none of these."""
        if not any(r.item is item for r in self.readings):
            return None
        return self.records[bisect_right(self._starts, item.start) - 1]
