"""Addresses of people, and the action that each route is."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from fangzhi.workbench.people.entering import login
from fangzhi.workbench.people.pages import account, first, roles, units, users

_OUTLINE = RedirectView.as_view(pattern_name="works_outline")

urlpatterns = [
    path("first/", first.first, name="people_first"),
    path("login/", login.Entering.as_view(), name="people_login"),
    path("logout/", login.leave, name="people_logout"),
    path("account/code/", login.give_code, name="people_code"),
    path("account/password/<str:number>/<str:token>/", login.new_password,
         name="people_new_password"),
    path("account/codes/", account.set_codes, name="people_codes"),
    path("account/codes/picture.svg", account.code_picture, name="people_code_picture"),
    path("account/leave/", account.leave_everywhere, name="people_leave_everywhere"),
    path("account/leave/one/", account.leave_one, name="people_leave_one"),
    # Wagtail's frame links to these two; they come before its own
    path("admin/account/", account.account, name="people_account"),
    path("admin/logout/", login.leave, name="people_frame_logout"),
    path("admin/login/", RedirectView.as_view(pattern_name="people_login"),
         name="people_frame_login"),
    # Wagtail's buttons to delete and to move lead to our outline, where that is done
    path("admin/pages/<int:page_id>/delete/", _OUTLINE, name="people_frame_delete"),
    path("admin/pages/<int:page_id>/move/", _OUTLINE, name="people_frame_move"),
    path("desk/people/", users.users, name="people_users"),
    path("desk/people/add/", users.add, name="people_add"),
    path("desk/people/<int:number>/", users.one, name="people_user"),
    path("desk/people/<int:number>/active/", users.close, name="people_close"),
    path("desk/people/<int:number>/link/", users.link, name="people_link"),
    path("desk/people/<int:number>/posts/", users.give, name="people_give"),
    path("desk/people/<int:number>/posts/<int:post>/", users.take, name="people_take"),
    path("desk/units/", units.units, name="people_units"),
    path("desk/units/add/", units.one, name="people_unit_add"),
    path("desk/units/list/", units.take, name="people_unit_list"),
    path("desk/units/<int:number>/", units.one, name="people_unit"),
    path("desk/roles/", roles.roles, name="people_roles"),
]  # fmt: skip
ROUTES: dict[str, str | tuple[str, str]] = {
    "people_first": "public",
    "people_login": "public",
    "people_frame_login": "public",
    "people_new_password": "public",
    "people_logout": "account",
    "people_frame_logout": "account",
    "people_code": "account",
    "people_codes": "account",
    "people_code_picture": "account",
    "people_leave_everywhere": "account",
    "people_leave_one": "account",
    "people_account": "account",
    "people_frame_delete": ("entry.see", ""),
    "people_frame_move": ("entry.see", ""),
    "people_users": "people.see",
    "people_add": "people.edit",
    "people_user": ("people.see", "people.edit"),
    "people_close": "people.edit",
    "people_link": "people.edit",
    "people_give": "people.edit",
    "people_take": "people.edit",
    "people_units": "unit.edit",
    "people_unit_add": "unit.edit",
    "people_unit_list": "unit.edit",
    "people_unit": "unit.edit",
    "people_roles": "self",
}
"""The action of each route; a pair: to look, and to send a form."""
