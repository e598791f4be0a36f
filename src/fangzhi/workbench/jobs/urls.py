"""Addresses of jobs, and the action that each route is."""

from __future__ import annotations

from django.urls import path

from fangzhi.workbench.jobs import views

urlpatterns = [
    path("runs/", views.every, name="jobs_runs"),
    path("runs/<int:key>/", views.one, name="jobs_run"),
    path("runs/<int:key>/state/", views.state, name="jobs_state"),
    path("runs/<int:key>/result/", views.result, name="jobs_result"),
    path("runs/<int:key>/cancel/", views.cancel, name="jobs_cancel"),
    path("runs/<int:key>/again/", views.again, name="jobs_again"),
]
ROUTES = {
    "jobs_runs": "self",
    "jobs_run": "self",
    "jobs_state": "self",
    "jobs_result": "self",
    "jobs_cancel": "self",
    "jobs_again": "self",
}
"""One's own account is enough: a run shows itself only to who asked for it, and to who looks
after the workbench."""
