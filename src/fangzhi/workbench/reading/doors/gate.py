"""What all open doors share: only what is open to everybody, and only while the room is open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import wraps
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fangzhi.library.shelf import Shelved
from fangzhi.workbench.conf.faults import not_found
from fangzhi.workbench.reading.models import Holding
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.scope import SHUT, Scope, public_scope

_NOT_IN_XML = re.compile(r"[^\x09\x0a\x0d\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Open(NamedTuple):
    """A work that is open to everybody: what the library knows, its row, since when."""

    work: Shelved
    row: Holding
    stamp: datetime


def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a door to everybody while the room is open to the public, whoever asks; else 404."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **told: Any) -> HttpResponse:
        scope = public_scope()
        if scope.circle == SHUT:
            return not_found(request)
        response = view(request, scope, *args, **told)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return opened


def open_works(scope: Scope) -> list[Open]:
    """List what is open, the earliest known first."""
    rows = {row.shelved: row for row in scope.rows()}
    found = [
        Open(work, rows[work.id], _since(rows[work.id]))
        for work in asking.works(scope) if work.id in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.stamp, one.work.id))


def _since(row: Holding) -> datetime:
    """Give when this was last changed, or opened by its date, in whole seconds."""
    changed: datetime = row.changed
    opens = row.source.open_from if row.source is not None else row.open_from
    if opens is not None:
        begin = timezone.make_aware(datetime.combine(opens, time()))
        changed = max(changed, begin)
    return min(changed, timezone.now()).astimezone(UTC).replace(microsecond=0)


def stamp(at: datetime) -> str:
    """Write a time as OAI-PMH and Atom do."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plain(text: str) -> str:
    """Give words as XML can hold them; U+FFFD stands for what it cannot."""
    return _NOT_IN_XML.sub("\ufffd", text)


def namespaces(default: str, **named: str) -> dict[Any, str]:
    """Name the namespaces of an XML answer, the default one without a prefix."""
    return {None: default, **named}
