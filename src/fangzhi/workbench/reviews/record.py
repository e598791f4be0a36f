"""What the database knows of a round besides its state: experts asked, units that owe, proofs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from fangzhi.workbench.calls.models import HANDED, TAKEN, CallTask
from fangzhi.workbench.reviews.models import Round
from fangzhi.workbench.reviews.shortfalls import Invited, Known, Owing


def known_of(round: Round) -> Known:
    """Gather it in four queries."""
    today = timezone.localdate()
    proofs = tuple(
        f"校样《{name}》" for name in round.proofs.order_by("pk").values_list("name", flat=True)
    )
    return Known(
        today, invited_of(round.experts.all(), today), owing_below(round.page, today), proofs
    )


def invited_of(experts: Any, today: date) -> tuple[Invited, ...]:
    """Give reviewers; a link taken back or run out before anything came counts for nobody."""
    return tuple(
        Invited(one.name, one.field, one.step, one.handed_in is not None
                or (one.withdrawn is None and one.expires >= today))
        for one in experts
    )  # fmt: skip


def owing_below(page: Any, today: date) -> tuple[Owing, ...]:
    """Give the calls whose day is over, with the units that owe something at or below a page."""
    tasks = CallTask.objects.filter(page__path__startswith=page.path, call__deadline__lt=today)
    tasks = tasks.exclude(hand_ins__state__in=(HANDED, TAKEN)).exclude(pages=[])
    found: dict[int, Owing] = {}
    for task in tasks.select_related("call", "unit").order_by("call", "number").distinct():
        call = task.call
        before = found.get(call.pk, Owing(str(call), call.deadline, ()))
        found[call.pk] = before._replace(units=(*before.units, str(task.unit)))
    return tuple(found.values())
