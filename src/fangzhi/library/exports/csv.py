"""Hits as CSV that a spreadsheet opens with a double click: UTF-8 with a mark, CRLF."""

from __future__ import annotations

import csv as standard
import io

from fangzhi.library.exports.rows import COLUMNS, NUMBERS, Works, rows
from fangzhi.library.search import Found

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv(found: Found, works: Works) -> bytes:
    """Give the hits as CSV. A cell that a spreadsheet would take for a formula begins with '."""
    out = io.StringIO()
    writer = standard.writer(out)
    writer.writerow([head for head, _ in COLUMNS])
    for row in rows(found, works):
        writer.writerow([_safe(cell, number) for number, cell in enumerate(row)])
    return "\ufeff".encode() + out.getvalue().encode("utf-8", "replace")


def _safe(cell: str, column: int) -> str:
    return "'" + cell if column not in NUMBERS and cell.startswith(_FORMULA) else cell
