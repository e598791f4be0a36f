"""Many pages at once: rows of nodes, entries and their first revisions written in a few statements.

Wagtail's own way takes a score of queries a page; a year's contributions are thousands of pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Locale, Page, Revision

from fangzhi.model.work import Entry, Node
from fangzhi.workbench.people.rights import WORK_DEPTH
from fangzhi.workbench.works.models import EntryPage, SectionPage
from fangzhi.workbench.works.tree import UNTITLED, Branch, given_label

_AT_ONCE = 400


def plant(parent: Page, branch: Branch, units: dict[str, int], owner: Any) -> list[EntryPage]:
    """Make pages of nodes and entries below `parent`, each entry with its first revision.

    Gives the entry pages in reading order. Raises ValidationError where an entry or node of the
    same id stands somewhere already: the same file was brought in before.
    """
    with transaction.atomic():
        top = Page.objects.select_for_update().get(pk=parent.pk)
        pages = list(_pages(top, branch, units, owner))
        locale = Locale.get_default()  # a query each time
        for page in pages:
            page.locale = locale
        _refuse_known(pages)
        _insert(pages)
        entries = [page for page in pages if isinstance(page, EntryPage)]
        _revise(entries, owner)
        added = sum(page.depth == top.depth + 1 for page in pages)
        Page.objects.filter(pk=top.pk).update(numchild=F("numchild") + added)
        parent.numchild = top.numchild + added
    return entries


def _pages(top: Page, branch: Branch, units: dict[str, int], owner: Any) -> Iterator[Any]:
    last = top.get_last_child()
    step = int(last.path[-Page.steplen :], len(Page.alphabet)) if last is not None else 0
    yield from _below(top.path, top.depth, top.title, step, branch, units, owner)


def _below(
    path: str, depth: int, title: str, step: int, branch: Branch, units: dict[str, int], owner: Any
) -> Iterator[Any]:
    for entry in branch.entries:
        step += 1
        yield _entry(_path(path, depth, step), depth + 1, title, entry, units, owner)
    for node in branch.nodes:
        step += 1
        page = _section(_path(path, depth, step), depth + 1, node, units, owner)
        held = tuple(branch.by_digest[ref.digest] for ref in node.entries)
        inner = Branch(held, node.nodes, branch.by_digest)
        page.numchild = len(held) + len(node.nodes)
        yield page
        yield from _below(page.path, page.depth, page.title, 0, inner, units, owner)


def _path(above: str, depth: int, step: int) -> str:
    return str(Page._get_path(above, depth + 1, step))


def _section(path: str, depth: int, node: Node, units: dict[str, int], owner: Any) -> SectionPage:
    page = SectionPage(
        title=node.title[:255] or UNTITLED, slug=node.id, node_id=node.id, kind=node.kind,
        label=given_label(node), unit_id=units.get(node.unit), heading=node.heading,
    )  # fmt: skip
    return _placed(page, path, depth, owner)


def _entry(
    path: str, depth: int, above: str, entry: Entry, units: dict[str, int], owner: Any
) -> EntryPage:
    page = EntryPage(slug=entry.id, unit_id=units.get(entry.unit))
    if entry.title is None and depth > WORK_DEPTH + 1:
        page.title = f"{above[:200]}（正文）"
    page.hold(entry)
    page.imported = page.digest
    return _placed(page, path, depth, owner)


def _placed(page: Any, path: str, depth: int, owner: Any) -> Any:
    now = timezone.now()
    page.path, page.depth, page.owner = path, depth, owner
    page.draft_title, page.live, page.has_unpublished_changes = page.title, True, False
    page.content_type = ContentType.objects.get_for_model(type(page))
    page.url_path = f"/{path}/"
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = now
    return page


def _refuse_known(pages: Sequence[Any]) -> None:
    known: list[str] = []
    for kind, name in ((EntryPage, "entry_id"), (SectionPage, "node_id")):
        ids = [getattr(page, name) for page in pages if isinstance(page, kind)]
        for at in range(0, len(ids), _AT_ONCE):
            some = kind.objects.filter(**{f"{name}__in": ids[at : at + _AT_ONCE]})
            known += some.values_list("title", flat=True)[:5]
    if known:
        shown = "、".join(f"“{title}”" for title in known[:5])
        raise ValidationError(
            f"同一份来稿已经导入过：{shown}等已在书里，没有重复导入。"
            "如果来的是改过的新稿，请在导入页勾选“换成新的一稿”。"
        )


def _insert(pages: Sequence[Any]) -> None:
    """Write the common row of each page, then the row of its own kind, both in bulk."""
    common = [field for field in Page._meta.concrete_fields if not field.primary_key]
    bases = [Page(**{f.attname: getattr(page, f.attname) for f in common}) for page in pages]
    Page.objects.bulk_create(bases, batch_size=_AT_ONCE)
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.page_ptr_id = page.id = base.pk
        page._state.adding, page._state.db = False, base._state.db
    for kind in (SectionPage, EntryPage):
        own = [page for page in pages if isinstance(page, kind)]
        for at in range(0, len(own), _AT_ONCE):
            _insert_own(kind, own[at : at + _AT_ONCE])


def _insert_own(kind: type[models.Model], pages: list[Any]) -> None:
    """Django refuses bulk_create where a model has a parent table; the parents are written."""
    manager = kind._base_manager
    manager._insert(pages, fields=kind._meta.local_concrete_fields, using=manager.db, raw=True)


def _revise(pages: Sequence[EntryPage], owner: Any) -> None:
    if not pages:
        return
    base = ContentType.objects.get_for_model(Page)
    now = timezone.now()
    bare: dict[str, list[Any]] = {
        relation.get_accessor_name(): [] for relation in get_all_child_relations(EntryPage)
    }
    Revision.objects.bulk_create(
        [
            Revision(
                content_type=page.content_type, base_content_type=base, object_id=str(page.pk),
                created_at=now, user=owner, object_str=page.title[:200],
                content=_content(page, bare),
            )
            for page in pages
        ],
        batch_size=_AT_ONCE,
    )  # fmt: skip
    _point(pages, base)


def _content(page: EntryPage, bare: dict[str, list[Any]]) -> Any:
    """Give what a revision keeps; a new page has no comments, so that none are asked for."""
    page._cluster_related_objects = bare
    try:
        return page.serializable_data()
    finally:
        del page._cluster_related_objects


def _point(pages: Sequence[EntryPage], base: ContentType) -> None:
    """Say in each page which revision is in force."""
    first = Revision.objects.filter(
        base_content_type=base, object_id=Cast(OuterRef("pk"), CharField())
    ).values("pk")[:1]
    for at in range(0, len(pages), _AT_ONCE):
        keys = [page.pk for page in pages[at : at + _AT_ONCE]]
        rows = Page.objects.filter(pk__in=keys)
        rows.update(latest_revision=Subquery(first))
        rows.update(live_revision=F("latest_revision"))
        made = dict(rows.values_list("pk", "latest_revision"))
        for page in pages[at : at + _AT_ONCE]:
            page.latest_revision_id = page.live_revision_id = made[page.pk]
