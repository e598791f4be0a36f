"""Restore (恢复): a backup into an empty folder, every file compared with its digest on the way."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from fangzhi.files.atomic import replace_folder, staging
from fangzhi.workbench.conf.home import DATABASE
from fangzhi.workbench.conf.serve import prepare
from fangzhi.workbench.ledger.keeping.checked import Tell, check, silent
from fangzhi.workbench.ledger.keeping.files import pour
from fangzhi.workbench.ledger.keeping.manifest import Manifest
from fangzhi.workbench.ledger.opening import NotOurs


def restore(backup: Path, folder: Path, tell: Tell = silent) -> Manifest:
    """Put a backup into a folder that is empty or not there; wholly or not at all.

    A SQLite backup comes back as the file it was; one of PostgreSQL goes into the database that
    DATABASE_URL names, or into SQLite. Raises NotOurs, BadZipFile or WriteFault, all in words.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise NotOurs(f"“{folder}”里已经有东西。请恢复到一个空的文件夹，核对无误后再换上去。")
    listed = check(backup, tell)
    elsewhere = bool(os.environ.get("DATABASE_URL"))
    if listed.database == "sqlite" and elsewhere:
        raise NotOurs(
            "这份备份是 SQLite 的。请先不设 DATABASE_URL 恢复，再用 export-all、import-all 搬过去。"
        )
    folder = folder.resolve()
    staged = staging(folder)
    with zipfile.ZipFile(backup) as archive:
        for done, one in enumerate(listed.files):
            tell("恢复文件", done, len(listed.files))
            target = _place(staged, one.path)
            if target is None:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(one.path) as source, target.open("wb") as stream:
                if pour(source, stream) != (one.sha256, one.size):
                    raise zipfile.BadZipFile(f"“{one.path}”没有恢复成：与清单不符")
                stream.flush()
                os.fsync(stream.fileno())
        _private(staged)
        if folder.is_dir():
            folder.rmdir()
        replace_folder(staged, folder)
        prepare(folder)
        if listed.database != "sqlite":
            _load_tables(archive, listed, tell)
    return listed


def _place(staged: Path, name: str) -> Path | None:
    """Give where a member goes; None for tables, which go into a database."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise zipfile.BadZipFile(f"备份里有不该有的路径：{name}")
    if path.parts[0] == "文件":
        return staged.joinpath(*path.parts[1:])
    return staged / DATABASE if path.name == DATABASE else None


def _private(staged: Path) -> None:
    secret = staged / "secret.txt"
    if secret.is_file():
        secret.chmod(0o600)


def _load_tables(archive: zipfile.ZipFile, listed: Manifest, tell: Tell) -> None:
    from fangzhi.workbench.ledger.keeping.taking_in import fill

    def held(label: str) -> Iterator[dict[str, Any]]:
        with archive.open(f"数据库/{label}.jsonl") as lines:
            for line in lines:
                yield json.loads(line)

    fill(held, listed.rows, tell)
