"""Columns of two tables that are one (同列): of one name, and alike in most of the years both give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Final

from fangzhi.facts.records.record import Record

_YEARS: Final = 3
_MOST_TABLES: Final = 8
Column = tuple[str, str, str, str]
"""Place, subject, indicator and unit of a column."""


def column_of(record: Record) -> Column:
    """Give what the column of a record is compared by."""
    return (record.place, record.subject, record.indicator, record.unit.base)


def columns_alike(records: Iterable[Record]) -> frozenset[tuple[str, str, Column]]:
    """Give the tables, two by two in both orders, that give one column alike in three years or more
    and in most of the years that both give, whatever their titles say."""
    columns: dict[Column, dict[str, dict[int, Record]]] = defaultdict(lambda: defaultdict(dict))
    for r in records:
        if r.table and r.year and not r.span:
            columns[column_of(r)][r.table].setdefault(r.year, r)
    found = set()
    for column, tables in columns.items():
        if not 1 < len(tables) <= _MOST_TABLES:
            continue
        for (a, own), (b, other) in combinations(tables.items(), 2):
            both = own.keys() & other.keys()
            same = sum(own[year].value == other[year].value for year in both)
            if same >= _YEARS and same * 4 >= 3 * len(both):
                found |= {(a, b, column), (b, a, column)}
    return frozenset(found)
