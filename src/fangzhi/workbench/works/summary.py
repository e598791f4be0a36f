"""What the list of works says of each: size, state, what waits."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Sum
from django.db.models.functions import Substr

from fangzhi.workbench.ledger.lines import head
from fangzhi.workbench.people.rights import WORK_DEPTH, reachable
from fangzhi.workbench.works.models import Aside, EntryPage, Standing, WorkPage

_LENGTH = WORK_DEPTH * 4
"""Of the path of a work."""


class Summary(NamedTuple):
    """One work in the list."""

    page: WorkPage
    entries: int
    characters: int
    state: str
    sealed: int
    asides: int


def summaries(user: Any) -> list[Summary]:
    """Give the works in which this user has a post, newest first, in four queries."""
    roots = {path[:_LENGTH] for path in reachable(user)}
    works = WorkPage.objects.order_by("-pk").defer("settings")
    shown = [work for work in works if "" in roots or work.path in roots]
    if not shown:
        return []
    sizes = _sizes(head().digest)
    states: dict[str, dict[str, str]] = defaultdict(dict)
    for path, state in Standing.objects.values_list("page__path", "state"):
        states[path[:_LENGTH]][path] = state
    waiting: dict[str, int] = defaultdict(int)
    for path in Aside.objects.filter(settled=False).values_list("page__path", flat=True):
        waiting[path[:_LENGTH]] += 1
    return [
        Summary(
            work, *sizes.get(work.path, (0, 0)), states[work.path].get(work.path, "编写"),
            sum(state in ("定稿", "发布") for state in states[work.path].values()),
            waiting[work.path],
        )
        for work in shown
    ]  # fmt: skip


@lru_cache(maxsize=4)
def _sizes(_ledger: str) -> dict[str, tuple[int, int]]:
    """Count entries and characters of all works in one pass.

    Kept until the next line of the ledger: every change of a work writes one.
    """
    rows = EntryPage.objects.annotate(work=Substr("path", 1, _LENGTH)).values("work").order_by()
    summed = rows.annotate(n=Count("pk"), all=Sum("characters"))
    return {work: (n, characters) for work, n, characters in summed.values_list("work", "n", "all")}
