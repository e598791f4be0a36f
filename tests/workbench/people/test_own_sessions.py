"""One's own sessions are listed and ended one by one; keys change without anybody being thrown out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyotp
import pytest
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.db import connection

from fangzhi.workbench.conf import keys
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.people.accounts import keep_codes, leave_everywhere
from fangzhi.workbench.people.entering import codes
from fangzhi.workbench.people.models import Office, Unit, User
from fangzhi.workbench.people.sealed import Unread, reseal
from tests.workbench.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile MicroMessenger/8.0"
DESK = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120"
)


def rows(page: str) -> list[str]:
    return re.findall(r"<tr><td>(.*?)</tr>", page, re.S)


def test_ones_sessions_are_listed_and_each_is_ended_with_the_password(
    office: Any, signed_in: Any, work: Any
) -> None:
    user = office("编辑", work)
    other = signed_in(office("编辑", work))
    other.get("/works/")
    here, phone = signed_in(user), signed_in(user)
    phone.get("/works/", headers={"User-Agent": PHONE}, REMOTE_ADDR="10.0.0.9")
    page = here.get("/admin/account/", headers={"User-Agent": DESK}).content.decode()
    listed = rows(page)
    assert len(listed) == 2, "those of nobody else"
    assert "Windows 电脑，Edge" in listed[0] and "就是这里" in listed[0]
    assert "安卓手机，微信" in listed[1] and "10.0.0.9" in listed[1]
    for client in (here, phone):
        assert client.session.session_key not in page
    which = re.findall(r'name="which" value="(\w+)"', listed[1])[0]
    told = {"which": which, "password": "不是这个密码"}
    refused = here.post("/account/leave/one/", told)
    assert refused.status_code == 422 and "密码不对" in refused.content.decode()
    assert phone.get("/works/").status_code == 200
    told["password"] = PASSWORD
    assert other.post("/account/leave/one/", told).status_code == 404
    assert here.post("/account/leave/one/", told).status_code == 302
    assert phone.get("/works/").status_code == 302 and here.get("/works/").status_code == 200
    assert "退出一处" in Line.objects.filter(who_id=user.pk).latest("number").detail
    assert len(rows(here.get("/admin/account/").content.decode())) == 1


def test_sessions_that_no_longer_let_in_are_not_listed(
    office: Any, signed_in: Any, work: Any
) -> None:
    user = office("编辑", work)
    signed_in(user).get("/works/")
    leave_everywhere(user)
    user.refresh_from_db()
    here = signed_in(user)
    assert len(rows(here.get("/admin/account/").content.decode())) == 1
    assert Session.objects.count() == 2


def test_names_of_the_office_the_place_and_its_books_make_no_password(work: Any) -> None:
    Office.objects.create(name="中共清溪县委党史和地方志编纂委员会办公室")
    Unit.objects.create(name="县交通运输局")
    guessed = ("清溪县20242024", "qingxixian2024", "QingXi-12345678", "清溪年鉴@2024年",
               "qingxinianjian1", "县交通运输局123456", "fangzhi20241234")  # fmt: skip
    for password in guessed:
        with pytest.raises(ValidationError, match="本单位"):
            validate_password(password, User(username="wang"))
    for password in (PASSWORD, "清溪的水流过三座旧石桥", "qingxi-correct-horse-battery"):
        validate_password(password, User(username="wang"))


def stored(user: User) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT totp_secret FROM people_user WHERE id = %s", [user.pk])
        return str(cursor.fetchone()[0])


def test_the_secret_of_a_phone_lies_sealed_in_the_database(
    office: Any, settings: Any, signed_in: Any
) -> None:
    user, secret = office("终审"), codes.fresh_secret()
    keep_codes(user, secret, 1)
    assert secret not in stored(user) and stored(user).startswith("sealed1:")
    assert User.objects.get(pk=user.pk).totp_secret == secret
    # what is about to be bound lies in the session, sealed too
    client = signed_in(office("管理员"), code=False)
    shown = client.get("/account/codes/").context["secret"].replace(" ", "")
    assert shown not in str(dict(client.session))
    # without the key nothing opens it, no code fits, and saving the person loses nothing
    settings.SECRET_KEY = "another key of another house, long enough for anybody"
    lost = User.objects.get(pk=user.pk)
    assert isinstance(lost.totp_secret, Unread) and not codes.takes(lost, pyotp.TOTP(secret).now())
    before = stored(user)
    lost.save()
    assert stored(user) == before and reseal(User, "totp_secret") == 0


def test_what_lay_open_before_is_sealed_at_the_next_start(office: Any) -> None:
    user = office("终审")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_user SET totp_secret = 'ABCDEFGH' WHERE id = %s", [user.pk])
    assert User.objects.get(pk=user.pk).totp_secret == "ABCDEFGH"
    assert reseal(User, "totp_secret") == 1 and reseal(User, "totp_secret") == 0
    assert stored(user).startswith("sealed1:")
    assert User.objects.get(pk=user.pk).totp_secret == "ABCDEFGH"


def test_a_new_key_ends_no_session_no_link_and_no_code_while_the_old_one_is_kept(
    office: Any, settings: Any, signed_in: Any, work: Any, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text(settings.SECRET_KEY + "\n", encoding="ascii")
    user, secret = office("编辑", work), codes.fresh_secret()
    keep_codes(user, secret, 1)
    client, link = signed_in(user), Signer().sign("链接")
    assert "已换新钥" in keys.main([str(tmp_path), "renew"])
    settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS = keys.keys(tmp_path)
    assert len(settings.SECRET_KEY_FALLBACKS) == 1
    assert (tmp_path / "secret.txt").stat().st_mode & 0o077 == 0
    assert client.get("/works/").status_code == 200
    assert Signer().unsign(link) == "链接" and Signer().sign("链接") != link
    assert User.objects.get(pk=user.pk).totp_secret == secret
    assert reseal(User, "totp_secret") == 1, "the start after it seals anew"
    assert "去掉1把旧钥" in keys.main([str(tmp_path), "forget"])
    settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS = keys.keys(tmp_path)
    assert User.objects.get(pk=user.pk).totp_secret == secret
    assert client.get("/works/").status_code == 200, "a session in use took the new key over"
    assert signed_in(user).get("/works/").status_code == 200
    with pytest.raises(Exception, match="does not match"):
        Signer().unsign(link)
    assert keys.main(["nowhere", "renew"]).startswith("用法")
