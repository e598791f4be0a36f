"""Borne out by a table (表内印证): whether the sums of its row and column fit a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from fangzhi.facts.records.aligned import CellFigure
from fangzhi.facts.records.record import Record

_LONG: Final = 40
_SLACK: Final = 1e-6


class CellSums:
    """The figures of tables by their place; tells of a cell which of two figures its table needs."""

    def __init__(self, cells: Iterable[CellFigure]) -> None:
        self.rows: dict[tuple[str, int], list[CellFigure]] = {}
        self.columns: dict[tuple[str, int], list[CellFigure]] = {}
        self.spots: dict[str, CellFigure] = {}
        for cell in cells:
            self.rows.setdefault((cell.table, cell.row), []).append(cell)
            self.columns.setdefault((cell.table, cell.column), []).append(cell)
            self.spots[cell.block.id] = cell

    def favor(self, record: Record, other: Record) -> int:
        """Tell 1 where the sums around a cell fit it and not the other figure, −1 the other way."""
        cell = self.spots.get(record.block.id) if record.table else None
        if cell is None or (record.unit.name, record.weight) != (other.unit.name, other.weight):
            return 0
        own, theirs = (self._fits(cell, _value(r.digits)) for r in (record, other))
        return own - theirs

    def _fits(self, cell: CellFigure, value: float) -> bool:
        lines = (
            (self.rows[cell.table, cell.row], cell.column),
            (self.columns[cell.table, cell.column], cell.row),
        )
        for n, (line, at) in enumerate(lines):
            if len(line) > _LONG:
                continue
            places = [c.column if n == 0 else c.row for c in line]
            values = [_value(c.digits) for c in line]
            here = places.index(at)
            values[here] = value
            if _adds_up(values, here):
                return True
        return False


def _value(digits: str) -> float:
    return float(digits.replace(",", "").lstrip("-") or 0)


def _adds_up(values: Sequence[float], here: int) -> bool:
    """Tell whether one figure of a line is the sum of two or more in a row beside it, the one at
    `here` among them."""
    for at, total in enumerate(values):
        if total <= 0:
            continue
        for step in (1, -1):
            so_far, seen = 0.0, at == here
            count = 0
            place = at + step
            while 0 <= place < len(values) and so_far <= total:
                so_far += values[place]
                seen = seen or place == here
                count += 1
                if count > 1 and seen and abs(so_far - total) <= _SLACK * max(1.0, total):
                    return True
                place += step
    return False
