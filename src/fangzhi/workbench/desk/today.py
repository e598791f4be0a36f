"""The home page (今天): what waits for whom, in words; and what to do first where nothing stands."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from fangzhi.workbench.desk.lines import gathered
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.people.rights import may, standings
from fangzhi.workbench.works.models import EntryPage, WorkPage

_DAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


class Today(Component):
    """The one panel of the home page."""

    order = 0

    def render_html(self, parent_context: Any = None) -> str:
        """Give the page's body for who is signed in."""
        user = parent_context["request"].user
        lines, faults = gathered(user)
        today = timezone.localdate()
        groups = [(name, list(rows)) for name, rows in groupby(lines, lambda line: line.group)]
        roles = "、".join(dict.fromkeys(post.role for post in standings(user)))
        return str(render_to_string("desk/today.html", {
            "user": user, "groups": groups, "faults": faults, "today": today, "roles": roles,
            "weekday": _DAYS[today.weekday()], "first": first_steps(user),
        }))  # fmt: skip


def first_steps(user: Any) -> list[tuple[str, str]]:
    """Give what this user does first in a workbench that is still empty; nothing in a used one."""
    if EntryPage.objects.exists():
        return []
    works = WorkPage.objects.exists()
    steps = (
        ("people.edit", True, "添上同事，安排职责", "people_users"),
        ("unit.edit", not Unit.objects.exists(), "导入承编单位的名单", "people_unit_list"),
        ("work.create", not works, "新建一部志书或年鉴，篇目可按种类备好", "works_works"),
        ("entry.import", works, "打开志书，导入来稿", "works_works"),
        ("office.edit", True, "收进一份会议简报，把议定的事定成任务", "office_meetings"),
    )
    return [(words, reverse(name)) for action, wanted, words, name in steps
            if wanted and may(user, action).allowed]  # fmt: skip
