"""The library: a folder of segments and the register of the works in them."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from fangzhi.files.atomic import write_bytes
from fangzhi.library.facets import Shelves
from fangzhi.library.filters import closed_parts
from fangzhi.library.segment import Segment, SegmentFault
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.library.texted import Places, Texted
from fangzhi.library.writing import Shelving, write_segment
from fangzhi.model.value import read_json

BATCH = 4_000_000
"""Characters after which what was added so far is safe on the disk."""
FULL = 16_000_000
"""Characters that a segment grows to when small ones are merged."""
FORMAT = 4
"""4: folded with the graphic forms of 华阳国志."""
_REGISTER = "library.json"
_SMALL = 8
"""Small segments that may stand behind a large one."""
_SEGMENTS = "segments"
_OLDER = "index"
"""Folder of the index that earlier versions made."""


class Part(msgspec.Struct, frozen=True):
    """One segment as the register knows it: its file, and for each of its works whether it still
    stands (False: removed or replaced since)."""

    file: str
    works: tuple[str, ...]
    stands: tuple[bool, ...]
    characters: int


class _Register(msgspec.Struct, frozen=True):
    format: int
    works: tuple[Shelved, ...]
    parts: tuple[Part, ...]
    next: int


class LibraryFault(RuntimeError):
    """Raised when a library folder cannot be used; says in Chinese what to do."""


class Library:
    """A folder with an index of works. Adding a work again replaces it."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the library in `folder`; raise LibraryFault when there is none (unless `create`)."""
        self.folder = folder
        path = folder / _REGISTER
        if not path.is_file() and not create:
            raise LibraryFault(f"“{folder}”里没有资料库。请先用 fangzhi library add 加入书稿。")
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        self._take(self._read(path, create))

    def add(self, works: Iterable[tuple[Shelved, Stream]]) -> int:
        """Index works; give how many characters. What is whole stays when it is broken off."""
        characters = 0
        waiting: list[tuple[Shelved, Stream]] = []
        size = 0
        for work, stream in works:
            work = msgspec.structs.replace(work, characters=len(stream.text))
            waiting.append((work, stream))
            size += len(stream.text)
            if size >= BATCH:
                self._commit(waiting)
                characters, size = characters + size, 0
                waiting = []
        if waiting:
            self._commit(waiting)
        self.tidy()
        return characters + size

    def remove(self, ids: Iterable[str]) -> int:
        """Take works off the shelf; give how many there were."""
        gone = set(ids)
        kept = tuple(work for work in self.register if work.id not in gone)
        removed = len(self.register) - len(kept)
        if removed:
            self._write(kept, _without(self.parts, gone), self._next)
            self.tidy()
        return removed

    def reload(self) -> None:
        """Take over what another process has added or removed since."""
        self._take(self._read(self.folder / _REGISTER, True))

    def tidy(self) -> None:
        """Merge small segments that lie beside each other, and drop what no longer stands."""
        while (chosen := _to_merge(self.parts)) is not None:
            first, last = chosen
            merged = self.parts[first:last]
            standing = [
                work
                for part, segment in zip(merged, self.segments[first:last], strict=True)
                for work in _standing(part, segment)
            ]
            made = (self._put(standing),) if standing else ()
            self._write(
                self.register,
                (*self.parts[:first], *made, *self.parts[last:]),
                self._next + len(made),
            )
        self._sweep()

    @cached_property
    def segments(self) -> tuple[Texted, ...]:
        """Give the segments, opened."""
        try:
            return self._opened()
        except (SegmentFault, OSError):
            self.reload()  # another process may have merged them since
        try:
            return self._opened()
        except (SegmentFault, OSError) as fault:
            raise self._broken(fault) from fault

    def _opened(self) -> tuple[Texted, ...]:
        return tuple(Segment(self.folder / _SEGMENTS / part.file) for part in self.parts)

    def stream(self, work_id: str) -> Stream:
        """Give the whole text of a work with its citations and what is closed of it until when;
        raise KeyError when it is not here. For an audience: `seen.stream_for`."""
        for part, segment in zip(self.parts, self.segments, strict=True):
            for number, id in enumerate(part.works):
                if id == work_id and part.stands[number]:
                    stream, closed = _stream(segment, number)
                    return msgspec.structs.replace(stream, closed=closed if any(closed) else ())
        raise KeyError(work_id)

    def _commit(self, works: list[tuple[Shelved, Stream]]) -> None:
        fresh = {work.id: (work, stream) for work, stream in works}
        made = self._put([_shelving(work, stream) for work, stream in fresh.values()])
        register = (
            *(work for work in self.register if work.id not in fresh),
            *(work for work, _ in fresh.values()),
        )
        parts = (*_without(self.parts, set(fresh)), made)
        self._write(register, parts, self._next + 1)

    def _put(self, works: list[Shelving]) -> Part:
        name = f"{self._next:06d}.seg"
        write_segment(self.folder / _SEGMENTS / name, works)
        ids = tuple(work.id for work in works)
        return Part(name, ids, (True,) * len(ids), sum(len(work.stream.text) for work in works))

    def _write(self, works: tuple[Shelved, ...], parts: tuple[Part, ...], following: int) -> None:
        order = {id: n for n, id in enumerate(id for part in parts for id in _ids(part))}
        works = tuple(sorted(works, key=lambda work: order[work.id]))
        told = _Register(FORMAT, works, parts, following)
        write_bytes(self.folder / _REGISTER, msgspec.json.encode(told))
        self._take(told)

    def _take(self, told: _Register) -> None:
        self.register, self._parts, self._next = told.works, told.parts, told.next
        for name in ("segments", "by_id", "shelves", "places"):
            self.__dict__.pop(name, None)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Give what the register says of the segments."""
        return self._parts

    @property
    def elsewhere(self) -> Callable[..., Any] | None:
        """Give what searches this library where its texts lie; None when they lie here."""
        return None

    @cached_property
    def by_id(self) -> dict[str, Shelved]:
        """Give the works by their ids."""
        return {work.id: work for work in self.register}

    @cached_property
    def shelves(self) -> Shelves:
        """Give the tables that facets are counted with."""
        return Shelves(self.register)

    @cached_property
    def places(self) -> tuple[Places, ...]:
        """Give for each segment where its works stand in the register, -1 for those that are gone."""
        found, at = [], 0
        for part in self.parts:
            stands = np.array(part.stands, dtype=bool)
            places = np.where(stands, np.cumsum(stands) - 1 + at, -1)
            at += int(stands.sum())
            found.append(places.astype(np.int64))
        return tuple(found)

    def _read(self, path: Path, create: bool) -> _Register:
        empty = _Register(FORMAT, (), (), 1)
        if not path.is_file():
            return empty
        try:
            data = path.read_bytes()
            older = data.lstrip()[:1] == b"["  # before registers had a format
            told = empty if older else read_json(data, _Register)
        except (ValueError, OSError, msgspec.DecodeError) as fault:
            raise self._broken(fault) from fault
        if told.format > FORMAT:
            raise LibraryFault(
                f"资料库“{self.folder}”是更新的版本建的，这一版读不了。请用新版打开。"
            )
        if not older and told.format == FORMAT:
            return told
        if create:
            return msgspec.structs.replace(empty, next=told.next)
        raise LibraryFault(
            f"资料库“{self.folder}”是旧版本建的，这一版读不了。"
            "请用 fangzhi library add 把书稿重新加入一次，索引会自动重建。"
        )

    def _broken(self, fault: Exception) -> LibraryFault:
        return LibraryFault(
            f"资料库“{self.folder}”打不开（{fault}）。可删去这个文件夹，重新加入书稿。"
        )

    def _sweep(self) -> None:
        """Remove files that no register names; on Windows one still open waits for the next time."""
        shutil.rmtree(self.folder / _OLDER, ignore_errors=True)
        known = {part.file for part in self.parts}
        for path in sorted((self.folder / _SEGMENTS).glob("*")):
            if path.name not in known:
                with contextlib.suppress(OSError):
                    path.unlink()


def _ids(part: Part) -> Iterator[str]:
    return (id for id, stands in zip(part.works, part.stands, strict=True) if stands)


def _without(parts: tuple[Part, ...], gone: set[str]) -> tuple[Part, ...]:
    return tuple(
        msgspec.structs.replace(
            part,
            stands=tuple(
                stands and id not in gone
                for id, stands in zip(part.works, part.stands, strict=True)
            ),
        )
        for part in parts
    )


def _to_merge(parts: tuple[Part, ...]) -> tuple[int, int] | None:
    """Choose neighbors that together still make one segment, or one with too much that is gone."""
    for first, part in enumerate(parts):
        if sum(part.stands) * 2 <= len(part.stands):
            return first, first + 1
        last, added = first + 1, 0
        while last < len(parts) and part.characters + added + parts[last].characters <= FULL:
            added += parts[last].characters
            last += 1
        # a large one is not written again for every small one that comes
        if last - first > _SMALL or (last - first > 1 and added * 4 >= part.characters):
            return first, last
    return None


def _standing(part: Part, segment: Texted) -> Iterator[Shelving]:
    for number, id in enumerate(part.works):
        if part.stands[number]:
            stream, closed = _stream(segment, number)
            yield Shelving(id, stream, closed)


def _stream(segment: Texted, number: int) -> tuple[Stream, tuple[int, ...]]:
    start, end = segment.bounds(number)
    first, last = segment.units_of(number)
    offsets = tuple(int(offset) - start for offset in segment.units[first:last])
    cites = tuple(segment.cite(unit) for unit in range(first, last))
    closed = tuple(int(day) for day in segment.closed[first:last])
    begin, after = np.searchsorted(segment.turns, (start, end + 1))
    turns = tuple((segment.turns[begin:after] - start).tolist())
    return Stream(segment.words(start, end), offsets, cites, turns=turns), closed


def _shelving(work: Shelved, stream: Stream) -> Shelving:
    closed = list(stream.closed) or [0] * len(stream.cites)
    for words, day in closed_parts(work.rights):
        closed = [
            max(known, day) if words in cite else known
            for known, cite in zip(closed, stream.cites, strict=True)
        ]
    return Shelving(work.id, stream, tuple(closed))
