"""Coming in: argon2id, waiting after wrong passwords, codes that serve once, sessions that end."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.people.entering import codes, sessions, throttle
from fangzhi.workbench.people.entering.login import link_for
from fangzhi.workbench.people.models import Attempt, User
from tests.workbench.conftest import PASSWORD


def _enter(client: Client, name: str, password: str) -> Any:
    return client.post("/login/", {"username": name, "password": password})


def test_passwords_are_kept_as_argon2id(office: Any) -> None:
    assert office("编辑").password.startswith("argon2$argon2id$")


def test_a_session_gets_a_new_key_at_login(office: Any) -> None:
    user = office("编辑")
    client = Client()
    client.get("/login/")
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    assert _enter(client, user.username, PASSWORD).status_code == 302
    assert client.session.session_key != session.session_key


def test_wrong_password_and_unknown_name_get_the_same_words(office: Any) -> None:
    user = office("编辑")
    closed = office("编辑", name="已停用")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    told = [
        _enter(Client(), name, password).content.decode()
        for name, password in (
            (user.username, "不对不对不对不对不对"),
            ("没有这个人", "不对不对不对不对不对"),
            (closed.username, PASSWORD),
        )
    ]
    shown = {text.split('role="alert">')[1].split("<")[0] for text in told}
    assert len(shown) == 1
    assert "用户名或密码不对" in shown.pop()


def test_guessing_one_name_waits_longer_and_longer_but_never_for_good(office: Any) -> None:
    user = office("编辑")
    for _ in range(5):
        _enter(Client(), user.username, "不对不对不对不对不对")
    answer = _enter(Client(), user.username, PASSWORD)
    assert "请等" in answer.content.decode()
    assert Attempt.objects.filter(username=user.username).count() == 5, "waiting is not counted"
    later = timezone.now() + timedelta(seconds=6)
    assert throttle.wait(user.username, "10.0.0.9", later) == 0
    assert 0 < throttle.wait(user.username, "10.0.0.9") <= 5
    for _ in range(50):
        throttle.failed(user.username, "10.0.0.9")
    assert throttle.wait(user.username, "10.0.0.9") <= throttle.LONGEST.total_seconds()
    assert throttle.wait(user.username, "10.0.0.9", timezone.now() + throttle.LONGEST) == 0


def test_guessing_many_names_from_one_address_waits_too(db: None) -> None:
    for number in range(30):
        throttle.failed(f"name{number}", "10.0.0.8")
    assert throttle.wait("somebody", "10.0.0.8") > 0
    assert throttle.wait("somebody", "10.0.0.7") == 0


def test_each_entering_and_each_failure_stands_in_the_ledger_without_the_typed_name(
    office: Any,
) -> None:
    user = office("编辑")
    _enter(Client(), user.username, "不对不对不对不对不对")
    _enter(Client(), "我把密码打在这里了", "x")
    _enter(Client(), user.username, PASSWORD)
    lines = Line.objects.filter(thing="登录").order_by("number")
    assert [line.outcome for line in lines] == ["拒", "拒", "成"]
    assert "密码打在" not in "".join(line.detail + line.who for line in lines)


@pytest.mark.django_db
def test_a_code_serves_once_and_a_late_one_not_at_all(office: Any) -> None:
    user = office("终审")
    secret = codes.fresh_secret()
    User.objects.filter(pk=user.pk).update(totp_secret=secret)
    user.refresh_from_db()
    code = pyotp.TOTP(secret).now()
    stale = User.objects.get(pk=user.pk)
    assert codes.takes(user, code)
    assert not codes.takes(stale, code), "the same code, sent twice at once"
    assert not codes.takes(User.objects.get(pk=user.pk), code)
    old = pyotp.TOTP(secret).at(int(time.time()) - 300)
    assert codes.step_of(secret, old, 0) == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_manages_people_is_asked_for_a_code_once_a_session(
    office: Any, signed_in: Any, method: str
) -> None:
    boss = office("管理员")
    secret = codes.fresh_secret()
    User.objects.filter(pk=boss.pk).update(totp_secret=secret)
    client = signed_in(boss, code=False)
    answer = getattr(client, method)("/desk/people/add/", {"name": "王", "username": "wang"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/code/")
    assert not User.objects.filter(username="wang").exists()
    wrong = client.post("/account/code/", {"code": "000000"})
    assert wrong.status_code == 422
    key = client.session.session_key
    right = client.post(
        "/account/code/", {"code": pyotp.TOTP(secret).now(), "next": "/desk/people/add/"}
    )
    assert right["Location"] == "/desk/people/add/"
    assert client.session.session_key != key
    assert client.get("/desk/people/add/").status_code == 200


def test_without_a_phone_bound_the_code_page_leads_to_binding_one(
    office: Any, signed_in: Any
) -> None:
    boss = office("管理员")
    client = signed_in(boss, code=False)
    answer = client.get("/account/code/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/codes/")
    assert client.get("/account/codes/picture.svg").content.startswith(b"<svg")
    secret = answer.context["secret"].replace(" ", "")
    done = client.post("/account/codes/", {"code": pyotp.TOTP(secret).now()})
    assert done.status_code == 302
    assert User.objects.get(pk=boss.pk).totp_secret == secret
    again = signed_in(boss, code=False).get("/account/codes/")
    assert again["Location"].startswith("/account/code/"), "a bound phone is changed with a code"


@pytest.mark.parametrize("bound", [True, False])
def test_the_code_page_says_what_it_interrupts(office: Any, signed_in: Any, bound: bool) -> None:
    boss = office("管理员")
    if bound:
        User.objects.filter(pk=boss.pk).update(totp_secret=codes.fresh_secret())
    client = signed_in(boss, code=False)
    answer = client.get("/desk/people/add/", follow=True)
    shown = answer.content.decode()
    words = "这一步要先输入动态码" if bound else "这一步要先启用动态码"
    assert f"您刚才要做的是“管理人员和职责”，{words}" in shown
    again = client.post(answer.redirect_chain[-1][0], {"code": "12", "next": "/desk/people/add/"})
    assert again.status_code == 422 and "“管理人员和职责”" in again.content.decode()
    for address in ("/account/code/", "/account/code/?for=entry.see", "/account/code/?for=<b>"):
        assert "您刚才要做的是" not in client.get(address, follow=True).content.decode()


def test_an_action_called_in_a_session_without_a_code_is_stopped_too(office: Any) -> None:
    from fangzhi.workbench.people.rights import NeedsCode, insist

    boss = office("管理员")
    insist(boss, "people.edit")
    boss.stepped_up = False
    with pytest.raises(NeedsCode):
        insist(boss, "people.edit")


@pytest.mark.parametrize(("since", "seen"), [(13 * 3600, 60), (3 * 3600, 3 * 3600)])
def test_a_session_ends_after_twelve_hours_or_two_untouched(
    office: Any, signed_in: Any, since: int, seen: int
) -> None:
    client = signed_in(office("编辑"))
    assert client.get("/admin/").status_code == 200
    session = client.session
    now = int(time.time())
    session[sessions.SINCE], session[sessions.SEEN] = now - since, now - seen
    session.save()
    answer = client.get("/admin/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")


def test_leaving_everywhere_and_a_new_password_end_other_sessions(
    office: Any, signed_in: Any
) -> None:
    user = office("编辑")
    here, there = signed_in(user), signed_in(user)
    fresh = "另外一个很长的密码-2027"
    told = {"old": PASSWORD, "new": fresh, "again": fresh}
    assert here.post("/admin/account/", told).status_code == 302
    assert here.get("/admin/").status_code == 200
    assert there.get("/admin/").status_code == 302
    third = signed_in(User.objects.get(pk=user.pk))
    here.post("/account/leave/")
    assert third.get("/admin/").status_code == 302


@pytest.mark.parametrize("way", ["/logout/", "/account/leave/"])
def test_who_signs_out_leaves_no_draft_on_the_machine(
    way: str, office: Any, signed_in: Any
) -> None:
    answer = signed_in(office("编辑")).post(way)
    assert answer.status_code == 302 and answer["Location"].startswith("/login/")
    assert answer["Clear-Site-Data"] == '"storage"'


def test_a_closed_account_is_out_at_once(office: Any, signed_in: Any) -> None:
    user = office("编辑")
    client = signed_in(user)
    assert client.get("/admin/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302


def test_a_link_sets_a_password_once_and_opening_it_spends_nothing(office: Any) -> None:
    user = office("编辑")
    link = link_for(user)
    for _ in range(3):
        assert Client().get(link).status_code == 200
    told = {"new_password1": "链接设定的密码-2026", "new_password2": "链接设定的密码-2026"}
    assert Client().post(link, told).status_code == 302
    assert User.objects.get(pk=user.pk).check_password("链接设定的密码-2026")
    assert Client().post(link, told).status_code == 404
    assert Client().get(link.replace("/password/", "/password/x")).status_code == 404


def test_going_on_after_login_never_leads_to_another_site(office: Any) -> None:
    user = office("编辑")
    for told in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = Client().post(
            "/login/", {"username": user.username, "password": PASSWORD, "next": told}
        )
        assert answer["Location"] == "/admin/"


def test_an_office_may_ask_everybody_for_a_code_once_a_session(
    office: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = office("编辑")
    plain, coded = signed_in(editor, code=False), signed_in(editor)
    assert plain.get("/office/tasks/").status_code == 200
    monkeypatch.setattr(settings, "CODES_FOR_ALL", True)
    for page in ("/admin/", "/office/tasks/"):
        answer = plain.get(page)
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/account/code/")
    answer = plain.post("/office/tasks/make/", {"title": "送展样书"})
    assert answer.status_code == 302 and "/account/code/" in answer.headers["Location"]
    from fangzhi.workbench.office.models import Task

    assert not Task.objects.exists()
    page = plain.get("/account/code/", follow=True).content.decode()
    assert "本单位要求每个人" in page and "以后再说" not in page
    assert plain.get("/admin/account/").status_code == 200  # one's own account, and the way out
    assert coded.get("/office/tasks/").status_code == 200
