"""A plan as rows to look through: every task with its exact words, and what a person put beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from fangzhi.project.meetings.plan import MeetingPlan, Priority, Task

UNSAID = "文中没有写"
"""Stands where the paper names nobody, or no day."""


class Row(NamedTuple):
    """One task of the review: as found, what the reviewer put in, and whether it stands already."""

    task: Task
    item: bool
    ticked: bool
    title: str
    owner: str
    deadline: str
    made: int

    @property
    def shows_words(self) -> bool:
        """Whether the quotation is shown here: once for an action and its items."""
        return not self.item


class Point(NamedTuple):
    """One priority with the rows below it."""

    priority: Priority
    name: str
    rows: tuple[Row, ...]


def names_of(task: Task) -> str:
    """Give the parties as the paper has them, with its own words; "" where it names none."""
    return "、".join(
        f"{party.word}{'：' if party.word.endswith(('单位', '部门', '人')) else ''}{party.name}"
        for party in task.parties
    )


def name_of(point: Priority) -> str:
    """Give a priority's number and head as given."""
    return f"{point.number}{'　' if point.number and point.title else ''}{point.title}"


def flat(plan: MeetingPlan) -> Iterator[tuple[int, Priority, Task, Task | None]]:
    """Give every action and every item below it: number of its point, point, task, parent."""
    for number, point in enumerate(plan.priorities, 1):
        for task in point.tasks:
            yield number, point, task, None
            for item in task.items:
                yield number, point, item, task


def points(plan: MeetingPlan, told: Mapping[str, Any], made: Mapping[str, int]) -> list[Point]:
    """Give the review tree. `told` is the form as put aside ({} at first: all is ticked)."""
    found: list[Point] = []
    for point in plan.priorities:
        rows = [
            _row(one, one is not task, told, made)
            for task in point.tasks
            for one in (task, *task.items)
        ]
        found.append(Point(point, name_of(point), tuple(rows)))
    return found


def _row(task: Task, item: bool, told: Mapping[str, Any], made: Mapping[str, int]) -> Row:
    key = task.id
    ticked = key in told["on"] if "on" in told else not made
    return Row(
        task, item, ticked, str(told.get(f"title-{key}") or task.title),
        str(told.get(f"owner-{key}") or ""), str(told.get(f"deadline-{key}") or ""),
        made.get(key, 0),
    )  # fmt: skip
