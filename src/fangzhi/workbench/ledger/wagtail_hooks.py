"""The menu's ways to the ledger, shown to who may go them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from fangzhi.workbench.people.rights import may


class AllowedItem(MenuItem):
    """A menu item for who may do its action."""

    def __init__(self, label: str, url: str, action: str, **kwargs: Any) -> None:
        self.action = action
        super().__init__(label, url, **kwargs)

    def is_shown(self, request: Any) -> bool:
        """Show it to who may."""
        return may(request.user, self.action).allowed


@hooks.register("register_admin_menu_item")
def to_ledger() -> MenuItem:
    """Lead to the ledger."""
    return AllowedItem(
        "日志", reverse("ledger_lines"), "ledger.see", icon_name="history", order=860
    )


@hooks.register("register_admin_menu_item")
def to_audit() -> MenuItem:
    """Lead to the audit."""
    return AllowedItem(
        "核对", reverse("ledger_verifying"), "ledger.verify", icon_name="check", order=861
    )


@hooks.register("register_admin_menu_item")
def to_doctor() -> MenuItem:
    """Lead to the workbench's condition."""
    return AllowedItem("体检", reverse("ledger_doctor"), "doctor", icon_name="cogs", order=862)
