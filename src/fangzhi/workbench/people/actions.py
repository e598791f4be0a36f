"""What is done with people: accounts made, posts given and taken; each one line of the ledger."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import GroupPagePermission, Page

from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.models import Post, Unit, User
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.people.table import actions

_DOOR = "工作台"
KEEPER = "管理员"
_LAST = "这是最后一位管理员。请先给另一位同事安排管理员职责，再做这一步。"


def add_user(
    by: Any, username: str, password: str, name: str, unit: Unit | None = None, phone: str = ""
) -> User:
    """Make an account; raise ValidationError for a password that is too weak."""
    insist(by, "people.edit")
    return make_user(by, username, password, name, unit, phone)


def make_user(
    by: Any, username: str, password: str, name: str, unit: Unit | None = None, phone: str = ""
) -> User:
    """Make an account without asking: for the first-run wizard and the command line only."""
    fresh = User(username=username, name=name, first_name=name, unit=unit, phone=phone)
    validate_password(password, fresh)
    fresh.set_password(password)
    with transaction.atomic():
        fresh.save()
        write(by, "people.edit", f"User:{fresh.pk} {name}", added=username)
    return fresh


def give_post(by: Any, user: User, role: str, page: Page | None = None) -> Post:
    """Give a user a role on a page and all below; no page: everywhere."""
    insist(by, "people.edit")
    return make_post(by, user, role, page)


def make_post(by: Any, user: User, role: str, page: Page | None = None) -> Post:
    """Give a post without asking: for the first-run wizard and the command line only."""
    with transaction.atomic():
        giver = by if isinstance(by, User) else None
        post, is_new = Post.objects.get_or_create(
            user=user, role=role, page=page, defaults={"given_by": giver}
        )
        if is_new:
            _open_doors(user)
            write(by, "people.edit", f"User:{user.pk} {user}", role=role, page=page and page.pk)
    return post


def take_post(by: Any, post: Post) -> None:
    """Take a post away."""
    insist(by, "people.edit")
    with transaction.atomic():
        user, role, page = post.user, post.role, post.page_id
        if role == KEEPER and page is None:
            _keep_one(user)
        post.delete()
        _open_doors(user)
        write(by, "people.edit", f"User:{user.pk} {user}", taken=role, page=page)


def set_active(by: Any, user: User, active: bool) -> None:
    """Let an account sign in, or no more; nothing that the person did is lost."""
    insist(by, "people.edit")
    with transaction.atomic():
        if not active:
            _keep_one(user)
        user.is_active = active
        user.save(update_fields=["is_active"])
        write(by, "people.edit", f"User:{user.pk} {user}", active=active)


def _keep_one(user: User) -> None:
    """Raise ValidationError where the office would be left without an administrator."""
    keepers = Post.objects.filter(role=KEEPER, page=None, user__is_active=True)
    held = set(keepers.values_list("user_id", flat=True))
    if held == {user.pk}:
        raise ValidationError(_LAST)


def _open_doors(user: User) -> None:
    """Let Wagtail show its admin and explorer where a user has posts; the table decides the rest."""
    posts = list(Post.objects.filter(user=user).select_related("page"))
    groups = [_door()] if posts else []
    for post in posts:
        everywhere = post.page is None or actions()["entry.see"].reach[post.role] == "all"
        groups.append(_explorer(Page.get_first_root_node() if everywhere else post.page))
    user.groups.set(groups)


def _door() -> Group:
    group, is_new = Group.objects.get_or_create(name=_DOOR)
    if is_new:
        group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


def _explorer(page: Page) -> Group:
    group, is_new = Group.objects.get_or_create(name=f"{_DOOR}·{page.pk}")
    if is_new:
        change = Permission.objects.get(
            codename="change_page", content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=change)
    return group
