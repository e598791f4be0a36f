"""How long a session lasts: twelve hours at most, two hours untouched."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings

SINCE = "fangzhi.since"
SEEN = "fangzhi.seen"
IDLE = 2 * 3600
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
