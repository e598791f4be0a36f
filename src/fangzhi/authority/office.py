"""The office's own authority: the `[authority]` table of a work's toml as values.

Towns, villages, bodies with their earlier names, places, posts, persons with their lives, events,
the day of liberation. What the table holds beyond that is kept as `unknown`, so that whoever loads it can say so.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import msgspec

from fangzhi.authority.dates import When, overlaps, span


class NamePeriod(msgspec.Struct, frozen=True):
    """A name with its first and last day as printed: '2019-03', '1954', None where open."""

    name: str
    start: str | None = None
    end: str | None = None

    def holds(self, on: When) -> bool:
        """Whether the name may have been in use; a year or a month counts if any day fits."""
        return overlaps(self.start, self.end, on)


class Body(msgspec.Struct, frozen=True):
    """A body or a place: its present or last name, a short form, its names before and after."""

    current: NamePeriod
    before: tuple[NamePeriod, ...] = ()
    short: str | None = None
    after: str | None = None

    @property
    def names(self) -> tuple[NamePeriod, ...]:
        """Every name in time order, the present one last."""
        return (*self.before, self.current)


class Post(msgspec.Struct, frozen=True):
    """A person in a post (职务) for a time."""

    post: str
    person: str
    start: str | None = None
    end: str | None = None


class Person(msgspec.Struct, frozen=True):
    """A person by every name (别名, 曾用名), the day of birth and death as far as known, the basis."""

    names: tuple[str, ...]
    born: str | None = None
    died: str | None = None
    basis: str = ""

    @property
    def shown(self) -> str:
        """The row as evidence prints it: 名录：何砚 1892-03—1951（烈士证）."""
        return _shown(self.names[0], self.born, self.died, self.basis)


class Event(msgspec.Struct, frozen=True):
    """An event by every name it goes by, its first and last day, the basis."""

    names: tuple[str, ...]
    start: str | None = None
    end: str | None = None
    basis: str = ""

    @property
    def shown(self) -> str:
        """The row as evidence prints it."""
        return _shown(self.names[0], self.start, self.end, self.basis)


class Village(msgspec.Struct, frozen=True):
    """A village or community with the town it stands under ('' when none of `towns` fits)."""

    town: str
    name: str


class Unknown(msgspec.Struct, frozen=True):
    """A field of the table that is not understood: its place (`org[2].leader`) and value."""

    where: str
    value: str


class Office(msgspec.Struct, frozen=True):
    """Everything the table says."""

    liberation: str | None = None
    towns: tuple[str, ...] = ()
    villages: tuple[Village, ...] = ()
    orgs: tuple[Body, ...] = ()
    places: tuple[Body, ...] = ()
    posts: tuple[Post, ...] = ()
    persons: tuple[Person, ...] = ()
    events: tuple[Event, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    def bodies_named(self, name: str) -> tuple[Body, ...]:
        """Bodies and places that bear or bore this name, in full or short form."""
        return tuple(
            b
            for b in (*self.orgs, *self.places)
            if name == b.short or any(name == p.name for p in b.names)
        )

    def name_valid(self, name: str, on: When) -> bool | None:
        """Whether a name was in use at a time; None when the table does not know it."""
        bodies = self.bodies_named(name)
        if not bodies:
            return None
        return any(
            p.holds(on) for b in bodies for p in b.names if name in (p.name, _short_of(b, p))
        )

    def names_at(self, name: str, on: When) -> tuple[str, ...]:
        """What the bodies that ever bore `name` were called at a time; empty if none existed."""
        names = (p.name for b in self.bodies_named(name) for p in b.names if p.holds(on))
        return tuple(dict.fromkeys(names))

    def holders(self, post: str, on: When) -> tuple[Post, ...]:
        """Persons in a post at a time, in the table's order."""
        return tuple(p for p in self.posts if p.post == post and overlaps(p.start, p.end, on))


def _shown(name: str, first: str | None, last: str | None, basis: str) -> str:
    until = "" if first == last else f"—{last or '…'}"
    return f"名录：{name} {first or '…'}{until}" + (f"（{basis}）" if basis else "")


def _short_of(body: Body, period: NamePeriod) -> str | None:
    return body.short if period == body.current else None


_PERIOD: Final = frozenset({"name", "from", "to"})
_BODY: Final = _PERIOD | {"before", "after", "short"}
_POST: Final = frozenset({"post", "person", "from", "to"})
_PERSON: Final = frozenset({"name", "also", "born", "died", "basis"})
_EVENT: Final = _PERIOD | {"also", "basis"}
_TOP: Final = frozenset(
    {"liberation", "towns", "villages", "org", "place", "post", "person", "event"}
    | {"persons_watched", "martyrs", "sources", "words"}  # lists that rules read themselves
)


