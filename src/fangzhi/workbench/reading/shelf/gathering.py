"""Which rows the library should have: read off the works, the sources and what was taken in."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from fangzhi.model.value import mint_id
from fangzhi.workbench.reading.models import (
    HOUSE,
    OPEN,
    OUT,
    SOURCE,
    WAITING,
    WORK,
    Holding,
)  # fmt: skip
from fangzhi.workbench.sources.models import Source
from fangzhi.workbench.works.models import Standing, WorkPage

_SHELVED_STATES = ("定稿", "发布")
_ON_THE_WEB = "网上发布"
_KINDS = {"oral": "口述"}


def gather() -> None:
    """Bring the rows in line with the workbench; texts are read later, row by row."""
    with transaction.atomic():
        _works()
        _sources()


def _works() -> None:
    tops = _tops()
    kept = {row.page_id: row for row in Holding.objects.filter(origin=WORK)}
    for page in tops:
        row = kept.pop(page.pk, None)
        work = WorkPage.objects.get(path=page.path[:8])
        title = str(work.title) if page.depth == work.depth else f"{work.title} · {page.title}"
        if row is None:
            id = mint_id("library", "work", f"{work.work_id}\0{page.pk}")
            circle = OPEN if work.way == _ON_THE_WEB else HOUSE
            row = Holding(shelved=id, origin=WORK, page=page, circle=circle)
        elif row.state == OUT:
            row.state, row.is_due, row.told = WAITING, True, ""
        if row.pk is None or row.title != title or row.state == WAITING:
            row.title = title
            row.kind = _kind(work)
            row.save()
    for row in kept.values():
        withdraw(row, "这部书已退回编写，从资料库撤下；再次定稿后自动入库。")


def _tops() -> list[Page]:
    """Give the pages that are sealed or released as a whole, none of which stands in another."""
    rows = Standing.objects.filter(state__in=_SHELVED_STATES).select_related("page")
    found: list[Page] = []
    for row in rows.order_by("page__path"):
        if not any(row.page.path.startswith(top.path) for top in found):
            found.append(row.page)
    return found


def _kind(work: WorkPage) -> str:
    return "年鉴" if "年鉴" in str(work.kind) else "旧志" if "旧志" in str(work.kind) else "志书"


def _sources() -> None:
    kept = {row.source_id: row for row in Holding.objects.filter(origin=SOURCE)}
    for source in Source.objects.filter(isolated=False).exclude(Q(digest="")):
        row = kept.pop(source.pk, None)
        if row is None:
            id = mint_id("library", "source", f"{source.pk}\0{source.digest}")
            row = Holding(shelved=id, origin=SOURCE, source=source)
        if row.pk is None or row.title != source.title or row.author != source.author:
            row.title, row.author = source.title, source.author
            row.kind = _KINDS.get(source.kind, "史料")
            row.year, row.is_due = source.date, True
            row.save()
    for row in kept.values():
        row.delete()  # isolated or without an original: nothing of it stays


def withdraw(row: Holding, why: str) -> None:
    """Take a row off the shelf; the row stays, and says why."""
    if row.state != OUT:
        row.state, row.told, row.is_due = OUT, why, True
        row.save()
