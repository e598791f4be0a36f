"""The library on disk: where it lies, opened once a process and again when it has changed."""

from __future__ import annotations

import threading
from pathlib import Path

from django.conf import settings

from fangzhi.library.index import Library, LibraryFault

_LOCK = threading.Lock()
_OPENED: dict[str, tuple[int, Library]] = {}
_REGISTER = "library.json"
_TRIES = 3


def folder() -> Path:
    """Give the library's folder: among the kept readings, which a backup need not hold."""
    return Path(settings.HOME) / "资料库" / "readings"


def library() -> Library | None:
    """Give the library as it is now; None while there is none yet, or it is being made anew."""
    here = folder()
    for _ in range(_TRIES):
        try:
            mark = (here / _REGISTER).stat().st_mtime_ns
        except OSError:
            return None
        key = str(here)
        with _LOCK:
            kept = _OPENED.get(key)
            if kept is not None and kept[0] == mark:
                return kept[1]
            try:
                opened = Library(here)
                opened.segments  # noqa: B018 - opened now: the next run may put others in their place
            except LibraryFault:
                continue
            _OPENED[key] = (mark, opened)
            return opened
    return None
