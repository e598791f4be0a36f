"""What waits for somebody: each app says its own lines, the home page gathers them.

An app has a module `desk_lines.py` that registers functions from a user to lines:

    from fangzhi.workbench.desk import lines

    def waiting(user: Any) -> Iterable[lines.Line]:
        yield lines.Line("来稿", "2件来稿等着看", reverse("calls_inbox"), number=2)

    lines.register(waiting)

A function asks the table of rights itself and gives nothing to who may do nothing there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, transaction

_LOG = logging.getLogger(__name__)
GROUPS = ("来稿", "审稿", "疑点", "任务", "逾期", "后台")
"""The order in which groups stand on the page; a group of another name stands behind them."""


class Line(NamedTuple):
    """One line of the home page: its group, the words, where it leads.

    `number` is how many things it speaks of; `urgent` lines stand first in their group.
    """

    group: str
    words: str
    url: str
    number: int = 1
    urgent: bool = False


Says = Callable[[Any], Iterable[Line]]
_SAID: list[Says] = []


def register(function: Says) -> Says:
    """Have a function asked whenever somebody opens the home page; serves as a decorator too."""
    if function not in _SAID:
        _SAID.append(function)
    return function


def find() -> None:
    """Import each app's `desk_lines`, so that it registers itself; called once at start."""
    for config in apps.get_app_configs():
        if config.name.startswith("fangzhi.") and find_spec(f"{config.name}.desk_lines"):
            import_module(f"{config.name}.desk_lines")


def gathered(user: Any) -> tuple[list[Line], list[str]]:
    """Give the lines for a user in the order of the page, and in words what could not be asked.

    One app's fault does not take the page away; it is told on the page and in the log.
    """
    found: list[Line] = []
    faults: list[str] = []
    for function in _SAID:
        try:
            with _apart():
                said = list(function(user))
        except Exception:
            _LOG.exception("desk lines of %s", function.__module__)
            faults.append(_app_of(function))
            continue
        found += said
    return sorted(found, key=_rank), faults


def _apart() -> AbstractContextManager[Any]:
    """Keep one app's fault from the others inside a transaction; outside, reading takes no lock."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _rank(line: Line) -> tuple[int, bool]:
    at = GROUPS.index(line.group) if line.group in GROUPS else len(GROUPS)
    return at, not line.urgent


def _app_of(function: Says) -> str:
    config = apps.get_containing_app_config(function.__module__)
    return str(config.verbose_name) if config else function.__module__
