"""The pages of an expert from outside: by personal link, without an account, made for a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fangzhi.project.reviewing.state import FINDINGS
from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.reviews.acts import experts, opinions
from fangzhi.workbench.reviews.acts.rounds import Shut, is_current
from fangzhi.workbench.reviews.desk import flow_of
from fangzhi.workbench.reviews.frozen import kept
from fangzhi.workbench.reviews.models import Expert
from fangzhi.workbench.reviews.pages.common import number
from fangzhi.workbench.reviews.pages.reading import reading, said
from fangzhi.workbench.reviews.steps import layer_of, pen_of
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.tree import work_of

_BEGUN = "fangzhi.review."
_SIGNS = ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif"))

View = Callable[..., HttpResponse]


def _by_link(view: View) -> View:
    """Open a page for the holder of a link; say plainly why a link opens nothing."""

    def opened(request: HttpRequest, token: str, **named: Any) -> HttpResponse:
        try:
            expert = experts.holder_of(token)
        except experts.NoEntry as fault:
            return refused(request, str(fault), 404)
        return view(request, expert, token, **named)

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def cover(request: HttpRequest, expert: Expert, token: str) -> HttpResponse:
    """Say what is asked of whom, with a button; opening the page alone changes nothing."""
    if request.method == "POST":
        experts.opened(expert)
        request.session[f"{_BEGUN}{expert.pk}"] = True
        return redirect("reviews_outside_text", token)
    return render(request, "reviews/outside_cover.html", _told(expert, token))


def _told(expert: Expert, token: str) -> dict[str, Any]:
    work = work_of(expert.round.page)
    return {"expert": expert, "round": expert.round, "page": expert.round.page, "work": work,
            "token": token, "over": not is_current(expert)}  # fmt: skip


@require_safe
@_by_link
def text(request: HttpRequest, expert: Expert, token: str) -> HttpResponse:
    """Show the frozen text with the expert's own opinions; who did not press the button begins there."""
    if not request.session.get(f"{_BEGUN}{expert.pk}"):
        return redirect("reviews_outside", token)
    here = reverse("reviews_outside_text", args=[token])
    flow = flow_of(expert.round)
    layer = layer_of(flow.steps[flow.place_of(expert.step)])
    told = reading(request, expert.frozen, lambda page: f"{here}?page={page}", expert)
    return render(request, "reviews/outside_text.html", {
        **_told(expert, token), **told, "findings": FINDINGS, "layer": layer,
        "pen": pen_of(layer), "opines": expert.handed_in is None,
        "post": reverse("reviews_outside_opine", args=[token]),
        "asset": reverse("reviews_outside", args=[token]) + "picture/",
        "mine": expert.remarks.order_by("number"),
    })  # fmt: skip


@require_POST
@_by_link
def opine(request: HttpRequest, expert: Expert, token: str) -> HttpResponse:
    """Take one opinion."""
    told = request.POST
    try:
        opinions.give_from_outside(expert, said(told))
    except (ValidationError, PermissionDenied) as fault:
        return refused(request, _words(fault), 409)
    messages.success(request, "意见已记下。")
    mark = f"?page={number(told.get('page'), 1)}#b-{told.get('block', '')[:64]}"
    answer = redirect("reviews_outside_text", token)
    answer["Location"] += mark
    return answer


@require_POST
@_by_link
def take_back(request: HttpRequest, expert: Expert, token: str, key: int) -> HttpResponse:
    """Take one's own opinion back."""
    remark = get_object_or_404(expert.remarks, pk=key)
    try:
        opinions.take_back_from_outside(expert, remark)
    except PermissionDenied as fault:
        return refused(request, str(fault), 409)
    messages.success(request, f"第{remark.number}条意见已撤回。")
    return redirect("reviews_outside_text", token)


@require_POST
@_by_link
def hand_in(request: HttpRequest, expert: Expert, token: str) -> HttpResponse:
    """Hand in with a conclusion."""
    try:
        experts.hand_in(expert, request.POST.get("finding", ""), request.POST.get("opinion", ""))
    except (ValidationError, PermissionDenied, Shut) as fault:
        return refused(request, _words(fault), 409)
    messages.success(request, "已交回，谢谢您！")
    return redirect("reviews_outside", token)


@require_safe
@_by_link
def picture(request: HttpRequest, expert: Expert, token: str, digest: str) -> HttpResponse:
    """Show a picture of the frozen text, and no other."""
    held = kept(expert.frozen).by_digest.values()
    if not any(block_asset == digest for entry in held for block_asset in _assets(entry)):
        raise Http404
    if digest not in store():
        raise Http404
    path = store().path(digest)
    with path.open("rb") as file:
        head = file.read(8)
    kind = next((kind for sign, kind in _SIGNS if head.startswith(sign)), "")
    return FileResponse(path.open("rb"), as_attachment=not kind, filename=digest[:16],
                        content_type=kind or "application/octet-stream")  # fmt: skip


def _assets(entry: Any) -> list[str]:
    return [getattr(block, "asset", "") for block in entry.manuscript.blocks]


def _words(fault: Exception) -> str:
    return "".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
