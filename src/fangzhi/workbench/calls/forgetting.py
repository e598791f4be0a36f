"""Isolation in collecting: the file, what was read from it, what was made of it, its bundle."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from msgspec.structs import replace

from fangzhi.workbench.calls.models import CallTask, Event, HandFile, HandIn, PhotoTable
from fangzhi.workbench.ledger.forgetting import BLANK, Gone, Secret, register


@register
def forget(secret: Secret) -> Iterator[Gone]:
    """Let go of hand-ins that hold the document; each keeps its row, state and date."""
    if not secret.digest:
        return
    files = HandFile.objects.filter(digest=secret.digest)
    bundles = HandFile.objects.filter(
        role="包", name__in=[file.bundle for file in files if file.bundle],
        call__in={file.call_id for file in files},
    )  # fmt: skip
    found = [*files, *bundles]
    stored = frozenset(str(file.digest) for file in found)
    yield Gone("收到的文件", len(found), stored)
    PhotoTable.objects.filter(file__in=found).delete()
    HandFile.objects.filter(pk__in=[file.pk for file in found]).update(
        name=BLANK, bundle="", returned=None, put_aside=True, why="按保密处置隔离"
    )
    for task in CallTask.objects.filter(page__entrypage__entry_id__in=secret.entries):
        task.page = task.call.page  # the page goes
        task.save(update_fields=["page"])
    yield _hand_ins(secret, [file.hand_in_id for file in found if file.hand_in_id])
    yield _last_years(secret)
    for event in Event.objects.all().iterator(500):
        if event.value.digest in stored:
            event.value = replace(event.value, name=BLANK, bundle="", evidence=(), doubt="")
            event.save(update_fields=["value"])


def _hand_ins(secret: Secret, keys: list[int]) -> Gone:
    rows = [
        row for row in HandIn.objects.filter(Q(pk__in=keys) | Q(source__isnull=False)).iterator(200)
        if row.pk in keys or row.source.source == secret.digest
    ]  # fmt: skip
    for row in rows:
        row.name, row.source, row.filled, row.verdict = BLANK, None, None, None
        row.edited, row.warnings = [], []
        row.save(update_fields=["name", "source", "filled", "verdict", "edited", "warnings"])
    return Gone(
        "来稿里读出的文字", len(rows), frozenset(str(row.digest) for row in rows if row.digest)
    )


def _last_years(secret: Secret) -> Gone:
    rows = [
        row for row in CallTask.objects.filter(last__isnull=False).iterator(200)
        if secret.digest in (row.last_digest, row.last.source)
    ]  # fmt: skip
    for row in rows:
        row.last, row.last_digest = None, ""
        row.save(update_fields=["last", "last_digest"])
    return Gone("组稿时附的去年文字", len(rows))
