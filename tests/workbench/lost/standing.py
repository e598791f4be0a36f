"""A workbench to be killed, and what of it must stand afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.workbench.lost.postgres import cluster
from tests.workbench.lost.servers import Home, own_folder

SEED = (
    "from pathlib import Path\nfrom tests.workbench.lost.seed import small_work\n"
    "small_work(Path({folder!r}), entries=5)\n"
    "print(*EntryPage.objects.filter(title__startswith='条目').values_list('pk', flat=True))"
)
_STANDS = (
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


class Stands(NamedTuple):
    """Revisions and entries that are there; pages that are half; what the audit finds."""

    revisions: set[int]
    entries: set[int]
    half: list[Any]
    faults: list[str]


@contextmanager
def office(kind: str, tmp_path: Path) -> Iterator[Home]:
    """Give a fresh workbench on SQLite or on a PostgreSQL of its own."""
    if kind == "SQLite":
        with own_folder(tmp_path) as home:
            yield home
    else:
        with cluster(tables=True) as database, own_folder(tmp_path, database.url) as home:
            yield home


def seeded(home: Home, folder: Path) -> list[int]:
    """Put the small work in; give the pages of its five entries to write in."""
    return [int(key) for key in home.django(SEED.format(folder=str(folder))).split()]


def stands(home: Home) -> Stands:
    """Look at what is there after a crash."""
    revisions, entries, half, faults = json.loads(home.django(_STANDS))
    return Stands(set(revisions), set(entries), half, faults)
