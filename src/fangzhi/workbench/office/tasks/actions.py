"""What people do with a task: set owner and day, tell progress, bring evidence, close it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page

from fangzhi.model.value import mint_id
from fangzhi.project.meetings.plan import Quote
from fangzhi.project.meetings.plan import Task as Given
from fangzhi.project.meetings.report import progress_fault
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.office.admitting import fault_of
from fangzhi.workbench.office.limits import within
from fangzhi.workbench.office.meetings.actions import day_of
from fangzhi.workbench.office.models import Evidence, Note, Task
from fangzhi.workbench.office.tasks.told import progress_of
from fangzhi.workbench.people.models import User
from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import Standing
from fangzhi.workbench.works.places import paths_above, place_of

DONE, GOING, NEW = "已完成", "进行中", "未开始"
_SEALED = ("定稿", "发布")
_LONGEST, _NAMED = 400, 120


def thing_of(task: Task) -> str:
    """Name a task in the ledger."""
    return f"任务:{task.pk} {task.title}"


def _insist_works_on(user: Any, task: Task) -> None:
    """The owner tells of his own task; else it is for who keeps the office's matters."""
    insist(user, "office.see")
    if task.owner_id != user.pk:
        insist(user, "office.edit")


def _insist_open(task: Task) -> None:
    if task.stage == DONE:
        raise ValidationError("这项任务已经办结。要再改，请先退回。")
    if task.dropped is not None:
        raise ValidationError("这项任务已经撤销。要再办，请先恢复。")


def amend(
    user: Any, task: Task, *, title: str, owner: User | None, owner_words: str, deadline: str,
    page: Page | None,
) -> None:  # fmt: skip
    """Set wording, owner, day, and the place in a work; each change says who made it."""
    insist(user, "office.edit")
    _insist_open(task)
    day = day_of(deadline)
    words = within(" ".join(title.split()), _LONGEST, "任务的写法")
    whom = within(owner_words, _NAMED, "谁来办")
    if not words:
        raise ValidationError("任务不能空着。原话在旁边，可以照抄。")
    if page is not None and page.pk != task.page_id:
        insist(user, "entry.see", place_of(page))
    with transaction.atomic():
        changed = {}
        if (owner, whom) != (task.owner, task.owner_words):
            task.owner, task.owner_words = owner, whom
            task.owner_by = user if owner or task.owner_words else None
            changed["owner"] = owner_of(task)
        if day != task.deadline:
            task.deadline, task.deadline_by = day, user if day else None
            changed["deadline"] = str(day or "")
        if words != task.title:
            task.title = words
            changed["title"] = words
        if (page.pk if page else None) != task.page_id:
            task.page = page
            changed["page"] = str(page or "")
        if changed:
            task.save()
            write(user, "office.edit", thing_of(task), **changed)


def make(
    user: Any, *, title: str, whence: str = "", owner_words: str = "", deadline: str = ""
) -> Task:
    """Make a task that no paper holds: the person's own words, and where they came from.

    Owner and day are only what this person gives; raise ValidationError where there are no words.
    """
    insist(user, "office.edit")
    words = " ".join(title.split())
    if not words:
        raise ValidationError("请写明要办什么。")
    if len(words) > _LONGEST:
        raise ValidationError(
            f"任务请写在{_LONGEST}字以内，现在{len(words)}字。细节可以记在进展里。"
        )
    day, owner = day_of(deadline), within(owner_words, _NAMED, "谁来办")
    told = within(" ".join(whence.split()), 200, "从哪里来")
    key = mint_id("手工", "", uuid4().hex)
    given = Given(key, "", words, words, Quote("", 0, 0, words))
    with transaction.atomic():
        last = Task.objects.filter(meeting=None).aggregate(last=Max("order"))["last"]
        task: Task = Task.objects.create(
            key=key, given=given, title=words, order=(last or 0) + 1,
            point_title=told, owner_words=owner,
            owner_by=user if owner else None, deadline=day, deadline_by=user if day else None,
            made=timezone.now(), made_by=user,
        )  # fmt: skip
        write(user, "office.edit", thing_of(task), made="手工", whence=task.point_title,
              owner=owner, deadline=str(day or ""))  # fmt: skip
    return task


def owner_of(task: Task) -> str:
    """Give who a person set to do it; "" where nobody did."""
    return "、".join(filter(None, (str(task.owner or ""), str(task.owner_words))))


def note(user: Any, task: Task, words: str) -> None:
    """Tell of progress; a task begun is 进行中."""
    _insist_works_on(user, task)
    _insist_open(task)
    told = within(words, 2000, "进展")
    if not told:
        raise ValidationError("请写几个字，办到哪一步了。")
    with transaction.atomic():
        Note.objects.create(task=task, words=told, by=user)
        _begin(task)
        write(user, "office.see", thing_of(task), note=told[:200])


def _begin(task: Task) -> None:
    if task.stage == NEW:
        task.stage = GOING
        task.save(update_fields=["stage"])


