"""No route without a declared action: the gate in front of every view."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.models import Page

from fangzhi.workbench.conf.faults import not_found, refused, wants_json
from fangzhi.workbench.ledger import lines
from fangzhi.workbench.people.entering import codes, sessions
from fangzhi.workbench.people.rights import NeedsCode, may, reachable, standings
from fangzhi.workbench.people.wagtail_routes import EDITS, PAGE_KEYS, WAGTAIL, Door
from fangzhi.workbench.works.places import place_of

PUBLIC = "public"
"""Asks for no account: login, personal links (which carry their own right), static words."""
ACCOUNT = "account"
"""Asks only for an account: one's own password, going out."""
SIGNED_IN = "self"
"""Asks only for an account with any post."""
_LOOKS = ("GET", "HEAD", "OPTIONS")
_NEW_HERE = "您的账户还没有安排职责，请与管理员联系。"
_NOT_THERE = "没有这个页面，或者不能看到"
_CODE_FIRST = "这一步要先输入动态码。输入后请再做一次。"


@cache
def declared() -> dict[str, Door]:
    """Give the actions of every route by its full name: those of our apps, and Wagtail's."""
    found = dict(WAGTAIL)
    for app in settings.INSTALLED_APPS:
        if app.startswith("fangzhi."):
            routes = getattr(import_module(f"{app}.urls"), "ROUTES", {})
            for name, told in routes.items():
                found[name] = Door(told, told) if isinstance(told, str) else Door(*told)
    return found


def door_of(view_name: str) -> Door | None:
    """Give what a route needs; a name ending in * speaks for all that begin so."""
    table = declared()
    if view_name in table:
        return table[view_name]
    starred = (key for key in table if key.endswith("*") and view_name.startswith(key[:-1]))
    best = max(starred, key=len, default=None)
    return table[best] if best is not None else None


def action_of(view_name: str, method: str = "GET") -> str | None:
    """Give the action that a request for a route is; None where it is not declared or shut."""
    door = door_of(view_name)
    if door is None:
        return None
    return (door.look if method in _LOOKS else door.do) or None


def _page_named(name: str, kwargs: dict[str, Any]) -> Page | None:
    """Give the page that an address is about; 404 where it is not there."""
    keys = PAGE_KEYS if name.startswith("wagtailadmin") else PAGE_KEYS[:1]
    number = next((kwargs[key] for key in keys if kwargs.get(key) is not None), None)
    if number is None:
        return None
    page = Page.objects.filter(pk=number).first()
    if page is None:
        raise Http404
    return page


class RouteGate:
    """Middleware: refuses undeclared routes and people without the role, and logs each refusal.

    Where the action happens in the tree, the view asks `rights.insist` with the place; here is
    asked only whether the person holds a role that ever does such a thing. Wagtail's own pages
    are asked about their place here.
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
        action = action_of(name, request.method or "")
        if action == PUBLIC:
            return None
        if request.user.is_authenticated and sessions.grown_old(request.session):
            logout(request)
            messages.info(request, sessions.HEADING)
        elif request.user.is_authenticated:
            sessions.note(request)
        if not request.user.is_authenticated:
            return _sent_to_login(request, action)
        request.user.stepped_up = codes.stepped_up(request.session)
        if action == ACCOUNT:
            return None
        if action is None:
            lines.write(request.user, "route", request.path, "拒", route=name)
            raise Http404
        if not standings(request.user):
            lines.write(request.user, action, request.path, "拒")
            return refused(request, _NEW_HERE)
        if settings.CODES_FOR_ALL and not request.user.stepped_up:
            return _asked_for_code(request, action)
        return self._asked(request, name, action, kwargs)

    def _asked(
        self, request: HttpRequest, name: str, action: str, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        page = request.named_page = _page_named(name, kwargs)
        if page is not None and name.startswith("wagtailadmin"):
            return self._at(request, action, page)
        verdict = may(request.user, action)
        if not verdict.allowed:
            lines.write(request.user, action, request.path, "拒")
            # whoever may not see the page is not told that it is there
            hidden = page is not None and not may(request.user, "entry.see", place_of(page)).visible
            return not_found(request) if hidden else refused(request, verdict.reason)
        if action in codes.STEP_UP and not request.user.stepped_up:
            return _asked_for_code(request, action)
        return None

    def _at(self, request: HttpRequest, action: str, page: Page) -> HttpResponse | None:
        """Ask the table about the page that one of Wagtail's own routes names."""
        if action == "edit":
            kind = page.specific_class.__name__ if page.specific_class else ""
            action = EDITS.get(kind, "outline.edit")
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

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Log a refusal that a view gave (the handlers make the page); lead to the code's page."""
        if isinstance(fault, NeedsCode):
            return _asked_for_code(request, fault.action)
        if not isinstance(fault, PermissionDenied | Http404) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match is None or (isinstance(fault, Http404) and not match.kwargs and not match.args):
            return None
        action = action_of(match.view_name, request.method or "") or "route"
        if action != ACCOUNT:
            reason = _NOT_THERE if isinstance(fault, Http404) else str(fault)
            lines.write(request.user, action, request.path, "拒", reason=reason)
        return None


def _sent_to_login(request: HttpRequest, action: str | None) -> HttpResponse:
    if request.method == "GET" and action is not None and not wants_json(request):
        return redirect_to_login(request.get_full_path())
    return refused(request, "请先登录。没有保存的文字请先复制下来。")


def _asked_for_code(request: HttpRequest, action: str) -> HttpResponse:
    """Lead to the code's page and from there back: to the page, or to the one with the form."""
    if wants_json(request):
        return refused(request, _CODE_FIRST)
    back = request.get_full_path()
    if request.method != "GET":
        told = urlsplit(request.headers.get("Referer", ""))
        back = told.path or "/"
        messages.info(request, _CODE_FIRST)
    return redirect(f"{reverse('people_code')}?{urlencode({'next': back, 'for': action})}")
