"""What a place's own section tells without a year (辖11个行政村) beside its row in a table of places: the
paragraph is of the table's year where another of its figures is that of the row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from fangzhi.facts.records.record import Record

_LEAST: Final = 3
"""Digits of a figure that paragraph and row share by no chance."""


def dated_by_rows(records: Sequence[Record]) -> Sequence[Record]:
    """Give the records, those without a year in the year of the row that their paragraph agrees with."""
    rows: dict[tuple[int, str], list[Record]] = {}
    for record in records:
        if record.table and record.place and record.year and not record.subject:
            rows.setdefault((record.doc, record.place), []).append(record)
    if not rows:
        return records
    told: dict[tuple[str, str], int] = {}
    for record in records:
        if not _is_undated(record) or len(record.digits.replace(".", "")) < _LEAST:
            continue
        for own in rows.get((record.doc, record.place), ()):
            if (own.indicator, own.digits, own.unit) == (
                record.indicator,
                record.digits,
                record.unit,
            ):
                told[record.block.id, record.place] = own.year
    return [
        msgspec.structs.replace(r, year=year)
        if _is_undated(r) and (year := told.get((r.block.id, r.place), 0))
        else r
        for r in records
    ]


def _is_undated(record: Record) -> bool:
    plain = not (record.year or record.span or record.table or record.subject or record.standing)
    return plain and record.place != "" and record.kind in ("stock", "flow")
