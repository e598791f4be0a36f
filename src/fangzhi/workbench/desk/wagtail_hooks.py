"""The workbench's look on Wagtail's pages."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def look() -> str:
    """Load the two colors and the type."""
    return format_html('<link rel="stylesheet" href="{}">', static("workbench/admin.css"))
