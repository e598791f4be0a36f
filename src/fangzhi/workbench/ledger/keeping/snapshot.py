"""The database as it is at one moment, while everybody goes on writing."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connections, transaction

ALIAS = "snapshot"


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database in one piece; writers wait for the length of the copy."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=60)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        new.execute("PRAGMA synchronous=OFF")  # a copy that is cut off is thrown away
        old.backup(new, pages=-1)


@contextmanager
def snapshot(beside: Path) -> Iterator[str]:
    """Give the alias of a database that stands still; `beside` is a folder with room for a copy."""
    settings = connections.settings["default"]
    is_sqlite = connections["default"].vendor == "sqlite"
    with tempfile.TemporaryDirectory(prefix=".fangzhi-", dir=beside) as folder:
        own = dict(settings)
        if is_sqlite:
            own["NAME"] = Path(folder) / "copy.sqlite3"
            copy_sqlite(Path(settings["NAME"]), own["NAME"])
        connections.settings[ALIAS] = own
        try:
            with transaction.atomic(using=ALIAS):
                if not is_sqlite:
                    with connections[ALIAS].cursor() as cursor:
                        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield ALIAS
        finally:
            connections[ALIAS].close()
            del connections[ALIAS]
            del connections.settings[ALIAS]
