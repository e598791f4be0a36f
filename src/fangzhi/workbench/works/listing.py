"""The lines of an outline as they stand on the page, kept until something is written into the ledger.

Two hundred lines are a third of a page's time as a template, and most of the rest as queries. What
is kept goes by the ledger's last line (every change of a work writes one) and by the person's
posts, unit and number, which is all that the table of rights asks of a person.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from html import escape
from threading import Lock
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from fangzhi.workbench.ledger.lines import head
from fangzhi.workbench.people.rights import standings
from fangzhi.workbench.works import outline
from fangzhi.workbench.works.models import SectionPage
from fangzhi.workbench.works.outline import Row

_KEPT: OrderedDict[tuple[Any, ...], Listing] = OrderedDict()
_MOST = 32
"""Listings kept in a process; a large one takes some 150 kB."""
_LOCK = Lock()


class Asked(NamedTuple):
    """What a page asks for: lines below `page` from number `at`, `most` at a time.

    `under` is the level of the line that they are put below; `edits`: with what changes them.
    """

    page: Page
    most: int
    at: int = 0
    under: int = 0
    edits: bool = False


class Listing(NamedTuple):
    """The lines and the choices of a parent as HTML, what they sum to, how they are parted."""

    lines: SafeString
    parents: SafeString
    entries: int
    characters: int
    folds: bool
    before: int | None
    after: int | None
    earlier: tuple[int, int] | None


def listing(user: Any, asked: Asked) -> Listing:
    """Give the lines as this user sees them now."""
    key = (head().digest, user.pk, user.unit_id, standings(user), asked.page.pk, *asked[1:])
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    made = _made(user, asked)
    with _LOCK:
        _KEPT[key] = made
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return made


def _made(user: Any, asked: Asked) -> Listing:
    page, at, most = asked.page, asked.at, asked.most
    deepest = outline.fold(page, most)
    parted = deepest == 1 and page.numchild > most
    rows = outline.rows(user, page, deepest, (at, at + most) if parted else None)
    if parted:
        characters, entries = outline.sums_below(page).get(page.path, (0, 0))
    else:
        counted = [row for row in rows if (row.is_entry if deepest is None else row.depth == 1)]
        characters = sum(row.characters for row in counted)
        entries = sum(row.entries for row in counted)
    after = at + most if parted and at + most < page.numchild else None
    lines = _lines(rows, asked)
    if after and asked.under:
        lines += (f'<li class="none depth-{asked.under + 1}"><a href="{_at_works()}{page.pk}/?at={after}">'
                  f"这一部分共 {page.numchild} 行，打开看后面的</a></li>")  # fmt: skip
    return Listing(
        mark_safe(lines), mark_safe(_parents(rows)), entries, characters, deepest is not None,
        max(0, at - most) if parted and at else None, after,
        _earlier(page, at) if parted else None,
    )  # fmt: skip


def _at_works() -> str:
    return reverse("works_works")


def _lines(rows: Iterable[Row], asked: Asked) -> str:
    works_at, entries_at = _at_works(), reverse("wagtailadmin_explore_root")
    return "".join(_line(row, asked, works_at, entries_at) for row in rows)


def _line(row: Row, asked: Asked, works_at: str, entries_at: str) -> str:
    """Draw one line; titles, names of units and people are what people typed, and are escaped."""
    title, depth = escape(row.title), row.depth + asked.under
    edits = asked.edits and row.may_edit
    if row.is_entry:
        name = f'<a class="name" href="{entries_at}{row.target or row.pk}/edit/">{title}</a>'
    else:
        label = f"{escape(row.label)} " if row.label else ""
        name = f'<a class="name" href="{works_at}{row.pk}/">{label}{title}</a>'
    unfold = (
        f'<button type="button" class="unfold" data-rows="{works_at}{row.pk}/?under={depth}" '
        'aria-expanded="false" hidden>展开</button>'
    )
    parts = (
        f'<li class="depth-{depth}{" entry" if row.is_entry else ""}" data-page="{row.pk}" '
        f'data-path="{row.path}" data-depth="{depth}"{" data-edit" if row.may_edit else ""}>',
        '<span class="grip" draggable="true" aria-hidden="true">≡</span>' if edits else "",
        f'<span class="kind">{escape(row.kind)}</span>',
        name,
        f'<span class="unit">{escape(row.unit)}</span>',
        f'<span class="state">{row.state}</span>' if row.state != "编写" else "",
        unfold if row.folded else "",
        f'<span class="state">{escape(row.locked_by)}占用</span>' if row.locked_by else "",
        f'<span class="size">{"" if row.is_entry else f"{row.entries} 条 "}{row.characters} 字</span>',
        f'<button type="button" class="act" aria-haspopup="true" aria-label="对“{title}”做什么">…'
        "</button>" if edits else "",
        "</li>",
    )  # fmt: skip
    return "\n".join(part for part in parts if part) + "\n"


def _parents(rows: Iterable[Row]) -> str:
    return "".join(f'<option value="{row.pk}">{escape(row.title)}</option>'
                   for row in rows if not row.is_entry and row.may_edit)  # fmt: skip


def _earlier(page: Page, at: int) -> tuple[int, int]:
    """Give how many entries and how many nodes stand before part `at` of what is below a page."""
    kinds = [child.specific_class for child in page.get_children().order_by("path")[:at]]
    nodes = sum(kind is SectionPage for kind in kinds)
    return len(kinds) - nodes, nodes
