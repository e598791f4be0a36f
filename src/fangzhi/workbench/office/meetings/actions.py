"""What people do with a meeting's paper: take it in, confirm its tasks, let it out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from fangzhi.project.meetings.fields import disclosure_fault, is_addressee
from fangzhi.project.meetings.plan import PaperFields, Priority
from fangzhi.project.meetings.plan import Task as Given
from fangzhi.project.meetings.report import STAGES
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.office.limits import within
from fangzhi.workbench.office.meetings.reading import Paper
from fangzhi.workbench.office.meetings.shown import flat, name_of
from fangzhi.workbench.office.models import DISCLOSURES, Dispatch, Meeting, Task
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.works.compiling import store


def thing_of(meeting: Meeting) -> str:
    """Name a meeting in the ledger."""
    return f"会议:{meeting.pk} {meeting.title}"


def take(user: Any, paper: Paper) -> Meeting:
    """Keep a paper byte for byte with what was read in it; the same paper is kept once."""
    insist(user, "office.edit")
    digest = store().put(paper.data)
    with transaction.atomic():
        known: Meeting | None = Meeting.objects.filter(digest=digest).first()
        if known is not None:
            return known
        meeting: Meeting = Meeting.objects.create(
            title=paper.title, name=paper.name[:200], digest=digest, manuscript=paper.manuscript,
            plan=paper.plan, added_by=user,
        )  # fmt: skip
        write(user, "office.edit", thing_of(meeting), digest=digest, name=paper.name,
              found=len(paper.plan.tasks))  # fmt: skip
    return meeting


def put_aside(user: Any, meeting: Meeting, told: Mapping[str, Any]) -> None:
    """Keep a review that is not finished; no task is made."""
    insist(user, "office.edit")
    with transaction.atomic():
        meeting.draft = dict(told)
        meeting.title = _title(told, meeting)
        meeting.save(update_fields=["draft", "title"])
        write(user, "office.edit", thing_of(meeting), put_aside=len(told.get("on", ())))


def confirm(user: Any, meeting: Meeting, told: Mapping[str, Any]) -> list[Task]:
    """Make tasks of what is ticked; what stands already stays as it is.

    `told`: `on` the ids ticked, `title-…` wordings, `owner-…` and `deadline-…` as a person set
    them. An action that is ticked with its items becomes their heading.
    """
    insist(user, "office.edit")
    on = set(told.get("on", ()))
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        made = {task.key: task for task in meeting.tasks.all()}
        fresh: list[Task] = []
        for order, (number, point, given, parent) in enumerate(flat(meeting.plan)):
            if given.id not in on or given.id in made:
                continue
            task = _task(user, meeting, given, told)
            task.order, task.point, task.point_title = order, number, name_of(point)[:200]
            task.parent = _heading(made.get(parent.id)) if parent is not None else None
            task.save()
            made[given.id] = task
            fresh.append(task)
        if not fresh:
            raise ValidationError("没有勾选新的任务。请先勾选要办的事。")
        meeting.title = _title(told, meeting)
        meeting.draft = {}
        meeting.confirmed = meeting.confirmed or timezone.now()
        meeting.confirmed_by = meeting.confirmed_by or user
        meeting.save()
        write(user, "office.edit", thing_of(meeting), tasks=len(fresh),
              set=sum(bool(task.owner_words or task.deadline) for task in fresh))  # fmt: skip
    return fresh


def _title(told: Mapping[str, Any], meeting: Meeting) -> str:
    return within(str(told.get("title") or ""), 200, "会议的名称") or str(meeting.title)


def _heading(action: Task | None) -> Task | None:
    """Give the action that an item stands under; one already begun for itself heads nothing."""
    if action is None or action.stage != STAGES[-1] or action.proofs.exists():
        return None
    return action


def _task(user: Any, meeting: Meeting, given: Given, told: Mapping[str, Any]) -> Task:
    worded = " ".join(str(told.get(f"title-{given.id}") or "").split())
    # what the paper says may be longer than a title; it stands whole in the quotation
    title = within(worded, 400, "任务的写法") if worded != given.title else given.title[:400]
    task = Task(meeting=meeting, key=given.id, given=given, title=title or given.title[:400])
    owner = within(str(told.get(f"owner-{given.id}") or ""), 120, "谁来办")
    if owner:
        task.owner_words, task.owner_by = owner, user
    if day := day_of(str(told.get(f"deadline-{given.id}") or "")):
        task.deadline, task.deadline_by = day, user
    return task


def day_of(words: str) -> datetime.date | None:
    """Read a day that a form gave; None for none; ValidationError for what is no day."""
    if not words.strip():
        return None
    try:
        return datetime.date.fromisoformat(words.strip())
    except ValueError:
        raise ValidationError(f"“{words[:20]}”不是日期。请写成 2026-03-31 这样。") from None


def fields_of(meeting: Meeting) -> PaperFields:
    """Give the paper's own fields; the disclosure a person set where the paper has none."""
    fields: PaperFields = meeting.plan.fields
    if not fields.disclosure and meeting.disclosure:
        return msgspec.structs.replace(fields, disclosure=str(meeting.disclosure))
    return fields


