"""Run a recipe over what every colleague may read; give back the rows that may still be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django.utils import timezone

from fangzhi.library.extract.corrections import Correction, apply
from fangzhi.library.extract.recipe import Recipe, recipe_of
from fangzhi.library.extract.rows import Row, extract, wanted
from fangzhi.library.reuse.between import Source
from fangzhi.model.value import read_json
from fangzhi.project.comparing.extracting import DataSet
from fangzhi.workbench.people.rights import insist
from fangzhi.workbench.reading.models import Extracted, Mending
from fangzhi.workbench.reading.shelf import asking
from fangzhi.workbench.reading.shelf.scope import Scope, house_scope

MOST = 20_000
"""Rows that one data set holds."""


class Kept(msgspec.Struct, frozen=True):
    """A row as kept: with the sum of its words in the stream, by which it is known to stand there."""

    row: Row
    sum: str


class _Rows(msgspec.Struct, frozen=True):
    rows: tuple[Kept, ...] = ()


def take_out(work: Any, table: Extracted) -> str:
    """Run the recipe of a data set in the background; keep its rows."""
    insist(work.user, "card.edit")
    recipe, scope = recipe_of(str(table.recipe)), house_scope()
    found: list[Kept] = []
    for row in extract(recipe, _sources(scope, recipe, work)):
        words = asking.words(scope, row.work, row.start, row.end)
        if words is None:
            continue
        found.append(Kept(row, words.sum))
        if len(found) > MOST:
            table.told = f"超过{MOST}行，没有取。请在方案里写明 works 或 leaves，缩小范围。"
            table.save(update_fields=["told"])
            return str(table.told)
    table.told = DataSet(recipe, tuple(kept.row for kept in found), ()).sentence
    table.taken = timezone.now()
    table.save(update_fields=["told", "taken"])
    keep(table, tuple(found))
    return str(table.told)


def keep(table: Extracted, rows: tuple[Kept, ...]) -> None:
    """Keep these rows, and no others, as what the data set holds."""
    table.rows = msgspec.json.encode(_Rows(rows)).decode()
    table.save(update_fields=["rows"])


def _sources(scope: Scope, recipe: Recipe, work: Any) -> Iterator[Source]:
    works = [one for one in asking.works(scope) if wanted(recipe, one.title)]
    for number, one in enumerate(works):
        work.tell(number, len(works), f"正在读《{one.title}》")
        stream = asking.stream(scope, one.id)
        if stream is not None:
            yield Source(one.id, one.title, stream)


def kept_rows(table: Extracted) -> tuple[Kept, ...]:
    """Give every row that was taken, whoever may see it."""
    return read_json(str(table.rows).encode(), _Rows).rows if table.rows else ()


def in_scope(scope: Scope, kept: Iterable[Kept]) -> list[Kept]:
    """Keep the rows of works that are there for who asks."""
    return [one for one in kept if one.row.work in scope.ids]


def standing(scope: Scope, kept: Iterable[Kept]) -> list[Kept]:
    """Keep the rows whose words still stand where they were taken, open to who asks."""
    found = []
    for one in kept:
        words = asking.words(scope, one.row.work, one.row.start, one.row.end)
        if words is not None and words.sum == one.sum:
            found.append(one)
    return found


def mended(table: Extracted, kept: Iterable[Kept]) -> tuple[Row, ...]:
    """Put the corrections that stand on rows."""
    rows = [one.row for one in kept]
    ids = {row.id for row in rows}
    corrections = [
        Correction(one.row, one.column, one.was, one.now, one.quotation)
        for one in Mending.objects.filter(table=table, stands=True)
        if one.row in ids
    ]
    return apply(rows, corrections).rows
