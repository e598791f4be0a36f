"""Attempts at the ledger: reading it, proving it whole."""

from __future__ import annotations

from tests.workbench.people.asking import Asked, Attempt, look

ATTEMPTS = [
    Attempt("ledger.see", lambda t: look("/ledger/"), at=""),
    Attempt("ledger.verify", lambda t: look("/ledger/verify/"), at=""),
    Attempt("ledger.verify", lambda t: look("/ledger/head/"), at=""),
    Attempt("ledger.verify", lambda t: Asked("/ledger/verify/begin/", {}), at=""),
]
