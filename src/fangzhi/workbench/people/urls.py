"""Addresses of people, and the action that each route is."""

from __future__ import annotations

from django.urls import path

from fangzhi.workbench.people import entering

urlpatterns = [
    path("login/", entering.Entering.as_view(), name="people_login"),
    path("logout/", entering.leave, name="people_logout"),
]
ROUTES = {"people_login": "public", "people_logout": "self"}
