"""What the pages of this app share: downloads, faults in words, numbers out of a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = "application/octet-stream"


def download(data: bytes, name: str, kind: str = PLAIN) -> HttpResponse:
    """Give bytes as an attachment under this name; never shown in the browser."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def told(fault: ValidationError) -> str:
    """Give a fault in one string."""
    return "".join(fault.messages)


def done(request: HttpRequest, words: str, act: Callable[[], Any]) -> bool:
    """Do one thing; say that it is done, or why not; tell whether it was."""
    try:
        act()
    except ValidationError as fault:
        messages.error(request, told(fault))
        return False
    messages.success(request, words)
    return True


def number(words: str | None) -> int:
    """Give a number out of a form; 0 for anything else."""
    text = (words or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
