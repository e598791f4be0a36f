"""Pages for what did not go well: not found, not allowed, a form grown old, a fault of ours."""

from __future__ import annotations

import re
import sys
from typing import Any

from django.core.exceptions import TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

_NO_ROOM = re.compile(r"disk is full|disk I/O error|No space left|File too large|磁盘", re.I)
"""How SQLite, PostgreSQL, the system and our own writing say that there is no room."""


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asks, which shows the reason itself."""
    return request.headers.get("Accept", "").startswith("application/json")


def refused(request: HttpRequest, reason: str, status: int = 403) -> HttpResponse:
    """Say in plain words why this cannot be done, and where to turn."""
    if wants_json(request):
        return JsonResponse({"reason": reason}, status=status)
    return render(request, "workbench/fault.html", {"reason": reason, "status": status},
                  status=status)  # fmt: skip


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that there is no such page; the same words whether it never was or may not be seen."""
    return refused(request, "没有这个页面。请核对网址，或回到首页重新查找。", 404)


def not_understood(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Say that the request makes no sense here: another host's name, more than may be sent."""
    if isinstance(exception, TooManyFilesSent):
        return refused(request, "一次传的文件太多，一个也没有收下。请分几个文件夹传。", 400)
    return refused(
        request, "没有看懂这个请求。请从首页重新打开；网址的主机名要与本系统的一致。", 400
    )


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Give the reason that the refusal carries."""
    return refused(request, str(exception) or "您没有做这件事的权限。请与总纂或管理员联系。")


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from another site."""
    return refused(request, "这个页面打开得太久，或者不是从本系统打开的。请刷新页面后再提交一次；"
                   "填写的内容请先复制保存。")  # fmt: skip


def our_fault(request: HttpRequest) -> HttpResponse:
    """Say that the program failed, with nothing of its inside; a full disk is said as that."""
    fault = sys.exc_info()[1]
    if isinstance(fault, OSError | OperationalError) and _NO_ROOM.search(str(fault)):
        return refused(request, "磁盘已满或写不进去，这一步没有保存，已有的内容没有改动。"
                       "请先把写的文字复制下来，再请管理员清出磁盘空间。", 507)  # fmt: skip
    return refused(request, "程序出了错，这一步没有做成，已有的内容没有改动。请告诉管理员发生的时间。",
                   500)  # fmt: skip
