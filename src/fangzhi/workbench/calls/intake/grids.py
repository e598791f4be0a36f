"""Photographed tables: cells that a person typed beside the picture, and sums that check them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from msgspec.structs import replace

from fangzhi.collect.pages import engine
from fangzhi.collect.readers import RECOGNITION_LIMITS
from fangzhi.files.child import Failure, GuardedPool
from fangzhi.model.manuscript import Cell, Manuscript, Table
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id
from fangzhi.project.calling.call import Form
from fangzhi.project.calling.codes import squeezed
from fangzhi.project.calling.incoming.filled import Filled, form_filled
from fangzhi.workbench.calls.models import HandFile, PhotoTable

MOST_ROWS, MOST_COLUMNS = 60, 16
_TOTAL = re.compile(r"^(合计|总计|总数|共计|全县|全市|全省|全区|小计)$")
_NUMBER = re.compile(r"[-−]?[\d,，]*\.?\d+")
Rows = list[list[str]]


def numbered(words: str) -> Decimal | None:
    """Give the number that a cell says, None where it says none."""
    plain = words.strip().replace(",", "").replace("，", "").replace("−", "-")
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def sums(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Say for each total row and column whether it is the sum of the others, with the arithmetic."""
    if len(rows) < 2:
        return ()
    head, *body = rows
    said = [*_down(head, body)]
    turned = [list(column) for column in zip(*rows, strict=False)]
    # the first column names the rows; it is no figure
    said += _down([row[0] if row else "" for row in rows], turned[1:], across=True)
    return tuple(said)


def _down(
    names: Sequence[str], body: Sequence[Sequence[str]], *, across: bool = False
) -> Iterator[str]:
    total = next((row for row in body if row and _is_total(row[0])), None)
    if total is None:
        return
    others = [row for row in body if row is not total and not (row and _is_total(row[0]))]
    for at in range(1, len(total)):
        told = numbered(total[at])
        parts = [number for row in others if at < len(row)
                 and (number := numbered(row[at])) is not None]  # fmt: skip
        if told is None or not parts:
            continue
        name = names[at].strip() if at < len(names) else ""
        kind = "行" if across else "列"
        where = f"“{name}”一{kind}" if name else f"第{at + 1}{kind}"
        made = sum(parts, Decimal(0))
        added = "＋".join(f"{part}" for part in parts[:6]) + ("…" if len(parts) > 6 else "")
        if made == told:
            yield f"{where}：{added}＝{made}，与{total[0].strip()}相符。"
        else:
            yield f"{where}：{added}＝{made}，{total[0].strip()}写的是{told}，差{abs(made - told)}，请核对。"


def _is_total(words: str) -> bool:
    return bool(_TOTAL.match("".join(words.split())))


def tidy(cells: Sequence[Sequence[str]]) -> Rows:
    """Give the typed cells without empty rows and columns at the end, all rows alike wide."""
    rows = [[" ".join(words.split())[:500] for words in row][:MOST_COLUMNS] for row in cells]
    rows = rows[:MOST_ROWS]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((at + 1 for row in rows for at, words in enumerate(row) if words), default=0)
    return [(row + [""] * width)[:width] for row in rows]


def proposal(picture: Path) -> Rows:
    """Give the cells that recognition proposes, read in a child process; nothing without an engine."""
    if not engine.available():
        return []
    with GuardedPool(proposed, list[list[str]], 1, RECOGNITION_LIMITS, warm=(__name__,)) as pool:
        answer = next(iter(pool.map([(picture,)])))
    return [] if isinstance(answer, Failure) else answer


def proposed(picture: Path) -> Rows:
    """Give the words of a picture row by row; runs in the child process."""
    lines = sorted(
        engine.recognize(picture.read_bytes(), 1000.0, 1000.0), key=lambda line: -line.top
    )
    found: list[list[tuple[float, str]]] = []
    middle = 0.0
    for line in lines:
        here = (line.top + line.bottom) / 2
        if not found or middle - here > max(line.size, 6.0) * 0.6:
            found.append([])
            middle = here
        found[-1].append((line.left, line.text))
    return tidy([[words for _, words in sorted(row)] for row in found])


def with_tables(filled: Filled, files: Sequence[HandFile], forms: Sequence[Form]) -> Filled:
    """Put the confirmed tables of photographs into what was filled in: into the form of that title,
    else under the other words. What nobody confirmed stays out."""
    for file in files:
        grid: PhotoTable | None = getattr(file, "grid", None)
        if grid is None or grid.confirmed_at is None or not grid.rows or file.put_aside:
            continue
        table = table_of(file.digest, grid.title, grid.rows)
        form = next((f for f in forms if squeezed(f.title) == squeezed(grid.title)), None)
        if form is None:
            kept = tuple(block for block in filled.loose if block.id != table.id)
            filled = replace(filled, loose=(*kept, table))
            continue
        given = form_filled(form, table, grid.rows[1:])
        others = tuple(one for one in filled.forms if one.title != form.title)
        missing = tuple(title for title in filled.missing_forms if title != form.title)
        filled = replace(filled, forms=(*others, given), missing_forms=missing)
    return filled


def table_of(digest: str, title: str, rows: Sequence[Sequence[str]]) -> Table:
    """Make a table of typed cells; its ids come from the photograph's digest."""
    own = mint_id(digest, "photo-table", "")
    cells = tuple(
        Cell(at, column, Text(mint_id(own, "cell", f"{at}.{column}"), words))
        for at, row in enumerate(rows)
        for column, words in enumerate(row)
    )
    head = Text(mint_id(own, "title", ""), title, "caption") if title else None
    return Table(own, len(rows), len(rows[0]), cells, header_rows=1, title=head)


def source_with(source: Manuscript | None) -> Manuscript:
    """Give the manuscript that a hand-in's words belong to, an empty one where none came."""
    return source if source is not None else Manuscript()
