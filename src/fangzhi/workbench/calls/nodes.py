"""The outline's pages as what units owe, and last year's texts out of another work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from wagtail.models import Page

from fangzhi.compile.settings import Contribution
from fangzhi.model.manuscript import Block, Manuscript
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of, mint_id
from fangzhi.project.calling.call import LENGTH, Owed
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.works.models import EntryPage, SectionPage, WorkPage

_STEP = 4


class Row(NamedTuple):
    """A node of the outline as it may be called for; `unit` is proposed, by its own or from above."""

    page: Any
    depth: int
    unit: int | None
    proposed: bool


def rows(top: Page) -> list[Row]:
    """Give sections and empty entries below `top` in order; the lowest that have a unit are proposed."""
    inside = {"path__startswith": top.path, "depth__gt": top.depth}
    sections = list(SectionPage.objects.filter(**inside))
    if isinstance(top.specific, SectionPage):
        sections.append(top.specific)
    entries = list(EntryPage.objects.filter(**inside, characters=0).defer("entry"))
    pages = sorted((*sections, *entries), key=lambda page: page.path)
    units = {page.path: page.unit_id for page in sections}
    parents = {page.path[:-_STEP] for page in pages}
    found = []
    for page in pages:
        unit = page.unit_id or _above(page.path, units)
        is_lowest = page.path not in parents
        found.append(Row(page, page.depth - top.depth, unit, is_lowest and unit is not None))
    return found


def _above(path: str, units: Mapping[str, int | None]) -> int | None:
    for end in range(len(path) - _STEP, 0, -_STEP):
        if (unit := units.get(path[:end])) is not None:
            return unit
    return None


class Chosen(NamedTuple):
    """A unit with the pages it owes and what is asked for each, in the outline's order."""

    unit: Unit
    pages: tuple[Any, ...]
    owed: tuple[Owed, ...]


def chosen(
    top: Page, picked: Mapping[int, Unit], said: Mapping[int, tuple[str, str]]
) -> list[Chosen]:
    """Give what each unit owes of `picked` (page → unit); `said` gives length and requirements.

    Of a node and nodes below it that one unit owes, the lower ones count.
    """
    pages = {row.page.path: row.page for row in rows(top)}
    owner = {path: picked[page.pk] for path, page in pages.items() if page.pk in picked}
    lowest = [
        path for path, unit in owner.items()
        if not any(p != path and p.startswith(path) and owner[p] == unit for p in owner)
    ]  # fmt: skip
    found: dict[int, list[tuple[Any, Owed]]] = {}
    units: dict[int, Unit] = {}
    for path in lowest:
        unit, page = owner[path], pages[path]
        units[unit.pk] = unit
        above = [pages[path[:end]] for end in range(_STEP, len(path), _STEP) if path[:end] in pages]
        inside = [p for p in above if _all_of(unit, p.path, owner, lowest)]
        over = above[: len(above) - len(inside)]
        length, wants = said.get(page.pk, ("", ""))
        owed = Owed(str(page.title), _titles(inside), _titles(over), length or LENGTH, wants)
        found.setdefault(unit.pk, []).append((page, owed))
    return [
        Chosen(units[key], tuple(page for page, _ in both), tuple(owed for _, owed in both))
        for key, both in found.items()
    ]


def _all_of(unit: Unit, path: str, owner: Mapping[str, Unit], lowest: Sequence[str]) -> bool:
    return all(owner[one] == unit for one in lowest if one.startswith(path))


def _titles(pages: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(page.title) for page in pages)


def prior_texts(work: WorkPage) -> tuple[Contribution, ...]:
    """Give a work of the workbench as prior volumes: one for each part that names a unit, and the rest."""
    inside = {"path__startswith": work.path}
    sections = list(SectionPage.objects.filter(**inside).select_related("unit").order_by("path"))
    entries = list(EntryPage.objects.filter(**inside).select_related("unit").order_by("path"))
    pages = sorted((*sections, *entries), key=lambda page: page.path)
    tops = [page for page in sections if page.unit is not None]
    given: set[str] = set()
    found = []
    for top in tops:
        if any(top.path.startswith(path) for path in given):
            continue
        given.add(top.path)
        part = [page for page in pages if page.path.startswith(top.path)]
        found.append(Contribution(_manuscript(work, part), unit=str(top.unit.name)))
    rest = [page for page in pages if not any(page.path.startswith(path) for path in given)]
    if rest:
        found.append(Contribution(_manuscript(work, rest)))
    return tuple(found)


def _manuscript(work: WorkPage, pages: Sequence[Any]) -> Manuscript:
    blocks = tuple(block for page in pages for block in _blocks(page, pages[0].depth))
    assets = {
        asset.digest: asset
        for page in pages
        if isinstance(page, EntryPage)
        for asset in page.entry.manuscript.assets
    }
    made = Manuscript(blocks, assets=tuple(assets.values()), title=str(work.title),
                      name=str(work.title))  # fmt: skip
    return Manuscript(made.blocks, assets=made.assets, title=made.title, name=made.name,
                      source=digest_of(made))  # fmt: skip


def _blocks(page: Any, depth: int) -> Iterator[Block]:
    level = min(max(page.depth - depth, 0) + 1, 9)
    if isinstance(page, SectionPage):
        yield Text(mint_id(page.node_id, "last", "heading"), str(page.title), "heading", level)
        return
    entry = page.entry
    if entry.title is not None:
        yield Text(entry.title.id, entry.title.text, "heading", level)
    yield from entry.manuscript.blocks
