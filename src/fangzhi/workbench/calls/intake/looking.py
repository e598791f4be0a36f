"""Reading and judging before anything is stored: nobody else's save waits while a text is checked.

What was looked at is marked. Inside the transaction the mark is taken again; where something came
in between, all is looked at anew, so that what is stored is always judged as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ValidationError

from fangzhi.model.manuscript import Manuscript
from fangzhi.project.calling.incoming.filled import Filled
from fangzhi.project.calling.judging import Verdict
from fangzhi.workbench.calls.intake.known import filled_of, judged
from fangzhi.workbench.calls.models import CallTask, HandFile, HandIn

_TRIES = 5
_BUSY = "这份稿这会儿有别的改动，这一次没有存下。请刷新页面再做一遍。"
_Given = TypeVar("_Given")


class CameBetween(Exception):
    """What was judged is no longer what stands there."""


class Look(NamedTuple):
    """What was filled in, the manuscript without its blocks, and the verdict."""

    filled: Filled
    source: Manuscript
    verdict: Verdict


def looked_at(task: CallTask, files: Sequence[HandFile]) -> Look:
    """Read files of a hand-in together and judge them; stores nothing."""
    filled, source = filled_of(task, files)
    return Look(filled, source, judged(task, filled, source))


def settled(attempt: Callable[[], _Given]) -> _Given:
    """Do what looks first and stores then, anew while something comes in between."""
    for _ in range(_TRIES):
        try:
            return attempt()
        except CameBetween:
            continue
    raise ValidationError(_BUSY)


def mark_of(row: HandIn) -> tuple[Any, ...]:
    """Give what a look at a hand-in rests on, as the database has it now."""
    # a draft that is not stored yet: there is none
    rests = HandIn.objects.filter(
        **({"pk": row.pk} if row.pk else {"task": row.task, "version": 0})
    )
    own = tuple(rests.values_list("pk", "version", "state", "on", "run_id", "digest"))
    files = HandFile.objects.filter(hand_in__in=[key[0] for key in own]).order_by("pk")
    held = files.values_list("pk", "role", "put_aside", "grid__pk", "grid__confirmed_at")
    return (own, tuple(held))


def make_sure(marked: Iterable[tuple[HandIn, tuple[Any, ...]]]) -> None:
    """Inside the transaction: raise CameBetween where a mark is no longer the same."""
    for row, before in marked:
        # held till the end, so that nothing comes after this look either
        list(HandIn.objects.select_for_update().filter(pk=row.pk).values_list("pk"))
        if mark_of(row) != before:
            raise CameBetween
