"""Addresses of the workbench: one row an app; each app declares the action of each route."""

from __future__ import annotations

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin

urlpatterns = [
    path("", include("fangzhi.workbench.desk.urls")),
    path("", include("fangzhi.workbench.people.urls")),
    path("", include("fangzhi.workbench.works.urls")),
    path("", include("fangzhi.workbench.calls.urls")),
    path("", include("fangzhi.workbench.reviews.urls")),
    path("", include("fangzhi.workbench.sources.urls")),
    path("", include("fangzhi.workbench.office.urls")),
    path("", include("fangzhi.workbench.reading.urls")),
    path("", include("fangzhi.workbench.ledger.urls")),
    path("", include("fangzhi.workbench.jobs.urls")),
    path("admin/", include(wagtailadmin)),
]

handler400 = "fangzhi.workbench.conf.faults.not_understood"
handler403 = "fangzhi.workbench.conf.faults.forbidden"
handler404 = "fangzhi.workbench.conf.faults.not_found"
handler500 = "fangzhi.workbench.conf.faults.our_fault"
