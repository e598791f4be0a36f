"""The measure of tables: how wide each column is, how small the type must be, and whether the page is turned."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from fangzhi.model.manuscript import Table

PORTRAIT = 378.0
"""Width of the text, in points: 36 characters of 10.5 pt."""
LANDSCAPE = 623.0
"""Width of the text on a turned page, in points."""
SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
SMALLEST = 5.0
"""Below this nobody reads a table; it is still set whole, and a finding says so."""
INSET = 6.5
MOST_HEADER_ROWS = 6

_NUMBER = re.compile(r"[\s+\-−–±]*[\d０-９][\d０-９,，.．\s]*[%％‰]?[\s*＊△▲①-⑳]*|[-—–…·、/／\s]+")


@dataclass(frozen=True)
class Plan:
    """How a table is set: type size and column widths in points, on a turned page or not."""

    size: float
    widths: tuple[float, ...]
    turned: bool = False


def ems(words: str) -> float:
    """Estimate the width of words in ems: a Chinese character 1, a Latin letter or digit 0.55."""
    return sum(
        1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55 for character in words
    )


def is_number(words: str) -> bool:
    """Say whether a cell holds a figure (or the dash that stands for none)."""
    return bool(words.strip()) and bool(_NUMBER.fullmatch(words.strip()))


def header_rows(table: Table) -> int:
    """Give how many rows repeat: those marked, else the rows of words above the first figures.

    Word files seldom mark them. Rows that a merged cell reaches into belong to the header.
    """
    head = table.header_rows or _guessed(table)
    for cell in sorted(table.cells, key=lambda cell: cell.row):
        if cell.row < head:
            head = max(head, cell.row + cell.row_span)
    return head if head < table.rows and head <= MOST_HEADER_ROWS else 0


def _guessed(table: Table) -> int:
    first = [cell.text.text for cell in table.cells if cell.row == 0]
    worded = bool(first) and not any(is_number(words) for words in first if words.strip())
    return 1 if worded and table.rows > 2 else 0


def plan(table: Table) -> Plan:
    """Choose size and widths so that the whole table fits the page and no cell is cut."""
    natural, least = _needs(table)
    count = max(1, table.columns)
    for available, turned in ((PORTRAIT, False), (LANDSCAPE, True)):
        room = available - count * INSET
        for size in SIZES:
            if sum(least) * size <= room:
                widths = _shared(natural, least, room / size)
                return Plan(size, tuple(width * size + INSET for width in widths), turned)
    inset = min(INSET, LANDSCAPE / count / 3)
    size = (LANDSCAPE - count * inset) / sum(least)
    return Plan(size, tuple(width * size + inset for width in least), True)


def _needs(table: Table) -> tuple[list[float], list[float]]:
    """Give each column's natural and least width in ems."""
    natural = [1.0] * max(1, table.columns)
    least = [1.0] * max(1, table.columns)
    for cell in sorted(table.cells, key=lambda cell: cell.column_span):
        lines = cell.text.text.split("\n")
        wide = max(ems(line) for line in lines)
        tight = max(_tight(line) for line in lines)
        if cell.tables:
            wide, tight = max(wide, 16.0), max(tight, 10.0)
        columns = range(cell.column, min(cell.column + cell.column_span, len(natural)))
        for sizes, need in ((natural, wide), (least, tight)):
            lack = need - sum(sizes[column] for column in columns)
            if lack > 0 and columns:
                for column in columns:
                    sizes[column] += lack / len(columns)
    return [max(pair) for pair in zip(natural, least, strict=True)], least


def _tight(line: str) -> float:
    """Give the width below which a line breaks badly: its longest word, or a few characters."""
    words = re.findall(r"[!-~]+", line)
    longest = max((ems(word) for word in words), default=0.0)
    return max(longest + 0.2, min(ems(line), 4.0))


def _shared(natural: list[float], least: list[float], room: float) -> list[float]:
    spare = room - sum(natural)
    if spare >= 0:
        return [width + spare * width / sum(natural) for width in natural]
    over = room - sum(least)
    more = [wide - tight for wide, tight in zip(natural, least, strict=True)]
    return [tight + over * extra / sum(more) for tight, extra in zip(least, more, strict=True)]


def number_pads(table: Table, chosen: Plan) -> list[float]:
    """Give for each column how far its figures keep from the right, so that they stand under
    the middle of their head and still end in one line."""
    widest = [0.0] * len(chosen.widths)
    for cell in table.cells:
        if cell.column_span == 1 and cell.column < len(widest) and is_number(cell.text.text):
            widest[cell.column] = max(widest[cell.column], ems(cell.text.text.strip()))
    return [
        max(3.0, (width - figures * chosen.size) / 2) if figures else 3.0
        for width, figures in zip(chosen.widths, widest, strict=True)
    ]
