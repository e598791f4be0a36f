"""What a row of the permission matrix is: an action, and the request that attempts it.

Each app's tests hold such rows in `tests/workbench/<app>/attempts.py` as `ATTEMPTS`; the matrix
gathers them all and asks each in every role, relation and state.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module, util
from typing import Any, NamedTuple

APPS = ("people", "works", "calls", "reviews", "sources", "office", "ledger", "jobs", "desk",
        "reading")  # fmt: skip


class Asked(NamedTuple):
    """One request: GET unless told otherwise; `json`: the data go as a JSON body."""

    url: str
    data: Any = None
    method: str = "POST"
    json: bool = False


class Target(NamedTuple):
    """What an attempt is made on: an entry in a section in a work, all in one state.

    `unit` owes section and entry; `user` is who asks (make things for him here if need be).
    """

    entry: Any
    section: Any
    work: Any
    unit: Any
    user: Any
    state: str


class Attempt(NamedTuple):
    """An action and how it is attempted.

    `at`: "entry" (or section) and "work" stand in the tree, so that relation and state count;
    "" stands nowhere, and only the role counts. `changes`: where it is allowed, something is
    written. `slow`: where it is allowed it takes long, so the short run asks it, like all pages
    that are only looked at, once a state and relation; the long proof asks every role.
    """

    action: str
    ask: Callable[[Target], Asked]
    at: str = "entry"
    changes: bool = True
    slow: bool = False


def look(url: str) -> Asked:
    """Give a request that only looks."""
    return Asked(url, method="GET")


def gathered() -> list[Attempt]:
    """Give the attempts of all apps."""
    found: list[Attempt] = []
    for app in APPS:
        name = f"tests.workbench.{app}.attempts"
        if util.find_spec(f"tests.workbench.{app}") and util.find_spec(name):
            found.extend(import_module(name).ATTEMPTS)
    return found
