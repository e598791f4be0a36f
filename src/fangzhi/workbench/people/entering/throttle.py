"""Guessing is slowed by name and by address; nobody is ever locked out for good.

Basis: OWASP ASVS 5.0 6.3.1. The table is people.Attempt; what waits is not counted again, so that
a stranger who keeps knocking cannot make the wait longer than `LONGEST`.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Max, Q
from django.http import HttpRequest
from django.utils import timezone

from fangzhi.workbench.people.models import Attempt

WINDOW = timedelta(minutes=15)
LONGEST = timedelta(minutes=5)
KEPT = timedelta(days=30)
_UNKNOWN = "?"


class Limit(NamedTuple):
    """So many failures are free; each further one doubles the wait."""

    free: int
    first: timedelta


BY_NAME = Limit(5, timedelta(seconds=5))
BY_ADDRESS = Limit(30, timedelta(seconds=5))
"""An office often shares one address; so more is free there."""


def address_of(request: HttpRequest) -> str:
    """Give the address that asks; behind a proxy of ours, the one that the proxy saw."""
    if settings.BEHIND_PROXY:
        told = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if told:
            return told[:64]
    return str(request.META.get("REMOTE_ADDR") or _UNKNOWN)[:64]


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()[:150]


def wait(name: str, address: str, now: datetime | None = None) -> int:
    """Tell how many seconds to wait before the next try; 0: none."""
    now = now or timezone.now()
    recent = Attempt.objects.filter(at__gt=now - WINDOW)
    found = recent.aggregate(
        names=Count("pk", filter=Q(username=_key(name))),
        last_name=Max("at", filter=Q(username=_key(name))),
        addresses=Count("pk", filter=Q(address=address)),
        last_address=Max("at", filter=Q(address=address)),
    )
    waits = (
        _left(BY_NAME, found["names"], found["last_name"], now),
        _left(BY_ADDRESS, found["addresses"], found["last_address"], now),
    )
    return max(waits)


def _left(limit: Limit, failures: int, last: datetime | None, now: datetime) -> int:
    over = failures - limit.free
    if over < 0 or last is None:
        return 0
    pause = min(LONGEST, limit.first * 2 ** min(over, 12))
    left = (last + pause - now).total_seconds()
    return max(0, int(left) + (left > int(left)))


def failed(name: str, address: str) -> None:
    """Remember a failure; drop those that no longer count."""
    Attempt.objects.create(username=_key(name), address=address)
    Attempt.objects.filter(at__lt=timezone.now() - KEPT).delete()


def came_in(name: str) -> None:
    """Forget the failures of a name that has come in; those of the address go on counting."""
    Attempt.objects.filter(username=_key(name)).delete()


def words(seconds: int) -> str:
    """Say how long to wait, in plain words."""
    span = f"{seconds}秒" if seconds < 60 else f"{-(-seconds // 60)}分钟"
    return f"刚才输错的次数多了，请等{span}再试。账户没有锁死，到时就能登录。"
