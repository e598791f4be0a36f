"""A child process may crash, hang or grow: the parent gets a sentence, and goes on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from fangzhi.files.child import Failure, GuardedPool, run_guarded
from fangzhi.files.limits import ChildLimits
from fangzhi.files.system.fence import shortfalls
from tests.files import children

SHORT = ChildLimits(seconds=0.5)


def test_answers_come_back_in_the_order_of_the_questions() -> None:
    with GuardedPool(children.double, int, workers=2) as pool:
        assert list(pool.map([(n,) for n in range(50)])) == [2 * n for n in range(50)]


def test_a_crash_is_a_value_and_the_others_are_still_answered() -> None:
    with GuardedPool(children.double_or_crash, int, workers=2) as pool:
        answers = list(pool.map([(n,) for n in range(5)]))
    lost = answers[2]
    assert isinstance(lost, Failure) and lost.code == "crashed" and "意外退出" in lost.message
    assert [answers[n] for n in (0, 1, 3, 4)] == [0, 2, 6, 8]


@pytest.mark.parametrize(
    ("function", "code", "words"),
    [
        (children.leave, "crashed", "退出码 7"),
        (children.fail, "fault", "ValueError：坏了"),
        (children.wrong_type, "fault", "ValidationError"),
    ],
)
def test_every_end_has_its_reason(function: object, code: str, words: str) -> None:
    assert callable(function)
    answer = run_guarded(function, (), int)
    assert isinstance(answer, Failure)
    assert answer.code == code and words in answer.message


def test_a_child_that_cannot_start_says_why() -> None:
    with GuardedPool(children.double, int, warm=("fangzhi.no_such_part",)) as pool:
        answers = list(pool.map([(1,), (2,)]))
    for answer in answers:
        assert isinstance(answer, Failure) and answer.code == "start"
        assert "no_such_part" in answer.message and "fangzhi doctor" in answer.message


def test_a_task_that_hangs_is_stopped_and_the_next_one_answered() -> None:
    with GuardedPool(children.sleep, int, limits=SHORT) as pool:
        answers = list(pool.map([(86_400.0,), (0.0,)]))
    assert isinstance(answers[0], Failure) and answers[0].code == "timeout"
    assert answers[1] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no memory limit on Windows")
def test_a_task_that_grows_without_end_is_stopped() -> None:
    answer = run_guarded(children.hog, (), int)
    assert isinstance(answer, Failure) and answer.code == "memory" and "内存" in answer.message


def test_python_code_in_a_child_reaches_no_network() -> None:
    answer = run_guarded(children.connect, (), str)
    assert isinstance(answer, str) and "不许联网" in answer


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an empty network needs Linux")
def test_native_code_in_a_child_reaches_no_network_where_the_system_can_forbid_it() -> None:
    if any("空网络" in sentence for sentence in run_guarded(shortfalls, (), tuple)):  # type: ignore[union-attr]
        pytest.skip("this system gives a child no network of its own")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert children.connect_natively(port) == 0
        assert run_guarded(children.connect_natively, (port,), int) == -1


def test_what_a_child_prints_does_not_reach_the_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_guarded(children.print_much, (), int) == 1
    assert capfd.readouterr().out == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_children_end_with_their_parent(ending: int, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(
            """
            import signal
            from fangzhi.files.child import GuardedPool
            from tests.files import children
            if __name__ == "__main__":
                # started in the background a shell may have taken Ctrl-C from it
                signal.signal(signal.SIGINT, signal.default_int_handler)
                with GuardedPool(children.sleep, int) as pool:
                    for answer in pool.map([(0.0,), (60.0,)]):
                        child = pool._busy[0]._process.pid if pool._busy else pool._idle[0]._process.pid
                        print(child, flush=True)
            """
        ),
        encoding="utf-8",
    )
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"},
    )  # fmt: skip
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    time.sleep(0.2)
    parent.send_signal(ending)
    parent.wait(10)
    for _ in range(100):
        if not _alive(child):
            return
        time.sleep(0.05)
    pytest.fail("the child outlived its parent")


def _alive(process: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
