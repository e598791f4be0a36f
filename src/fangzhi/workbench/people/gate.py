"""No route without a declared action: the gate in front of every view."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from wagtail.models import Page

from fangzhi.workbench.conf.faults import not_found, refused
from fangzhi.workbench.ledger import lines
from fangzhi.workbench.people.rights import may, reachable
from fangzhi.workbench.people.wagtail_routes import PAGE_KEYS, PAGES, WAGTAIL
from fangzhi.workbench.works.places import place_of

PUBLIC = "public"
"""Asks for no account: login, personal links (which carry their own right), static words."""
SIGNED_IN = "self"
"""Asks only for an account with any post."""


@cache
def declared() -> dict[str, str]:
    """Give the action of every route by its full name: those of our apps, and Wagtail's."""
    found = dict(WAGTAIL)
    for app in settings.INSTALLED_APPS:
        if app.startswith("fangzhi."):
            found |= getattr(import_module(f"{app}.urls"), "ROUTES", {})
    return found


def action_of(view_name: str) -> str | None:
    """Give the action that a route needs; a name ending in * speaks for all that begin so."""
    table = declared()
    if view_name in table:
        return table[view_name]
    starred = (key for key in table if key.endswith("*") and view_name.startswith(key[:-1]))
    best = max(starred, key=len, default=None)
    return table[best] if best is not None else None


def _page_named(name: str, kwargs: dict[str, Any]) -> Page | None:
    if not name.startswith("wagtailadmin"):
        return None
    number = next((kwargs[key] for key in PAGE_KEYS if kwargs.get(key) is not None), None)
    if number is None:
        return None
    page = Page.objects.filter(pk=number).first()
    if page is None:
        raise Http404
    return page


class RouteGate:
    """Middleware: refuses undeclared routes and people without the role, and logs each refusal.

    Where the action happens in the tree, the view asks `rights.insist` with the place; here is
    asked only whether the person holds a role that ever does such a thing.
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let through what is declared and allowed."""
        match = request.resolver_match
        name = match.view_name if match is not None else ""
        action = action_of(name)
        if action == PUBLIC:
            return None
        if not request.user.is_authenticated:
            from django.contrib.auth.views import redirect_to_login

            if request.method == "GET" and action is not None:
                return redirect_to_login(request.get_full_path())
            return refused(request, "请先登录。", 403)
        if action is None:
            lines.write(request.user, "route", request.path, "拒", route=name)
            raise Http404
        if name in PAGES and request.method == "POST":
            action = PAGES[name]
        page = _page_named(name, kwargs)
        if page is not None:
            return self._at(request, action, page)
        verdict = may(request.user, action)
        if not verdict.allowed:
            lines.write(request.user, action, request.path, "拒")
            return refused(request, verdict.reason)
        return None

    def _at(self, request: HttpRequest, action: str, page: Page) -> HttpResponse | None:
        """Ask the table about the page that one of Wagtail's own routes names."""
        verdict = may(request.user, action, place_of(page))
        # the way down to a post leads through the pages above it
        above = (
            request.method == "GET"
            and action == "entry.see"
            and any(path.startswith(page.path) for path in reachable(request.user))
        )
        if verdict.allowed or above:
            return None
        lines.write(request.user, action, request.path, "拒", reason=verdict.reason)
        return refused(request, verdict.reason) if verdict.visible else not_found(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> None:
        """Log a refusal that a view gave; the page is made by the handlers."""
        if isinstance(fault, PermissionDenied | Http404) and request.user.is_authenticated:
            try:
                match = resolve(request.path_info)
            except Resolver404:
                return
            if isinstance(fault, Http404) and not match.kwargs and not match.args:
                return
            action = action_of(match.view_name) or "route"
            lines.write(request.user, action, request.path, "拒", reason=str(fault))
