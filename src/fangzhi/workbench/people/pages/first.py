"""The first-run page: it is there only while nobody has an account, and opens by the console's code."""

from __future__ import annotations

from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fangzhi.workbench.people.accounts import open_office
from fangzhi.workbench.people.entering import throttle
from fangzhi.workbench.people.office import is_new, is_opening_code
from fangzhi.workbench.people.pages.forms import FirstForm

_KEY = "first-run"


@require_http_methods(["GET", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """Name the office and make its administrator, then lead on."""
    if not is_new():
        raise Http404
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        address = throttle.address_of(request)
        seconds = throttle.wait(_KEY, address)
        if seconds:
            form.add_error("code", throttle.words(seconds))
        elif not is_opening_code(told["code"]):
            throttle.failed(_KEY, address)
            form.add_error("code", "启用码不对。请看启动工作台的窗口。")
        else:
            try:
                user = open_office(told["office"], told["username"], told["password"], told["name"])
            except ValidationError as fault:
                form.add_error("password", fault)
            else:
                throttle.came_in(_KEY)
                login(request, user, backend="django.contrib.auth.backends.ModelBackend")
                return redirect("people_codes")
    if form.errors:  # a browser is never sent a password back
        form.fields["password"].help_text = "密码没有留在页面上，请两处都重新填。至少十个字。"
    status = 422 if form.errors else 200
    return render(request, "people/first.html", {"form": form}, status=status)
