"""What the list of works says of each: size, state, what waits."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Sum

from fangzhi.workbench.people.rights import reachable
from fangzhi.workbench.works.models import Aside, EntryPage, Standing, WorkPage


class Summary(NamedTuple):
    """One work in the list."""

    page: WorkPage
    entries: int
    characters: int
    state: str
    sealed: int
    asides: int


def summaries(user: Any) -> list[Summary]:
    """Give the works in which this user has a post, newest first."""
    roots = {path[:8] for path in reachable(user)}
    works = WorkPage.objects.order_by("-pk").defer("settings")
    shown = [work for work in works if "" in roots or work.path in roots]
    return [_summary(work) for work in shown]


def _summary(work: WorkPage) -> Summary:
    inside = EntryPage.objects.filter(path__startswith=work.path)
    summed = inside.aggregate(n=Count("pk"), characters=Sum("characters"))
    states = dict(
        Standing.objects.filter(page__path__startswith=work.path).values_list("page__path", "state")
    )
    asides = Aside.objects.filter(page__path__startswith=work.path, settled=False).count()
    sealed = sum(state in ("定稿", "发布") for state in states.values())
    return Summary(work, summed["n"], summed["characters"] or 0, states.get(work.path, "编写"),
                   sealed, asides)  # fmt: skip
