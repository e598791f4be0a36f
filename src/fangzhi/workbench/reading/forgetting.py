"""Isolation in the library: rows, cards and the index that held words of a secret document."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q

from fangzhi.workbench.ledger.forgetting import Gone, Secret, register
from fangzhi.workbench.reading.models import (
    Card,
    Casefile,
    Extracted,
    Holding,
    HoldingFile,
    Mending,
)
from fangzhi.workbench.reading.shelf.following import ask_update, seen_anew
from fangzhi.workbench.reading.shelf.opened import begin_anew
from fangzhi.workbench.reading.tables.taking import keep, kept_rows
from fangzhi.workbench.works.models import EntryPage


@register
def forget(secret: Secret) -> Iterator[Gone]:
    """Let go of holdings read from it, and of cards out of works that held its entries.

    The index is made anew of the rest: what was deleted could still stand in its files.
    """
    read_from = Q(source__digest=secret.digest) | Q(files__digest=secret.digest)
    rows = Holding.objects.filter(read_from).distinct() if secret.digest else Holding.objects.none()
    works = _works_of(secret)
    if not rows and not works:
        return
    held = list(HoldingFile.objects.filter(holding__in=rows, digest=secret.digest))
    yield Gone("资料库里的书", len(rows), frozenset(str(file.digest) for file in held))
    cards = Card.objects.filter(Q(holding__in=rows) | Q(holding__in=works))
    yield Gone("依据卡", cards.count())
    cards.delete()
    yield Gone("案卷", _casefiles_out([*rows, *works]))
    yield Gone("提取表里的行", _rows_out({str(row.shelved) for row in (*rows, *works)}))
    Holding.objects.filter(pk__in=[row.pk for row in rows]).delete()
    seen_anew()
    transaction.on_commit(_anew)


def _casefiles_out(works: list[Holding]) -> int:
    """Remove the dossiers that name one of these works: they may quote it; give how many."""
    ids = {str(one.shelved) for one in works}
    named = [sign.format(one.title) for one in works for sign in ('"{}"', "《{}》")]
    gone = [
        row.pk
        for row in Casefile.objects.all()
        if ids & set(str(row.works).split(" ")) or any(name in row.text for name in named)
    ]
    Casefile.objects.filter(pk__in=gone).delete()
    return len(gone)


def _rows_out(works: set[str]) -> int:
    """Take rows and corrections of these works out of the data sets; give how many rows."""
    Mending.objects.filter(work__in=works).delete()
    gone = 0
    for table in Extracted.objects.exclude(rows=""):
        kept = kept_rows(table)
        left = tuple(one for one in kept if one.row.work not in works)
        if len(left) < len(kept):
            gone += len(kept) - len(left)
            keep(table, left)
    return gone


def _works_of(secret: Secret) -> list[Holding]:
    paths = EntryPage.objects.filter(entry_id__in=secret.entries).values_list("path", flat=True)
    above = {path[:end] for path in paths for end in range(4, len(path) + 1, 4)}
    return list(Holding.objects.filter(page__path__in=above))


def _anew() -> None:
    begin_anew()
    ask_update()
