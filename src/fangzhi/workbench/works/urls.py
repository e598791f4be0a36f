"""Addresses of works, and the action that each route is."""

from __future__ import annotations

from django.urls import path

from fangzhi.workbench.works import carrying, checking, editing, settling, views

urlpatterns = [
    path("works/", views.works, name="works_works"),
    path("works/<int:page_id>/", views.outline_page, name="works_outline"),
    path("works/<int:page_id>/change/", views.change, name="works_change"),
    path("works/<int:page_id>/import/", carrying.bring_in, name="works_import"),
    path("works/<int:page_id>/export/", carrying.take_out, name="works_export"),
    path("works/<int:page_id>/check/", checking.page, name="works_check"),
    path("works/<int:page_id>/decide/", checking.decide, name="works_decide"),
    path("works/<int:page_id>/conflicts/", settling.queue, name="works_conflicts"),
    path("works/<int:page_id>/settle/", settling.settle, name="works_settle"),
    path("works/<int:page_id>/asides/", editing.asides, name="works_asides"),
    path("entries/<int:page_id>/save/", editing.save, name="works_save"),
    path("entries/<int:page_id>/upload/", carrying.upload, name="works_upload"),
    path("entries/<int:page_id>/check/", checking.while_writing, name="works_check_entry"),
    path("entries/<int:page_id>/lock/", editing.lock, name="works_lock"),
    path("entries/<int:page_id>/history/", editing.history, name="works_history"),
    path(
        "entries/<int:page_id>/compare/<int:old>/<int:new>/", editing.compare, name="works_compare"
    ),
    path("entries/<int:page_id>/restore/<int:old>/", editing.restore, name="works_restore"),
    path("works/<int:page_id>/assets/<str:digest>", carrying.asset, name="works_asset"),
]
ROUTES = {
    "works_works": "work.see",
    "works_outline": "entry.see",
    "works_change": "outline.edit",
    "works_import": "entry.import",
    "works_export": "work.export",
    "works_check": "check.see",
    "works_decide": "check.decide",
    "works_conflicts": "check.see",
    "works_settle": "conflict.settle",
    "works_asides": "entry.edit",
    "works_save": "entry.edit",
    "works_upload": "entry.edit",
    "works_check_entry": "check.run",
    "works_lock": "entry.lock",
    "works_history": "entry.history",
    "works_compare": "entry.history",
    "works_restore": "entry.restore",
    "works_asset": "entry.see",
}
