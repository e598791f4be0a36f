"""One-time codes (动态码, TOTP, RFC 6238): asked once a session of those who approve and release."""

from __future__ import annotations

import hmac
import io
import time
from typing import Any

import pyotp
import segno
from django.http import HttpRequest

from fangzhi.workbench.people.models import User
from fangzhi.workbench.people.sealed import Unread
from fangzhi.workbench.people.table import actions

STEP_UP = frozenset({"review.final", "review.approve", "release", "people.edit"})
"""Actions that ask for a code once a session: what releases a book, and what gives rights."""
DONE = "fangzhi.code"
"""The session's mark that a code was given; it goes with the session."""
_DRIFT = (0, -1, 1)
"""Clocks differ: the step before and the step after serve too (RFC 6238 5.2)."""


def fresh_secret() -> str:
    """Give a new secret of 160 bits."""
    return str(pyotp.random_base32())


def picture(user: User, secret: str) -> bytes:
    """Draw the secret as a QR code (SVG) that an authenticator on a phone reads."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name="方志工作台")
    out = io.BytesIO()
    segno.make(uri, error="m").save(
        out, kind="svg", scale=5, border=2, dark="#1c1b19", xmldecl=False
    )
    return out.getvalue()


def step_of(secret: str, code: str, after: int, now: float | None = None) -> int:
    """Give the time step whose code this is, later than `after`; 0 where it is none."""
    totp = pyotp.TOTP(secret)
    present = int(now if now is not None else time.time()) // totp.interval
    for drift in _DRIFT:
        step = present + drift
        if step > after and hmac.compare_digest(totp.generate_otp(step), code):
            return step
    return 0


def takes(user: User, code: str) -> bool:
    """Tell whether the code is right, and take it: it serves once, whoever sends it twice."""
    if not user.totp_secret or isinstance(user.totp_secret, Unread):
        return False
    step = step_of(user.totp_secret, digits(code), user.totp_last)
    if not step:
        return False
    taken = User.objects.filter(pk=user.pk, totp_last__lt=step).update(totp_last=step)
    return bool(taken)


def digits(code: str) -> str:
    """Give the code as typed, without spaces."""
    return "".join(sign for sign in code if sign.isascii() and sign.isdigit())[:6]


def interrupted(request: HttpRequest) -> str:
    """Give the title of what the code is asked for, as the address names it; "" where nothing."""
    action = request.GET.get("for", "")
    return actions()[action].title if action in STEP_UP else ""


def mark(request: HttpRequest) -> None:
    """Remember for this session that a code was given; the session gets a new key."""
    request.session.cycle_key()
    request.session[DONE] = True


def stepped_up(session: Any) -> bool:
    """Tell whether a code was given in this session."""
    return bool(session.get(DONE))
