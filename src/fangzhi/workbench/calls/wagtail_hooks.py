"""组稿收稿 in Wagtail's menu, for those who may see calls."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from fangzhi.workbench.people.rights import may


class _CallsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, "call.see").allowed


@hooks.register("register_admin_menu_item")
def calls_item() -> Any:
    """Lead to the calls."""
    return _CallsItem("组稿收稿", reverse("calls_all"), name="calls", icon_name="mail", order=150)
