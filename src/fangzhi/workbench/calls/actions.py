"""What the office does with calls, one function each: right asked, one transaction, one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace
from wagtail.models import Page

from fangzhi.compile.settings import Contribution
from fangzhi.model.value import digest_of
from fangzhi.project.calling import records
from fangzhi.project.calling.call import Call as CallValue
from fangzhi.project.calling.call import Task
from fangzhi.project.calling.last_year import last_year
from fangzhi.workbench.calls import links
from fangzhi.workbench.calls.accepting import portions_of, put_in
from fangzhi.workbench.calls.intake.known import add_events, events_of
from fangzhi.workbench.calls.intake.looking import (
    CameBetween,
    looked_at,
    make_sure,
    mark_of,
    settled,
)
from fangzhi.workbench.calls.intake.receiving import enter, look, today
from fangzhi.workbench.calls.models import (
    HANDED,
    RETURNED,
    TAKEN,
    Call,
    CallTask,
    HandFile,
    HandIn,
    Link,
)
from fangzhi.workbench.calls.nodes import chosen, prior_texts
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.works.models import EntryPage, WorkPage, fresh_id
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.tree import work_of


def thing_of(call: Call) -> str:
    """Name a call for the ledger."""
    return f"Call:{call.pk} {call.title}"


def place_of_task(task: CallTask) -> Any:
    """Give the place of what a unit owes, for `rights.may`: its page, owed by the unit itself."""
    return place_of(task.page.specific)._replace(unit=task.unit_id)


def make_call(
    user: Any, top: Page, asked: CallValue, picked: Mapping[int, Unit],
    said: Mapping[int, tuple[str, str]], *, prior: WorkPage | None = None,
    priors: Sequence[Contribution] = (), earlier: Call | None = None,
) -> Call:  # fmt: skip
    """Make a call from the outline below `top`, or make an earlier one anew; units keep their numbers.

    `asked` gives deadline, year, requirements, contact and forms; `picked` page → unit.
    """
    insist(user, "call.edit", place_of(top))
    found = chosen(top, picked, said)
    if not found:
        raise ValidationError("还没有选要写的条目，或者选了的没有指定单位。")
    for one in found:
        for page in one.pages:
            insist(user, "call.edit", place_of(page))
    old: CallValue | None = earlier.value if earlier is not None else None
    work = work_of(top)
    own = old.id if old else fresh_id("call", str(work.work_id))
    base = replace(asked, id=own)
    tasks, kept = _tasks(found, old.tasks if old else ())
    value = replace(base, work=str(work.title), tasks=(*tasks, *kept),
                    series=old.series if old else int(asked.deadline[:4]))  # fmt: skip
    texts = (*priors, *(prior_texts(prior) if prior is not None else ()))
    lasts = last_year(value, texts)
    with transaction.atomic():
        call = earlier or Call(page=top, by=user)
        call.title = f"{work.title}·{value.year}年稿"
        call.year, call.deadline, call.value = value.year, value.deadline, value
        call.prior = prior or call.prior
        call.save()
        for one, task in zip(found, tasks, strict=True):
            row = call.tasks.filter(unit=one.unit).first() or CallTask(call=call, unit=one.unit)
            row.number, row.page, row.pages = task.number, one.pages[0], [p.pk for p in one.pages]
            if one.unit.name in lasts:
                row.last = lasts[one.unit.name]
                row.last_digest = digest_of(row.last)
            row.save()
        write(user, "call.edit", thing_of(call), units=[one.unit.name for one in found],
              deadline=value.deadline, digest=digest_of(value))  # fmt: skip
    return call


def _tasks(found: Sequence[Any], earlier: Sequence[Task]) -> tuple[list[Task], list[Task]]:
    known = {task.unit: task for task in earlier}
    following = max((task.number for task in earlier), default=0) + 1
    tasks = []
    for one in found:
        unit = one.unit
        task = known.pop(unit.name, None)
        if task is None:
            task = Task(following, unit.name)
            following += 1
        aliases = tuple(filter(None, (unit.short,)))
        tasks.append(replace(task, nodes=one.owed, aliases=aliases, writer=unit.contact,
                             phone=unit.phone))  # fmt: skip
    # a unit that owes nothing any more keeps its number, that no other may ever get it
    return tasks, [replace(task, nodes=()) for task in known.values()]


def make_link(user: Any, task: CallTask, days: int) -> str:
    """Make a personal link for a unit; gives the token, which is stored nowhere."""
    insist(user, "call.link", place_of_task(task))
    if not 1 <= days <= 366:
        raise ValidationError("有效期写1到366天。")
    with transaction.atomic():
        link, token = links.fresh(task, days, user)
        link.save()
        write(user, "call.link", f"Link:{link.pk} {task.unit.name}", made=True,
              expires=link.expires.isoformat())  # fmt: skip
    return token


def withdraw_link(user: Any, link: Link) -> None:
    """Withdraw a personal link: it lets nobody in any more."""
    insist(user, "call.link", place_of_task(link.task))
    with transaction.atomic():
        if link.withdrawn is None:
            link.withdrawn = timezone.now()
            link.save(update_fields=["withdrawn"])
        write(user, "call.link", f"Link:{link.pk} {link.task.unit.name}", withdrawn=True)


def assign(
    user: Any, call: Call, digest: str, unit: str, role: records.Role = "稿"
) -> HandIn | None:
    """Say whose a file is of which the machine had doubts; gives the hand-in that it became."""
    insist(user, "call.receive", place_of(call.page.specific))
    return settled(lambda: _assigned(user, call, digest, unit, role))


def _assigned(user: Any, call: Call, digest: str, unit: str, role: records.Role) -> HandIn | None:
    """Read and judge first, then store; looked at anew where something came in between."""
    events = events_of(call)
    try:
        event = records.assign(events, call.value, digest, unit, str(user), today(), role)
    except ValueError as fault:
        raise ValidationError(str(fault)) from fault
    task = call.tasks.select_related("unit").get(unit__name=event.unit)
    files = list(HandFile.objects.filter(call=call, digest=event.digest).exclude(role="重复"))
    row: HandIn | None = None
    looked = look_at = None
    marked = []
    if role == "稿":
        past = records.history((*events, event))[event.unit]
        looked = look(task, next(one for one in past if one.digest == event.digest), files)
    else:
        row = task.hand_ins.filter(version__gt=0).first()
        if row is None:
            raise ValidationError(f"{unit}还没有交稿，附件没有稿可附。请先等它的稿，或把它定为稿。")
        marked = [(row, mark_of(row))]
        for file in files:
            file.hand_in, file.role = row, role
        if role != "签批单":
            keys = {file.pk for file in files}
            others = row.files.filter(put_aside=False).exclude(pk__in=keys)
            look_at = looked_at(row.task, [*others, *files])
    with transaction.atomic():
        make_sure(marked)
        if len(events_of(call)) != len(events):
            raise CameBetween
        add_events(call, [event])
        if looked is not None:
            row = enter(looked, files)
        elif row is not None:
            for file in files:
                file.save(update_fields=["hand_in", "role"])
            if look_at is None:
                row.signed = event.digest
            else:
                row.filled, row.source, row.verdict = look_at
            row.save(update_fields=["filled", "source", "verdict", "signed"])
        write(user, "call.receive", thing_of(call), digest=event.digest, unit=event.unit, role=role)
    return row


def send_back(user: Any, row: HandIn, reason: str) -> None:
    """Send a hand-in back with a reason; the unit's link stays open for the next version."""
    _decide(user, row, "returned", reason)


