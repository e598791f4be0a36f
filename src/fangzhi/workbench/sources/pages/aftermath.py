"""Pages after an isolation (误入处置): the list, the report to hand in, old backups deleted."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from fangzhi.workbench.calls.office.found import DOCX, download
from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.sources import aftermath
from fangzhi.workbench.sources.isolating import PROCEDURE


def every(request: HttpRequest) -> HttpResponse:
    """List what was isolated, what is to be done now, and the backups that still hold it."""
    past = aftermath.isolations()
    return render(request, "sources/isolations.html", {
        "past": past, "steps": (*aftermath.own_rules(), *(PROCEDURE if past else PROCEDURE[:-1])),
        "backups": aftermath.holding({one.digest for one in past}),
        "may_purge": may(request.user, "backup").allowed, "own": aftermath.OWN_RULES,
    })  # fmt: skip


def report(request: HttpRequest, line: int) -> HttpResponse:
    """Give the report of one isolation."""
    one = next((one for one in aftermath.isolations() if one.line == line), None)
    if one is None:
        raise Http404
    return download(aftermath.report(one), f"误入处置报告-{line}.docx", DOCX)


@require_POST
def purge(request: HttpRequest) -> HttpResponse:
    """Delete the backups that hold what was isolated."""
    try:
        gone = aftermath.purge(request.user)
    except ValidationError as fault:
        return refused(request, "".join(fault.messages), 409)
    messages.success(request, f"已删去{len(gone)}份备份：{'、'.join(gone)}。")
    return redirect("sources_isolations")
