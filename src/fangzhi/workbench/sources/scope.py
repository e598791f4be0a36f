"""Which sources, interviews and narrators a user sees or may change: all of them, or only his own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from fangzhi.workbench.people.rights import insist, standings
from fangzhi.workbench.people.table import actions
from fangzhi.workbench.sources.models import Interview, Narrator, Source

_NOT_YOURS = "这一件不是您或您单位登记的，不能由您来改。要改请与编辑部联系。"


def sources_for(user: Any, action: str = "source.see") -> Any:
    """Give the sources with which the table lets a user do this."""
    rows = Source.objects.all()
    if not own_only(user, action):
        return rows
    own = Q(who=user)
    return rows.filter(own | Q(unit=user.unit_id) if user.unit_id else own)


def interviews_for(user: Any, action: str = "source.see") -> Any:
    """Give the interviews with which the table lets a user do this."""
    return _recorded_by(Interview.objects.select_related("narrator"), user, action)


def narrators_for(user: Any, action: str = "oral.edit") -> Any:
    """Give the narrators with whom the table lets a user do this."""
    return _recorded_by(Narrator.objects.order_by("name", "pk"), user, action)


def insist_on(user: Any, action: str, rows: Any, key: int) -> None:
    """Raise PermissionDenied where `key` is not among the rows that a user may do this with.

    `rows` is one of the functions above. Http404 for who may not even see it.
    """
    insist(user, action)
    if rows(user, action).filter(pk=key).exists():
        return
    if not rows(user, "source.see").filter(pk=key).exists():
        raise Http404
    raise PermissionDenied(_NOT_YOURS)


def _recorded_by(rows: Any, user: Any, action: str) -> Any:
    if not own_only(user, action):
        return rows
    own = Q(who=user)
    return rows.filter(own | Q(who__unit=user.unit_id) if user.unit_id else own)


def own_only(user: Any, action: str) -> bool:
    """Tell whether all posts of a user reach no further than what is his own."""
    reach = actions()[action].reach
    return all(reach[post.role] in ("-", "own") for post in standings(user))
