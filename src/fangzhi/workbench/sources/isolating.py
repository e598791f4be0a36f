"""误入处置: a secret document that came in by mistake goes out of everything, leaving a bare line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from fangzhi.workbench.calls.models import HandFile
from fangzhi.workbench.ledger.forgetting import Gone, Secret, forget
from fangzhi.workbench.ledger.keeping.backup import RECORD
from fangzhi.workbench.ledger.keeping.files import OWN_BACKUPS
from fangzhi.workbench.ledger.keeping.scrubbing import scrub
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.ledger.originals import expected
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.sources.models import Evidence, Source
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import Aside, EntryPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.values import words_in

PROCEDURE = (
    "立即停止传阅，断开本机网络；不要转发、拍照，也不要自行删除其他副本。",
    "马上口头报告本单位保密工作机构和分管领导，由他们决定后续处理。",
    "按保密工作机构的要求书面说明：何时、由谁、从哪里带入，有谁看过。",
    "本系统已删去库中的原件、由它读入的条目、收到的稿件、送审稿和任务结果；备份、以前导出的文件、"
    "各人电脑上的副本和硬盘上被删文件的残留可能还有，请逐一查清，由保密工作机构处理。",
)
"""What the office does next, shown after isolation; the office's own procedure goes before it."""


class Purged(NamedTuple):
    """What went: the original, entries read from it, revisions, texts set aside, backups named.

    `others` is what each app let go, `files` the digests removed from the store, `scrubbed` whether
    the database file was written anew without what was deleted.
    """

    original: bool
    entries: int
    revisions: int
    asides: int
    backups: tuple[str, ...]
    others: tuple[Gone, ...] = ()
    files: frozenset[str] = frozenset()
    scrubbed: bool = False


def isolate(user: Any, source: Source) -> Purged:
    """Take a source that must not be here out of store, entries, history; name what else holds it.

    The register keeps its number and nothing of its contents; so does the ledger.
    """
    insist(user, "source.isolate")
    return _purge(user, source.digest, source)


class Strayed(NamedTuple):
    """Where a file stands that was never registered: entries read from it, files that came in."""

    pages: tuple[EntryPage, ...]
    files: tuple[HandFile, ...]

    def __bool__(self) -> bool:
        return bool(self.pages or self.files)


def strayed(user: Any, digest: str) -> Strayed:
    """Find where a file stands; Http404 or PermissionDenied where a user may not isolate there."""
    insist(user, "source.isolate")
    found = Strayed(tuple(_read_from(digest)), tuple(
        HandFile.objects.filter(digest=digest).select_related("call__page", "hand_in__task__page")
    ))  # fmt: skip
    for page in found.pages:
        insist(user, "source.isolate", place_of(page))
    for file in found.files:
        page = file.hand_in.task.page if file.hand_in is not None else file.call.page
        insist(user, "source.isolate", place_of(page.specific))
    return found


def isolate_digest(user: Any, digest: str) -> Purged:
    """The same for an original that is known only by its digest: handed in, or imported.

    It gets a number in the register, without a word of its contents, so that it cannot come again.
    """
    strayed(user, digest)
    source = Source.objects.filter(digest=digest).order_by("isolated").first()
    if source is None:
        source = Source.objects.create(title="〔误入〕", kind="manuscript", digest=digest, who=user)
    return _purge(user, digest, source)


def _purge(user: Any, digest: str, source: Source) -> Purged:
    read_from = _read_from(digest)
    with transaction.atomic():
        gone = _let_go(digest, read_from)
        _blank(source)
        write(user, "source.isolate", f"Source:{source.pk}",
              digest=digest, entries=gone.entries, revisions=gone.revisions,
              files=sorted(gone.files), others={told: count for told, count, _ in gone.others},
              )  # fmt: skip
    for one in gone.files:
        store().path(one).unlink(missing_ok=True)
    _forget_kept()
    return gone._replace(scrubbed=scrub())


def _read_from(digest: str) -> list[EntryPage]:
    if not digest:
        return []
    # a hand-in may be made of several files: then each run of words names its own
    return list(EntryPage.objects.filter(
        Q(entry__contains=f'"source":"{digest}"') | Q(entry__contains=f'"file":"{digest}"')
    ))  # fmt: skip


def _let_go(digest: str, read_from: list[Any]) -> Purged:
    keys = [str(page.pk) for page in read_from]
    others = forget(Secret(
        digest, frozenset(str(page.entry_id) for page in read_from),
        frozenset(text.id for page in read_from for text in words_in(page.entry)),
    ))  # fmt: skip
    revisions = Revision.objects.filter(object_id__in=keys)
    asides = Aside.objects.filter(page__in=read_from)
    files = frozenset({digest} if digest else ()).union(*(one.files for one in others))
    pictures = {asset.digest for page in read_from for asset in page.entry.manuscript.assets}
    gone = Purged(bool(digest), len(read_from), revisions.count(), asides.count(), backups(),
                  tuple(others), files)  # fmt: skip
    for page in read_from:
        for reference in page.references.all():
            reference.delete()
        Revision.objects.filter(object_id=str(page.pk)).delete()
        page.delete()
    return gone._replace(files=gone.files | (pictures - expected().keys()))


def _blank(source: Source) -> None:
    Evidence.objects.filter(source=source).delete()
    source.title, source.file_name, source.note = f"〔已隔离 第{source.pk}号〕", "", ""
    source.author = source.date = source.holder = source.call_number = ""
    source.pages = source.rights = ""
    source.isolated, source.openness = True, "不开放"
    source.save()


def backups() -> tuple[str, ...]:
    """Name the backups that this workbench knows of and that hold the time before."""
    home = Path(settings.HOME)
    names = {path.name for path in (home / OWN_BACKUPS).glob("*") if path.is_file()}
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
