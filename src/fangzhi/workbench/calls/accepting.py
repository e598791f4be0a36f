"""A hand-in's texts put into the outline: merged into the pages there, or planted as new entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from msgspec.structs import replace
from wagtail.models import Page

from fangzhi.align.carry import carry_ids
from fangzhi.compile.heads import squeeze
from fangzhi.compile.settings import Contribution
from fangzhi.model.manuscript import Block, Figure, Manuscript, Table
from fangzhi.model.text import Text, marks_of
from fangzhi.model.value import digest_of, mint_id
from fangzhi.model.work import Entry, Node, Ref
from fangzhi.project.calling.incoming.filled import Filled
from fangzhi.project.checking import compile_project
from fangzhi.project.load import Project
from fangzhi.workbench.calls.models import HandIn
from fangzhi.workbench.people.table import STATES
from fangzhi.workbench.works.actions import save_entry
from fangzhi.workbench.works.compiling import folder_of, told_of
from fangzhi.workbench.works.models import EntryPage, SectionPage, fresh_id
from fangzhi.workbench.works.places import state_of
from fangzhi.workbench.works.planting import plant
from fangzhi.workbench.works.tree import Branch, work_of

Titles = tuple[str, ...]
_GONE = "篇目里已经没有“{title}”这一处，没有地方放它的文字。请先在篇目里补上，再收下。"


class Portion(NamedTuple):
    """What goes to one page of the outline: the manuscript, and for a section its compiled entries."""

    page: int
    manuscript: Manuscript
    cut: tuple[dict[str, Entry], Node] | None


def portions_of(row: HandIn) -> list[Portion]:
    """Lay out what was written by the pages that it goes to; before the transaction, others write.

    ValidationError where a page is gone.
    """
    filled: Filled = row.filled
    pages = list(row.task.pages)
    found: list[Portion] = []
    rest: list[Block] = [*filled.loose, *_forms(filled)]
    numbers = [at for at, node in enumerate(filled.nodes) if node.blocks]
    for at in numbers or ([0] if rest and pages else []):
        page = _page(pages[at] if at < len(pages) else 0, filled.nodes[at].title)
        manuscript = manuscript_with((*filled.nodes[at].blocks, *rest), row)
        rest = []
        is_entry = isinstance(page, EntryPage)
        found.append(
            Portion(page.pk, manuscript, None if is_entry else _cut(page, manuscript, row))
        )
    return found


def put_in(user: Any, row: HandIn, portions: Iterable[Portion]) -> list[EntryPage]:
    """Put all that was written into the outline's pages; give the entry pages, changed and new.

    Inside the caller's transaction. ValidationError where a page is gone or somebody holds it.
    """
    made: list[EntryPage] = []
    for portion in portions:
        page = _page(portion.page, "要放的地方")
        if portion.cut is not None:
            made += _under(user, page, portion.cut, row)
        else:
            unit = row.task.unit.name
            entry = replace(page.entry, manuscript=portion.manuscript, unit=unit, doc=row.name)
            made.append(_merged(user, page, entry))
    return made


def _page(key: int, title: str) -> Any:
    page = Page.objects.filter(pk=key).first()
    if page is None:
        raise ValidationError(_GONE.format(title=title))
    return page.specific


def _forms(filled: Filled) -> list[Table]:
    tables = []
    for form in filled.forms:
        if form.block is not None and form.filled:
            title = form.block.title or Text(
                mint_id(form.block.id, "title", ""), form.title, "caption"
            )
            tables.append(replace(form.block, title=title))
    return tables


def manuscript_with(blocks: Sequence[Block], row: HandIn) -> Manuscript:
    """Give blocks as a manuscript with the notes and pictures that they use, and no more."""
    source: Manuscript = row.source or Manuscript()
    used = {block.asset for block in blocks if isinstance(block, Figure)}
    called = {
        mark.ref for block in blocks if isinstance(block, Text)
        for mark in marks_of(block, "footnote", "endnote", "comment")
    }  # fmt: skip
    return replace(
        source, blocks=tuple(blocks), unit=row.task.unit.name,
        notes=tuple(note for note in source.notes if note.id in called),
        assets=tuple(asset for asset in source.assets if asset.digest in used),
    )  # fmt: skip


def _merged(user: Any, page: EntryPage, entry: Entry) -> EntryPage:
    """Save a new text over an entry's page; what lives on in it keeps its ids, the old is history."""
    kept = carry_ids(page.entry.manuscript, entry.manuscript)
    saved = save_entry(user, page, replace(entry, id=page.entry.id, manuscript=kept),
                       page.latest_revision_id)  # fmt: skip
    if saved.refused:
        raise ValidationError(f"“{page.title}”：{saved.refused}")
    found: EntryPage = EntryPage.objects.get(pk=page.pk)
    return found


