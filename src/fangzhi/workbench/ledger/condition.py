"""The workbench's condition (体检): what was looked at, whether it is well, what to do if not."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from fangzhi.publish.fonts.set import house_fonts
from fangzhi.workbench.jobs.models import FAILED, LOST, WAITING, Run
from fangzhi.workbench.jobs.worker import is_alive
from fangzhi.workbench.ledger.keeping.backup import RECORD
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.people.models import Post, User

_LEAST_FREE = 5_000_000_000
_FEW_EDITORS = 5
"""Above so many people who write, SQLite makes them wait for each other."""
_BACKUP_DAYS = 7
_AUDIT_DAYS = 31
_WAIT = timedelta(minutes=5)
_WRITERS = ("撰稿人", "编辑", "分卷主编", "总纂")
_DURABLE = {2: {"persist", "truncate"}, 3: {"persist", "truncate", "delete"}}
"""Journal modes that survive a power cut, by SQLite's `synchronous` (2 FULL, 3 EXTRA)."""


class Sign(NamedTuple):
    """One thing looked at: `well` None where it is only told; `advice` what to do."""

    name: str
    well: bool | None
    found: str
    advice: str = ""


def examine() -> list[Sign]:
    """Look at everything that is quick to look at."""
    return [look() for look in _LOOKS]


def _disk() -> Sign:
    free = shutil.disk_usage(settings.HOME).free
    return Sign("磁盘空间", free >= _LEAST_FREE, f"还剩 {free / 1e9:.1f} GB",
                "请清出空间，或把数据文件夹移到大些的磁盘。磁盘写满时不能保存。")  # fmt: skip


def _database() -> Sign:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW fsync")
            fsync = cursor.fetchone()[0]
            cursor.execute("SHOW synchronous_commit")
            commit = cursor.fetchone()[0]
        return Sign("数据库", fsync == "on" and commit != "off",
                    f"PostgreSQL，fsync {fsync}，synchronous_commit {commit}",
                    "请把 fsync 和 synchronous_commit 都设为 on，否则断电会丢掉已保存的内容。")  # fmt: skip
    journal, level = _pragma("journal_mode"), int(_pragma("synchronous"))
    lasts = level >= 2 and journal in _DURABLE[level]
    return Sign("数据库", lasts, "SQLite，每次保存都落到磁盘" if lasts
                else f"SQLite，日志方式 {journal}，同步级别 {level}",
                "断电可能丢掉刚保存的内容。请不要改动数据库的设置，重新启动服务。")  # fmt: skip


def _pragma(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return str(cursor.fetchone()[0])


def _integrity() -> Sign:
    if connection.vendor != "sqlite":
        return Sign("数据库是否完好", None, "由 PostgreSQL 自己检查")
    told = _pragma("quick_check")
    return Sign("数据库是否完好", told == "ok", "完好" if told == "ok" else told[:200],
                "请立即停止使用，用最近的备份恢复，并保留现在的文件夹。")  # fmt: skip


def _editors() -> Sign:
    count = (
        User.objects.filter(is_active=True, posts__in=Post.objects.filter(role__in=_WRITERS))
        .distinct().count()
    )  # fmt: skip
    fits = connection.vendor != "sqlite" or count <= _FEW_EDITORS
    return Sign("写稿改稿的人数", fits, f"{count} 人",
                "超过五人同时写，建议改用 PostgreSQL：整库导出，设 DATABASE_URL，再整库导入。")  # fmt: skip


def _worker() -> Sign:
    alive = is_alive(Path(settings.HOME))
    return Sign("后台任务", alive, "正在工作" if alive else "没有动静",
                "机检、导入、导出会一直等着。请重新启动服务。")  # fmt: skip


def _queue() -> Sign:
    late = Run.objects.filter(state=WAITING, asked__lt=timezone.now() - _WAIT).count()
    failed = Run.objects.filter(
        state__in=(FAILED, LOST), asked__gt=timezone.now() - timedelta(days=7)
    ).count()
    return Sign("任务队列", not late, f"等候超过 5 分钟的 {late} 项；一周内失败、中断的 {failed} 项",
                "前面的任务太长，或后台停了。请看“后台任务”。")  # fmt: skip


def _backup() -> Sign:
    try:
        record = json.loads((Path(settings.HOME) / RECORD).read_text(encoding="utf-8"))
        age = timezone.now() - datetime.fromisoformat(record["made"])
    except (OSError, ValueError, KeyError, TypeError):
        return Sign("备份", False, "还没有备份过",
                    "请立即备份一次，并每天自动备份到另一块磁盘（fangzhi backup）。")  # fmt: skip
    return Sign("备份", age < timedelta(days=_BACKUP_DAYS), f"{age.days} 天前，{record['path']}",
                "备份太旧了。请立即备份一次，放到另一块磁盘。")  # fmt: skip


def _audit() -> Sign:
    last = (
        Line.objects.filter(action="ledger.verify", outcome="成").order_by("-number")
        .values_list("at", flat=True).first()
    )  # fmt: skip
    if last is None:
        return Sign("日志核对", False, "还没有核对过", "请审计员或管理员到“核对”页核对一次。")
    age = timezone.now() - datetime.fromisoformat(last)
    return Sign("日志核对", age < timedelta(days=_AUDIT_DAYS), f"{age.days} 天前核对过",
                "超过一个月没有核对了。请到“核对”页核对一次，并抄存日志摘要。")  # fmt: skip


def overdue() -> tuple[Sign, ...]:
    """Give what is to be done from time to time and was not: a backup, a check of the ledger."""
    return tuple(sign for sign in (_backup(), _audit()) if not sign.well)


def _fonts() -> Sign:
    try:
        found = bool(house_fonts().files)
    except (OSError, ValueError):
        found = False
    return Sign("成书字体", found, "齐全" if found else "缺",
                "出 PDF 会缺字。请重新安装本程序，或在设置里写明字体。")  # fmt: skip


def _office() -> Sign:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Sign("LibreOffice", bool(found), "有" if found else "没有",
                "读不了 .doc、.wps 旧格式，请单位另存为 .docx，或安装 LibreOffice。")  # fmt: skip


def _scans() -> Sign:
    found = importlib.util.find_spec("rapidocr_onnxruntime") is not None
    return Sign("认扫描件的文字", found or None, "有" if found else "没有装",
                "需要时安装 fangzhi[ocr]。")  # fmt: skip


def _doors() -> Sign:
    warnings = []
    if settings.DEBUG:
        warnings.append("调试方式开着，会泄露内部信息，请关掉")
    if not settings.SECURE and os.environ.get("FANGZHI_HOSTS"):
        warnings.append(
            "供别的机器访问却没有 HTTPS，请用 fangzhi serve --cert --key 启动，或在前面加 HTTPS 并设 FANGZHI_HTTPS=1"
        )
    secret = Path(settings.HOME) / "secret.txt"
    if sys.platform != "win32" and secret.is_file() and secret.stat().st_mode & 0o077:
        warnings.append("密钥文件 secret.txt 别人也能读，请改为只有所有者可读")
    if User.objects.filter(is_active=True, posts__role="管理员").distinct().count() > 3:
        warnings.append("管理员超过三人，请收回不需要的")
    return Sign("安全设置", not warnings, "没有问题" if not warnings else "有要改的",
                "；".join(warnings))  # fmt: skip


_LOOKS: tuple[Callable[[], Sign], ...] = (
    _disk, _database, _integrity, _editors, _worker, _queue, _backup, _audit, _fonts, _office,
    _scans, _doors,
)  # fmt: skip
