"""What people do with works, one function each: right asked, done in one transaction, logged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from fangzhi.compile.kinds import closest_kind
from fangzhi.compile.outline import outlined
from fangzhi.model.text import Text
from fangzhi.model.work import Entry, Node
from fangzhi.project.checking import compile_project
from fangzhi.project.init import settings_text
from fangzhi.project.load import load
from fangzhi.project.readings import Progress, silent
from fangzhi.project.toml import settings_file
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.works.compiling import store, told_of
from fangzhi.workbench.works.homing import at_home, copies, own_ids
from fangzhi.workbench.works.joining import join
from fangzhi.workbench.works.models import (
    Aside,
    EntryPage,
    SectionPage,
    WorkPage,
    fresh_id,
    read_off,
)
from fangzhi.workbench.works.places import place_of
from fangzhi.workbench.works.planting import plant
from fangzhi.workbench.works.tree import Branch
from fangzhi.workbench.works.values import empty_entry

Put = Callable[[Page, Branch, dict[str, int], Any], list[EntryPage]]
"""Makes pages of a branch below a page, with the units by name, for a user."""


IN_FORCE = ("entry", "entry_id", "digest", "characters", "title", "draft_title", "live_revision",
            "has_unpublished_changes")  # fmt: skip
"""What a save of an entry's text changes: with the address left alone, Wagtail reads nothing anew."""


class Saved(NamedTuple):
    """What became of a save: the revision in force, or the text set aside because others saved."""

    revision: int
    refused: str = ""
    aside: int = 0


def create_work(
    user: Any,
    title: str,
    kind: str,
    *,
    settings: str = "",
    level: str = "县",
    way: str = "公开出版",
    template: bool = False,
) -> WorkPage:
    """Make a new work; `template`: with the outline of its settings, by default that of its kind."""
    insist(user, "work.create")
    found = closest_kind(kind)
    with transaction.atomic():
        work_id = fresh_id("work", title)
        page = WorkPage(
            title=title, slug=work_id, work_id=work_id, kind=found.name, level=level, way=way,
            settings=settings or settings_text(found, title), owner=user,
        )  # fmt: skip
        Page.get_first_root_node().add_child(instance=page)
        nodes = own_ids(outlined(told_of(page).work), work_id) if template else ()
        plant(page, Branch((), nodes, {}), _units(nodes), user)
        write(user, "work.create", thing_of(page), title=title, kind=found.name)
    return page


def import_folder(
    user: Any, parent: Page, folder: Path, progress: Progress = silent,
    put: Put = join,
) -> tuple[list[EntryPage], tuple[Any, ...]]:  # fmt: skip
    """Bring a folder of manuscripts (or one file in it) in below `parent`: wholly or not at all.

    Gives the new entry pages, and findings for what could not be read. Originals are kept. `put`
    makes the pages; by default all entries are new (`renewing.Renewal` puts a new draft of old
    ones).
    """
    insist(user, "entry.import", place_of(parent))
    project = load(folder, progress=progress, keep=False)
    compiled = compile_project(project)
    book = compiled.book
    kept = store()
    for data in project.assets.values():
        kept.put(data)
    for file in project.files:
        if file.read:  # what was refused is named, and none of it is kept
            kept.put((project.folder / file.name).read_bytes())
    with transaction.atomic():
        nodes = (*book.work.front, *book.work.nodes)
        units = _units(nodes, {entry.unit for entry in book.entries.values()})
        tree = Branch((), nodes, dict(book.entries))
        copied = copies(user, tree, parent)
        pages = put(parent, at_home(tree, parent), units, user)
        path = settings_file(folder)
        if isinstance(parent, WorkPage) and path is not None and not parent.settings:
            parent.settings = path.read_text(encoding="utf-8-sig")
            parent.save()
        write(
            user, "entry.import", thing_of(parent), files=[file.name for file in project.files],
            digests=[file.digest for file in project.files], entries=len(pages),
        )  # fmt: skip
    return pages, (*copied, *project.findings, *compiled.findings)


def _units(nodes: tuple[Node, ...], more: Iterable[str] = ()) -> dict[str, int]:
    """Give the units that nodes and `more` name, entered in the list of units when new."""
    names = {*more, *(node.unit for node in _all(nodes))}
    return {name: unit_named(name).pk for name in sorted(names) if name}


def _all(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.nodes)


def unit_named(name: str) -> Unit:
    """Give the unit of this name, entered in the list of units when it is new."""
    found: Unit = Unit.objects.get_or_create(name=name)[0]
    return found


def add_section(user: Any, parent: Page, title: str, kind: str, unit: Unit | None = None) -> Any:
    """Add a node to the outline."""
    insist(user, "outline.edit", place_of(parent))
    with transaction.atomic():
        node_id = fresh_id("node", title)
        page = SectionPage(title=title, slug=node_id, node_id=node_id, kind=kind, unit=unit,
                           owner=user)  # fmt: skip
        parent.add_child(instance=page)
        write(user, "outline.edit", thing_of(page), added=title)
    return page


