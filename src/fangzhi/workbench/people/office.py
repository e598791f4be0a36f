"""The office whose workbench this is: its name, and whether anybody has come in yet."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from fangzhi.workbench.people.models import Office, User

_UNNAMED = "方志工作台"


def is_new() -> bool:
    """Tell whether nobody has an account yet."""
    return not User.objects.exists()


def opening_code() -> str:
    """Give the code that opens the first-run page; it serves only while there is no account.

    It is made of the installation's own key, so that every process knows it and none keeps it.
    """
    made = hmac.new(settings.SECRET_KEY.encode(), b"fangzhi.first-run", hashlib.sha256)
    number = int.from_bytes(made.digest()[:5], "big") % 10**10
    return f"{number:010d}"


def opening_words(address: str) -> str:
    """Give the console's words for a workbench that nobody has entered yet; empty otherwise."""
    if not is_new():
        return ""
    return f"首次使用：请打开 {address} ，输入启用码 {opening_code()} ，设定单位和管理员。"


def is_opening_code(told: str) -> bool:
    """Tell whether this is the code, in the same time for a right one and a wrong one."""
    digits = "".join(sign for sign in told if sign.isascii() and sign.isdigit())
    return hmac.compare_digest(digits.encode(), opening_code().encode())


def name() -> str:
    """Give the office's name."""
    return str(Office.objects.values_list("name", flat=True).first() or _UNNAMED)


def shown(request: HttpRequest) -> dict[str, Any]:
    """Let every template say whose workbench this is (read only where it is shown)."""
    return {"office_name": name}
