"""What collecting says on the home page: hand-ins to look at, files nobody knows, units behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from fangzhi.project.calling.records import waiting
from fangzhi.workbench.calls.intake.known import events_of
from fangzhi.workbench.calls.models import Call, HandIn
from fangzhi.workbench.desk import lines
from fangzhi.workbench.desk.lines import Line
from fangzhi.workbench.people.rights import may
from fangzhi.workbench.works.places import place_of, works_at_once


@lines.register
def calls(user: Any) -> Iterator[Line]:
    """Tell what waits in each call that this user receives for."""
    today = timezone.localdate()
    rows = list(Call.objects.select_related("page").order_by("pk"))
    works_at_once(call.page for call in rows)
    for call in rows:
        if not may(user, "call.receive", place_of(call.page)).allowed:
            continue
        board = reverse("calls_board", args=[call.page_id, call.pk])
        new = HandIn.objects.filter(task__call=call, state="已交", version__gt=0).count()
        if new:
            yield Line("来稿", f"“{call.title}”有{new}件来稿等着看", board, new)
        asked = len(waiting(events_of(call)))
        if asked:
            yield Line("来稿", f"“{call.title}”有{asked}个文件认不出是哪个单位的",
                       reverse("calls_doubtful", args=[call.page_id, call.pk]), asked)  # fmt: skip
        owing = call.tasks.exclude(hand_ins__state__in=("已交", "已收")).distinct().count()
        if owing and call.deadline < today:
            yield Line(
                "逾期", f"“{call.title}”已到期限，还有{owing}个单位没有交", board, owing, True
            )
        elif owing:
            yield Line("来稿", f"“{call.title}”还有{owing}个单位没有交，期限{call.deadline}", board,
                       owing)  # fmt: skip
