"""Text that lies in the database sealed: who copies the database alone cannot read it.

Sealed by Fernet (AES-CBC with HMAC-SHA256) under keys made of the installation's own, which lies
beside the database in a file of its own. What an older key sealed is read as long as that key is kept.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast

_MARK = "sealed1:"
_PURPOSE = b"fangzhi.sealed"


class Unread(str):
    """What no key of ours opens: nothing fits it, and saving it changes nothing."""

    token = ""


def _locks() -> list[Fernet]:
    """Give one lock for each key, that of the present key first."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    made = (hmac.new(key.encode(), _PURPOSE, hashlib.sha256).digest() for key in keys)
    return [Fernet(base64.urlsafe_b64encode(one)) for one in made]


def sealed(text: str) -> str:
    """Seal a text under the present key."""
    if isinstance(text, Unread):
        return text.token
    return _MARK + _locks()[0].encrypt(text.encode()).decode("ascii") if text else ""


def opened(told: str) -> str:
    """Open a sealed text; one from before there were seals comes as it is."""
    if not told.startswith(_MARK):
        return told
    try:
        return MultiFernet(_locks()).decrypt(told.removeprefix(_MARK).encode()).decode()
    except InvalidToken:
        lost = Unread("?")
        lost.token = told
        return lost


def is_fresh(told: str) -> bool:
    """Tell whether a stored text is sealed under the present key."""
    try:
        _locks()[0].decrypt(told.removeprefix(_MARK).encode())
    except InvalidToken:
        return False
    return told.startswith(_MARK)


class SealedField(models.CharField):
    """A short text, sealed in the database and plain in the program."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Open what the database holds."""
        return opened(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Seal it for the database."""
        told = super().get_prep_value(value)
        return sealed(value if isinstance(value, Unread) else told) if told else told


def reseal(model: Any, name: str) -> int:
    """Seal anew what an older key sealed, or nobody yet; give how many. Safe to be cut off."""
    raw = model.objects.annotate(raw=Cast(name, models.TextField())).exclude(raw="")
    count = 0
    for row in raw.only("pk", name):
        if not is_fresh(row.raw) and not isinstance(getattr(row, name), Unread):
            row.save(update_fields=[name])
            count += 1
    return count
