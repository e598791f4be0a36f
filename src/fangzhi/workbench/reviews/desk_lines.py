"""What reviewing says on the home page: opinions to answer, texts to read, steps to pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from fangzhi.project.reviewing.machine import current_step
from fangzhi.workbench.desk import lines
from fangzhi.workbench.desk.lines import Line
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.reviews.desk import flow_of, role_in
from fangzhi.workbench.reviews.models import Round
from fangzhi.workbench.works.places import place_of, works_at_once


@lines.register
def rounds(user: Any) -> Iterator[Line]:
    """Tell what waits in each round that is going on."""
    rows = Round.objects.filter(is_open=True).select_related("page").order_by("pk")
    waits = Count("remarks", filter=Q(remarks__settled=False))
    open_rounds = list(rows.annotate(waits=waits))
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
        step = current_step(flow_of(round), round.state)
        if step is not None and role_in(user, round.page, step.actors):
            yield Line("审稿", f"“{round.page.title}”在{step.step}，等着您审",
                       reverse("reviews_round", args=keys))  # fmt: skip
