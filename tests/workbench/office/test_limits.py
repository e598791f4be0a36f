"""What is too long, or is no number, is refused and said: nothing is cut or made 0 in silence."""

from __future__ import annotations

from typing import Any

from fangzhi.workbench.office.models import Meeting, Notice, Package, Prize, Registered, Task
from tests.workbench.office.conftest import Desk, confirmed, form_of, said, take
from tests.workbench.office.test_registry import enter, workbook


def _task(desk: Desk) -> Task:
    confirmed(desk.client)
    found = Task.objects.filter(items__isnull=True).first()
    assert found is not None
    return found


def test_a_note_of_progress_is_kept_whole_or_refused(desk: Desk) -> None:
    task = _task(desk)
    where = f"/office/tasks/{task.pk}/note/"
    desk.client.post(where, {"words": "进" * 2000})
    assert len(task.notes.get().words) == 2000
    answer = desk.client.post(where, {"words": "进" * 2001}, follow=True)
    assert "进展请写在2000字以内，现在2001字" in said(answer) and task.notes.count() == 1


def test_long_wording_owner_evidence_and_reason_are_refused(desk: Desk) -> None:
    task = _task(desk)
    where = f"/office/tasks/{task.pk}/"
    sent = {"title": "长" * 401, "owner": "", "owner_words": "", "deadline": "", "page": ""}
    assert "任务的写法请写在400字以内" in said(
        desk.client.post(f"{where}amend/", sent, follow=True)
    )
    sent |= {"title": "写法", "owner_words": "股" * 121}
    assert "谁来办请写在120字以内" in said(desk.client.post(f"{where}amend/", sent, follow=True))
    told = {"name": "样书", "number": "号" * 121}
    assert "编号请写在120字以内" in said(desk.client.post(f"{where}prove/", told, follow=True))
    task.refresh_from_db()
    assert not task.proofs.exists() and task.owner_words == "" and task.title != "写法"


def test_a_review_with_words_too_long_makes_no_task(desk: Desk) -> None:
    meeting = take(desk.client)
    told = form_of(desk.client, meeting)
    told[f"title-{told['on'][0]}"] = "长" * 401
    answer = desk.client.post(f"/office/meetings/{meeting}/review/", told)
    assert answer.status_code == 422 and "现在401字" in said(answer)
    assert "长" * 401 in answer.content.decode()  # what was typed is still there
    assert not Task.objects.exists()


def test_a_pasted_book_is_no_paper(desk: Desk) -> None:
    answer = desk.client.post("/office/meetings/", {"text": "字" * 500_001})
    assert answer.status_code == 422 and "500001字" in said(answer)
    assert not Meeting.objects.exists()


def test_words_of_a_notice_and_names_of_a_package_are_refused(desk: Desk) -> None:
    desk.client.post("/office/notices/", {"year": "2026", "quarter": "4"})
    notice = Notice.objects.get()
    answer = desk.client.post(f"/office/notices/{notice.pk}/", {"lead": "话" * 2001})
    assert answer.status_code == 422 and "开头请写在2000字以内" in said(answer)
    assert Notice.objects.get().words == {}
    sent = {"period": "期" * 41, "level": "县", "parent": "", "filled_by": "王某"}
    answer = desk.client.post("/office/packages/make/", sent, follow=True)
    assert "期别请写在40字以内" in said(answer) and not Package.objects.exists()


def test_words_are_counted_as_people_write_them_and_no_other(desk: Desk) -> None:
    assert enter(desk, words="120万").status_code == 302
    assert Registered.objects.get().words == 1_200_000
    answer = enter(desk, title="又一部", words="一百二十万")
    assert answer.status_code == 422 and "字数“一百二十万”不是数" in said(answer)
    assert Registered.objects.count() == 1


def test_an_award_of_no_year_is_told(desk: Desk) -> None:
    enter(desk)
    where = f"/office/registry/{Registered.objects.get().pk}/award/"
    answer = desk.client.post(where, {"name": "一等奖", "year": "去年"}, follow=True)
    assert "年份“去年”不是整数" in said(answer) and not Prize.objects.exists()
    desk.client.post(where, {"name": "一等奖", "year": "2025"})
    assert Prize.objects.get().year == 2025


def _listed(desk: Desk, *row: Any) -> str:
    file = workbook(("书名", "种类", "获奖", "备注"), row)
    return said(desk.client.post("/office/registry/list/", {"file": file}))


def test_a_list_with_words_too_long_stays_out_with_the_row_named(desk: Desk) -> None:
    shown = _listed(desk, "甲志", "种" * 21, "", "注" * 301)
    assert "第2行（甲志）：种类写在20字以内，现在21字" in shown and "备注写在300字以内" in shown
    shown = _listed(desk, "甲志", "县志", "／2025／志协／3号", "")
    assert "第2行（甲志）：获奖“／2025／志协／3号”没有写奖项的名称" in shown
    assert not Registered.objects.exists()
    _listed(desk, "甲志", "县志", "一等奖／2025／志协／川志/2025/3号", "")
    assert Prize.objects.get().number == "川志／2025／3号"
