"""A worker makes ready what its first requests would wait for: the pages, then the check's rules."""

from __future__ import annotations

import gc
from multiprocessing import get_start_method
from threading import Event, Thread
from typing import Any

_ANSWERED = Event()
_WAIT = 20.0
"""Seconds until the rules are built where nobody asks for anything."""


def share() -> None:
    """Load the pages' code before the workers are forked, so that they hold it together.

    Where workers are started afresh (Windows, macOS) they load it themselves, and nothing is done.
    """
    if get_start_method() != "fork":
        return
    from django.db import connections
    from django.urls import resolve

    resolve("/login/")
    connections.close_all()  # no two processes may hold one connection
    gc.collect()
    gc.freeze()  # else the first collection in a worker would write to, and so copy, all of it


def begin() -> None:
    """Load the pages' code before the first request, and the rules after its answer.

    Both at once would make who opens the first page wait for the rules too.
    """
    from django.core.signals import request_finished
    from django.template.loader import get_template
    from django.urls import resolve

    resolve("/login/")
    get_template("people/login.html")
    request_finished.connect(_answered, weak=False)
    Thread(target=_rules, name="warm", daemon=True).start()


def _answered(**told: Any) -> None:
    _ANSWERED.set()


def _rules() -> None:
    """Build the rules and their gate by checking one line; else the first check takes seconds."""
    _ANSWERED.wait(_WAIT)
    from fangzhi.check.cache import FindingCache
    from fangzhi.check.engine import check_entry
    from fangzhi.check.settings import CheckSettings
    from fangzhi.model.manuscript import Manuscript
    from fangzhi.model.text import Text

    line = Manuscript((Text("b", "2023年，全县粮食播种面积12.5万亩，总产4.8万吨。"),))
    check_entry(line, CheckSettings(), FindingCache(live=True))
    gc.collect()
    gc.freeze()  # else each full collection walks over all rules, and nobody is answered meanwhile
