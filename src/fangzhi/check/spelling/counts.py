"""Counts of character n-grams in a flat table of 16-bit cells; no ngram is kept as text."""

from __future__ import annotations

import math
import re
import sys
from array import array
from collections.abc import Iterable

import zstandard

ORDERS = (1, 2, 3, 4)
START, END = "^", "$"
RUN = re.compile("[一-鿿]+")
"""A run of Han characters; what stands between two runs is never part of an n-gram."""
_MAGIC = b"FZNG1\n"
_KNUTH = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_STEP = 0.45  # a level is a factor of e^0.45 ≈ 1.57; 31 levels reach 1.1 million
_LEVELS = 31


class ModelFault(ValueError):
    """A model file that cannot be used; the words are for the editor."""


class Counts:
    """How often each n-gram (1 to 4 characters) was read, to within a factor of 1.25.

    Each cell holds 11 bits of the n-gram's name and 5 of its count, so that an n-gram that was
    never read is taken for a known one about once in a thousand. `total` is the characters read.
    """

    def __init__(self, cells: array[int], total: int) -> None:
        self._cells = cells
        self._bits = 64 - (len(cells).bit_length() - 1)
        self._known: dict[str, int] = {}
        self.total = total

    def of(self, gram: str) -> int:
        """Give the count of an n-gram, 0 where it was not read (often enough to be kept)."""
        known = self._known.get(gram)
        if known is None:
            if len(self._known) > 400_000:
                self._known.clear()
            known = self._known[gram] = self._look(gram)
        return known

    def _look(self, gram: str) -> int:
        hashed = _hash(gram)
        at, name, cells = hashed >> self._bits, hashed & 0x7FF, self._cells
        last = len(cells) - 1
        while cell := cells[at]:
            if cell >> 5 == name:
                return _COUNTS[cell & 31]
            at = at + 1 & last
        return 0

    def to_bytes(self) -> bytes:
        """Write the table; equal counts give equal bytes."""
        cells = self._cells
        if sys.byteorder == "big":
            cells = array("H", cells)
            cells.byteswap()
        head = _MAGIC + self.total.to_bytes(8, "little") + len(cells).to_bytes(8, "little")
        return head + zstandard.ZstdCompressor(level=19).compress(cells.tobytes())

    @classmethod
    def from_bytes(cls, data: bytes) -> Counts:
        """Read a table; raise ModelFault where the bytes are not one."""
        if not data.startswith(_MAGIC):
            raise ModelFault("这不是 fangzhi train 写出的模型文件，请重新训练。")
        size = int.from_bytes(data[14:22], "little")
        cells = array("H")
        try:
            cells.frombytes(zstandard.ZstdDecompressor().decompress(data[22:], 2 * size))
        except (zstandard.ZstdError, ValueError, MemoryError) as fault:
            raise ModelFault("模型文件不完整，请重新训练。") from fault
        if len(cells) != size or size & (size - 1) or not size:
            raise ModelFault("模型文件不完整，请重新训练。")
        if sys.byteorder == "big":
            cells.byteswap()
        return cls(cells, int.from_bytes(data[6:14], "little"))


def _hash(gram: str) -> int:
    number = int.from_bytes(gram.encode("utf-16-le", "surrogatepass"), "little")
    number = (number ^ (number >> 29)) * _KNUTH & _MASK
    return (number ^ (number >> 32)) * _KNUTH & _MASK


_COUNTS = tuple(max(1, round(math.exp(level * _STEP))) for level in range(_LEVELS + 1))


def _level(count: int) -> int:
    return min(_LEVELS, round(math.log(count) / _STEP))


def table_of(grams: Iterable[tuple[str, int]], size: int, total: int) -> Counts:
    """Lay `size` n-grams with their counts into a table; in the order given, so sort them."""
    slots = 1 << max(10, math.ceil(math.log2(max(1, size) / 0.7)))
    cells = array("H", bytes(2 * slots))
    bits = 64 - (slots.bit_length() - 1)
    for gram, count in grams:
        hashed = _hash(gram)
        at, name = hashed >> bits, hashed & 0x7FF
        while cells[at]:
            at = at + 1 & (slots - 1)
        cells[at] = (name << 5 | _level(count)) or 1
    return Counts(cells, total)
