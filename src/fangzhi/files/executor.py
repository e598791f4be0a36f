"""Where batch work runs: processes of this machine, or a Dask cluster, behind one interface."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_AHEAD = 2
"""Tasks in hand for each worker: enough to keep it busy, few enough to bound memory."""


class NoExecutor(RuntimeError):
    """Raised when there is nowhere to run; says in Chinese what to do."""


@contextmanager
def executor(where: str = "", workers: int = 0) -> Iterator[Executor]:
    """Give an executor: "" so many processes of this machine (0: one a core), else the address of a
    Dask scheduler ("tcp://127.0.0.1:8786")."""
    if not where:
        with ProcessPoolExecutor(workers or os.cpu_count(), get_context("spawn")) as pool:
            yield pool
        return
    try:
        import distributed
    except ImportError as fault:
        raise NoExecutor(
            "要用 Dask 集群，请先安装 distributed（pip install fangzhi[cluster]）。"
        ) from fault
    try:
        dask: Any = distributed  # brings no types
        client = dask.Client(where, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as fault:
        raise NoExecutor(
            f"连不上 Dask 集群“{where}”。请看调度程序是否开着，地址对不对。"
        ) from fault
    with client:
        yield client.get_executor()


def spread(
    pool: Executor, task: Callable[[Item], Result], items: Iterable[Item], *, ahead: int = 0
) -> Iterator[Result]:
    """Give the result of the task for each item, in their order; raise what a task raised.

    Never more than `ahead` items are in hand (0: two for each worker), so a million files need the
    memory of a few.
    """
    limit = ahead or _AHEAD * _width(pool)
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(task, item))
            if len(waiting) >= limit:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _width(pool: Any) -> int:
    """Give how many tasks run at the same time."""
    client: Any
    if (client := getattr(pool, "_client", None)) is not None:
        return max(1, sum(map(int, client.nthreads().values())))
    return int(getattr(pool, "_max_workers", 0)) or os.cpu_count() or 1
