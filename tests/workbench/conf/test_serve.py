"""A start that takes long says so first; one that does not says nothing."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from tests.workbench.ready import DATABASE, empty_database, run_apart

_START = """
import sys
from pathlib import Path
from fangzhi.workbench.conf.serve import prepare
told = Path(sys.argv[2])
def said(words):
    told.write_text(words, encoding="utf-8")
    raise SystemExit(0)
prepare(Path(sys.argv[1]), said)
"""
"""Stops at the first words, before the database is made."""


def told(folder: Path, name: str) -> str:
    out = folder.parent / name
    run_apart(_START, folder, out)
    return out.read_text("utf-8") if out.exists() else ""


def test_the_first_start_and_one_after_a_renewal_say_what_takes_long(tmp_path: Path) -> None:
    folder = tmp_path / "新单位"
    folder.mkdir()
    assert "首次启动要建数据库" in told(folder, "first")
    shutil.copy(empty_database(), folder / DATABASE)
    assert told(folder, "again") == ""
    with sqlite3.connect(folder / DATABASE) as base:
        base.execute("delete from django_migrations where app='works' and id=("
                     "select max(id) from django_migrations where app='works')")  # fmt: skip
    assert "正在更新数据库" in told(folder, "renewed")
