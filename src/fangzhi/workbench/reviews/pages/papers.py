"""Papers, maps, experts of a round on one page; copies and the 质量检查单 asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fangzhi.project.reviewing.machine import current_step
from fangzhi.project.reviewing.state import FINDINGS
from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.reviews.acts import experts, papers, rounds, running
from fangzhi.workbench.reviews.desk import flow_of
from fangzhi.workbench.reviews.frozen import current, sealed
from fangzhi.workbench.reviews.models import Expert, PaperRow, Round
from fangzhi.workbench.reviews.pages.common import acted, number, seen_round
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.places import place_of

_MOST = 20_000_000


def desk(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Show the papers, maps and experts of a round, with the forms to enter them."""
    round = seen_round(request, key)
    place, text = place_of(round.page), current(round) or sealed(round)
    flow = flow_of(round)
    step = current_step(flow, round.state)
    maps = [(row.name, row.approval, row.exempt) for row in round.maps.all()]
    if not maps and not round.maps_told and text is not None:
        maps = [(name, approval, "") for name, approval in papers.maps_in(text)]
    return render(request, "reviews/papers.html", {
        "round": round, "page": round.page, "step": step, "text": text,
        "papers": round.papers.all(), "kinds": papers.kinds_of(round),
        "maps": [*maps, *[("", "", "")] * 2],
        "tags": sorted({g.only for s in flow.steps for g in s.gates if g.only}),
        "experts": [(row, _link(request, row), rounds.is_current(row))
                    for row in round.experts.select_related("frozen", "round")],
        "findings": FINDINGS, "panel": step.panel if step else (),
        "may_note": may(request.user, "review.paper", place).allowed,
        "may_invite": may(request.user, "review.invite", place).allowed,
    })  # fmt: skip


def _link(request: HttpRequest, row: Expert) -> str:
    path = reverse("reviews_outside", args=[experts.token_of(row)])
    return request.build_absolute_uri(path) if row.withdrawn is None else ""


@require_POST
def register(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Register one paper with its scan."""
    round = seen_round(request, key)
    told, file = request.POST, request.FILES.get("file")

    def act() -> None:
        if file is not None and file.size > _MOST:
            raise ValidationError("扫描件请不超过20兆。")
        scan = papers.Scan(file.name, file.read()) if file is not None else None
        papers.register(request.user, round, told.get("kind", ""), told.get("who", ""),
                        _day(told.get("when", "")), told.get("number", ""), scan)  # fmt: skip

    return acted(request, act, "文书已登记。", "reviews_papers", page_id, key)


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told) if told.strip() else None
    except ValueError as fault:
        raise ValidationError("日期请写成 2026-05-01 的样子。") from fault


def scan(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Give the scan of a paper as a download."""
    row: PaperRow = get_object_or_404(PaperRow.objects.select_related("round__page"), pk=key)
    seen_round(request, row.round_id)
    if not row.file or row.file not in store():
        raise Http404
    return FileResponse(store().path(row.file).open("rb"), as_attachment=True,
                        filename=row.name or row.kind, content_type="application/octet-stream")  # fmt: skip


@require_POST
def maps(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Take the list of maps."""
    round = seen_round(request, key)
    told = request.POST
    rows = list(zip(told.getlist("name"), told.getlist("approval"), told.getlist("exempt"),
                    strict=False))  # fmt: skip
    return acted(request, lambda: papers.count_maps(request.user, round, rows), "地图已清点。",
                 "reviews_papers", page_id, key)  # fmt: skip


@require_POST
def tags(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Say what the text touches."""
    round = seen_round(request, key)
    return acted(
        request, lambda: papers.put_in_tags(request.user, round, request.POST.getlist("tags")),
        "已记下。", "reviews_papers", page_id, key,
    )  # fmt: skip


@require_POST
def invite(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Name an expert, with a personal link."""
    round = seen_round(request, key)
    told = request.POST
    return acted(
        request,
        lambda: experts.invite(request.user, round, told.get("name", ""), told.get("title", ""),
                               told.get("field", ""), number(told.get("days"), 30)),
        "链接已生成，请在下面复制发给专家。", "reviews_papers", page_id, key, mark="#experts",
    )  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Take an expert's link back."""
    row = _expert(request, key)
    return acted(request, lambda: experts.withdraw(request.user, row), "链接已收回，不能再打开。",
                 "reviews_papers", page_id, row.round_id, mark="#experts")  # fmt: skip


@require_POST
def judge(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Enter the conclusion that an expert gave on paper."""
    row = _expert(request, key)
    finding: Any = request.POST.get("finding", "")
    opinion = request.POST.get("opinion", "").strip()[:5000]

    def act() -> None:
        if finding not in FINDINGS:
            raise ValidationError("请选一个结论。")
        rounds.judge(request.user, row, finding, opinion)

    return acted(
        request, act, "结论已登记。", "reviews_papers", page_id, row.round_id, mark="#experts"
    )


def _expert(request: HttpRequest, key: int) -> Expert:
    row: Expert = get_object_or_404(Expert.objects.select_related("round__page", "frozen"), pk=key)
    seen_round(request, row.round_id)
    return row


@require_POST
def copies(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Have numbered copies printed in the background."""
    round = seen_round(request, key)
    return _started(request, round, lambda: running.ask_copies(
        request.user, round, number(request.POST.get("copies"), 1)))  # fmt: skip


@require_POST
def measure(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Have the 质量检查单 made in the background."""
    round = seen_round(request, key)
    return _started(request, round, lambda: running.ask_quality(request.user, round))


def _started(request: HttpRequest, round: Round, ask: Any) -> HttpResponse:
    try:
        run = ask()
    except ValidationError as fault:
        return refused(request, "".join(fault.messages), 409)
    messages.success(request, "正在后台办理。")
    return redirect("jobs_run", run.pk)
