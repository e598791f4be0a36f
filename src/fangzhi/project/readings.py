"""Readings kept between builds: a file that did not change is not read again.

Under `.fangzhi/` in the project: `readings/<key>.bin` (SHA-256, then MessagePack) and `assets/`.
A damaged or missing piece counts as not kept. Without a writable folder nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

import msgspec

from fangzhi.collect.pages import engine
from fangzhi.collect.readers import name_of, read_files
from fangzhi.collect.reading import Reading
from fangzhi.files.atomic import WriteFault, write_bytes
from fangzhi.files.executor import spread
from fangzhi.files.store import AssetStore
from fangzhi.model.value import read_msgpack

_SCANS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp")
_PACK = 8
"""Files that one task of a pool reads: starting its guarded child costs as much as ten files."""
Progress = Callable[[str, int, int], None]
"""Called with the name of the step, how much is done and how much there is."""


def silent(step: str, done: int, whole: int) -> None:
    """Show no progress."""


class Readings:
    """Reads files of a folder, through the cache in `folder`/.fangzhi where it can be kept.

    `recognize` reads scanned pages too; those are read again when this, or the engine, changes.
    With a `pool` its workers read, on this machine or others; else child processes of this one.
    """

    def __init__(
        self,
        root: Path,
        kept: Path | None,
        *,
        recognize: bool = True,
        pool: Executor | None = None,
    ) -> None:
        self._root = root
        self._pool = pool
        self._recognize = recognize
        self._kept = kept
        self.assets: AssetStore | dict[str, bytes] = {}
        if kept is not None:
            try:
                self.assets = AssetStore(kept / "assets")
            except OSError:
                self._kept = None

    def read(self, paths: Sequence[Path], progress: Progress) -> Iterator[tuple[str, Reading]]:
        """Give each file's name and reading in the order of `paths`; assets go to `assets`."""
        keys = {path: self._key(path) for path in paths}
        known = {path: kept for path in paths if (kept := self._load(keys[path])) is not None}
        fresh = [path for path in paths if path not in known]
        done = len(known)
        progress("读入", done, len(paths))
        read: dict[str, Reading] = {}
        for name, reading in self._read(fresh):
            read[name] = reading
            done += 1
            progress("读入", done, len(paths))
        for path in paths:
            name = name_of(path, self._root)
            if path in known:
                yield name, known[path]
            else:
                yield name, self._keep(keys[path], read[name])

    def _read(self, fresh: list[Path]) -> Iterator[tuple[str, Reading]]:
        if self._pool is None:
            yield from read_files(fresh, self._root, workers(len(fresh)), recognize=self._recognize)
            return
        packs = [
            _Pack(fresh[begin : begin + _PACK], self._root, self._recognize)
            for begin in range(0, len(fresh), _PACK)
        ]
        for pack in spread(self._pool, _read_pack, packs):
            yield from pack

    def forget_others(self, paths: Sequence[Path]) -> None:
        """Let go of what is kept of files that are no longer there or have changed."""
        if self._kept is None:
            return
        wanted = {f"{self._key(path)}.bin" for path in paths}
        for kept in sorted((self._kept / "readings").glob("*.bin")):
            if kept.name not in wanted:
                with contextlib.suppress(OSError):
                    kept.unlink()

    def _key(self, path: Path) -> str:
        try:
            data = path.read_bytes() if path.is_file() and path.stat().st_size < 1 << 28 else None
        except OSError:
            data = None
        if data is None:
            return ""
        name = name_of(path, self._root)
        how = _recognized_by(self._recognize) if path.suffix.lower() in _SCANS else b""
        return hashlib.sha256(_reader_digest() + name.encode() + b"\0" + how + data).hexdigest()

    def _load(self, key: str) -> Reading | None:
        if self._kept is None or not key:
            return None
        try:
            data = (self._kept / "readings" / f"{key}.bin").read_bytes()
            if hashlib.sha256(data[32:]).digest() != data[:32]:
                return None
            reading = read_msgpack(data[32:], Reading)
        except (OSError, msgspec.DecodeError, msgspec.ValidationError):
            return None
        held = all(asset.digest in self.assets for asset in reading.manuscript.assets)
        return reading if held else None

    def _keep(self, key: str, reading: Reading) -> Reading:
        for digest, data in reading.assets.items():
            if isinstance(self.assets, AssetStore):
                self.assets.put(data)
            else:
                self.assets[digest] = data
        lean = msgspec.structs.replace(reading, assets={})
        if self._kept is not None and key and lean.manuscript.source:
            body = msgspec.msgpack.encode(lean)
            try:
                target = self._kept / "readings" / f"{key}.bin"
                target.parent.mkdir(parents=True, exist_ok=True)
                write_bytes(target, hashlib.sha256(body).digest() + body)
            except (OSError, WriteFault):
                self._kept = None  # a full disk costs the cache, not the build
        return lean


class _Pack(NamedTuple):
    """Some files for one worker; it sees them under the same path."""

    paths: list[Path]
    root: Path
    recognize: bool


def _read_pack(pack: _Pack) -> list[tuple[str, Reading]]:
    return list(read_files(pack.paths, pack.root, 1, recognize=pack.recognize))


def workers(files: int) -> int:
    """Give how many child processes read so many files: starting one costs as much as ten files."""
    return max(1, min(os.cpu_count() or 1, 4, files // 8))


def _recognized_by(wanted: bool) -> bytes:
    return b"recognized\0" if wanted and engine.available() else b""


@cache
def _reader_digest() -> bytes:
    """Name the readers by their own code, so that a mended reader reads again."""
    found = hashlib.sha256()
    for package in ("fangzhi.collect", "fangzhi.files", "fangzhi.model"):
        for name, data in _sources(files(package)):
            found.update(name.encode() + b"\0" + data)
    return found.digest()


def _sources(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _sources(item)
        elif item.name.endswith((".py", ".toml", ".tsv", ".json")):
            yield item.name, item.read_bytes()
