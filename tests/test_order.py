"""Long tests begin first, none is lost, and the tests of a file stay together."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from tests.order import SLOW, SLOWEST, in_order


class Named(NamedTuple):
    nodeid: str


SHORT = ("tests/align/a.py", "tests/check/b.py", "tests/files/c.py", "tests/zh/d.py")
CALLS, LOST, STORY = (f"{SLOW}{name}.py" for name in ("calls/e", "lost/f", "stories/g"))
TESTS = [
    Named(f"{file}::test_{number}")
    for file in (*SHORT[:3], CALLS, LOST, STORY, SHORT[3])
    for number in range(20)
]


def test_the_second_process_begins_with_the_slowest_and_the_last_are_short() -> None:
    made = in_order(TESTS)
    assert sorted(made) == sorted(TESTS)
    files = [file for file, _ in groupby(made, key=lambda test: test.nodeid.partition("::")[0])]
    assert files == [*SHORT[:3], LOST, STORY, CALLS, SHORT[3]]
    assert made[len(made) // 2].nodeid.startswith(SLOWEST)


def test_short_tests_alone_and_slow_tests_alone_keep_their_order() -> None:
    for part in ("tests/workbench/calls", "tests/check"):
        some = [test for test in TESTS if test.nodeid.startswith(part)]
        assert some and in_order(some) == some
