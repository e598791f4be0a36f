"""A round goes its way: begun, handed in, judged, passed, sent back, a seal undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from fangzhi.project.reviewing.flows import Step
from fangzhi.project.reviewing.machine import SUBMITTERS, advance, current_step
from fangzhi.project.reviewing.state import (
    Act,
    Event,
    Finding,
    Judge,
    Pass,
    Refusal,
    Reopen,
    Return,
    State,
    Submit,
)
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reviews import models
from fangzhi.workbench.reviews.desk import authors, desk_of, flow_of, flow_of_work, name_of, role_in
from fangzhi.workbench.reviews.frozen import Taken, current, keep, taken
from fangzhi.workbench.reviews.models import Expert, Frozen, Round
from fangzhi.workbench.reviews.steps import action_of, standing_of
from fangzhi.workbench.works.actions import thing_of
from fangzhi.workbench.works.models import Standing
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.tree import work_of

PERSONAL = ("自审", "一人两审", "一人两席", "无权")
"""Refusals that are about the person: answered as not allowed."""
_OPEN_STATES = ("送审",)


class Shut(Exception):
    """The step may not be done yet; `refusal` says what is missing. The ledger has its line."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


def begin(user: Any, page: Page, tags: tuple[str, ...] = ()) -> Round:
    """Take a page with all below it into review, and hand it in for the first step."""
    page = Page.objects.get(pk=page.pk)
    insist(user, "review.start", place_of(page))
    flow = flow_of_work(work_of(page))
    with _one_act(user, "review.start", page):
        below = Standing.objects.filter(page__path__startswith=page.path, state__in=_OPEN_STATES)
        if below.exists():
            where = "、".join(row.page.title for row in below.select_related("page")[:3])
            raise ValidationError(f"“{where}”正在送审，等它审完再送上一级。")
        if Round.objects.filter(page=page, is_open=True).exists():
            raise ValidationError("这里已经有一轮审稿，请在那一轮里办理。")
        round = Round.objects.create(
            page=page, kind=flow.kind, level=flow.level, way=flow.way, tags=list(tags),
            state=State(), begun_by=user,
        )  # fmt: skip
        _submit(user, round, page, "送审")
    # read anew: pages remember the state they were found in
    begun: Round = Round.objects.select_related("page").get(pk=round.pk)
    return begun


def submit(user: Any, round: Round, note: str = "") -> None:
    """Hand the text in for the step at which the round stands."""
    with _one_act(user, "review.start", round.page):
        round = _held(round)
        insist(user, "review.start", _place(round))
        _submit(user, round, round.page, note)


def _submit(user: Any, round: Round, page: Page, note: str) -> None:
    now = taken(page)
    event = Submit(_act(user, page, SUBMITTERS), note)
    state = _advanced(user, round, event, now)
    if isinstance(state, Refusal):
        raise _refused(state)
    step = flow_of(round).steps[state.at].step
    made = Frozen.objects.create(
        round=round, step=step, digest=now.digest, outline=now.outline, text=keep(page),
        manifest=list(now.entries), words=now.words, by=user,
    )  # fmt: skip
    # papers and sheets that were made of the very same words stay in force
    before = round.frozen.filter(digest=now.digest).exclude(pk=made.pk).first()
    if before is not None:
        made.found, made.certificate, made.lines = before.found, before.certificate, before.lines
        made.save()
    _settle(user, round, state, "review.start")


def judge(user: Any, expert: Expert, finding: Finding, opinion: str) -> None:
    """Note the conclusion of a named reviewer, brought on paper."""
    with _one_act(user, "review.paper", expert.round.page):
        round = _held(expert.round)
        insist(user, "review.paper", _place(round))
        concluded(user, round, expert, finding, opinion)


def concluded(by: Any, round: Round, expert: Expert, finding: Finding, opinion: str) -> None:
    """Enter a reviewer's conclusion; the caller asked whether `by` may, and holds the round."""
    when = timezone.localtime().isoformat(timespec="seconds")
    if expert.field:
        event = Judge(Act(expert.name, f"{expert.field}专家", when), expert.field, finding, opinion)
        state = _advanced(None, round, event, taken(round.page))
        if isinstance(state, Refusal):
            raise _refused(state)
        _settle(by, round, state, "review.paper")
    expert.finding = finding
    expert.handed_in = expert.handed_in or timezone.now()
    expert.save()


def conclude(user: Any, round: Round, opinion: str) -> None:
    """Pass the step: the last step lets the text out of the house."""
    _decide(user, round, lambda act: Pass(act, opinion))


def send_back(user: Any, round: Round, opinion: str, to: str = "") -> None:
    """Send the text back to be mended, to this step or an earlier one."""
    _decide(user, round, lambda act: Return(act, opinion, to))


