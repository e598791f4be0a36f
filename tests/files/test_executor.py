"""Batch work through one interface: processes of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from fangzhi.files.executor import NoExecutor, executor, spread


def length(text: str) -> int:
    return len(text)


def refuse(text: str) -> int:
    raise ValueError(text)


def test_results_come_in_the_order_of_the_items_and_never_more_are_in_hand_than_allowed() -> None:
    taken = 0

    def items() -> Iterator[str]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield "茶" * number

    with ThreadPoolExecutor(2) as pool:
        results = spread(pool, length, items(), ahead=5)
        assert next(results) == 0
        assert taken == 5
        assert list(results) == list(range(1, 100))


def test_what_a_task_raises_is_raised_where_its_result_is_wanted() -> None:
    with ThreadPoolExecutor(2) as pool, pytest.raises(ValueError, match="茶"):
        list(spread(pool, refuse, ["茶", "酒"]))


def test_processes_of_this_machine_work_side_by_side() -> None:
    with executor(workers=2) as pool:
        assert list(spread(pool, len, ["茶", "蒙山", "四川茶"])) == [1, 2, 3]


def test_a_scheduler_that_is_not_there_is_named() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(NoExecutor, match="连不上"), executor("tcp://127.0.0.1:9"):
        pass
