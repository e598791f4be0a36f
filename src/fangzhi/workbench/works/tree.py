"""The nodes and entries of a work read off its pages; `planting` makes pages of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec.structs import replace
from wagtail.models import Page

from fangzhi.compile.heads import squeeze
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of
from fangzhi.model.work import Entry, Node, Ref
from fangzhi.workbench.works.models import EntryPage, ReferencePage, SectionPage, WorkPage

UNTITLED = "〔无题〕"
"""Shown for a node without a title; Wagtail's pages must have one."""


class Branch(NamedTuple):
    """A page with all below it, as the model's values: nodes in order, entries by digest."""

    entries: tuple[Entry, ...]
    nodes: tuple[Node, ...]
    by_digest: dict[str, Entry]


def branch(page: Page) -> Branch:
    """Read a page and all below it in four queries; entries under a node stand before its nodes."""
    inside = {"path__startswith": page.path}
    sections = SectionPage.objects.filter(**inside).select_related("unit").order_by("path")
    entries = EntryPage.objects.filter(**inside).only("path", "depth", "entry", "digest")
    references = ReferencePage.objects.filter(**inside).select_related("target")
    below: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    by_digest: dict[str, Entry] = {}
    for row in entries:
        by_digest[row.digest] = row.entry
        below[row.path[:-4]].append((row.path, row.entry))
    for reference in references:
        entry = referred(reference)
        by_digest[digest_of(entry)] = entry
        below[reference.path[:-4]].append((reference.path, entry))
    heads = {row.path: row for row in sections}
    children: dict[str, list[str]] = defaultdict(list)
    for path in heads:
        children[path[:-4]].append(path)

    def node(path: str) -> Node:
        row = heads[path]
        held = tuple(entry for _, entry in sorted(below[path], key=lambda pair: pair[0]))
        heading = _heading(row)
        return Node(
            id=row.node_id,
            kind=row.kind,
            title="" if row.title == UNTITLED else row.title,
            label=row.label,
            heading=heading,
            unit=row.unit.name if row.unit else "",
            entries=tuple(Ref(entry.id, digest_of(entry)) for entry in held),
            nodes=tuple(node(child) for child in sorted(children[path])),
        )

    if page.path in heads:
        return Branch((), (node(page.path),), by_digest)
    own = tuple(entry for _, entry in sorted(below[page.path], key=lambda pair: pair[0]))
    if not own and not children[page.path]:
        own = tuple(by_digest.values())  # the page is an entry itself
    nodes = tuple(node(child) for child in sorted(children[page.path]))
    return Branch(own, nodes, by_digest)


def given_label(node: Node) -> str:
    """Give the number that the writer gave; one that compiling gave is counted anew each time."""
    if node.heading is None:
        return node.label
    own = node.heading.label == node.label or node.heading.text.strip().startswith(node.label)
    return node.label if own else ""


def _heading(row: SectionPage) -> Text | None:
    """Give the heading as handed in; where the node was given another title since, that one."""
    heading: Text | None = row.heading
    if heading is None or squeeze(heading.text).endswith(squeeze(row.title)):
        return heading
    return replace(heading, text=str(row.title), marks=(), origin=())


def referred(reference: ReferencePage) -> Entry:
    """Give the entry that a reference page names, in the state of its revision."""
    if reference.revision_id is None:
        entry: Entry = reference.target.entry
        return entry
    held: Entry = reference.revision.as_object().entry
    return held


def work_of(page: Page) -> WorkPage:
    """Give the work that a page stands in."""
    found: WorkPage = WorkPage.objects.get(path=page.path[:8])
    return found


def entry_pages(pages: Iterable[Page]) -> list[EntryPage]:
    """Give the entry pages among and below these, in reading order."""
    found: list[EntryPage] = []
    for page in pages:
        found += EntryPage.objects.filter(path__startswith=page.path).order_by("path")
    return found
