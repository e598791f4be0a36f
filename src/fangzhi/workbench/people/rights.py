"""May this person do that here? One function reads the table; all views and actions ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import Http404

from fangzhi.workbench.people.entering.codes import STEP_UP
from fangzhi.workbench.people.models import Post, User
from fangzhi.workbench.people.table import actions, allows, shows

WORK_DEPTH = 2
"""Works stand right under the tree's root."""
_STEP = 4


class Place(NamedTuple):
    """Where an action is to happen: path in the tree, state there, unit that owes it, owner."""

    path: str = ""
    state: str = "编写"
    unit: int | None = None
    owner: int | None = None


class Verdict(NamedTuple):
    """What the table says; `reason` is for the person, in Chinese, empty where allowed."""

    allowed: bool
    visible: bool
    reason: str = ""


class NeedsCode(PermissionDenied):
    """The person may do this, once a one-time code was given in this session."""

    def __init__(self, action: str) -> None:
        super().__init__("这一步要先输入动态码。")
        self.action = action


class Standing(NamedTuple):
    """One post of a user as the table reads it; an empty path reaches everywhere."""

    role: str
    path: str


def standings(user: Any) -> tuple[Standing, ...]:
    """Give the posts of a user, read once a request."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return ()
    kept: tuple[Standing, ...] | None = getattr(user, "_standings", None)
    if kept is None:
        rows = Post.objects.filter(user=user).values_list("role", "page__path")
        kept = tuple(Standing(role, path or "") for role, path in rows)
        user._standings = kept
    return kept


def relation(user: User, post: Standing, place: Place) -> str:
    """Say how this place stands to a post: own, sub, work or elsewhere."""
    within = place.path.startswith(post.path)
    if within:
        own_unit = place.unit is not None and place.unit == user.unit_id
        return "own" if own_unit or (place.owner is not None and place.owner == user.pk) else "sub"
    work = post.path[: WORK_DEPTH * _STEP]
    return "work" if place.path[: WORK_DEPTH * _STEP] == work else "elsewhere"


def may(user: Any, action: str, place: Place | None = None) -> Verdict:
    """Tell whether `user` may do `action` at `place` (None: a thing that stands in no work)."""
    row = actions()[action]
    posts = standings(user)
    if not posts:
        return Verdict(False, False, "请先登录，或请管理员给您安排职责。")
    if place is None:
        if any(row.reach[post.role] != "-" for post in posts):
            return Verdict(True, True)
        return Verdict(False, False, _who(action))
    visible = False
    in_role = False
    for post in posts:
        how = relation(user, post, place)
        if allows(action, post.role, place.state, how):
            return Verdict(True, True)
        visible = visible or shows(post.role, how)
        in_role = in_role or any(allows(action, post.role, s, how) for s in row.states)
    if in_role:
        when = "、".join(sorted(row.states))
        return Verdict(False, visible, f"这里现在是“{place.state}”，{row.title}要在“{when}”时做。")
    return Verdict(False, visible, _who(action))


Asks = Callable[[str, Place], Verdict]


def asked_once(user: Any) -> Asks:
    """Give `may` of one user for a long list of places: equal questions are asked once.

    What `may` answers goes by the action, the state, and how the place stands to each post.
    """
    kept: dict[tuple[Any, ...], Verdict] = {}
    posts = standings(user)

    def asked(action: str, place: Place) -> Verdict:
        key = (action, place.state, *(relation(user, post, place) for post in posts))
        if key not in kept:
            kept[key] = may(user, action, place)
        return kept[key]

    return asked


def _who(action: str) -> str:
    row = actions()[action]
    roles = "、".join(role for role, reach in row.reach.items() if reach != "-")
    return f"“{row.title}”由{roles}来做，您在这里没有这项职责。需要时请与管理员联系。"


def insist(user: Any, action: str, place: Place | None = None) -> None:
    """Raise Http404 where the user may not see the place, PermissionDenied where he may not act."""
    verdict = may(user, action, place)
    if verdict.allowed:
        # only a request says whether a code was given; the command line has no sessions
        if action in STEP_UP and getattr(user, "stepped_up", True) is False:
            raise NeedsCode(action)
        return
    if not verdict.visible and place is not None:
        raise Http404
    raise PermissionDenied(verdict.reason)


def reachable(user: Any, action: str = "entry.see") -> Iterator[str]:
    """Give the paths below which a user may do this at least to what is his own; "" = all."""
    row = actions()[action]
    for post in standings(user):
        reach = row.reach[post.role]
        if reach == "all":
            yield ""
        elif reach != "-":
            yield post.path


def holders(role: str, path: str) -> Iterable[User]:
    """Give the users who hold a role at this place."""
    rows = Post.objects.filter(role=role, user__is_active=True).select_related("user", "page")
    return [row.user for row in rows if row.page is None or path.startswith(row.page.path)]
