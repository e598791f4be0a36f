"""Pages of names in time (名称库): the list by kind, one thing with all its names."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.sources import naming
from fangzhi.workbench.sources.models import Named
from fangzhi.workbench.sources.persons import LIFE, RegisterForm

_A_PAGE = 50
_BLANK = 3


def names(request: HttpRequest) -> HttpResponse:
    """List bodies, places, persons, events and products with their names; enter new ones."""
    kind = request.GET.get("kind", "org")
    words = request.GET.get("words", "").strip()[:60]
    form = RegisterForm(request.POST or None, initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        done = _entered(request, form, None)
        if done is not None:
            return done
    listed = Named.objects.filter(kind=kind)
    for word in words.split():
        listed = listed.filter(names__name__contains=word)
    listed = listed.distinct().prefetch_related("names").order_by("pk")
    return render(request, "sources/names.html", {
        "form": form, "kind": kind, "kinds": Named.KINDS, "words": words,
        "shown": Paginator(listed, _A_PAGE).get_page(request.GET.get("page")),
        "rows": [*_sent(request), *[{}] * _BLANK] if request.method == "POST" else [{}] * 4,
        "may_edit": may(request.user, "authority.edit").allowed,
    })  # fmt: skip


def one(request: HttpRequest, key: int) -> HttpResponse:
    """Correct one thing: its names, their times, what else is said of it."""
    of = get_object_or_404(Named, pk=key)
    insist(request.user, "authority.edit")
    form = RegisterForm(request.POST or None, instance=of)
    if request.method == "POST" and form.is_valid():
        done = _entered(request, form, Named.objects.get(pk=key))
        if done is not None:
            return done
    held = [{field: getattr(name, field) for field in naming.ROW} for name in of.names.all()]
    rows = _sent(request) if request.method == "POST" else held
    return render(request, "sources/named.html", {
        "form": form, "of": of, "rows": [*rows, *[{}] * _BLANK],
    })  # fmt: skip


@require_POST
def strike(request: HttpRequest, key: int) -> HttpResponse:
    """Take one thing off the list."""
    of = get_object_or_404(Named, pk=key)
    try:
        naming.strike(request.user, of, request.POST.get("reason", ""))
    except ValidationError as fault:
        return refused(request, "".join(fault.messages), 409)
    return redirect("sources_names")


def _entered(request: HttpRequest, form: RegisterForm, of: Named | None) -> HttpResponse | None:
    """Enter what was sent; None where it cannot be, and the form says why."""
    told = form.cleaned_data
    life = {field: told[field] for field in LIFE}
    try:
        naming.name_in_time(request.user, told["kind"], _sent(request), told["note"], of, life)
    except ValidationError as fault:
        form.add_error(None, "；".join(fault.messages))
        return None
    answer = redirect("sources_names")
    answer["Location"] += f"?kind={told['kind']}"
    return answer


def _sent(request: HttpRequest) -> list[dict[str, str]]:
    """Read the rows of names off a form; a row without a name is empty."""
    columns = [request.POST.getlist(field) for field in naming.ROW]
    found = []
    for number, name in enumerate(columns[0]):
        if name.strip():
            row = {field: column[number].strip() if number < len(column) else ""
                   for field, column in zip(naming.ROW, columns, strict=True)}  # fmt: skip
            found.append(row)
    return found
