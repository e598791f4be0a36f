"""The office's register as the check reads it: the `[authority]` table of every work.

Bodies and places with their names by period, persons with their lives and posts, events. Products
are kept for people to look up: no rule asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q

from fangzhi.workbench.sources.models import Named
from fangzhi.workbench.sources.persons import posts_of
from fangzhi.workbench.works.models import WorkPage

Row = dict[str, Any]


def authority_of(work: WorkPage) -> dict[str, list[Row]]:
    """Give what is registered for a work, as work.toml writes it."""
    rows = Named.objects.filter(Q(work=None) | Q(work=work), kind__in=_ROWS)
    found: dict[str, list[Row]] = {}
    for of in rows.prefetch_related("names").order_by("pk"):
        names = list(of.names.all())
        for table, row in _ROWS[of.kind](of, names) if names else ():
            found.setdefault(table, []).append({key: told for key, told in row.items() if told})
    return found


def _body(of: Any, names: list[Any]) -> Iterator[tuple[str, Row]]:
    *before, current = [_period(name) for name in names]
    short = next((name.short for name in reversed(names) if name.short), "")
    yield of.kind, {**current, "short": short, "before": before}


def _person(of: Any, names: list[Any]) -> Iterator[tuple[str, Row]]:
    called = _called(names)
    yield "person", {**called, "born": of.born, "died": of.died}
    for post in posts_of(of.posts):
        yield "post", {"post": post.post, "person": called["name"],
                       "from": post.first, "to": post.last}  # fmt: skip


def _event(of: Any, names: list[Any]) -> Iterator[tuple[str, Row]]:
    last = next((name.last for name in reversed(names) if name.last), "")
    yield "event", {**_called(names), "from": names[0].first, "to": last}


_ROWS: dict[str, Callable[[Any, list[Any]], Iterator[tuple[str, Row]]]] = {
    "org": _body, "place": _body, "person": _person, "event": _event,
}  # fmt: skip


def _period(name: Any) -> Row:
    told = {"name": name.name, "from": name.first, "to": name.last}
    return {key: value for key, value in told.items() if value}


def _called(names: list[Any]) -> Row:
    """Give the name of today, all others, short ones too, and the basis."""
    *_, current = names
    others = [form for name in names for form in (name.name, name.short) if form]
    also = [form for form in dict.fromkeys(others) if form != current.name]
    basis = "；".join(dict.fromkeys(name.basis for name in names if name.basis))
    return {"name": current.name, "also": also, "basis": basis}
