"""The door of every page behind a personal link: the token is asked first, whatever the route."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from fangzhi.workbench.calls.links import Shut, TooMany, link_of
from fangzhi.workbench.conf.faults import refused

View = Callable[..., HttpResponse]
_SLOWER = "试错的次数多了，请过10分钟再打开。链接请从编辑部发来的消息里完整复制。"


def by_link(*methods: str) -> Callable[[View], View]:
    """Let a view be reached only by an open link; it gets the link in place of the token."""

    def dressed(view: View) -> View:
        @wraps(view)
        @require_http_methods([*methods, *(["HEAD"] if "GET" in methods else [])])
        def asked(request: HttpRequest, token: str, *given: Any, **named: Any) -> HttpResponse:
            try:
                link = link_of(request, token)
            except TooMany:
                return refused(request, _SLOWER, 429)
            except Shut as shut:
                return refused(request, str(shut), 404)
            request.calls_token = token
            try:
                answer = view(request, link, *given, **named)
            except ValidationError as fault:
                return refused(request, "".join(fault.messages), 400)
            answer.headers["X-Robots-Tag"] = "noindex, nofollow"
            return answer

        return asked

    return dressed
