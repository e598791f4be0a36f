"""Pages of quarterly notices: the list, one with its figures and words, its Word file."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fangzhi.workbench.office.answers import DOCX, download, number, told
from fangzhi.workbench.office.models import Notice
from fangzhi.workbench.office.notices import actions, compose
from fangzhi.workbench.people.rights import insist, may


@require_http_methods(["GET", "POST"])
def every(request: HttpRequest) -> HttpResponse:
    """List the notices; begin one."""
    insist(request.user, "office.see")
    fault = ""
    if request.method == "POST":
        year, quarter = number(request.POST.get("year")), number(request.POST.get("quarter"))
        try:
            return redirect("office_notice", actions.begin(request.user, year, quarter).pk)
        except ValidationError as why:
            fault = told(why)
    today = timezone.localdate()
    return render(request, "office/notices.html", {
        "notices": Notice.objects.all(), "fault": fault, "year": today.year,
        "quarter": (today.month + 2) // 3, "may_edit": may(request.user, "office.edit").allowed,
    }, status=422 if fault else 200)  # fmt: skip


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show a notice; word it, fix it."""
    insist(request.user, "office.see")
    notice = get_object_or_404(Notice, pk=key)
    words, fault = dict(notice.words), ""
    if request.method == "POST":
        try:
            if request.POST.get("do") == "fix":
                actions.fix(request.user, notice)
            else:
                words = {name: request.POST.get(name, "") for name, _ in compose.PARTS}
                actions.word(request.user, notice, words)
            return redirect("office_notice", key)
        except ValidationError as why:
            fault = told(why)
    title, *lines = compose.lines_in(actions.text_of(notice))
    return render(request, "office/notice.html", {
        "notice": notice, "title": title, "lines": lines, "fault": fault,
        "parts": [(name, label, words.get(name, "")) for name, label in compose.PARTS],
        "may_edit": may(request.user, "office.edit").allowed and not notice.text,
    }, status=422 if fault else 200)  # fmt: skip


@require_GET
def docx(request: HttpRequest, key: int) -> HttpResponse:
    """Give the notice as a Word file."""
    insist(request.user, "office.see")
    notice = get_object_or_404(Notice, pk=key)
    return download(compose.notice_docx(actions.text_of(notice)), f"{notice}进度通报.docx", DOCX)
