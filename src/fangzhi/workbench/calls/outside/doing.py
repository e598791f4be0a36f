"""What a unit's writer does behind the link: sends files, mends words, confirms tables, hands in."""

from __future__ import annotations

import os
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from fangzhi.workbench.calls.gridding import cells_of, shown
from fangzhi.workbench.calls.intake import drafts, handing
from fangzhi.workbench.calls.intake.staging import MOST_BYTES, fresh_folder, put, waiting_folder
from fangzhi.workbench.calls.models import CallTask, HandFile, Link
from fangzhi.workbench.calls.outside.door import by_link

_SIGN = "签批单"


@by_link("POST")
def files(request: HttpRequest, link: Link) -> HttpResponse:
    """Take files: one by one from the page's script (`part`, then `finish`), or all in one form."""
    given = request.FILES.getlist("files")
    told = [f"{_SIGN}-{file.name}" for file in given] if request.POST.get("as") == _SIGN else ()
    by_script = bool(request.POST.get("part") or request.POST.get("finish"))
    try:
        _insist_room(link.task)
        folder = waiting_folder(str(link.pk)) if by_script else fresh_folder()
        put(folder, given, told)
        if request.POST.get("part"):
            return JsonResponse({"got": len(given)})
        if not any(folder.iterdir()):
            raise ValidationError("还没有选文件。")
        drafts.start_taking(link.task, _own(folder) if by_script else folder)
    except ValidationError as fault:
        words = "".join(fault.messages)
        if by_script:
            return JsonResponse({"reason": words}, status=400)
        messages.error(request, words)
    return JsonResponse({"started": True}) if by_script else _back(request)


def _own(folder: Path) -> Path:
    """Move what has gathered to a folder of its own: what comes from now on is another lot."""
    target = fresh_folder()
    os.rmdir(target)
    os.replace(folder, target)
    return target


def _insist_room(task: CallTask) -> None:
    had = HandFile.objects.filter(hand_in__task=task).aggregate(sum=Sum("size"))["sum"] or 0
    if had > 2 * MOST_BYTES:
        raise ValidationError("这个单位传来的文件已经很多了，请先与编辑部联系再传。")


def _back(request: HttpRequest, part: str = "") -> HttpResponse:
    token = request.calls_token
    return redirect(reverse("calls_outside", args=[token]) + (f"#{part}" if part else ""))


@by_link("POST")
def words(request: HttpRequest, link: Link, number: int) -> HttpResponse:
    """Mend the words of one node."""
    if number >= len(link.task.value.nodes):
        raise Http404
    try:
        drafts.mend(link.task, number, request.POST.getlist("words"))
        messages.success(request, "改好了，已经重新检查，请看上面的结果。")
    except ValidationError as fault:
        messages.error(request, "".join(fault.messages))
    return _back(request, "report")


@by_link("POST")
def aside(request: HttpRequest, link: Link, file_id: int) -> HttpResponse:
    """Leave a file out, or take it back."""
    found = get_object_or_404(HandFile, pk=file_id, hand_in__task=link.task)
    try:
        drafts.put_aside(link.task, found, request.POST.get("aside") == "1")
    except ValidationError as fault:
        messages.error(request, "".join(fault.messages))
    return _back(request, "report")


@by_link("POST")
def hand_in(request: HttpRequest, link: Link) -> HttpResponse:
    """Hand in, with the leader's name and how to reach the writer."""
    told = {key: request.POST.get(key, "") for key in ("leader", "writer", "phone")}
    try:
        row = handing.hand_in(link.task, **told)
        messages.success(
            request, f"第{row.version}稿已提交，谢谢。请打印签批单，签字盖章后拍照传回来。"
        )
    except ValidationError as fault:
        messages.error(request, "".join(fault.messages))
        return _back(request, "submit")
    return _back(request)


@by_link("GET", "POST")
def table(request: HttpRequest, link: Link, file_id: int) -> HttpResponse:
    """Type and confirm the cells of a photographed table; only while it is not handed in."""
    token = request.calls_token
    file = get_object_or_404(HandFile, pk=file_id, hand_in__task=link.task, hand_in__version=0)
    fault = ""
    if request.method == "POST":
        title, cells = cells_of(request.POST)
        name = request.POST.get("name", "").strip()
        confirms = request.POST.get("confirm") == "1"
        if confirms and not name:
            fault = "请写上核对人的姓名，表才算核对过。"
        made = drafts.save_grid(drafts.who(link.task), file, title, cells, name if confirms else "")
        if not fault:
            messages.success(request, "已核对，表进了这一稿。" if made.confirmed_at
                             else "存下了，还没有核对，不算数。")  # fmt: skip
            return redirect("calls_out_table", token, file_id)
        file.grid = made
    return render(request, "calls/table.html", {
        **shown(file, request.GET), "frame": "workbench/outside.html", "open": True, "fault": fault,
        "picture": reverse("calls_out_file", args=[token, file_id]) + "?show=1",
        "back": reverse("calls_outside", args=[token]), "named": False, "row": file.hand_in,
    }, status=400 if fault else 200)  # fmt: skip
