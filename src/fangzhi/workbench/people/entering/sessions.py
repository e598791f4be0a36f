"""How long a session lasts: twelve hours at most, two hours untouched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from fangzhi.workbench.people.entering.throttle import address_of

SINCE = "fangzhi.since"
SEEN = "fangzhi.seen"
IDLE = 2 * 3600
WHERE = "fangzhi.where"
BY = "fangzhi.by"
_NOTED_EVERY = 300
"""The time of the last touch is written at most this often (seconds): a list is not a save."""
HEADING = "登录已到时间，请重新登录。没有保存的文字请先复制下来。"


def grown_old(session: Any, now: float | None = None) -> bool:
    """Tell whether the session has come to its end; else note that it was used."""
    present = int(now if now is not None else time.time())
    since = session.get(SINCE)
    seen = session.get(SEEN)
    if since is None or seen is None:
        session[SINCE] = session[SEEN] = present
        return False
    if present - since > settings.SESSION_COOKIE_AGE or present - seen > IDLE:
        return True
    if present - seen > _NOTED_EVERY:
        session[SEEN] = present
    return False


class Sitting(NamedTuple):
    """One place where a person is signed in; `which` names it without telling its key."""

    which: str
    since: datetime
    seen: datetime
    address: str
    by: str
    here: bool


def note(request: HttpRequest) -> None:
    """Remember from where and with what a session is used, for its owner to know it again."""
    by, where = _told(request.headers.get("User-Agent", "")), address_of(request)
    session = request.session
    if (session.get(BY), session.get(WHERE)) != (by, where):
        session[BY], session[WHERE] = by, where


def sittings(request: HttpRequest) -> list[Sitting]:
    """Give where a user is signed in now, the session that asks first, then the latest used."""
    own, now = request.session, int(time.time())
    found = []
    for row, stored in _own(request.user):
        here = row.session_key == own.session_key
        # what this request noted of its session is stored only with the answer
        told = dict(own.items()) if here else stored
        since, seen = told.get(SINCE, now), told.get(SEEN, now)
        found.append(Sitting(_which(row), _moment(since), _moment(seen), told.get(WHERE, ""),
                             told.get(BY, ""), here))  # fmt: skip
    return sorted(found, key=lambda one: (not one.here, -one.seen.timestamp()))


def row_of(user: Any, which: str) -> Any:
    """Give the session of this user that `which` names, None where it has none such."""
    return next((row for row, _ in _own(user) if constant_time_compare(_which(row), which)), None)


def _own(user: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Give the sessions of a user that still let in, with what they hold."""
    store = SessionStore()
    valid = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}
    now = time.time()
    for row in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        told = store.decode(row.session_data)
        if told.get(SESSION_KEY) != str(user.pk) or told.get(HASH_SESSION_KEY) not in valid:
            continue
        if now - told.get(SEEN, now) <= IDLE and now - told.get(SINCE, now) <= _longest():
            yield row, told


def _longest() -> int:
    return int(settings.SESSION_COOKIE_AGE)


def _which(row: Any) -> str:
    return str(salted_hmac("fangzhi.sitting", row.session_key, algorithm="sha256").hexdigest())


def _moment(seconds: int) -> datetime:
    return timezone.localtime(datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone()))


_SYSTEMS = (("iPhone", "苹果手机"), ("iPad", "平板"), ("Android", "安卓手机"), ("Windows", "Windows 电脑"),
            ("Mac OS", "苹果电脑"), ("Linux", "Linux 电脑"))  # fmt: skip
_BROWSERS = (("MicroMessenger", "微信"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("QQBrowser", "QQ浏览器"),
             ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip


def _told(agent: str) -> str:
    """Name the machine and the browser in words that their user knows."""
    machine = next((words for sign, words in _SYSTEMS if sign in agent), "别的设备")
    browser = next((words for sign, words in _BROWSERS if sign in agent), "别的浏览器")
    return f"{machine}，{browser}"
