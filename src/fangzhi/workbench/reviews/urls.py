"""Addresses of reviews, and the action that each route is."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
ROUTES: dict[str, str] = {}
