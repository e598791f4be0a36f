"""Taking in (整库导入): an open export into an empty installation, compared with its manifest."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from fangzhi.files.atomic import write_bytes
from fangzhi.workbench.ledger import originals
from fangzhi.workbench.ledger.keeping import manifest, tables
from fangzhi.workbench.ledger.keeping.checked import Tell, silent
from fangzhi.workbench.ledger.keeping.manifest import Manifest
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.ledger.opening import NotOurs
from fangzhi.workbench.people.models import User

KIND = "整库导出"
HELD_APART = {"works.entrypage": "entry"}
"""Columns that stand in files of their own beside what people read; the row names the file."""


def fill(
    held: Callable[[str], Iterable[dict[str, Any]]], counts: dict[str, int], tell: Tell = silent
) -> None:
    """Put rows by model into a database without users; wholly or not at all."""
    if User.objects.exists() or Line.objects.exists():
        raise NotOurs("这个数据库里已经有人员和日志。请导入到一个空的数据库。")
    models = {model._meta.label_lower: model for model in tables.stored_models()}
    unknown = sorted(set(counts) - set(models))
    if unknown:
        raise NotOurs(f"本程序没有这些内容：{'、'.join(unknown)}。请用写出它的版本，或更新的版本。")
    with transaction.atomic():
        tables.clear()
        for done, (label, wanted) in enumerate(sorted(counts.items())):
            tell("写入数据库", done, len(counts))
            if tables.load(models[label], held(label)) != wanted:
                raise NotOurs(f"{label} 的行数与清单不符。")
        tables.count_on()
    connection.close()  # what Django remembers of content types was of the emptied tables
    _forget()


def _forget() -> None:
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()


def take_in(folder: Path, tell: Tell = silent) -> Manifest:
    """Import an export into the open, empty workbench; files first, then all rows in one step.

    Nobody can sign in before a password is given: an export holds none.
    """
    listed = check(folder, tell)
    home = Path(settings.HOME)
    for one in listed.files:
        parts = PurePosixPath(one.path).parts
        if parts[0] in ("原件", "文件"):
            inner = ("资料库", *parts[1:]) if parts[0] == "原件" else parts[1:]
            write_bytes(home.joinpath(*inner), (folder / one.path).read_bytes())

    def held(label: str) -> Iterator[dict[str, Any]]:
        with (folder / "数据" / f"{label}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield _whole(folder, label, json.loads(line))

    fill(held, listed.rows, tell)
    write("命令行", "export.all", "整库导入", files=len(listed.files), head=listed.head_number)
    return listed


def _whole(folder: Path, label: str, row: dict[str, Any]) -> dict[str, Any]:
    """Bring back what stands in a file of its own."""
    column = HELD_APART.get(label)
    if column and row[column]:
        row[column] = (folder / row[column]).read_text(encoding="utf-8")
    return row


def check(folder: Path, tell: Tell = silent) -> Manifest:
    """Compare an export with its manifest; raise NotOurs, in words, where a file differs."""
    try:
        listed = manifest.read((folder / manifest.NAME).read_bytes(), KIND)
    except (OSError, ValueError) as fault:
        raise NotOurs(f"“{folder}”不是整库导出的文件夹：{fault}") from fault
    for done, one in enumerate(listed.files):
        tell("核对文件", done, len(listed.files))
        path = folder / one.path
        if ".." in PurePosixPath(one.path).parts or not path.is_file():
            raise NotOurs(f"缺少“{one.path}”。")
        if originals.digest_of_file(path) != one.sha256:
            raise NotOurs(f"“{one.path}”与清单不符：导出以后被改动过。")
    return listed
