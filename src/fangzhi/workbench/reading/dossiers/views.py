"""Pages of dossiers: the list, one to write and check, the product on the screen, its making."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fangzhi.project.using.dossier import KINDS, DossierFault
from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reading.dossiers import acts, held, screen
from fangzhi.workbench.reading.models import Casefile
from fangzhi.workbench.reading.room.cards import cards_of
from fangzhi.workbench.reading.room.views import around
from fangzhi.workbench.reading.shelf.scope import Scope, scope_of

_OFFERED = 100
"""Cards offered at a time."""


def every(request: HttpRequest) -> HttpResponse:
    """List the dossiers, and begin one."""
    insist(request.user, "card.edit")
    scope, fault = scope_of(request), ""
    title, kind = request.POST.get("title", "").replace("\0", ""), request.POST.get("kind", "")
    if request.method == "POST":
        try:
            return redirect("reading_dossier", acts.begin(request.user, scope, kind, title).pk)
        except ValidationError as told:
            fault = "；".join(told.messages)
    return render(request, "reading/dossiers.html", around(request, scope) | {
        "rows": [held.said(row) for row in held.files_of(scope)[:200]], "fault": fault,
        "kinds": KINDS, "title": title, "kind": kind or "资政报告",
    }, status=400 if fault else 200)  # fmt: skip


def _held(request: HttpRequest, key: int) -> tuple[Scope, Casefile]:
    insist(request.user, "card.edit")
    scope = scope_of(request)
    row = Casefile.objects.filter(pk=key).first()
    if row is None or not held.quoted(row) <= scope.ids:
        raise Http404
    return scope, row


def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show the words of a dossier with all that is wrong in them, and keep what is sent."""
    scope, row = _held(request, key)
    fault, text = "", None
    if request.method == "POST":
        text = request.POST.get("text", "")
        try:
            acts.save(request.user, scope, row, text, request.POST.get("mark", ""))
            return redirect("reading_dossier", key)
        except ValidationError as told:
            fault = "；".join(told.messages)
    return render(request, "reading/dossier.html", around(request, scope) | _told(scope, row) | {
        "fault": fault, "text": row.text if text is None else text, "row": row,
        "mark": held.mark_of(row), "offered": _offered(scope, row),
    }, status=400 if fault else 200)  # fmt: skip


def _told(scope: Scope, row: Casefile) -> dict[str, Any]:
    """Say what stops the product, and what is to be looked at again."""
    try:
        found = held.verified(scope, row)
    except DossierFault as told:
        return {"stops": str(told).splitlines(), "heeds": [], "verified": 0, "unchecked": 0}
    soft = [one.shown for one in found.problems if not one.hard]
    return {
        "stops": [one.shown for one in found.hard], "heeds": soft, "verified": len(found.cards),
        "unchecked": sum(not card.checked_by for card in found.cards),
    }  # fmt: skip


def _offered(scope: Scope, row: Casefile) -> list[Any]:
    """Give the newest evidence cards that are not in the dossier yet."""
    text = str(row.text)
    return [card for card in cards_of(scope)[:_OFFERED] if str(card.quotation) not in text]


@require_POST
def cards(request: HttpRequest, key: int) -> HttpResponse:
    """Put the ticked evidence cards into a dossier."""
    scope, row = _held(request, key)
    wanted = [int(one) for one in request.POST.getlist("card") if one.isascii() and one.isdigit()]
    chosen = list(cards_of(scope).filter(pk__in=wanted[:1000]).order_by("pk"))
    try:
        acts.put_in(request.user, scope, row, chosen)
    except ValidationError as fault:
        return refused(request, "；".join(fault.messages), 400)
    return redirect("reading_dossier", key)


@require_safe
def read(request: HttpRequest, key: int) -> HttpResponse:
    """Show the product as it stands now, clean or with its evidence."""
    scope, row = _held(request, key)
    sourced = request.GET.get("edition") == "sourced"
    told = around(request, scope) | {"row": row, "sourced": sourced}
    try:
        told |= screen.paper(scope, row, sourced=sourced)
    except DossierFault as fault:
        told |= {"stops": str(fault).splitlines()}
    return render(request, "reading/report.html", told)


@require_POST
def build(request: HttpRequest, key: int) -> HttpResponse:
    """Have DOCX, PDF and the 出处版 made in the background."""
    _, row = _held(request, key)
    return redirect("jobs_run", acts.have_built(request.user, row).pk)


@require_POST
def throw_away(request: HttpRequest, key: int) -> HttpResponse:
    """Remove a dossier."""
    _, row = _held(request, key)
    acts.throw_away(request.user, row)
    return redirect("reading_dossiers")
