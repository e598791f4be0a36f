"""What people do with the ledger and the whole workbench: have it audited, backed up, exported."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.jobs.progress import Work
from fangzhi.workbench.ledger.audit import run_audit
from fangzhi.workbench.ledger.keeping.backup import back_up
from fangzhi.workbench.ledger.keeping.export import export_all
from fangzhi.workbench.ledger.keeping.files import OWN_BACKUPS
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist

_KEEP = 7
"""Backups that stay in the workbench's own folder."""


def begin_audit(user: Any) -> Run:
    """Have ledger, originals, entries and seals compared with their digests."""
    insist(user, "ledger.verify")
    with transaction.atomic():
        run = runs.start(user, "核对日志和存档", run_audit)
        write(user, "ledger.verify", f"Run:{run.pk}")
    return run


def begin_backup(user: Any) -> Run:
    """Have a backup made into the workbench's own folder, to be fetched and put elsewhere."""
    insist(user, "backup")
    with transaction.atomic():
        run = runs.start(user, "备份", run_backup)
        write(user, "backup", f"Run:{run.pk}")
    return run


def run_backup(work: Work) -> Path:
    """Make the backup; the last seven stay."""
    insist(work.user, "backup")
    return back_up(Path(settings.HOME) / OWN_BACKUPS, _KEEP, work.step).path


def begin_export(user: Any) -> Run:
    """Have everything exported to open folders, in one zip to be fetched."""
    insist(user, "export.all")
    with transaction.atomic():
        run = runs.start(user, "整库导出", run_export)
        write(user, "export.all", f"Run:{run.pk}")
    return run


def run_export(work: Work) -> Path:
    """Export, and pack the folders into one zip."""
    insist(work.user, "export.all")
    folder = work.folder / "整库导出"
    export_all(folder, work.step)
    packed = shutil.make_archive(str(folder), "zip", work.folder, folder.name)
    shutil.rmtree(folder)
    return Path(packed)
