"""A backup made while people save, restored on an empty machine: whole, and at one moment."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.workbench.lost.hands import Hand, Told, sessions
from tests.workbench.lost.postgres import cluster
from tests.workbench.lost.servers import Home, own_folder, served

LONG = bool(os.environ.get("FANGZHI_PROVE"))
WRITERS = 8 if LONG else 3
BACKUPS = 10 if LONG else 1
KINDS = ("SQLite", *(("PostgreSQL", "PostgreSQL to SQLite") if LONG else ()))
_ALL = (
    "import json\nfrom wagtail.models import Revision\n"
    "from fangzhi.model.value import digest_of_bytes\n"
    "from fangzhi.workbench.ledger.audit import audit\n"
    "made = {r.pk: digest_of_bytes(json.dumps(r.content, sort_keys=True).encode())\n"
    "        for r in Revision.objects.iterator(500)}\n"
    "lines = list(Line.objects.order_by('number').values_list('number', 'digest'))\n"
    "faults = [f for part in audit().parts for f in part.faults]\n"
    "print(json.dumps([made, lines, faults]))"
)


@contextmanager
def _office(kind: str, tmp_path: Path) -> Iterator[tuple[Home, Home]]:
    """Give a workbench, and an empty machine beside it."""
    if kind == "SQLite":
        with own_folder(tmp_path) as home:
            yield home, Home(tmp_path / "新机器")
    else:
        with cluster(tables=True) as database, own_folder(tmp_path, database.url) as home:
            if kind == "PostgreSQL":
                with cluster() as empty:
                    yield home, Home(tmp_path / "新机器", empty.url)
            else:
                yield home, Home(tmp_path / "新机器")


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_made_under_load_comes_back_whole(kind: str, tmp_path: Path) -> None:
    told: list[Told] = []
    over = threading.Event()
    with _office(kind, tmp_path) as (home, empty):
        pages = [int(key) for key in home.django(
            "from pathlib import Path\nfrom tests.workbench.lost.seed import small_work\n"
            f"small_work(Path({str(tmp_path / '来稿')!r}), entries={WRITERS})\n"
            "print(*EntryPage.objects.filter(title__startswith='条目').values_list('pk', flat=True))"
        ).split()]  # fmt: skip
        keys = sessions(home, WRITERS)

        def write(port: int, number: int) -> None:
            hand, revision, count = Hand(port, keys[number]), 0, 0
            revision, draft = hand.open(pages[number])
            while not over.is_set():
                answer = hand.save(pages[number], revision, draft, f"第{number}人第{count}句。")
                told.append(answer)
                revision, count = answer.after, count + 1

        with served(home, workers=2) as server:
            hands = [threading.Thread(target=write, args=(server.port, n)) for n in range(WRITERS)]
            for hand in hands:
                hand.start()
            before: list[int] = []
            for number in range(BACKUPS):
                while len(told) < len(before) + 2 * WRITERS and not over.wait(0.02):
                    assert any(hand.is_alive() for hand in hands)
                before = [one.after for one in list(told) if one.status == 200]
                path = tmp_path / f"{number}.zip"
                made = home.fangzhi("backup", str(home.folder), "--to", str(path), "--json")
                assert made.returncode == 0, made.stderr
            during = len(told) - len(before)
            over.set()
            for hand in hands:
                hand.join()
        assert all(one.status == 200 for one in told) and during > 0
        back = empty.fangzhi("restore", str(path), str(empty.folder))
        assert back.returncode == 0, back.stderr
        ours, lines, _ = json.loads(home.django(_ALL))
        theirs, their_lines, faults = json.loads(empty.django(_ALL))
    lost = [key for key in before if str(key) not in theirs]
    print(f"{kind}: {len(before)} saves acknowledged before the backup, {during} while it ran, "
          f"{len(theirs)} revisions restored, {len(lost)} lost")  # fmt: skip
    assert (lost, faults) == ([], [])
    assert all(ours[key] == digest for key, digest in theirs.items())
    head = json.loads(made.stdout)["head"]
    assert their_lines == lines[: len(their_lines)] and their_lines[-1][0] == head
