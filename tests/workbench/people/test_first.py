"""The first-run page: opened by the console's code, there once and never again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from fangzhi.workbench.people.models import Office, Post, User
from fangzhi.workbench.people.office import opening_code, opening_words
from tests.workbench.conftest import PASSWORD

TOLD = {
    "office": "清溪县地方志编纂委员会办公室",
    "name": "陈管理",
    "username": "chen",
    "password": PASSWORD,
    "again": PASSWORD,
}


@pytest.mark.django_db
def test_the_front_door_leads_to_the_first_run_page_while_nobody_has_an_account() -> None:
    client = Client()
    answer = client.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == "/first/"
    assert "首次使用" in answer.content.decode()
    assert opening_code() in opening_words("http://127.0.0.1:8000/")


@pytest.mark.django_db
def test_the_code_makes_the_administrator_once() -> None:
    client = Client()
    answer = client.post("/first/", {**TOLD, "code": opening_code()})
    assert answer.status_code == 302
    user = User.objects.get()
    assert [post.role for post in Post.objects.filter(user=user)] == ["管理员"]
    assert Office.objects.get().name == TOLD["office"]
    assert client.get("/admin/").status_code == 200
    again = Client().post("/first/", {**TOLD, "username": "other", "code": opening_code()})
    assert again.status_code == 404
    assert User.objects.count() == 1
    assert opening_words("http://127.0.0.1:8000/") == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"code": "0000000000"},
        {"password": "12345678", "again": "12345678"},
        {"again": "别的密码别的密码"},
    ],
)
def test_without_the_code_or_with_a_weak_password_nothing_is_made(change: Any) -> None:
    told = {**TOLD, "code": opening_code(), **change}
    answer = Client().post("/first/", told)
    assert answer.status_code == 422
    assert not User.objects.exists()
    assert not Office.objects.exists()


@pytest.mark.django_db
def test_guessing_the_code_is_slowed() -> None:
    client = Client()
    for _ in range(6):
        client.post("/first/", {**TOLD, "code": "1234567890"})
    answer = client.post("/first/", {**TOLD, "code": opening_code()})
    assert answer.status_code == 422
    assert "请等" in answer.content.decode()
