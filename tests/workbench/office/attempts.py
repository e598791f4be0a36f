"""Attempts at what the pages of office work offer."""

from __future__ import annotations

from fangzhi.collect.plain import read
from fangzhi.files.source import SourceFile
from tests.workbench.people.asking import Asked, Attempt, Target, look


def _meeting(target: Target) -> int:
    """Give a meeting whose paper may be public, with one task confirmed."""
    from pathlib import Path

    from fangzhi.project.meetings.read import read_plan
    from fangzhi.workbench.office.models import Meeting
    from fangzhi.workbench.works.compiling import store
    from tests.workbench.office.conftest import PAPER

    data = PAPER.format(disclosure="主动公开").encode()
    source = SourceFile(Path("会.txt"), "会.txt", data, store().put(data), "txt")
    manuscript = read(source).manuscript
    meeting = Meeting.objects.create(title="会", name="会.txt", digest=source.digest,
                                     manuscript=manuscript, plan=read_plan(manuscript))  # fmt: skip
    return int(meeting.pk)


def _task(target: Target, stage: str = "未开始") -> int:
    from fangzhi.workbench.office.models import Evidence, Meeting, Task

    meeting = Meeting.objects.get(pk=_meeting(target))
    given = meeting.plan.tasks[0]
    task = Task.objects.create(meeting=meeting, key=given.id, given=given, title=given.title,
                               stage=stage)  # fmt: skip
    Evidence.objects.create(task=task, kind="文字", name="样书")
    return int(task.pk)


def _review(target: Target) -> Asked:
    from fangzhi.workbench.office.models import Meeting

    meeting = Meeting.objects.get(pk=_meeting(target))
    told = {"title": "会", "on": [meeting.plan.tasks[0].id], "do": "confirm"}
    return Asked(f"/office/meetings/{meeting.pk}/review/", told)


def _dropped(target: Target) -> int:
    from django.utils import timezone

    from fangzhi.workbench.office.models import Task

    key = _task(target)
    Task.objects.filter(pk=key).update(dropped=timezone.now(), dropped_why="重复")
    return key


def _claim(target: Target) -> int:
    from fangzhi.project.reporting.values import Claim
    from fangzhi.workbench.office.models import Claimed

    return int(Claimed.objects.create(claim=Claim("获奖", 91)).pk)


def _prize(target: Target) -> int:
    from fangzhi.workbench.office.models import Prize, Registered

    work = Registered.objects.create(key=f"k{Registered.objects.count()}", title="县志")
    return int(Prize.objects.create(work=work, name="一等奖").pk)


_BOOK = {"title": "县志", "kind": "县志", "level": "县", "stage": "初审"}
_PACKAGE = {"period": "2026年第三季度", "filled_by": "王某", "level": "县"}
_AMENDED = {"title": "改过的写法", "owner": "", "owner_words": "图志组", "deadline": "", "page": ""}
_LOOKS = ("tasks/", "meetings/", "registry/", "registry/export/", "notices/", "packages/",
          "packages/merged/")  # fmt: skip

ATTEMPTS = [
    *(Attempt("office.see", lambda t, a=a: look(f"/office/{a}"), at="") for a in _LOOKS),  # type: ignore[misc]
    Attempt("office.see", lambda t: look(f"/office/meetings/{_meeting(t)}/"), at=""),
    Attempt("office.see", lambda t: look(f"/office/tasks/{_task(t)}/"), at=""),
    Attempt("office.edit", _review, at=""),
    Attempt("office.edit", lambda t: Asked(f"/office/tasks/{_task(t)}/amend/", _AMENDED), at=""),
    Attempt("office.edit", lambda t: Asked("/office/tasks/make/", {"title": "送展样书"}), at=""),
    Attempt("office.edit", lambda t: Asked("/office/registry/add/", _BOOK), at=""),
    Attempt(
        "office.edit",
        lambda t: Asked("/office/registry/claim/", {"words": "获奖", "claimed": "91"}),
        at="",
    ),
    Attempt(
        "office.edit",
        lambda t: Asked(
            f"/office/meetings/{_meeting(t)}/dispatch/", {"to": "年鉴社", "copies": "1"}
        ),
        at="",
    ),
    Attempt("task.close", lambda t: Asked(f"/office/tasks/{_task(t)}/close/", {}), at=""),
    Attempt(
        "task.close",
        lambda t: Asked(f"/office/tasks/{_task(t, '已完成')}/reopen/", {"why": "样书有错页"}),
        at="",
    ),
    Attempt(
        "task.close", lambda t: Asked(f"/office/tasks/{_task(t)}/drop/", {"why": "重复"}), at=""
    ),
    Attempt("task.close", lambda t: Asked(f"/office/tasks/{_dropped(t)}/take-up/", {}), at=""),
    Attempt("office.edit", lambda t: Asked(f"/office/registry/claim/{_claim(t)}/drop/", {}), at=""),
    Attempt(
        "office.edit", lambda t: Asked(f"/office/registry/awards/{_prize(t)}/drop/", {}), at=""
    ),
    Attempt("report.send", lambda t: Asked("/office/packages/make/", _PACKAGE), at=""),
    Attempt("release", lambda t: Asked(f"/office/meetings/{_meeting(t)}/release/", {}), at=""),
]