def _under(
    user: Any, page: Page, cut: tuple[dict[str, Entry], Node], row: HandIn
) -> list[EntryPage]:
    """Put entries below a section; an entry there under the same titles is merged."""
    if state_of(page) != STATES[0]:
        raise ValidationError(f"“{page.title}”现在不在编写，不能放进新的文字。")
    entries, top = cut
    return _Placing(user, page, row, entries).node(page, top, ())


class _Placing:
    """Puts compiled nodes below a page: what stands there under the same titles is met again.

    An entry 防汛 and a section 防汛 with words of its own count as one place.
    """

    def __init__(self, user: Any, page: Page, row: HandIn, entries: dict[str, Entry]) -> None:
        self.user, self.row, self.entries = user, row, entries
        inside = {"path__startswith": page.path, "depth__gt": page.depth}
        self.sections: dict[Titles, Page] = {}
        titles: dict[str, Titles] = {page.path: ()}
        for one in SectionPage.objects.filter(**inside).order_by("path"):
            titles[one.path] = (*titles.get(one.path[:-4], ()), squeeze(one.title))
            self.sections.setdefault(titles[one.path], one)
        self.standing: dict[Titles, EntryPage] = {}
        for held in EntryPage.objects.filter(**inside).order_by("path"):
            above = titles.get(held.path[:-4], ())
            self.standing.setdefault(_titles(above, held.entry), held)

    def node(self, page: Page, node: Node, above: Titles) -> list[EntryPage]:
        """Put a node's entries and the nodes below it under `page`."""
        made: list[EntryPage] = []
        fresh = tuple(self._unmet(node.entries, above, made))
        made += self._plant(page, Branch(fresh, (), self.entries))
        for child in node.nodes:
            here = (*above, squeeze(child.title))
            there = self.sections.get(here)
            if there is not None:
                made += self.node(there, child, here)
            elif (left := self._left(child, above, made)) is not None:
                made += self._plant(page, Branch((), (left,), self.entries))
        return made

    def _unmet(
        self, refs: Sequence[Ref], above: Titles, made: list[EntryPage]
    ) -> Iterator[Entry]:  # fmt: skip
        for ref in refs:
            entry = self.entries[ref.digest]
            there = self.standing.pop(_titles(above, entry), None)
            if there is None:
                yield _with_own_id(entry)
            else:
                title = there.entry.title or entry.title
                made.append(_merged(self.user, there, replace(entry, title=title)))

    def _left(self, node: Node, above: Titles, made: list[EntryPage]) -> Node | None:
        here = (*above, squeeze(node.title))
        refs = []
        for entry in self._unmet(node.entries, here, made):
            refs.append(Ref(entry.id, digest_of(entry)))
            self.entries[refs[-1].digest] = entry
        below = tuple(filter(None, (self._left(one, here, made) for one in node.nodes)))
        if not refs and not below:
            return None
        return replace(node, id=fresh_id("node", node.title), entries=tuple(refs), nodes=below)

    def _plant(self, page: Page, tree: Branch) -> list[EntryPage]:
        units = {self.row.task.unit.name: self.row.task.unit_id}
        return plant(page, tree, units, self.user)


def _cut(page: Page, manuscript: Manuscript, row: HandIn) -> tuple[dict[str, Entry], Node]:
    """Compile one text by itself under the section's title; the title's node comes first."""
    work = work_of(page)
    told = told_of(work)
    told = replace(told, work=replace(told.work, outline=()), complaints=())
    head = Text(mint_id(str(page.pk), "cut", manuscript.source), str(page.title), "heading", 1)
    lower = tuple(_lower(manuscript.blocks))
    whole = replace(manuscript, blocks=(head, *lower), title=str(page.title))
    given = (Contribution(whole, unit=row.task.unit.name),)
    book = compile_project(Project(folder_of(work), told, given, (), (), ())).book
    nodes = [node for node in (*book.work.front, *book.work.nodes)]
    top = next((node for node in nodes if squeeze(node.title) == squeeze(str(page.title))), None)
    if top is None or len(nodes) > 1:
        # what compiling set apart (大事记, 人物) stays in the order in which it was written
        top = Node(mint_id(str(page.pk), "cut", ""), "类目", str(page.title), nodes=tuple(nodes))
    return dict(book.entries), top


def _lower(blocks: Sequence[Block]) -> list[Block]:
    levels = [b.level for b in blocks if isinstance(b, Text) and b.role == "heading"]
    shift = max(0, 2 - min(levels, default=2))
    return [
        replace(block, level=min(block.level + shift, 9))
        if isinstance(block, Text) and block.role == "heading" else block
        for block in blocks
    ]  # fmt: skip


def _titles(above: Titles, entry: Entry) -> Titles:
    own = squeeze(entry.title.text).strip("【】") if entry.title is not None else ""
    return (*above, own) if own else above


def _with_own_id(entry: Entry) -> Entry:
    """Give an entry an id that no page has: the same text may have been taken before."""
    if EntryPage.objects.filter(entry_id=entry.id).exists():
        return replace(entry, id=fresh_id("entry", entry.doc))
    return entry
