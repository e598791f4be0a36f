"""A kill at any step of replacing outputs leaves the old or the new ones whole."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from fangzhi.files import atomic
from fangzhi.files.atomic import WriteFault, recover, replace_folder, replace_folders, staging

FOLDERS = ("成书", "检查")
STEPS_ONE_STEP = ("flushed", "journal", "exchanged", "exchanged:2", "swapped", "journal gone",
                  "old gone", "old gone:2", "old gone:3", "old gone:4")  # fmt: skip
STEPS_LONG = ("flushed", "journal", "aside", "placed", "aside:2", "placed:2", "swapped",
              "journal gone", "old gone", "old gone:2", "old gone:3", "old gone:4")  # fmt: skip

KILLED = textwrap.dedent(
    """
    import json, os, signal, sys
    from pathlib import Path
    from fangzhi.files.atomic import replace_folders
    base, stop, one_step = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "1"
    name, _, count = stop.partition(":")
    left = int(count or 1)
    def at(step):
        global left
        if step == name:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    names = json.loads(sys.argv[4])
    replace_folders([(base / f".{n}.新", base / n) for n in names], at, one_step=one_step)
    """
)


def fill(folder: Path, words: str) -> None:
    (folder / "site").mkdir(parents=True)
    for number in range(5):
        (folder / "site" / f"{number}.html").write_text(words, encoding="utf-8")


def state(folder: Path) -> str:
    """Say which contents a folder holds: one word when it is whole."""
    found = {path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    count = len(list(folder.rglob("*.html")))
    return found.pop() if len(found) == 1 and count == 5 else f"broken: {found} {count}"


def kill_at(base: Path, step: str, one_step: bool) -> int:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(base), step, "01"[one_step], json.dumps(FOLDERS)],
        check=False, capture_output=True,
    )  # fmt: skip
    return done.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
@pytest.mark.parametrize(
    ("step", "one_step"),
    [(step, True) for step in STEPS_ONE_STEP] + [(step, False) for step in STEPS_LONG],
)
def test_after_a_kill_each_folder_is_the_old_or_the_new_one_whole(
    tmp_path: Path, step: str, one_step: bool
) -> None:
    for name in FOLDERS:
        fill(tmp_path / name, "旧")
        fill(tmp_path / f".{name}.新", "新")
    assert kill_at(tmp_path, step, one_step) == -signal.SIGKILL
    if one_step:
        # the kernel exchanges both names at once: even before recovery nothing is missing
        assert {state(tmp_path / name) for name in FOLDERS} <= {"旧", "新"}
    recover(tmp_path / FOLDERS[0])
    recover(tmp_path / FOLDERS[1])
    states = [state(tmp_path / name) for name in FOLDERS]
    assert states in (["旧", "旧"], ["新", "新"]), "the folders belong to one build"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FOLDERS), "no leftovers"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
@pytest.mark.parametrize("one_step", [True, False])
def test_a_first_output_that_was_never_there_is_there_whole_or_not_at_all(
    tmp_path: Path, one_step: bool
) -> None:
    for name in FOLDERS:
        fill(tmp_path / f".{name}.新", "新")
    assert kill_at(tmp_path, "placed", one_step) == -signal.SIGKILL
    recover(tmp_path / FOLDERS[0])
    assert [state(tmp_path / name) for name in FOLDERS] == ["新", "新"]


def test_a_folder_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "成书"
    for words in ("一", "二", "三"):
        staged = staging(target)
        fill(staged, words)
        replace_folder(staged, target)
        assert state(target) == words
    assert [path.name for path in tmp_path.iterdir()] == ["成书"]


def test_a_build_that_stopped_before_it_was_done_is_swept_away(tmp_path: Path) -> None:
    fill(tmp_path / "成书", "旧")
    fill(tmp_path / ".成书.新", "半")
    staged = staging(tmp_path / "成书")
    assert list(staged.iterdir()) == []
    assert state(tmp_path / "成书") == "旧"


def test_a_folder_that_cannot_be_moved_keeps_its_old_contents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "成书"
    fill(target, "旧")
    fill(tmp_path / ".成书.新", "新")
    rename = os.rename

    def refuse_new(source: Path, goal: Path) -> None:
        if Path(source).name == ".成书.新":
            raise PermissionError(errno.EACCES, "in use")
        rename(source, goal)

    monkeypatch.setattr(os, "rename", refuse_new)
    with pytest.raises(WriteFault, match="正被别的程序打开"):
        replace_folders([(tmp_path / ".成书.新", target)], one_step=False)
    assert state(target) == "旧"


@pytest.mark.parametrize("one_step", [True, False])
def test_when_the_second_folder_cannot_be_moved_the_first_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_step: bool
) -> None:
    pairs = [(tmp_path / f".{name}.新", tmp_path / name) for name in FOLDERS]
    fill(pairs[0][1], "旧")
    for staged, _ in pairs:
        fill(staged, "新")
    rename = os.rename

    def refuse_second(source: Path, goal: Path) -> None:
        if Path(source).name == ".检查.新":
            raise OSError(errno.EIO, "broken disk")
        rename(source, goal)

    monkeypatch.setattr(os, "rename", refuse_second)
    with pytest.raises(WriteFault, match="没有变动"):
        replace_folders(pairs, one_step=one_step)
    assert state(pairs[0][1]) == "旧" and not pairs[1][1].exists()
    monkeypatch.undo()
    replace_folders(pairs)
    assert [state(target) for _, target in pairs] == ["新", "新"]


def test_a_folder_may_be_staged_in_a_hidden_folder_below(tmp_path: Path) -> None:
    fill(tmp_path / "成书", "旧")
    fill(tmp_path / ".fangzhi" / "staged" / "成书", "新")
    replace_folder(tmp_path / ".fangzhi" / "staged" / "成书", tmp_path / "成书")
    assert state(tmp_path / "成书") == "新"
    with pytest.raises(ValueError, match="hidden folder"):
        replace_folder(tmp_path / "成书", tmp_path / "检查")


@pytest.mark.parametrize(
    "staged", ["志稿", "../志稿", ".x/../志稿", "/etc", "./志稿", ".\\..\\志稿"]
)
def test_a_journal_that_came_with_the_manuscripts_removes_nothing(
    tmp_path: Path, staged: str
) -> None:
    fill(tmp_path / "成书", "旧")
    fill(tmp_path / "志稿", "稿")
    journal = [{"staged": staged, "target": "成书", "aside": ".成书.旧", "new": 1}]
    (tmp_path / ".fangzhi-换新.json").write_text(json.dumps(journal), encoding="utf-8")
    recover(tmp_path / "成书")
    assert (state(tmp_path / "成书"), state(tmp_path / "志稿")) == ("旧", "稿")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_chinese_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "报告.html"
    atomic.write_bytes(target, "旧".encode())
    opened = Path.open

    def full(path: Path, mode: str = "r", *rest: object) -> object:
        if mode != "wb":
            return opened(path, mode)
        path.touch()
        return opened(Path("/dev/full"), mode)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(WriteFault, match="磁盘已满"):
        atomic.write_bytes(target, b"x" * 100)
    monkeypatch.undo()
    assert target.read_text(encoding="utf-8") == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["报告.html"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a bound user")
def test_a_folder_without_rights_is_said_in_chinese(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(WriteFault, match="没有写入权限"):
        atomic.write_bytes(tmp_path / "报告.html", b"x")


def test_a_file_in_the_place_of_the_folder_is_told_as_a_write_fault(tmp_path: Path) -> None:
    (tmp_path / "成书").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(WriteFault, match=r"没能写成“书\.txt”"):
        atomic.write_bytes(tmp_path / "成书" / "书.txt", b"x")
    assert (tmp_path / "成书").read_text(encoding="utf-8") == "不是文件夹"
