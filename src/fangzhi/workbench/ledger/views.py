"""Pages of the ledger: read it, take its head out, have everything audited."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from fangzhi.workbench.ledger import anchors, lines, wording
from fangzhi.workbench.ledger.actions import begin_audit, begin_backup, begin_export
from fangzhi.workbench.ledger.condition import examine
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.people.table import actions

_PAGE = 100


def _asked(request: HttpRequest) -> dict[str, str]:
    names = ("who", "action", "thing", "since", "until", "outcome", "before")
    return {name: request.GET.get(name, "").strip()[:200] for name in names}


def _found(asked: dict[str, str]) -> Any:
    """Give the lines that were asked for, the latest first."""
    rows = Line.objects.order_by("-number")
    if asked["who"]:
        rows = rows.filter(who__contains=asked["who"])
    if asked["action"]:
        rows = rows.filter(action=asked["action"])
    if asked["thing"]:
        rows = rows.filter(thing__contains=asked["thing"])
    if asked["outcome"]:
        rows = rows.filter(outcome=asked["outcome"])
    if asked["since"]:
        rows = rows.filter(at__gte=asked["since"])
    if asked["until"]:
        rows = rows.filter(at__lt=asked["until"] + "U")  # "T" < "U": the whole day
    if asked["before"].isascii() and asked["before"].isdigit():
        rows = rows.filter(number__lt=int(asked["before"]))
    return rows


@require_GET
def read(request: HttpRequest) -> HttpResponse:
    """List the lines, a hundred a page, filtered by person, action, thing and day."""
    asked = _asked(request)
    rows = list(_found(asked)[: _PAGE + 1])
    shown, more = rows[:_PAGE], len(rows) > _PAGE
    titles = {"route": "打开页面"} | {key: row.title for key, row in actions().items()}
    for row in shown:
        row.title = titles.get(row.action, row.action)
        row.told, row.about = wording.told(row.detail), wording.thing(row.thing)
    held = request.GET.copy()
    if more:
        held["before"] = str(shown[-1].number)
    return render(
        request,
        "ledger/lines.html",
        {
            "lines": shown, "asked": asked, "older": held.urlencode() if more else "",
            "titles": sorted(titles.items(), key=lambda pair: pair[1]), "head": lines.head(),
        },
    )  # fmt: skip


@require_GET
def head(request: HttpRequest) -> HttpResponse:
    """Give the head's digest as a file to keep elsewhere."""
    last = lines.head()
    answer = HttpResponse(anchors.written(last), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ledger-{last.number}.txt"'
    return answer


@require_GET
def verifying(request: HttpRequest) -> HttpResponse:
    """Show what an audit does, and the head to write down."""
    last = lines.head()
    shown = {"head": last, "grouped": anchors.grouped(last.digest),
             "sees": may(request.user, "ledger.see").allowed}  # fmt: skip
    return render(request, "ledger/verify.html", shown)


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Begin an audit in the background."""
    return redirect("jobs_run", begin_audit(request.user).pk)


@require_GET
def doctor(request: HttpRequest) -> HttpResponse:
    """Show the workbench's condition, and what to do where it is not well."""
    signs = examine()
    ill = sum(sign.well is False for sign in signs)
    backs_up = may(request.user, "backup").allowed
    return render(request, "ledger/doctor.html", {"signs": signs, "ill": ill, "backs_up": backs_up})


@require_POST
def backup(request: HttpRequest) -> HttpResponse:
    """Begin a backup in the background; it is fetched from the run."""
    return redirect("jobs_run", begin_backup(request.user).pk)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Begin an open export in the background; it is fetched from the run as one zip."""
    return redirect("jobs_run", begin_export(request.user).pk)
