"""The menu's way to the background runs."""

from __future__ import annotations

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def to_runs() -> MenuItem:
    """Lead to the runs."""
    return MenuItem("后台任务", reverse("jobs_runs"), icon_name="tasks", order=850)
