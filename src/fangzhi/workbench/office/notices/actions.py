"""What people do with quarterly notices: begin, word, fix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.office.limits import within
from fangzhi.workbench.office.meetings.actions import public_fault
from fangzhi.workbench.office.models import Notice
from fangzhi.workbench.office.notices import compose
from fangzhi.workbench.office.registry.actions import lines
from fangzhi.workbench.office.tasks.told import counts, leaves
from fangzhi.workbench.people.office import name as office_name
from fangzhi.workbench.people.rights import insist


def thing_of(notice: Notice) -> str:
    """Name a notice in the ledger."""
    return f"季度通报:{notice}"


def begin(user: Any, year: int, quarter: int) -> Notice:
    """Give the notice of a quarter, begun where there is none."""
    insist(user, "office.edit")
    if not (1990 <= year <= 2100 and 1 <= quarter <= 4):
        raise ValidationError("请选年份和季度。")
    with transaction.atomic():
        notice, is_new = Notice.objects.get_or_create(year=year, quarter=quarter,
                                                      defaults={"by": user})  # fmt: skip
        if is_new:
            write(user, "office.edit", thing_of(notice))
    found: Notice = notice
    return found


def counted(notice: Notice) -> compose.Counted:
    """Count the works and the tasks for a notice, as they stand now."""
    since, until = compose.days_of(notice.year, notice.quarter)
    works = lines()
    late = leaves().filter(deadline__lt=min(until, timezone.localdate().isoformat()))
    late = late.exclude(stage="已完成").order_by("deadline", "pk")
    return compose.Counted(
        compose.work_counts(works),
        counts(
            leaves()
            .filter(Q(meeting__added__lt=_start(until)) | Q(made__lt=_start(until)))
            .exclude(closed__lt=_start(since))  # told of in the quarter in which it was closed
        ),
        compose.reached(works, since, until),
        _told(late.select_related("meeting")),
    )


def _told(late: Any) -> tuple[str, ...]:
    """Name late tasks; of papers that are not public, and of no paper, only the number is told."""
    of_papers = [task for task in late if task.meeting is not None]
    shown = [task for task in of_papers if not public_fault(task.meeting)]
    hidden, own = len(of_papers) - len(shown), len(late) - len(of_papers)
    told = [f"{task.title}（时限{task.deadline}）" for task in shown]
    for number, words in ((hidden, "出自不公开的文件"), (own, "由本单位自己立项，没有文件可依")):
        if number:
            told.append(f"{'另有' if told else '有'}{number}项{words}，不列题目")
    return tuple(told)


def _start(day: str) -> Any:
    return timezone.make_aware(timezone.datetime.fromisoformat(day))


def text_of(notice: Notice) -> str:
    """Give the notice's text: what was fixed, or as counted now."""
    if notice.text:
        return str(notice.text)
    return compose.notice_text(office_name(), str(notice), counted(notice), notice.words)


def word(user: Any, notice: Notice, told: Mapping[str, str]) -> None:
    """Keep the words between the figures; raise ValidationError where figures are typed."""
    insist(user, "office.edit")
    _insist_draft(notice)
    words = {name: within(str(told.get(name, "")), 2000, label) for name, label in compose.PARTS}
    if faults := compose.typed_figures(words):
        raise ValidationError(list(faults))
    with transaction.atomic():
        notice.words = {name: text for name, text in words.items() if text}
        notice.save(update_fields=["words"])
        write(user, "office.edit", thing_of(notice), words=sorted(notice.words))


def fix(user: Any, notice: Notice) -> None:
    """Fix the text as it goes out: later counts change it no more."""
    insist(user, "office.edit")
    _insist_draft(notice)
    with transaction.atomic():
        notice.text, notice.fixed = text_of(notice), timezone.now()
        notice.save(update_fields=["text", "fixed"])
        write(user, "office.edit", thing_of(notice), fixed=True)


def _insist_draft(notice: Notice) -> None:
    if notice.text:
        raise ValidationError("这份通报已经定下，不能再改。")
