"""Compile and check a loaded project: findings in reading order, each at its place."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from fangzhi.check.cache import FindingCache
from fangzhi.check.engine import check
from fangzhi.check.places import place_of
from fangzhi.check.settings import CheckSettings
from fangzhi.compile.build import Compiled, compile_work
from fangzhi.compile.printable import with_priors
from fangzhi.model.book import Book, entries_in
from fangzhi.model.finding import Finding, numbered
from fangzhi.model.manuscript import texts
from fangzhi.model.text import Text
from fangzhi.model.work import nodes_in
from fangzhi.project.folder import CACHE_FOLDER
from fangzhi.project.load import Project


class Checked(msgspec.Struct, frozen=True):
    """A project compiled and checked, before anything is written."""

    book: Book
    findings: tuple[Finding, ...]
    settings: CheckSettings


def compile_project(project: Project) -> Compiled:
    """Compile a loaded project."""
    return compile_work(project.told.work, project.contributions)


def check_project(
    project: Project,
    *,
    keep: bool = True,
    compiled: Compiled | None = None,
    cache: FindingCache | None = None,
) -> Checked:
    """Compile (unless that is done) and check a project; findings in reading order, in place.

    A program that checks again and again passes its own `cache` (`FindingCache(…, live=True)`);
    a single entry while it is written is for `check.engine.check_entry`.
    """
    compiled = compiled or compile_project(project)
    book = with_priors(compiled.book, project.told.work, project.priors)
    found = check(book, project.told.check, cache or _cache_of(project, keep))
    findings = (*project.findings, *with_places(book, compiled.findings), *found)
    return Checked(compiled.book, numbered(findings), project.told.check)


def _cache_of(project: Project, keep: bool) -> FindingCache:
    kept = project.folder / CACHE_FOLDER
    return FindingCache(kept if keep and kept.is_dir() else None)


def with_places(book: Book, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give findings about blocks the place in the original that check's findings have."""
    wanted = {f.block for f in findings if f.block and f.place is None}
    known: dict[str, tuple[Text, str]] = {}
    if wanted:
        docs = {entry.manuscript.source: entry.doc for entry in book.entries.values()}
        for _, node in nodes_in(book.work, front=True):
            if node.heading is not None and node.heading.id in wanted:
                source = node.heading.origin[0].file if node.heading.origin else ""
                known[node.heading.id] = (node.heading, docs.get(source, ""))
        for _, entry in entries_in(book):
            for text in (*((entry.title,) if entry.title else ()), *texts(entry.manuscript)):
                if text.id in wanted:
                    known[text.id] = (text, entry.doc)
    placed = []
    for finding in findings:
        if finding.place is None and finding.block in known:
            text, doc = known[finding.block]
            place = place_of(text.origin, text.text, finding.start, finding.end, doc)
            finding = msgspec.structs.replace(finding, place=place)
        placed.append(finding)
    return tuple(placed)
