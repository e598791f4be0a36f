"""What a unit's writer sees behind the link, and what may be fetched there; nothing here changes anything."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe

from fangzhi.model.text import Text
from fangzhi.project.calling.board import days_left
from fangzhi.project.calling.judging import html_of
from fangzhi.project.calling.papers.pack import pack, pack_name
from fangzhi.workbench.calls.intake.drafts import draft_of
from fangzhi.workbench.calls.intake.known import filled_of
from fangzhi.workbench.calls.intake.receiving import today
from fangzhi.workbench.calls.models import CallTask, HandFile, HandIn, Link
from fangzhi.workbench.calls.office.found import DOCX, download, original
from fangzhi.workbench.calls.office.hand_ins import sheet_of
from fangzhi.workbench.calls.outside.door import by_link
from fangzhi.workbench.calls.pieces import node_pieces
from fangzhi.workbench.jobs import runs


@by_link("GET")
def page(request: HttpRequest, link: Link) -> HttpResponse:
    """Show what the unit owes, what it has put together, and what became of what it handed in."""
    return render(request, "calls/outside.html", shown(request, link))


def shown(request: HttpRequest, link: Link) -> dict[str, Any]:
    """Give what the page shows."""
    task = link.task
    call, value = task.call, task.value
    draft = draft_of(task)
    handed = task.hand_ins.filter(version__gt=0).first()
    filled = draft.filled if draft is not None and draft.filled is not None else None
    run = runs.shown(draft.run) if draft is not None and draft.run is not None else None
    return {
        "token": request.calls_token, "link": link, "task": task, "value": value, "call": call,
        "asked": call.value, "forms": call.value.forms_of(value),
        "days": days_left(call.value.deadline, today()),
        "draft": draft, "handed": handed, "run": run,
        "verdict": mark_safe(html_of(draft.verdict)) if draft is not None and draft.verdict else "",
        "nodes": node_pieces(filled if filled is not None else filled_of(task, [])[0]),
        "files": draft.files.select_related("grid") if draft is not None else (),
        "is_empty": filled is None or filled.is_empty,
        "last": [b for b in task.last.blocks if isinstance(b, Text) and b.text.strip()]
        if task.last is not None else (),
        "people": _people(task, draft, handed),
    }  # fmt: skip


def _people(task: CallTask, draft: HandIn | None, handed: HandIn | None) -> dict[str, str]:
    """Propose the names that the file, the last hand-in or the list of units gives."""
    filled = draft.filled if draft is not None else None
    said = dict(filled.people) if filled is not None else {}
    return {
        "leader": said.get("审核领导") or (handed.leader if handed else "") or task.unit.leader,
        "writer": said.get("撰稿人") or (handed.writer if handed else "") or task.unit.contact,
        "phone": said.get("撰稿人电话") or (handed.phone if handed else "") or task.unit.phone,
    }


@by_link("GET")
def state(request: HttpRequest, link: Link) -> JsonResponse:
    """Tell how far the reading of what was sent is."""
    draft = draft_of(link.task)
    if draft is None or draft.run is None:
        return JsonResponse({"open": False, "state": "", "message": "", "done": 0, "total": 0})
    told = runs.shown(draft.run)
    return JsonResponse({key: told[key] for key in ("open", "state", "message", "done", "total")})


@by_link("GET")
def pack_file(request: HttpRequest, link: Link) -> HttpResponse:
    """Give the unit's pack."""
    task = link.task
    return download(pack(task.call.value, task.value, task.last),
                    pack_name(task.call.value, task.value), DOCX)  # fmt: skip


@by_link("GET")
def sign_off(request: HttpRequest, link: Link, hand_id: int) -> HttpResponse:
    """Give the sign-off sheet of a hand-in, to print."""
    row = get_object_or_404(HandIn, pk=hand_id, task=link.task, version__gt=0)
    return download(sheet_of(row), f"{link.task.unit.name}-第{row.version}稿-签批单.docx", DOCX)


@by_link("GET")
def file(request: HttpRequest, link: Link, file_id: int) -> HttpResponse:
    """Give back a file that this unit sent."""
    found = get_object_or_404(HandFile, pk=file_id, hand_in__task=link.task)
    return original(found, show=bool(request.GET.get("show")))
