"""Where a page stands: its path, the state there, the unit that owes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from fangzhi.workbench.people.rights import WORK_DEPTH, Place
from fangzhi.workbench.people.table import STATES

_STEP = 4


def paths_above(path: str) -> list[str]:
    """Give the paths of a page and all above it, the page's own last."""
    return [path[:end] for end in range(_STEP, len(path) + 1, _STEP)]


def state_of(page: Page, *, below: bool = False) -> str:
    """Give the state of a page: the furthest of its own and those above it.

    `below` counts seals within the subtree too: a chapter that holds a sealed entry may not be
    moved or deleted.
    """
    from fangzhi.workbench.works.models import Standing

    rows = Standing.objects.filter(page__path__in=paths_above(page.path))
    if below:
        rows = rows | Standing.objects.filter(page__path__startswith=page.path)
    found = set(rows.values_list("state", flat=True))
    return max(found, key=STATES.index, default=STATES[0])


def unit_of(page: Page) -> int | None:
    """Give the unit that owes a page: its own, else that of the nearest section above."""
    from fangzhi.workbench.works.models import EntryPage, SectionPage

    own = getattr(page, "unit_id", None)
    if page.depth <= WORK_DEPTH:
        return None  # a work is no unit's own, and nothing above it is
    if own is None and type(page) is Page and page.depth > 2:
        own = EntryPage.objects.filter(pk=page.pk).values_list("unit_id", flat=True).first()
    if own is not None:
        return int(own)
    above = paths_above(page.path)
    rows = SectionPage.objects.filter(path__in=above, unit__isnull=False).order_by("-depth")
    return rows.values_list("unit_id", flat=True).first()


def place_of(page: Any, *, below: bool = False) -> Place:
    """Give the place of a page for `rights.may`; kept on the page for the length of a request."""
    kept: dict[bool, Place] = page.__dict__.setdefault("_places", {})
    if below not in kept:
        state = state_of(page, below=below)
        kept[below] = Place(page.path, state, unit_of(page), page.owner_id)
    return kept[below]


def works_at_once(pages: Iterable[Any]) -> None:
    """Learn the places of works in one query, for `place_of` to give; of other pages nothing."""
    from fangzhi.workbench.works.models import Standing

    works = [page for page in pages if page.depth <= WORK_DEPTH]
    paths = {path for page in works for path in paths_above(page.path)}
    rows = Standing.objects.filter(page__path__in=paths)
    states = dict(rows.values_list("page__path", "state")) if paths else {}
    for page in works:
        found = [states[path] for path in paths_above(page.path) if path in states]
        state = max(found, key=STATES.index, default=STATES[0])
        page.__dict__.setdefault("_places", {})[False] = Place(
            page.path, state, None, page.owner_id
        )
