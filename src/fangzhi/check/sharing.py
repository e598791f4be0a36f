"""Work shared between processes: pieces in any order, answers in the order of the pieces.

Only where a process can be copied as it stands (Linux, one thread); anywhere else, and for little
work, everything is done here, with the same answers.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

import msgspec

from fangzhi.model.finding import Finding
from fangzhi.model.value import read_msgpack

T = TypeVar("T")
Findings = tuple[Finding, ...]
Group = tuple[Findings, ...]
Piece = Callable[[], Group]
_SWITCH = "FANGZHI_CHECK_PROCESSES"
_MOST = 4


def processes() -> int:
    """Give how many processes may share the work: 1 where copying this one is not safe.

    The environment variable FANGZHI_CHECK_PROCESSES sets an upper bound.
    """
    told = os.environ.get(_SWITCH, "")
    most = int(told) if told.isdigit() else _MOST
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return max(1, min(most, len(os.sched_getaffinity(0))))


def shared(pieces: Sequence[Piece], first: Callable[[], T], helpers: int) -> tuple[list[Group], T]:
    """Give what each piece finds, in order, and the value of `first`, which is done here.

    `helpers` copies of this process take pieces, one after another, and so does this one when
    `first` is done. What a lost copy had taken is done again here.
    """
    context: Any = get_context("fork")
    found = {0: pieces[0]()} if pieces else {}  # builds what copies then need not build again
    taken = context.Value("i", len(found))
    lines: list[tuple[Any, Connection]] = []
    for _ in range(helpers):
        line, other = context.Pipe(duplex=False)
        child = context.Process(target=_serve, args=(pieces, taken, other), daemon=True)
        child.start()
        other.close()
        lines.append((child, line))
    try:
        with uncollected():
            value = first()
            found.update(_take(pieces, taken))
        for child, line in lines:
            found.update(_heard(line))
            child.join()
    finally:
        for child, line in lines:
            line.close()
            if child.is_alive():
                child.kill()
                child.join()
    return [found[n] if n in found else piece() for n, piece in enumerate(pieces)], value


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of cycles from walking over all the facts of a work again and again.

    It finds next to nothing there, and writes to pages that the copies share.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _take(pieces: Sequence[Piece], taken: Any) -> list[tuple[int, Group]]:
    found: list[tuple[int, Group]] = []
    while True:
        with taken.get_lock():
            number = taken.value
            taken.value += 1
        if number >= len(pieces):
            return found
        found.append((number, pieces[number]()))


def _serve(pieces: Sequence[Piece], taken: Any, line: Connection) -> None:
    gc.disable()  # a short life, in memory shared with the parent
    line.send_bytes(msgspec.msgpack.encode(_take(pieces, taken)))
    line.close()


def _heard(line: Connection) -> list[tuple[int, Group]]:
    try:
        return read_msgpack(line.recv_bytes(), list[tuple[int, Group]])
    except (EOFError, OSError, msgspec.DecodeError):
        return []
