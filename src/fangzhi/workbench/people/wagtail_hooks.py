"""People in Wagtail's frame: menu items, and what of Wagtail's own the frame does not show."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.people.wagtail_routes import EDITS
from fangzhi.workbench.works.actions import thing_of

_NOT_OURS = {"explorer", "help", "settings", "reports", "images", "documents"}
"""Wagtail's menus for what is done on other pages here; 志书和年鉴 leads to the tree."""


class _ForWhoMay(MenuItem):
    """A menu item that is shown only to those who may follow it."""

    def __init__(self, action: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the table."""
        return may(request.user, self.action).allowed


@hooks.register("register_admin_menu_item")
def people_item() -> MenuItem:
    """人员."""
    return _ForWhoMay(
        "people.see", "人员和职责", reverse("people_users"), icon_name="user", order=800
    )


@hooks.register("register_admin_menu_item")
def units_item() -> MenuItem:
    """单位."""
    return _ForWhoMay("unit.edit", "单位", reverse("people_units"), icon_name="group", order=810)


@hooks.register("register_admin_menu_item")
def roles_item() -> MenuItem:
    """职责说明."""
    return _ForWhoMay("self", "职责说明", reverse("people_roles"), icon_name="help", order=900)


@hooks.register("construct_main_menu", order=1000)
def only_ours(request: HttpRequest, items: list[Any]) -> None:
    """Take away menus that lead to doors which are shut."""
    items[:] = [item for item in items if item.name not in _NOT_OURS]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's counts of pages, pictures and files mean nothing to an office."""
    items.clear()


@hooks.register("after_edit_page")
def edited(request: HttpRequest, page: Any) -> None:
    """Write what Wagtail's own form changed (a work's settings, a section's) into the ledger."""
    write(request.user, EDITS.get(type(page).__name__, "outline.edit"), thing_of(page))


@hooks.register("insert_global_admin_css")
def frame() -> str:
    """Load the look of what is ours in the frame: the word mark, no boxes for bulk actions."""
    return format_html('<link rel="stylesheet" href="{}">', static("people/frame.css"))
