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


class Shut(Exception):
    """Raised for a link that was right once; the words say why it opens nothing, and where to turn."""


def fresh(task: CallTask, days: int, by: object, purpose: str = "供稿") -> tuple[Link, str]:
    """Make a link and its token; the token is shown once and never stored."""
    token = secrets.token_urlsafe(_BITS // 8)
    link = Link(
        task=task, purpose=purpose, token_hash=_hash(token),
        expires=timezone.now() + timedelta(days=days), by=by,
    )  # fmt: skip
    return link, token


def link_of(request: HttpRequest, token: str, purpose: str = "供稿") -> Link:
    """Give the open link of a token; Http404 for what is none, TooMany for who keeps guessing.

    Shut for one that ran out or was withdrawn. A right link opens whatever others at the same
    address tried: a whole county may go out through one address.
    """
    link: Link | None = (
        Link.objects.filter(token_hash=_hash(token), purpose=purpose)
        .select_related("task__call__page", "task__unit")
        .first()
    )
    if link is None:
        _guessed(request)
        raise Http404
    if not link.is_open:
        raise Shut(_why_shut(link))
    return link


def _guessed(request: HttpRequest) -> None:
    key = f"calls.wrong-link.{hashlib.sha256(address_of(request).encode()).hexdigest()[:32]}"
    cache.add(key, 0, _WINDOW)
    if cache.incr(key) > _FREE:
        raise TooMany


def _why_shut(link: Link) -> str:
    asked = link.task.call.value
    whom = " ".join(filter(None, (asked.contact, asked.phone)))
    turn = f"需要时请与编辑部联系{f'（{whom}）' if whom else ''}，再发一个新的链接。"
    if link.withdrawn is not None:
        return f"编辑部已经收回这个供稿链接。{turn}"
    day = timezone.localtime(link.expires)
    return f"这个供稿链接到{day.year}年{day.month}月{day.day}日为止，已经过期。已交的稿都在。{turn}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
