"""Beside (表旁): a text and the table next to it, read together: whose row and column a figure names.

Labels are open words: the name of a row stands right before a figure (班线客运268万人次), or a row is
named in the sentence and a column right before the figure (县医院门急诊38万人次，出院2万人次). A text
that agrees with the table in one figure is about it; where no cell of that name bears a figure out,
the two disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.records.compare import Conflict, alike, conflict_of
from fangzhi.facts.records.readings import Reading, readings, value_of
from fangzhi.facts.records.record import Record
from fangzhi.facts.records.setting import Setting
from fangzhi.facts.records.words import WEIGHTS, Unit, unit_named
from fangzhi.facts.tables import Grid, grid_of, squeezed
from fangzhi.model.manuscript import Table
from fangzhi.model.text import Text

NEAR: Final = 5
"""How many blocks before and behind a table its text may stand."""
_BREAKS: Final = "，、；。：:！？\n,;"
_SCALED: Final = re.compile(r"(万亿|亿|百万|千万|万|千|百)?(.+)")
_UNIT_OF: Final = re.compile(r"[（(/／]([^（）()]{1,8})[）)]?$")
_DIGITS: Final = re.compile(r"\d{1,3}(?:[ ,\u2009]\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
_WORN: Final = re.compile("^(?:其中|内|#)[:：]?|^[一二三四五六七八九十]+、|[“”‘’]")
_TAIL: Final = re.compile("(?:只|仅|了|共有?|有|为|达到?|是|计|得|各|约|的|分别|数|总数)+$")
_LEADS: Final = re.compile(
    "(?:^|[年月日末底初内中，]|全[县市区镇乡村州旗]|其中|收购|供应|完成|实现|种植|生产|销售|产|含|计|共|有|由|以|和|及|与)$"
)
_SERIES: Final = frozenset(
    "合计 总计 共计 小计 年份 年度 指标 项目 备注 数量 数值 其他 其它 单位".split()
)
_OTHERS: Final = re.compile(
    "比上年|同比|增[加长]|减少|下降|新增|净增|累计|计划|目标|任务|预计|原有|曾|上年|其余|每|平均|人均|以上|合[起并]"
)
_OWN: Final = re.compile(
    r"\d+|[年月日末底初内中]|全[县市区镇乡村州旗]|其中|共|[有计达为实现完成约各另]|总(?=$)"
)
_OF_ALL: Final = re.compile("全[县市区镇乡村州旗]|各级各类|合计|总计|共")
_NOT_LEVEL: Final = re.compile("增长|增减|增幅|同比|比上年|比重|占|名次|位次|指数")
_FIGURE: Final = re.compile(r"\d")
_LEAST: Final = 2
_TELLING: Final = 3


class Prose(msgspec.Struct, frozen=True):
    """A text with its place among the blocks of its document."""

    at: int
    block: Text
    setting: Setting


class Beside(msgspec.Struct, frozen=True):
    """A table with the texts near it."""

    table: Table
    setting: Setting
    texts: tuple[Prose, ...]


class _Cell(msgspec.Struct, frozen=True):
    row: int
    column: int
    digits: str
    weight: int
    unit: Unit | None
    block: Text
    start: int
    end: int


class _Claim(msgspec.Struct, frozen=True):
    """A figure with the cells its words lead to; `firm` where nothing else stands in the label."""

    reading: Reading
    cells: tuple[_Cell, ...]
    firm: bool


def beside(pairs: Iterable[Beside], known: Iterable[Conflict] = ()) -> list[Conflict]:
    """Give the figures that the table next to their text tells otherwise, each once."""
    taken = {(r.block.id, r.start) for c in known for r in (c.doubtful, c.other)}
    found: list[Conflict] = []
    for pair in pairs:
        if not any(_FIGURE.search(prose.block.text) for prose in pair.texts):
            continue
        board = _board_of(pair.table, pair.setting)
        for prose in pair.texts if board.rows else ():
            for conflict in board.against(prose):
                spots = {(r.block.id, r.start) for r in (conflict.doubtful, conflict.other)}
                if not spots & taken:
                    taken |= spots
                    found.append(conflict)
    return found


class _Board:
    """A table by the names of its rows and columns."""

    def __init__(self, table: Table, setting: Setting) -> None:
        self.table, self.setting = table, setting
        self.grid: Grid = grid_of(table)
        self.cells: dict[tuple[int, int], _Cell] = {}
        self.rows: dict[str, list[int]] = {}
        self.years: dict[int, list[int]] = {}
        self.heads: dict[str, list[int]] = {}
        self.totals = [row.index for row in self.grid.rows if row.total][:1]
        title = table.title.text if table.title is not None else ""
        years = set(re.findall(r"(?:1[89]|20)\d\d", title))
        self.year = int(years.pop()) if len(years) == 1 else 0 if years else setting.year
        for column in self.grid.columns:
            if _NOT_LEVEL.search(column.header):
                continue
            name = _named(column.last)
            if len(name) >= _LEAST and name not in _SERIES:
                self.heads.setdefault(name, []).append(column.index)
            for row in self.grid.rows:
                self._keep(row.index, column.index, self.grid.unit_of(column), row.label)
        for row in self.grid.rows:
            if row.year:
                self.years.setdefault(row.year, []).append(row.index)
            elif not row.total and len(name := _named(row.label)) >= _LEAST and name not in _SERIES:
                self.rows.setdefault(name, []).append(row.index)
        if not self.cells:
            self.rows = {}
        elif self.years and not self.rows:
            self.rows = {"\0": []}  # by years alone

    def _keep(self, row: int, column: int, unit: str, label: str) -> None:
        if self.grid.number(row, column) is None:
            return
        text = self.grid.cell(row, column).text
        printed = text.text.strip()
        if _DIGITS.fullmatch(printed) is None:
            return
        start = text.text.find(printed)
        own = _UNIT_OF.search(label)
        of_row = _unit(own[1]) if own is not None else (None, 0)
        known, weight = of_row if of_row[0] is not None else _unit(unit)
        self.cells[row, column] = _Cell(
            row, column, re.sub(r"\s", "", printed), weight, known, text, start,
            start + len(printed),
        )  # fmt: skip

    def against(self, prose: Prose) -> Iterator[Conflict]:
        """Give the figures of a text that no cell of their name bears out, where another does."""
        text = prose.block.text
        by_name = any(name in text for name in self.rows)
        by_year = any(str(year) in text for year in self.years)
        if not (by_name or by_year):
            return
        told = [r for r in readings(text, prose.setting.year) if not r.rough and r.unit.name]
        whole = {r.opens for r in told if self._is_total(r)}
        claims = [claim for r in told if (claim := self._claim(text, r, r.opens in whole))]
        odd = [c for c in claims if not self._bears(c)]
        if not odd or (len(claims) == len(odd) and not any(map(self._told_here, told))):
            return
        agreeing = len(claims) - len(odd)
        for claim in odd:
            cell = claim.cells[0]
            near = _is_slip(claim.reading, cell)
            if len(claim.cells) > 1 or not (near or (claim.firm and agreeing > len(odd))):
                continue
            like = _record(claim.reading, prose, text)
            other = msgspec.structs.replace(
                like, digits=cell.digits, weight=cell.weight, unit=cell.unit or like.unit,
                block=cell.block, start=cell.start, end=cell.end,
                table=self.table.id, doc=self.setting.doc, section=self.setting.section,
            )  # fmt: skip
            yield conflict_of(like, other, ())

    def _bears(self, claim: _Claim) -> bool:
        """Tell whether a cell that a claim leads to bears it out, or the sum of its column."""
        columns = {cell.column for cell in claim.cells}
        sums = (c for (row, column), c in self.cells.items()
                if row in self.totals and column in columns)  # fmt: skip
        return any(_same(claim.reading, cell) for cell in (*claim.cells, *sums))

    def _told_here(self, reading: Reading) -> bool:
        """Tell whether a figure of two places or more is one of the table's totals."""
        if len(re.sub(r"\D", "", reading.digits).strip("0")) < _LEAST:
            return False
        return any(_same(reading, c) for c in self.cells.values() if c.unit is not None)

    def _is_total(self, reading: Reading) -> bool:
        """Tell whether a figure of three digits or more is one of the table's line of sums."""
        if len(re.sub(r"\D", "", reading.digits)) < _TELLING:
            return False
        return any(_same(reading, c) for c in self.cells.values() if c.row in self.totals)

    def _claim(self, text: str, r: Reading, whole: bool) -> _Claim | None:
        opens = max(text.rfind(c, 0, r.start) for c in _BREAKS) + 1
        words = text[opens : r.start]
        digit = max((i for i, c in enumerate(words) if c.isdigit()), default=-1)
        label = _TAIL.sub("", words[digit + 1 :].strip("（( 　"))
        if _OTHERS.search(words) or not label:
            return None
        year = r.year or self.setting.year
        in_year = not (self.year and year and year != self.year) or bool(self.years)
        if not in_year:
            return None
        for k in range(min(len(label), 12), _LEAST - 1, -1):
            name, lead = label[-k:], label[:-k]
            if name in self.rows:
                return self._of(r, self.rows[name], None, lead)
            if name in self.heads:
                own = _OWN.sub("", lead)
                if len(own) >= _LEAST and not self._row_in(own):
                    continue  # 中等职业学校1所 is no figure of the row named before (普通高中)
                rows = self._row_before(text, r) or self._row_in(lead)
                if not rows:
                    rows = self.years.get(r.year, []) if r.own or r.year else []
                of_all = whole or _OF_ALL.search(text, r.opens, r.start)
                if not rows and not self.years and of_all:
                    rows = self.totals
                if rows:
                    return self._of(r, rows, self.heads[name], lead)
        return None

    def _row_in(self, lead: str) -> list[int]:
        return next((rows for name, rows in self.rows.items() if lead.endswith(name)), [])

    def _row_before(self, text: str, r: Reading) -> list[int]:
        """The row that the sentence named last before a figure."""
        found = [(at, len(name), rows) for name, rows in self.rows.items()
                 if (at := text.rfind(name, r.opens, r.start)) >= 0]  # fmt: skip
        return max(found)[2] if found else []

    def _of(
        self, r: Reading, rows: Sequence[int], columns: Sequence[int] | None, lead: str
    ) -> _Claim | None:
        cells = [
            cell for (row, column), cell in self.cells.items()
            if row in rows and (columns is None or column in columns)
            and (cell.unit is None or cell.unit.base == r.unit.base)
        ]  # fmt: skip
        if any(c.unit is not None for c in cells):
            cells = [c for c in cells if c.unit is not None]
        return _Claim(r, tuple(cells), _LEADS.search(lead) is not None) if cells else None


