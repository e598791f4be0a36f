"""Years in the rows of tables (校名, 创办年份; 姓名, 授予年份) against what prose says of the same name.

A year is doubted where a sentence that names the row tells the same doing with a year that differs
as a slip of the pen does, and no text bears the cell out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.lives import KIN_TOLD
from fangzhi.facts.records.beside import Beside
from fangzhi.facts.records.events import Clash, Happening, clash_of
from fangzhi.facts.records.retold import one_part_slips
from fangzhi.facts.records.setting import Setting, bare_name
from fangzhi.facts.tables import grid_of, squeezed
from fangzhi.model.text import Text

_YEAR_CELL: Final = re.compile(r"\s*(\d{4})年?\s*")
_YEAR: Final = re.compile(r"(?<!\d)(1\d{3}|20\d\d)年(?![代级度])")
_NAME: Final = re.compile("[一-鿿]{2,16}")
_DOINGS: Final = tuple(
    re.compile(words)
    for words in (
        "建|办|创|设|成立|开业|投产|始|立",
        "出?生",
        "卒|逝|故|牺牲|殉|就义|阵亡",
        "授|获|评|荣|命名|表彰|称号",
        "公布|列|批准|核定|认定|入选",
        "迁|搬",
        "改|更名|易名",
        "撤|并|停",
        "任(?!务)|长|当选",
        "入党|入伍|参军|参加",
    )
)
_WORN: Final = re.compile("年份|年度|时间|日期|年月|年|[（(].*")
_STOPS: Final = re.compile("[。！？；\n]")
_NEAR: Final = 40
_BEFORE: Final = 10
_LEAST: Final = 0.6
_MOST: Final = 3000
_SHORTEST: Final = 2


class _Row(msgspec.Struct, frozen=True):
    """A row's name, the doing its column is of, and the year with its cell."""

    name: str
    doing: int
    year: int
    cell: Text
    words: str
    setting: Setting


class _Told(msgspec.Struct, frozen=True):
    row: _Row
    year: int
    block: Text
    setting: Setting
    start: int
    end: int


def row_years(
    tables: Iterable[Beside], texts: Sequence[tuple[Text, Setting]], known: Iterable[Clash]
) -> list[Clash]:
    """Give the years of tables that prose tells otherwise, beside the known."""
    rows: dict[str, list[_Row]] = {}
    for pair in tables:
        for row in _rows(pair):
            rows.setdefault(row.name, []).append(row)
    if not rows or len(rows) > _MOST:
        return []
    taken = {(e.block.id, e.start) for c in known for e in (c.doubtful, c.other, *c.agreeing)}
    names = re.compile("|".join(sorted(map(re.escape, rows), key=lambda n: (-len(n), n))))
    borne: dict[int, _Told] = {}
    odd: list[_Told] = []
    for block, setting in texts:
        if setting.standing == "prior" or _YEAR.search(block.text) is None:
            continue
        for told in _of_text(block, setting, names, rows):
            if told.year == told.row.year:
                borne.setdefault(id(told.row), told)
            else:
                odd.append(told)
    clashes = []
    for told in odd:
        row, bears = told.row, borne.get(id(told.row))
        spots = {(row.cell.id, 0), (told.block.id, told.start)}
        if spots & taken or (bears is not None and bears.block.id == told.block.id):
            continue
        taken |= spots
        cell = _happening(row, row.year, row.cell, row.setting, 0, len(row.cell.text))
        prose = _happening(row, told.year, told.block, told.setting, told.start, told.end)
        clashes.append(clash_of(prose, (cell,)) if bears else clash_of(cell, (prose,)))
    return clashes


def _rows(pair: Beside) -> Iterator[_Row]:
    """The rows of a table that has a name and a year of a doing we know."""
    grid = grid_of(pair.table)
    height = max((c.row + c.row_span for c in pair.table.cells), default=0)
    width = max((c.column for c in pair.table.cells), default=0)
    body = grid.body if grid.body < height else 1
    labels = {
        row: _label(squeezed(grid.text(row, c)) for c in range(2)) for row in range(body, height)
    }
    for c in range(1, width + 1):
        head = grid.header(c) if grid.body < height else grid.text(0, c)
        words = _WORN.sub("", squeezed(head))
        doing = next((n for n, d in enumerate(_DOINGS) if words and d.search(words)), -1)
        years = {row: m for row in labels if (m := _YEAR_CELL.fullmatch(grid.text(row, c)))}
        if doing < 0 or len(years) < _LEAST * len(labels):
            continue
        for row, m in years.items():
            if labels[row]:
                name = _short(labels[row], pair.setting.area)
                yield _Row(name, doing, int(m[1]), grid.cell(row, c).text, words, pair.setting)


def _short(label: str, area: str) -> str:
    """Give a name as prose of the place says it: 茭泾水泥制品厂 in 茭泾镇 is 水泥制品厂."""
    name = bare_name(label, area)
    stem = area[:-1]
    if len(stem) > 1 and name.startswith(stem) and len(name) - len(stem) > _SHORTEST:
        name = name[len(stem) :]
    return name if len(name) > 1 else label


def _label(cells: Iterable[str]) -> str:
    return next((text for text in cells if _NAME.fullmatch(text)), "")


def _of_text(
    block: Text, setting: Setting, names: re.Pattern[str], rows: dict[str, list[_Row]]
) -> Iterator[_Told]:
    """Give the years that a text says of the names of rows, right or a slip away from the cell."""
    text = block.text
    found = list(names.finditer(text))
    said = {int(m[1]) for m in _YEAR.finditer(text)} if found else set()
    for at, m in enumerate(found):
        opens = opening(text, m.start(), "。！？；\n")
        far = min(len(text), m.end() + _NEAR)
        stop = _STOPS.search(text, m.end(), far)
        ends = stop.start() if stop is not None else far
        if at + 1 < len(found):
            ends = min(ends, max(m.end(), found[at + 1].start() - 1))
        clause = opening(text, m.start(), "。！？；\n，、")
        low = max(clause, m.start() - _BEFORE, found[at - 1].end() if at else 0)
        for row in rows[m.group()]:
            if row.year in said:
                yield _Told(row, row.year, block, setting, 0, 0)
                continue
            if KIN_TOLD.search(text, opens, ends):
                continue
            near = [y for y in _YEAR.finditer(text, low, ends) if _tells(text, row, y, ends)]
            if len(near) == 1 and one_part_slips((row.year, 0, 0), (int(near[0][1]), 0, 0)):
                start, end = near[0].span()
                yield _Told(row, int(near[0][1]), block, setting, start, end)


def _tells(text: str, row: _Row, year: re.Match[str], ends: int) -> bool:
    """Tell whether the clause of a year says the doing that the column is of."""
    clause = re.split("[，、（）]", text[year.end() : ends], maxsplit=1)[0][:14]
    doing = _DOINGS[row.doing]
    return (
        doing.search(clause) or doing.search(text[max(0, year.start() - 3) : year.start()])
    ) is not None


def _happening(
    row: _Row, year: int, block: Text, setting: Setting, start: int, end: int
) -> Happening:
    return Happening(
        row.name, row.words, True, (year, 0, 0), "", block, start, end, setting.doc,
        setting.section, setting.standing, row.words,
    )  # fmt: skip
