"""What is brought in goes where the outline has a place of that title; the rest stands after it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import transaction
from wagtail.models import Page

from fangzhi.compile.heads import squeeze
from fangzhi.model.work import Node
from fangzhi.workbench.people.rights import WORK_DEPTH, insist, may
from fangzhi.workbench.works.models import EntryPage, SectionPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.planting import plant
from fangzhi.workbench.works.tree import Branch, given_label


def join(parent: Page, branch: Branch, units: dict[str, int], user: Any) -> list[EntryPage]:
    """Put a branch below `parent`; give the new entry pages.

    A node goes into the section that stands under the same head already: one of a template, or one
    made by hand. Raises ValidationError where an entry of the same id stands in the work already.
    """
    with transaction.atomic():
        standing = _Standing(parent, branch, user)
        met, left = [], []
        for node in branch.nodes:
            there = standing.of(node)
            if there is None:
                left.append(node)
            else:
                met.append((there, node))
        rest = Branch(branch.entries, tuple(left), branch.by_digest)
        made: list[EntryPage] = []
        if rest.entries and standing.sections:
            made += plant(parent, rest._replace(nodes=()), units, user)
            entries_first(parent, standing.sections)
            rest = rest._replace(entries=())
        if rest.entries or rest.nodes:
            made += plant(parent, rest, units, user)
        for there, node in met:
            _fill(there, node, units)
            held = tuple(branch.by_digest[ref.digest] for ref in node.entries)
            below = Page.objects.get(pk=there)
            insist(user, "entry.import", place_of(below))
            made += join(below, Branch(held, node.nodes, branch.by_digest), units, user)
    return made


class _Standing:
    """The sections that stand below a page: each takes one node of what comes."""

    def __init__(self, parent: Page, branch: Branch, user: Any) -> None:
        self.user = user
        own = SectionPage.objects.child_of(parent).order_by("path")
        self.sections: list[int] = []
        self.titled: dict[str, list[Any]] = defaultdict(list)
        for page in own:
            self.sections.append(page.pk)
            self.titled[squeeze(str(page.title))].append(page)
        work = str(parent.path)[: WORK_DEPTH * Page.steplen]
        ids = [node.id for node in branch.nodes]
        self.known: dict[str, int] = {}
        for at in range(0, len(ids), 400):
            rows = SectionPage.objects.filter(path__startswith=work, node_id__in=ids[at : at + 400])
            self.known |= dict(rows.values_list("node_id", "pk"))

    def of(self, node: Node) -> int | None:
        """Give the section that a node goes into: that of its id, else one under the same head."""
        titled = self.titled[squeeze(node.title)]
        pk = self.known.get(node.id) or next((p.pk for p in titled if self._takes(p, node)), None)
        for pages in self.titled.values():
            pages[:] = [page for page in pages if page.pk != pk]
        return pk

    def _takes(self, page: Any, node: Node) -> bool:
        """Tell whether a section is open to texts, and no heading is lost when a node goes in."""
        heads = {squeeze(one.heading.text) for one in (page, node) if one.heading is not None}
        return len(heads) < 2 and bool(may(self.user, "entry.import", place_of(page)).allowed)


def _fill(pk: int, node: Node, units: dict[str, int]) -> None:
    """Give a section what it lacks: the heading as handed in with its number, and the unit."""
    page = SectionPage.objects.get(pk=pk)
    told: dict[str, Any] = {}
    if page.heading is None and node.heading is not None:
        told["heading"] = node.heading
        if label := given_label(node):
            told["label"] = page.label or label
            told["kind"] = node.kind
    if page.unit_id is None and node.unit in units:
        told["unit_id"] = units[node.unit]
    if told:
        SectionPage.objects.filter(pk=pk).update(**told)


def entries_first(parent: Page, sections: list[int]) -> None:
    """Put the sections that stood here before behind the entries that came: entries stand first."""
    for pk in sections:
        Page.objects.get(pk=pk).move(Page.objects.get(pk=parent.pk), "last-child")
    parent.refresh_from_db(fields=["numchild"])
