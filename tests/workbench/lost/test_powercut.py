"""A power cut at any moment loses no save that was acknowledged (P1)."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.workbench.lost.powercut import Disk, Step, record
from tests.workbench.lost.servers import ROOT, own_folder

LONG = bool(os.environ.get("FANGZHI_PROVE"))
CUTS = 2000 if LONG else 60
SAVES = 60 if LONG else 6


def _told(step: Step) -> set[int]:
    return {int(line.split()[1]) for line in step.data.decode().splitlines() if line}


def _what_stands(folder: Path, files: dict[str, bytes]) -> tuple[str, set[int], int, int]:
    """Open a database as it was left: its health, its revisions, its ledger's length and last."""
    for old in folder.iterdir():
        old.unlink()
    for name, data in files.items():
        (folder / Path(name).name).write_bytes(data)
    with closing(sqlite3.connect(folder / "workbench.sqlite3")) as database:
        health = database.execute("PRAGMA integrity_check").fetchone()[0]
        keys = {row[0] for row in database.execute("SELECT id FROM wagtailcore_revision")}
        count, last = database.execute("SELECT COUNT(*), MAX(number) FROM ledger_line").fetchone()
    return health, keys, count, last


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to record the writes")
def test_no_acknowledged_save_is_lost_at_any_cut(tmp_path: Path) -> None:
    with own_folder(tmp_path) as home:
        home.django(
            "from pathlib import Path\nfrom tests.workbench.lost.seed import small_work\n"
            f"small_work(Path({str(tmp_path / '来稿')!r}), entries=5)"
        )
        database = str(home.folder / "workbench.sqlite3")
        disk = Disk({database: Path(database).read_bytes()}, str(home.folder))
        steps = record([sys.executable, "-m", "tests.workbench.lost.writer", str(SAVES)],
                       home.environment, home.folder, ROOT)  # fmt: skip
    chance = random.Random(20261122)
    cuts = sorted(chance.randrange(len(steps)) for _ in range(CUTS))
    told: set[int] = set()
    scratch = tmp_path / "断电后"
    scratch.mkdir()
    at, lost, broken = 0, 0, 0
    for cut in cuts:
        for step in steps[at:cut]:
            if step.call == "told":
                told |= _told(step)
            disk.take(step)
        at = max(at, cut)
        health, keys, count, last = _what_stands(scratch, disk.after_cut(chance))
        broken += health != "ok" or count != last
        lost += not told <= keys
    print(f"{len(steps)} steps, {CUTS} cuts, {len(told)} saves: {lost} lost, {broken} broken")
    assert len(told) > SAVES // 2
    assert (lost, broken) == (0, 0)