def add_entry(user: Any, parent: Page, title: str, unit: Unit | None = None) -> EntryPage:
    """Add an empty entry to write in."""
    insist(user, "outline.edit", place_of(parent))
    with transaction.atomic():
        entry_id = fresh_id("entry", title)
        page = EntryPage(slug=entry_id, unit=unit, owner=user)
        page.hold(empty_entry(entry_id, title, unit.name if unit else ""))
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=False)
        before_nodes(page)
        write(user, "outline.edit", thing_of(page), added=title)
    return page


def before_nodes(page: Page) -> None:
    """Put what was added last before the nodes beside it: entries stand first, as in the model."""
    node = SectionPage.objects.sibling_of(page, inclusive=False).order_by("path").first()
    if node is not None and node.path < page.path:
        Page.objects.get(pk=page.pk).move(node, "left")
        page.refresh_from_db(fields=["path"])


def save_entry(user: Any, page: EntryPage, entry: Entry, base: int | None) -> Saved:
    """Put an entry's new text in force. `base` is the revision that the writer had before him.

    Where somebody else saved in between, nothing is overwritten: the text is set aside, and
    `refused` says so in words.
    """
    insist(user, "entry.edit", place_of(page))
    read = read_off(entry)  # before the transaction: others wait for it
    with transaction.atomic():
        page = EntryPage.objects.select_for_update().get(pk=page.pk)
        if page.locked and page.locked_by_id not in (None, user.pk):
            return _set_aside(user, page, entry, base, f"{page.locked_by}正占用着这一条")
        if base != page.latest_revision_id:
            who = page.latest_revision.user if page.latest_revision_id else None
            return _set_aside(user, page, entry, base, f"{who or '别人'}在您之后保存过这一条")
        if read[0] == page.digest:
            return Saved(page.latest_revision_id or 0)
        before = page.digest
        page.hold(entry, read)
        revision = page.save_revision(user=user, log_action=False, clean=False)
        page.live_revision = revision
        page.has_unpublished_changes = False
        page.save(clean=False, update_fields=IN_FORCE)
        write(user, "entry.edit", thing_of(page), before=before, after=page.digest)
    return Saved(revision.pk)


def _set_aside(user: Any, page: EntryPage, entry: Entry, base: int | None, why: str) -> Saved:
    kept = Aside.objects.create(page=page, entry=entry, who=user, base=base)
    write(user, "entry.edit", thing_of(page), "拒", aside=kept.pk, why=why)
    return Saved(
        page.latest_revision_id or 0,
        f"{why}，这次没有覆盖。您写的文字已另存在“待合并”里，请对照后合并。",
        kept.pk,
    )


def rename(user: Any, page: EntryPage, title: str, base: int | None) -> Saved:
    """Give an entry another title."""
    entry = page.entry
    head = entry.title or Text(fresh_id("title", title), title, "heading", 1)
    changed = msgspec.structs.replace(entry, title=msgspec.structs.replace(head, text=title))
    return save_entry(user, page, changed, base)


def thing_of(page: Page) -> str:
    """Name a page in the ledger: its kind, number and title."""
    return (
        f"{page.specific_class.__name__ if page.specific_class else 'Page'}:{page.pk} {page.title}"
    )


def restored(user: Any, page: EntryPage, entry: Entry, revision: int) -> Saved:
    """Put an entry back to what it was at a revision; what it is now stays in the history."""
    insist(user, "entry.restore", place_of(page))
    with transaction.atomic():
        write(user, "entry.restore", thing_of(page), revision=revision)
        return save_entry(user, page, entry, page.latest_revision_id)


def hold(user: Any, page: EntryPage) -> None:
    """Hold an entry for oneself: others read it until it is given free."""
    insist(user, "entry.lock", place_of(page))
    _lock(user, page, user)


def release(user: Any, page: EntryPage) -> None:
    """Give an entry free: one's own, or as an editor of the outline."""
    insist(user, "entry.lock" if page.locked_by_id == user.pk else "outline.edit", place_of(page))
    _lock(user, page, None)


def _lock(user: Any, page: EntryPage, holder: Any) -> None:
    with transaction.atomic():
        page.locked, page.locked_by = holder is not None, holder
        page.locked_at = timezone.now() if holder is not None else None
        page.save(update_fields=["locked", "locked_by", "locked_at"])
        write(user, "entry.lock", thing_of(page), held=str(holder or ""))


def settle_aside(user: Any, aside: Aside) -> None:
    """Say that a text set aside was merged or is not needed; it stays stored."""
    insist(user, "entry.edit", place_of(aside.page))
    with transaction.atomic():
        aside.settled = True
        aside.save()
        write(user, "entry.edit", thing_of(aside.page), settled=aside.pk)
