"""Tasks that a person makes by hand: no paper holds them, and nothing is put in that nobody said."""

from __future__ import annotations

from typing import Any

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.office.models import Notice, Task
from fangzhi.workbench.office.notices.actions import counted
from tests.workbench.office.conftest import Desk, confirmed, said

MAKE = "/office/tasks/make/"


def test_a_task_of_no_paper_is_made_told_of_proved_and_closed(desk: Desk) -> None:
    told = {"title": "向县图书馆赠送志书", "whence": "3月局务会"}
    answer = desk.client.post(MAKE, told, follow=True)
    task = Task.objects.get()
    words = said(answer)
    assert "已立项" in words and "3月局务会" in words and words.count("还没有定") == 2
    assert "文中没有写" not in words
    assert (task.owner_words, task.deadline, task.owner_by, task.deadline_by) == ("", None) + (
        None,
    ) * 2
    assert task.meeting is None and task.made_by == desk.user
    assert Line.objects.filter(
        action="office.edit", thing__contains="赠送志书", outcome="成"
    ).exists()
    where = f"/office/tasks/{task.pk}/"
    assert "没有佐证" in said(desk.client.post(f"{where}close/", follow=True))
    desk.client.post(f"{where}prove/", {"name": "收书回执", "number": "县图2026-7"})
    desk.client.post(f"{where}close/")
    task.refresh_from_db()
    assert task.stage == "已完成"


def test_it_stands_in_the_list_and_the_tree_beside_those_of_papers(desk: Desk) -> None:
    confirmed(desk.client)
    desk.client.post(MAKE, {"title": "校园赠书", "owner_words": "宣教科", "deadline": "2020-06-30"})
    words = said(desk.client.get("/office/tasks/"))
    assert "校园赠书" in words and "宣教科" in words and "已逾期" in words
    tree = said(desk.client.get("/office/tasks/?which=all&as=tree"))
    assert "自己立项" in tree and "校园赠书" in tree
    task = Task.objects.get(meeting=None)
    page = said(desk.client.get(f"/office/tasks/{task.pk}/"))
    assert "2020-06-30" in page and "还没有定" not in page and "总纂定" in page


def test_what_was_typed_comes_back_where_the_day_is_none(desk: Desk) -> None:
    told = {"title": "修订凡例", "whence": "领导交办", "deadline": "六月底"}
    answer = desk.client.post(MAKE, told)
    words = answer.content.decode()
    assert answer.status_code == 422 and "不是日期" in words
    assert "修订凡例" in words and "领导交办" in words
    assert not Task.objects.exists()
    long = desk.client.post(MAKE, {"title": "长" * 401})
    assert long.status_code == 422 and "400字以内" in long.content.decode()
    assert "请写明要办什么" in desk.client.post(MAKE, {"title": "  "}).content.decode()


def test_the_quarterly_notice_counts_it_and_does_not_name_it(desk: Desk) -> None:
    desk.client.post(MAKE, {"title": "校园赠书", "deadline": "2020-06-30"})
    found: Any = counted(Notice(year=2099, quarter=1))
    assert sum(found.tasks.values()) == 1
    assert found.late == ("有1项由本单位自己立项，没有文件可依，不列题目",)


def test_who_may_only_look_is_not_offered_it_and_is_refused(
    desk: Desk, office: Any, signed_in: Any
) -> None:
    browser = signed_in(office("初审", name="初审员"))
    assert "自己立一项" not in said(browser.get("/office/tasks/"))
    answer = browser.post(MAKE, {"title": "校园赠书"})
    assert answer.status_code == 403 and not Task.objects.exists()
