"""Isolation in background work: results that wait to be fetched may hold anything; all go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.ledger.forgetting import Gone, Secret, register


@register
def forget(secret: Secret) -> Iterator[Gone]:
    """Let go of every result file; it can be made again from what may stay."""
    runs = Run.objects.exclude(result="")
    for run in runs:
        (Path(settings.HOME) / str(run.result)).unlink(missing_ok=True)
    yield Gone("后台任务的结果文件", runs.count())
    runs.update(result="", message="结果按保密处置清除了，需要时请重新做。")
