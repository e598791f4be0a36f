"""Isolation in review: frozen texts that hold the document go, and the opinions on its words."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.workbench.ledger.forgetting import Gone, Secret, register
from fangzhi.workbench.reviews.models import Frozen, PaperRow, Remark


@register
def forget(secret: Secret) -> Iterator[Gone]:
    """Let go of every frozen text with one of the entries in it; its digest stays as the witness."""
    texts = [
        text for text in Frozen.objects.all().iterator(100)
        if any(entry in secret.entries for entry, *_ in text.manifest)
    ]  # fmt: skip
    stored = frozenset(digest for text in texts for digest in (text.text, text.lines) if digest)
    yield Gone("送审稿", len(texts), stored)
    Frozen.objects.filter(pk__in=[text.pk for text in texts]).update(certificate=None)
    remarks = Remark.objects.filter(block__in=secret.blocks)
    yield Gone("针对这些文字的审稿意见", remarks.count())
    remarks.delete()
    scans = (
        PaperRow.objects.filter(file=secret.digest) if secret.digest else PaperRow.objects.none()
    )
    yield Gone("审批文书扫描件", scans.count(), frozenset({secret.digest}))
