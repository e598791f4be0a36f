"""Isolation in the office's own papers: a meeting's paper with what was read and made of it."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.workbench.ledger.forgetting import Gone, Secret, register
from fangzhi.workbench.office.models import Meeting


@register
def forget(secret: Secret) -> Iterator[Gone]:
    """Let go of a meeting whose paper it was, with its tasks."""
    if secret.digest:
        meetings = Meeting.objects.filter(digest=secret.digest)
        yield Gone("会议文件（连同所列任务）", meetings.count(), frozenset({secret.digest}))
        meetings.delete()
