"""Start background work, carry it out, stop it, start it again.

`start(user, "整书机检", check_all, page)` queues `check_all(work, page)`; `work` is progress.Work.
The function gives a Path (a result to fetch), words to show, or None. It must be safe to be cut
off anywhere: what it changes, it changes in one transaction.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page

from fangzhi.files.atomic import WriteFault
from fangzhi.workbench.jobs import progress
from fangzhi.workbench.jobs.models import CANCELLED, DONE, FAILED, LOST, OPEN, RUNNING, WAITING, Run
from fangzhi.workbench.jobs.packing import function_named, name_of, pack, unpack
from fangzhi.workbench.ledger.lines import write

_LOG = logging.getLogger(__name__)
_OUR_FAULT = "程序出了错，这一步没有做成，已有的内容没有改动。请告诉管理员。"
_LOST = "服务中途停止，这项任务中断了。请看一下要的结果是否已经在，没有就重新开始。"


def start(
    user: Any, title: str, function: Callable[..., Any], *arguments: Any, **named: Any
) -> Run:
    """Queue a run; it begins after the caller's transaction. Rights are asked by what it calls.

    Arguments are JSON values, database rows or paths. The first page among them is the run's.
    """
    page = next((item for item in arguments if isinstance(item, Page)), None)
    held = {"positional": pack(arguments), "named": pack(named)}
    return _queue(user, title, name_of(function), held, page.pk if page else None)


def _queue(
    user: Any, title: str, name: str, held: dict[str, Any], page: int | None,
    follows: Run | None = None,
) -> Run:  # fmt: skip
    with transaction.atomic():
        run = Run.objects.create(
            title=title[:200], owner=user, function=name, arguments=held, page_id=page,
            follows=follows,
        )  # fmt: skip
        carry_out.enqueue(run.pk)
    return run


def again(user: Any, run: Run) -> Run:
    """Start the same once more; raise PermissionDenied while it still goes on."""
    _insist_own(user, run)
    if run.is_open:
        raise PermissionDenied("这项任务还没有结束，不必重新开始。")
    return _queue(user, run.title, run.function, run.arguments, run.page_id, run)


def cancel(user: Any, run: Run) -> None:
    """Ask a run to stop: at once while it waits, else at its next word; what is done stands whole."""
    _insist_own(user, run)
    progress.ask_to_stop(run.pk)
    with transaction.atomic():
        Run.objects.filter(pk=run.pk, state=WAITING).update(
            state=CANCELLED, ended=timezone.now(), message="已取消。"
        )
        write(user, "self", f"Run:{run.pk} {run.title}", cancelled=True)


def _insist_own(user: Any, run: Run) -> None:
    if run.owner_id != user.pk:
        raise PermissionDenied("这是别人的任务，只有提出的人能停止或重新开始。")


@task()
def carry_out(key: int) -> None:
    """Do a queued run to its end; called by the worker, and by tests that will not wait."""
    mine = Run.objects.filter(pk=key, state=WAITING).update(state=RUNNING, began=timezone.now())
    if not mine:
        return  # cancelled while it waited
    run = Run.objects.select_related("owner").get(pk=key)
    work = progress.Work(key, run.owner)
    state, message, result, fault = DONE, "", "", ""
    try:
        function = function_named(run.function)
        given = function(
            work, *unpack(run.arguments["positional"]), **unpack(run.arguments["named"])
        )
        message, result = _came(given)
    except progress.Cancelled:
        state, message = CANCELLED, "已取消，没有做完的部分没有留下。"
    except progress.Ended:
        state, message = LOST, _LOST
    except Exception as raised:
        state = FAILED
        message = _words(raised)
        if isinstance(raised, PermissionDenied | Http404):
            write(run.owner or "后台", "self", f"Run:{key} {run.title}", "拒", reason=message)
        if not message:
            message, fault = _OUR_FAULT, traceback.format_exc()
            _LOG.exception("run %s", key)
    Run.objects.filter(pk=key).update(
        state=state, message=message or work.last.message, result=result, fault=fault,
        done=work.last.done, total=work.last.total, ended=timezone.now(),
    )  # fmt: skip


def _came(given: Any) -> tuple[str, str]:
    """Tell words from a result file; a file outside the workbench's folder is a fault of ours."""
    if isinstance(given, Path):
        return "", given.resolve().relative_to(Path(settings.HOME)).as_posix()
    return ("" if given is None else str(given)), ""


def _words(raised: Exception) -> str:
    """Give what a person can act on; "" for a fault of the program."""
    if isinstance(raised, WriteFault):
        return str(raised.strerror or raised)
    if isinstance(raised, PermissionDenied) and str(raised):
        return str(raised)
    if isinstance(raised, ValidationError):
        return "；".join(raised.messages)
    if isinstance(raised, Http404 | ObjectDoesNotExist):
        return "所要处理的内容已经不在了，或者您看不到它。"
    words = getattr(raised, "words", "")  # a refusal that speaks for itself
    return str(words)


def mark_lost() -> int:
    """Mark what a killed worker left behind, and what waits in no queue (an imported workbench has
    none); called by a worker that knows itself alone."""
    from django_tasks_db.models import DBTaskResult

    with transaction.atomic():
        taken = list(DBTaskResult.objects.running().filter(task_path=carry_out.module_path))
        for row in taken:
            row.set_failed(RuntimeError("the worker was stopped"))
        # the runs are read before the queue: one that comes in between is in both
        waiting = set(Run.objects.filter(state=WAITING).values_list("pk", flat=True))
        queued = DBTaskResult.objects.ready().filter(task_path=carry_out.module_path)
        waiting -= {row["args"][0] for row in queued.values_list("args_kwargs", flat=True)}
        left = Run.objects.filter(state=RUNNING) | Run.objects.filter(pk__in=waiting)
        return left.update(state=LOST, ended=timezone.now(), message=_LOST)


def shown(run: Run) -> dict[str, Any]:
    """Give what a page shows of a run while it polls."""
    last = progress.told(run.pk) if run.state == RUNNING else progress.Told(
        run.done, run.total, run.message)  # fmt: skip
    return {
        "key": run.pk,
        "title": run.title,
        "state": run.state,
        "open": run.state in OPEN,
        "done": last.done,
        "total": last.total,
        "message": last.message,
        "result": bool(run.result),
    }
