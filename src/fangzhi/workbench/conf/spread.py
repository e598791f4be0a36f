"""Connections spread over the workers: a busy one lets go of those it holds.

The kernel gives a new connection to a worker by chance, and a browser keeps it: four people may all
sit with one worker while the other idles. So a worker that has other requests under way ends the
connection with its answer; the browser opens a new one, which may come to the other worker.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Lock

from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

WORKERS = "FANGZHI_WORKERS"
"""How many workers serve; `serve` sets it."""


def spread(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Count what is under way in this process; end the connection where there is more than one."""
    if int(os.environ.get(WORKERS, "1")) < 2:
        raise MiddlewareNotUsed
    lock, under_way = Lock(), [0]

    def answered(request: HttpRequest) -> HttpResponse:
        with lock:
            under_way[0] += 1
        try:
            response = get_response(request)
        finally:
            with lock:
                under_way[0] -= 1
                busy = under_way[0] > 0
        if busy:
            response.headers["Connection"] = "close"
        return response

    return answered
