"""Tasks as the values that reports are made of: progress, evidence, counts, the Word report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from django.utils import timezone

from fangzhi.project.meetings.report import (
    Progress,
    Proof,
    Stage,
    completion_docx,
    counts_of,
    progress_sentence,
)
from fangzhi.workbench.office.meetings.actions import rebuilt
from fangzhi.workbench.office.models import Meeting, Task


def progress_of(task: Task, **changed: Any) -> Progress:
    """Give what is recorded of a task; what a person set is told as set by whom."""
    words = [_set("责任", "、".join(filter(None, (str(task.owner or ""), task.owner_words))),
                  task.owner_by),
             _set("时限", str(task.deadline or ""), task.deadline_by)]  # fmt: skip
    notes = list(task.notes.all())
    words += [one.words for one in notes[-1:]]
    proofs = tuple(
        Proof(one.name, one.number or (f"摘要{one.digest[:16]}" if one.digest else ""),
              timezone.localtime(one.at).date().isoformat())
        for one in task.proofs.all()
    )  # fmt: skip
    said = Progress(
        task.key, task.stage, "".join(filter(None, words)), proofs, str(task.closed_by or ""),
        timezone.localtime(task.closed).date().isoformat() if task.closed else "",
    )  # fmt: skip
    return msgspec.structs.replace(said, **changed) if changed else said


def _set(what: str, value: str, by: Any) -> str:
    return f"{what}：{value}（{by or '办公室'}定）。" if value else ""


def leaves(meeting: Meeting | None = None) -> Any:
    """Give the tasks that stand for themselves: not the headings of others, none that was dropped."""
    rows = Task.objects.filter(items__isnull=True, dropped=None)
    rows = rows.filter(meeting=meeting) if meeting is not None else rows
    return rows.select_related("owner", "owner_by", "deadline_by", "closed_by")


def _said(tasks: Iterable[Task]) -> dict[str, Progress]:
    return {str(task.key): progress_of(task) for task in tasks}


def counts(tasks: Any) -> dict[Stage, int]:
    """Count tasks by stage; one without evidence is never counted as done."""
    rows = list(tasks.prefetch_related("notes", "proofs"))
    counted: dict[Stage, int] = {}
    for task in rows:  # ids of two meetings may be alike: counted one by one
        for stage, number in counts_of((task.given,), _said([task])).items():
            counted[stage] = counted.get(stage, 0) + number
    return counted or counts_of((), {})


def sentence(meeting: Meeting) -> str:
    """Give a meeting's count in one sentence."""
    rows = list(leaves(meeting).prefetch_related("notes", "proofs"))
    return progress_sentence([task.given for task in rows], _said(rows))


def report(meeting: Meeting) -> bytes:
    """Give the completion report of a meeting as a Word file."""
    rows = leaves(meeting).prefetch_related("notes", "proofs")
    plan = msgspec.structs.replace(
        meeting.plan, title=str(meeting.title), priorities=rebuilt(meeting)
    )
    return completion_docx(plan, _said(rows))
