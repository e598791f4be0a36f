"""A busy worker lets go of connections; an idle one keeps them."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from fangzhi.workbench.conf import spread


def test_a_connection_ends_only_where_another_request_is_under_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(spread.WORKERS, "2")
    go_on, began = Event(), Event()

    def view(request: Any) -> HttpResponse:
        if request.path == "/slow/":
            began.set()
            go_on.wait(20)
        return HttpResponse("")

    answered = spread.spread(view)
    slow, quick = HttpRequest(), HttpRequest()
    slow.path = "/slow/"
    assert "Connection" not in answered(quick)
    given: list[HttpResponse] = []
    thread = Thread(target=lambda: given.append(answered(slow)))
    thread.start()
    began.wait(20)
    assert answered(quick)["Connection"] == "close"
    go_on.set()
    thread.join(20)
    assert "Connection" not in given[0] and "Connection" not in answered(quick)


def test_a_fault_of_a_view_is_not_counted_as_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(spread.WORKERS, "2")
    faults = iter((True,))

    def view(request: Any) -> HttpResponse:
        if next(faults, False):
            raise ValueError
        return HttpResponse("")

    answered = spread.spread(view)
    with pytest.raises(ValueError):
        answered(HttpRequest())
    assert "Connection" not in answered(HttpRequest())


def test_one_worker_alone_keeps_its_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(spread.WORKERS, "1")
    with pytest.raises(MiddlewareNotUsed):
        spread.spread(lambda request: HttpResponse(""))
