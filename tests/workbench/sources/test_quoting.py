"""Words quoted from a source are looked up in its own text: told by page, and no word may differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fangzhi.workbench.sources import actions
from fangzhi.workbench.sources.models import Evidence
from fangzhi.workbench.works.models import EntryPage
from tests.workbench.reading.conftest import empty, worker

pytestmark = pytest.mark.django_db
PAPER = (
    "关于茶叶生产情况的报告\n1986年产茶1630吨。\n1987年，产茶1702吨。\n以上两年，产茶逐年增加。\n"
)


@pytest.fixture(autouse=True)
def own_library() -> Iterator[None]:
    """Begin and end without a library: others make their own."""
    empty()
    yield
    empty()


@pytest.fixture
def paper(chief: Any) -> Any:
    from fangzhi.workbench.reading.shelf.carrying import bring_up_to_date

    told = {"title": "茶叶生产报告", "kind": "archive"}
    source = actions.register(chief, told, "报告.txt", PAPER.encode())
    bring_up_to_date(worker(chief))
    return source


def test_a_quotation_is_anchored_in_the_sources_text_and_leads_there(
    work: Any, chief: Any, paper: Any, signed_in: Any
) -> None:
    client, tea = signed_in(chief), EntryPage.objects.get(title="茶叶（正文）")
    address = f"/entries/{tea.pk}/evidence/"
    told = {"words": "产茶1630吨", "source": paper.pk, "stance": "for", "leaf": ""}
    assert client.post(address, {**told, "quotation": "1986年产茶1630吨"}).status_code == 302
    row = Evidence.objects.get()
    assert row.passage.quotation == "1986年产茶1630吨" and row.passage.after.startswith("。")
    assert row.leaf == "第2行"
    page = client.get(address).content.decode()
    assert "与资料一字不差" in page
    link = page.split('">翻到那一处')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    shown = client.get(link)
    assert shown.status_code == 200 and "1630" in shown.content.decode()


def test_a_quotation_that_stands_twice_or_nowhere_is_told(
    work: Any, chief: Any, paper: Any, signed_in: Any
) -> None:
    client, tea = signed_in(chief), EntryPage.objects.get(title="茶叶（正文）")
    address = f"/entries/{tea.pk}/evidence/"
    told = {"words": "产茶1630吨", "source": paper.pk, "stance": "for", "leaf": ""}
    twice = client.post(address, {**told, "quotation": "产茶1"}).content.decode()
    assert "有2处" in twice and not Evidence.objects.exists()
    client.post(address, {**told, "quotation": "1986年产茶1640吨"})
    assert Evidence.objects.get().passage is None
    assert "资料的文字里没有找到这句原文" in client.get(address).content.decode()


def test_a_source_without_text_is_said_to_have_none(work: Any, chief: Any, signed_in: Any) -> None:
    client, tea = signed_in(chief), EntryPage.objects.get(title="茶叶（正文）")
    bare = actions.register(chief, {"title": "石碑", "kind": "object"})
    address = f"/entries/{tea.pk}/evidence/"
    client.post(address, {"words": "产茶1630吨", "source": bare.pk, "stance": "for",
                          "quotation": "道光三年立"})  # fmt: skip
    assert "原件没有可以查对的文字" in client.get(address).content.decode()
