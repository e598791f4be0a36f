"""Units: the list, one unit, a list brought in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from fangzhi.collect.readers import read_file
from fangzhi.model.manuscript import tables
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.people.pages.forms import ListForm, UnitForm
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.people.unit_list import pasted, rows_of
from fangzhi.workbench.people.units import put_unit, take_list

_SIZE = 8 * 1024 * 1024


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """List the units, those no longer in use at the end."""
    insist(request.user, "unit.edit")
    return render(request, "people/units.html", {
        "units": Unit.objects.order_by("-is_active", "name"),
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Enter a unit, or change one."""
    insist(request.user, "unit.edit")
    unit = get_object_or_404(Unit, pk=number) if number is not None else None
    form = UnitForm(request.POST or None, instance=unit)
    if request.method == "POST" and form.is_valid():
        put_unit(request.user, form.instance)
        messages.success(request, f"已保存：{form.instance.name}")
        return redirect("people_units")
    return render(request, "people/unit.html", {"form": form, "unit": unit},
                  status=422 if form.errors else 200)  # fmt: skip


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Bring in a list, wholly or not at all; say line by line what could not be read."""
    insist(request.user, "unit.edit")
    form = ListForm(request.POST or None, request.FILES or None)
    faults: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        cells, said = _cells(form.cleaned_data)
        rows, faults = rows_of(cells)
        faults = (*said, *faults)
        if rows and not faults:
            taken = take_list(request.user, rows)
            messages.success(
                request,
                f"新登记{len(taken.added)}个单位，原有{len(taken.known)}个（只补了空着的项）。",
            )
            return redirect("people_units")
        faults = faults or ("没有读到单位。",)
    return render(request, "people/unit_list.html", {"form": form, "faults": faults},
                  status=422 if faults or form.errors else 200)  # fmt: skip


def _cells(told: dict[str, Any]) -> tuple[list[list[str]], tuple[str, ...]]:
    """Give the rows of the pasted text or of the workbook's first table, and what went wrong."""
    file = told.get("file")
    if not file:
        return pasted(told["pasted"]), ()
    if file.size > _SIZE:
        return [], ("文件太大，不像一份名单。",)
    with tempfile.TemporaryDirectory() as folder:
        # the name is the sender's; only its ending is used
        ending = "".join(c for c in Path(file.name).suffix.lower() if c.isascii() and c.isalnum())
        path = Path(folder) / f"名单.{ending}"
        path.write_bytes(file.read())
        reading = read_file(path, Path(folder), recognize=False)
    table = next(tables(reading.manuscript), None)
    if table is None:
        said = tuple(found.message for found in reading.findings)
        return [], said or ("文件里没有表格。",)
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text.text
    return grid, ()
