"""After an isolation (误入处置): what was isolated, the report of it, the backups that still hold it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from docx import Document

from fangzhi.workbench.ledger.keeping.files import OWN_BACKUPS
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.people.office import name as office_name
from fangzhi.workbench.people.rights import insist

OWN_RULES = "误入处置办法.txt"
"""In the workbench's folder: the office's own procedure, a step a line, shown before ours."""
_PIECE = 1 << 20
_BY_HAND = ("何时、由谁、从哪里带入", "有谁看过、有哪些副本", "备份和其他副本怎样处理", "报告人（签字）、日期",
            "单位保密工作机构意见", "分管领导意见")  # fmt: skip


class Isolation(NamedTuple):
    """One isolation as the ledger has it: nothing of the contents."""

    line: int
    at: str
    who: str
    thing: str
    digest: str
    counts: tuple[str, ...]


class Holds(NamedTuple):
    """A backup of the workbench's own that may hold an isolated file; `sure`: it was found in it."""

    name: str
    sure: bool


def isolations() -> list[Isolation]:
    """Give the isolations, newest first."""
    rows = Line.objects.filter(action="source.isolate", outcome="成").order_by("-number")
    return [found for row in rows if (found := _read(row)) is not None]


def _read(row: Line) -> Isolation | None:
    told = json.loads(str(row.detail))
    if not told.get("digest"):
        return None  # a line that says of backups that they went
    counts = (f"条目{told.get('entries', 0)}条", f"修改过程{told.get('revisions', 0)}稿",
              *(f"{words}{many}份" for words, many in told.get("others", {}).items()))  # fmt: skip
    return Isolation(row.number, str(row.at), str(row.who), str(row.thing), told["digest"], counts)


def own_rules() -> tuple[str, ...]:
    """Give the office's own procedure, a step a line; nothing where it has put none down."""
    path = Path(settings.HOME) / OWN_RULES
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return tuple(line.strip() for line in lines if line.strip())[:40]


def holding(digests: set[str]) -> tuple[Holds, ...]:
    """Name the workbench's own backups that hold one of these files, or cannot be looked into."""
    found = []
    top = Path(settings.HOME) / OWN_BACKUPS
    for path in sorted(top.iterdir()) if digests and top.is_dir() else ():
        if path.suffix == ".sqlite3":  # what stood before an upgrade
            found += [Holds(path.name, sure=True)] if _names(path, digests) else []
            continue
        if path.suffix != ".zip":
            continue
        try:
            with zipfile.ZipFile(path) as box:
                names = "\n".join(box.namelist()).replace("/", "")
        except (OSError, zipfile.BadZipFile):
            found.append(Holds(path.name, sure=False))
            continue
        if any(digest in names for digest in digests):
            found.append(Holds(path.name, sure=True))
    return tuple(found)


def _names(path: Path, digests: set[str]) -> bool:
    """Tell whether a database file names one of these files; whatever holds a file names it."""
    wanted = [digest.encode() for digest in digests]
    rest = b""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            held = rest + piece
            if any(one in held for one in wanted):
                return True
            rest = piece[-80:]
    return False


def purge(user: Any) -> tuple[str, ...]:
    """Delete the own backups that hold an isolated file, once a newer one stands without it.

    Raises ValidationError before that: an office must not be left without a backup.
    """
    insist(user, "backup")
    past = isolations()
    gone = {one.name for one in holding({one.digest for one in past})}
    if not gone:
        raise ValidationError("本系统自己的备份里已经没有隔离过的文件。")
    top = Path(settings.HOME) / OWN_BACKUPS
    last = datetime.fromisoformat(past[0].at).timestamp()
    fresh = [p for p in top.glob("*.zip") if p.name not in gone and p.stat().st_mtime >= last]
    if not fresh:
        raise ValidationError("请先在“备份”里做一次新的备份，再删旧的，免得一份备份也没有。")
    with transaction.atomic():
        write(user, "source.isolate", "备份", backups=sorted(gone))
    for name in gone:
        (top / name).unlink(missing_ok=True)
    return tuple(sorted(gone))


def report(one: Isolation) -> bytes:
    """Give the report of an isolation as a Word file, to be completed by hand; no word of contents."""
    document = Document()
    document.core_properties.author = ""
    document.add_heading("涉密文件误入信息系统处置报告", 1)
    rows = [
        ("单位", office_name()), ("登记号", one.thing), ("隔离的时间", one.at[:16].replace("T", " ")),
        ("经办人", one.who), ("文件校验码（SHA-256）", one.digest),
        ("已从系统删去", "、".join(one.counts)), ("日志序号", str(one.line)),
        ("还在的备份", "、".join(x.name for x in holding({one.digest})) or "本系统自己的备份里没有"),
        *((words, "") for words in _BY_HAND),
    ]  # fmt: skip
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for words, told in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = words, told
    document.add_paragraph("本报告不写文件的题名和内容。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
