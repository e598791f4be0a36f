"""误入处置: a secret document that came in by mistake goes out of everything, leaving a bare line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from wagtail.models import Revision

from fangzhi.workbench.ledger.keeping.backup import RECORD
from fangzhi.workbench.ledger.keeping.files import OWN_BACKUPS
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.sources.models import Evidence, Source
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import Aside, EntryPage

PROCEDURE = (
    "立即停止传阅，断开本机网络；不要转发、拍照，也不要自行删除其他副本。",
    "马上口头报告本单位保密工作机构和分管领导，由他们决定后续处理。",
    "按保密工作机构的要求书面说明：何时、由谁、从哪里带入，有谁看过。",
    "本系统已删去库中的原件和由它读入的条目；收稿记录、送审稿、备份、导出的文件、数据库文件的空白处"
    "和各人电脑上的副本可能还有，请逐一查清。",
)
"""What the office does next, shown after isolation; the office's own procedure goes before it."""


class Purged(NamedTuple):
    """What went: the original, entries read from it, revisions, texts set aside, backups named."""

    original: bool
    entries: int
    revisions: int
    asides: int
    backups: tuple[str, ...]


def isolate(user: Any, source: Source) -> Purged:
    """Take a source that must not be here out of store, entries, history; name what else holds it.

    The register keeps its number and nothing of its contents; so does the ledger.
    """
    insist(user, "source.isolate")
    return _purge(user, source.digest, source)


def isolate_digest(user: Any, digest: str) -> Purged:
    """The same for an original that is known only by its digest (an imported file)."""
    insist(user, "source.isolate")
    return _purge(user, digest, None)


def _purge(user: Any, digest: str, source: Source | None) -> Purged:
    read_from = [
        page for page in EntryPage.objects.all().iterator(500)
        if digest and page.entry.manuscript.source == digest
    ]  # fmt: skip
    with transaction.atomic():
        keys = [str(page.pk) for page in read_from]
        revisions = Revision.objects.filter(object_id__in=keys)
        asides = Aside.objects.filter(page__in=read_from)
        gone = Purged(bool(digest), len(read_from), revisions.count(), asides.count(), backups())
        for page in read_from:
            Revision.objects.filter(object_id=str(page.pk)).delete()
            page.delete()
        if source is not None:
            Evidence.objects.filter(source=source).delete()
            source.title, source.file_name, source.note = f"〔已隔离 第{source.pk}号〕", "", ""
            source.author = source.date = source.holder = source.call_number = ""
            source.pages = source.rights = ""
            source.isolated, source.openness = True, "不开放"
            source.save()
        write(user, "source.isolate", f"Source:{source.pk}" if source else "Original",
              digest=digest, entries=gone.entries, revisions=gone.revisions)  # fmt: skip
    if digest:
        store().path(digest).unlink(missing_ok=True)
    _forget_kept()
    return gone


def backups() -> tuple[str, ...]:
    """Name the backups that this workbench knows of and that hold the time before."""
    home = Path(settings.HOME)
    names = {path.name for path in (home / OWN_BACKUPS).glob("*.zip")}
    record = home / RECORD
    if record.is_file():
        told = json.loads(record.read_text(encoding="utf-8"))
        names |= {Path(str(value)).name for value in told.values() if str(value).endswith(".zip")}
    return tuple(sorted(names))


def _forget_kept() -> None:
    """Throw away kept findings and readings, which quote the text they were found in."""
    for path in Path(settings.HOME).glob("志书/*/疑点-*.json"):
        path.unlink(missing_ok=True)
    for path in Path(settings.HOME).glob("志书/*/.fangzhi/*"):
        if path.is_file():
            path.unlink(missing_ok=True)
