"""The page around an answer is kept: no asker and no setting gets another's."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.test import Client

from fangzhi.workbench.people.models import Office
from fangzhi.workbench.reading.doors import answers
from fangzhi.workbench.reading.models import Room
from tests.workbench.reading.conftest import browser, person

pytestmark = pytest.mark.django_db


def page(client: Client, **told: Any) -> str:
    """Give the page of a search that finds something."""
    answer = client.get("/library/", {"q": "茶", **told})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_everybody_gets_the_page_of_his_own_rights(shelf: Any) -> None:
    clients = {"": browser(), "审发人": browser(person("审发人")), "编辑": browser(person("编辑"))}
    for _ in range(2):
        told = {role: page(client) for role, client in clients.items()}
        assert "登录</a>" in told[""] and "工作台</a>" not in told[""]
        assert "登录</a>" not in told["审发人"] and "工作台</a>" in told["审发人"]
        assert "依据卡</a>" in told["编辑"] and "依据卡</a>" not in told[""]
        assert 'name="inside"' in told["编辑"] and 'name="inside"' not in told[""]


def test_who_has_an_account_without_a_post_is_not_asked_to_log_in(shelf: Any) -> None:
    from fangzhi.workbench.people.actions import make_user
    from tests.workbench.conftest import PASSWORD

    make_user("测试", "没有职责", PASSWORD, "没有职责", None)
    client = Client()
    assert client.login(username="没有职责", password=PASSWORD)
    told = page(client)
    assert "登录</a>" not in told and "工作台</a>" not in told


def test_a_new_notice_and_a_new_name_are_on_the_next_page(shelf: Any) -> None:
    page(browser())
    Room.objects.update(notice="<周一>闭馆", mail="a@b.cn")
    Office.objects.update_or_create(pk=1, defaults={"name": "蒙山县志办"})
    told = page(browser())
    assert "&lt;周一&gt;闭馆" in told and "a@b.cn" in told and "蒙山县志办阅览室</title>" in told
    Room.objects.update(notice="", mail="")
    assert "闭馆" not in page(browser())


def test_the_form_keeps_the_limits_of_its_own_question(shelf: Any) -> None:
    wide, narrow = page(browser()), page(browser(), kind="旧志", told_from=1600, width=48, exact=1)
    assert 'type="hidden"' not in wide and 'value="1600"' not in wide and " checked" not in wide
    assert '<input type="hidden" name="kind" value="旧志">' in narrow
    assert 'value="1600"' in narrow and '<option value="48" selected>' in narrow
    assert 'name="exact" value="1" checked' in narrow
    assert page(browser()).split("毫秒")[0][:2000] == wide.split("毫秒")[0][:2000]


@pytest.mark.parametrize("words", ["茶<script>", '"茶\0税"', "茶 或 " + "很长的字词" * 20])
def test_words_stand_in_the_title_and_the_box_as_words(shelf: Any, words: str) -> None:
    answer = browser().get("/library/", {"q": words, "kind": "\0旧\0志<b>"})
    told = answer.content.decode()
    assert answer.status_code == 200 and "<script>" not in told and "志<b>" not in told
    title = told[told.index("<title>") + 7 : told.index("</title>")]
    assert html.unescape(title).startswith(words[:9])
    assert len(title) < 60


def test_a_page_that_finds_nothing_says_what_to_do(shelf: Any) -> None:
    told = page(browser(), q="无此字词也")
    assert "<strong>0</strong> 处。没有找到" in told and "取走全部结果" not in told


def test_an_answer_of_the_api_has_exactly_the_shape_that_is_told(shelf: Any) -> None:
    told = Client().get("/api/v1/search", {"q": "茶"}).json()
    assert set(told) == set(answers.Found.model_fields) and len(told["hits"]) == 3
    for hit in told["hits"]:
        assert set(hit) == set(answers.Hit.model_fields)
        assert Client().get(hit["address"]).status_code == 200
    answers.Found.model_validate(told, strict=True)
