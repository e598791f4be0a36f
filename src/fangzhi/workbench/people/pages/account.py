"""One's own account: password, one-time codes, going out everywhere."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangzhi.workbench.people import accounts
from fangzhi.workbench.people.entering import codes, sessions, throttle
from fangzhi.workbench.people.entering.login import safe_next, signed_out
from fangzhi.workbench.people.pages.forms import PasswordForm
from fangzhi.workbench.people.sealed import Unread, opened, sealed

_SECRET = "fangzhi.new-secret"


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show who one is here; set a new password."""
    user: Any = request.user
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if fault := _not_own(request, told["old"]):
            form.add_error("old", fault)
        elif _chosen(form, user, told["new"]):
            update_session_auth_hash(request, user)
            messages.success(request, "密码已换；在别处登录的都已退出。")
            return redirect("people_account")
    return _shown(request, form)


def _shown(request: HttpRequest, form: PasswordForm, fault: str = "") -> HttpResponse:
    user: Any = request.user
    return render(request, "people/account.html", {
        "form": form, "posts": user.posts.select_related("page"), "fault": fault,
        "sittings": sessions.sittings(request),
    }, status=422 if form.errors or fault else 200)  # fmt: skip


def _not_own(request: HttpRequest, password: str) -> str:
    """Say why this is not shown to be the account's owner; "" where it is. Guesses are slowed."""
    user: Any = request.user
    address = throttle.address_of(request)
    if seconds := throttle.wait(user.username, address):
        return throttle.words(seconds)
    if user.check_password(password):
        return ""
    throttle.failed(user.username, address)
    return "现在的密码不对。"


@require_POST
def leave_one(request: HttpRequest) -> HttpResponse:
    """End one of one's sessions, with the password: a session left open ends no other."""
    user: Any = request.user
    told = request.POST
    if fault := _not_own(request, told.get("password", "")[:256]):
        return _shown(request, PasswordForm(), fault)
    here = accounts.leave_one(user, told.get("which", ""), request.session.session_key)
    if here:
        return signed_out(request)
    messages.success(request, "那一处已经退出。")
    return redirect("people_account")


def _chosen(form: PasswordForm, user: Any, password: str) -> bool:
    try:
        accounts.choose_password(user, password)
    except ValidationError as fault:
        form.add_error("new", fault)
        return False
    return True


@require_http_methods(["GET", "POST"])
def set_codes(request: HttpRequest) -> HttpResponse:
    """Bind a phone that makes codes: show the picture, take a code as proof.

    Who has codes already gives one first, so that a session left open can't change the phone.
    """
    user: Any = request.user
    if user.totp_secret and not codes.stepped_up(request.session):
        return redirect(f"{reverse('people_code')}?{urlencode({'next': request.path})}")
    secret = opened(request.session.get(_SECRET, ""))
    if not secret or isinstance(secret, Unread):
        secret = codes.fresh_secret()
        request.session[_SECRET] = sealed(secret)
    fault = ""
    if request.method == "POST":
        step = codes.step_of(secret, codes.digits(request.POST.get("code", "")), 0)
        if step:
            accounts.keep_codes(user, secret, step)
            del request.session[_SECRET]
            codes.mark(request)
            messages.success(request, "动态码已启用。")
            return redirect(safe_next(request))
        fault = "动态码不对。请核对手机的时间是否自动设定，等换了新码再输。"
    shown = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render(request, "people/codes.html", {
        "fault": fault, "secret": shown, "next": safe_next(request),
        "interrupted": codes.interrupted(request), "for_all": settings.CODES_FOR_ALL,
    }, status=422 if fault else 200)  # fmt: skip


@require_GET
def code_picture(request: HttpRequest) -> HttpResponse:
    """Give the picture of the secret that is about to be bound, to nobody else."""
    secret = opened(request.session.get(_SECRET, ""))
    if not secret or isinstance(secret, Unread):
        raise Http404
    user: Any = request.user
    return HttpResponse(codes.picture(user, secret), content_type="image/svg+xml")


@require_POST
def leave_everywhere(request: HttpRequest) -> HttpResponse:
    """End all one's sessions."""
    user: Any = request.user
    accounts.leave_everywhere(user)
    return signed_out(request)
