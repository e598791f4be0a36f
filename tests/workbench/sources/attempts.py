"""Attempts at sources: registering, opening, isolating, evidence, names, oral history."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from fangzhi.workbench.sources.models import Source
from tests.workbench.people.asking import Asked, Attempt, Target, look


def _source() -> Any:
    return Source.objects.create(title="茶叶生产报告", kind="archive")


def _evidence(target: Target) -> Asked:
    page = target.entry
    words = replace(page.entry.manuscript.blocks[0], text="产茶1630吨。")
    manuscript = replace(page.entry.manuscript, blocks=(words,))
    page.hold(replace(page.entry, manuscript=manuscript))
    page.save(clean=False)
    told = {"words": "产茶1630吨", "source": _source().pk, "stance": "for"}
    return Asked(f"/entries/{target.entry.pk}/evidence/", told)


def _name(_: Target) -> Asked:
    told = {"kind": "org", "name": ["县茶叶局"], "first": [""], "last": [""], "basis": [""]}
    return Asked("/names/", told)


ATTEMPTS = [
    Attempt("source.see", lambda t: look("/sources/"), at=""),
    Attempt("source.see", lambda t: look(f"/sources/{_source().pk}/"), at=""),
    Attempt("source.see", lambda t: look("/names/"), at=""),
    Attempt("source.see", lambda t: look("/oral/"), at=""),
    Attempt(
        "source.edit", lambda t: Asked("/sources/new/", {"title": "报告", "kind": "book"}), at=""
    ),
    Attempt(
        "source.edit",
        lambda t: Asked(f"/sources/{_source().pk}/edit/", {"title": "另名", "kind": "book"}),
        at="",
    ),
    Attempt(
        "source.open",
        lambda t: Asked(f"/sources/{_source().pk}/open/", {"openness": "开放"}),
        at="",
    ),
    Attempt(
        "source.isolate",
        lambda t: Asked(f"/sources/{_source().pk}/isolate/", {"sure": "隔离"}),
        at="",
    ),
    Attempt("entry.comment", _evidence),
    Attempt("authority.edit", _name, at=""),
    Attempt("oral.edit", lambda t: Asked("/oral/narrator/", {"name": "陈大河"}), at=""),
]