def read_office(table: Mapping[str, Any]) -> Office:
    """Read a parsed `[authority]` table; wrong types and unreadable dates go to `unknown`."""
    unknown = list(_strangers(table, _TOP, ""))
    towns = _names(table, "towns", unknown)
    villages = tuple(_village(v, towns) for v in _names(table, "villages", unknown))
    orgs = tuple(_body(row, at, unknown) for row, at in _rows(table, "org", _BODY, unknown))
    places = tuple(_body(row, at, unknown) for row, at in _rows(table, "place", _BODY, unknown))
    posts = tuple(_post(row, at, unknown) for row, at in _rows(table, "post", _POST, unknown))
    persons = tuple(_person(r, at, unknown) for r, at in _rows(table, "person", _PERSON, unknown))
    events = tuple(_event(r, at, unknown) for r, at in _rows(table, "event", _EVENT, unknown))
    liberation = _day(table, "liberation", "", unknown)
    return Office(liberation, towns, villages, orgs, places, posts, persons, events, tuple(unknown))


def _strangers(row: Mapping[str, Any], known: frozenset[str], where: str) -> Iterator[Unknown]:
    for key, value in row.items():
        if key not in known:
            yield Unknown(f"{where}{key}", repr(value))


def _names(table: Mapping[str, Any], key: str, unknown: list[Unknown]) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list):
        unknown.append(Unknown(key, repr(value)))
        return ()
    unknown += [Unknown(f"{key}[{i}]", repr(v)) for i, v in enumerate(value) if type(v) is not str]
    return tuple(v for v in value if type(v) is str)


def _rows(
    table: Mapping[str, Any], key: str, known: frozenset[str], unknown: list[Unknown], at: str = ""
) -> list[tuple[Mapping[str, Any], str]]:
    """The tables under `key`, each with its place; what is not a table goes to `unknown`."""
    value = table.get(key, [])
    rows = value if isinstance(value, list) else [value]
    found: list[tuple[Mapping[str, Any], str]] = []
    for i, row in enumerate(rows):
        where = f"{at}{key}[{i}]"
        needed = "post" if "post" in known else "name"
        if isinstance(row, Mapping) and row.get(needed):
            unknown += _strangers(row, known, where + ".")
            found.append((row, where + "."))
        else:
            unknown.append(Unknown(where, repr(row)))
    return found


def _day(row: Mapping[str, Any], key: str, at: str, unknown: list[Unknown]) -> str | None:
    value = row.get(key)
    if value in (None, ""):
        return None
    text = value.isoformat() if isinstance(value, date) else str(value)
    try:
        span(text)
    except ValueError:
        unknown.append(Unknown(at + key, repr(value)))
        return None
    return text


def _period(row: Mapping[str, Any], at: str, unknown: list[Unknown]) -> NamePeriod:
    start, end = _day(row, "from", at, unknown), _day(row, "to", at, unknown)
    return NamePeriod(str(row["name"]), start, end)


def _body(row: Mapping[str, Any], at: str, unknown: list[Unknown]) -> Body:
    earlier = _rows(row, "before", _PERIOD, unknown, at)
    before = tuple(_period(r, where, unknown) for r, where in earlier)
    return Body(_period(row, at, unknown), before, row.get("short"), row.get("after"))


def _post(row: Mapping[str, Any], at: str, unknown: list[Unknown]) -> Post:
    start, end = _day(row, "from", at, unknown), _day(row, "to", at, unknown)
    return Post(str(row["post"]), str(row.get("person", "")), start, end)


def _person(row: Mapping[str, Any], at: str, unknown: list[Unknown]) -> Person:
    born, died = _day(row, "born", at, unknown), _day(row, "died", at, unknown)
    names = (str(row["name"]), *_names(row, "also", unknown))
    return Person(names, born, died, str(row.get("basis", "")))


def _event(row: Mapping[str, Any], at: str, unknown: list[Unknown]) -> Event:
    period = _period(row, at, unknown)
    names = (period.name, *_names(row, "also", unknown))
    return Event(names, period.start, period.end, str(row.get("basis", "")))


def _village(text: str, towns: tuple[str, ...]) -> Village:
    town = max((t for t in towns if text.startswith(t)), key=len, default="")
    return Village(town, text[len(town) :])
