"""Which of two figures is the doubtful one: what else the work says speaks for one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from fangzhi.facts.bounds import Range, growth
from fangzhi.facts.records.aligned import CellFigure
from fangzhi.facts.records.borne_cells import CellSums
from fangzhi.facts.records.compare import Conflict
from fangzhi.facts.records.record import Record

_BY_SUMS = "表中合计与对照的一处相合"
_BY_GROWTH = "文中所说的增减幅度与对照的一处相合"
_GROWN = re.compile(
    r"，?(?:同比|[比较](?:上年|去年|上一年|(?P<year>[12]\d{3})年)(?:末|底|同期)?)"
    r"(?:(?P<up>增长|增加|上升|提高|增)|下降|减少|降低|减)了?(?P<rate>\d{1,4}(?:\.\d{1,2})?)[%％]"
)
_BASES = {"%", "‰"}


class Sides:
    """The figures of a work, for telling which of two is borne out by others."""

    def __init__(self, records: Sequence[Record], cells: Sequence[CellFigure]) -> None:
        self._records = records
        self._sums = CellSums(cells)
        self._known: dict[tuple[str, str, int], list[Record]] | None = None

    def turned(self, conflict: Conflict) -> Conflict:
        """Doubt the one of two figures that a table's sums, or a growth told of it, speak against."""
        if conflict.agreeing or conflict.kind not in ("text", "table"):
            return conflict
        here, there = conflict.doubtful, conflict.other
        speaks, reason = self._sums.favor(there, here) - self._sums.favor(here, there), _BY_SUMS
        if not speaks:
            speaks, reason = self._by_growth(here, there), _BY_GROWTH
        if not speaks:
            return conflict
        if speaks < 0:
            here, there = there, here
        return msgspec.structs.replace(conflict, doubtful=here, other=there, reason=reason)

    def _by_growth(self, here: Record, there: Record) -> int:
        """Tell above 0 where a growth told beside either fits `there` only, below where `here`."""
        speaks = 0
        for teller in (here, there):
            grown = _GROWN.match(teller.block.text, teller.end)
            if grown is None or teller.table or not teller.year or teller.unit.base in _BASES:
                continue
            year = int(grown["year"] or teller.year - 1)
            bases = {
                (r.value, r.step)
                for name in {here.indicator, there.indicator}
                for r in self._of(teller.place, name, year)
                if r.unit.base == teller.unit.base and r.subject in (here.subject, there.subject)
            }
            if len(bases) == 1:
                (base,) = bases
                speaks += _fits(there, base, grown) - _fits(here, base, grown)
        return speaks

    def _of(self, place: str, indicator: str, year: int) -> Sequence[Record]:
        if self._known is None:
            self._known = {}
            for r in self._records:
                if r.span in ("", "全年") and not r.scope and r.value > 0:
                    self._known.setdefault((r.place, r.indicator, r.year), []).append(r)
        return self._known.get((place, indicator, year), ())


def _fits(figure: Record, base: tuple[Decimal, Decimal], grown: re.Match[str]) -> bool:
    """Tell whether a figure over a base makes the growth that is told, as far as all are printed."""
    value, half = figure.value, figure.step / 2
    made = growth(
        Range(value - half, value + half), Range(base[0] - base[1] / 2, base[0] + base[1] / 2)
    )
    if made is None:
        return False
    rate = Decimal(grown["rate"]) * (1 if grown["up"] else -1)
    slack = Decimal(1).scaleb(-len(grown["rate"].partition(".")[2])) / 2
    return made.low - slack <= rate <= made.high + slack
