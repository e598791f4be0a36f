"""The workbench's look on Wagtail's pages, and its own home page."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from fangzhi.workbench.desk.today import Today


@hooks.register("insert_global_admin_css")
def look() -> str:
    """Load the two colors and the type."""
    return format_html('<link rel="stylesheet" href="{}">', static("workbench/admin.css"))


@hooks.register("construct_homepage_panels")
def only_today(request: Any, panels: list[Any]) -> None:
    """Put what waits today in the place of Wagtail's panels."""
    panels[:] = [Today()]
