"""Personal links: made, found by the hash of their token, guessing slowed; nothing is written on a look."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.utils import timezone

from fangzhi.workbench.calls.models import CallTask, Link
from fangzhi.workbench.people.entering.throttle import address_of

_BITS = 128
_FREE = 20
"""Wrong tokens from one address within `_WINDOW` seconds before it must wait."""
_WINDOW = 600


class TooMany(Exception):
    """Raised when an address has tried too many wrong links."""


def fresh(task: CallTask, days: int, by: object, purpose: str = "供稿") -> tuple[Link, str]:
    """Make a link and its token; the token is shown once and never stored."""
    token = secrets.token_urlsafe(_BITS // 8)
    link = Link(
        task=task, purpose=purpose, token_hash=_hash(token),
        expires=timezone.now() + timedelta(days=days), by=by,
    )  # fmt: skip
    return link, token


def link_of(request: HttpRequest, token: str, purpose: str = "供稿") -> Link:
    """Give the open link of a token; Http404 for any other, TooMany for who keeps guessing."""
    key = f"calls.wrong-link.{hashlib.sha256(address_of(request).encode()).hexdigest()[:32]}"
    if (cache.get(key) or 0) >= _FREE:
        raise TooMany
    link: Link | None = (
        Link.objects.filter(token_hash=_hash(token), purpose=purpose)
        .select_related("task__call__page", "task__unit")
        .first()
    )
    if link is None or not link.is_open:
        cache.add(key, 0, _WINDOW)
        cache.incr(key)
        raise Http404
    return link


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
