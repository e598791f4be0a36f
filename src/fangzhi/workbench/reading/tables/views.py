"""Pages of data sets: the list, a table to correct, the table as a file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fangzhi.library.extract.corrections import NOTE, VERDICT, VERDICTS
from fangzhi.library.extract.kinds import KINDS
from fangzhi.library.extract.recipe import Recipe, recipe_of
from fangzhi.library.extract.rows import Row
from fangzhi.project.comparing.extracting import DataSet, data_writers
from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reading.models import Extracted, Mending
from fangzhi.workbench.reading.room.views import around
from fangzhi.workbench.reading.shelf.scope import Scope, scope_of
from fangzhi.workbench.reading.tables import acts
from fangzhi.workbench.reading.tables.taking import (
    Kept,
    in_scope,
    kept_rows,
    mended,
    standing,
)

_A_PAGE = 50
_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def every(request: HttpRequest) -> HttpResponse:
    """List the data sets, and make one of a recipe."""
    insist(request.user, "card.edit")
    scope, fault, recipe = scope_of(request), "", request.POST.get("recipe", "").replace("\0", "")
    if request.method == "POST":
        try:
            return redirect("jobs_run", acts.make(request.user, recipe)[1].pk)
        except ValidationError as told:
            fault = "；".join(told.messages)
    return render(request, "reading/tables.html", around(request, scope) | {
        "tables": Extracted.objects.select_related("who")[:200], "fault": fault, "recipe": recipe,
        "kinds": KINDS.items(),
    }, status=400 if fault else 200)  # fmt: skip


def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show a data set page by page, and take over what was corrected on one."""
    insist(request.user, "card.edit")
    table, scope = get_object_or_404(Extracted, pk=key), scope_of(request)
    pages = Paginator(in_scope(scope, kept_rows(table)), _A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    kept = standing(scope, page.object_list)
    fault = ""
    if request.method == "POST":
        try:
            rows = [one.row for one in kept]
            grid = _grid(request, recipe_of(str(table.recipe)), rows)
            acts.mend(request.user, table, rows, grid, request.POST.get("mark", ""))
            address = reverse("reading_table", args=[key])
            return redirect(f"{address}?page={page.number}&saved=1")
        except ValidationError as told:
            fault = "；".join(told.messages)
    return render(request, "reading/table.html", around(request, scope) | _page(
        table, scope, kept, page) | {"fault": fault, "saved": request.GET.get("saved") == "1"},
        status=400 if fault else 200)  # fmt: skip


def _page(table: Extracted, scope: Scope, kept: list[Kept], page: Any) -> dict[str, Any]:
    recipe = recipe_of(str(table.recipe))
    history: dict[str, list[Mending]] = {}
    ids = [one.row.id for one in kept]
    for one in Mending.objects.filter(table=table, row__in=ids).select_related("who"):
        history.setdefault(str(one.row), []).append(one)
    return {
        "table": table, "page": page, "columns": list(recipe.columns), "verdicts": VERDICTS,
        "gone": len(page.object_list) - len(kept), "total": page.paginator.count,
        "mark": acts.mark_of(table, [one.row for one in kept]),
        "rows": [_row(recipe, one, row, history.get(row.id, []))
                 for one, row in zip(kept, mended(table, kept), strict=True)],
        "formats": list(_MEDIA),
    }  # fmt: skip


def _row(recipe: Recipe, kept: Kept, row: Row, history: list[Mending]) -> dict[str, Any]:
    path = reverse("reading_passage", args=[row.work, row.start, row.end])
    return {
        "row": row, "link": f"{path}?sum={kept.sum}", "history": history,
        "cells": [(f"{row.id}:{number}", name, row.slots.get(name, ""), row.values.get(name, ""))
                  for number, name in enumerate(recipe.columns)],
    }  # fmt: skip


def _grid(request: HttpRequest, recipe: Recipe, rows: list[Row]) -> list[list[str]]:
    """Read the page as sent: the same table that the workbook holds."""
    told = {name: words.replace("\0", "")[:2000] for name, words in request.POST.items()
            if isinstance(words, str)}  # fmt: skip
    grid = [["代号", *recipe.columns, VERDICT, NOTE]]
    for row in rows:
        if f"{row.id}:{VERDICT}" not in told:
            continue  # a row that the editor did not have before him
        cells = [told.get(f"{row.id}:{number}", "") for number in range(len(recipe.columns))]
        grid.append([row.id, *cells, told[f"{row.id}:{VERDICT}"], told.get(f"{row.id}:{NOTE}", "")])
    if len(grid) - 1 != len(rows):
        raise ValidationError(acts.STALE)
    return grid


@require_POST
def again(request: HttpRequest, key: int) -> HttpResponse:
    """Take the rows out anew."""
    run = acts.take_again(request.user, get_object_or_404(Extracted, pk=key))
    return redirect("jobs_run", run.pk)


def export(request: HttpRequest, key: int, ending: str) -> HttpResponse:
    """Give the data set with its corrections and its evidence as a file."""
    insist(request.user, "card.edit")
    table, scope = get_object_or_404(Extracted, pk=key), scope_of(request)
    if ending not in _MEDIA:
        raise Http404
    kept = standing(scope, in_scope(scope, kept_rows(table)))
    if not kept:
        return refused(request, "表里没有可以取走的行。", 400)
    found = DataSet(recipe_of(str(table.recipe)), mended(table, kept), ())
    response = HttpResponse(data_writers(found)[f".{ending}"](), content_type=_MEDIA[ending])
    response["Content-Disposition"] = f'attachment; filename="fangzhi-table-{key}.{ending}"'
    return response
