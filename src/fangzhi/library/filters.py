"""Who asks, and what they narrow the search to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from fangzhi.library.placing import within, years_of
from fangzhi.library.shelf import Shelved
from fangzhi.model.agent import Rights

NEVER = 99999999
"""Stands for a date that never comes."""


class Filters(msgspec.Struct, frozen=True):
    """Narrow a search to works; an empty tuple or 0 does not narrow.

    `from_year` and `to_year` keep works whose contents (or, unknown, whose year) overlap them.
    `told_from` and `told_to` keep occurrences, not works: those of which a year is told exactly
    (`dates.years_at`) that lies within. `fields` are further (field, words) limits as the query language has them:
    ("条目", "物产").
    """

    works: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    from_year: int = 0
    to_year: int = 0
    fields: tuple[tuple[str, str], ...] = ()
    told_from: int = 0
    told_to: int = 0

    @property
    def by_told_year(self) -> bool:
        """Tell whether occurrences are kept by the year told of them."""
        return bool(self.told_from or self.told_to)

    def keeps(self, work: Shelved) -> bool:
        """Tell whether the work is among those asked for (`fields` and told years aside)."""
        return (
            (not self.works or work.id in self.works)
            and (not self.kinds or work.kind in self.kinds)
            and (not self.places or any(within(work, place) for place in self.places))
            and (not self.genres or work.genre in self.genres)
            and (not self.persons or any(name in people(work) for name in self.persons))
            and self._in_years(work)
        )

    def _in_years(self, work: Shelved) -> bool:
        if not self.from_year and not self.to_year:
            return True
        years = years_of(work)
        if years is None:
            return False
        first, last = years
        return first <= (self.to_year or NEVER) and last >= (self.from_year or -NEVER)


class Audience(msgspec.Struct, frozen=True):
    """Who may see what: `everything`, or what is open on the ISO date `on`.

    By default only what has no date to wait for and no secrecy marking is seen.
    """

    everything: bool = False
    on: str = ""

    def may_see(self, rights: Rights) -> bool:
        """Tell whether a thing with these rights, as a whole, may be seen."""
        return self.everything or closed_until(rights) <= self.day()

    def day(self) -> int:
        """Give the day as a number (20261123); 0 sees only what was never closed."""
        return NEVER if self.everything else min(_day(self.on), NEVER - 1)


EVERY_WORK = Filters()
PUBLIC = Audience()


def closed_until(rights: Rights) -> int:
    """Give the day (20261123) from which a thing is open; 0 always, NEVER with a marking."""
    if rights.secrecy:
        return NEVER
    whole = [_day(r.until) or NEVER for r in rights.restrictions if r.range in ("", "全部")]
    return max([_day(rights.open_from), *whole])


def closed_parts(rights: Rights) -> Iterator[tuple[str, int]]:
    """Give the restricted ranges, as words of citations, with the day from which each is open."""
    for restriction in rights.restrictions:
        if restriction.range not in ("", "全部"):
            yield restriction.range, _day(restriction.until) or NEVER


def people(work: Shelved) -> tuple[str, ...]:
    """Give who the work is about or by, each once."""
    return tuple(dict.fromkeys([*work.persons, *([work.author] if work.author else [])]))


@lru_cache(maxsize=1024)
def _day(date: str) -> int:
    """20261123 of an ISO date of any precision; the whole of a bare year or month has to pass.

    A date that cannot be read never comes.
    """
    if not date:
        return 0
    digits = "".join(part.zfill(2) for part in date.split("T")[0].split("-"))
    return int((digits + "9999")[:8]) if digits.isdigit() and len(digits) >= 4 else NEVER