def prove_by_words(user: Any, task: Task, name: str, number: str) -> Evidence:
    """Bring evidence that stands elsewhere: what it is, its number."""
    if not name.strip():
        raise ValidationError("请写明佐证是什么，如“印发通知”“样书”。")
    return _prove(user, task, kind="文字", name=within(name, 300, "佐证"),
                  number=within(number, 120, "编号"))  # fmt: skip


def prove_by_file(user: Any, task: Task, name: str, data: bytes) -> Evidence:
    """Bring a file; it is kept byte for byte by its digest. What the guard refuses is not kept."""
    return _prove(user, task, kind="文件", name=name[:300], digest=kept(user, name, data))


def kept(user: Any, name: str, data: bytes) -> str:
    """Store a file that the guard lets in; give its digest; raise ValidationError with its reason."""
    insist(user, "office.see")
    if fault := fault_of(name, data):
        raise ValidationError(fault)
    return store().put(data)


def prove_by_seal(user: Any, task: Task, page: Page) -> Evidence:
    """Bring a sealed place of a work: it must be 定稿 or 发布, and its digest is noted."""
    insist(user, "entry.see", place_of(page))
    rows = Standing.objects.filter(page__path__in=paths_above(page.path), state__in=_SEALED)
    row = rows.exclude(digest="").order_by("-page__depth").first()
    if row is None:
        raise ValidationError(f"“{page.title}”还没有定稿锁定，不能作佐证。")
    return _prove(user, task, kind="定稿", name=f"{page.title}（{row.state}）"[:300],
                  number=row.digest[:16], seal=row.digest, page=page)  # fmt: skip


def _prove(user: Any, task: Task, **told: Any) -> Evidence:
    _insist_works_on(user, task)
    _insist_open(task)
    with transaction.atomic():
        proof: Evidence = Evidence.objects.create(task=task, by=user, **told)
        _begin(task)
        write(user, "office.see", thing_of(task), proof=proof.name, kind=proof.kind,
              digest=proof.digest or proof.seal)  # fmt: skip
    return proof


def close(user: Any, task: Task) -> None:
    """Close a task (办结): not without evidence, and not one that is only the heading of others."""
    _insist_may_close(user, task)
    with transaction.atomic():
        task = Task.objects.select_for_update().get(pk=task.pk)
        _insist_open(task)
        if task.items.exists():
            raise ValidationError("这是几项任务的总目，下面各项分别办结。")
        said = progress_of(task, stage=DONE, who=str(user), when=_today())
        if fault := progress_fault(said):
            raise ValidationError(fault)
        task.stage, task.closed, task.closed_by = DONE, timezone.now(), user
        task.save()
        write(user, "task.close", thing_of(task), proofs=[one.name for one in said.proofs])


def reopen(user: Any, task: Task, why: str) -> None:
    """Take a closed task up again, with the reason; its evidence stays."""
    _insist_may_close(user, task)
    if task.stage != DONE:
        raise ValidationError("这项任务还没有办结。")
    told = within(why, 1900, "退回的原因")
    if not told:
        raise ValidationError("请写明为什么退回。")
    with transaction.atomic():
        task.stage, task.closed, task.closed_by = GOING, None, None
        task.save()
        Note.objects.create(task=task, words=f"退回：{told}", by=user)
        write(user, "task.close", thing_of(task), reopened=told[:200])


def drop(user: Any, task: Task, why: str) -> None:
    """Drop what should not be a task (撤销), with the reason: it stays, and is counted nowhere."""
    _insist_may_close(user, task)
    told = within(why, 300, "撤销的原因")
    if not told:
        raise ValidationError("请写明为什么撤销。")
    with transaction.atomic():
        task = Task.objects.select_for_update().get(pk=task.pk)
        _insist_open(task)
        if task.items.exists():
            raise ValidationError("这是几项任务的总目，请撤销下面的各项。")
        task.dropped, task.dropped_by, task.dropped_why = timezone.now(), user, told
        task.save(update_fields=["dropped", "dropped_by", "dropped_why"])
        write(user, "task.close", thing_of(task), dropped=told)


def take_up(user: Any, task: Task) -> None:
    """Take a dropped task up again (恢复): it counts as before."""
    _insist_may_close(user, task)
    if task.dropped is None:
        raise ValidationError("这项任务没有撤销。")
    with transaction.atomic():
        task.dropped, task.dropped_by, task.dropped_why = None, None, ""
        task.save(update_fields=["dropped", "dropped_by", "dropped_why"])
        write(user, "task.close", thing_of(task), taken_up=True)


def _insist_may_close(user: Any, task: Task) -> None:
    """Where the task's place in a work is one that the user may see, the place counts too."""
    insist(user, "task.close")
    if task.page is not None and not may(user, "task.close", place_of(task.page)).allowed:
        raise PermissionDenied("这项任务挂在别人负责的篇目上，请由那里的主编办结。")


def _today() -> str:
    return timezone.localdate().isoformat()
