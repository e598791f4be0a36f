"""The page to sign in on, the page for the one-time code, the link to set a password, leaving."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import (
    url_has_allowed_host_and_scheme,
    urlsafe_base64_decode,
    urlsafe_base64_encode,
)
from django.views.decorators.http import require_http_methods, require_POST

from fangzhi.workbench.conf.faults import refused
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.accounts import choose_password
from fangzhi.workbench.people.entering import codes, throttle
from fangzhi.workbench.people.models import User
from fangzhi.workbench.people.office import is_new

_WRONG = "用户名或密码不对。请核对后再试；忘了密码，请管理员发一个重设链接。"
_SPENT = "这个链接已经用过，或者过了期。请管理员再发一个。"
_LONGEST_PASSWORD = 256


class EnteringForm(AuthenticationForm):
    """Name and password; the same words whatever was wrong, so that no name is told."""

    error_messages = {"invalid_login": _WRONG, "inactive": _WRONG}

    def clean(self) -> Any:
        """Ask for a wait first: a guess during the wait is not even looked at."""
        name = self.cleaned_data.get("username") or ""
        address = throttle.address_of(self.request)
        seconds = throttle.wait(name, address)
        if seconds:
            raise self._said(throttle.words(seconds))
        if len(self.cleaned_data.get("password") or "") > _LONGEST_PASSWORD:
            raise self._said(_WRONG)
        return super().clean()

    def _said(self, words: str) -> Exception:
        from django.core.exceptions import ValidationError

        return ValidationError(words, code="wait" if words != _WRONG else "invalid_login")


class Entering(LoginView):
    """The page to sign in on."""

    template_name = "people/login.html"
    authentication_form = EnteringForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; where nobody has an account yet, lead to the first-run page."""
        if is_new():
            return redirect("people_first")
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in under a new session key, and note it."""
        answer: HttpResponse = super().form_valid(form)
        throttle.came_in(form.cleaned_data["username"])
        write(self.request.user, "self", "登录")
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Count a wrong guess; the ledger gets no typed name, people type passwords there."""
        address = throttle.address_of(self.request)
        if form.has_error("__all__", "invalid_login"):
            name = form.cleaned_data.get("username") or ""
            throttle.failed(name, address)
            known = User.objects.filter(username=name).first()
            write(known or "匿名", "self", "登录", "拒", address=address)
        answer: HttpResponse = super().form_invalid(form)
        return answer


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    write(request.user, "self", "退出")
    return signed_out(request)


def signed_out(request: HttpRequest) -> HttpResponse:
    """End the session; the browser lets go of what it kept, a draft not saved too.

    The editor asks before such a draft is left; after a crash or a session run out it stays.
    """
    logout(request)
    answer = redirect("people_login")
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


def safe_next(request: HttpRequest) -> str:
    """Give the address to go on to, if it is one of ours."""
    told = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(
        told, {request.get_host()}, require_https=request.is_secure()
    )
    return told if here else reverse("wagtailadmin_home")


@require_http_methods(["GET", "POST"])
def give_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the moment before an approval, once a session."""
    user: Any = request.user
    if not user.totp_secret:
        told = {"next": safe_next(request), "for": request.GET.get("for", "")}
        return redirect(f"{reverse('people_codes')}?{urlencode(told)}")
    fault = ""
    if request.method == "POST":
        address = throttle.address_of(request)
        key = f"code:{user.username}"
        seconds = throttle.wait(key, address)
        if seconds:
            fault = throttle.words(seconds)
        elif codes.takes(user, request.POST.get("code", "")):
            throttle.came_in(key)
            codes.mark(request)
            write(user, "self", "动态码")
            return redirect(safe_next(request))
        else:
            throttle.failed(key, address)
            write(user, "self", "动态码", "拒", address=address)
            fault = "动态码不对，或者已经用过。请等手机上换了新码再输。"
    return render(request, "people/code.html", {
        "fault": fault, "next": safe_next(request), "interrupted": codes.interrupted(request),
        "for_all": settings.CODES_FOR_ALL,
    }, status=422 if fault else 200)  # fmt: skip


def link_for(user: User) -> str:
    """Give the path of a link by which this user sets a password, once, within three days."""
    number = urlsafe_base64_encode(str(user.pk).encode())
    return reverse("people_new_password", args=[number, default_token_generator.make_token(user)])


@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Set a password by link. Opening it spends nothing: mail scanners open links too."""
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(number)), is_active=True).first()
    except (ValueError, OverflowError):
        user = None
    if user is None or not default_token_generator.check_token(user, token):
        return refused(request, _SPENT, 404)
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        choose_password(user, form.cleaned_data["new_password1"])
        throttle.came_in(user.username)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("wagtailadmin_home")
    status = 422 if form.errors else 200
    return render(request, "people/new_password.html", {"form": form, "person": user},
                  status=status)  # fmt: skip
