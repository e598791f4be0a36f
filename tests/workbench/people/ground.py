"""The ground on which the matrix is asked: one small work a state, people in every relation."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.auth import SESSION_KEY
from django.test import Client

from fangzhi.workbench.people.actions import make_post
from fangzhi.workbench.people.entering.codes import DONE
from fangzhi.workbench.people.models import ROLES, Unit, User
from fangzhi.workbench.people.table import RELATIONS, STATES
from tests.workbench.people.asking import Target


class Ground(NamedTuple):
    """Works by state, and signed-in browsers by (at, role, relation)."""

    targets: dict[str, Target]
    browsers: dict[tuple[str, str, str], Client]
    users: dict[tuple[str, str, str], Any]


def lay() -> Ground:
    """Build it: in each state a work with the unit's section, another section, and a far work."""
    from fangzhi.workbench.works.actions import add_entry, add_section, create_work
    from fangzhi.workbench.works.models import Standing

    unit = Unit.objects.create(name="农业农村局")
    other = Unit.objects.create(name="水务局")
    maker = User.objects.create(username="maker", name="建库人")
    make_post("测试", maker, "总纂")
    targets: dict[str, Target] = {}
    spots: dict[str, dict[str, Any]] = {"entry": {}, "work": {}}
    for state in STATES:
        work = create_work(maker, f"{state}年鉴", "综合年鉴")
        far = create_work(maker, f"{state}远处的年鉴", "综合年鉴")
        section = add_section(maker, work, "农业", "类目", unit)
        beside = add_section(maker, work, "水利", "类目", other)
        entry = add_entry(maker, section, "茶叶", unit)
        Standing.objects.create(page=work, state=state)
        targets[state] = Target(entry, section, work, unit, None, state)
        here = {"own": section, "sub": section, "work": beside, "elsewhere": far}
        spots["entry"][state] = here
        spots["work"][state] = {**here, "own": work, "sub": work}
    return _peopled(targets, spots, unit, other)


def _peopled(
    targets: dict[str, Target], spots: dict[str, dict[str, Any]], unit: Unit, other: Unit
) -> Ground:
    browsers: dict[tuple[str, str, str], Client] = {}
    users: dict[tuple[str, str, str], Any] = {}
    for at, places in spots.items():
        for role in ROLES:
            for relation in RELATIONS:
                key = (at, role, relation)
                belongs = unit if at == "entry" and relation == "own" else other
                user = User.objects.create(username="·".join(key), name=role, unit=belongs)
                for state in STATES:
                    make_post("测试", user, role, places[state][relation])
                users[key] = user
                browsers[key] = browser(user)
    return Ground(targets, browsers, users)


def browser(user: Any) -> Client:
    """Give the browser of somebody who came in and gave a code a moment ago."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    session = client.session
    assert session[SESSION_KEY] == str(user.pk)
    session[DONE] = True
    session.save()
    client.get("/desk/roles/")  # the first request notes when the session began
    return client
