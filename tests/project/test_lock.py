"""Two builds of one folder, and a disk that refuses: the old stays and the reason is told."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fangzhi.cli.faults import words_of
from fangzhi.project.build import build
from fangzhi.project.load import load
from fangzhi.project.lock import Busy, only_one


@pytest.fixture
def village(tmp_path: Path) -> Path:
    folder = tmp_path / "清溪 村志"
    folder.mkdir()
    (folder / "1 村落.txt").write_text(
        "第一章 村落\n\n　　村在山间，有田有塘。\n", encoding="utf-8"
    )
    return folder


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "fangzhi.cli.main", *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", timeout=300)


def test_a_second_build_is_told_to_wait_and_changes_nothing(village: Path) -> None:
    with only_one(village):
        with pytest.raises(Busy, match="另一个窗口"):
            build(load(village), village)
        told = run("build", village, "--formats", "tei")
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert "正在往" in told.stderr
    assert not (village / "成书").exists()
    assert run("build", village, "--formats", "tei").returncode == 0


def test_the_lock_ends_with_a_killed_process(village: Path) -> None:
    words = (
        "from pathlib import Path; import sys, time; from fangzhi.project.lock import only_one\n"
    )
    words += "with only_one(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", words, str(village)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(Busy), only_one(village):
        pass
    holder.kill()
    holder.wait()
    with only_one(village):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is POSIX")
def test_a_disk_that_takes_no_more_is_told_in_chinese_and_nothing_is_left(village: Path) -> None:
    assert run("build", village, "--formats", "tei").returncode == 0
    before = (village / "成书" / "清溪 村志.tei.xml").read_bytes()
    words = "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    words += "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
    words += "from fangzhi.cli.main import main; sys.exit(main(sys.argv[1:]))"
    line = [sys.executable, "-c", words, "build", str(village)]
    told = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert told.returncode == 2, told.stderr
    assert "磁盘放不下" in told.stderr and "Traceback" not in told.stderr
    assert (village / "成书" / "清溪 村志.tei.xml").read_bytes() == before
    assert not (village / ".fangzhi" / "staged").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT to a child is POSIX")
def test_ctrl_c_stops_quietly(village: Path) -> None:
    for number in range(40):
        (village / f"{number}.txt").write_text(f"第{number}页。\n" * 2000, encoding="utf-8")
    line = [sys.executable, "-m", "fangzhi.cli.main", "build", str(village)]
    running = subprocess.Popen(
        line, stderr=subprocess.PIPE, text=True, start_new_session=True,
        # started in the background a shell may have taken Ctrl-C from it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    while not (village / ".fangzhi").exists():
        time.sleep(0.02)
    time.sleep(0.2)
    running.send_signal(signal.SIGINT)
    told = running.communicate(timeout=60)[1]
    assert (running.returncode, told) == (130, "已停止；原有的成书和检查没有改动。\n")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "Word、WPS"), (errno.EROFS, "只读")],
)
def test_what_the_system_refuses_is_told_with_what_to_do(number: int, words: str) -> None:
    told = words_of(OSError(number, "english", "成书/清溪村志.docx"))
    assert words in told and "清溪村志.docx" in told and "请" in told and "english" not in told
    assert words_of(OSError(errno.EBADF, "english")) == ""


def test_the_summary_names_what_to_look_at_first_and_an_empty_book(village: Path) -> None:
    (village / "2 人口.txt").write_text(
        "第二章 人口\n\n　　1958年2月30日，全村300人，其中男160人、女150人。\n", encoding="utf-8"
    )
    told = run("build", village, "--formats", "tei").stderr.splitlines()
    first = [line for line in told if line.startswith("  硬  2 人口.txt：")]
    assert first and len(first) <= 3
    for file in village.glob("*.txt"):
        file.unlink()
    (village / "录像.mp4").write_bytes(b"\0\0\0 ftypisom" + b"\0" * 99)
    told = run("build", village, "--formats", "tei").stderr.splitlines()
    assert any("书是空的" in line for line in told)


def test_an_output_place_that_is_a_file_is_told(village: Path) -> None:
    told = run("build", village, "--out", village / "1 村落.txt")
    assert told.returncode == 2 and "是一个文件" in told.stderr
    told = run("build", village, "--out", village / "1 村落.txt" / "书")
    assert told.returncode == 2 and "不是文件夹" in told.stderr and "Traceback" not in told.stderr