@lru_cache(maxsize=32)
def _board_of(table: Table, setting: Setting) -> _Board:
    """Give a table by its names; kept, for an entry is checked again and again while it is written."""
    return _Board(table, setting)


def _named(label: str) -> str:
    """The name in a label of a row or head, without the unit in its brackets."""
    label = _WORN.sub("", squeezed(label))
    unit = _UNIT_OF.search(label)
    return label[: unit.start()] if unit is not None and _unit(unit[1])[0] is not None else label


def _unit(name: str) -> tuple[Unit | None, int]:
    found = _SCALED.fullmatch(name.strip())
    if found is None:
        return None, 0
    whole = unit_named(name.strip())
    return (whole, 0) if whole is not None else (unit_named(found[2]), WEIGHTS[found[1]])


def _same(r: Reading, cell: _Cell) -> bool:
    unit = cell.unit or r.unit
    weight = cell.weight if cell.unit is not None else 0
    return alike((r.digits, r.weight, r.unit), (cell.digits, weight, unit)) or (
        cell.unit is None and _plain(r.digits) == _plain(cell.digits)
    )


def _plain(digits: str) -> str:
    number = re.sub(r"[^\d.]", "", digits)
    return number.rstrip("0").rstrip(".") if "." in number else number


def _is_slip(r: Reading, cell: _Cell) -> bool:
    """Tell whether two figures differ as a slip of the pen does: digits moved, or one of them."""
    one = value_of(r.digits, r.weight, r.unit)[0]
    other = value_of(cell.digits, cell.weight, cell.unit or r.unit)[0]
    a, b = (re.sub(r"\D", "", f"{v.normalize():f}").strip("0") for v in (one, other))
    if one == 0 or other == 0 or max(one, other) >= 10 * min(one, other) or len(a) != len(b):
        return False
    return sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _record(r: Reading, prose: Prose, text: str) -> Record:
    """A figure of a text as it is shown to a person."""
    setting = prose.setting
    label = re.split(f"[{_BREAKS}（）()\\d]", text[max(0, r.start - 12) : r.start])[-1]
    return Record(
        setting.place, "", _TAIL.sub("", label) or r.unit.name, "", True, (), r.year, "", r.digits,
        r.weight, r.unit, prose.block, r.start, r.end, setting.doc, setting.standing, "", False,
        setting.section,
    )  # fmt: skip
