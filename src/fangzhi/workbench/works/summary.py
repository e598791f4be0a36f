"""What the list of works says of each: size, state, what waits."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from fangzhi.workbench.ledger.lines import head
from fangzhi.workbench.people.rights import WORK_DEPTH, reachable
from fangzhi.workbench.works.models import Aside, Standing, WorkPage

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


_SIZES = """
SELECT SUBSTR(page.path, 1, %s), COUNT(*), SUM(entry.characters)
FROM works_entrypage entry {hint} JOIN wagtailcore_page page ON page.id = entry.page_ptr_id
GROUP BY 1"""
"""SQLite, left to itself, reads the rows, past the texts in them: five times as long."""


@lru_cache(maxsize=4)
def _sizes(_ledger: str) -> dict[str, tuple[int, int]]:
    """Count entries and characters of all works in one pass.

    Kept until the next line of the ledger: every change of a work writes one.
    """
    hint = "INDEXED BY entry_characters" if connection.vendor == "sqlite" else ""
    with connection.cursor() as cursor:
        cursor.execute(_SIZES.format(hint=hint), [_LENGTH])
        return {work: (count, int(characters)) for work, count, characters in cursor.fetchall()}