def set_disclosure(user: Any, meeting: Meeting, value: str) -> None:
    """Say whether a paper that says nothing itself may be public."""
    insist(user, "office.edit")
    if meeting.plan.fields.disclosure:
        raise ValidationError("文件自己写明了公开选项，照文件办，不能另定。")
    if value not in DISCLOSURES:
        raise ValidationError("请在主动公开、依申请公开、不予公开里选一项。")
    with transaction.atomic():
        meeting.disclosure, meeting.disclosure_by = value, user
        meeting.save(update_fields=["disclosure", "disclosure_by"])
        write(user, "office.edit", thing_of(meeting), disclosure=value)


def public_fault(meeting: Meeting) -> str:
    """Say why nothing of this paper may be shown outside; "" where it may."""
    return disclosure_fault(fields_of(meeting))


def release(user: Any, meeting: Meeting) -> bytes:
    """Give the paper for the public; raise ValidationError, and log it, where it may not go out."""
    insist(user, "release")
    _insist_open(user, meeting, public_fault(meeting), "公开发布")
    with transaction.atomic():
        write(user, "release", thing_of(meeting), digest=meeting.digest)
    return store()[meeting.digest]


def dispatch(user: Any, meeting: Meeting, to: str, copies: int) -> bytes:
    """Let copies go to a body: one that the paper names, or anybody where it is public.

    More than were printed (印数) cannot go.
    """
    insist(user, "office.edit")
    fields = fields_of(meeting)
    to = within(to, 120, "送给谁")
    if not to or copies < 1:
        raise ValidationError("请写明送给谁、几份。")
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        gone = sum(meeting.dispatches.values_list("copies", flat=True))
        fault = ""
        if not is_addressee(fields, to) and (closed := public_fault(meeting)):
            fault = f"“{to}”不在文件的报、发范围里。{closed}"
        elif fields.copies and gone + copies > fields.copies:
            fault = f"这份文件共印{fields.copies}份，已送出{gone}份，再送{copies}份就超过印数。"
        if not fault:
            Dispatch.objects.create(meeting=meeting, to=to, copies=copies, by=user)
            write(user, "office.edit", thing_of(meeting), sent=to, copies=copies)
    _insist_open(user, meeting, fault, f"送往{to}")
    return store()[meeting.digest]


def _insist_open(user: Any, meeting: Meeting, fault: str, what: str) -> None:
    if fault:
        write(user, "release", thing_of(meeting), "拒", what=what, reason=fault)
        raise ValidationError(fault)


def rebuilt(meeting: Meeting) -> tuple[Priority, ...]:
    """Give the plan's points with only the tasks that were confirmed, in their wording."""
    titles = dict(meeting.tasks.filter(dropped=None).values_list("key", "title"))

    def worded(tasks: tuple[Given, ...]) -> tuple[Given, ...]:
        kept = (task for task in tasks if task.id in titles)
        return tuple(
            msgspec.structs.replace(task, title=titles[task.id], items=worded(task.items))
            for task in kept
        )

    points = []
    for point in meeting.plan.priorities:
        # items confirmed without their action stand for themselves
        tasks = (part for task in point.tasks
                 for part in ((task,) if task.id in titles else task.items))  # fmt: skip
        points.append(msgspec.structs.replace(point, tasks=worded(tuple(tasks))))
    return tuple(points)
