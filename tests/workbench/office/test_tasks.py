"""Tasks: found by filter, told of by their owner, tied to a place, proved and closed."""

from __future__ import annotations

import io
from typing import Any

from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.ledger.sealed import digest_of_place
from fangzhi.workbench.office.models import Task
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import Standing
from tests.workbench.office.conftest import Desk, confirmed, said


def task_of(desk: Desk, words: str = "茶道图志") -> Task:
    confirmed(desk.client)
    found: Task = Task.objects.get(title__contains=words, items__isnull=True)
    return found


def amend(desk: Desk, task: Task, **told: Any) -> Any:
    sent = {"title": task.title, "owner": "", "owner_words": "", "deadline": "", "page": "", **told}
    return desk.client.post(f"/office/tasks/{task.pk}/amend/", sent, follow=True)


def test_filters_find_mine_the_late_and_one_priority(desk: Desk) -> None:
    task = task_of(desk)
    amend(desk, task, owner=desk.user.pk, deadline="2020-01-01")
    client = desk.client

    def listed(query: str) -> list[int]:
        return [t.pk for t in client.get(f"/office/tasks/?{query}").context["tasks"]]

    assert listed("which=mine") == [task.pk] and listed("which=overdue") == [task.pk]
    assert listed("which=done") == []
    second = listed(f"which=all&meeting={task.meeting_id}&point=2")
    assert task.pk in second and len(second) < len(listed("which=all"))
    tree = said(client.get(f"/office/tasks/?which=all&as=tree&meeting={task.meeting_id}"))
    assert "二是 传承弘扬清溪文化" in tree and "已逾期" in tree


def test_a_day_that_is_none_is_told_and_kept_out(desk: Desk) -> None:
    task = task_of(desk)
    assert "不是日期" in said(amend(desk, task, deadline="六月底"))
    task.refresh_from_db()
    assert task.deadline is None


def test_the_owner_tells_of_his_own_task_and_a_reviewer_not_of_others(
    desk: Desk, office: Any, signed_in: Any
) -> None:
    task = task_of(desk)
    reader = office("初审", name="初审员")
    browser = signed_in(reader)
    where = f"/office/tasks/{task.pk}/"
    assert browser.post(f"{where}note/", {"words": "已拟目"}).status_code == 403
    assert task.notes.count() == 0
    amend(desk, task, owner=reader.pk)
    browser.post(f"{where}note/", {"words": "已拟目"})
    assert task.notes.get().by == reader
    task.refresh_from_db()
    assert task.stage == "进行中"
    assert browser.post(f"{where}close/").status_code == 403


def test_a_file_of_evidence_is_kept_by_its_digest_and_given_back_whole(desk: Desk) -> None:
    task = task_of(desk)
    file = io.BytesIO("已于三月发稿。".encode())
    file.name = "发稿单.txt"
    desk.client.post(f"/office/tasks/{task.pk}/prove/", {"file": file})
    proof = task.proofs.get()
    assert proof.name == "发稿单.txt" and store()[proof.digest].decode() == "已于三月发稿。"
    answer = desk.client.get(f"/office/evidence/{proof.pk}/")
    assert answer.content.decode() == "已于三月发稿。"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_refused_file_is_no_evidence(desk: Desk) -> None:
    task = task_of(desk)
    file = io.BytesIO(b"MZ\x90\x00" + b"\x00" * 99)
    file.name = "照片.jpg"
    answer = desk.client.post(f"/office/tasks/{task.pk}/prove/", {"file": file}, follow=True)
    assert task.proofs.count() == 0 and "照片.jpg" in said(answer)


def test_only_a_sealed_work_is_evidence(desk: Desk, work: Any) -> None:
    task = task_of(desk)
    where = f"/office/tasks/{task.pk}/prove/"
    answer = desk.client.post(where, {"page": work.pk}, follow=True)
    assert "还没有定稿锁定" in said(answer) and task.proofs.count() == 0
    seal = digest_of_place(work)
    Standing.objects.create(page=work, state="定稿", digest=seal)
    desk.client.post(where, {"page": work.pk})
    assert task.proofs.get().seal == seal
    desk.client.post(f"/office/tasks/{task.pk}/close/")
    task.refresh_from_db()
    assert task.stage == "已完成"


def test_a_closed_task_changes_no_more_until_it_is_taken_back_with_a_reason(desk: Desk) -> None:
    task = task_of(desk)
    where = f"/office/tasks/{task.pk}/"
    desk.client.post(f"{where}prove/", {"name": "样书"})
    desk.client.post(f"{where}close/")
    assert "已经办结" in said(amend(desk, task, title="别的写法"))
    assert "为什么" in said(desk.client.post(f"{where}reopen/", {"why": " "}, follow=True))
    desk.client.post(f"{where}reopen/", {"why": "样书有错页"})
    task.refresh_from_db()
    assert task.stage == "进行中" and task.notes.last().words == "退回：样书有错页"
    assert Line.objects.filter(action="task.close", outcome="成").count() == 2


def test_a_place_is_named_only_to_who_may_see_it(
    desk: Desk, work: Any, office: Any, signed_in: Any
) -> None:
    from fangzhi.workbench.works.actions import create_work

    task = task_of(desk)
    secret = create_work(desk.user, "不给别人看的志", "县志")
    amend(desk, task, page=secret.pk)
    task.refresh_from_db()
    assert task.page_id == secret.pk
    other = signed_in(office("分卷主编", work, name="别处的主编"))
    assert "不给别人看的志" not in said(other.get(f"/office/tasks/{task.pk}/"))
    sent = {"title": "改写法", "owner": "", "owner_words": "", "deadline": "", "page": ""}
    other.post(f"/office/tasks/{task.pk}/amend/", sent)
    task.refresh_from_db()
    assert task.title == "改写法" and task.page_id == secret.pk
    desk.client.post(f"/office/tasks/{task.pk}/prove/", {"name": "样书"})
    assert other.post(f"/office/tasks/{task.pk}/close/").status_code == 403


def test_what_waits_for_somebody_stands_on_his_home_page(
    desk: Desk, office: Any, signed_in: Any
) -> None:
    assert "从这里开始" in said(desk.client.get("/admin/"))
    task = task_of(desk)
    amend(desk, task, owner=desk.user.pk, deadline="2020-01-01")
    shown = said(desk.client.get("/admin/"))
    assert f"“{task.title}”过了时限（2020-01-01），还没有办结" in shown
    assert "过了时限" not in said(signed_in(office("编辑", name="别人")).get("/admin/"))
