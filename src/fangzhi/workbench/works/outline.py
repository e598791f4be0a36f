"""The outline (篇目) of a work as rows to show, and what is done to it: add, name, move, delete."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.models import Unit
from fangzhi.workbench.people.rights import WORK_DEPTH, Asks, Place, asked_once, insist, may
from fangzhi.workbench.people.table import STATES
from fangzhi.workbench.works.actions import before_nodes, thing_of
from fangzhi.workbench.works.models import EntryPage, ReferencePage, SectionPage, Standing, WorkPage
from fangzhi.workbench.works.places import place_of

_STEP = 4
_OFFERED = 30
_OF_PAGE = ("path", "depth", "numchild", "title", "owner", "unit__name")
_OF_SECTION = (*_OF_PAGE, "kind", "label")
_OF_ENTRY = (*_OF_PAGE, "characters", "locked",
             *(f"locked_by__{n}" for n in ("name", "first_name", "last_name", "username")))  # fmt: skip


class Row(NamedTuple):
    """One line of the outline: a node or an entry, and what stands below it in sum."""

    pk: int
    path: str
    depth: int
    kind: str
    label: str
    title: str
    unit: str
    own_unit: int | None
    state: str
    characters: int
    entries: int
    may_edit: bool
    is_entry: bool
    locked_by: str = ""
    folded: bool = False
    """More stands below it that is not shown."""
    target: int = 0
    """The entry of another work that stands here by reference; 0: none."""


def rows(
    user: Any, top: Page, deepest: int | None = None, part: tuple[int, int] | None = None
) -> list[Row]:
    """Give the outline below `top` in reading order, as far as this user sees it, in eight queries.

    `deepest` levels of it (None: all); `part` of those right below `top`, from and to, counted
    from 0.
    """
    inside: dict[str, Any] = {"path__startswith": top.path, "depth__gt": top.depth}
    if deepest is not None:
        inside["depth__lte"] = top.depth + deepest
    if part is not None:
        inside["pk__in"] = list(
            top.get_children().order_by("path").values_list("pk", flat=True)[slice(*part)]
        )
    sections = SectionPage.objects.filter(**inside).select_related("unit").only(*_OF_SECTION)
    entries = EntryPage.objects.filter(**inside).select_related("unit", "locked_by")
    entries = entries.only(*_OF_ENTRY)
    references = ReferencePage.objects.filter(**inside).select_related("target__unit")
    references = references.defer("target__entry")
    states = dict(Standing.objects.filter(page__path__startswith=top.path[:8])
                  .values_list("page__path", "state"))  # fmt: skip
    pages: dict[str, Any] = {page.path: page for page in (*sections, *entries, *references)}
    sums = sums_below(top)
    owing = place_of(top).unit
    shown: list[Row] = []
    asked = asked_once(user)
    for path in sorted(pages):
        page = pages[path]
        unit = _unit(path, pages)
        place = Place(path, _state(path, states), owing if unit is None else unit, page.owner_id)
        if not asked("entry.see", place).visible:
            continue
        summed = (page.characters, 1) if isinstance(page, EntryPage) else sums.get(path, (0, 0))
        folded = page.depth - top.depth == deepest and page.numchild > 0
        shown.append(_row(asked, page, place, top.depth, summed, folded))
    return shown


def referable(user: Any, page: Page, words: str) -> list[tuple[EntryPage, str]]:
    """Give entries of other works with these words in their titles, each with its work's title."""
    work = page.path[: WORK_DEPTH * _STEP]
    found = EntryPage.objects.filter(title__contains=words).exclude(path__startswith=work)
    titles = dict(WorkPage.objects.values_list("path", "title"))
    shown = []
    for entry in found.defer("entry").order_by("path")[: 5 * _OFFERED]:
        if may(user, "entry.see", place_of(entry)).allowed:
            shown.append((entry, titles.get(entry.path[: WORK_DEPTH * _STEP], "")))
    return shown[:_OFFERED]


def fold(top: Page, most: int) -> int | None:
    """Give how many levels below `top` make a page of at most `most` lines; None: all do.

    At least one level; one that is larger by itself is shown in parts.
    """
    below = Page.objects.filter(path__startswith=top.path, path__gt=top.path)
    levels = below.annotate(long=Length("path")).values("long").order_by("long")
    total = 0
    for number, (_, count) in enumerate(levels.annotate(n=Count("pk")).values_list("long", "n")):
        total += count
        if total > most:
            return max(1, number)
    return None


def sums_below(top: Page) -> dict[str, tuple[int, int]]:
    """Add up characters and entries of all that stands below each path from `top` down."""
    inside = EntryPage.objects.filter(path__startswith=top.path)
    above = inside.annotate(above=Substr("path", 1, Length("path") - _STEP)).values("above")
    summed = above.annotate(n=Count("pk"), all=Sum("characters")).order_by()
    found: dict[str, list[int]] = {}
    for path, count, characters in summed.values_list("above", "n", "all"):
        for end in range(len(top.path), len(path) + 1, _STEP):
            held = found.setdefault(path[:end], [0, 0])
            held[0] += characters
            held[1] += count
    return {path: (characters, count) for path, (characters, count) in found.items()}


