"""Totals that a table's stub shows: a heading row over its own rows, 其中 rows that divide it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.partitions import completes
from fangzhi.facts.tables import Column, Grid, Row

_RANKS: Final = (
    re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^\d{1,2}[.．、](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[）)]"),
)
_AMONG: Final = re.compile(r"^(?:其中|#|其|内)[：:]?")
_AGES: Final = re.compile(r"^(\d+)(?:[~～—–\-至](\d+))?(?:周?岁)?(?:及?以上)?$")


class Section(msgspec.Struct, frozen=True):
    """A row and the rows that it is the sum of."""

    head: Row
    parts: tuple[Row, ...]


class SectionSum(msgspec.Struct, frozen=True):
    """A section's figure in one column, and what its parts come to."""

    head: Row
    parts: tuple[Row, ...]
    column: int
    stated: Decimal
    added: Decimal


def wrong_sections(grid: Grid) -> Iterator[SectionSum]:
    """Give the figures that fail where the table's other figures bear its sections out."""
    columns = [c for c in grid.columns if c.additive]
    judged = {section.head.index: _judge(grid, section, columns) for section in sections(grid)}
    good = sum(fits for fits, _ in judged.values())
    bad = sum(len(wrong) for _, wrong in judged.values())
    for fits, wrong in judged.values():
        if good >= max(2, 2 * bad) and (fits or bad == 1):
            yield from wrong
    for section in divisions(grid):
        yield from _judge(grid, section, columns)[1]
    for section in _plain_divisions(grid):
        fits, wrong = _judge(grid, section, columns)
        if fits >= len(wrong):
            yield from wrong


def _judge(grid: Grid, section: Section, columns: Sequence[Column]) -> tuple[int, list[SectionSum]]:
    fits, wrong = 0, []
    for column in columns:
        stated = grid.number(section.head.index, column.index)
        numbers = [grid.number(r.index, column.index) for r in section.parts]
        known = [n for n in numbers if n is not None]
        unknown = any(
            n is None and grid.is_unknown(r.index, column.index)
            for n, r in zip(numbers, section.parts, strict=True)
        )
        if stated is None or len(known) < 2 or unknown:
            continue
        added = sum((n.value for n in known), Decimal(0))
        if abs(stated.value - added) <= grid.slack(column, [*known, stated]):
            fits += 1
        else:
            wrong.append(SectionSum(section.head, section.parts, column.index, stated.value, added))
    return fits, wrong


def sections(grid: Grid) -> Iterator[Section]:
    """Give each row that stands over rows of a lower rank (一、 over （一） over unnumbered) or
    over rows set further in, with the highest of those rows."""
    rows = [r for r in grid.rows if not (r.total or r.subtotal)]
    levels = _levels(rows)
    if levels is None:
        return
    for at, head in enumerate(rows):
        under = []
        for k in range(at + 1, len(rows)):
            if levels[k] <= levels[at]:
                break
            under.append(k)
        top = min((levels[k] for k in under), default=0)
        parts = tuple(rows[k] for k in under if levels[k] == top)
        if len(parts) > 1 and not any(r.among for r in parts) and not head.among:
            yield Section(head, parts)


def _levels(rows: Sequence[Row]) -> list[tuple[int, int]] | None:
    """How deep each row stands, by its number first and then by how far it is set in."""
    ranks = [_rank(r.label) for r in rows]
    if len({(rank, r.indent) for rank, r in zip(ranks, rows, strict=True)}) < 2:
        return None
    if rows and ranks[0] == len(_RANKS) and any(rank < len(_RANKS) for rank in ranks):
        return None  # rows before the first numbered one stand outside the numbering
    return [(rank, r.indent) for rank, r in zip(ranks, rows, strict=True)]


def _rank(label: str) -> int:
    return next((n for n, mark in enumerate(_RANKS) if mark.search(label)), len(_RANKS))


def divisions(grid: Grid) -> Iterator[Section]:
    """Give each row that the 其中 rows after it divide without rest (男 and 女, 城镇 and 乡村)."""
    rows = grid.rows
    for at, row in enumerate(rows):
        if not row.among:
            continue
        head = next((r for r in reversed(rows[:at]) if not _belongs(rows, r)), None)
        group = [row]
        for other in rows[at + 1 : at + 8]:
            if other.among or other.total or other.subtotal:
                break
            group.append(other)
        for length in range(len(group), 1, -1):
            parts = tuple(group[:length])
            names = [re.sub(r"[（(].*", "", _AMONG.sub("", r.label)) for r in parts]
            if head is not None and (completes(names) or _are_all_ages(names)):
                yield Section(head, parts)
                break


def _plain_divisions(grid: Grid) -> Iterator[Section]:
    """Give each row that the rows right below it divide without rest, with nothing to say so
    (地区生产总值, 第一产业, 第二产业, 第三产业)."""
    rows = grid.rows
    for at, head in enumerate(rows):
        for length in (4, 3, 2):
            parts = tuple(rows[at + 1 : at + 1 + length])
            plain = len(parts) == length and not any(
                r.among or r.total or r.subtotal for r in parts
            )
            names = [re.sub(r"[（(].*", "", r.label) for r in parts]
            if plain and not (head.total or head.among) and completes(names):
                if not any(completes([head.label, *names[:n]]) for n in range(1, length)):
                    yield Section(head, parts)
                break


def _belongs(rows: Sequence[Row], row: Row) -> bool:
    """Tell whether a row is part of a 其中 above it: said so, or set further in than the first."""
    return row.among or row.indent > rows[0].indent


def _are_all_ages(names: Sequence[str]) -> bool:
    """0~14岁, 15~64岁, 65岁及以上: every age once."""
    next_age = 0
    for at, name in enumerate(names):
        m = _AGES.fullmatch(name)
        if m is None or int(m[1]) != next_age:
            return False
        if m[2] is None:
            return at == len(names) - 1 and name.endswith("以上")
        next_age = int(m[2]) + 1
    return False
