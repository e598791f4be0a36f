"""What killed test runs leave behind is cleared by the next one, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.leftovers import PREFIX, clear, own_folder


@pytest.mark.skipif(os.name != "posix", reason="asks for processes as POSIX does")
def test_folders_of_the_dead_go_and_those_of_the_living_stay(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead = tmp_path / f"{PREFIX}{ended.pid}-a"
    mine = tmp_path / f"{PREFIX}{os.getpid()}-b"
    fresh, old = tmp_path / f"{PREFIX}abc", tmp_path / f"{PREFIX}x1y2"
    others = tmp_path / "fangzhi-office"
    for folder in (dead, mine, fresh, old, others):
        folder.mkdir()
        (folder / "workbench.sqlite3").write_bytes(b"x")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    assert clear(tmp_path) == [dead.name, old.name]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [mine.name, fresh.name, others.name]
    )


def test_a_folder_bears_the_number_of_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = own_folder()
    assert folder.parent == tmp_path and folder.name.startswith(f"{PREFIX}{os.getpid()}-")
