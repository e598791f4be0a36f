"""From sending in to release: each step asks for what it must, and a later edit shows itself."""

from __future__ import annotations

from typing import Any

import pytest

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.reviews.models import Event, Remark, Round
from fangzhi.workbench.works.models import EntryPage, Standing
from tests.workbench.reviews.staff import Staff, decide_all

pytestmark = pytest.mark.django_db


def body(page: EntryPage) -> Any:
    return page.entry.manuscript.blocks[0]


def test_a_yearbook_goes_from_first_review_to_release_and_a_later_edit_shows(
    staff: Staff, work: Any
) -> None:
    round = staff.begin()
    assert staff.state(round) == "送审"
    tea = EntryPage.objects.get(title="茶叶（正文）")

    # 初审 gives an opinion on words and sends it back
    block = body(tea)
    start = block.text.index("1630")
    told = {"block": block.id, "start": start, "end": start + 4, "page": 1,
            "opinion": "与统计公报不符，公报是1640吨。", "proposed": "1640"}  # fmt: skip
    assert (
        staff.post("初审", f"/reviews/{round.page_id}/{round.pk}/opine/", **told).status_code == 302
    )
    remark = Remark.objects.get()
    assert remark.opinion.anchor.quotation == "1630" and remark.layer == "初审"
    refused = staff.passes("初审", round)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "还有1条意见没有答复" in page and "没有《分管领导签批单》" in page
    assert Line.objects.filter(action="review.first", outcome="拒").count() == 1
    answer = staff.post(
        "初审",
        f"/reviews/{round.page_id}/{round.pk}/return/",
        opinion="茶产量请核对后再报。",
        to="初审",
    )
    assert answer.status_code == 302 and staff.state(round) == "编写"

    # answered and mended by one click, then sent in again
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/submit/")
    answer = staff.post(
        "总纂", f"/reviews/{round.page_id}/opinion/{remark.pk}/answer/", verdict="部分采纳"
    )
    assert answer.status_code == 409 and "写明理由" in answer.content.decode()
    answer = staff.post(
        "总纂", f"/reviews/{round.page_id}/opinion/{remark.pk}/answer/", verdict="采纳"
    )
    assert answer.status_code == 302
    assert (
        staff.post("总纂", f"/reviews/{round.page_id}/opinion/{remark.pk}/apply/").status_code
        == 403
    )  # frozen
    staff.post(
        "初审",
        f"/reviews/{round.page_id}/{round.pk}/return/",
        opinion="请照采纳的意见改。",
        to="初审",
    )
    assert (
        staff.post("总纂", f"/reviews/{round.page_id}/opinion/{remark.pk}/apply/").status_code
        == 302
    )
    tea.refresh_from_db()
    assert "1640吨" in body(EntryPage.objects.get(pk=tea.pk)).text
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/submit/")
    staff.paper(round, "分管领导签批单")
    assert staff.passes("初审", round).status_code == 302

    # 复审: another person, the error rate, the secrecy review
    assert staff.state(round) == "编写"
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/submit/")
    refused = staff.passes("复审", round)
    assert "没有差错率测评" in refused.content.decode()
    staff.measured(round)
    refused = staff.passes("复审", round)
    assert "没有差错率测评" in refused.content.decode()  # findings wait for people
    decide_all(staff.people["总纂"], work)
    staff.post("复审", f"/reviews/{round.page_id}/{round.pk}/measure/")
    staff.measured(round)
    staff.paper(round, "保密审查意见")
    assert staff.passes("复审", round).status_code == 302

    # 审定: seal
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/submit/")
    assert "还没有清点书中的地图" in staff.passes("终审", round).content.decode()
    staff.post(
        "总纂", f"/reviews/{round.page_id}/{round.pk}/maps/", name="", approval="", exempt=""
    )
    assert staff.passes("终审", round).status_code == 302
    assert staff.state(round) == "定稿"
    sealed = Standing.objects.get(page=work).digest

    # 批准, then an edit after the seal: refused to go out
    staff.paper(round, "批准文件")
    assert staff.passes("审发人", round).status_code == 302
    tea.refresh_from_db()
    edit = {"block": body(tea).id, "words": body(tea).text.replace("2.1万亩", "2.2万亩")}
    assert staff.post("总纂", f"/reviews/amend/{tea.pk}/", **edit, reason="").status_code == 409
    answer = staff.post("总纂", f"/reviews/amend/{tea.pk}/", **edit, reason="统计局来函更正")
    assert answer.status_code == 302
    page = staff.get("审发人", f"/reviews/{round.page_id}/{round.pk}/").content.decode()
    assert "正本已更动" in page and "统计局来函更正" in page
    assert Standing.objects.get(page=work).digest == sealed
    moved = staff.get("审发人", f"/reviews/{round.page_id}/{round.pk}/moved/").content.decode()
    assert "<del>2.1</del>" in moved and "<ins>2.2</ins>" in moved
    papers = ("出版社三审三校记录", "书号和图书在版编目数据", "分管领导签批单")
    staff.paper(round, *papers)
    before = Line.objects.filter(action="release", outcome="拒").count()
    refused = staff.passes("审发人", round)
    assert refused.status_code == 409 and "正本已更动" in refused.content.decode()
    assert Line.objects.filter(action="release", outcome="拒").count() == before + 1

    # a new approval of the text as it stands, then release
    answer = staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/reopen/", to="审定", opinion="更正后重新报批",
                        hand_in="1")  # fmt: skip
    assert answer.status_code == 302 and staff.state(round) == "送审"
    decide_all(staff.people["总纂"], work)
    staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/measure/")
    staff.measured(round)
    staff.paper(round, "保密审查意见")
    assert staff.passes("终审", round).status_code == 302
    staff.paper(round, "批准文件", *papers)
    assert staff.passes("审发人", round).status_code == 302
    assert staff.passes("审发人", round, "付印。").status_code == 302
    assert staff.state(round) == "发布"
    page = staff.get("总纂", f"/reviews/{round.page_id}/{round.pk}/").content.decode()
    assert "备案期限" in page
    staff.paper(round, "备案回执", "资料移交清单")
    assert staff.passes("总纂", round, "已备案。").status_code == 302
    assert not Round.objects.get(pk=round.pk).is_open
    acts = list(Event.objects.filter(round=round).values_list("step", "act"))
    assert acts[0] == ("初审", "送审") and acts[-1] == ("备案", "通过")
    assert all(row.who and row.when and row.digest for row in Event.objects.filter(round=round))
    assert Event.objects.filter(step="审定", act="通过").first().rate != ""
    # handing in comes before its text is counted: the density is entered when it is
    handed = Event.objects.filter(step="复审", act="送审").first()
    assert handed.density != ""
