"""A unit's task with its history and links; one hand-in: verdict first, beside last year, decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page

from fangzhi.model.text import Text
from fangzhi.project.calling.answers import signing
from fangzhi.project.calling.incoming.filled import manuscript_of
from fangzhi.project.calling.incoming.returned import Returned
from fangzhi.project.calling.judging import html_of
from fangzhi.project.calling.letters import call_letter, reply
from fangzhi.project.calling.papers.opinion import opinion
from fangzhi.project.calling.papers.pack import pack, pack_name
from fangzhi.project.calling.papers.sign_off import sign_off
from fangzhi.project.calling.receiving import Looked
from fangzhi.project.calling.records import HandIn as HandInValue
from fangzhi.project.copies import compare
from fangzhi.publish.docx.manuscript import write_manuscript
from fangzhi.workbench.calls.actions import (
    accept,
    make_link,
    place_of_task,
    send_back,
    withdraw_link,
)
from fangzhi.workbench.calls.intake.grids import source_with
from fangzhi.workbench.calls.intake.receiving import today
from fangzhi.workbench.calls.models import HANDED, RETURNED, CallTask, HandFile, HandIn, Link
from fangzhi.workbench.calls.office.board import LINK_DAYS, address_of, with_link
from fangzhi.workbench.calls.office.found import DOCX, download, hand_for, original, task_for
from fangzhi.workbench.calls.pieces import node_pieces
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.sources.actions import File, register_kept
from fangzhi.workbench.works.compiling import store

_EARLIER = 30


def task(request: HttpRequest, page_id: int, task_id: int) -> HttpResponse:
    """Show what a unit owes, its hand-ins so far, and its links."""
    row = task_for(request, page_id, task_id, "call.see")
    place = place_of_task(row)
    return render(request, "calls/task.html", {
        "task": row, "value": row.value, "call": row.call,
        "history": row.hand_ins.filter(version__gt=0).defer("filled", "source"),
        "earlier": earlier_of(request.user, row),
        "draft": row.hand_ins.filter(version=0).first(),
        "links": row.links.order_by("-pk") if may(request.user, "call.link", place).allowed else (),
        "may_link": may(request.user, "call.link", place).allowed, "days": LINK_DAYS,
    })  # fmt: skip


def earlier_of(user: Any, row: CallTask) -> list[tuple[CallTask, HandIn | None]]:
    """Give what the same unit owed in other calls, with its last hand-in to each; newest first."""
    others = CallTask.objects.filter(unit=row.unit).exclude(pk=row.pk)
    found = []
    for task in others.select_related("call", "unit", "page").order_by("-call_id")[:_EARLIER]:
        if may(user, "call.see", place_of_task(task)).allowed:
            past = task.hand_ins.filter(version__gt=0).defer("filled", "source")
            found.append((task, past.first()))
    return found


@require_GET
def pack_one(request: HttpRequest, page_id: int, task_id: int) -> HttpResponse:
    """Give a unit's pack."""
    row = task_for(request, page_id, task_id, "call.see")
    value = row.value
    return download(pack(row.call.value, value, row.last), pack_name(row.call.value, value), DOCX)


@require_POST
def link(request: HttpRequest, page_id: int, task_id: int) -> HttpResponse:
    """Make a personal link; its address is shown this once."""
    row = task_for(request, page_id, task_id, "call.link")
    days = request.POST.get("days", "")
    try:
        token = make_link(request.user, row, int(days) if days.isdecimal() else LINK_DAYS)
    except ValidationError as fault:
        messages.error(request, "".join(fault.messages))
        return redirect("calls_task", page_id, task_id)
    address = address_of(request, token)
    words = with_link(call_letter(row.call.value, row.value), address)
    return render(request, "calls/link.html", {"task": row, "address": address, "words": words})


@require_POST
def withdraw(request: HttpRequest, page_id: int, task_id: int, link_id: int) -> HttpResponse:
    """Withdraw a personal link."""
    row = task_for(request, page_id, task_id, "call.link")
    withdraw_link(request.user, get_object_or_404(Link, pk=link_id, task=row))
    messages.success(request, "链接已收回，再打开就是“没有这个页面”。")
    return redirect("calls_task", page_id, task_id)


@require_GET
def hand_in(request: HttpRequest, page_id: int, hand_id: int) -> HttpResponse:
    """Show one hand-in: verdict, this year beside last year, files, what may be decided."""
    row = hand_for(request, page_id, hand_id, "call.see")
    task = row.task
    manuscript = manuscript_of(row.filled, source_with(row.source))
    last = [task.last] if task.last is not None else []
    beside = compare([manuscript], last, str(task.call.year - 1))[0] if last else None
    newest = not task.hand_ins.filter(version__gt=row.version).exists()
    verdict = row.verdict
    return render(request, "calls/hand_in.html", {
        "row": row, "task": task, "call": task.call, "beside": beside,
        "verdict": mark_safe(html_of(verdict)),  # escaped where it is made
        "nodes": node_pieces(row.filled), "last": _lines(task.last),
        "standing": _standing(task.pages), "files": row.files.select_related("grid"),
        "beside_it": len(beside_of(row)), "may_register": may(
            request.user, "source.edit", place_of_task(task)).allowed,
        "may_isolate": may(request.user, "source.isolate", place_of_task(task)).allowed,
        "reply": reply(task.call.value, task.value, verdict, row.version, today()),
        "may_answer": may(request.user, "call.answer", place_of_task(task)).allowed,
        "open": newest and row.state in (HANDED, RETURNED),
    })  # fmt: skip


