"""Compile contributions into a book: the one function the rest of the house calls."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fangzhi.compile.chronology import merge_chronology
from fangzhi.compile.counts import counts_of
from fangzhi.compile.crossrefs import crossrefs_in, targets_of
from fangzhi.compile.index import index_of
from fangzhi.compile.labels import label_blocks
from fangzhi.compile.numbering import number_nodes
from fangzhi.compile.outline import outline_of
from fangzhi.compile.settings import Contribution, WorkSettings
from fangzhi.model.book import Book
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Asset
from fangzhi.model.work import Entry, Node, Work


class Compiled(msgspec.Struct, frozen=True):
    """The book, and what compiling noticed (来稿 without a place, chapters without 来稿 …)."""

    book: Book
    findings: tuple[Finding, ...] = ()


def compile_work(settings: WorkSettings, contributions: Sequence[Contribution]) -> Compiled:
    """Compile: outline, chronology, numbers, labels, references, index and counts.

    The same settings and contributions give an equal book.
    """
    root, findings = outline_of(settings, contributions)
    if settings.merge_chronology:
        for draft in root.walk():
            if draft.kind == "大事记":
                findings += merge_chronology(draft)
    entries: dict[str, Entry] = {}
    finished = root.settle(entries)
    front = tuple(node for node in finished.nodes if node.kind == "前置")
    top = tuple(node for node in finished.nodes if node.kind != "前置")
    return Compiled(bind(settings, top, front, entries), tuple(findings))


def bind(
    settings: WorkSettings,
    nodes: tuple[Node, ...],
    front: tuple[Node, ...],
    entries: dict[str, Entry],
) -> Book:
    """Bind a tree that stands already: numbers, labels, references, index and counts.

    `entries` are those that the nodes name, by digest.
    """
    nodes = number_nodes(nodes, settings.kind)
    labels = label_blocks(nodes, entries)
    work = Work(
        id=settings.id,
        title=settings.title,
        kind=settings.kind.name,
        nodes=nodes,
        front=front,
        area=settings.area,
        period=settings.period,
        volume_year=settings.volume_year,
        imprint=settings.imprint,
        lang=settings.lang,
        rights=settings.rights,
    )
    return Book(
        work=work,
        entries=entries,
        assets=_assets(entries),
        labels=labels,
        crossrefs=crossrefs_in(nodes, entries, labels),
        targets=targets_of(nodes, labels),
        index=index_of(nodes, entries, settings.subjects, settings.persons),
        counts=counts_of(nodes, entries),
    )


def _assets(entries: dict[str, Entry]) -> dict[str, Asset]:
    found = {a.digest: a for entry in entries.values() for a in entry.manuscript.assets}
    return dict(sorted(found.items()))
