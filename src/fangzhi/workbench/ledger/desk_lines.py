"""What keeping says on the home page: a backup or a check of the ledger that is due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from fangzhi.workbench.desk import lines
from fangzhi.workbench.desk.lines import Line
from fangzhi.workbench.ledger.condition import overdue
from fangzhi.workbench.people.rights import may


@lines.register
def keeping(user: Any) -> Iterator[Line]:
    """Tell who looks after the workbench what was not done in time."""
    if may(user, "doctor").allowed:
        for sign in overdue():
            yield Line("后台", f"{sign.name}：{sign.found}", reverse("ledger_doctor"), urgent=True)
