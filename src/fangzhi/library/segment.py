"""A segment: some works in one file that is mapped, never loaded, and never changed again.

It holds the texts as numbers of its own alphabet (two bytes a character), and for every folded
character the places where it stands (two bytes each, in blocks of 65,536). Any phrase is found by
taking the places of its rarest character and looking at the text around them.
"""

from __future__ import annotations

import mmap
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from fangzhi.library.dates import Told, told_of
from fangzhi.library.texted import Places, Texted
from fangzhi.model.value import read_msgpack

MAGIC = b"FZLIB003"
BLOCK = 1 << 16
ALIGN = 64
SEPARATOR = "\U0010ffff"
"""Stands after every work, so that no phrase runs from one work into the next."""
TOLD = ("told_starts", "told_ends", "told_years")
"""Arrays of the years told in the texts; files of earlier versions do not have them."""
_NONE = np.zeros(0, dtype=np.int64)


class ArrayAt(msgspec.Struct, frozen=True):
    """Where an array lies in the file."""

    name: str
    dtype: str
    offset: int
    length: int


class Head(msgspec.Struct, frozen=True):
    """The head of a segment's file: its works and its arrays."""

    works: tuple[str, ...]
    arrays: tuple[ArrayAt, ...]


class SegmentFault(ValueError):
    """Raised when a file is not a whole segment of this version."""


class Segment(Texted):
    """A segment opened for reading; safe to read from many threads."""

    def __init__(self, path: Path) -> None:
        """Map the file; raise SegmentFault when it is not a whole segment."""
        with path.open("rb") as file:
            size = path.stat().st_size
            if size < 16:
                raise SegmentFault("文件不完整")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[:8] != MAGIC:
            raise SegmentFault("不是这一版的索引")
        length = int.from_bytes(self._map[8:16], "little")
        try:
            head = read_msgpack(self._map[16 : 16 + length], Head)
        except (msgspec.DecodeError, msgspec.ValidationError) as fault:
            raise SegmentFault("文件已损坏") from fault
        self.works = head.works
        base = 16 + length + (-(16 + length) % ALIGN)
        for array in head.arrays:
            end = base + array.offset + array.length * np.dtype(array.dtype).itemsize
            if end > size:
                raise SegmentFault("文件不完整")
        made: dict[str, Any] = {
            array.name: np.frombuffer(self._map, array.dtype, array.length, base + array.offset)
            for array in head.arrays
        }
        self.alphabet: NDArray[np.uint32] = made["alphabet"]
        self.folded: NDArray[np.uint16] = made["folded"]
        self.keys: NDArray[np.uint32] = made["keys"]
        self.text: NDArray[np.uint16] = made["text"]
        self._units: Places = made["units"].astype(np.int64)
        self._closed: NDArray[np.uint32] = made["closed"]
        self._turns: Places = made["turns"].astype(np.int64)
        self.starts: Places = made["starts"].astype(np.int64)
        self._low: NDArray[np.uint16] = made["low"]
        self._run_blocks: NDArray[np.uint16] = made["run_blocks"]
        self._run_counts: NDArray[np.uint16] = made["run_counts"]
        self._key_low: NDArray[np.uint32] = made["key_low"]
        self._key_runs: NDArray[np.uint32] = made["key_runs"]
        self._cite_ends: NDArray[np.uint32] = made["cite_ends"]
        self._cites: NDArray[np.uint8] = made["cites"]
        self._told = [made[name] for name in TOLD if name in made]

    @property
    def size(self) -> int:
        """Give how many characters lie here, separators too."""
        return len(self.text)

    @property
    def units(self) -> Places:
        """Give where each leaf or entry begins."""
        return self._units

    @property
    def closed(self) -> NDArray[np.uint32]:
        """Give until which day each leaf or entry is closed."""
        return self._closed

    @property
    def turns(self) -> Places:
        """Give where double rows turn."""
        return self._turns

    @cached_property
    def told(self) -> Told:
        """Give the years told in the texts; read now where an earlier version wrote the file."""
        if len(self._told) == len(TOLD):
            return Told(*self._told)
        works = range(len(self.works))
        return told_of(
            (self.bounds(work)[0], self.folded_words(*self.bounds(work))) for work in works
        )

    @cached_property
    def _key_ids(self) -> dict[int, int]:
        return {int(key): number for number, key in enumerate(self.keys)}

    @cached_property
    def _folded_points(self) -> NDArray[np.uint32]:
        return self.keys[self.folded]

    def key(self, character: str) -> int | None:
        """Give the number of a folded character, None when no text here has it."""
        return self._key_ids.get(ord(character))

    def count(self, key: int) -> int:
        """Give how often a folded character stands here."""
        return int(self._key_low[key + 1]) - int(self._key_low[key])

    def places(self, key: int) -> Places:
        """Give where a folded character stands."""
        low = self._low[self._key_low[key] : self._key_low[key + 1]]
        runs = slice(self._key_runs[key], self._key_runs[key + 1])
        counts = self._run_counts[runs].astype(np.int64) + 1
        found: Places = np.repeat(self._run_blocks[runs].astype(np.int64) << 16, counts)
        found += low
        return found

    def phrase(self, characters: tuple[str | None, ...]) -> Places:
        """Give where these folded characters stand in a row; None stands for any one character."""
        keys: list[tuple[int, int, int]] = []
        for offset, character in enumerate(characters):
            if character is None:
                continue
            key = self.key(character)
            if key is None:
                return _NONE
            keys.append((self.count(key), offset, key))
        keys.sort()
        _, first, key = keys[0]
        found = self.places(key)
        if first or len(characters) > 1:
            last = len(self.text) - len(characters) + first
            begin = int(np.searchsorted(found, first))
            found = found[begin : int(np.searchsorted(found, last, "right"))] - first
        for _, offset, key in keys[1:]:
            if not len(found):
                break
            found = found[self.folded.take(self.text.take(found + offset)) == key]
        for offset, character in enumerate(characters):
            if character is None and len(found):
                found = found[self.text[found + offset] != self._separator]
        return found

    @cached_property
    def _separator(self) -> int:
        return int(np.searchsorted(self.alphabet, ord(SEPARATOR)))

    def exactly(self, found: Places, characters: tuple[str | None, ...]) -> Places:
        """Keep the places where exactly these characters stand, not other forms of them."""
        for offset, character in enumerate(characters):
            if character is None or not len(found):
                continue
            number = int(np.searchsorted(self.alphabet, ord(character)))
            if number == len(self.alphabet) or self.alphabet[number] != ord(character):
                return _NONE
            found = found[self.text[found + offset] == number]
        return found

    def words(self, start: int, end: int) -> str:
        """Give the text as it stands between two positions."""
        return _decoded(self.alphabet[self.text[start:end]])

    def folded_words(self, start: int, end: int) -> str:
        """Give the folded text between two positions."""
        return _decoded(self._folded_points[self.text[start:end]])

    def bounds(self, work: int) -> tuple[int, int]:
        """Give where a work begins and ends (the separator not counted)."""
        end = self.starts[work + 1] if work + 1 < len(self.starts) else len(self.text)
        return int(self.starts[work]), int(end) - 1

    def cite(self, unit: int) -> str:
        """Give the citation of a leaf or entry."""
        begin = int(self._cite_ends[unit - 1]) if unit else 0
        held = self._cites[begin : int(self._cite_ends[unit])].tobytes()
        return held.decode("utf-8", "surrogatepass")

    @cached_property
    def restricted(self) -> bool:
        """Tell whether any leaf or entry here has a day to wait for."""
        return bool(self.closed.any())


def _decoded(points: NDArray[np.uint32]) -> str:
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
