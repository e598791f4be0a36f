"""The files of a workbench's folder that are worth keeping, and copying them by digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from fangzhi.workbench.conf.home import DATABASE

OWN_BACKUPS = "备份"
"""Where the workbench's own page puts backups, within its folder."""
_TOP = {DATABASE, f"{DATABASE}-journal", f"{DATABASE}-wal", f"{DATABASE}-shm", "static",
        OWN_BACKUPS}  # fmt: skip
_NEVER = {"readings", "在岗", "正在成书.lock"}
"""Caches, signs of life, locks."""
_PIECE = 1 << 20


def kept_files(home: Path) -> Iterator[tuple[str, Path]]:
    """Give the files by their path within the folder, in the order of these paths."""
    found = []
    for top in home.iterdir():
        if top.name in _TOP:
            continue
        for path in [top] if top.is_file() else top.rglob("*"):
            within = path.relative_to(home)
            passing = any(part in _NEVER or part.endswith((".写入中", ".half"))
                          for part in within.parts)  # fmt: skip
            if not passing and path.is_file() and not path.is_symlink():
                found.append((within.as_posix(), path))
    yield from sorted(found)


def pour(source: IO[bytes], target: IO[bytes]) -> tuple[str, int]:
    """Copy bytes; give their SHA-256 and number."""
    summed, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        target.write(piece)
        summed.update(piece)
        size += len(piece)
    return summed.hexdigest(), size
