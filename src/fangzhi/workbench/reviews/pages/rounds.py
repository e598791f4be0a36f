"""Pages of rounds: the list, those of one page with the way to begin, one round and its acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.models import Page

from fangzhi.project.reviewing.machine import (
    SUBMITTERS,
    current_step,
    drift,
    missing,
    release_fault,
)
from fangzhi.project.reviewing.opinions import tally_sentence
from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.people.rights import may, reachable
from fangzhi.workbench.reviews.acts import rounds as acts
from fangzhi.workbench.reviews.acts import running
from fangzhi.workbench.reviews.changes import changes
from fangzhi.workbench.reviews.desk import (
    authors,
    density,
    desk_of,
    flow_of,
    flow_of_work,
    opinions_of,
    quality,
    role_in,
    seen_now,
)
from fangzhi.workbench.reviews.frozen import current, sealed
from fangzhi.workbench.reviews.models import Amendment, Round
from fangzhi.workbench.reviews.pages.common import acted, seen_page, seen_round
from fangzhi.workbench.reviews.record import invited_of, known_of
from fangzhi.workbench.reviews.shortfalls import RULES, fields_missing, filed_late, shortfalls
from fangzhi.workbench.reviews.steps import action_of, filing, gates_of, line_of, standing_of
from fangzhi.workbench.works.models import WorkPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.tree import work_of

_SHOWN = 500


def every(request: HttpRequest) -> HttpResponse:
    """List the rounds of all works that this user sees."""
    paths = list(reachable(request.user, "review.see"))
    rows = Round.objects.select_related("page").prefetch_related("experts")
    rows = rows.order_by("-is_open", "-pk")[:_SHOWN]
    shown = [_row(row) for row in rows if any(row.page.path.startswith(path) for path in paths)]
    works = [work for work in WorkPage.objects.order_by("-pk").defer("settings")
             if may(request.user, "review.start", place_of(work)).allowed]  # fmt: skip
    return render(request, "reviews/rounds.html", {"rows": shown, "works": works})


def _row(round: Round) -> dict[str, Any]:
    flow = flow_of(round)
    step = current_step(flow, round.state)
    due = filing(flow, round.state)
    today = timezone.localdate()
    lacks = (*filed_late(flow, round.state, today),
             *fields_missing(flow, round.state, invited_of(round.experts.all(), today)))  # fmt: skip
    text = sealed(round)
    return {
        "round": round, "flow": flow.name, "standing": standing_of(flow, round.state),
        "step": step.step if step else "已走完", "waits": bool(step and not round.state.frozen),
        "open": round.remarks.filter(settled=False).count(), "all": round.remarks.count(),
        "due": due, "late": bool(due and due[1] < today), "lacks": lacks,
        "drift": text is not None and standing_of(flow, round.state) in ("定稿", "发布")
        and bool(changes(text, round.page)),
    }  # fmt: skip


def of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the rounds of a page and below, the flow it would go through, and the way to begin."""
    page = seen_page(request, page_id)
    if request.method == "POST":
        try:
            round = acts.begin(request.user, page, tuple(request.POST.getlist("tags")))
        except ValidationError as fault:
            return refused(request, "".join(fault.messages), 409)
        except acts.Shut as shut:
            return refused(request, shut.refusal.reason, 409)
        _measure(request, round)
        return redirect("reviews_round", round.page_id, round.pk)
    flow = flow_of_work(work_of(page))
    rows = Round.objects.filter(page__path__startswith=page.path).select_related("page")
    verdict = may(request.user, "review.start", place_of(page))
    return render(request, "reviews/page.html", {
        "page": page, "rows": [_row(row) for row in rows], "flow": flow, "verdict": verdict,
        "state": place_of(page).state,
        "sections": Page.objects.filter(path__startswith=page.path, depth=page.depth + 1)
        .order_by("path") if verdict.allowed else (),
    })  # fmt: skip


def _measure(request: HttpRequest, round: Round) -> None:
    """Have the text checked in the background as soon as it is frozen."""
    if may(request.user, "check.run", place_of(Page.objects.get(pk=round.page_id))).allowed:
        running.ask_quality(request.user, round)


