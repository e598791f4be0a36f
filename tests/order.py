"""The order in which several processes run the tests: what takes minutes begins first.

With `--dist worksteal` each process begins with a part of the list, and who is done takes the end
of another's. So the second of two begins with the workbench (real servers, browsers, databases),
while the first runs thousands of short tests, of which the rest stands last.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol, TypeVar


class Placed(Protocol):
    """A test, by its name with its file."""

    @property
    def nodeid(self) -> str: ...


T = TypeVar("T", bound=Placed)
SLOW = "tests/workbench/"
SLOWEST = (
    "tests/workbench/lost/",
    "tests/workbench/stories/",
    "tests/workbench/ledger/test_keeping.py",
    "tests/workbench/conf/",
)
"""Each of their tests takes from half a minute to two on an idle machine."""


def in_order(tests: Sequence[T]) -> list[T]:
    """Give the same tests: half of the short ones, the slowest, the slow, the other short ones.

    Tests of a file stay together, in their order.
    """
    files = [list(group) for _, group in groupby(tests, key=lambda test: _file(test))]
    slowest = [test for file in files for test in file if _file(test).startswith(SLOWEST)]
    slow = [test for file in files for test in file if _is(test, SLOW, SLOWEST)]
    short = [file for file in files if not _file(file[0]).startswith(SLOW)]
    first: list[T] = []
    while short and len(first) + len(short[0]) <= len(tests) // 2:
        first += short.pop(0)
    return [*first, *slowest, *slow, *(test for file in short for test in file)]


def _file(test: Placed) -> str:
    return test.nodeid.partition("::")[0]


def _is(test: Placed, where: str, not_where: tuple[str, ...]) -> bool:
    return _file(test).startswith(where) and not _file(test).startswith(not_where)
