"""`fangzhi user`: a way in from the machine itself, for whoever lost it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.workbench.ready import empty_database


def _run(folder: Path, *told: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FANGZHI", "DJANGO"))}
    return subprocess.run(
        [sys.executable, "-m", "fangzhi.cli.main", "user", str(folder), *told],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**clean, "PYTHONUTF8": "1"},
    )


_SEED = """
from pathlib import Path
import sys
from fangzhi.workbench.conf.serve import prepare
prepare(Path(sys.argv[1]))
from fangzhi.workbench.people.accounts import open_office
open_office("清溪县志办", "chen", "县志编纂用的密码-2026", "陈管理")
"""


def test_accounts_are_listed_and_a_lost_password_is_reset_by_link(tmp_path: Path) -> None:
    absent = _run(tmp_path / "没有")
    assert absent.returncode == 2
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("FANGZHI", "DJANGO"))}
    shutil.copy(empty_database(), tmp_path)
    subprocess.run([sys.executable, "-c", _SEED, str(tmp_path)], check=True, env=clean)
    listed = _run(tmp_path)
    assert "chen\t陈管理\t管理员\t在用" in listed.stdout + listed.stderr
    assert _run(tmp_path, "--reset", "nobody").returncode == 2
    done = _run(tmp_path, "--reset", "chen", "--codes")
    assert done.returncode == 0
    assert "/account/password/" in done.stdout + done.stderr