def one(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Show one round: the line of steps, what is missing, what may be done, what happened."""
    return render(request, "reviews/round.html", shown(request, seen_round(request, key)))


def shown(request: HttpRequest, round: Round) -> dict[str, Any]:
    """Gather what the page of a round shows."""
    flow, state, page, user = flow_of(round), round.state, round.page, request.user
    now = seen_now(round, page)
    wrote = authors(page)
    desk = desk_of(round, now, wrote)
    step = current_step(flow, state)
    text, under_seal = current(round), sealed(round)
    standing = standing_of(flow, state)
    place = place_of(page)
    action = action_of(step) if step else ""
    out = [one for one in flow.steps[state.at :] if one.releases]
    moved = changes(under_seal, page) if under_seal else []
    return {
        "round": round, "page": page, "flow": flow, "state": state, "step": step,
        "standing": standing, "line": line_of(flow, state), "text": text, "sealed": under_seal,
        "missing": missing(flow, state, desk) if step else (),
        "gates": gates_of(step, state, desk) if step else [],
        "release": gates_of(out[0], state, desk) if out else [],
        "release_step": out[0] if out else None,
        "release_fault": release_fault(flow, state, now.digest),
        "drift": drift(state, now.digest, now.outline) if standing in ("定稿", "发布") else (),
        "moved": moved, "due": filing(flow, state), "today": timezone.localtime().date(),
        "tally": tally_sentence(opinions_of(round)), "events": round.events.order_by("-pk"),
        "density": density(text or under_seal), "quality": quality(text or under_seal),
        "may_pass": bool(action and state.frozen and may(user, action, place).allowed),
        "undecided": text.certificate.undecided if text and text.certificate else 0,
        "own": user.pk in wrote and not (step and step.months),
        "may_submit": bool(step and not state.frozen and may(user, "review.start", place).allowed
                           and role_in(user, page, SUBMITTERS)),
        "may_reopen": may(user, "review.reopen", place).allowed and state.at > 0,
        "may_amend": may(user, "entry.amend", place).allowed,
        "may_print": bool(text) and may(user, "work.export", place).allowed,
        "may_measure": bool(text) and may(user, "check.run", place).allowed,
        "back_to": _back_to(flow.steps[: state.at + 1]), "again_from": flow.steps[: state.at],
        "amendments": Amendment.objects.filter(round=round).select_related("page", "who"),
        "experts": round.experts.select_related("frozen"),
        "shortfalls": [(RULES[one.rule].name, one)
                       for one in shortfalls(flow, state, desk, known_of(round))],
    }  # fmt: skip


def _back_to(steps: Any) -> list[str]:
    """Give the steps that a text may be sent back to: those where it may be mended."""
    return [step.step for step in reversed(steps) if "正文" not in step.keeps]


@require_POST
def submit(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Hand in for the step at which the round stands."""
    round = seen_round(request, key)
    done = acted(
        request, lambda: acts.submit(request.user, round, request.POST.get("note", "")),
        "已送审。下面的文字已经冻结，审完以前不能改动。", "reviews_round", page_id, key,
    )  # fmt: skip
    if done.status_code == 302:
        _measure(request, Round.objects.get(pk=key))
    return done


@require_POST
def conclude(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Pass the step, or show everything that is still missing."""
    round = seen_round(request, key)
    opinion = request.POST.get("opinion", "").strip()[:5000]
    return _decided(request, round, lambda: acts.conclude(request.user, round, opinion), "已通过。")


@require_POST
def send_back(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Send the text back to be mended."""
    round = seen_round(request, key)
    opinion, to = request.POST.get("opinion", "").strip()[:5000], request.POST.get("to", "")
    return _decided(request, round, lambda: acts.send_back(request.user, round, opinion, to),
                    "已退回，稿子可以修改了。")  # fmt: skip


@require_POST
def reopen(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Undo a seal, with the reason; hand in at once where asked."""
    round = seen_round(request, key)
    told = request.POST

    def act() -> None:
        acts.reopen(request.user, round, told.get("to", ""), told.get("opinion", "")[:5000],
                    hand_in=bool(told.get("hand_in")))  # fmt: skip

    return _decided(request, round, act, "已撤回，从定下的那一步重新走。")


def _decided(request: HttpRequest, round: Round, act: Any, said: str) -> HttpResponse:
    """Do it, or show the round again with every reason why not, and what was typed."""
    try:
        act()
    except acts.Shut as shut:
        fresh = shown(request, Round.objects.select_related("page").get(pk=round.pk))
        told = {"refusal": shut.refusal, "typed": request.POST.get("opinion", "")}
        return render(request, "reviews/round.html", {**fresh, **told}, status=409)
    messages.success(request, said)
    return redirect("reviews_round", round.page_id, round.pk)
