"""A database made by another version: an older one is copied before it is brought up to date.

A newer one is left alone. Coming back from a renewal that went wrong means putting the copy back.
"""

from __future__ import annotations

import errno
import os
import sqlite3
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
_NAME = "升级前-{:%Y%m%d-%H%M%S}.sqlite3"


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
    """Copy the database before it is changed; None on PostgreSQL, whose own tools do that.

    Raises WriteFault where there is no room: then nothing is changed.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        return None
    folder = home / OWN_BACKUPS
    target = folder / _NAME.format(datetime.now())
    half = target.with_name(f".{target.name}.写入中")
    try:
        folder.mkdir(exist_ok=True)
        _copy(home / DATABASE, half)
        os.replace(half, target)
    except (OSError, sqlite3.Error) as fault:
        with suppress(OSError):
            half.unlink()
        raise WriteFault(
            getattr(fault, "errno", None) or errno.EIO,
            f"更新数据库之前要先留一份，没有留成（{fault}）。数据没有改动；请清出磁盘空间再启动。",
        ) from fault
    for old in sorted(folder.glob("升级前-*.sqlite3"))[:-KEPT]:
        old.unlink()
    return target


def _copy(source: Path, target: Path) -> None:
    """Copy the database as it is at one moment, to the disk; only its owner reads it."""
    from fangzhi.workbench.ledger.keeping.snapshot import copy_sqlite

    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    copy_sqlite(source, target)
    with target.open("r+b") as stream:
        os.fsync(stream.fileno())
