"""The menu's way to the reviews."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from fangzhi.workbench.people.rights import may


class ReviewItem(MenuItem):
    """Shown to who may see reviews."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether this user holds a post that sees reviews."""
        return may(request.user, "review.see").allowed


@hooks.register("register_admin_menu_item")
def reviews_item() -> Any:
    """Lead to the rounds."""
    return ReviewItem("审稿", reverse("reviews_rounds"), name="reviews", icon_name="list-ul",
                      order=300)  # fmt: skip
