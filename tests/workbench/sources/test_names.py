"""Names in time: entered, found, corrected, struck; evidence that no longer stands is told."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from fangzhi.authority.office import read_office
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.sources import actions
from fangzhi.workbench.sources.models import Evidence, Named
from fangzhi.workbench.works.actions import save_entry
from fangzhi.workbench.works.compiling import checked, told_of
from fangzhi.workbench.works.editor.wire import draft_of, write_draft
from fangzhi.workbench.works.models import EntryPage

pytestmark = pytest.mark.django_db
BODY = {"kind": "org", "note": "", "name": ["县茶叶局"], "first": ["1984"], "last": [""],
        "short": [""], "basis": [""]}  # fmt: skip


def test_a_body_that_was_renamed_gets_its_new_name_and_the_check_learns_of_it(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    client.post("/names/", BODY)
    of = Named.objects.get()
    assert "县茶叶局" in client.get(f"/names/{of.pk}/").content.decode()
    told = {**BODY, "name": ["县茶叶局", "县茶业发展中心", ""], "first": ["1984", "2019-03", ""],
            "last": ["2019-03", "", ""], "short": ["", "茶业中心", ""],
            "basis": ["", "清编发〔2019〕2号", ""]}  # fmt: skip
    assert client.post(f"/names/{of.pk}/", told).status_code == 302
    assert Named.objects.get() == of
    (body,) = read_office(told_of(work).check.authority).orgs
    assert [name.name for name in body.names] == ["县茶叶局", "县茶业发展中心"]
    listed = client.get("/names/?words=发展中心").content.decode()
    assert "县茶叶局" in listed and "茶业中心" in listed
    line = Line.objects.filter(action="authority.edit").order_by("-number").first()
    assert line is not None and "before" in line.detail and "县茶业发展中心" in line.detail


def test_what_was_entered_by_mistake_is_struck_with_a_reason(chief: Any, signed_in: Any) -> None:
    client = signed_in(chief)
    client.post("/names/", {**BODY, "kind": "person", "name": ["王某"]})
    of = Named.objects.get()
    assert client.post(f"/names/{of.pk}/strike/", {"reason": ""}).status_code == 409
    assert client.post(f"/names/{of.pk}/strike/", {"reason": "登记重了"}).status_code == 302
    assert not Named.objects.exists()
    assert Line.objects.filter(detail__contains="登记重了").exists()


def test_nothing_without_a_name_is_entered_and_what_was_typed_stays(
    chief: Any, signed_in: Any
) -> None:
    told = {**BODY, "name": [""], "note": "据档案"}
    page = signed_in(chief).post("/names/", told).content.decode()
    assert "至少写一个名称" in page and "据档案" in page
    assert not Named.objects.exists()


def test_evidence_whose_words_were_rewritten_is_told_as_lost(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    tea = EntryPage.objects.get(title="茶叶（正文）")
    source = actions.register(chief, {"title": "茶叶生产报告", "kind": "archive"})
    address = f"/entries/{tea.pk}/evidence/"
    told = {"words": "产茶1630吨", "source": source.pk, "stance": "for"}
    assert client.post(address, told).status_code == 302
    assert "已经找不到" not in client.get(address).content.decode()
    entry = tea.entry
    block = replace(entry.manuscript.blocks[0], text="茶园面积和产量另见统计表。")
    changed = replace(entry, manuscript=replace(entry.manuscript, blocks=(block,)))
    save_entry(chief, tea, changed, tea.latest_revision_id)
    assert "已经找不到这几个字" in client.get(address).content.decode()
    assert Evidence.objects.count() == 1


def test_words_chosen_in_the_editor_and_a_number_that_is_none_stay_in_the_form(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client, tea = signed_in(chief), EntryPage.objects.get(title="茶叶（正文）")
    address = f"/entries/{tea.pk}/evidence/"
    assert 'value="产茶1630吨"' in client.get(f"{address}?words=产茶1630吨").content.decode()
    told = {"words": "产茶1630吨", "source": "999", "stance": "for", "leaf": "第3页"}
    page = client.post(address, told).content.decode()
    assert "没有这个登记号" in page and 'value="999"' in page and 'value="第3页"' in page


def test_every_page_of_sources_and_witnesses_is_chinese(
    work: Any, chief: Any, signed_in: Any
) -> None:
    from fangzhi.workbench.sources import hearing
    from tests.workbench.people.test_chinese import english

    client = signed_in(chief)
    client.post("/names/", BODY)
    tea = EntryPage.objects.get(title="茶叶（正文）")
    source = actions.register(chief, {"title": "茶叶生产报告", "kind": "archive"})
    narrator = hearing.record_narrator(chief, {"name": "罗船生"})
    heard = hearing.record_interview(chief, {"narrator": narrator, "title": "木船"})
    digest = tea.entry.manuscript.source
    for address in (f"/entries/{tea.pk}/evidence/", "/sources/", "/sources/new/", "/names/",
                    f"/sources/{source.pk}/", f"/sources/{source.pk}/edit/", "/oral/",
                    f"/names/{Named.objects.get().pk}/", "/oral/new/", f"/oral/{heard.pk}/",
                    f"/oral/{heard.pk}/edit/", f"/oral/narrator/{narrator.pk}/",
                    f"/sources/strayed/{digest}/"):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert english(answer.content.decode(), {chief.username}) == [], address


PERSON = {**BODY, "kind": "person", "name": ["何济川", "何砚舟"], "first": ["", ""],
          "last": ["", ""], "short": ["", ""], "basis": ["", "县档案馆 12-3-45"],
          "born": "1892-03", "died": "1951", "posts": ""}  # fmt: skip


def _written(chief: Any, words: str) -> EntryPage:
    """Write these words into the entry on tea."""
    tea = EntryPage.objects.get(title="茶叶（正文）")
    entry = tea.entry
    block = replace(entry.manuscript.blocks[0], text=words)
    save_entry(chief, tea, replace(entry, manuscript=replace(entry.manuscript, blocks=(block,))),
               tea.latest_revision_id)  # fmt: skip
    return EntryPage.objects.get(pk=tea.pk)


def _found(page: EntryPage, rule: str) -> list[Any]:
    return [one for one in checked(page).findings if one.rule == rule]


def test_a_life_told_otherwise_than_registered_is_found_with_the_register_as_evidence(
    work: Any, chief: Any, signed_in: Any
) -> None:
    client = signed_in(chief)
    assert client.post("/names/", PERSON).status_code == 302
    page = _written(chief, "何砚舟（1893—1951），县人，创办茶叶公会。")
    (finding,) = _found(page, "R189")
    assert finding.text == "1893" and "名录作1892-03" in finding.message
    assert finding.evidence == ("名录：何砚舟 1892-03—1951（县档案馆 12-3-45）",)
    draft = write_draft(draft_of(page.entry.manuscript))
    beside = client.post(f"/entries/{page.pk}/check/", draft, content_type="application/json")
    assert "名录作1892-03" in beside.content.decode()
    assert not _found(_written(chief, "何砚舟（1892—1951），县人，创办茶叶公会。"), "R189")
    assert _found(_written(chief, "何济川，1890年出生，县人。"), "R189"), "an alias is known, too"
    of = Named.objects.get()
    shown = client.get(f"/names/{of.pk}/").content.decode()
    assert 'value="1892-03"' in shown
    assert client.post(f"/names/{of.pk}/", {**PERSON, "born": "1890"}).status_code == 302
    assert not _found(EntryPage.objects.get(pk=page.pk), "R189")
    line = Line.objects.filter(action="authority.edit").order_by("-number").first()
    assert line is not None and "1892-03" in line.detail and "1890" in line.detail


def test_a_post_held_at_another_time_than_registered_is_found(
    work: Any, chief: Any, signed_in: Any
) -> None:
    told = {**PERSON, "posts": "县茶叶局局长 1984-05—1990-12\n县人大常委会主任 1991-02—"}
    assert signed_in(chief).post("/names/", told).status_code == 302
    posts = read_office(told_of(work).check.authority).posts
    assert [(one.post, one.start, one.end) for one in posts] == [
        ("县茶叶局局长", "1984-05", "1990-12"), ("县人大常委会主任", "1991-02", None)]  # fmt: skip
    (finding,) = _found(_written(chief, "1995年3月，县茶叶局局长何砚舟到茶场调研。"), "R065")
    assert "任职表：县茶叶局局长 何砚舟 1984-05—1990-12" in finding.evidence


def test_an_event_told_at_another_time_than_registered_is_found(
    work: Any, chief: Any, signed_in: Any
) -> None:
    told = {**BODY, "kind": "event", "name": ["云门暴动"], "first": ["1929-03-12"],
            "last": ["1929-04"], "basis": ["党史大事记"]}  # fmt: skip
    assert signed_in(chief).post("/names/", told).status_code == 302
    (finding,) = _found(_written(chief, "1930年3月，云门暴动爆发，茶市停业。"), "R189")
    assert finding.evidence == ("名录：云门暴动 1929-03-12—1929-04（党史大事记）",)
    assert not _found(_written(chief, "1929年3月，云门暴动爆发，茶市停业。"), "R189")


@pytest.mark.parametrize(
    "wrong",
    [{"born": "民国元年"}, {"posts": "县茶叶局局长，1984年起"}, {"first": ["二〇〇三", ""]}],
)
def test_a_time_that_the_check_cannot_read_is_refused_in_words_and_stays_in_the_form(
    wrong: dict[str, Any], chief: Any, signed_in: Any
) -> None:
    page = signed_in(chief).post("/names/", {**PERSON, **wrong}).content.decode()
    assert "日期要写成" in page or "没有看懂" in page
    assert not Named.objects.exists() and "何济川" in page
