"""Lines of the apps that have no page of their own for it: runs that ended, findings undecided."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from fangzhi.workbench.desk import lines
from fangzhi.workbench.desk.lines import Line
from fangzhi.workbench.jobs.models import CANCELLED, DONE, OPEN, Run
from fangzhi.workbench.people.rights import may, reachable
from fangzhi.workbench.works.checking import kept
from fangzhi.workbench.works.models import Aside, WorkPage
from fangzhi.workbench.works.places import place_of, works_at_once
from fangzhi.workbench.works.rulings import verdicts

_RECENT = datetime.timedelta(days=1)
_NAMED = 5


@lines.register
def runs(user: Any) -> Iterator[Line]:
    """Tell of one's own background runs of the last day."""
    mine = Run.objects.filter(owner=user)
    for run in mine.filter(ended__gte=timezone.now() - _RECENT).exclude(state=CANCELLED)[:_NAMED]:
        words = f"“{run.title}”{'已完成' if run.state == DONE else f'没有做成（{run.state}）'}"
        yield Line("后台", words, reverse("jobs_run", args=[run.pk]), urgent=run.state != DONE)
    going = mine.filter(state__in=OPEN).count()
    if going:
        yield Line("后台", f"有{going}项后台任务正在进行", reverse("jobs_runs"), going)


@lines.register
def works(user: Any) -> Iterator[Line]:
    """Tell of findings of the last check that nobody decided, and texts set aside, by work."""
    roots = {path[:8] for path in reachable(user, "check.decide")}
    pages = list(WorkPage.objects.order_by("-pk").defer("settings"))
    pages = [page for page in pages if "" in roots or page.path in roots]
    works_at_once(pages)
    asides = Aside.objects.filter(settled=False).values_list("page__path", flat=True)
    waiting = Counter(path[:8] for path in asides)
    for page in pages:
        place = place_of(page)
        found = kept(page) if may(user, "check.decide", place).allowed else ()
        decided = verdicts(page) if found else {}
        left = sum(finding.fingerprint not in decided for finding in found)
        if left:
            yield Line("疑点", f"《{page.title}》有{left}处疑点还没有审定",
                       reverse("works_check", args=[page.pk]), left)  # fmt: skip
        aside = waiting[page.path]
        if aside and may(user, "entry.edit", place).allowed:
            yield Line("疑点", f"《{page.title}》有{aside}份待合并的稿子",
                       reverse("works_asides", args=[page.pk]), aside)  # fmt: skip
