"""SIGKILL at any moment of a save or an import: what was acknowledged stands, nothing is half."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.workbench.lost.postgres import cluster
from tests.workbench.lost.servers import own_folder
from tests.workbench.lost.standing import office, seeded, stands

LONG = bool(os.environ.get("FANGZHI_PROVE"))
KILLS = int(os.environ.get("FANGZHI_KILLS", "500" if LONG else "12"))
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as POSIX does")


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_a_writer_killed_at_any_moment_loses_nothing_acknowledged(
    kind: str, tmp_path: Path
) -> None:
    with office(kind, tmp_path) as home:
        seeded(home, tmp_path / "来稿")
        small = tmp_path / "一篇"
        small.mkdir()
        told = home.django(
            "from pathlib import Path\nfrom tests.workbench.lost.killed import main\n"
            f"main(20261122, {KILLS}, Path({str(small)!r}))",
            seconds=7200,
        )
        lines = [line for child in told.splitlines() for line in json.loads(child)]
        acknowledged = {what: [int(line.split()[1]) for line in lines if line.startswith(what)]
                        for what in ("saved", "imported")}  # fmt: skip
        found = stands(home)
    lost = [key for key in acknowledged["saved"] if key not in found.revisions]
    lost += [key for key in acknowledged["imported"] if key not in found.entries]
    print(f"{kind}: {KILLS} kills, {len(acknowledged['saved'])} saves and "
          f"{len(acknowledged['imported'])} imports acknowledged, {len(lost)} lost")  # fmt: skip
    assert [line for line in lines if line.startswith("fault")] == []
    assert len(acknowledged["saved"]) > KILLS // 4 and acknowledged["imported"]
    assert (lost, found.half, found.faults) == ([], [], [])


def test_a_crashed_postgresql_gives_back_every_acknowledged_save(tmp_path: Path) -> None:
    with cluster(tables=True) as database, own_folder(tmp_path, database.url) as home:
        seeded(home, tmp_path / "来稿")
        told: set[int] = set()
        for _ in range(5 if LONG else 1):
            child = home.begin("-m", "tests.workbench.lost.writer", "100000")
            assert child.stdout is not None
            for _ in range(5):
                told.add(int(child.stdout.readline().split()[1]))
            database.crash()
            rest, _ = child.communicate(timeout=60)
            told |= {int(line.split()[1]) for line in rest.decode().splitlines() if line}
            database.start()
        kept = stands(home).revisions
        print(f"PostgreSQL crashed: {len(told)} acknowledged, {len(told - kept)} lost")
        assert told and told <= kept
