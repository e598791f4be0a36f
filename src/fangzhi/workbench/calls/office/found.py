"""What an address names: a call, a task, a hand-in, as far as this user may see it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from fangzhi.workbench.calls.actions import place_of_task
from fangzhi.workbench.calls.models import Call, CallTask, HandFile, HandIn
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.places import place_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif"))


def page_for(request: HttpRequest, page_id: int, action: str) -> Any:
    """Give the page if the user may do `action` there; 404 or 403 else."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    insist(request.user, action, place_of(page))
    return page


def call_for(request: HttpRequest, page_id: int, call_id: int, action: str) -> Call:
    """Give the call at this page if the user may do `action` there."""
    page = get_object_or_404(Page, pk=page_id)
    insist(request.user, action, place_of(page.specific))
    call = get_object_or_404(Call, pk=call_id)
    if call.page_id != page_id:
        raise Http404
    return call


def task_for(request: HttpRequest, page_id: int, task_id: int, action: str) -> CallTask:
    """Give the task at this page if the user may do `action` to what that unit owes."""
    task = CallTask.objects.filter(pk=task_id, page_id=page_id).first()
    if task is None:
        page_for(request, page_id, action)
        raise Http404
    insist(request.user, action, place_of_task(task))
    return task


def hand_for(request: HttpRequest, page_id: int, hand_id: int, action: str) -> HandIn:
    """Give the hand-in of a task at this page, drafts left out."""
    row = HandIn.objects.filter(pk=hand_id, task__page_id=page_id, version__gt=0).first()
    if row is None:
        page_for(request, page_id, action)
        raise Http404
    insist(request.user, action, place_of_task(row.task))
    return row


def download(data: bytes, name: str, kind: str) -> HttpResponse:
    """Give bytes made here as a download."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def original(file: HandFile, *, show: bool = False) -> FileResponse:
    """Give a received file as it came: a download, or a picture to be shown beside its cells."""
    if not file.digest:
        raise Http404
    path = store().path(file.digest)
    if not path.is_file():
        raise Http404
    with path.open("rb") as stream:
        head = stream.read(8)
    kind = next((kind for sign, kind in _SHOWN if head.startswith(sign)), "") if show else ""
    name = file.name.rsplit("/", 1)[-1]
    return FileResponse(path.open("rb"), as_attachment=not kind, filename=name,
                        content_type=kind or "application/octet-stream")  # fmt: skip
