"""A bulletin becomes tasks that get done: nothing invented, nothing done without evidence."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.office.models import Meeting, Task
from fangzhi.workbench.works.compiling import store
from tests.workbench.office.conftest import PAPER, Desk, confirmed, form_of, said, take

_BULLETIN = Path(__file__).parents[4] / "shared" / "bulletin.txt"


def words_in(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.skipif(not _BULLETIN.is_file(), reason="the province's bulletin is not at hand")
def test_the_provinces_bulletin_becomes_three_priorities_of_tasks_done_with_evidence(
    desk: Desk,
) -> None:
    client = desk.client
    file = io.BytesIO(_BULLETIN.read_bytes())
    file.name = "简报.txt"
    answer = client.post("/office/meetings/", {"file": file})
    meeting = Meeting.objects.get()
    assert store()[meeting.digest] == _BULLETIN.read_bytes()
    page = client.get(answer.headers["Location"])
    heads = [point.name for point in page.context["points"]]
    assert heads == [
        "一是　忠实记录四川发展巨变",
        "二是　传承弘扬巴蜀文化",
        "三是　深化修志为用工作",
    ]
    told = form_of(client, meeting.pk)
    assert client.post(answer.headers["Location"], told).status_code == 302
    tasks = {t.title: t for t in Task.objects.all()}
    assert tasks["谋划编纂《蜀道文化图志》"].given.state == "谋划"
    assert tasks["加快《大熊猫读本》编纂"].given.state == "加快"
    assert tasks["《大熊猫图志》（英文版）出版"].given.state == "出版"
    education = tasks["抓好全省教育系统志书、年鉴编纂工作"]
    assert [(p.role, p.name) for p in education.given.parties] == [("会同", "教育厅")]
    assert not any(t.owner or t.owner_words or t.deadline for t in tasks.values())
    assert not any("学习" in title or "读书班" in title for title in tasks)
    done = tasks["《大熊猫图志》（英文版）出版"]
    where = f"/office/tasks/{done.pk}/"
    client.post(f"{where}close/")
    done.refresh_from_db()
    assert done.stage == "未开始"
    client.post(f"{where}prove/", {"name": "英文版样书", "number": "ISBN 978-7-0000-0000-0"})
    client.post(f"{where}close/")
    done.refresh_from_db()
    assert done.stage == "已完成" and done.closed_by == desk.user
    shown = said(client.get(f"/office/meetings/{meeting.pk}/"))
    assert "共31项：已完成1项，进行中0项，未开始30项。" in shown
    assert "佐证：英文版样书 ISBN 978-7-0000-0000-0" in shown
    report = words_in(client.get(f"/office/meetings/{meeting.pk}/report/").content)
    assert "共31项：已完成1项" in report
    assert "英文版样书" in report and "会同：教育厅" in report and "原文未写" in report


def test_what_the_paper_does_not_say_is_said_to_be_unsaid(desk: Desk) -> None:
    meeting = take(desk.client)
    page = desk.client.get(f"/office/meetings/{meeting}/review/")
    shown = said(page)
    assert "谁来办：文中没有写" in shown and "时限：文中没有写" in shown
    assert "牵头年鉴股（照原文）" in shown and "6月底前（照原文）" in shown
    assert "动词：谋划" in shown and "承前“加快”" in shown
    assert "县纪委监委" in shown and "13份" in shown
    rows = {row.task.title: row.task for p in page.context["points"] for row in p.rows}
    for task in rows.values():
        assert task.quote.text in page.content.decode()


def test_only_what_is_ticked_becomes_a_task_and_a_wording_keeps_its_quotation(desk: Desk) -> None:
    meeting = take(desk.client)
    told = form_of(desk.client, meeting)
    plan = Meeting.objects.get().plan
    one = next(t for t in plan.tasks if "茶道图志" in t.title)
    told["on"] = [one.id]
    told[f"title-{one.id}"] = "拿出《清溪茶道图志》的编纂方案"
    told[f"owner-{one.id}"] = "图志组"
    told[f"deadline-{one.id}"] = "2026-09-30"
    desk.client.post(f"/office/meetings/{meeting}/review/", told)
    task = Task.objects.get()
    assert task.title == "拿出《清溪茶道图志》的编纂方案"
    assert task.given.title == "谋划编纂《清溪茶道图志》"
    assert task.owner_words == "图志组" and task.owner_by == desk.user
    assert str(task.deadline) == "2026-09-30" and task.deadline_by == desk.user
    shown = said(desk.client.get(f"/office/tasks/{task.pk}/"))
    assert "图志组 （总纂定）" in shown and "谋划编纂《清溪茶道图志》" in shown
    left = desk.client.get(f"/office/meetings/{meeting}/")
    assert left.context["left"] == len(plan.tasks) - 1
    rest = form_of(desk.client, meeting)
    assert rest["on"] == [] or one.id in rest["on"]
    rest["on"] = [t.id for t in plan.tasks]
    desk.client.post(f"/office/meetings/{meeting}/review/", rest)
    assert Task.objects.filter(key=one.id).count() == 1


def test_items_ticked_make_their_action_a_heading_and_none_ticked_one_task(desk: Desk) -> None:
    meeting = take(desk.client)
    plan = Meeting.objects.get().plan
    whole = next(t for p in plan.priorities for t in p.tasks if t.items)
    told = form_of(desk.client, meeting)
    told["on"] = [whole.id]
    desk.client.post(f"/office/meetings/{meeting}/review/", told)
    assert Task.objects.get().items.count() == 0
    told["on"] = [whole.id, *(item.id for item in whole.items)]
    desk.client.post(f"/office/meetings/{meeting}/review/", told)
    head = Task.objects.get(key=whole.id)
    assert head.items.count() == len(whole.items)
    desk.client.post(f"/office/tasks/{head.pk}/prove/", {"name": "样书"})
    answer = desk.client.post(f"/office/tasks/{head.pk}/close/", follow=True)
    assert "分别办结" in said(answer)


def test_a_review_put_aside_comes_back_as_it_was_left(desk: Desk) -> None:
    meeting = take(desk.client)
    told = form_of(desk.client, meeting)
    kept = told["on"][:2]
    told |= {"on": kept, "do": "aside", f"title-{kept[0]}": "改过的写法"}
    desk.client.post(f"/office/meetings/{meeting}/review/", told)
    assert not Task.objects.exists()
    again = form_of(desk.client, meeting)
    assert again["on"] == kept and again[f"title-{kept[0]}"] == "改过的写法"


def test_nothing_ticked_is_told_and_changes_nothing(desk: Desk) -> None:
    meeting = take(desk.client)
    answer = desk.client.post(f"/office/meetings/{meeting}/review/", {"title": "会", "on": []})
    assert answer.status_code == 422 and "没有勾选" in said(answer)
    assert not Task.objects.exists() and Meeting.objects.get().confirmed is None


def test_a_paper_not_for_the_public_is_refused_with_the_reason_and_leaves_a_line(
    desk: Desk, office: Any, signed_in: Any
) -> None:
    meeting = confirmed(desk.client, "不予公开")
    approver = signed_in(office("审发人", name="审发人"))
    answer = approver.post(f"/office/meetings/{meeting}/release/")
    assert answer.status_code == 409 and "不予公开" in said(answer)
    assert Line.objects.filter(action="release", outcome="拒", thing__contains="会议").count() == 1
    outside = desk.client.get(f"/office/meetings/{meeting}/report/?for=outside")
    assert outside.status_code == 403 and "不予公开" in said(outside)
    stranger = desk.client.post(
        f"/office/meetings/{meeting}/dispatch/", {"to": "某报社", "copies": "1"}
    )
    assert stranger.status_code == 409 and "不在文件的报、发范围里" in said(stranger)


def test_a_public_paper_goes_out_byte_for_byte(desk: Desk, office: Any, signed_in: Any) -> None:
    meeting = confirmed(desk.client)
    approver = signed_in(office("审发人", name="审发人"))
    answer = approver.post(f"/office/meetings/{meeting}/release/")
    assert answer.status_code == 200 and answer.content == store()[Meeting.objects.get().digest]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_no_more_copies_go_out_than_were_printed(desk: Desk) -> None:
    meeting = confirmed(desk.client, "不予公开")
    where = f"/office/meetings/{meeting}/dispatch/"
    assert desk.client.post(where, {"to": "年鉴社", "copies": "12"}).status_code == 200
    answer = desk.client.post(where, {"to": "各股室", "copies": "2"})
    assert answer.status_code == 409 and "共印13份，已送出12份" in said(answer)


def test_a_disclosure_that_the_paper_states_is_not_set_by_hand(desk: Desk) -> None:
    meeting = confirmed(desk.client, "不予公开")
    desk.client.post(f"/office/meetings/{meeting}/disclose/", {"disclosure": "主动公开"})
    assert Meeting.objects.get().disclosure == ""


def test_a_paper_that_says_nothing_is_closed_until_somebody_decides(
    desk: Desk, office: Any, signed_in: Any
) -> None:
    text = "局务会议纪要\n会议决定：\n一、编纂《青浣读本》。\n"
    answer = desk.client.post("/office/meetings/", {"text": text})
    meeting = Meeting.objects.get()
    approver = signed_in(office("审发人", name="审发人"))
    where = f"/office/meetings/{meeting.pk}/"
    assert approver.post(f"{where}release/").status_code == 409
    desk.client.post(f"{where}disclose/", {"disclosure": "主动公开"})
    assert approver.post(f"{where}release/").status_code == 200
    assert "主动公开（总纂定）" in said(desk.client.get(where))
    assert answer.status_code == 302


def test_a_program_in_a_papers_clothes_stays_out(desk: Desk) -> None:
    file = io.BytesIO(b"MZ\x90\x00" + b"\x00" * 200)
    file.name = "纪要.docx"
    answer = desk.client.post("/office/meetings/", {"file": file})
    assert answer.status_code == 422 and not Meeting.objects.exists()
    assert "纪要.docx" in said(answer)


def test_a_paper_with_a_secrecy_mark_is_not_kept(desk: Desk) -> None:
    before = len(store())
    text = "机密★5年\n县地方志办会议纪要\n会议决定，编纂《某志》。\n"
    answer = desk.client.post("/office/meetings/", {"text": text})
    assert answer.status_code == 422 and not Meeting.objects.exists() and len(store()) == before


def test_a_word_file_is_read_like_pasted_words(desk: Desk) -> None:
    document = docx.Document()
    for line in PAPER.format(disclosure="主动公开").splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    file.seek(0)
    file.name = "纪要.docx"
    desk.client.post("/office/meetings/", {"file": file})
    take(desk.client)
    word, paste = (m.plan for m in Meeting.objects.order_by("pk"))
    assert [t.title for t in word.tasks] == [t.title for t in paste.tasks]
    assert word.fields.copies == 13 and word.fields.disclosure == "主动公开"


def test_an_item_chosen_without_its_action_stands_for_itself_and_in_the_report(desk: Desk) -> None:
    meeting = take(desk.client)
    plan = Meeting.objects.get().plan
    whole = next(t for p in plan.priorities for t in p.tasks if t.items)
    told = form_of(desk.client, meeting) | {"on": [whole.items[1].id]}
    desk.client.post(f"/office/meetings/{meeting}/review/", told)
    task = Task.objects.get()
    assert task.parent is None and task.title == whole.items[1].title
    assert task.title in words_in(desk.client.get(f"/office/meetings/{meeting}/report/").content)