def _decide(user: Any, round: Round, event: Callable[[Act], Event]) -> None:
    step = _step(round)
    action = action_of(step)
    with _one_act(user, action, round.page):
        held = _held(round)
        if _step(held) != step:
            raise PermissionDenied("这一步刚刚已经有人办过了，请刷新页面。")
        insist(user, action, _place(held))
        state = _advanced(user, held, event(_act(user, held.page, step.actors)), taken(held.page))
        if isinstance(state, Refusal):
            raise _refused(state)
        _settle(user, held, state, action)


def reopen(user: Any, round: Round, to: str, reason: str, *, hand_in: bool = False) -> None:
    """Undo a seal and begin again from a step; `hand_in`: the text goes in at once as it stands."""
    with _one_act(user, "review.reopen", round.page):
        held = _held(round)
        insist(user, "review.reopen", _place(held))
        event = Reopen(_act(user, held.page, ("总纂", "审发人")), reason, to)
        state = _advanced(user, held, event, taken(held.page))
        if isinstance(state, Refusal):
            raise _refused(state)
        _settle(user, held, state, "review.reopen")
        if hand_in and role_in(user, held.page, SUBMITTERS):
            _submit(user, held, held.page, f"更正后重新报批：{reason}")


@contextmanager
def _one_act(user: Any, action: str, page: Page) -> Iterator[None]:
    """Do it wholly or not at all; what the text is not ready for leaves one line."""
    try:
        with transaction.atomic():
            yield
    except Shut as shut:
        told = shut.refusal
        write(user, action, f"审稿 {thing_of(page)}", "拒", step=told.step, cause=told.cause,
              reason=told.reason)  # fmt: skip
        raise


def _held(round: Round) -> Round:
    """Hold the row against others till the transaction ends."""
    Round.objects.select_for_update().get(pk=round.pk)
    found: Round = Round.objects.select_related("page").get(pk=round.pk)
    return found


def _place(round: Round) -> Any:
    return place_of(Page.objects.get(pk=round.page_id))


def _step(round: Round) -> Step:
    step = current_step(flow_of(round), round.state)
    if step is None:
        raise PermissionDenied("这一轮已经走完。要再改，请先撤销定稿并写明理由。")
    return step


def _act(user: Any, page: Page, wanted: tuple[str, ...]) -> Act:
    when = timezone.localtime().isoformat(timespec="seconds")
    return Act(name_of(user), role_in(user, page, wanted), when)


def _advanced(user: Any, round: Round, event: Event, now: Taken) -> State | Refusal:
    flow = flow_of(round)
    step = current_step(flow, round.state)
    # filing with the upper office approves nothing: who wrote the text may do it
    wrote = {} if step is not None and step.months else authors(round.page)
    return advance(flow, round.state, event, desk_of(round, now, wrote, user))


def _settle(user: Any, round: Round, state: State, action: str) -> None:
    """Write down what came of an event: the state, the place's standing, the line of history."""
    flow, last = flow_of(round), state.history[-1]
    round.state = state
    round.is_open = state.at < len(flow.steps)
    round.save()
    text = round.frozen.filter(digest=last.digest).order_by("-pk").first()
    models.Event.objects.create(
        round=round, frozen=text, step=last.step, act=last.act, who=last.who, role=last.role,
        when=last.when, opinion=last.opinion, digest=last.digest, words=last.words,
        density="" if last.density is None else f"{last.density:f}",
        rate="" if last.rate is None else f"{last.rate:f}", papers=list(last.papers),
        user=user if getattr(user, "pk", None) else None,
    )  # fmt: skip
    standing = standing_of(flow, state)
    if standing == "编写":
        Standing.objects.filter(page=round.page).delete()
    else:
        lock = state.lock("正文")
        digest = lock.digest if lock is not None and standing != "送审" else state.frozen
        Standing.objects.update_or_create(
            page=round.page, defaults={"state": standing, "digest": digest}
        )
    write(user, action, f"Round:{round.pk} {thing_of(round.page)}", step=last.step, act=last.act,
          state=standing, digest=last.digest, words=last.words, opinion=last.opinion)  # fmt: skip


def _refused(refusal: Refusal) -> Exception:
    """Give what to raise: a refusal of the person, of which the gate writes, or of the text."""
    if refusal.cause in PERSONAL:
        return PermissionDenied(refusal.reason)
    return Shut(refusal)


def is_current(expert: Expert) -> bool:
    """Tell whether the text an expert was given is the one that lies in review now."""
    text = current(expert.round)
    return text is not None and text.digest == expert.frozen.digest
