"""Ids of what is brought in: the same file in two works is two texts, each with ids of its own.

A manuscript's ids come from its file, so that a second import of it is known again. Where such an
id stands in another work already, this work takes one made of both; made again, it is the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from msgspec.structs import replace
from wagtail.models import Page

from fangzhi.model.finding import Finding
from fangzhi.model.value import digest_of, mint_id
from fangzhi.model.work import Node, Ref
from fangzhi.workbench.people.rights import WORK_DEPTH, may
from fangzhi.workbench.works.models import EntryPage, SectionPage, WorkPage
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.tree import Branch

_AT_ONCE = 400
_WORK = WORK_DEPTH * Page.steplen


def own_ids(nodes: Iterable[Node], work_id: str) -> tuple[Node, ...]:
    """Give nodes of a template, all with ids of this work."""
    return tuple(
        replace(
            node, id=mint_id(work_id, "node", node.id), nodes=own_ids(node.nodes, work_id)
        ) for node in nodes
    )  # fmt: skip


def at_home(tree: Branch, place: Page) -> Branch:
    """Give a branch as it may stand at this place: ids that another work has are made its own."""
    path = str(place.path)[:_WORK]
    work_id = str(WorkPage.objects.values_list("work_id", flat=True).get(path=path))
    entries = {entry.id: entry for entry in (*tree.entries, *tree.by_digest.values())}
    renamed = _renamed(EntryPage, "entry", entries, path, work_id)
    moved = _renamed(SectionPage, "node", list(_ids(tree.nodes)), path, work_id)
    if not renamed and not moved:
        return tree
    own = {digest: replace(entry, id=renamed.get(entry.id, entry.id))
           for digest, entry in tree.by_digest.items()}  # fmt: skip
    refs = {digest: Ref(entry.id, digest_of(entry)) for digest, entry in own.items()}

    def homed(node: Node) -> Node:
        held = tuple(refs[ref.digest] for ref in node.entries)
        below = tuple(homed(one) for one in node.nodes)
        return replace(node, id=moved.get(node.id, node.id), entries=held, nodes=below)

    return Branch(
        tuple(replace(entry, id=renamed.get(entry.id, entry.id)) for entry in tree.entries),
        tuple(homed(node) for node in tree.nodes),
        {refs[digest].digest: entry for digest, entry in own.items()},
    )


def _ids(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        yield node.id
        yield from _ids(node.nodes)


def _renamed(kind: Any, part: str, ids: Collection[str], path: str, work_id: str) -> dict[str, str]:
    """Give the ids that this work may not take as they are, each with its own instead."""
    own = {one: mint_id(work_id, part, one) for one in ids}
    ours = {at for at, where in _standing(kind, part, own.values()) if where == path}
    theirs = {at for at, where in _standing(kind, part, own) if where != path}
    return {one: made for one, made in own.items() if made in ours or one in theirs}


def _standing(kind: Any, part: str, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give which of these ids stand somewhere, each with the path of its work."""
    asked = list(ids)
    for at in range(0, len(asked), _AT_ONCE):
        rows = kind.objects.filter(**{f"{part}_id__in": asked[at : at + _AT_ONCE]})
        for one, path in rows.values_list(f"{part}_id", "path"):
            yield one, path[:_WORK]


def copies(user: Any, tree: Branch, place: Page) -> tuple[Finding, ...]:
    """Say which other works have the same texts, by name to who may see them: they are two now."""
    path = str(place.path)[:_WORK]
    ids = [entry.id for entry in (*tree.entries, *tree.by_digest.values())]
    paths = sorted({where for _, where in _standing(EntryPage, "entry", ids) if where != path})
    if not paths:
        return ()
    works = WorkPage.objects.filter(path__in=paths).order_by("path")
    seen = [work for work in works if may(user, "work.see", place_of(work)).allowed]
    names = "".join(f"《{work.title}》" for work in seen) or "本单位的另一部书"
    return (Finding(
        rule="篇目", level="体",
        message=f"{names}里也有这份来稿。这里另存了一份，两边各改各的，互不影响；"
        "要两部书同用一份，可改用篇目页下方的“引用别的书里的条目”。",
    ),)  # fmt: skip
