"""A new draft of what was brought in before: old entries renewed, new ones added, none written over.

An entry is known again by its id (the same file), else by its title below the same headings. What
people changed in the workbench since is not touched: the new draft goes to 待合并 beside it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from msgspec.structs import replace
from wagtail.models import Page

from fangzhi.align.carry import carry_ids
from fangzhi.compile.heads import squeeze
from fangzhi.model.value import digest_of
from fangzhi.model.work import Entry
from fangzhi.workbench.works.actions import save_entry
from fangzhi.workbench.works.editor.wire import draft_of
from fangzhi.workbench.works.models import EntryPage, SectionPage
from fangzhi.workbench.works.planting import plant
from fangzhi.workbench.works.tree import Branch


class Renewal:
    """One bringing-in of a new draft: what became of each entry, as titles."""

    def __init__(self) -> None:
        self.renewed: list[str] = []
        self.same: list[str] = []
        self.aside: list[str] = []
        self.added: list[str] = []

    def __call__(
        self, parent: Page, branch: Branch, units: dict[str, int], user: Any
    ) -> list[EntryPage]:
        """Put a branch below `parent`; give the pages of the entries that are new."""
        known = _by_title(EntryPage, parent)
        fresh = tuple(e for e in branch.entries if not self._renew(e, known, user))
        made = self._plant(parent, Branch(fresh, (), branch.by_digest), units, user)
        sections = _by_title(SectionPage, parent)
        for node in branch.nodes:
            held = tuple(branch.by_digest[ref.digest] for ref in node.entries)
            inner = Branch(held, node.nodes, branch.by_digest)
            held_by = SectionPage.objects.filter(node_id=node.id).first()
            titled = sections[squeeze(node.title)]
            there = held_by or (titled.pop(0) if titled else None)
            if there is not None:
                made += self(there, inner, units, user)
            else:
                made += self._plant(parent, Branch((), (node,), branch.by_digest), units, user)
        return made

    def told(self) -> str:
        """Say in words what became of the entries."""
        parts = [
            (self.renewed, "换成新的一稿"), (self.same, "与原来相同，没有动"), (self.added, "新增"),
            (self.aside, "导入后有人改过，没有覆盖，新稿放在“待合并”"),
        ]  # fmt: skip
        lines = [
            f"{words} {len(titles)} 条：{_listed(titles)}" for titles, words in parts if titles
        ]
        return "\n".join(lines) or "来稿里没有条目。"

    def _plant(
        self, parent: Page, branch: Branch, units: dict[str, int], user: Any
    ) -> list[EntryPage]:
        if not branch.entries and not branch.nodes:
            return []
        made = plant(parent, branch, units, user)
        self.added += [str(page.title) for page in made]
        return made

    def _renew(self, entry: Entry, known: dict[str, list[Any]], user: Any) -> bool:
        page = _known(entry, known)
        if page is None:
            return False
        new = _in_place_of(page.entry, entry)
        if _bare(new) == _bare(page.entry):
            self.same.append(str(page.title))
        elif page.imported == page.digest:
            saved = save_entry(user, page, new, page.latest_revision_id)
            if saved.refused:  # somebody holds it
                self.aside.append(str(page.title))
            else:
                EntryPage.objects.filter(pk=page.pk).update(imported=digest_of(new))
                self.renewed.append(str(page.title))
        else:
            save_entry(user, page, new, None)  # not the revision in force: set aside
            self.aside.append(str(page.title))
        return True


def _by_title(kind: Any, parent: Page) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for page in kind.objects.child_of(parent).order_by("path"):
        found[squeeze(str(page.title))].append(page)
    return found


def _known(entry: Entry, known: dict[str, list[Any]]) -> Any:
    """Take the page of this entry out of those not yet taken; one moved elsewhere counts too."""
    page = EntryPage.objects.filter(entry_id=entry.id).first()
    if page is None:
        same = (page for pages in known.values() for page in pages if _titled(page.entry, entry))
        page = next(same, None)
    if page is not None:
        for pages in known.values():
            pages[:] = [one for one in pages if one.pk != page.pk]
    return page


def _titled(old: Entry, new: Entry) -> bool:
    if old.title is None or new.title is None:
        return old.title is new.title
    return squeeze(old.title.text) == squeeze(new.title.text)


def _in_place_of(old: Entry, new: Entry) -> Entry:
    title = new.title
    if title is not None and old.title is not None:
        title = replace(title, id=old.title.id)
    made = carry_ids(old.manuscript, new.manuscript)
    return replace(new, id=old.id, title=title, manuscript=made, unit=new.unit or old.unit)


def _bare(entry: Entry) -> tuple[object, ...]:
    """Give all that a reader sees (pictures and grids too), without where it came from."""
    draft = draft_of(entry.manuscript)
    return entry.title.text if entry.title else "", draft.blocks, draft.notes


def _listed(titles: list[str]) -> str:
    return "、".join(titles[:20]) + ("等" if len(titles) > 20 else "")
