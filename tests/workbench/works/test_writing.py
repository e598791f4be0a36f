"""Writing an entry through the pages: saved, refused, compared, put back, checked."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

from fangzhi.workbench.works.models import Aside, EntryPage, Ruling

pytestmark = pytest.mark.django_db


def page_of(title: str) -> EntryPage:
    return EntryPage.objects.get(title=title)


def opened(client: Any, page: EntryPage) -> dict[str, Any]:
    shown = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    draft = re.search(r"<textarea[^>]*>(.*?)</textarea>", shown, re.S)
    revision = re.search(r'data-revision="(\d+)"', shown)
    assert draft and revision
    return {"draft": html.unescape(draft[1]), "title": "", "revision": int(revision[1])}


def saved(client: Any, page: EntryPage, told: dict[str, Any]) -> Any:
    return client.post(f"/entries/{page.pk}/save/", json.dumps(told), "application/json")


def test_what_is_written_is_saved_and_can_be_seen_and_put_back(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client, page = signed_in(chief), page_of("茶叶（正文）")
    told = opened(client, page)
    first = told["revision"]
    told["draft"] = told["draft"].replace("1630", "1640")
    answer = saved(client, page, told)
    assert answer.status_code == 200, answer.content
    page.refresh_from_db()
    assert "1640" in page.entry.manuscript.blocks[0].text
    shown = client.get(f"/entries/{page.pk}/compare/{first}/{answer.json()['revision']}/")
    assert "<del>1630</del><ins>1640</ins>" in shown.content.decode()
    client.post(f"/entries/{page.pk}/restore/{first}/")
    page.refresh_from_db()
    assert "1630" in page.entry.manuscript.blocks[0].text


def test_an_unchanged_draft_is_the_same_entry(work: Any, chief: Any, signed_in: Any) -> None:
    client, page = signed_in(chief), page_of("茶叶（正文）")
    before = page.digest
    answer = saved(client, page, opened(client, page))
    assert answer.json()["revision"] == page.latest_revision_id
    page.refresh_from_db()
    assert page.digest == before


def test_the_second_of_two_saves_is_set_aside_with_its_words(
    work: Any, chief: Any, office: Any, signed_in: Any
) -> None:
    page = page_of("茶叶（正文）")
    one, two = signed_in(chief), signed_in(office("编辑", work))
    mine, theirs = opened(one, page), opened(two, page)
    mine["draft"] = mine["draft"].replace("2.1", "2.2")
    theirs["draft"] = theirs["draft"].replace("2.1", "2.3")
    assert saved(one, page, mine).status_code == 200
    refused = saved(two, page, theirs)
    assert refused.status_code == 409 and "没有覆盖" in refused.json()["reason"]
    assert "2.3" in Aside.objects.get().entry.manuscript.blocks[0].text
    assert "2.3" in two.get(f"/works/{work.pk}/asides/").content.decode()


def test_a_held_entry_is_only_read_by_others(
    work: Any, chief: Any, office: Any, signed_in: Any
) -> None:
    page = page_of("茶叶（正文）")
    signed_in(chief).post(f"/entries/{page.pk}/lock/")
    other = signed_in(office("编辑", work))
    assert "正占用着" in other.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_a_forged_draft_is_refused_in_words(work: Any, chief: Any, signed_in: Any) -> None:
    client, page = signed_in(chief), page_of("茶叶（正文）")
    before = page.digest
    for draft in ("", "{}", '{"blocks": [{"kind": "script"}]}', "<script>"):
        told = {"draft": draft, "title": "", "revision": page.latest_revision_id}
        assert saved(client, page, told).status_code == 400
    page.refresh_from_db()
    assert page.digest == before


def test_findings_come_while_writing_and_a_decision_takes_a_reason(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client, page = signed_in(chief), page_of("茶叶（正文）")
    told = opened(client, page)
    draft = told["draft"].replace("年末茶园2.1万亩", "森林面积8.32万公顷（12.48万亩）")
    answer = client.post(f"/entries/{page.pk}/check/", draft, "application/json")
    found = [one for one in answer.json()["findings"] if one["rule"] == "R178"]
    assert found and "124.80" in found[0]["message"]
    address = f"/works/{page.pk}/decide/"
    sent = {"fingerprint": found[0]["fingerprint"], "verdict": "ignored", "rule": "R178"}
    assert client.post(address, json.dumps(sent), "application/json").status_code == 400
    sent["reason"] = "原始资料如此"
    assert client.post(address, json.dumps(sent), "application/json").status_code == 200
    assert Ruling.objects.get().decision.reason == "原始资料如此"


def test_a_whole_work_is_checked_and_carried_out_in_the_background(
    work: Any, chief: Any, signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from fangzhi.workbench.jobs.models import Run
    from fangzhi.workbench.jobs.runs import carry_out

    client = signed_in(chief)
    client.post(f"/works/{work.pk}/check/")
    client.post(f"/works/{work.pk}/export/", {"formats": ["docx", "site"]})
    for run in Run.objects.order_by("pk"):
        carry_out.func(run.pk)
    checked, made = Run.objects.order_by("pk")
    assert "查出疑点" in checked.message, checked.fault
    assert made.result.endswith(".zip"), made.fault
    assert "疑点" in client.get(f"/works/{work.pk}/check/").content.decode()
