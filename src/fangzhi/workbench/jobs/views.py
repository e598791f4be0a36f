"""Pages of background runs: the list, one run with its progress, its result to fetch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.people.rights import may

_SHOWN = 100


def seen_by(user: Any) -> Any:
    """Give the runs that a user may see: his own; all for who looks after the workbench."""
    rows = Run.objects.select_related("owner")
    return rows if may(user, "doctor").allowed else rows.filter(owner=user)


def _one(user: Any, key: int) -> Run:
    run: Run | None = seen_by(user).filter(pk=key).first()
    if run is None:
        raise Http404
    return run


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """List the latest runs."""
    return render(request, "jobs/runs.html", {"runs": seen_by(request.user)[:_SHOWN]})


@require_GET
def one(request: HttpRequest, key: int) -> HttpResponse:
    """Show one run; its progress is polled."""
    run = _one(request.user, key)
    own = run.owner_id == request.user.pk
    return render(request, "jobs/run.html", {"run": run, "told": runs.shown(run), "own": own})


@require_GET
def state(request: HttpRequest, key: int) -> JsonResponse:
    """Give a run's state as JSON, to poll."""
    return JsonResponse(runs.shown(_one(request.user, key)))


@require_GET
def result(request: HttpRequest, key: int) -> FileResponse:
    """Give the file that a run made; only to who asked for it."""
    run = _one(request.user, key)
    if run.owner_id != request.user.pk or not run.result:
        raise Http404
    root = Path(settings.HOME).resolve()
    path = (root / run.result).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name,
                        content_type="application/octet-stream")  # fmt: skip


@require_POST
def cancel(request: HttpRequest, key: int) -> HttpResponse:
    """Stop a run."""
    runs.cancel(request.user, _one(request.user, key))
    return redirect("jobs_run", key)


@require_POST
def again(request: HttpRequest, key: int) -> HttpResponse:
    """Start a run once more."""
    fresh = runs.again(request.user, _one(request.user, key))
    return redirect("jobs_run", fresh.pk)
