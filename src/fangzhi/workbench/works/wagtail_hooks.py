"""Where Wagtail's pages give way to ours: an entry is written in our editor; what is shown to whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.works.explorer import ExplorerPages, seen_by
from fangzhi.workbench.works.models import EntryPage
from fangzhi.workbench.works.places import place_of


@hooks.register("before_edit_page")
def edit_here(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Open an entry in the workbench's own editor."""
    insist(request.user, "entry.see", place_of(page))
    if isinstance(page, EntryPage):
        from fangzhi.workbench.works.editing import editor

        return editor(request, page)
    if request.method == "POST":
        insist(request.user, "outline.edit", place_of(page))
    return None


@hooks.register("construct_explorer_page_queryset")
def only_what_may_be_seen(parent: Any, pages: Any, request: HttpRequest) -> Any:
    """List only pages below the user's posts (and those above, that lead there)."""
    return seen_by(request.user, pages)


@hooks.register("register_admin_menu_item")
def works_item() -> MenuItem:
    """Lead to the works."""
    return MenuItem("志书和年鉴", reverse("works_works"), name="works", icon_name="folder-open-inverse",
                    order=100)  # fmt: skip


@hooks.register("register_admin_viewset", order=10)
def explorer() -> Any:
    """List pages our way, after Wagtail registered its own."""
    return ExplorerPages()
