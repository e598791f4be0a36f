"""Wagtail's template tags, with those of the frame kept: what does not change is not drawn again.

The settings name this library `wagtailadmin_tags`. What is kept goes by all that it depends on (the
roles of who is signed in, the kind of keyboard), so that a change of these is seen at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import json_script
from django.utils.translation import get_language
from wagtail.admin.menu import admin_menu
from wagtail.admin.telepath import JSContext
from wagtail.admin.templatetags import wagtailadmin_tags as theirs
from wagtail.admin.ui import sidebar

from fangzhi.workbench.people.rights import may, standings

register = template.Library()
register.tags.update(theirs.register.tags)
register.filters.update(theirs.register.filters)

_MOST = 500
_KEPT: dict[tuple[Any, ...], Any] = {}


class _Found:
    """Where the search field of the sidebar leads: titles, in our list of pages."""

    @property
    def url(self) -> str:
        """Give the address that the words are sent to, as `q`."""
        return reverse("wagtailadmin_explore_root")


def _once(key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    if key not in _KEPT:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        _KEPT[key] = make()
    return _KEPT[key]


@register.simple_tag(takes_context=True)
def sidebar_props(context: Any) -> Any:
    """Give the sidebar's entries: those of the roles that the person holds, and the name."""
    request = context["request"]
    user = request.user
    roles = frozenset(post.role for post in standings(user))
    # each entry asks the table of rights about roles alone (`may` without a place)
    key = ("sidebar", user.pk, user.first_name, user.get_username(), roles, get_language())
    return _once(key, lambda: _sidebar(request))


def _sidebar(request: Any) -> Any:
    account = [
        sidebar.LinkMenuItem("account", "我的账户", reverse("people_account"), icon_name="user"),
        sidebar.ActionMenuItem(
            "logout", "退出", reverse("people_frame_logout"), icon_name="logout"
        ),
    ]
    menu = sidebar.MainMenuModule(admin_menu.render_component(request), account, request.user)
    modules: list[Any] = [sidebar.WagtailBrandingModule(), menu]
    if may(request.user, "entry.see").allowed:
        modules.insert(1, sidebar.SearchModule(_Found()))
    return json_script({"modules": JSContext().pack(modules)}, element_id="wagtail-sidebar-props")


@register.simple_tag(takes_context=True)
def keyboard_shortcuts_dialog(context: Any) -> Any:
    """Give the list of keys, by the kind of keyboard."""
    request = context["request"]
    mac = bool(re.search(r"Mac|iPod|iPhone|iPad", request.headers.get("User-Agent", "")))
    told = {"request": request}
    return _once(("keys", mac, get_language()), lambda: render_to_string(
        "wagtailadmin/shared/keyboard_shortcuts_dialog.html",
        told | theirs.keyboard_shortcuts_dialog(told),
    ))  # fmt: skip


@register.simple_tag(takes_context=True)
def wagtail_config(context: Any) -> dict[str, Any]:
    """Give what Wagtail's scripts ask for; only the mark against forgery is each one's own."""
    told = {"request": context["request"]}
    fixed = _once(("config", get_language()), lambda: _plain(theirs.wagtail_config(told)))
    return {**fixed, "CSRF_TOKEN": get_token(context["request"])}


def _plain(value: Any) -> Any:
    """Say translated words out, so that they are not looked up again each time."""
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    return str(value) if isinstance(value, Promise) else value
