"""Every route: declared, shut to strangers, guarded against forged forms, with the headers set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver

from fangzhi.workbench.people.gate import ACCOUNT, PUBLIC, SIGNED_IN, declared, door_of
from fangzhi.workbench.people.table import actions
from fangzhi.workbench.people.wagtail_routes import WAGTAIL

_SAMPLES = (
    (r"\(\?P<\w+>[^)]*\)", "1"),
    (r"<int:\w+>", "999999"),
    (r"<slug:\w+>|<str:\w+>|<\w+>|<path:\w+>", "x"),
)
"""What stands in an address for each kind of part."""
WITHOUT_FORM_MARK: dict[str, str] = {
    "doors_oai": "OAI-PMH must answer POST as it answers GET, and only reads",
}
"""Routes that take a form without Django's mark against forgery, and why."""


class Route(NamedTuple):
    """A route: its full name and an address that leads to it."""

    name: str
    url: str


def routes() -> list[Route]:
    """Walk the resolver: every route that there is."""
    return list(_below(get_resolver(), (), ""))


def _below(resolver: URLResolver, spaces: tuple[str, ...], prefix: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _below(pattern, inside, path)
        else:
            name = pattern.name or pattern.lookup_str
            yield Route(":".join((*spaces, name)), "/" + _example(path))


def _example(path: str) -> str:
    path = path.replace("^", "").replace("$", "").replace("\\.", ".").replace(".*", "x")
    for pattern, sample in _SAMPLES:
        path = re.sub(pattern, sample, path)
    return path


def test_every_route_is_declared_or_shut() -> None:
    undeclared = sorted({route.name for route in routes() if door_of(route.name) is None})
    assert undeclared == []


def test_every_declared_action_is_a_row_of_the_table() -> None:
    known = {*actions(), PUBLIC, ACCOUNT, SIGNED_IN, "edit", ""}
    for name, door in declared().items():
        assert {door.look, door.do} <= known, name


def test_no_name_is_declared_for_a_route_that_is_not_there() -> None:
    names = {route.name for route in routes()}
    ours = {name for name in declared() if name not in WAGTAIL}
    assert sorted(ours - names) == []


def test_an_undeclared_route_is_refused_and_logged(office: Any, signed_in: Any) -> None:
    from fangzhi.workbench.ledger.models import Line

    boss = office("管理员")
    assert signed_in(boss).get("/admin/users/").status_code == 404
    assert Line.objects.filter(action="route", outcome="拒", who_id=boss.pk).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_gets_nothing_but_the_public_routes(office: Any, method: str) -> None:
    office("编辑")
    client = Client()
    for route in routes():
        door = door_of(route.name)
        if door is None or PUBLIC in door:
            continue
        answer = getattr(client, method)(route.url)
        where = answer.headers.get("Location", "")
        assert answer.status_code == 403 or where.startswith("/login/"), (route, answer.status_code)


@pytest.mark.django_db
def test_every_form_needs_the_mark_against_forgery(office: Any, signed_in: Any) -> None:
    client = signed_in(office("管理员"))
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = client.cookies
    for route in routes():
        if route.name in WITHOUT_FORM_MARK:
            continue
        door = door_of(route.name)
        answer = forged.post(route.url, {"a": "b"})
        if answer.status_code == 404 and door is not None and not door.do:
            continue  # shut to every form
        words = answer.content.decode()
        assert answer.status_code == 403 and "不是从本系统打开的" in words, (
            route,
            answer.status_code,
        )


@pytest.mark.parametrize("address", ["/login/", "/admin/", "/nonsense/", "/desk/people/"])
def test_every_answer_bears_the_headers(office: Any, signed_in: Any, address: str) -> None:
    for client in (signed_in(office("编辑")), Client()):
        told = client.get(address).headers
        policy = told["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "object-src 'none'" in policy
        told_of = dict(part.split(" ", 1) for part in policy.split("; "))
        assert told_of["style-src"] == "'self'"
        assert [key for key, value in told_of.items() if "unsafe" in value] == ["style-src-attr"]
        assert told["X-Content-Type-Options"] == "nosniff"
        assert told["X-Frame-Options"] == "SAMEORIGIN"
        assert told["Referrer-Policy"] == "same-origin"
        assert told["Cross-Origin-Opener-Policy"] == "same-origin"
        assert told["Cache-Control"].startswith("no-store") or "no-store" in told["Cache-Control"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(office: Any) -> None:
    from tests.workbench.conftest import PASSWORD

    user = office("编辑")
    client = Client()
    client.post("/login/", {"username": user.username, "password": PASSWORD})
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert client.cookies[settings.CSRF_COOKIE_NAME]["samesite"] == "Lax"


def test_over_https_cookies_are_secure_and_the_browser_remembers_it(tmp_path: Path) -> None:
    import json
    import os
    import subprocess
    import sys

    ask = (
        "import json; from django.conf import settings as s; print(json.dumps("
        "[s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.DEBUG,"
        " s.PASSWORD_HASHERS, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME]))"
    )
    told = {**os.environ, "FANGZHI_HTTPS": "1", "FANGZHI_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", ask], env=told, capture_output=True, check=True)
    assert json.loads(done.stdout) == [
        True,
        True,
        31536000,
        False,
        ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "__Host-sessionid",
        "__Host-csrftoken",
    ]


def test_a_host_that_is_not_ours_is_refused(office: Any) -> None:
    office("编辑")
    assert Client().get("/login/", headers={"host": "evil.example"}).status_code == 400


def test_no_page_of_ours_holds_script_or_handlers(office: Any) -> None:
    top = Path(settings.BASE)
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son\w+\s*=\s*[\"']", re.I
    )
    for path in sorted(top.rglob("templates/**/*.html")):
        assert not inline.search(path.read_text(encoding="utf-8")), path


def test_the_key_and_the_data_are_read_by_the_owner_alone(tmp_path: Path) -> None:
    from fangzhi.workbench.conf.keys import keys

    first = keys(tmp_path)
    assert len(first) == 1 and len(first[0]) >= 50
    assert keys(tmp_path) == first
    assert (tmp_path / "secret.txt").stat().st_mode & 0o077 == 0


def test_a_script_that_asks_gets_the_reason_as_json(office: Any, signed_in: Any) -> None:
    answer = signed_in(office("编辑")).get("/ledger/", headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert "日志" in answer.json()["reason"]
