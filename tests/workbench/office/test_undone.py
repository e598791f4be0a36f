"""What was entered by mistake is taken back by a person, with the reason; the ledger keeps it."""

from __future__ import annotations

import io
from typing import Any

import docx

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.office.models import Claimed, Notice, Prize, Registered, Task
from fangzhi.workbench.office.notices.actions import counted
from tests.workbench.office.conftest import Desk, confirmed, form_of, said
from tests.workbench.office.test_meetings import words_in
from tests.workbench.office.test_registry import enter


def test_a_task_that_is_none_is_dropped_with_the_reason_and_counts_nowhere(desk: Desk) -> None:
    meeting = confirmed(desk.client)
    task: Any = Task.objects.filter(items__isnull=True, meeting=meeting).first()
    where = f"/office/tasks/{task.pk}/"
    many = sum(counted(Notice(year=2099, quarter=1)).tasks.values())
    assert "为什么撤销" in said(desk.client.post(f"{where}drop/", {"why": " "}, follow=True))
    shown = said(desk.client.post(f"{where}drop/", {"why": "与去年的重复"}, follow=True))
    assert "已撤销，不计入任务" in shown and "与去年的重复" in shown and "改写和安排" not in shown
    assert sum(counted(Notice(year=2099, quarter=1)).tasks.values()) == many - 1
    assert f"共{many - 1}项" in said(desk.client.get(f"/office/meetings/{meeting}/"))
    listed = desk.client.get("/office/tasks/?which=all").context["tasks"]
    assert task.pk not in [one.pk for one in listed]
    report = desk.client.get(f"/office/meetings/{meeting}/report/").content
    cells = [
        c.text for t in docx.Document(io.BytesIO(report)).tables for r in t.rows for c in r.cells
    ]
    assert task.title not in cells and f"共{many - 1}项" in words_in(report)
    assert Line.objects.filter(action="task.close", detail__contains="与去年的重复").exists()


def test_a_dropped_task_is_not_worked_on_until_it_is_taken_up_again(desk: Desk) -> None:
    meeting = confirmed(desk.client)
    task: Any = Task.objects.filter(items__isnull=True, meeting=meeting).first()
    where = f"/office/tasks/{task.pk}/"
    desk.client.post(f"{where}drop/", {"why": "重复"})
    assert "已经撤销" in said(desk.client.post(f"{where}note/", {"words": "在办"}, follow=True))
    assert "已经撤销" in said(desk.client.post(f"{where}prove/", {"name": "样书"}, follow=True))
    assert not task.notes.exists() and not task.proofs.exists()
    again = form_of(desk.client, meeting)
    desk.client.post(f"/office/meetings/{meeting}/review/", again | {"on": [task.key]})
    assert Task.objects.filter(key=task.key).count() == 1
    listed = desk.client.get("/office/tasks/?which=dropped").context["tasks"]
    assert [one.pk for one in listed] == [task.pk]
    desk.client.post(f"{where}take-up/")
    task.refresh_from_db()
    assert task.dropped is None and task.dropped_why == ""
    listed = desk.client.get("/office/tasks/?which=all").context["tasks"]
    assert task.pk in [one.pk for one in listed]


def test_a_heading_or_a_closed_task_is_not_dropped(desk: Desk) -> None:
    confirmed(desk.client)
    head: Any = Task.objects.filter(items__isnull=False).first()
    told = {"why": "不要了"}
    assert "下面的各项" in said(
        desk.client.post(f"/office/tasks/{head.pk}/drop/", told, follow=True)
    )
    leaf: Any = Task.objects.filter(items__isnull=True).first()
    where = f"/office/tasks/{leaf.pk}/"
    desk.client.post(f"{where}prove/", {"name": "样书"})
    desk.client.post(f"{where}close/")
    assert "已经办结" in said(desk.client.post(f"{where}drop/", told, follow=True))
    assert not Task.objects.exclude(dropped=None).exists()


def test_who_may_not_close_may_not_drop(desk: Desk, office: Any, signed_in: Any) -> None:
    confirmed(desk.client)
    leaf: Any = Task.objects.filter(items__isnull=True).first()
    reader = signed_in(office("初审", name="初审员"))
    assert reader.post(f"/office/tasks/{leaf.pk}/drop/", {"why": "x"}).status_code == 403
    assert "不该列为任务" not in said(reader.get(f"/office/tasks/{leaf.pk}/"))


def test_a_number_claimed_by_mistake_is_taken_back(desk: Desk) -> None:
    for words, number in (("部志鉴获奖", "19"), ("91部志鉴成果获奖", "91")):
        desk.client.post("/office/registry/claim/", {"words": words, "claimed": number})
    wrong = Claimed.objects.order_by("pk").first()
    assert wrong is not None
    shown = said(desk.client.post(f"/office/registry/claim/{wrong.pk}/drop/", follow=True))
    assert "自报 91 项" in shown and "自报 19 项" not in shown
    assert Line.objects.filter(thing="自报数", detail__contains="taken_back").exists()


def test_an_award_entered_by_mistake_is_taken_back_and_counts_no_more(desk: Desk) -> None:
    enter(desk)
    work = Registered.objects.get()
    desk.client.post("/office/registry/claim/", {"words": "获奖", "claimed": "91"})
    told = {"name": "一等奖", "number": "志协〔2025〕3号"}
    desk.client.post(f"/office/registry/{work.pk}/award/", told)
    assert "有依据 1 项" in said(desk.client.get("/office/registry/"))
    desk.client.post(f"/office/registry/awards/{Prize.objects.get().pk}/drop/")
    assert "有依据 0 项" in said(desk.client.get("/office/registry/"))
    kept = Line.objects.filter(detail__contains="award_taken_back").get()
    assert "志协〔2025〕3号" in kept.detail
