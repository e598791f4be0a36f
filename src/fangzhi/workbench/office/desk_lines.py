"""What office work says on the home page: my tasks, late ones, papers whose tasks wait."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from fangzhi.workbench.desk import lines
from fangzhi.workbench.desk.lines import Line
from fangzhi.workbench.office.models import Meeting
from fangzhi.workbench.office.tasks.told import leaves
from fangzhi.workbench.people.rights import may

_NAMED = 5


@lines.register
def tasks(user: Any) -> Iterator[Line]:
    """Tell of one's own open tasks, the late ones by name."""
    if not may(user, "office.see").allowed:
        return
    today = timezone.localdate()
    mine = leaves().filter(owner=user).exclude(stage="已完成")
    late = mine.filter(deadline__lt=today).order_by("deadline", "pk")
    for task in late[:_NAMED]:
        yield Line("任务", f"“{task.title}”过了时限（{task.deadline}），还没有办结",
                   reverse("office_task", args=[task.pk]), urgent=True)  # fmt: skip
    number, behind = mine.count(), late.count()
    if behind > _NAMED:
        yield Line("任务", f"另有{behind - _NAMED}项任务过了时限",
                   f"{reverse('office_tasks')}?which=overdue", behind - _NAMED, True)  # fmt: skip
    if number > behind:
        yield Line("任务", f"您有{number - behind}项任务在办",
                   f"{reverse('office_tasks')}?which=mine", number - behind)  # fmt: skip


@lines.register
def papers(user: Any) -> Iterator[Line]:
    """Tell of papers taken in whose tasks nobody has confirmed."""
    if not may(user, "office.edit").allowed:
        return
    for meeting in Meeting.objects.filter(confirmed__isnull=True)[:_NAMED]:
        yield Line("任务", f"“{meeting.title}”里找到{len(meeting.plan.tasks)}项，等着定下",
                   reverse("office_review", args=[meeting.pk]))  # fmt: skip
