"""Attempts at what Wagtail's frame and the pages about people offer."""

from __future__ import annotations

from tests.workbench.people.asking import Asked, Attempt, Target, look


def _user(target: Target) -> int:
    """Give somebody whose account is not the asker's own."""
    from fangzhi.workbench.people.models import User

    return int(User.objects.get_or_create(username="某人", defaults={"name": "某人"})[0].pk)


def _post(target: Target) -> str:
    from fangzhi.workbench.people.models import Post

    post = Post.objects.create(user_id=_user(target), role="编辑", page=target.work)
    return f"/desk/people/{post.user_id}/posts/{post.pk}/"


_SECTION = {"title": "新题目", "slug": "xin", "kind": "章", "label": "", "unit": ""}
_WORK = {
    "title": "新题目",
    "slug": "xin",
    "kind": "综合年鉴",
    "level": "县",
    "way": "公开出版",
    "settings": "",
}

ATTEMPTS = [
    Attempt("entry.see", lambda t: look(f"/admin/pages/{t.section.pk}/results/")),
    Attempt("entry.see", lambda t: look(f"/admin/pages/{t.entry.pk}/edit/")),
    Attempt("entry.see", lambda t: look(f"/admin/api/main/pages/{t.entry.pk}/")),
    Attempt("outline.edit", lambda t: Asked(f"/admin/pages/{t.section.pk}/edit/", _SECTION)),
    Attempt("work.edit", lambda t: Asked(f"/admin/pages/{t.work.pk}/edit/", _WORK), at="work"),
    Attempt("people.see", lambda t: look("/desk/people/"), at=""),
    Attempt("people.see", lambda t: look(f"/desk/people/{_user(t)}/"), at=""),
    Attempt(
        "people.edit",
        lambda t: Asked("/desk/people/add/", {"name": "王", "username": "wang"}),
        at="",
    ),
    Attempt("people.edit", lambda t: Asked(f"/desk/people/{_user(t)}/", {"name": "张改名"}), at=""),
    Attempt(
        "people.edit", lambda t: Asked(f"/desk/people/{_user(t)}/active/", {"active": "0"}), at=""
    ),
    Attempt("people.edit", lambda t: Asked(f"/desk/people/{_user(t)}/link/", {}), at=""),
    Attempt(
        "people.edit",
        lambda t: Asked(f"/desk/people/{_user(t)}/posts/", {"role": "总纂", "page": ""}),
        at="",
    ),
    Attempt("people.edit", lambda t: Asked(_post(t), {}), at=""),
    Attempt("unit.edit", lambda t: look("/desk/units/"), at=""),
    Attempt("unit.edit", lambda t: Asked("/desk/units/add/", {"name": "史志办"}), at=""),
    Attempt("unit.edit", lambda t: Asked(f"/desk/units/{t.unit.pk}/", {"name": "改名局"}), at=""),
    Attempt("unit.edit", lambda t: Asked("/desk/units/list/", {"pasted": "史志办"}), at=""),
    Attempt("self", lambda t: look("/desk/roles/"), at=""),
]
