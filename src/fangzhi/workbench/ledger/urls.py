"""Addresses of ledger, and the action that each route is."""

from __future__ import annotations

from django.urls import path

from fangzhi.workbench.ledger import views

urlpatterns = [
    path("ledger/", views.read, name="ledger_lines"),
    path("ledger/verify/", views.verifying, name="ledger_verifying"),
    path("ledger/verify/begin/", views.verify, name="ledger_verify"),
    path("ledger/head/", views.head, name="ledger_head"),
    path("doctor/", views.doctor, name="ledger_doctor"),
    path("doctor/backup/", views.backup, name="ledger_backup"),
    path("doctor/export/", views.export, name="ledger_export"),
]
ROUTES = {
    "ledger_lines": "ledger.see",
    "ledger_verifying": "ledger.verify",
    "ledger_verify": "ledger.verify",
    "ledger_head": "ledger.verify",
    "ledger_doctor": "doctor",
    "ledger_backup": "backup",
    "ledger_export": "export.all",
}
