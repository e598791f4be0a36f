"""A unit's file comes back renamed and is last year's; refused, corrected, handed in, taken."""

from __future__ import annotations

from typing import Any

from django.test import Client

from fangzhi.workbench.calls.models import HandIn
from fangzhi.workbench.ledger.lines import verify
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.works.models import EntryPage
from tests.workbench.calls.conftest import COPIED, FRESH, Desk, carried_out, filled


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_last_years_text_is_refused_in_plain_words_corrected_handed_in_and_stands_in_the_outline(
    desk: Desk,
) -> None:
    # the office was sent a renamed file by WeChat
    pack = desk.pack("水务局")
    file = filled(pack, COPIED, "新建 Microsoft Word 文档(3).docx")
    answer = desk.office.post(desk.url("take/"), {"files": [file]})
    (run,) = carried_out()
    assert answer.status_code == 302 and run.state == "完成", run.fault
    row = HandIn.objects.get(version=1)
    assert row.task.unit.name == "水务局" and row.state == "已交"
    page = said(desk.office.get(desk.hand(row)))
    lead = page.split('<p class="lead">')[1].split("</p>")[0]
    assert lead.startswith("水务局交的是去年的稿") and "未改" in lead
    assert "1260" in page and 'class="kept"' in page

    # sent back in plain words
    desk.office.post(desk.hand(row, "return/"), {"reason": lead})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("退回", lead)
    assert "退回" in said(desk.office.get(desk.url()))

    # the unit's writer opens the link on the phone, corrects and hands in
    link = desk.link("水务局")
    phone = Client()
    assert lead in said(phone.get(link))
    phone.post(link + "files/", {"files": [filled(pack, FRESH, "水利终稿2.docx")]})
    (run,) = carried_out()
    assert run.state == "完成", run.fault
    page = said(phone.get(link))
    assert "去年的稿" not in page.split('id="report"')[1] and "1302" in page
    answer = phone.post(
        link + "hand-in/", {"leader": "刘局", "writer": "王一", "phone": "13800000000"}, follow=True
    )
    assert "第2稿已提交" in said(answer) and "下载签批单" in said(answer)
    row = HandIn.objects.get(version=2)
    assert (row.state, row.leader, row.phone) == ("已交", "刘局", "13800000000")

    # taken: the words stand in the outline under the unit's node
    before = EntryPage.objects.count()
    answer = desk.office.post(desk.hand(row, "accept/"), follow=True)
    assert "已收下" in said(answer)
    entry = EntryPage.objects.get(
        path__startswith=desk.sections["水利"].path, entry__contains="1302"
    )
    assert EntryPage.objects.count() == before + 1
    assert entry.unit.name == "水务局"
    words = [block.text for block in entry.entry.manuscript.blocks if hasattr(block, "text")]
    assert words[: len(FRESH)] == list(FRESH)
    row.refresh_from_db()
    assert row.state == "已收" and list(verify()) == []
    assert Line.objects.filter(action="call.answer", outcome="成").count() == 2
    assert "已收1个" in said(desk.office.get(desk.url()))


def test_a_later_version_is_merged_into_the_entry_and_its_paragraphs_keep_their_ids(
    desk: Desk,
) -> None:
    pack = desk.pack("水务局")
    phone, link = Client(), desk.link("水务局")
    person = {"leader": "刘局", "writer": "王一", "phone": "13800000000"}
    changed = (FRESH[0], FRESH[1].replace("2617", "2618"), FRESH[2])
    ids = []
    for lines in (FRESH, changed):
        phone.post(link + "files/", {"files": [filled(pack, lines, "稿.docx")]})
        carried_out()
        phone.post(link + "hand-in/", person)
        row = HandIn.objects.order_by("-version")[0]
        assert "已收下" in said(desk.office.post(desk.hand(row, "accept/"), follow=True))
        (entry,) = EntryPage.objects.filter(
            path__startswith=desk.sections["水利"].path, entry__contains="1302"
        )
        ids.append([block.id for block in entry.entry.manuscript.blocks])
    assert ids[0] == ids[1]
    assert "2618" in str(entry.entry.manuscript.blocks[1].text)
    told = [(r.pk, r.content["digest"][:6], str(r.user)) for r in entry.revisions.all()]
    assert len(told) == 2, told
