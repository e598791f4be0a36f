"""The menu's 办公, with its pages below it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from fangzhi.workbench.people.rights import may

_PAGES = (
    ("任务", "office_tasks", "tasks"), ("会议", "office_meetings", "form"),
    ("志鉴登记", "office_registry", "list-ul"), ("季度通报", "office_notices", "doc-full"),
    ("上报包", "office_packages", "upload"),
)  # fmt: skip


class _OfficeMenu(SubmenuMenuItem):
    """Shown to who sees office matters."""

    def is_shown(self, request: Any) -> bool:
        """Ask the table."""
        return may(request.user, "office.see").allowed


@hooks.register("register_admin_menu_item")
def office_item() -> MenuItem:
    """Lead to the pages of office work."""
    items = [MenuItem(words, reverse(name), name=name, icon_name=icon, order=order)
             for order, (words, name, icon) in enumerate(_PAGES)]  # fmt: skip
    return _OfficeMenu(
        "办公", Menu(items=items), name="office", icon_name="calendar-alt", order=400
    )
