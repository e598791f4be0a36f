"""Backup (备份): database and files in one zip, made while people work, whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import tempfile
import zipfile
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from fangzhi import __version__
from fangzhi.files.atomic import WriteFault
from fangzhi.workbench.conf.home import DATABASE
from fangzhi.workbench.ledger import lines
from fangzhi.workbench.ledger.keeping import manifest
from fangzhi.workbench.ledger.keeping.checked import KIND, Tell, check, silent
from fangzhi.workbench.ledger.keeping.files import kept_files, pour
from fangzhi.workbench.ledger.keeping.manifest import Kept, Manifest
from fangzhi.workbench.ledger.keeping.snapshot import copy_sqlite, snapshot
from fangzhi.workbench.ledger.keeping.tables import as_line, rows, stored_models
from fangzhi.workbench.ledger.lines import Head
from fangzhi.workbench.ledger.models import Line

RECORD = "备份记录.json"
"""When the last backup was made, and where: the page 体检 reads it."""
_NAME = "方志备份-{:%Y%m%d-%H%M%S}.zip"


class Made(NamedTuple):
    """A backup that stands: where, how many files, how many bytes."""

    path: Path
    files: int
    size: int
    head: Head


def back_up(to: Path, keep: int = 0, tell: Tell = silent) -> Made:
    """Write a backup to the file, or under a dated name into the folder `to`.

    It is read back and compared before it takes its place. With `keep`, of the dated ones in the
    folder only so many of the latest stay. Raises WriteFault; what stood before stays then.
    """
    home = Path(settings.HOME)
    is_folder = to.is_dir() or to.suffix.lower() != ".zip"
    path = to / _NAME.format(timezone.localtime()) if is_folder else to
    half = path.with_name(f".{path.name}.写入中")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with half.open("wb") as stream:
            listed = _written(home, stream, path.parent, tell)
            stream.flush()
            os.fsync(stream.fileno())
        check(half, tell)
        os.replace(half, path)
    except (OSError, sqlite3.Error, zipfile.BadZipFile) as fault:
        with suppress(OSError):
            half.unlink()
        raise _fault(path, fault) from fault
    if is_folder and keep:
        for old in sorted(path.parent.glob("方志备份-*.zip"))[:-keep]:
            old.unlink()
    made = Made(path, len(listed.files), path.stat().st_size,
                Head(listed.head_number, listed.head_digest))  # fmt: skip
    _note(home, made)
    return made


def _fault(path: Path, fault: Exception) -> WriteFault:
    number = getattr(fault, "errno", None)
    full = number in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
    full = full or isinstance(fault, sqlite3.OperationalError)  # no room for the copy
    reason = "磁盘放不下。请清出空间，或换一个磁盘" if full else f"{fault}。请检查磁盘后再试"
    return WriteFault(number, f"没有备份成“{path.name}”：{reason}；以前的备份没有变动。")


def _written(home: Path, stream: object, beside: Path, tell: Tell) -> Manifest:
    """Write all members: the database first, so that every file it names is still to come."""
    kept: list[Kept] = []
    counts: dict[str, int] = {}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:  # type: ignore[call-overload]
        if connection.vendor == "sqlite":
            head = _sqlite_into(archive, home, beside, kept)
        else:
            head = _tables_into(archive, beside, kept, counts, tell)
        files = list(kept_files(home))
        for done, (name, path) in enumerate(files):
            tell("备份文件", done, len(files))
            with suppress(FileNotFoundError), path.open("rb") as source:
                _add(archive, f"文件/{name}", source, kept)
        listed = Manifest(
            KIND, timezone.localtime().isoformat(timespec="seconds"), __version__,
            connection.vendor, head.number, head.digest, tuple(kept), counts,
        )  # fmt: skip
        archive.writestr(manifest.NAME, manifest.write(listed))
    return listed


def _add(archive: zipfile.ZipFile, name: str, source: object, kept: list[Kept]) -> None:
    info = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED if name.startswith("数据库/") else zipfile.ZIP_STORED
    with archive.open(info, "w", force_zip64=True) as target:
        digest, size = pour(source, target)  # type: ignore[arg-type]
    kept.append(Kept(name, size, digest))


def _sqlite_into(archive: zipfile.ZipFile, home: Path, beside: Path, kept: list[Kept]) -> Head:
    with tempfile.TemporaryDirectory(prefix=".fangzhi-", dir=beside) as folder:
        copy = Path(folder) / DATABASE
        copy_sqlite(Path(connection.settings_dict["NAME"]), copy)
        with closing(sqlite3.connect(copy)) as database:
            row = database.execute(
                f"SELECT number, digest FROM {Line._meta.db_table} ORDER BY number DESC LIMIT 1"
            ).fetchone()
        with copy.open("rb") as source:
            _add(archive, f"数据库/{DATABASE}", source, kept)
    return Head(*row) if row else Head(0, lines.START)


def _tables_into(
    archive: zipfile.ZipFile, beside: Path, kept: list[Kept], counts: dict[str, int], tell: Tell
) -> Head:
    models = stored_models()
    with snapshot(beside) as alias:
        for done, model in enumerate(models):
            label = model._meta.label_lower
            tell("备份数据库", done, len(models))
            with tempfile.TemporaryFile(dir=beside) as lines_of:
                counts[label] = 0
                for row in rows(model, alias):
                    lines_of.write(as_line(row))
                    counts[label] += 1
                lines_of.seek(0)
                _add(archive, f"数据库/{label}.jsonl", lines_of, kept)
        last = Line.objects.using(alias).order_by("-number").values_list("number", "digest").first()
    return Head(*last) if last else Head(0, lines.START)


def _note(home: Path, made: Made) -> None:
    record = {"made": timezone.localtime().isoformat(timespec="seconds"), "path": str(made.path),
              "size": made.size, "head": made.head.number}  # fmt: skip
    half = home / f".{RECORD}.写入中"
    half.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    os.replace(half, home / RECORD)