def accept(user: Any, row: HandIn) -> list[EntryPage]:
    """Take a hand-in: its texts go into the outline, wholly or not at all."""
    insist(user, "call.answer", place_of_task(row.task))
    for key in row.task.pages:
        if (page := Page.objects.filter(pk=key).first()) is not None:
            insist(user, "call.answer", place_of(page.specific))
    portions = portions_of(row)
    with transaction.atomic():
        pages = put_in(user, row, portions)
        _decide(user, row, "accepted", "", [page.pk for page in pages])
    return pages


def _decide(user: Any, row: HandIn, kind: Any, reason: str, pages: Sequence[int] = ()) -> None:
    task = row.task
    insist(user, "call.answer", place_of_task(task))
    with transaction.atomic():
        row = HandIn.objects.select_for_update().get(pk=row.pk)
        if row.state not in (HANDED, RETURNED) or row.version == 0:
            raise ValidationError("这一稿已经定过了，或者还没有提交。")
        if task.hand_ins.filter(version__gt=row.version).exists():
            raise ValidationError("后面已经有新的一稿，请在最新的一稿上定。")
        try:
            event = records.decide(
                events_of(task.call), task.unit.name, kind, str(user), today(), reason
            )
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault
        add_events(task.call, [event])
        row.state = TAKEN if kind == "accepted" else RETURNED
        row.reason, row.decided_by = reason, str(user)[:60]
        row.save(update_fields=["state", "reason", "decided_by"])
        write(user, "call.answer", f"HandIn:{row.pk} {task.unit.name}", kind=kind, reason=reason,
              version=row.version, digest=row.digest, pages=list(pages))  # fmt: skip


def send_reminders(user: Any, call: Call, letters: Mapping[str, str]) -> tuple[str, ...]:
    """Send reminders by the office's mail server to units that have an address; give who got one."""
    insist(user, "call.edit", place_of(call.page.specific))
    if not settings.EMAIL_HOST:
        raise ValidationError("没有设置发信服务器。请复制下面的文字，用微信或电话催。")
    sent: list[str] = []
    fault = ""
    for unit in Unit.objects.filter(name__in=list(letters)).exclude(email=""):
        message = EmailMessage(f"催稿：{call.title}", letters[unit.name],
                               settings.DEFAULT_FROM_EMAIL or None, [unit.email])  # fmt: skip
        try:
            message.send()
        except OSError as raised:
            fault = f"发到{unit.name}时没有成功：{raised}。已发出{len(sent)}封。"
            break
        sent.append(str(unit.name))
    with transaction.atomic():
        write(user, "call.edit", thing_of(call), reminded=sent, fault=fault)
    if fault:
        raise ValidationError(fault)
    return tuple(sent)
