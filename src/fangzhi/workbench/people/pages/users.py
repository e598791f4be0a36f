"""Users: who has an account, which posts, a link to set a password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.models import Page

from fangzhi.workbench.people import accounts, actions
from fangzhi.workbench.people.entering.login import link_for
from fangzhi.workbench.people.models import Post, Unit, User
from fangzhi.workbench.people.pages.forms import AmendForm, PostForm, UserForm
from fangzhi.workbench.people.rights import insist, may


@require_GET
def users(request: HttpRequest) -> HttpResponse:
    """List the people, those who left at the end."""
    insist(request.user, "people.see")
    people = User.objects.select_related("unit").prefetch_related("posts__page")
    return render(request, "people/users.html", {
        "people": people.order_by("-is_active", "name", "username"),
        "may_edit": may(request.user, "people.edit").allowed,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open an account; the link to set its password stands on the next page."""
    form = UserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            user = accounts.invite(request.user, told["username"], told["name"], told["unit"],
                                   told["phone"])  # fmt: skip
        except ValidationError as fault:
            _tell(form, fault)
        else:
            return _with_link(request, user, PostForm(places()))
    return render(request, "people/add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show one person with posts; change name, unit, telephone."""
    insist(request.user, "people.see" if request.method == "GET" else "people.edit")
    user = get_object_or_404(User, pk=number)
    start = {"name": user.name, "unit": user.unit, "phone": user.phone}
    form = AmendForm(request.POST or None, initial=start)
    form.fields["unit"].queryset = Unit.objects.all()
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        accounts.amend(request.user, user, told["name"], told["unit"], told["phone"])
        messages.success(request, "已保存。")
        return redirect("people_user", number)
    return _page(request, user, form, status=422 if form.errors else 200)


@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Let an account sign in no more, or again."""
    user = get_object_or_404(User, pk=number)
    active = request.POST.get("active") == "1"
    if not active and user == request.user:
        messages.error(request, "不能停用自己的账户，请另一位管理员来做。")
        return redirect("people_user", number)
    return _done(request, number, lambda: actions.set_active(request.user, user, active))


@require_POST
def link(request: HttpRequest, number: int) -> HttpResponse:
    """Make the old password void and show a link to set a new one."""
    user = get_object_or_404(User, pk=number)
    accounts.take_password(request.user, user, codes=request.POST.get("codes") == "1")
    return _with_link(request, user, PostForm(places()))


@require_POST
def give(request: HttpRequest, number: int) -> HttpResponse:
    """Give a post."""
    user = get_object_or_404(User, pk=number)
    form = PostForm(places(), request.POST)
    if not form.is_valid():
        return _page(request, user, None, form, status=422)
    told = form.cleaned_data
    page = get_object_or_404(Page, pk=told["page"]) if told["page"] else None
    return _done(request, number, lambda: actions.give_post(request.user, user, told["role"], page))


@require_POST
def take(request: HttpRequest, number: int, post: int) -> HttpResponse:
    """Take a post."""
    held = get_object_or_404(Post, pk=post, user_id=number)
    return _done(request, number, lambda: actions.take_post(request.user, held))


def places() -> list[tuple[str, str]]:
    """Give the works and sections of the tree, deeper ones set in."""
    kinds = ("workpage", "sectionpage")
    rows = Page.objects.filter(content_type__model__in=kinds, content_type__app_label="works")
    told = rows.order_by("path").values_list("pk", "title", "depth")
    return [(str(pk), "\u3000" * (depth - 2) + title) for pk, title, depth in told]


def _done(request: HttpRequest, number: int, act: Any) -> HttpResponse:
    try:
        act()
    except ValidationError as fault:
        messages.error(request, "".join(fault.messages))
    else:
        messages.success(request, "已保存。")
    return redirect("people_user", number)


def _with_link(request: HttpRequest, user: User, posts: PostForm) -> HttpResponse:
    """Show the link once; it is kept nowhere."""
    return _page(request, user, None, posts, request.build_absolute_uri(link_for(user)))


def _page(
    request: HttpRequest,
    user: User,
    form: Any,
    posts: Any = None,
    link: str = "",
    status: int = 200,
) -> HttpResponse:
    start = {"name": user.name, "unit": user.unit, "phone": user.phone}
    return render(request, "people/user.html", {
        "person": user, "form": form or AmendForm(initial=start),
        "posts": user.posts.select_related("page").order_by("role"),
        "post_form": posts or PostForm(places()), "link": link,
        "may_edit": may(request.user, "people.edit").allowed,
    }, status=status)  # fmt: skip


def _tell(form: Any, fault: ValidationError) -> None:
    """Put the model's words beside the fields."""
    told = fault.message_dict if hasattr(fault, "error_dict") else {"__all__": fault.messages}
    for field, words in told.items():
        form.add_error(field if field in form.fields else None, words)
