"""The word lists that say how figures are read (data/*.tsv)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec


class Indicator(msgspec.Struct, frozen=True):
    """An indicator (指标): its name, stock/flow/ratio/attr, and whether it needs its subject."""

    name: str
    kind: str
    bare: bool = False


def _rows(name: str) -> Iterator[list[str]]:
    text = (files("fangzhi.facts.records") / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def indicators() -> dict[str, Indicator]:
    """Give every way to write an indicator with what it means."""
    known: dict[str, Indicator] = {}
    for name, others, kind in _rows("indicators.tsv"):
        own = Indicator(name.lstrip("+"), kind, name.startswith("+"))
        for word in (own.name, *others.split()):
            known.setdefault(word, own)
    return known


@cache
def words(use: str) -> tuple[str, ...]:
    """Give the words of one use, the longest first."""
    found = next(row[1].split() for row in _rows("words.tsv") if row[0] == use)
    return tuple(sorted(set(found), key=lambda w: (-len(w), w)))


class Unit(msgspec.Struct, frozen=True, cache_hash=True):
    """A unit as written, what it is counted in, and how many of those make one."""

    name: str
    base: str
    factor: Decimal


@cache
def units() -> dict[str, tuple[Unit, ...]]:
    """Give the units by their first character, the longest first."""
    by_first: dict[str, list[Unit]] = {}
    for name, base, factor in _rows("units.tsv"):
        by_first.setdefault(name[0], []).append(Unit(name, base, Decimal(factor)))
    return {c: tuple(sorted(own, key=lambda u: -len(u.name))) for c, own in by_first.items()}


@cache
def unit_named(name: str) -> Unit | None:
    """Give the unit of exactly this name."""
    return next((u for u in units().get(name[:1], ()) if u.name == name), None)


class Verb(msgspec.Struct, frozen=True):
    """What happens to a thing on a date: the word, its class, whether only once.

    A `bare` word is a noun's part too (供水能力): it tells an event only at the end of a clause.
    """

    word: str
    group: str
    once: bool
    bare: bool = False


@cache
def verbs() -> dict[str, Verb]:
    """Give the words of events with their class; the first class that lists a word has it."""
    known: dict[str, Verb] = {}
    for row in _rows("verbs.tsv"):
        for word in row[1].split():
            bare, word = word.startswith("~"), word.lstrip("~")
            known.setdefault(word, Verb(word, row[0], len(row) > 2 and row[2] == "once", bare))
    return known


WEIGHTS: Final = {
    None: 0, "": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12,
}  # fmt: skip
