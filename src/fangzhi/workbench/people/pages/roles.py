"""What each role may do, told in words out of the table itself."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fangzhi.workbench.people.entering.codes import STEP_UP
from fangzhi.workbench.people.models import ROLES
from fangzhi.workbench.people.table import STATES, actions

REACHES = {"all": "在所有志书里", "sub": "在职责范围内", "own": "只对本单位或自己的"}


class Told(NamedTuple):
    """One role: for each reach, what may be done."""

    role: str
    needs_code: bool
    lines: tuple[tuple[str, str], ...]


def told() -> tuple[Told, ...]:
    """Put the table of rights into words, role by role."""
    found = []
    for role in ROLES:
        lines = []
        for reach, words in REACHES.items():
            things = [
                _thing(row.title, row.states)
                for row in actions().values()
                if row.reach[role] == reach and row.key != "self"
            ]
            if things:
                lines.append((words, "、".join(things)))
        code = any(actions()[key].reach[role] != "-" for key in STEP_UP)
        found.append(Told(role, code, tuple(lines)))
    return tuple(found)


def _thing(title: str, states: frozenset[str]) -> str:
    if len(states) == len(STATES):
        return title
    return f"{title}（{'、'.join(state for state in STATES if state in states)}时）"


@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Show the roles."""
    return render(request, "people/roles.html", {"roles": told()})
