"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from fangzhi.workbench.ledger.lines import write


class Entering(LoginView):
    """The page to sign in on."""

    template_name = "people/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: object) -> HttpResponse:
        """Sign in, and note it."""
        response: HttpResponse = super().form_valid(form)
        write(self.request.user, "self", "登录")
        return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    write(request.user, "self", "退出")
    logout(request)
    return redirect("people_login")
