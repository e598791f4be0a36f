"""Uploads on their way: streamed into a folder of their own, looked at, then kept or let go."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from fangzhi.publish.legal import file_name
from fangzhi.workbench.ledger.originals import digest_of_file
from fangzhi.workbench.works.compiling import store

MOST_FILES = 2000
MOST_BYTES = 4 << 30
_PIECE = 1 << 20
_OLD = 6 * 3600
_FULL = "服务器的磁盘写不下了，这次没有收到。请告诉编辑部，过后再传。"


def room() -> Path:
    """Give the folder in which uploads wait; what was left there hours ago is removed."""
    top = Path(settings.HOME) / "收到"
    top.mkdir(exist_ok=True)
    for one in top.iterdir():
        if one.is_dir() and time.time() - one.stat().st_mtime > _OLD:
            shutil.rmtree(one, ignore_errors=True)
    return top


def fresh_folder() -> Path:
    """Give a new folder for one lot of uploads."""
    return Path(tempfile.mkdtemp(prefix="来稿-", dir=room()))


def waiting_folder(key: str) -> Path:
    """Give the folder in which a link's files gather, one request after another."""
    folder = room() / f"链接-{key}"
    folder.mkdir(exist_ok=True)
    return folder


def put(folder: Path, files: Iterable[Any], paths: Iterable[str] = ()) -> int:
    """Stream uploads into a folder under legal names, folders inside kept; give how many.

    Raises ValidationError in Chinese where it is too much, or the disk is full.
    """
    count = 0
    told = list(paths)
    held = [path for path in folder.rglob("*") if path.is_file()]
    total = sum(path.stat().st_size for path in held)
    for number, file in enumerate(files):
        total += int(file.size or 0)
        if len(held) + count >= MOST_FILES or total > MOST_BYTES:
            raise ValidationError("一次最多2000个文件、4GB。请分几次传。")
        words = told[number] if number < len(told) and told[number] else str(file.name)
        target = _free(folder, words)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as out:
                for chunk in file.chunks(_PIECE):
                    out.write(chunk)
        except OSError as fault:
            target.unlink(missing_ok=True)
            raise ValidationError(_FULL) from fault
        count += 1
    return count


def _free(folder: Path, words: str) -> Path:
    parts = [part for part in words.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    legal = [_short(part) for part in parts[-4:]] or ["未题名"]
    target = folder.joinpath(*legal)
    stem, suffix, number = target.stem, target.suffix, 2
    while target.exists():
        target = target.with_name(f"{stem}（{number}）{suffix}")
        number += 1
    return target


def _short(part: str) -> str:
    # a name's ending says what it is; a phone's may be long, and a name holds 255 bytes
    stem, dot, suffix = part.rpartition(".")
    if not dot or len(suffix) > 8:
        return file_name(part)[:60]
    return f"{file_name(stem)[:60]}.{file_name(suffix)}"


def keep(path: Path) -> str:
    """Put a file into the store of originals byte for byte, never held whole; give its digest."""
    digest = digest_of_file(path)
    target = store().path(digest)
    if target.is_file() and digest_of_file(target) == digest:
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f"{digest}.{os.getpid()}.写入中")
    with path.open("rb") as source, half.open("wb") as out:
        shutil.copyfileobj(source, out, _PIECE)
        out.flush()
        os.fsync(out.fileno())
    os.replace(half, target)
    return digest


def size_of(digest: str) -> int:
    """Give the size of a kept file in bytes, 0 where none is kept."""
    path = store().path(digest) if digest else None
    return path.stat().st_size if path is not None and path.is_file() else 0


def keep_bytes(data: bytes) -> str:
    """Put bytes made here into the store."""
    return str(store().put(data))
