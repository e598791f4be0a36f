"""Attempts at the ledger and at what keeps the workbench: reading, proving, backup, export."""

from __future__ import annotations

from tests.workbench.people.asking import Asked, Attempt, look

ATTEMPTS = [
    Attempt("ledger.see", lambda t: look("/ledger/"), at=""),
    Attempt("ledger.verify", lambda t: look("/ledger/verify/"), at=""),
    Attempt("ledger.verify", lambda t: look("/ledger/head/"), at=""),
    Attempt("ledger.verify", lambda t: Asked("/ledger/verify/begin/", {}), at=""),
    Attempt("doctor", lambda t: look("/doctor/"), at=""),
    Attempt("backup", lambda t: Asked("/doctor/backup/", {}), at=""),
    Attempt("export.all", lambda t: Asked("/doctor/export/", {}), at=""),
]
