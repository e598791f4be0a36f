"""Pages of the registry: the list, one work, a workbook in and out, awards and claims."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangzhi.collect.readers import read_file
from fangzhi.model.manuscript import tables
from fangzhi.project.reporting.values import STAGES, count_stages
from fangzhi.workbench.office.answers import XLSX, done, download, number, told
from fangzhi.workbench.office.models import DATES, LEVELS, Claimed, Prize, Registered
from fangzhi.workbench.office.registry import actions
from fangzhi.workbench.office.registry.rows import lines_of, registry_xlsx
from fangzhi.workbench.people.rights import insist, may, reachable
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import WorkPage

_SIZE = 16 * 1024 * 1024


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """List the works, filtered by kind and stage, with what is claimed and what is evidenced."""
    insist(request.user, "office.see")
    rows = Registered.objects.prefetch_related("prizes")
    kinds = list(Registered.objects.order_by("kind").values_list("kind", flat=True).distinct())
    kind, stage = request.GET.get("kind", ""), request.GET.get("stage", "")
    if kind:
        rows = rows.filter(kind=kind)
    if stage:
        rows = rows.filter(stage=stage)
    return render(request, "office/registry.html", {
        "works": rows, "kinds": kinds, "kind": kind, "stage": stage, "stages": STAGES,
        "counts": count_stages(actions.lines()), "claims": actions.claims(),
        "unregistered": _unregistered(request.user),
        "may_edit": may(request.user, "office.edit").allowed,
    })  # fmt: skip


def _unregistered(user: Any) -> list[WorkPage]:
    return [page for page in _own_works(user) if not Registered.objects.filter(page=page).exists()]


def _own_works(user: Any) -> list[WorkPage]:
    roots = {path[:8] for path in reachable(user)}
    works = WorkPage.objects.order_by("title").defer("settings")
    return [page for page in works if "" in roots or page.path in roots]


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """Show a registered work; enter or amend it."""
    insist(request.user, "office.see" if request.method == "GET" and key else "office.edit")
    work = get_object_or_404(Registered, pk=key) if key is not None else Registered(dates={})
    fault = ""
    if request.method == "POST":
        page = _page(request, work)
        try:
            actions.put(request.user, work, request.POST.dict(), page)
        except ValidationError as why:
            fault = told(why)
        else:
            messages.success(request, f"已登记：{work}")
            return redirect("office_work", work.pk)
    else:
        _begin(request, work)
    return render(request, "office/work.html", {
        "work": work, "fault": fault, "levels": LEVELS, "stages": STAGES,
        "days": [(day, work.dates.get(day, "")) for day in DATES],
        "pages": _own_works(request.user), "prizes": work.prizes.all() if work.pk else (),
        "may_edit": may(request.user, "office.edit").allowed,
    }, status=422 if fault else 200)  # fmt: skip


def _page(request: HttpRequest, work: Registered) -> WorkPage | None:
    key = number(request.POST.get("page"))
    own = {page.pk: page for page in _own_works(request.user)}
    if work.page_id and work.page_id not in own:
        return work.page  # somebody else's link stays
    return own.get(key)


def _begin(request: HttpRequest, work: Registered) -> None:
    """Begin an entry from a work that is compiled here: its title, kind and level as they are."""
    page = {p.pk: p for p in _own_works(request.user)}.get(number(request.GET.get("page")))
    if page is not None and work.pk is None:
        work.title, work.kind, work.page = page.title, page.kind, page
        work.level = "乡村" if page.level in ("乡", "村") else page.level


@require_POST
def award(request: HttpRequest, key: int) -> HttpResponse:
    """Enter an award."""
    work = get_object_or_404(Registered, pk=key)
    sent, file = request.POST, request.FILES.get("file")
    done(request, "已登记获奖。", lambda: actions.award(
        request.user, work, name=sent.get("name", ""), year=sent.get("year", ""),
        given_by=sent.get("given_by", ""), number=sent.get("number", ""),
        file=(file.name, file.read()) if file is not None else None,
    ))  # fmt: skip
    return redirect("office_work", key)


@require_GET
def prize(request: HttpRequest, key: int) -> HttpResponse:
    """Give the scan of an award's document."""
    insist(request.user, "office.see")
    row = get_object_or_404(Prize.objects.exclude(digest=""), pk=key)
    return download(store()[row.digest], f"{row.name}-{row.digest[:8]}")


@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """Note a claim."""
    sent = request.POST
    done(request, "已记下自报数。", lambda: actions.claim(
        request.user, sent.get("words", ""), number(sent.get("claimed")), sent.get("source", "")
    ))  # fmt: skip
    return redirect("office_registry")


@require_POST
def unclaim(request: HttpRequest, key: int) -> HttpResponse:
    """Take a claim back."""
    row = get_object_or_404(Claimed, pk=key)
    done(request, "已撤去自报数。", lambda: actions.unclaim(request.user, row))
    return redirect("office_registry")


@require_POST
def unaward(request: HttpRequest, key: int) -> HttpResponse:
    """Take an award back."""
    row = get_object_or_404(Prize.objects.select_related("work"), pk=key)
    work = row.work_id
    done(request, "已撤去这一项获奖。", lambda: actions.unaward(request.user, row))
    return redirect("office_work", work)


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Bring a workbook in."""
    insist(request.user, "office.edit")
    faults: tuple[str, ...] = ()
    taken = None
    if request.method == "POST":
        cells, faults = _cells(request.FILES.get("file"))
        if not faults:
            rows, faults = lines_of(cells)
            if not rows:
                faults = faults or ("表里没有志鉴。",)
        if not faults:
            taken = actions.take_list(request.user, rows)
    return render(request, "office/registry_list.html", {"faults": faults, "taken": taken},
                  status=422 if faults else 200)  # fmt: skip


def _cells(file: Any) -> tuple[list[list[str]], tuple[str, ...]]:
    """Give the rows of a workbook's first table, and what went wrong."""
    if file is None:
        return [], ("请先选一个 Excel 文件。",)
    if file.size > _SIZE:
        return [], ("文件太大，不像一份登记表。",)
    with tempfile.TemporaryDirectory() as folder:
        ending = "".join(c for c in Path(file.name).suffix.lower() if c.isascii() and c.isalnum())
        path = Path(folder) / f"登记.{ending}"
        path.write_bytes(file.read())
        reading = read_file(path, Path(folder), recognize=False)
    table = next(tables(reading.manuscript), None)
    if table is None:
        return [], tuple(found.message for found in reading.findings) or ("文件里没有表格。",)
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text.text
    return grid, ()


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Give the registry as a workbook."""
    insist(request.user, "office.see")
    return download(registry_xlsx(actions.lines()), "志鉴登记.xlsx", XLSX)
