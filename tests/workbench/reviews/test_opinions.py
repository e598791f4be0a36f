"""Opinions: on words, by page and line, out of a list; answered; given out as the trade's form."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from fangzhi.project.reviewing.opinion_form import opinions_xlsx
from fangzhi.project.reviewing.opinion_import import Sender, read_opinions
from fangzhi.project.reviewing.opinions import Opinion, Spot
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.jobs.runs import carry_out
from fangzhi.workbench.reviews.acts.opinions import lines_of
from fangzhi.workbench.reviews.models import Frozen, Remark, Round
from fangzhi.workbench.works.models import EntryPage
from tests.workbench.reviews.staff import Staff

pytestmark = pytest.mark.django_db


def said_on(staff: Staff, round: Round, words: str, opinion: str, **more: str) -> Remark:
    """Have 初审 say something on the first place of some words."""
    for page in EntryPage.objects.order_by("path"):
        for block in page.entry.manuscript.blocks:
            if words in block.text:
                at = block.text.index(words)
                told = {"block": block.id, "start": at, "end": at + len(words), "page": 1}
                answer = staff.post("初审", f"/reviews/{round.page_id}/{round.pk}/opine/", **told, opinion=opinion,
                                    **more)  # fmt: skip
                assert answer.status_code == 302, answer.content.decode()
                return Remark.objects.order_by("-pk")[0]
    raise AssertionError(words)


def told_of(opinion: Opinion) -> tuple[str, ...]:
    """Give what a form must hold of an opinion and its answer."""
    assert opinion.answer is not None
    return (opinion.layer, opinion.reviewer, opinion.text, opinion.answer.verdict,
            opinion.answer.reason)  # fmt: skip


def printed(staff: Staff, round: Round) -> Frozen:
    """Have two copies printed in the background."""
    answer = staff.post("总纂", f"/reviews/{round.page_id}/{round.pk}/copies/", copies=2)
    assert answer.status_code == 302
    run = Run.objects.filter(title__startswith="送审本").get()
    carry_out.func(run.pk)
    run.refresh_from_db()
    assert run.state == "完成" and run.result.endswith(".zip"), run.message
    text: Frozen = Frozen.objects.get(round=round)
    return text


def test_the_words_of_an_opinion_bear_the_pen_of_the_step(staff: Staff) -> None:
    round = staff.begin()
    said_on(staff, round, "4.8万吨", "请核。")
    page = staff.get("复审", f"/reviews/{round.page_id}/{round.pk}/text/").content.decode()
    assert '<mark class="pen pen-1" title="第1条意见">4.8万吨</mark>' in page
    assert "请核。" in page and "朱笔" in page and "蓝笔" in page and "绿笔" in page


def test_words_that_are_not_there_are_refused(staff: Staff) -> None:
    round = staff.begin()
    for told in ({"block": "nowhere", "start": 0, "end": 3}, {"block": "", "opinion": " "}):
        answer = staff.post(
            "初审", f"/reviews/{round.page_id}/{round.pk}/opine/", **{"opinion": "意见", **told}
        )
        assert answer.status_code == 409
    block = EntryPage.objects.get(title="茶叶（正文）").entry.manuscript.blocks[0]
    told = {"block": block.id, "start": 5, "end": 9999, "opinion": "意见"}
    assert (
        staff.post("初审", f"/reviews/{round.page_id}/{round.pk}/opine/", **told).status_code == 409
    )
    assert not Remark.objects.exists()


def test_page_and_line_of_the_printed_copy_show_its_words_and_take_an_opinion(
    staff: Staff,
) -> None:
    round = staff.begin()
    told = {"page": 1, "line": 3, "opinion": "请核对水位。", "reviewer": "刘老", "quoted": "312.4"}
    early = staff.post("分卷主编", f"/reviews/{round.page_id}/{round.pk}/note/", **told)
    assert early.status_code == 302 and Remark.objects.get().block == ""  # nothing is printed yet
    text = printed(staff, round)
    copy = lines_of(text)
    assert copy is not None and copy.code == text.code and text.copies == 2
    line = next(one for one in copy.lines if "312.4" in one.printed)
    found = staff.get(
        "分卷主编", f"/reviews/{round.page_id}/{round.pk}/line/?page={line.page}&line={line.line}"
    )
    assert found.json()["words"] == line.printed
    assert (
        staff.get(
            "分卷主编", f"/reviews/{round.page_id}/{round.pk}/line/?page=99&line=1"
        ).status_code
        == 404
    )
    told = {**told, "page": line.page, "line": line.line}
    staff.post("分卷主编", f"/reviews/{round.page_id}/{round.pk}/note/", **told)
    remark = Remark.objects.order_by("-pk")[0]
    assert remark.opinion.anchor.quotation == "312.4" and remark.opinion.reviewer == "刘老"
    assert (
        "第" in staff.get("初审", f"/reviews/{round.page_id}/{round.pk}/opinions/").content.decode()
    )


def test_a_returned_list_is_read_once_and_its_answers_count(staff: Staff, tmp_path: Path) -> None:
    round = staff.begin()
    text = printed(staff, round)
    copy = lines_of(text)
    assert copy is not None
    line = next(one for one in copy.lines if "1630" in one.printed)
    given = (
        Opinion(
            "a", "初审", "孙教授", "产量请核。", spot=Spot(line.page, line.line), quoted="1630吨"
        ),
        Opinion("b", "初审", "孙教授", "全篇语言简练，可。"),
    )
    for round_trip in range(2):
        file = io.BytesIO(opinions_xlsx(given))
        file.name = f"孙教授意见{round_trip}.xlsx"
        answer = staff.browsers["分卷主编"].post(
            f"/reviews/{round.page_id}/{round.pk}/take-in/", {"file": file}
        )
        assert answer.status_code == 302
    first, second = Remark.objects.order_by("number")
    assert first.opinion.anchor.quotation == "1630吨" and second.opinion.anchor is None
    assert first.opinion.reviewer == "孙教授" and first.layer == "初审"

    # both forms hold what stands in the workbench
    staff.post("分卷主编", f"/reviews/{round.page_id}/opinion/{first.pk}/answer/", verdict="采纳")
    staff.post(
        "分卷主编",
        f"/reviews/{round.page_id}/opinion/{second.pk}/answer/",
        verdict="不采纳",
        reason="无须改",
    )
    sheet = tmp_path / "意见采纳情况表.xlsx"
    sent = staff.get("初审", f"/reviews/{round.page_id}/{round.pk}/opinions.xlsx")
    assert "attachment" in sent["Content-Disposition"]
    sheet.write_bytes(b"".join(sent.streaming_content))
    read = read_opinions(sheet, Sender("", "")).opinions
    rows = [row.opinion for row in Remark.objects.order_by("number")]
    assert list(map(told_of, read)) == list(map(told_of, rows))
    word = b"".join(
        staff.get("初审", f"/reviews/{round.page_id}/{round.pk}/opinions.docx").streaming_content
    )
    table = Document(io.BytesIO(word)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["意见", "采纳情况及理由"]
    assert "产量请核。" in table.rows[1].cells[0].text and "采纳" in table.rows[1].cells[1].text
    assert "不采纳。无须改" in table.rows[2].cells[1].text


def test_a_file_that_is_no_list_is_refused_in_words(staff: Staff) -> None:
    round = staff.begin()
    for name, data in (("a.exe", b"MZ\x90"), ("a.xlsx", b"not a workbook"), ("a.docx", b"PK\x03")):
        file = io.BytesIO(data)
        file.name = name
        answer = staff.browsers["分卷主编"].post(
            f"/reviews/{round.page_id}/{round.pk}/take-in/", {"file": file}
        )
        assert answer.status_code == 409, name
    assert not Remark.objects.exists()


def test_an_opinion_is_taken_back_only_by_its_own_hand_and_before_its_answer(
    staff: Staff, office: Any, work: Any, signed_in: Any
) -> None:
    round = staff.begin()
    remark = said_on(staff, round, "4.8万吨", "请核。")
    other = signed_in(office("初审", work, name="另一位初审"))
    assert other.post(f"/reviews/{round.page_id}/opinion/{remark.pk}/back/").status_code == 403
    staff.post("总纂", f"/reviews/{round.page_id}/opinion/{remark.pk}/answer/", verdict="采纳")
    assert (
        staff.post("初审", f"/reviews/{round.page_id}/opinion/{remark.pk}/back/").status_code == 403
    )
    again = said_on(staff, round, "12.5万亩", "请核。")
    assert (
        staff.post("初审", f"/reviews/{round.page_id}/opinion/{again.pk}/back/").status_code == 302
    )
    assert Remark.objects.count() == 1


def test_hostile_words_are_shown_as_words(staff: Staff) -> None:
    round = staff.begin()
    bad = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    said_on(staff, round, "4.8万吨", bad, proposed=bad)
    for path in ("text/", "opinions/", ""):
        page = staff.get("总纂", f"/reviews/{round.page_id}/{round.pk}/{path}").content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page
