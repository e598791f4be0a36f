"""Attempts at sources: registering, opening, isolating, evidence, names, oral history."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from fangzhi.workbench.sources.models import Interview, Name, Named, Narrator, Source
from tests.workbench.people.asking import Asked, Attempt, Target, look


def _source(target: Target) -> Any:
    """Give a source that who asks registered himself: what is his own, every role may look at."""
    return Source.objects.create(title="茶叶生产报告", kind="archive", who=target.user)


def _interview(target: Target) -> Any:
    narrator = Narrator.objects.create(name="陈大河", who=target.user)
    return Interview.objects.create(narrator=narrator, title="船工生涯", who=target.user)


def _strayed(target: Target) -> Asked:
    page, digest = target.entry, "9" * 64
    page.hold(replace(page.entry, manuscript=replace(page.entry.manuscript, source=digest)))
    page.save(clean=False)
    return Asked(f"/sources/strayed/{digest}/", {"sure": "隔离"})


def _named() -> Any:
    of = Named.objects.create(kind="org")
    Name.objects.create(of=of, name="县茶叶局")
    return of


def _evidence(target: Target) -> Asked:
    page = target.entry
    words = replace(page.entry.manuscript.blocks[0], text="产茶1630吨。")
    manuscript = replace(page.entry.manuscript, blocks=(words,))
    page.hold(replace(page.entry, manuscript=manuscript))
    page.save(clean=False)
    told = {"words": "产茶1630吨", "source": _source(target).pk, "stance": "for"}
    return Asked(f"/entries/{target.entry.pk}/evidence/", told)


def _name(_: Target) -> Asked:
    told = {"kind": "org", "name": ["县茶叶局"], "first": [""], "last": [""], "basis": [""]}
    return Asked("/names/", told)


def _heard(target: Target) -> Asked:
    interview = _interview(target)
    told = {"narrator": interview.narrator_id, "title": "浣水上的木船"}
    return Asked(f"/oral/{interview.pk}/edit/", told)


ATTEMPTS = [
    Attempt("source.see", lambda t: look("/sources/"), at=""),
    Attempt("source.see", lambda t: look(f"/sources/{_source(t).pk}/"), at=""),
    Attempt("source.see", lambda t: look("/names/"), at=""),
    Attempt("source.see", lambda t: look("/oral/"), at=""),
    Attempt(
        "source.edit", lambda t: Asked("/sources/new/", {"title": "报告", "kind": "book"}), at=""
    ),
    Attempt(
        "source.edit",
        lambda t: Asked(f"/sources/{_source(t).pk}/edit/", {"title": "另名", "kind": "book"}),
        at="",
    ),
    Attempt(
        "source.open",
        lambda t: Asked(f"/sources/{_source(t).pk}/open/", {"openness": "开放"}),
        at="",
    ),
    Attempt(
        "source.isolate",
        lambda t: Asked(f"/sources/{_source(t).pk}/isolate/", {"sure": "隔离"}),
        at="",
    ),
    Attempt("source.isolate", _strayed, slow=True),
    Attempt("source.isolate", lambda t: look("/sources/isolations/"), at=""),
    Attempt("backup", lambda t: Asked("/sources/isolations/backups/"), at="", changes=False),
    Attempt("entry.comment", _evidence),
    Attempt("authority.edit", _name, at=""),
    Attempt(
        "authority.edit",
        lambda t: Asked(f"/names/{_named().pk}/", {"kind": "org", "name": ["县茶业局"]}),
        at="",
    ),
    Attempt(
        "authority.edit",
        lambda t: Asked(f"/names/{_named().pk}/strike/", {"reason": "登记重了"}),
        at="",
    ),
    Attempt("oral.edit", lambda t: Asked("/oral/narrator/", {"name": "陈大河"}), at=""),
    Attempt(
        "oral.edit",
        lambda t: Asked(f"/oral/narrator/{_interview(t).narrator_id}/", {"name": "陈大江"}),
        at="",
    ),
    Attempt("oral.edit", _heard, at=""),
    Attempt("source.see", lambda t: look(f"/oral/{_interview(t).pk}/"), at=""),
]
