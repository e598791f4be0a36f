"""The library's own page for editors: what is in, what failed and why, what is open to whom."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.reading import actions
from fangzhi.workbench.reading.desk.forms import AddForm, CircleForm, HoldingForm, RoomForm
from fangzhi.workbench.reading.models import FAILED, IN, SOURCE, STATES, Holding
from fangzhi.workbench.reading.shelf.opened import library
from fangzhi.workbench.reading.shelf.scope import may_see_inside, room

_A_PAGE = 50


def shelf(request: HttpRequest) -> HttpResponse:
    """List what the library holds, found by words and state, with what failed and why."""
    rows = _seen(request.user)
    words, state = request.GET.get("words", "").replace("\0", ""), request.GET.get("state", "")
    for word in words.split()[:20]:
        rows = rows.filter(title__contains=word)
    rows = rows.filter(state=state) if state in STATES else rows
    today = timezone.localdate()
    shown = Paginator(rows.select_related("source", "page"), _A_PAGE).get_page(
        request.GET.get("page")
    )
    for row in shown:
        row.now = row.circle_on(today)
    counts = dict(_seen(request.user).values_list("state").annotate(Count("pk")).order_by())
    total = _seen(request.user).filter(state=IN).aggregate(sum=Sum("characters"))["sum"] or 0
    return render(request, "reading/shelf.html", {
        "shown": shown, "words": words, "state": state, "states": STATES, "counts": counts,
        "total": total, "room": room(), "failed": counts.get(FAILED, 0),
        "broken": bool(counts.get(IN)) and library() is None, **_rights(request.user),
    })  # fmt: skip


def _seen(user: Any) -> Any:
    """Sources are listed to who may see sources."""
    rows = Holding.objects.all()
    return rows if may_see_inside(user) else rows.exclude(origin=SOURCE)


def _rights(user: Any) -> dict[str, bool]:
    return {
        "may_edit": may(user, "library.edit").allowed,
        "may_open": may(user, "library.open").allowed,
    }


def add(request: HttpRequest) -> HttpResponse:
    """Take files or a folder for the library; they are read in the background."""
    insist(request.user, "library.edit")
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        together = told.pop("together") == "1"
        if told.get("circle") in ("", "到期开放"):
            told.pop("circle")
        files = [*request.FILES.getlist("files"), *request.FILES.getlist("folder")]
        paths = ["" for _ in request.FILES.getlist("files")] + request.POST.getlist("paths")
        try:
            run = actions.add(request.user, files, paths, told, together)
            return redirect("jobs_run", run.pk)
        except ValidationError as fault:
            form.add_error(None, fault)
    return render(request, "reading/add.html", {"form": form, **_rights(request.user)})


def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show what is said of one work, and change it."""
    row = get_object_or_404(_seen(request.user), pk=key)
    form = HoldingForm(request.POST or None, instance=row)
    if request.method == "POST":
        insist(request.user, "library.edit")
        if form.is_valid():
            held = Holding.objects.get(pk=key)
            actions.amend(request.user, held, form.cleaned_data)
            return redirect("reading_holding", key)
    return _shown(request, get_object_or_404(Holding, pk=key), form)


def _shown(request: HttpRequest, row: Holding, form: Any, fault: str = "") -> HttpResponse:
    return render(request, "reading/holding.html", {
        "row": row, "form": form, "circle_form": CircleForm(instance=row), "fault": fault,
        "now": row.circle_on(timezone.localdate()), "files": row.files.all()[:200],
        **_rights(request.user),
    }, status=400 if fault else 200)  # fmt: skip


@require_POST
def circle(request: HttpRequest, key: int) -> HttpResponse:
    """Decide who may read a work."""
    insist(request.user, "library.open")
    row = get_object_or_404(_seen(request.user), pk=key)
    form = CircleForm(request.POST, instance=Holding.objects.get(pk=key))
    if not form.is_valid():
        words = "；".join(word for words in form.errors.values() for word in words)
        return _shown(request, row, HoldingForm(instance=row), words)
    return _done(request, row, actions.set_circle, form.cleaned_data["circle"],
                 form.cleaned_data["open_from"])  # fmt: skip


@require_POST
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take a chronicle off the shelf."""
    return _done(request, get_object_or_404(_seen(request.user), pk=key), actions.take_out)


@require_POST
def again(request: HttpRequest, key: int) -> HttpResponse:
    """Read a work once more."""
    return _done(request, get_object_or_404(_seen(request.user), pk=key), actions.put_back)


def _done(request: HttpRequest, row: Holding, act: Any, *told: Any) -> HttpResponse:
    try:
        act(request.user, row, *told)
    except ValidationError as fault:
        return _shown(request, row, HoldingForm(instance=row), "；".join(fault.messages))
    return redirect("reading_holding", row.pk)


@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Bring the library up to date."""
    run = actions.refresh(request.user)
    return redirect("jobs_run", run.pk) if run is not None else redirect("reading_shelf")


def set_room(request: HttpRequest) -> HttpResponse:
    """Open the room to the public, or shut it."""
    insist(request.user, "library.open")
    form = RoomForm(request.POST or None, instance=room())
    if request.method == "POST" and form.is_valid():
        actions.set_room(request.user, form.cleaned_data)
        return redirect("reading_shelf")
    return render(request, "reading/set_room.html", {"form": form})
