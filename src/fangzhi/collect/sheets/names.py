"""Cell names of spreadsheets: C5 to a place, counted from 0."""

from __future__ import annotations

import re

_NAME = re.compile(r"^\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
LAST_COLUMN = 16_384
LAST_ROW = 1_048_576


def cell_place(name: str) -> tuple[int, int] | None:
    """Give (row, column) of a cell name; None where it names no cell of a sheet."""
    match = _NAME.match(name)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if 0 < row <= LAST_ROW and column <= LAST_COLUMN else None


def column_range(first: str, last: str) -> range:
    """Give the columns from `first` to `last`, counted from 1 as a workbook writes them."""
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(max(0, int(first) - 1), min(int(last), LAST_COLUMN))
