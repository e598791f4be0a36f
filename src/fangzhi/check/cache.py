"""Findings kept between checks: by digest in a file, and text by text while a program runs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from fangzhi.check.memory import Memory
from fangzhi.files.atomic import write_bytes
from fangzhi.model.finding import Finding
from fangzhi.model.value import read_msgpack

_NAME = "findings-cache.bin"
_Rows = dict[str, tuple[Finding, ...]]


class FindingCache:
    """Findings by key, read from one file of a folder; a damaged file counts as empty.

    The file is a SHA-256 and then MessagePack, so damage is seen and never read as findings.
    Only keys asked for since the last `save` are kept on the next. A `live` cache also remembers
    what was found in each text (`memory`): for a program that checks again and again.
    """

    def __init__(self, folder: Path | None = None, *, live: bool = False) -> None:
        self._path = folder / _NAME if folder is not None else None
        self._old = _load(self._path)
        self._new: _Rows = {}
        self.memory = Memory() if live else None

    def get(self, key: str) -> tuple[Finding, ...] | None:
        """Give what was kept under this key, None where nothing was."""
        found = self._new.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self._new[key] = found
        return found

    def put(self, key: str, findings: tuple[Finding, ...]) -> None:
        """Keep findings under this key."""
        self._new[key] = findings

    def save(self) -> None:
        """Write the file whole or not at all, where there is a folder and something changed."""
        old, self._old, self._new = self._old, self._new, {}
        if self._path is None or self._old == old:
            return
        body = msgspec.msgpack.encode(self._old)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(self._path, hashlib.sha256(body).digest() + body)


def _load(path: Path | None) -> _Rows:
    if path is None:
        return {}
    try:
        data = path.read_bytes()
        digest, body = data[:32], data[32:]
        if hashlib.sha256(body).digest() != digest:
            return {}
        return read_msgpack(body, _Rows)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return {}