def _row(
    asked: Asks, page: Any, place: Place, depth: int, summed: tuple[int, int], folded: bool
) -> Row:
    is_entry = not isinstance(page, SectionPage)
    of = page.target if isinstance(page, ReferencePage) else page
    kind = "引用" if isinstance(page, ReferencePage) else "条目" if is_entry else page.kind
    edit = asked("entry.edit" if is_entry else "outline.edit", place).allowed
    locked = page.locked_by if is_entry and page.locked else None
    return Row(
        page.pk, page.path, page.depth - depth, kind, getattr(page, "label", ""), page.title,
        of.unit.name if of.unit else "", of.unit_id, place.state, *summed, edit, is_entry,
        locked.shown if locked else "", folded, of.pk if of is not page else 0,
    )  # fmt: skip


def _state(path: str, states: dict[str, str]) -> str:
    above = (states.get(path[:end], STATES[0]) for end in range(_STEP, len(path) + 1, _STEP))
    return max(above, key=STATES.index)


def _unit(path: str, pages: dict[str, Any]) -> int | None:
    for end in range(len(path), 0, -_STEP):
        unit: int | None = getattr(pages.get(path[:end]), "unit_id", None)
        if unit is not None:
            return unit
    return None


def move(user: Any, page: Page, parent: Page, position: int) -> None:
    """Put a page below `parent` as its child number `position` (from 0, among its own sort).

    Entries stand before the nodes beside them, as in the model. Raises ValidationError where a
    page may not stand.
    """
    # paths change with every move: those at hand may be old
    page, parent = Page.objects.get(pk=page.pk), Page.objects.get(pk=parent.pk)
    insist(user, "entry.move", place_of(page, below=True))
    insist(user, "entry.move", place_of(parent))
    if parent.path.startswith(page.path):
        raise ValidationError("不能移到它自己的下面。")
    if parent.path[:8] != page.path[:8]:
        raise ValidationError("要用到另一部志书里，请用“引用条目”，原条目留在原处。")
    kind = page.specific_class
    if kind not in parent.specific_class.allowed_subpage_models():
        raise ValidationError("这里不能放它：条目下面不再分。")
    with transaction.atomic():
        before = f"{page.get_parent().pk}"
        siblings = [
            child for child in parent.get_children().order_by("path") if child.pk != page.pk
        ]
        is_entry = kind is not SectionPage
        sort = [
            child for child in siblings if (child.specific_class is not SectionPage) == is_entry
        ]
        position = max(0, min(position, len(sort)))
        if position < len(sort):
            page.move(sort[position], "left")
        elif sort:
            page.move(sort[-1], "right")
        elif siblings and is_entry:
            page.move(siblings[0], "left")
        else:
            page.move(parent, "last-child")
        write(user, "entry.move", thing_of(page), before=before, after=parent.pk, at=position)


def retitle(user: Any, page: Page, title: str) -> None:
    """Give a node another title; entries are titled in the editor."""
    title = title.strip()
    if not title:
        raise ValidationError("标题不能空着。")
    insist(user, "outline.edit", place_of(page))
    if not isinstance(page, SectionPage):
        raise PermissionDenied("条目的标题请在编辑页里改。")
    with transaction.atomic():
        before, page.title, page.draft_title = page.title, title[:255], title[:255]
        page.save()
        write(user, "outline.edit", thing_of(page), before=before, after=title)


def assign(user: Any, page: SectionPage | EntryPage, unit: Unit | None) -> None:
    """Say which unit owes this node or entry."""
    insist(user, "outline.edit", place_of(page))
    with transaction.atomic():
        before, page.unit = page.unit, unit
        page.save()
        write(user, "outline.edit", thing_of(page), unit=str(unit or ""), before=str(before or ""))


def delete(user: Any, page: Page) -> None:
    """Delete a page with all below it; the ledger keeps what it was called and its digests."""
    insist(user, "entry.delete", place_of(page, below=True))
    with transaction.atomic():
        gone = EntryPage.objects.filter(path__startswith=page.path)
        named = ReferencePage.objects.filter(target__in=gone).exclude(path__startswith=page.path)
        if named.exists():
            where = "、".join(row.get_ancestors()[1].title for row in named[:3])
            raise ValidationError(f"这里有条目被《{where}》引用着，请先去掉那里的引用。")
        digests = list(gone.values_list("entry_id", "digest"))
        thing = thing_of(page)
        page.delete()
        write(user, "entry.delete", thing, entries=digests)


def refer(user: Any, parent: Page, target: EntryPage, *, fixed: bool = True) -> ReferencePage:
    """Let an entry of another work stand here too: in its present state, or (not fixed) as it goes."""
    insist(user, "outline.edit", place_of(parent))
    insist(user, "entry.see", place_of(target))
    with transaction.atomic():
        page = ReferencePage(
            title=target.title, target=target, owner=user, digest=target.digest,
            revision=target.latest_revision if fixed else None,
            slug=f"ref-{target.entry_id}",
        )  # fmt: skip
        parent.add_child(instance=page)
        before_nodes(page)
        write(user, "outline.edit", thing_of(page), refers=target.pk, digest=target.digest)
    return page
