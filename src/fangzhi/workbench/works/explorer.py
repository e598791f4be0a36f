"""The list of pages (按页面浏览): what stands right below one, or what is found there by its title.

Stands in the place of Wagtail's own, which draws each cell by a template of its own, asks for
rights and states row by row, offers what is done elsewhere here, and finds nothing in Chinese.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localtime
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from fangzhi.workbench.people.rights import may, reachable
from fangzhi.workbench.works.models import EntryPage, ReferencePage, SectionPage, WorkPage
from fangzhi.workbench.works.places import paths_above, place_of

_STEP = 4
_EACH = 50
_KINDS = (WorkPage, SectionPage, EntryPage, ReferencePage)
_ORDERS = {
    "": ("path",),
    "title": ("title", "path"),
    "-title": ("-title", "path"),
    "when": ("latest_revision_created_at", "path"),
    "-when": ("-latest_revision_created_at", "path"),
    "kind": ("content_type__model", "path"),
}
_HEADS = (("title", "标题"), ("when", "改动时间"), ("kind", "类别"))
_COLUMNS = ("pk", "path", "title", "numchild", "latest_revision_created_at", "content_type_id")


class Line(NamedTuple):
    """One page in the list: its own address, and that of the editor where it leads further down."""

    title: str
    href: str
    edit: str
    when: str
    kind: str
    above: str = ""
    above_href: str = ""


def seen_by(user: Any, pages: Any) -> Any:
    """Keep the pages below the user's posts, and those above, that lead there.

    Whoever sees entries at all sees all below the post (`entry.see` is nobody's "own").
    """
    paths = list(reachable(user))
    if "" in paths:
        return pages
    seen = Q(pk__in=[])
    for path in paths:
        seen |= Q(path__startswith=path) | Q(path__in=paths_above(path)[:-1])
    return pages.filter(seen)


def explore(request: HttpRequest, parent_page_id: int = 0) -> HttpResponse:
    """Show the pages below one; the gate asked the table about it."""
    if parent_page_id:
        top = getattr(request, "named_page", None) or get_object_or_404(Page, pk=parent_page_id)
    else:
        top = Page.get_first_root_node()
    asked = {name: request.GET.get(name, "").strip()[:40] for name in ("q", "kind", "from", "to")}
    finding = any(asked.values())
    inside = top.get_descendants() if finding else top.get_children()
    order = request.GET.get("ordering", "")
    pages = _sifted(seen_by(request.user, inside), asked)
    pages = pages.order_by(*_ORDERS.get(order, _ORDERS[""])).values_list(*_COLUMNS)
    part = Paginator(pages, _EACH).get_page(request.GET.get("p"))
    return render(request, "works/explorer.html", {
        "page": top, "lines": _lines(list(part), top, finding), "part": part, "asked": asked,
        "root": top.depth == 1, "finding": finding, "way": _way(request.user, top),
        "heads": [(name, words, f"-{name}" if order == name and f"-{name}" in _ORDERS else name)
                  for name, words in _HEADS],
        "kinds": [(kind._meta.model_name, kind._meta.verbose_name) for kind in _KINDS],
        "ordering": order if order in _ORDERS else "",
        "may_see": top.depth > 1 and may(request.user, "entry.see", place_of(top)).allowed,
    })  # fmt: skip


def _sifted(pages: Any, asked: dict[str, str]) -> Any:
    """Keep pages by words of the title, kind, and day of the last change."""
    if asked["q"]:
        pages = pages.filter(title__icontains=asked["q"])
    kinds = {kind._meta.model_name: kind for kind in _KINDS}
    if asked["kind"] in kinds:
        pages = pages.filter(content_type=ContentType.objects.get_for_model(kinds[asked["kind"]]))
    for name, ends in (("from", "gte"), ("to", "lte")):
        if (day := _day(asked[name])) is not None:
            pages = pages.filter(**{f"latest_revision_created_at__date__{ends}": day})
    return pages


def _day(words: str) -> date | None:
    try:
        return datetime.strptime(words, "%Y-%m-%d").date()
    except ValueError:
        return None


def _lines(rows: list[Any], top: Page, finding: bool) -> list[Line]:
    """Make lines of rows; what was found further down tells where it stands."""
    at = reverse("wagtailadmin_explore_root")
    parents = {row[1][:-_STEP] for row in rows} - {top.path} if finding else set()
    named = {path: (title, f"{at}{pk}/") for path, title, pk in
             Page.objects.filter(path__in=parents).values_list("path", "title", "pk")
             } if parents else {}  # fmt: skip
    lines = []
    for pk, path, title, children, when, kind in rows:
        edit = f"{at}{pk}/edit/"
        model = ContentType.objects.get_for_id(kind).model_class()
        lines.append(Line(
            title, f"{at}{pk}/" if children else edit, edit if children else "",
            localtime(when).strftime("%Y-%m-%d %H:%M") if when else "",
            str(model._meta.verbose_name) if model else "", *named.get(path[:-_STEP], ("", "")),
        ))  # fmt: skip
    return lines


def _way(user: Any, top: Page) -> list[tuple[str, str]]:
    """Give the way down to a page: words and addresses of those above it."""
    if top.depth == 1:
        return []
    at = reverse("wagtailadmin_explore_root")
    above = Page.objects.filter(path__in=paths_above(top.path)[1:-1]).order_by("path")
    rows = seen_by(user, above).values_list("title", "pk")
    return [("全部志书和年鉴", at), *((title, f"{at}{pk}/") for title, pk in rows)]


class ExplorerPages(PageViewSet):
    """Wagtail's pages with our list."""

    model = Page

    # Wagtail keeps each view it makes; ours is a function already
    index_view = index_results_view = staticmethod(explore)
