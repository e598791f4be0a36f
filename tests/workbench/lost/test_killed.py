"""SIGKILL at any moment of a save or an import: what was acknowledged stands, nothing is half."""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.workbench.lost.hands import Hand, Told, count_lost, sessions
from tests.workbench.lost.postgres import cluster
from tests.workbench.lost.servers import Home, Served, own_folder

LONG = bool(os.environ.get("FANGZHI_PROVE"))
KILLS = int(os.environ.get("FANGZHI_KILLS", "500" if LONG else "12"))
SERVER_KILLS = 20 if LONG else 1
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as POSIX does")

_SEED = (
    "from pathlib import Path\nfrom tests.workbench.lost.seed import small_work\n"
    "small_work(Path({folder!r}), entries=5)\n"
    "print(*EntryPage.objects.filter(title__startswith='条目').values_list('pk', flat=True))"
)
_HALF = (
    "import json\nfrom wagtail.models import Page, Revision\n"
    "from fangzhi.workbench.ledger.audit import audit\n"
    "entries = list(EntryPage.objects.values_list('pk', 'latest_revision_id', 'path', 'depth'))\n"
    "revisions = set(Revision.objects.values_list('pk', flat=True))\n"
    "half = [e for e in entries if e[1] not in revisions]\n"
    "paths = set(Page.objects.values_list('path', flat=True))\n"
    "half += [p for p in paths if len(p) > 4 and p[:-4] not in paths]\n"
    "faults = [f for part in audit().parts for f in part.faults]\n"
    "print(json.dumps([sorted(revisions), [e[0] for e in entries], half, faults]))"
)


@contextmanager
def _office(kind: str, tmp_path: Path) -> Iterator[Home]:
    if kind == "SQLite":
        with own_folder(tmp_path) as home:
            yield home
    else:
        with cluster() as database, own_folder(tmp_path, database.url) as home:
            yield home


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_a_writer_killed_at_any_moment_loses_nothing_acknowledged(
    kind: str, tmp_path: Path
) -> None:
    with _office(kind, tmp_path) as home:
        home.django(_SEED.format(folder=str(tmp_path / "来稿")))
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
        revisions, entries, half, faults = json.loads(home.django(_HALF))
    lost = [key for key in acknowledged["saved"] if key not in set(revisions)]
    lost += [key for key in acknowledged["imported"] if key not in set(entries)]
    print(f"{kind}: {KILLS} kills, {len(acknowledged['saved'])} saves and "
          f"{len(acknowledged['imported'])} imports acknowledged, {len(lost)} lost")  # fmt: skip
    assert [line for line in lines if line.startswith("fault")] == []
    assert len(acknowledged["saved"]) > KILLS // 4 and acknowledged["imported"]
    assert (lost, half, faults) == ([], [], [])


def test_a_server_killed_while_people_save_loses_nothing_acknowledged(tmp_path: Path) -> None:
    told: list[Told] = []
    chance = random.Random(7)
    with own_folder(tmp_path) as home:
        pages = [int(k) for k in home.django(_SEED.format(folder=str(tmp_path / "来稿"))).split()]
        keys = sessions(home, len(pages))

        def write(port: int, number: int, over: threading.Event) -> None:
            hand, count = Hand(port, keys[number]), 0
            while not over.is_set():
                try:
                    revision, draft = hand.open(pages[number])
                    words = f"第{port}次第{number}人第{count}句。"
                    told.append(hand.save(pages[number], revision, draft, words))
                    count += 1
                except Exception:  # the server was killed under the request
                    time.sleep(0.05)

        for _ in range(SERVER_KILLS):
            server = Served(home)
            server.wait_until_it_answers()
            over = threading.Event()
            hands = [threading.Thread(target=write, args=(server.port, n, over))
                     for n in range(len(pages))]  # fmt: skip
            for hand in hands:
                hand.start()
            before, end = len(told), time.monotonic() + 60
            while len(told) < before + 3 and time.monotonic() < end:
                time.sleep(0.05)
            time.sleep(chance.random())
            server.kill()
            over.set()
            for hand in hands:
                hand.join()
        lost, gone = count_lost(home, [one for one in told if one.status in (200, 409)])
        print(f"{SERVER_KILLS} kills of the whole server, {len(told)} saves answered, {lost} lost")
        assert told and (lost, gone) == (0, 0)


def test_a_crashed_postgresql_gives_back_every_acknowledged_save(tmp_path: Path) -> None:
    with cluster() as database, own_folder(tmp_path, database.url) as home:
        home.django(_SEED.format(folder=str(tmp_path / "来稿")))
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
        kept = set(json.loads(home.django(_HALF))[0])
        print(f"PostgreSQL crashed: {len(told)} acknowledged, {len(told - kept)} lost")
        assert told and told <= kept
