"""What editors corrected in extracted rows: kept as lines of a file, put on again at every run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from fangzhi.library.extract.recipe import Recipe
from fangzhi.library.extract.rows import Row

VERDICT, NOTE = "审定", "说明"
VERDICTS = ("取", "不取")
HEADS = ("代号", "栏", "原作", "改作", "所据原文")
_SIGNS = str.maketrans("\t\r\n", "   ")


class Correction(msgspec.Struct, frozen=True):
    """One cell that an editor set: the row's id, the column, what stood there, what stands now.

    `column` is a slot, VERDICT or NOTE. `quotation` lets a person find the place again.
    """

    id: str
    column: str
    was: str
    now: str
    quotation: str = ""


class Applied(msgspec.Struct, frozen=True):
    """Rows with corrections put on; `lost` are corrections whose row no longer comes out."""

    rows: tuple[Row, ...]
    lost: tuple[Correction, ...]


def apply(rows: Iterable[Row], corrections: Iterable[Correction]) -> Applied:
    """Put corrections on rows. Where the words have changed since, the row says so instead."""
    by_row: dict[str, list[Correction]] = {}
    for one in corrections:
        by_row.setdefault(one.id, []).append(one)
    made = [_applied(row, by_row.pop(row.id, [])) for row in rows]
    return Applied(tuple(made), tuple(one for left in by_row.values() for one in left))


def _applied(row: Row, corrections: Sequence[Correction]) -> Row:
    slots, mended, verdict, note = dict(row.slots), {}, row.verdict, row.note
    values = dict(row.values)
    for one in corrections:
        if one.column == VERDICT:
            verdict = one.now
        elif one.column == NOTE:
            note = one.now
        elif row.slots.get(one.column, "") == one.was:
            slots[one.column], mended[one.column] = one.now, one.was
            values.pop(one.column, None)
        else:
            said = f"“{one.column}”曾由“{one.was}”改作“{one.now}”，现在是“{row.slots.get(one.column, '')}”，请再核"
            note = f"{note}；{said}" if note else said
    return msgspec.structs.replace(
        row, slots=slots, values=values, mended=mended, verdict=verdict, note=note
    )


def corrections_in(
    recipe: Recipe, rows: Sequence[Row], grid: Iterable[Sequence[str]]
) -> list[Correction]:
    """Read what was changed in an edited table; `rows` are the rows as they come without it.

    Raises ValueError in Chinese for a table that has no such columns. Rows that the table no
    longer holds are left as they are: a refusal is said by 不取, never by deleting a line.
    """
    known = {row.id: row for row in rows}
    at: dict[str, int] = {}
    found: list[Correction] = []
    for cells in grid:
        words = [cell.strip() for cell in cells]
        if "代号" in words and VERDICT in words:
            at = {head: n for n, head in enumerate(words) if head}
        elif at and (row := known.get(words[at["代号"]])) is not None:
            told = {head: words[n] if n < len(words) else "" for head, n in at.items()}
            found += _changed(recipe, row, told)
    if not at:
        raise ValueError("表里没有“代号”和“审定”两栏，不是提取写出的表。")
    return found


def _changed(recipe: Recipe, row: Row, told: dict[str, str]) -> Iterable[Correction]:
    verdict = told.get(VERDICT, "")
    if verdict and verdict not in VERDICTS:
        raise ValueError(f"代号 {row.id} 的审定写了“{verdict}”；只能写 取 或 不取。")
    if verdict:
        yield Correction(row.id, VERDICT, "", verdict, row.quotation)
    if told.get(NOTE, "") not in ("", row.note):
        yield Correction(row.id, NOTE, row.note, told[NOTE], row.quotation)
    for name in recipe.columns:
        was = row.slots.get(name, "")
        if name in told and told[name] != was:
            yield Correction(row.id, name, was, told[name], row.quotation)


def written(corrections: Iterable[Correction]) -> str:
    """Give corrections as a table of lines, in the order of ids; the same for the same contents."""
    lines = ["\t".join(HEADS)]
    for one in sorted(corrections, key=lambda c: (c.id, c.column)):
        cells = (one.id, one.column, one.was, one.now, one.quotation)
        lines.append("\t".join(cell.translate(_SIGNS) for cell in cells))
    return "\n".join(lines) + "\n"


def read(text: str) -> list[Correction]:
    """Read back what `written` gave; raise ValueError in Chinese for a line that is none."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if not line.strip() or cells[0] == HEADS[0]:
            continue
        if len(cells) < 4:
            raise ValueError(f"审定记录第 {number} 行不全，应有 {'、'.join(HEADS)}。")
        found.append(Correction(*[*cells, ""][:5]))
    return found
