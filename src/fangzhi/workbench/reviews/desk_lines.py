"""What reviewing says on the home page: opinions to answer, texts to read, steps to pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from fangzhi.project.reviewing.machine import current_step
from fangzhi.workbench.desk import lines
from fangzhi.workbench.desk.lines import Line
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.reviews.desk import flow_of, role_in
from fangzhi.workbench.reviews.models import Round
from fangzhi.workbench.reviews.record import invited_of
from fangzhi.workbench.reviews.shortfalls import fields_missing, filed_late
from fangzhi.workbench.works.places import place_of, works_at_once


@lines.register
def rounds(user: Any) -> Iterator[Line]:
    """Tell what waits in each round that is going on."""
    rows = Round.objects.filter(is_open=True).select_related("page").order_by("pk")
    waits = Count("remarks", filter=Q(remarks__settled=False))
    open_rounds = list(rows.annotate(waits=waits).prefetch_related("experts"))
    today = timezone.localdate()
    works_at_once(round.page for round in open_rounds)
    for round in open_rounds:
        place = place_of(round.page)
        if not may(user, "review.see", place).visible:
            continue
        keys = [round.page_id, round.pk]
        waiting = round.waits
        if waiting and may(user, "review.answer", place).allowed:
            yield Line("审稿", f"“{round.page.title}”有{waiting}条意见等着答复",
                       reverse("reviews_opinions", args=keys), waiting)  # fmt: skip
        flow = flow_of(round)
        for one in filed_late(flow, round.state, today):
            yield Line("逾期", f"“{round.page.title}”：{one.message}",
                       reverse("reviews_round", args=keys), urgent=True)  # fmt: skip
        for one in fields_missing(flow, round.state, invited_of(round.experts.all(), today)):
            if may(user, "review.invite", place).allowed:
                yield Line("审稿", f"“{round.page.title}”：{one.message}",
                           reverse("reviews_papers", args=keys))  # fmt: skip
        step = current_step(flow, round.state)
        if step is not None and role_in(user, round.page, step.actors):
            yield Line("审稿", f"“{round.page.title}”在{step.step}，等着您审",
                       reverse("reviews_round", args=keys))  # fmt: skip
