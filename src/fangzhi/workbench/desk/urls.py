"""Addresses of the desk, and the action that each route is."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="desk_front"),
]
ROUTES = {"desk_front": "public"}
