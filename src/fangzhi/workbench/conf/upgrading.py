"""A database made by another version: an older one is copied before it is brought up to date.

A newer one is left alone. Coming back from a renewal that went wrong means putting the copy back.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from fangzhi.files.atomic import WriteFault
from fangzhi.workbench.conf.home import DATABASE
from fangzhi.workbench.ledger.keeping.files import OWN_BACKUPS

FIRST = "首次启动要建数据库，约需半分钟，电脑慢的要一两分钟，请不要关这个窗口……"
RENEWED = "程序有更新，正在更新数据库，请不要关这个窗口……"
KEPT = 3
"""Copies that stay; the oldest go."""
_NAME = "升级前-{:%Y%m%d-%H%M%S}"
_ADVICE = {
    ".sqlite3": "请清出磁盘空间再启动。",
    ".dump": "请装好同版本的 PostgreSQL 客户端程序并清出磁盘空间再启动，"
    "或自己备份好数据库，设环境变量 FANGZHI_BACKED_UP=1 再启动。",
}
"""What to do where no copy could be kept, by the copy's ending."""


class NewerData(Exception):
    """Raised, in words, for data that a newer version of the program wrote."""


class Ahead(NamedTuple):
    """What is about to be done to the database, in words ("" for nothing), and if data stand there."""

    words: str
    is_renewal: bool = False


def ahead() -> Ahead:
    """Look at the database; raise NewerData where it knows steps that this program does not."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    loader = executor.loader
    known = {*loader.disk_migrations, *loader.replacements}
    for made in loader.replacements.values():
        known |= set(made.replaces)
    ours = loader.migrated_apps
    strange = sorted(
        key for key in loader.applied_migrations if key[0] in ours and key not in known
    )
    if strange:
        raise NewerData(
            "这个文件夹的数据是更新版本的程序写的（"
            + "、".join(f"{app} {name}" for app, name in strange[:3])
            + "）。为免损坏，没有打开，数据没有改动。请用那个版本或更新的版本，或恢复升级前的备份。"
        )
    if not executor.migration_plan(loader.graph.leaf_nodes()):
        return Ahead("")
    is_renewal = bool(loader.applied_migrations)
    return Ahead(RENEWED if is_renewal else FIRST, is_renewal)


def keep_old(home: Path) -> Path | None:
    """Copy the database before it is changed; PostgreSQL's by its own pg_dump.

    Raises WriteFault where no copy could be kept: then nothing is changed. None where FANGZHI_BACKED_UP
    says that who looks after the PostgreSQL has a copy.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        return _kept(home, ".sqlite3", lambda half: _copy(home / DATABASE, half))
    if os.environ.get("FANGZHI_BACKED_UP"):
        return None
    return _kept(home, ".dump", _dump)


def _kept(home: Path, suffix: str, write: Callable[[Path], None]) -> Path:
    folder = home / OWN_BACKUPS
    target = folder / f"{_NAME.format(datetime.now())}{suffix}"
    half = target.with_name(f".{target.name}.写入中")
    try:
        folder.mkdir(exist_ok=True)
        write(half)
        os.replace(half, target)
    except (OSError, sqlite3.Error, subprocess.SubprocessError) as fault:
        with suppress(OSError):
            half.unlink()
        raise WriteFault(
            getattr(fault, "errno", None) or errno.EIO,
            f"更新数据库之前要先留一份，没有留成（{_said(fault)}）。数据没有改动；{_ADVICE[suffix]}",
        ) from fault
    for old in sorted(folder.glob(f"升级前-*{suffix}"))[:-KEPT]:
        old.unlink()
    return target


def _said(fault: Exception) -> str:
    told = getattr(fault, "stderr", None)
    return told.strip().splitlines()[-1] if told and told.strip() else str(fault)


def _dump(target: Path) -> None:
    """Let pg_dump write the database as it is at one moment; only the file's owner reads it."""
    from django.db import connection

    program = _pg_dump()
    if program is None:
        raise FileNotFoundError(errno.ENOENT, "这台电脑上找不到 pg_dump")
    held = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {name: str(held[key]) for name, key in names.items() if held[key]}
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    subprocess.run(
        [program, "--format=custom", "--no-password", f"--file={target}", str(held["NAME"])],
        env={**os.environ, **told}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    with target.open("r+b") as stream:
        os.fsync(stream.fileno())


def _pg_dump() -> str | None:
    """Find PostgreSQL's own program, the newest where several are installed."""
    if found := shutil.which("pg_dump"):
        return found
    places = (
        ("/usr/lib/postgresql", "*/bin/pg_dump"),
        ("C:/Program Files/PostgreSQL", "*/bin/pg_dump.exe"),
    )
    every = [path for top, below in places for path in Path(top).glob(below)]
    newest = max(every, key=lambda path: [int(n) for n in re.findall("[0-9]+", path.parts[-3])],
                 default=None)  # fmt: skip
    return str(newest) if newest else None


def _copy(source: Path, target: Path) -> None:
    """Copy the database as it is at one moment, to the disk; only its owner reads it."""
    from fangzhi.workbench.ledger.keeping.snapshot import copy_sqlite

    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    copy_sqlite(source, target)
    with target.open("r+b") as stream:
        os.fsync(stream.fileno())
