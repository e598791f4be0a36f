"""Background runs: queued, told, stopped, lost and begun again."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.jobs.progress import ask_to_stop
from tests.workbench.jobs.work import count_words, fall_over, leave_a_file, never_end, refuse
from tests.workbench.lost.servers import own_folder, worker_of


def begun(run: Run) -> Run:
    """Carry a run out here and now."""
    runs.carry_out.call(run.pk)
    return Run.objects.get(pk=run.pk)


def test_a_run_gets_its_rows_and_tells_how_far_it_is(work: Any, chief: Any) -> None:
    run = begun(runs.start(chief, "数字数", count_words, work, times=3))
    assert (run.state, run.done, run.total) == ("完成", 3, 3)
    assert run.message == "清溪年鉴数了3遍"
    assert run.page_id == work.pk


def test_a_result_is_fetched_by_who_asked_and_by_nobody_else(office: Any, signed_in: Any) -> None:
    editor, other, warden = office("编辑"), office("编辑"), office("管理员")
    run = begun(runs.start(editor, "出一份全文", leave_a_file, "全文"))
    answer = signed_in(editor).get(f"/runs/{run.pk}/result/")
    assert b"".join(answer.streaming_content).decode() == "全文"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    for path in ("", "state/", "result/"):
        assert signed_in(other).get(f"/runs/{run.pk}/{path}").status_code == 404
    assert signed_in(warden).get(f"/runs/{run.pk}/").status_code == 200
    assert signed_in(warden).get(f"/runs/{run.pk}/result/").status_code == 404
    assert "出一份全文" in signed_in(editor).get("/runs/").content.decode()
    assert "出一份全文" not in signed_in(other).get("/runs/").content.decode()


def test_a_fault_of_ours_is_said_plainly_and_kept_for_who_mends_it(office: Any) -> None:
    run = begun(runs.start(office("编辑"), "出错", fall_over))
    assert run.state == "失败"
    assert "within" not in run.message and "没有改动" in run.message
    assert "KeyError" in run.fault


def test_a_refusal_gives_its_reason(office: Any) -> None:
    run = begun(runs.start(office("编辑"), "受拒", refuse))
    assert (run.state, run.message, run.fault) == ("失败", "这一篇已经定稿。", "")


def test_a_waiting_run_is_cancelled_and_never_begins(office: Any, signed_in: Any) -> None:
    editor = office("编辑")
    run = runs.start(editor, "数字数", never_end)
    assert signed_in(editor).post(f"/runs/{run.pk}/cancel/").status_code == 302
    assert begun(run).state == "取消"


def test_a_running_run_stops_at_its_next_word(office: Any) -> None:
    run = runs.start(office("编辑"), "数字数", never_end)
    ask_to_stop(run.pk)
    assert begun(run).state == "取消"


def test_what_is_no_plain_function_is_refused_at_once(office: Any) -> None:
    with pytest.raises(ValueError, match="top of a module"):
        runs.start(office("编辑"), "不行", lambda work: None)


def test_who_did_not_ask_can_neither_stop_nor_repeat_a_run(office: Any, signed_in: Any) -> None:
    run = runs.start(office("编辑"), "数字数", never_end)
    warden = signed_in(office("管理员"))
    assert warden.post(f"/runs/{run.pk}/cancel/").status_code == 403
    assert warden.post(f"/runs/{run.pk}/again/").status_code == 403
    assert Run.objects.get(pk=run.pk).state == "等候"


def test_a_killed_worker_leaves_a_run_marked_and_it_is_begun_again(tmp_path: Path) -> None:
    with own_folder(tmp_path) as home:
        asked = home.django(
            "from fangzhi.workbench.people.actions import make_user, make_post\n"
            "from fangzhi.workbench.jobs import runs\n"
            "from tests.workbench.jobs.work import never_end\n"
            "u = make_user('测试', 'wang', '县志编纂用的密码-2026', '王编辑')\n"
            "make_post('测试', u, '编辑')\n"
            "print(runs.start(u, '数', never_end).pk)"
        )
        key = int(asked)
        with worker_of(home) as first:
            home.until(f"Run.objects.get(pk={key}).state == '进行'")
            os.kill(first.pid, signal.SIGKILL)
            first.wait()
        assert home.tell(f"Run.objects.get(pk={key}).state") == "进行"
        with worker_of(home):
            home.until(f"Run.objects.get(pk={key}).state == '中断'")
            home.django(
                "from fangzhi.workbench.people.models import User\n"
                "from fangzhi.workbench.jobs import runs\n"
                f"runs.again(User.objects.get(), Run.objects.get(pk={key}))\n"
                "import time\n"
                f"while Run.objects.get(pk={key + 1}).state != '进行':\n    time.sleep(0.1)"
            )
        # the second worker ended with its server, and said so itself
        assert home.tell(f"Run.objects.get(pk={key + 1}).state") == "中断"


def test_what_waits_in_no_queue_is_marked_and_what_is_queued_waits_on(office: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    editor = office("编辑")
    orphan = runs.start(editor, "数", never_end)
    DBTaskResult.objects.all().delete()  # as after an import: the queue is no part of an export
    queued = runs.start(editor, "数", never_end)
    assert runs.mark_lost() == 1
    assert Run.objects.get(pk=orphan.pk).state == "中断"
    assert Run.objects.get(pk=queued.pk).state == "等候"
