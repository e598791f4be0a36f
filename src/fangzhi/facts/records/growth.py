"""Accounts (累计与新增): the totals of one thing through the years, and what was added in each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from fangzhi.facts.records.record import Record

_NEW: Final = re.compile(r"新增|净增")
_TOTAL: Final = re.compile(r"累计")


class Account(msgspec.Struct, frozen=True):
    """One thing counted on through the years: totals (累计) and additions (新增), by year."""

    totals: tuple[Record, ...]
    added: tuple[Record, ...]


def accounts(records: Iterable[Record]) -> tuple[Account, ...]:
    """Put cumulative figures and additions of one thing together; one figure a year each."""
    totals: dict[tuple[str, ...], dict[int, Record]] = {}
    added: dict[tuple[str, ...], dict[int, Record]] = {}
    doubled: set[tuple[str, ...]] = set()
    for record in records:
        if not record.year or record.standing == "prior":
            continue
        home = totals if record.span == "累计" else added if record.span == "新增" else None
        if home is None:
            continue
        name = _bare(record.subject + record.indicator)
        key = (record.place, name, record.unit.base, *record.scope)
        own = home.setdefault(key, {})
        if record.year in own and own[record.year].value != record.value:
            doubled.add(key)
        own.setdefault(record.year, record)
    return tuple(
        Account(_in_order(own), _in_order(added.get(key, {})))
        for key, own in totals.items()
        if key not in doubled and len(own) > 1
    )


def _bare(name: str) -> str:
    return _TOTAL.sub("", _NEW.sub("", name))


def _in_order(by_year: dict[int, Record]) -> tuple[Record, ...]:
    return tuple(by_year[year] for year in sorted(by_year))


def is_sum(before: Record, new: Record, after: Record) -> bool:
    """Tell whether before + new = after, as far as the coarsest of them is printed."""
    step = max(before.step, new.step, after.step)
    return abs(before.value + new.value - after.value) < step * 2
