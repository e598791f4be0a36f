"""Pages of works: the list, the outline, and what is done on it."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.models import Page

from fangzhi.compile.kinds import work_kinds
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.people.rights import insist, may
from fangzhi.workbench.works import outline
from fangzhi.workbench.works.actions import add_entry, add_section, create_work
from fangzhi.workbench.works.listing import Asked, listing
from fangzhi.workbench.works.models import NODE_KINDS, EntryPage, WorkPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.summary import summaries

NO_TEMPLATE = "不用样板"


def works(request: HttpRequest) -> HttpResponse:
    """List the works that this user sees; make a new one."""
    if request.method == "POST":
        title = request.POST.get("title", "").strip()
        if title:
            page = create_work(
                request.user, title, request.POST.get("kind", ""),
                level=request.POST.get("level", "县"), way=request.POST.get("way", "公开出版"),
                template=request.POST.get("outline") != NO_TEMPLATE,
            )  # fmt: skip
            return redirect("works_outline", page.pk)
    return render(request, "works/works.html", {
        "works": summaries(request.user),
        "kinds": list(work_kinds()),
        "no_template": NO_TEMPLATE,
        "levels": [x for x, _ in WorkPage._meta.get_field("level").choices],
        "ways": [x for x, _ in WorkPage._meta.get_field("way").choices],
        "may_create": may(request.user, "work.create").allowed,
    })  # fmt: skip


_MOST = 600
"""Lines of an outline on one page: more are slow in a browser, and nobody reads them at once."""


def outline_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the outline of a work, or of a part of it; a large one folded, and in parts.

    With `?under=<level>`, only the lines below it, to be put under its own line.
    """
    page = seen(request, page_id)
    place = place_of(page)
    editing = may(request.user, "outline.edit", place)
    edits = editing.allowed
    at, under = _number(request, "at"), _number(request, "under")
    shown = listing(request.user, Asked(page, _MOST, at, under, edits))
    if "under" in request.GET:
        return HttpResponse(shown.lines)
    find = request.GET.get("find", "").strip()[:40]
    return render(request, "works/outline.html", {
        "page": page, "shown": shown, "may_edit": edits, "why_not": editing.reason,
        "may_appoint": may(request.user, "people.edit").allowed, "state": place.state, "most": _MOST,
        "entries_at": reverse("wagtailadmin_explore_root"),
        "kinds": [kind for kind, _ in NODE_KINDS],
        "units": Unit.objects.filter(is_active=True) if edits else (),
        "doors": doors(request.user, page), "find": find,
        "found": outline.referable(request.user, page, find) if edits and find else (),
    })  # fmt: skip


def _number(request: HttpRequest, name: str) -> int:
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 else 0


_DOORS = (
    ("entry.import", "works_import", "导入来稿"),
    ("check.see", "works_check", "机检和疑点"),
    ("check.see", "works_conflicts", "互相矛盾的地方"),
    ("review.see", "reviews_of", "审稿"),
    ("work.export", "works_export", "导出成书"),
    ("entry.edit", "works_asides", "待合并"),
)


def doors(user: Any, page: Page) -> list[tuple[str, str]]:
    """Give what this user may go on to from a page: address and words."""
    place = place_of(page)
    return [(reverse(name, args=[page.pk]), words) for action, name, words in _DOORS
            if may(user, action, place).allowed]  # fmt: skip


@require_POST
def change(request: HttpRequest, page_id: int) -> JsonResponse:
    """Do one thing to the outline, told as JSON; answer with what to show, or why not."""
    page = seen(request, page_id)
    try:
        told = json.loads(request.body)
        done = _CHANGES[told["do"]](request, page, told)
    except (KeyError, TypeError, ValueError):
        return JsonResponse({"reason": "没有看懂要做什么，请刷新页面再试。"}, status=400)
    except ValidationError as fault:
        return JsonResponse({"reason": "".join(fault.messages)}, status=409)
    return JsonResponse(done or {})


def _add(request: HttpRequest, page: Page, told: dict[str, Any]) -> dict[str, Any]:
    title = str(told["title"]).strip()
    if not title:
        raise ValidationError("标题不能空着。")
    unit = _unit(told)
    if told["kind"] == "条目":
        made = add_entry(request.user, page, title, unit)
    else:
        made = add_section(request.user, page, title, str(told["kind"]), unit)
    return {"page": made.pk}


def _move(request: HttpRequest, page: Page, told: dict[str, Any]) -> None:
    outline.move(request.user, page, seen(request, int(told["parent"])), int(told["position"]))


def _title(request: HttpRequest, page: Page, told: dict[str, Any]) -> None:
    outline.retitle(request.user, page, str(told["title"]))


def _assign(request: HttpRequest, page: Page, told: dict[str, Any]) -> None:
    outline.assign(request.user, page, _unit(told))


def _delete(request: HttpRequest, page: Page, told: dict[str, Any]) -> None:
    outline.delete(request.user, page)


def _unit(told: dict[str, Any]) -> Unit | None:
    return get_object_or_404(Unit, pk=int(told["unit"])) if told.get("unit") else None


def _refer(request: HttpRequest, page: Page, told: dict[str, Any]) -> dict[str, Any]:
    target = seen(request, int(told["target"]))
    if not isinstance(target, EntryPage):
        raise ValidationError("只能引用条目。")
    return {
        "page": outline.refer(request.user, page, target, fixed=bool(told.get("fixed", True))).pk
    }


_CHANGES = {"add": _add, "move": _move, "title": _title, "unit": _assign, "delete": _delete,
            "refer": _refer}  # fmt: skip


def seen(request: HttpRequest, page_id: int) -> Any:
    """Give the page if this user may see it; else there is no such page."""
    page = Page.objects.filter(pk=page_id, depth__gt=1).first()
    if page is None:
        raise Http404
    page = page.specific
    insist(request.user, "entry.see", place_of(page))
    return page
