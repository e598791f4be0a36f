"""Many editors at once on a real server: no acknowledged save is lost, a refused one is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.workbench.lost.hands import count_lost, sessions, write_at_once
from tests.workbench.lost.postgres import cluster
from tests.workbench.lost.servers import Home, own_folder, served

LONG = bool(os.environ.get("FANGZHI_PROVE"))
EDITORS = 100 if LONG else 12
ENTRIES = 20 if LONG else 4
TIMES = 5 if LONG else 2


@contextmanager
def _office(kind: str, tmp_path: Path) -> Iterator[Home]:
    if kind == "SQLite":
        with own_folder(tmp_path) as home:
            yield home
    else:
        with cluster(tables=True) as database, own_folder(tmp_path, database.url) as home:
            yield home


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_editors_at_once_lose_nothing(kind: str, tmp_path: Path) -> None:
    with _office(kind, tmp_path) as home:
        told = home.django(
            "from pathlib import Path\nfrom tests.workbench.lost.seed import small_work\n"
            f"small_work(Path({str(tmp_path / '来稿')!r}), entries={ENTRIES})\n"
            "print(*EntryPage.objects.filter(title__startswith='条目').values_list('pk', flat=True))"
        )
        pages = [int(key) for key in told.split()]
        keys = sessions(home, EDITORS)
        with served(home, workers=2) as server:
            answers, faults = write_at_once(server.port, keys, pages, TIMES)
        saved = sum(answer.status == 200 for answer in answers)
        lost, gone = count_lost(home, answers)
        print(f"{kind}: {EDITORS} editors, {ENTRIES} entries: {saved} saved, "
              f"{len(answers) - saved} refused, {lost} lost, {gone} texts gone")  # fmt: skip
        assert faults == []
        assert len(answers) == EDITORS * TIMES and saved >= ENTRIES
        assert (lost, gone) == (0, 0)
