"""What is done with data sets: made of a recipe, taken anew, cells corrected, rows rejected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

from django.core.exceptions import ValidationError
from django.db import transaction

from fangzhi.library.extract.corrections import corrections_in
from fangzhi.library.extract.recipe import BadRecipe, recipe_of
from fangzhi.library.extract.rows import Row
from fangzhi.workbench.jobs import runs
from fangzhi.workbench.jobs.models import Run
from fangzhi.workbench.ledger.lines import write
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reading.models import Extracted, Mending
from fangzhi.workbench.reading.tables.taking import take_out

_LONGEST = 20_000
STALE = "刚才有人改过这一页。请重新打开这一页，看过再改。"


def make(user: Any, recipe: str) -> tuple[Extracted, Run]:
    """Keep a recipe as a data set, and take out its rows in the background."""
    insist(user, "card.edit")
    if len(recipe) > _LONGEST:
        raise ValidationError(f"方案太长（{len(recipe)}字），请不要超过{_LONGEST}字。")
    try:
        title = recipe_of(recipe).title
    except BadRecipe as fault:
        raise ValidationError(str(fault)) from fault
    with transaction.atomic():
        table = Extracted.objects.create(title=title[:200], recipe=recipe, who=user)
        write(user, "card.edit", f"Extracted:{table.pk} {title[:60]}", made=True)
        return table, runs.start(user, f"提取：{title}", take_out, table)


def take_again(user: Any, table: Extracted) -> Run:
    """Take the rows anew of the library as it is now; corrections are put on again."""
    insist(user, "card.edit")
    with transaction.atomic():
        write(user, "card.edit", f"Extracted:{table.pk}", again=True)
        return runs.start(user, f"提取：{table.title}", take_out, table)


def mark_of(table: Extracted, rows: Iterable[Row]) -> str:
    """Give a sum of the corrections of these rows: whoever saves says which state he saw."""
    ids = {row.id for row in rows}
    standing = Mending.objects.filter(table=table, stands=True).order_by("row", "column", "pk")
    told = [(one.row, one.column, one.now) for one in standing if one.row in ids]
    return f"{crc32(repr(told).encode()):08x}"


def mend(
    user: Any, table: Extracted, rows: Sequence[Row], grid: Iterable[Sequence[str]], mark: str
) -> int:
    """Take over a page as an editor left it; give how many cells changed. Raises ValidationError.

    `rows` are those of the page as the recipe gave them. What was set before stays on record.
    """
    insist(user, "card.edit")
    with transaction.atomic():
        Extracted.objects.select_for_update().get(pk=table.pk)
        if mark != mark_of(table, rows):
            raise ValidationError(STALE)
        try:
            told = corrections_in(recipe_of(str(table.recipe)), rows, grid)
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault
        works = {row.id: row.work for row in rows}
        before = {
            (one.row, one.column): one
            for one in Mending.objects.filter(table=table, stands=True, row__in=works)
        }
        wanted = {(one.id, one.column): one for one in told}
        changed = [key for key in before.keys() | wanted.keys()
                   if key not in before or key not in wanted or before[key].now != wanted[key].now]  # fmt: skip
        for key in sorted(changed):
            if key in before:
                before[key].stands = False
                before[key].save(update_fields=["stands"])
            if key in wanted:
                one = wanted[key]
                Mending.objects.create(
                    table=table, row=one.id, work=works[one.id], column=one.column, was=one.was,
                    now=one.now, quotation=one.quotation, who=user,
                )  # fmt: skip
        if changed:
            cells = [f"{row} {column}" for row, column in sorted(changed)]
            write(user, "card.edit", f"Extracted:{table.pk}", mended=cells)
    return len(changed)
