"""正本已更动: what is no longer as it was frozen, entry by entry, word by word."""

from __future__ import annotations

from typing import NamedTuple

from wagtail.models import Page

from fangzhi.workbench.ledger.forgetting import BLANK
from fangzhi.workbench.reviews.frozen import kept
from fangzhi.workbench.reviews.models import Frozen
from fangzhi.workbench.works.compared import Pair, compared
from fangzhi.workbench.works.compiling import store
from fangzhi.workbench.works.models import EntryPage, ReferencePage
from fangzhi.workbench.works.tree import referred
from fangzhi.workbench.works.values import title_of

CHANGED, ADDED, GONE = "改动", "新增", "删去"


class Change(NamedTuple):
    """One entry that is other than it was: how, its title, its page where it still stands."""

    how: str
    title: str
    page: int | None
    before: str
    after: str


def changes(text: Frozen, page: Page) -> list[Change]:
    """List the entries that differ from a frozen text, by their digests alone."""
    was = {entry: digest for entry, digest in text.manifest}
    now = {entry: (digest, key, title) for entry, digest, key, title in _standing(page)}
    found = [
        Change(ADDED if entry not in was else CHANGED, title, key, was.get(entry, ""), digest)
        for entry, (digest, key, title) in now.items()
        if was.get(entry) != digest
    ]
    gone = [entry for entry in was if entry not in now]
    if gone:
        titles = _titles(text)
        found += [Change(GONE, titles.get(was[e], BLANK), None, was[e], "") for e in gone]
    return found


def _titles(text: Frozen) -> dict[str, str]:
    if str(text.text) not in store():
        return {}  # isolated
    return {digest: title_of(entry) for digest, entry in kept(text).by_digest.items()}


def _standing(page: Page) -> list[tuple[str, str, int, str]]:
    inside = {"path__startswith": page.path}
    rows = EntryPage.objects.filter(**inside).order_by("path")
    found = list(rows.values_list("entry_id", "digest", "pk", "title"))
    for row in ReferencePage.objects.filter(**inside).select_related("target"):
        fixed = row.digest if row.revision_id else row.target.digest
        found.append((referred(row).id, fixed, row.pk, row.title))
    return found


def shown(text: Frozen, change: Change) -> list[Pair]:
    """Show one changed entry, word by word, against the frozen text."""
    if change.how != CHANGED or change.page is None:
        return []
    page = EntryPage.objects.filter(pk=change.page).first()
    return compared(kept(text).by_digest[change.before], page.entry) if page else []