def _lines(last: Any) -> list[tuple[str, str]]:
    if last is None:
        return []
    return [(b.role, b.text) for b in last.blocks if isinstance(b, Text) and b.text.strip()]


def _standing(pages: list[int]) -> list[str]:
    """Name the pages that already hold words: what they hold goes into their history."""
    found = Page.objects.filter(pk__in=pages).specific()
    return [page.title for page in found if getattr(page, "characters", 0)]


@require_POST
def take(request: HttpRequest, page_id: int, hand_id: int) -> HttpResponse:
    """Take a hand-in: its texts go into the outline."""
    row = hand_for(request, page_id, hand_id, "call.answer")
    try:
        pages = accept(request.user, row)
        messages.success(
            request, f"已收下，放进{len(pages)}个条目：{'、'.join(p.title for p in pages)}。"
        )
    except ValidationError as fault:
        messages.error(request, "".join(fault.messages))
    return redirect("calls_hand", page_id, hand_id)


@require_POST
def give_back(request: HttpRequest, page_id: int, hand_id: int) -> HttpResponse:
    """Send a hand-in back with a reason."""
    row = hand_for(request, page_id, hand_id, "call.answer")
    try:
        send_back(request.user, row, request.POST.get("reason", "").strip())
        messages.success(request, "已退回。下面的文字可以复制发给撰稿人。")
    except ValidationError as fault:
        messages.error(request, "".join(fault.messages))
    return redirect("calls_hand", page_id, hand_id)


@require_GET
def file(request: HttpRequest, page_id: int, hand_id: int, file_id: int) -> HttpResponse:
    """Give a received file byte for byte."""
    row = hand_for(request, page_id, hand_id, "call.see")
    return original(get_object_or_404(HandFile, pk=file_id, hand_in=row),
                    show=bool(request.GET.get("show")))  # fmt: skip


@require_POST
def to_sources(request: HttpRequest, page_id: int, hand_id: int) -> HttpResponse:
    """Register the files that came with a hand-in as sources; its text goes into the outline."""
    row = hand_for(request, page_id, hand_id, "call.see")
    files = [File(one.digest, one.name, one.size, _kind(one)) for one in beside_of(row)]
    said = f"随{row.task.unit.name}第{row.version}稿交来（{row.task.call.title}）。"
    made = register_kept(request.user, files, row.task.unit, said)
    messages.success(request, f"已登记{len(made)}件资料，开放情况未定，请在“资料登记”里写明来历和权利。"
                     if made else "这些文件都已经登记过。")  # fmt: skip
    return redirect("calls_hand", page_id, hand_id)


def beside_of(row: HandIn) -> list[HandFile]:
    """Give the files of a hand-in that are not its text: pictures, tables, papers beside it."""
    return [file for file in row.files.exclude(digest="").order_by("pk")
            if file.role in ("附件", "未读") or (file.is_picture and file.role != "签批单")]  # fmt: skip


def _kind(file: HandFile) -> str:
    sheet = file.name.lower().endswith((".xlsx", ".xls", ".et", ".csv"))
    return "picture" if file.is_picture else "statistics" if sheet else "manuscript"


@require_GET
def paper(request: HttpRequest, page_id: int, hand_id: int, what: str) -> HttpResponse:
    """Give a paper made of a hand-in: 审读意见, 签批单, or its text as a Word file."""
    row = hand_for(request, page_id, hand_id, "call.see")
    if what not in PAPERS:
        raise Http404
    name, make = PAPERS[what]
    return download(make(row), f"{row.task.unit.name}-第{row.version}稿-{name}.docx", DOCX)


def _opinion(row: HandIn) -> bytes:
    return opinion(row.task.call.value, row.task.value, row.verdict, row.version)


def sheet_of(row: HandIn) -> bytes:
    """Give the sign-off sheet of a hand-in."""
    value = HandInValue(row.task.unit.name, row.version, row.digest, row.name, "", "")
    bare = Returned(row.name, row.digest, source_with(row.source))
    looked = Looked(value, row.filled, row.verdict, bare)
    return sign_off(row.task.call.value, row.task.value, signing(row.task.value, looked))


def _text(row: HandIn) -> bytes:
    return write_manuscript(manuscript_of(row.filled, source_with(row.source)), store())


PAPERS = {
    "opinion": ("审读意见", _opinion),
    "sign-off": ("签批单", sheet_of),
    "text": ("正文", _text),
}
"""Papers by the last word of their address."""
