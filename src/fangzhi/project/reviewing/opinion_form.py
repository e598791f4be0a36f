"""意见采纳情况表: opinions and answers as the trade's two-column Word form, and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from fangzhi.project.reviewing.office_form import Cell, Grid, OfficeForm, Words, form_docx
from fangzhi.project.reviewing.opinions import (
    LAYERS,
    VERDICTS,
    Opinion,
    is_settled,
    of_layer,
    tally_sentence,
)
from fangzhi.project.reviewing.spots import spot_words
from fangzhi.publish.press.xlsx import Sheet, workbook

TITLE = "意见采纳情况表"
COLUMNS = (
    ("编号", 8), ("审次", 7), ("页", 6), ("行", 8), ("原文", 28), ("意见", 44), ("提出人", 12),
    ("身份", 12), ("采纳情况", 11), ("理由", 36), ("答复人", 10), ("答复日期", 12),
)  # fmt: skip
"""Heads of the workbook, and how wide they are in characters."""


def opinions_docx(
    title: str, opinions: Sequence[Opinion], facts: tuple[tuple[str, str], ...] = ()
) -> bytes:
    """Give the two-column form (意见 | 采纳情况及理由), one table for each pen, in its color."""
    known = {layer.name for layer in LAYERS}
    others = sorted({one.layer for one in opinions} - known)
    grids = [_grid(layer.name, layer.pen, layer.color, opinions) for layer in LAYERS]
    grids += [_grid(name, "", "", opinions) for name in others]
    form = OfficeForm(
        TITLE,
        (("书稿", title), *facts),
        tally_sentence(opinions),
        tuple(grid for grid in grids if grid.rows),
        ("“部分采纳”“不采纳”须写明理由；空白的一栏表示还没有答复。",),
        ("主编", "审定"),
    )
    return form_docx(form)


def opinions_xlsx(opinions: Sequence[Opinion]) -> bytes:
    """Give the workbook: one row an opinion, answers to choose from a list."""
    sheet = Sheet(TITLE, widths=[float(width) for _, width in COLUMNS], frozen=True)
    heads = tuple(head for head, _ in COLUMNS)
    for number, row in enumerate((heads, *map(_row, opinions)), 1):
        for column, words in enumerate(row, 1):
            sheet.write(number, column, words, "list head" if number == 1 else "list")
    sheet.choices[heads.index("采纳情况") + 1] = VERDICTS
    sheet.choices[heads.index("审次") + 1] = tuple(layer.name for layer in LAYERS)
    return workbook([sheet])


def blank_xlsx(layer: str, reviewer: str, rows: int = 60) -> bytes:
    """Give an empty list for an expert to fill in, with the layer and name already there."""
    heads = ("序号", "页", "行", "原文", "意见", "提出人", "审次")
    sheet = Sheet("审稿意见", widths=[6.0, 7.0, 8.0, 30.0, 54.0, 12.0, 8.0], frozen=True)
    for number in range(rows + 1):
        row = heads if not number else (str(number), "", "", "", "", reviewer, layer)
        for column, words in enumerate(row, 1):
            sheet.write(number + 1, column, words, "list" if number else "list head")
    return workbook([sheet])


def _grid(name: str, pen: str, color: str, opinions: Sequence[Opinion]) -> Grid:
    own = of_layer(opinions, name)
    heading = f"{name}意见（{pen}）" if pen else f"{name}意见"
    rows = tuple((_said(number, one, color), _answered(one)) for number, one in enumerate(own, 1))
    return Grid(("意见", "采纳情况及理由"), (5, 4), rows, Words(heading, color, True))


def _said(number: int, opinion: Opinion, color: str) -> Cell:
    where = _where(opinion)
    by = opinion.reviewer + (f"（{opinion.role}）" if opinion.role else "")
    first, *more = opinion.text.split("\n")
    head: Cell = ((Words(f"{number}．{where}"),), (Words(first, color),))
    if not where:
        head = ((Words(f"{number}．"), Words(first, color)),)
    return (*head, *((Words(line, color),) for line in more), (Words(f"——{by}"),))


def _where(opinion: Opinion) -> str:
    parts = []
    if opinion.spot is not None:
        parts.append(spot_words(opinion.spot))
    words = opinion.quoted or (opinion.anchor.quotation if opinion.anchor is not None else "")
    if words:
        parts.append(f"“{words if len(words) <= 40 else words[:39] + '…'}”")
    return "　".join(parts)


def _answered(opinion: Opinion) -> Cell:
    answer = opinion.answer
    if answer is None:
        return ((Words(""),),)
    words = answer.verdict + (f"。{answer.reason}" if answer.reason else "")
    if not is_settled(opinion):
        words += "（尚缺理由）"
    return ((Words(words),), (Words(f"——{answer.who}　{answer.when[:10]}"),))


def _row(opinion: Opinion) -> tuple[str, ...]:
    spot, answer = opinion.spot, opinion.answer
    line = spot_words(spot).removeprefix(f"第{spot.page}页") if spot is not None else ""
    quoted = opinion.quoted or (opinion.anchor.quotation if opinion.anchor is not None else "")
    told = (answer.verdict, answer.reason, answer.who, answer.when) if answer else ("",) * 4
    page = str(spot.page) if spot is not None else ""
    return (opinion.id, opinion.layer, page, line, quoted, opinion.text, opinion.reviewer,
            opinion.role, *told)  # fmt: skip
