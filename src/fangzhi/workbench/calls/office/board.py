"""Calls and their boards: who owes what, files in, files to be asked about, packs and texts out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fangzhi.project.calling.answers import reminders
from fangzhi.project.calling.board import STATES, board, board_workbook
from fangzhi.project.calling.letters import call_letter
from fangzhi.project.calling.papers.pack import pack, pack_name
from fangzhi.project.calling.records import waiting
from fangzhi.workbench.calls.actions import (
    assign,
    make_link,
    place_of_task,
    send_reminders,
    thing_of,
)
from fangzhi.workbench.calls.intake.known import events_of, lasts_of
from fangzhi.workbench.calls.intake.receiving import receive, today
from fangzhi.workbench.calls.intake.staging import fresh_folder, put
from fangzhi.workbench.calls.models import Call, HandFile
from fangzhi.workbench.calls.office.found import XLSX, call_for, download
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import may, reachable
from fangzhi.workbench.works.models import WorkPage
from fangzhi.workbench.works.places import place_of

LINK_DAYS = 45
_SORTS = {
    "号": lambda line: line["row"].number,
    "单位": lambda line: line["row"].unit,
    "状态": lambda line: (STATES.index(line["row"].state), line["row"].number),
    "最近": lambda line: (line["row"].last.on if line["row"].last else "", line["row"].number),
}


def every(request: HttpRequest) -> HttpResponse:
    """List the calls that this user sees, and the works for which one may be made."""
    seen = []
    for call in Call.objects.select_related("page"):
        place = place_of(call.page.specific)
        if may(request.user, "call.see", place).allowed or _tasks_seen(request, call):
            seen.append({"call": call, "board": board(call.value, events_of(call), today())})
    open_to = tuple(reachable(request.user, "call.edit"))
    works = [work for work in WorkPage.objects.order_by("title")
             if may(request.user, "call.edit", place_of(work)).allowed] if open_to else []  # fmt: skip
    return render(request, "calls/calls.html", {"calls": seen, "works": works})


def _tasks_seen(request: HttpRequest, call: Call) -> list[Any]:
    tasks = call.tasks.select_related("unit", "page")
    return [t for t in tasks if may(request.user, "call.see", place_of_task(t)).allowed]


def _lines(request: HttpRequest, call: Call) -> tuple[Any, list[dict[str, Any]]]:
    shown = board(call.value, events_of(call), today())
    rows = {row.unit: row for row in shown.rows}
    lines = []
    for task in _tasks_seen(request, call):
        last = task.hand_ins.filter(version__gt=0).defer("filled", "source").first()
        draft = task.hand_ins.filter(version=0).exists()
        lines.append({"task": task, "row": rows[task.unit.name], "hand_in": last, "draft": draft})
    return shown, lines


def show(request: HttpRequest, page_id: int, call_id: int) -> HttpResponse:
    """Show who owes what on this day; sorted and filtered as asked."""
    call = call_for(request, page_id, call_id, "call.see")
    shown, lines = _lines(request, call)
    state, words = request.GET.get("state", ""), request.GET.get("words", "").strip()
    sort = request.GET.get("sort", "号")
    counts = {name: sum(line["row"].state == name for line in lines) for name in STATES}
    if state in STATES:
        lines = [line for line in lines if line["row"].state == state]
    if words:
        lines = [line for line in lines
                 if words in line["row"].unit or any(words in n for n in line["row"].nodes)]  # fmt: skip
    lines.sort(key=_SORTS.get(sort, _SORTS["号"]))
    place = place_of(call.page.specific)
    return render(request, "calls/board.html", {
        "call": call, "board": shown, "lines": lines, "counts": counts, "state": state,
        "words": words, "sort": sort, "sorts": list(_SORTS),
        "may_edit": may(request.user, "call.edit", place).allowed,
        "may_receive": may(request.user, "call.receive", place).allowed,
    })  # fmt: skip


def sheet(request: HttpRequest, page_id: int, call_id: int) -> HttpResponse:
    """Give the board as a workbook: only the units that this user sees."""
    call = call_for(request, page_id, call_id, "call.see")
    shown, lines = _lines(request, call)
    units = {line["row"].unit for line in lines}
    whole = may(request.user, "call.receive", place_of(call.page.specific)).allowed
    events = [
        event for event in events_of(call) if event.unit in units or (whole and not event.unit)
    ]
    mine = type(shown)(shown.on, tuple(line["row"] for line in lines), shown.asked if whole else ())
    return download(board_workbook(mine, events), f"收稿一览-{call.title}.xlsx", XLSX)


@require_POST
def packs(request: HttpRequest, page_id: int, call_id: int) -> HttpResponse:
    """Make all packs as one ZIP, in the background."""
    call = call_for(request, page_id, call_id, "call.edit")
    run = runs.start(request.user, f"组稿包：{call.title}", make_packs, call)
    return redirect("jobs_run", run.pk)


def make_packs(work: Any, call: Call) -> Path:
    """Write one ZIP with a pack for each unit and the texts to paste, as a background run."""
    value, lasts = call.value, lasts_of(call)
    tasks = [task for task in value.tasks if task.nodes]
    target = Path(work.folder) / "组稿包.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        for at, task in enumerate(tasks):
            work.tell(at, len(tasks), task.unit)
            box.writestr(pack_name(value, task), pack(value, task, lasts.get(task.unit)))
        letters = [f"【{t.number:02d} {t.unit}】\n{call_letter(value, t)}" for t in tasks]
        box.writestr("微信文本.txt", "\ufeff" + "\n\n————————\n\n".join(letters) + "\n")
    with transaction.atomic():
        write(work.user, "call.edit", thing_of(call), packs=len(tasks))
    return target


def letters(request: HttpRequest, page_id: int, call_id: int) -> HttpResponse:
    """Show the texts to paste for each unit; a POST makes links for all and puts them in."""
    call = call_for(request, page_id, call_id, "call.edit")
    tokens: dict[str, str] = {}
    if request.method == "POST":
        with transaction.atomic():
            for row in call.tasks.select_related("unit", "page"):
                if row.value.nodes:
                    token = make_link(request.user, row, LINK_DAYS)
                    tokens[row.unit.name] = address_of(request, token)
    value = call.value
    rows = {row.unit.name: row for row in call.tasks.select_related("unit")}
    shown = [{"task": task, "row": rows[task.unit], "words": with_link(
                  call_letter(value, task), tokens.get(task.unit, ""))}
             for task in value.tasks if task.nodes and task.unit in rows]  # fmt: skip
    return render(request, "calls/letters.html", {"call": call, "letters": shown, "made": tokens,
                                                  "days": LINK_DAYS})  # fmt: skip


def address_of(request: HttpRequest, token: str) -> str:
    """Give the address that a unit opens."""
    return request.build_absolute_uri(reverse("calls_outside", args=[token]))


def with_link(words: str, address: str) -> str:
    """Put a personal link into a text to paste."""
    if not address:
        return words
    return (
        f"{words}\n也可以直接在这个网页上交稿（不用注册，只供贵单位使用，请不要转发）：\n{address}"
    )


def remind(request: HttpRequest, page_id: int, call_id: int) -> HttpResponse:
    """Show the reminders to paste; send them by mail where a server is set."""
    call = call_for(request, page_id, call_id, "call.edit")
    shown = dict(reminders(call.value, board(call.value, events_of(call), today())))
    texts = {unit: words.split("\n", 1)[1] for unit, words in shown.items()}
    if request.method == "POST":
        try:
            sent = send_reminders(request.user, call, texts)
            messages.success(request, f"已发出{len(sent)}封：{'、'.join(sent)}。" if sent else
                             "这些单位都没有登记电子邮箱，一封也没有发。")  # fmt: skip
        except ValidationError as fault:
            messages.error(request, "".join(fault.messages))
        return redirect("calls_remind", page_id, call_id)
    return render(request, "calls/remind.html", {
        "call": call, "texts": texts, "by_mail": bool(settings.EMAIL_HOST),
    })  # fmt: skip


def take(request: HttpRequest, page_id: int, call_id: int) -> HttpResponse:
    """Take files that came by WeChat or mail; they are read and matched in the background."""
    call = call_for(request, page_id, call_id, "call.receive")
    fault = ""
    if request.method == "POST":
        files = request.FILES.getlist("files")
        try:
            if not files:
                raise ValidationError("还没有选文件。")
            folder = fresh_folder()
            put(folder, files, request.POST.getlist("paths"))
            run = runs.start(request.user, f"收稿：{call.title}", receive, call, str(folder))
            return redirect("jobs_run", run.pk)
        except ValidationError as raised:
            fault = "".join(raised.messages)
    return render(request, "calls/take.html", {"call": call, "fault": fault},
                  status=400 if fault else 200)  # fmt: skip


def doubtful(request: HttpRequest, page_id: int, call_id: int) -> HttpResponse:
    """Show files of which nobody knows whose they are; a person says."""
    call = call_for(request, page_id, call_id, "call.receive")
    if request.method == "POST":
        told = request.POST
        role = told.get("role", "稿")
        try:
            if role not in ("稿", "附件", "签批单"):
                raise ValidationError("请选它是稿、附件还是签批单。")
            row = assign(request.user, call, told.get("digest", ""), told.get("unit", ""), role)
            messages.success(request, f"已认定是{told.get('unit', '')}的。")
            if row is not None and role == "稿":
                return redirect("calls_hand", row.task.page_id, row.pk)
        except ValidationError as fault:
            messages.error(request, "".join(fault.messages))
        return redirect("calls_doubtful", page_id, call_id)
    events = waiting(events_of(call))
    files = {file.digest: file for file in
             HandFile.objects.filter(call=call, digest__in=[e.digest for e in events])}  # fmt: skip
    shown = [{"event": event, "file": files.get(event.digest), "head": _head(files.get(event.digest))}
             for event in events]  # fmt: skip
    unread = HandFile.objects.filter(call=call, role="未读", hand_in=None)
    return render(request, "calls/doubtful.html", {
        "call": call, "rows": shown, "unread": unread,
        "units": [task.unit for task in call.value.tasks],
        "may_isolate": may(request.user, "source.isolate", place_of(call.page.specific)).allowed,
    })  # fmt: skip


def _head(file: HandFile | None) -> str:
    if file is None or file.returned is None:
        return ""
    words = io.StringIO()
    for block in file.returned.manuscript.blocks[:6]:
        words.write(str(getattr(block, "text", "") or ""))
        words.write(" ")
    return words.getvalue().strip()[:160]
