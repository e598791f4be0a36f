"""The bulletin of 2024-02-28 as tasks: those that its three priorities name, one of them done."""

from __future__ import annotations

from pathlib import Path

from fangzhi.workbench.example.people import People
from fangzhi.workbench.office.meetings.actions import confirm, take
from fangzhi.workbench.office.meetings.reading import uploaded
from fangzhi.workbench.office.meetings.shown import flat
from fangzhi.workbench.office.tasks.actions import close, note, prove_by_words


def enter(people: People, paper: Path) -> int:
    """Take the bulletin in and make tasks of all that it asks for; give how many."""
    chief = people.by_role["总纂"]
    meeting = take(chief, uploaded(paper.name, paper.read_bytes()))
    every = [given.id for _, _, given, _ in flat(meeting.plan)]
    made = confirm(chief, meeting, {"on": every})
    leaves = [task for task in made if not task.given.items]
    note(chief, leaves[0], "已列入年度计划，编辑部分工见会议记录。")
    prove_by_words(
        chief, leaves[1], "省地方志办公室下发的工作方案", "川志办〔2024〕×号（示例，虚构）"
    )
    close(chief, leaves[1])
    return len(made)
