"""How far a run is: told in a small file, because a transaction of the run hides the database."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from django.conf import settings

_EVERY = 0.3
"""Seconds between two writes of the file."""


class Cancelled(Exception):
    """Raised inside a run whose owner asked it to stop."""


class Ended(Exception):
    """Raised inside a run whose server is being stopped."""


ENDING = threading.Event()
"""Set when the server is being stopped: every run ends at its next word."""


class Told(NamedTuple):
    """What a run last said of itself."""

    done: int = 0
    total: int = 0
    message: str = ""


def folder_of(key: int) -> Path:
    """Give the folder of a run, for its progress and what it makes."""
    return Path(settings.HOME) / "任务" / str(key)


def told(key: int) -> Told:
    """Read what a run last said; nothing yet where it has said nothing."""
    try:
        row = json.loads((folder_of(key) / "进度.json").read_text(encoding="utf-8"))
        return Told(int(row["done"]), int(row["total"]), str(row["message"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Told()


def ask_to_stop(key: int) -> None:
    """Ask a run to stop at its next word."""
    folder = folder_of(key)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "停止").touch()


def is_to_stop(key: int) -> bool:
    """Tell whether somebody asked the run to stop."""
    return (folder_of(key) / "停止").exists()


class Work:
    """What the function of a run gets first: who asked, where to put results, how to tell."""

    def __init__(self, key: int, user: Any) -> None:
        self.key = key
        self.user = user
        self.folder = folder_of(key)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.last = Told()
        self._written = 0.0

    def tell(self, done: int, total: int, message: str = "") -> None:
        """Say how far it is; raise Cancelled when the run was asked to stop."""
        self.last = Told(done, total, message or self.last.message)
        if ENDING.is_set():
            raise Ended
        if monotonic() - self._written < _EVERY and done < total:
            return
        self._written = monotonic()
        path = self.folder / "进度.json"
        half = path.with_suffix(".half")
        half.write_text(json.dumps(self.last._asdict(), ensure_ascii=False), encoding="utf-8")
        os.replace(half, path)
        if is_to_stop(self.key):
            raise Cancelled

    def step(self, name: str, done: int, whole: int) -> None:
        """The same, in the order in which the stages below tell their progress."""
        self.tell(done, whole, name)
