"""The menu of sources."""

from __future__ import annotations

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem


@hooks.register("register_admin_menu_item")
def sources_item() -> SubmenuMenuItem:
    """Lead to the register, the names, the interviews."""
    items = [
        MenuItem("资料登记", reverse("sources_register"), name="sources-register", order=1),
        MenuItem("名称库", reverse("sources_names"), name="sources-names", order=2),
        MenuItem("口述历史", reverse("sources_interviews"), name="sources-oral", order=3),
    ]
    return SubmenuMenuItem("资料", Menu(register_hook_name="none", items=items), name="sources",
                           icon_name="folder-open-1", order=300)  # fmt: skip
