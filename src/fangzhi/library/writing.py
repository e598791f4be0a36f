"""Writing a segment: texts in, one file out, in memory of about eight bytes a character."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from fangzhi.library.dates import told_of
from fangzhi.library.segment import ALIGN, BLOCK, MAGIC, SEPARATOR, TOLD, ArrayAt, Head
from fangzhi.library.stream import Stream
from fangzhi.zh.fold import fold

_POINTS = 0x110000


class Shelving(msgspec.Struct, frozen=True):
    """A work to write: id, stream, and for each citation the day until which it is closed."""

    id: str
    stream: Stream
    closed: tuple[int, ...] = ()


def write_segment(path: Path, works: Sequence[Shelving]) -> None:
    """Write works as a segment at `path`, wholly or not at all."""
    arrays = _texts(works) | _units(works)
    arrays |= _told(arrays)
    arrays |= _postings(arrays["folded"][arrays["text"]], len(arrays["keys"]))
    temporary = path.with_name(f".{path.name}.{os.getpid()}.写入中")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with temporary.open("wb") as file:
            head = _head(tuple(work.id for work in works), arrays)
            file.write(MAGIC + len(head).to_bytes(8, "little") + head)
            for array in arrays.values():  # the first one begins on a boundary too
                file.write(b"\0" * (-file.tell() % ALIGN))
                file.write(np.ascontiguousarray(array).data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _head(works: tuple[str, ...], arrays: dict[str, NDArray[Any]]) -> bytes:
    """Say where each array lies; offsets count from the first array, so the head may have any
    length."""
    offset = 0
    rows = []
    for name, array in arrays.items():
        offset += -offset % ALIGN
        rows.append(ArrayAt(name, array.dtype.str, offset, array.size))
        offset += array.nbytes
    return msgspec.msgpack.encode(Head(works, tuple(rows)))


def _texts(works: Sequence[Shelving]) -> dict[str, NDArray[Any]]:
    present = np.zeros(_POINTS, dtype=bool)
    present[ord(SEPARATOR)] = True
    for work in works:
        present[_points(work.stream.text)] = True
    alphabet = np.flatnonzero(present).astype(np.uint32)
    number_type = np.uint16 if len(alphabet) <= BLOCK else np.uint32
    numbers = np.zeros(_POINTS, dtype=number_type)
    numbers[alphabet] = np.arange(len(alphabet), dtype=number_type)
    length = sum(len(work.stream.text) + 1 for work in works)
    text = np.empty(length, dtype=number_type)
    starts = np.empty(len(works), dtype=np.uint32)
    at = 0
    for position, work in enumerate(works):
        points = _points(work.stream.text)
        starts[position] = at
        text[at : at + len(points)] = numbers[points]
        at += len(points)
        text[at] = numbers[ord(SEPARATOR)]
        at += 1
    letters = alphabet.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    keys, folded = np.unique(_points(fold(letters)), return_inverse=True)
    return {
        "alphabet": alphabet,
        "keys": keys.astype(np.uint32),
        "folded": folded.astype(number_type),
        "text": text,
        "starts": starts,
    }


def _points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _units(works: Sequence[Shelving]) -> dict[str, NDArray[Any]]:
    """Every citation's place; a work that does not begin with one gets an empty one."""
    offsets: list[NDArray[np.int64]] = []
    cites: list[bytes] = []
    closed: list[int] = []
    turns: list[int] = []
    at = 0
    for work in works:
        stream = work.stream
        own = np.array(stream.offsets or (0,), dtype=np.int64)
        offsets.append(own + at)
        cites.extend(cite.encode("utf-8", "surrogatepass") for cite in stream.cites or ("",))
        closed.extend(work.closed or [0] * len(own))
        turns.extend(at + turn for turn in stream.turns)
        at += len(stream.text) + 1
    return {
        "turns": np.array(turns, dtype=np.uint32),
        "units": np.concatenate(offsets).astype(np.uint32),
        "closed": np.array(closed, dtype=np.uint32),
        "cite_ends": np.cumsum([len(cite) for cite in cites]).astype(np.uint32),
        "cites": np.frombuffer(b"".join(cites) or b" ", dtype=np.uint8),
    }


def _told(held: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    points = held["keys"][held["folded"]]  # of each letter of the alphabet; far quicker than `fold`
    begins = [int(start) for start in held["starts"]]
    ends = [*(begin - 1 for begin in begins[1:]), len(held["text"]) - 1]
    texts = (
        points[held["text"][begin:end]].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        for begin, end in zip(begins, ends, strict=True)
    )
    return dict(zip(TOLD, told_of(zip(begins, texts, strict=True)), strict=True))


def _postings(text: NDArray[Any], keys: int) -> dict[str, NDArray[Any]]:
    """Where each folded character stands: sorted block by block (16 bits sort by radix), then the
    blocks' runs of one character are laid behind each other."""
    order = np.empty(len(text), dtype=np.uint16)
    run_keys: list[NDArray[Any]] = []
    run_counts: list[NDArray[np.int64]] = []
    run_sizes: list[int] = []
    for begin in range(0, len(text), BLOCK):
        block = text[begin : begin + BLOCK]
        counts = np.bincount(block)
        own = np.flatnonzero(counts)
        order[begin : begin + BLOCK] = np.argsort(block, kind="stable")
        run_keys.append(own.astype(text.dtype))
        run_counts.append(counts[own])
        run_sizes.append(len(own))
    key_of, count_of = np.concatenate(run_keys), np.concatenate(run_counts)
    block_of = np.repeat(np.arange(len(run_sizes)), run_sizes)
    by_key = np.argsort(key_of, kind="stable")
    target = np.empty(len(by_key), dtype=np.int64)
    target[by_key] = np.concatenate(([0], np.cumsum(count_of[by_key])[:-1]))
    low = np.empty(len(text), dtype=np.uint16)
    run = 0
    for number, size in enumerate(run_sizes):
        own_runs = slice(run, run + size)
        counts = count_of[own_runs]
        shift = target[own_runs] - np.concatenate(([0], np.cumsum(counts)[:-1]))
        begin = number * BLOCK
        block_order = order[begin : begin + BLOCK]
        low[np.repeat(shift, counts) + np.arange(len(block_order))] = block_order
        run += size
    totals = np.bincount(key_of, weights=count_of, minlength=keys).astype(np.int64)
    runs = np.bincount(key_of, minlength=keys)
    return {
        "low": low,
        "run_blocks": block_of[by_key].astype(np.uint16),
        "run_counts": (count_of[by_key] - 1).astype(np.uint16),
        "key_low": np.concatenate(([0], np.cumsum(totals))).astype(np.uint32),
        "key_runs": np.concatenate(([0], np.cumsum(runs))).astype(np.uint32),
    }
