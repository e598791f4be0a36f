"""Institutions (机构) of the whole country in time: which name was possible when, and what else.

The table (`data/institutions.tsv`) gives for each name the widest time in which any place may
have borne it: a local reform lags behind the central one by months or years. Rows marked mem are
not checked against a document. An office's own `[authority]` table is better than this one.
"""

from functools import cache
from importlib.resources import files

import msgspec

from fangzhi.authority.dates import When, overlaps


class Tenure(msgspec.Struct, frozen=True):
    """A name and the time in which it may have been used; '' is open.

    `level` is 国 (central), 省 (a 厅), 县 (any local body, named after a place) or 派 (a branch).
    `lines` are the lines of descent (系) it stands in; `full` the full name where this is short.
    """

    lines: tuple[str, ...]
    level: str
    name: str
    full: str
    start: str
    end: str
    begun_by: str
    ended_by: str
    source: str

    def holds(self, on: When) -> bool:
        """Tell whether the name may have been used at some day of `on`."""
        return overlaps(self.start or None, self.end or None, on)

    @property
    def shown(self) -> str:
        """The row as evidence prints it: 国土资源局 1998-03—2019-06."""
        return f"{self.name} {self.start or '…'}—{self.end or '…'}"


class Reform(msgspec.Struct, frozen=True):
    """A reform: the central date, when places followed, and what it is called."""

    key: str
    central: str
    local: str
    title: str
    source: str


def _rows(name: str) -> list[list[str]]:
    text = files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


@cache
def tenures() -> tuple[Tenure, ...]:
    """Every row of the table, in its order."""
    return tuple(Tenure(tuple(row[0].split(",")), *row[1:]) for row in _rows("institutions.tsv"))


@cache
def reforms() -> dict[str, Reform]:
    """The reforms by their key ('2018')."""
    return {row[0]: Reform(*row) for row in _rows("reforms.tsv")}


@cache
def _by_name() -> dict[str, tuple[Tenure, ...]]:
    known: dict[str, list[Tenure]] = {}
    for tenure in tenures():
        known.setdefault(tenure.name, []).append(tenure)
    return {name: tuple(rows) for name, rows in known.items()}


@cache
def short_names() -> dict[str, tuple[str, ...]]:
    """Give the short names of local bodies by the full name: 卫生健康局 → 卫健局."""
    found: dict[str, tuple[str, ...]] = {}
    for row in tenures():
        if row.full and row.level == "县":
            found[row.full] = (*found.get(row.full, ()), row.name)
    return found


def tenures_of(name: str) -> tuple[Tenure, ...]:
    """The rows of a name; empty when the table does not know it."""
    return _by_name().get(name, ())


def names_then(name: str, level: str, on: When) -> tuple[Tenure, ...]:
    """What stood in the lines of a name at a time, full names only, in the table's order."""
    lines = {line for t in tenures_of(name) if t.level == level for line in t.lines}
    return tuple(
        t
        for t in tenures()
        if t.level == level and not t.full and lines.intersection(t.lines) and t.holds(on)
    )
