"""Pages of meetings: the list, taking a paper in, looking its tasks through, the paper's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangzhi.workbench.office.answers import DOCX, done, download, number, told
from fangzhi.workbench.office.meetings import actions, reading, shown
from fangzhi.workbench.office.models import DISCLOSURES, Meeting
from fangzhi.workbench.office.tasks.told import counts, leaves, report, sentence
from fangzhi.workbench.people.office import name as office_name
from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.works.compiling import store


@require_http_methods(["GET", "POST"])
def every(request: HttpRequest) -> HttpResponse:
    """List the meetings; take a paper in, pasted or as a file."""
    insist(request.user, "office.see")
    fault = ""
    if request.method == "POST":
        insist(request.user, "office.edit")
        try:
            paper = _paper(request)
        except reading.Unread as why:
            fault = str(why)
        else:
            return redirect("office_review", actions.take(request.user, paper).pk)
    rows = [(meeting, counts(leaves(meeting))) for meeting in Meeting.objects.all()[:200]]
    return render(request, "office/meetings.html", {
        "meetings": rows, "fault": fault, "pasted": request.POST.get("text", ""),
        "may_edit": may(request.user, "office.edit").allowed,
    }, status=422 if fault else 200)  # fmt: skip


def _paper(request: HttpRequest) -> reading.Paper:
    file = request.FILES.get("file")
    if file is None:
        return reading.pasted(request.POST.get("text", ""))
    if file.size > reading.MOST:
        raise reading.Unread("文件太大，不像一份简报或纪要。")
    return reading.uploaded(file.name, file.read())


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, key: int) -> HttpResponse:
    """Look the tasks through beside their words; tick, reword, put aside, confirm."""
    insist(request.user, "office.edit")
    meeting = get_object_or_404(Meeting, pk=key)
    form: dict[str, Any] = dict(meeting.draft)
    fault = ""
    if request.method == "POST":
        form = _form(request)
        try:
            if request.POST.get("do") == "aside":
                actions.put_aside(request.user, meeting, form)
                messages.success(request, "已存着，还没有定下任务。")
                return redirect("office_review", key)
            made = actions.confirm(request.user, meeting, form)
        except ValidationError as why:
            fault = told(why)
        else:
            messages.success(request, f"已定下{sum(not t.items.exists() for t in made)}项任务。")
            return redirect("office_meeting", key)
    made_already = dict(meeting.tasks.values_list("key", "pk"))
    return render(request, "office/review.html", {
        "meeting": meeting, "plan": meeting.plan, "fault": fault, "unsaid": shown.UNSAID,
        "points": shown.points(meeting.plan, form, made_already),
        "title": form.get("title") or meeting.title, "fields": actions.fields_of(meeting),
    }, status=422 if fault else 200)  # fmt: skip


def _form(request: HttpRequest) -> dict[str, Any]:
    kept: dict[str, Any] = {
        name: value for name, value in request.POST.items()
        if name == "title" or name.startswith(("title-", "owner-", "deadline-"))
    }  # fmt: skip
    kept["on"] = request.POST.getlist("on")
    return kept


@require_GET
def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show a meeting: how much is done, by point, and what the paper says of itself."""
    insist(request.user, "office.see")
    meeting = get_object_or_404(Meeting, pk=key)
    tasks = list(
        meeting.tasks.select_related("owner", "parent").prefetch_related("proofs", "items")
    )
    return render(request, "office/meeting.html", {
        "meeting": meeting, "tasks": tasks, "plan": meeting.plan,
        "told": sentence(meeting) if tasks else "", "fields": actions.fields_of(meeting),
        "closed": actions.public_fault(meeting), "disclosures": DISCLOSURES,
        "left": sum(task.id not in {t.key for t in tasks} for task in meeting.plan.tasks),
        "dispatches": meeting.dispatches.order_by("pk"),
        "may_edit": may(request.user, "office.edit").allowed,
        "may_release": may(request.user, "release").allowed,
    })  # fmt: skip


@require_GET
def original(request: HttpRequest, key: int) -> HttpResponse:
    """Give the paper as it came, for use inside the office."""
    insist(request.user, "office.see")
    meeting = get_object_or_404(Meeting, pk=key)
    return download(store()[meeting.digest], str(meeting.name))


@require_GET
def completion(request: HttpRequest, key: int) -> HttpResponse:
    """Give the completion report; for outside only where the paper may be public."""
    insist(request.user, "office.see")
    meeting = get_object_or_404(Meeting, pk=key)
    if request.GET.get("for") == "outside" and (fault := actions.public_fault(meeting)):
        raise PermissionDenied(fault)
    return download(report(meeting), f"落实情况报告-{office_name()}-{meeting.pk}.docx", DOCX)


@require_POST
def disclose(request: HttpRequest, key: int) -> HttpResponse:
    """Set the disclosure of a paper that has none."""
    meeting = get_object_or_404(Meeting, pk=key)
    value = request.POST.get("disclosure", "")
    done(request, f"已定为“{value}”。",
         lambda: actions.set_disclosure(request.user, meeting, value))  # fmt: skip
    return redirect("office_meeting", key)


@require_POST
def release(request: HttpRequest, key: int) -> HttpResponse:
    """Give the paper for the public, or say why not."""
    insist(request.user, "release")
    meeting = get_object_or_404(Meeting, pk=key)
    return _let_out(request, meeting, lambda: actions.release(request.user, meeting))


@require_POST
def dispatch(request: HttpRequest, key: int) -> HttpResponse:
    """Give the paper to send to a body, or say why not."""
    insist(request.user, "office.edit")
    meeting = get_object_or_404(Meeting, pk=key)
    to, copies = request.POST.get("to", ""), number(request.POST.get("copies"))
    return _let_out(request, meeting, lambda: actions.dispatch(request.user, meeting, to, copies))


def _let_out(request: HttpRequest, meeting: Meeting, act: Any) -> HttpResponse:
    try:
        return download(act(), str(meeting.name))
    except ValidationError as fault:
        return render(request, "office/refused.html", {"meeting": meeting, "fault": told(fault)},
                      status=409)  # fmt: skip
