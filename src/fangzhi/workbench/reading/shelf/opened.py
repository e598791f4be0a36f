"""The library: where it lies, opened once a process and again when it has changed."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

from django.conf import settings

from fangzhi.library.index import Library, LibraryFault
from fangzhi.library.opening import is_cluster, library_at, open_library

_LOCK = threading.Lock()
_OPENED: dict[str, tuple[object, Library]] = {}
_REGISTER = "library.json"
_TRIES = 3


def folder() -> Path:
    """Give the library's folder: among the kept readings, which a backup need not hold."""
    return Path(settings.HOME) / "资料库" / "readings"


def where() -> str:
    """Give where the library lies: on the cluster that the setting names, else in our folder.

    A folder in the setting is somebody's own library for the commands: the room keeps to its own,
    of which it alone decides who sees what.
    """
    named = library_at("")
    return named if is_cluster(named) else str(folder())


def library() -> Library | None:
    """Give the library as it is now; None while there is none yet, or it is being made anew."""
    here = where()
    for _ in range(_TRIES):
        try:
            mark = _mark(here)
            if mark is None:
                return None
            with _LOCK:
                kept = _OPENED.get(here)
                if kept is not None and kept[0] == mark:
                    return kept[1]
                opened = open_library(here)
                opened.segments  # noqa: B018 - opened now: the next run may put others in their place
                _OPENED[here] = (getattr(opened, "state", mark), opened)
                return opened
        except LibraryFault:
            continue
    return None


def _mark(here: str) -> object | None:
    """Give what changes when the library does; None where there is none."""
    if not is_cluster(here):
        try:
            return os.stat(f"{here}/{_REGISTER}").st_mtime_ns
        except OSError:
            return None
    kept = _OPENED.get(here)
    if kept is None:
        return ""
    from fangzhi.library.opensearch.library import ClusterLibrary  # an extra, not always there
    from fangzhi.library.opensearch.wire import Moved

    opened = kept[1]
    assert isinstance(opened, ClusterLibrary)
    try:
        return opened.wire.state(opened.name)
    except Moved:
        return ""


def begin_anew() -> None:
    """Remove the library with every word in it; the next run makes it of what the rooms keep."""
    here = where()
    if not is_cluster(here):
        shutil.rmtree(here, ignore_errors=True)
        return
    from fangzhi.library.opensearch.library import ClusterLibrary

    ClusterLibrary(here, create=True).rebuild(())
