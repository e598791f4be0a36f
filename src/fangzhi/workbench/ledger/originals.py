"""Originals (原件) in the store: which digests the database counts on, and whether each still stands."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import TextField
from django.db.models.functions import Cast

from fangzhi.files.store import AssetStore
from fangzhi.workbench.ledger.models import Line
from fangzhi.workbench.works.models import EntryPage

_IN_ENTRY = re.compile(r'"(?:asset|digest)":"([0-9a-f]{64})"')
_HEX = re.compile(r"[0-9a-f]{64}")
_ISOLATED = "source.isolate"
_PIECE = 1 << 20


def kept_fields() -> Iterator[tuple[type, str]]:
    """Give the columns that name a stored file: a model lists its own in `STORED`."""
    for model in apps.get_models():
        for name in getattr(model, "STORED", ()):
            yield model, name


def expected() -> dict[str, str]:
    """Give the digests that must be in the store, each with where it is counted on."""
    found: dict[str, str] = {}
    texts = EntryPage.objects.annotate(text=Cast("entry", TextField()))
    for title, text in texts.values_list("title", "text").iterator(500):
        for digest in _IN_ENTRY.findall(str(text or "")):
            found.setdefault(digest, f"条目“{title}”的图片")
    gone: set[str] = set()
    for model, name in kept_fields():
        rows = model._base_manager.exclude(**{name: ""}).values_list(name, "pk")  # type: ignore[attr-defined]
        for digest, key in rows.iterator(2000):
            if _HEX.fullmatch(str(digest or "")):
                found.setdefault(digest, f"{model._meta.verbose_name}第{key}件")  # type: ignore[attr-defined]
    for number, action, detail in Line.objects.filter(
        action__in=("entry.import", _ISOLATED), outcome="成"
    ).values_list("number", "action", "detail"):
        for digest in _HEX.findall(detail) if action == _ISOLATED else _listed(detail):
            if action == _ISOLATED:
                gone.add(digest)
            else:
                found.setdefault(digest, f"日志第{number}行导入的原件")
    return {digest: where for digest, where in found.items() if digest not in gone}


def _listed(detail: str) -> list[str]:
    listed = json.loads(detail).get("digests", [])
    return [digest for digest in listed if _HEX.fullmatch(str(digest))]


def damaged(store: AssetStore) -> Iterator[str]:
    """Give in words each stored file whose bytes are no longer what its name says."""
    for digest in store:
        if digest_of_file(store.path(digest)) != digest:
            yield f"资料库里的文件 {digest[:16]}… 已被改动或损坏。请从备份里取回。"


def missing(store: AssetStore) -> Iterator[str]:
    """Give in words each file that the database counts on and the store lacks."""
    for digest, where in sorted(expected().items()):
        if digest not in store:
            yield f"{where} {digest[:16]}… 不在资料库里。请从备份里取回。"


def digest_of_file(path: Path) -> str:
    """Give a file's SHA-256 without holding it whole."""
    summed = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            summed.update(piece)
    return summed.hexdigest()
