"""The page 体检: what is not well is said with what to do; backup and export begin from it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.ledger.condition import examine
from fangzhi.workbench.ledger.models import Line


def _sign(name: str) -> Any:
    return next(sign for sign in examine() if sign.name == name)


def test_more_than_five_who_write_on_sqlite_are_advised_postgresql(office: Any) -> None:
    for number in range(5):
        office("编辑", name=f"编辑{number}")
    office("审计员")
    assert _sign("写稿改稿的人数").well
    office("撰稿人", name="第六人")
    sign = _sign("写稿改稿的人数")
    assert not sign.well and "PostgreSQL" in sign.advice


def test_a_worker_without_a_sign_of_life_is_told(db: None) -> None:
    sign = Path(settings.HOME) / "任务" / "在岗"
    sign.parent.mkdir(exist_ok=True)
    sign.touch()
    assert _sign("后台任务").well
    os.utime(sign, (time.time() - 60, time.time() - 60))
    assert not _sign("后台任务").well


def test_who_looks_after_the_workbench_sees_its_condition_and_others_do_not(
    office: Any, signed_in: Any
) -> None:
    warden = signed_in(office("管理员")).get("/doctor/")
    words = warden.content.decode()
    assert warden.status_code == 200
    assert "还没有核对过" in words and "现在备份" in words and "磁盘空间" in words
    assert "现在备份" not in signed_in(office("审计员")).get("/doctor/").content.decode()
    for role in ("总纂", "编辑"):
        assert signed_in(office(role)).get("/doctor/").status_code == 403
        assert signed_in(office(role)).post("/doctor/backup/").status_code == 403
    assert not Run.objects.exists()


def test_an_audit_makes_that_sign_well(office: Any, signed_in: Any) -> None:
    assert not _sign("日志核对").well
    signed_in(office("审计员")).post("/ledger/verify/begin/")
    assert _sign("日志核对").well


def test_a_backup_that_is_due_is_told_at_home_to_who_looks_after_the_workbench(
    office: Any, signed_in: Any
) -> None:
    told = "备份：还没有备份过"
    assert told in signed_in(office("管理员")).get("/admin/").content.decode()
    assert told not in signed_in(office("编辑")).get("/admin/").content.decode()


def test_a_page_that_is_not_there_leaves_a_line_in_words(office: Any, signed_in: Any) -> None:
    chief = office("总纂")
    assert signed_in(chief).get("/sources/4711/").status_code == 404
    line = Line.objects.filter(outcome="拒", who_id=chief.pk).get()
    assert "没有这个页面" in line.detail and "matches" not in line.detail
