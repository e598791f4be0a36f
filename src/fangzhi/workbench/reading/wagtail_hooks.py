"""The menu's way to the reading room and the library."""

from __future__ import annotations

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem


@hooks.register("register_admin_menu_item")
def library_item() -> SubmenuMenuItem:
    """Lead to the reading room, the cards and the library's own page."""
    items = [
        MenuItem("阅览室", reverse("reading_search"), name="reading-room", order=1),
        MenuItem("依据卡", reverse("reading_cards"), name="reading-cards", order=2),
        MenuItem("资料库", reverse("reading_shelf"), name="reading-shelf", order=3),
    ]
    return SubmenuMenuItem("用志", Menu(register_hook_name="none", items=items), name="reading",
                           icon_name="search", order=310)  # fmt: skip
