"""Who may read what: the one place that decides it, for every page, door, count and suggestion."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils import timezone

from fangzhi.workbench.people.entering import sessions
from fangzhi.workbench.people.rights import may, standings
from fangzhi.workbench.reading.models import CHRONICLE, CLOSED, HOUSE, IN, OPEN, WORK, Holding, Room
from fangzhi.workbench.sources.scope import sources_for
from fangzhi.workbench.works.places import place_of

SHUT, PUBLIC, STAFF, INSIDE = "shut", "public", "staff", "inside"
"""Who asks: nobody may (the room is shut to the public), a stranger, somebody with a post, somebody
with a post who asked for what is not open as well."""


class Scope(NamedTuple):
    """What one asker may see: who asks, and the ids in the library that are there for him."""

    circle: str
    ids: frozenset[str]

    def rows(self) -> list[Holding]:
        """Give the rows that may be seen, by title."""
        rows = Holding.objects.filter(state=IN).select_related("source", "page")
        return [row for row in rows if row.shelved in self.ids]

    def row(self, shelved: str) -> Holding | None:
        """Give one row by its id in the library; None where it is not there for who asks."""
        if shelved not in self.ids:
            return None
        found: Holding | None = Holding.objects.filter(shelved=shelved, state=IN).first()
        return found


def room() -> Room:
    """Give how the room is set; shut to the public where nobody set it."""
    # in so many words: Django takes longer to make this sentence than the database to answer it
    rows = Room.objects.raw(f"SELECT * FROM {Room._meta.db_table} ORDER BY id LIMIT 1")
    return next(iter(rows), None) or Room()


def room_of(request: Any) -> Room:
    """Give how the room is set, asked of the database once a request."""
    found: Room | None = getattr(request, "reading_room", None)
    if found is None:
        found = request.reading_room = room()
    return found


def is_staff(request: HttpRequest) -> bool:
    """Tell whether somebody with a post asks, whose session has not come to its end."""
    user = request.user
    return bool(
        user.is_authenticated and standings(user) and not sessions.grown_old(request.session)
    )


def scope_of(request: HttpRequest, *, inside: bool = False) -> Scope:
    """Give what the one who asks may see; `inside`: he asks for what is not open too."""
    if not is_staff(request):
        return public_scope(room_of(request))
    if inside:
        return Scope(INSIDE, frozenset(_inside(request.user)))
    return house_scope(room_of(request))


def public_scope(told: Room | None = None) -> Scope:
    """Give what everybody may see; nothing while the room is shut to the public."""
    told = told or room()
    if not told.is_public:
        return Scope(SHUT, frozenset())
    return Scope(PUBLIC, _seen(told.mark, timezone.localdate(), OPEN))


def house_scope(told: Room | None = None) -> Scope:
    """Give what everybody with a post may see."""
    return Scope(STAFF, _seen((told or room()).mark, timezone.localdate(), HOUSE))


def may_see_inside(user: Any) -> bool:
    """Tell whether this person may look at what is not open at all."""
    return bool(may(user, "source.see").allowed)


@lru_cache(maxsize=8)
def _seen(mark: int, on: Any, circle: str) -> frozenset[str]:
    """Give the ids that a circle sees on a day; `mark` says which state of the rows this is."""
    wide = (OPEN, HOUSE) if circle == HOUSE else (OPEN,)
    rows = Holding.objects.filter(state=IN).select_related("source", "page")
    return frozenset(row.shelved for row in rows.iterator(500) if row.circle_on(on) in wide)


def _inside(user: Any) -> set[str]:
    today = timezone.localdate()
    found = set()
    sources = set(sources_for(user).filter(isolated=False).values_list("pk", flat=True))
    for row in Holding.objects.filter(state=IN).select_related("source", "page").iterator(500):
        if row.circle_on(today) != CLOSED or _may_inside(user, row, sources):
            found.add(row.shelved)
    return found


def _may_inside(user: Any, row: Holding, sources: set[int]) -> bool:
    if row.origin == WORK:
        return bool(row.page is not None and may(user, "work.see", place_of(row.page)).allowed)
    if row.origin == CHRONICLE:
        return bool(may(user, "library.edit").allowed)
    return row.source_id in sources and may_see_inside(user)
