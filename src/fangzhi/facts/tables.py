"""Tables (表) understood: headers, stubs, totals, units, and numbers as displayed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cached_property, lru_cache, wraps
from typing import Any, Final, TypeVar

import msgspec

from fangzhi.model.manuscript import Cell, Table

T = TypeVar("T")


def _words(text: str) -> list[str]:
    return text.split()


_NUMBER: Final = re.compile(
    r"(?P<sign>[-−－+＋])?(?P<digits>\d{1,3}(?:[,，\u2009 ]\d{3})+|\d+)(?P<decimals>\.\d+)?(?P<percent>[%％‰])?[①-⑳*※]*"
)
_NO_DIGIT: Final = re.compile(r"\D")
_BLANKS: Final = re.compile(r"\s+")
_ONE: Final = Decimal(1)
_BLANK: Final = frozenset(("", "-", "—", "－", "–", "——", "…", "……", "/", "／", "一", "0", "无"))
_DASHES: Final = frozenset(("-", "—", "－", "–", "——", "/", "／"))
_UNKNOWN: Final = frozenset(("…", "……", "...", "不详", "缺", "未统计"))
_TOTAL: Final = re.compile(
    r"^(?:全[县市省区镇乡村州国旗盟])?(?:合计|总计|共计|总合计|总数|计|总和)(?:数)?$|^全[县市省区镇乡村州旗盟年]$|^(?:全年|累计)(?:合计|累计|总计|小计)?$"
)
_SUBTOTAL: Final = re.compile(r"^(?:[^，]{0,8})小计$")
_OF_ALL: Final = re.compile(r"^总(?:人口|[\u4e00-\u9fff]{0,2}数)$|(?:合计|总计|年累计)$")
_YEAR: Final = re.compile(r"(?:1[0-9]\d\d|20\d\d)年?(?:末|底)?")
_HEAD_YEAR: Final = re.compile(r"(1[0-9]\d\d|20\d\d)")
_TABLE_UNIT: Final = re.compile(
    r"单位[：:]\s*([^（）()，,；;、\s]{1,8})[）)]?$|[（(]([^（）()，、\d]{1,4})[）)]$"
)
_UNIT_LIST: Final = re.compile(
    r"单位[：:]\s*([^（）()\s：:]{1,8}(?:[、，,；;][^（）()\s：:、，,；;]{1,8})+)\s*[）)]?\s*$"
)
_MEASURED: Final = tuple(
    (re.compile(heads), re.compile(units))
    for heads, units in (
        ("每|均|单产|亩产|密度", "[/／]"),
        ("%|％|占|率|比重|增长", "^[%％]$"),
        ("面积$", "^万?(?:公顷|亩|平方千米|平方公里)$"),
        ("库容$|水量$", "立方米$"),
        ("产量$|总产$|产$", "^万?(?:吨|千克|公斤|担|斤)$"),
        ("人口$|人数$|学生$|教师$|职工$", "^万?人$"),
        ("户数$|户$", "^万?户$"),
        ("收入$|支出$|产值$|金额$|投资$|税$|经费$", "元$"),
    )
)
"""Which of several units the words of a head ask for."""
COUNT_UNITS: Final = frozenset(
    _words(
        "人 个 户 所 家 件 处 座 台 辆 条 项 次 人次 名 起 宗 株 只 头 册 份 "
        "套 场 期 艘 张 村 乡 镇 区 对 名次 班 幢 间 口 眼"
    )
)
_UNIT_IN: Final = re.compile(r"[（(/／]\s*(?P<unit>[^（）()]{1,8}?)\s*[）)]?$")
_RATIO_HEAD: Final = re.compile(
    r"[%％‰]|率|增长|增速|比重|占|均|每|密度|单产|亩产|指数|倍|名次|位次|排名|排序|价|系数|年份|年度|时间|编号|序号|电话|邮编|邮政编码|号码|海拔|距离|比例|为上年"
)
_SERIAL: Final = re.compile(
    r"^(?:序号|编号|年份|年度|年别|年|时间|届次|月份|排名|位次|名次|代码|行次)$"
)


class Number(msgspec.Struct, frozen=True):
    """A number in a cell: value, weight of its last place, and whether a percent sign follows."""

    value: Decimal
    step: Decimal
    percent: bool = False

    @property
    def half(self) -> Decimal:
        """Half of the last displayed place."""
        return self.step / 2


def number_in(text: str) -> Number | None:
    """Read a cell as a number as displayed; None for words, blanks and dashes."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return Number(Decimal(text), _ONE)
    m = _NUMBER.fullmatch(text)
    if m is None:
        return None
    digits = _NO_DIGIT.sub("", m["digits"])
    value = Decimal(digits + (m["decimals"] or ""))
    if m["sign"] in ("-", "−", "－"):
        value = -value
    return Number(value, Decimal(1).scaleb(-len((m["decimals"] or ".")[1:])), bool(m["percent"]))


def squeezed(text: str) -> str:
    """Give a label without the blanks that space it out (合　计)."""
    return _BLANKS.sub("", text)


class Column(msgspec.Struct, frozen=True):
    """A column: index, the words of its header from the top down, unit, year; whether its figures
    can be added, and whether one bears a percent sign."""

    index: int
    header: str
    last: str
    unit: str
    year: int
    additive: bool
    percent: bool


class Row(msgspec.Struct, frozen=True):
    """A body row: index, label with blanks squeezed out, and how far it is indented."""

    index: int
    label: str
    indent: int
    year: int
    total: bool
    subtotal: bool
    among: bool


class Grid:
    """A table as a reader sees it: `columns` of figures, body `rows`, cells and numbers by place."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._cells: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for r in range(cell.row, cell.row + cell.row_span):
                for c in range(cell.column, cell.column + cell.column_span):
                    self._cells.setdefault((r, c), cell)
        self._numbers: dict[tuple[int, int], Number | None] = {}
        self._rough: dict[int, dict[int, tuple[float, float]]] = {}
        self._found: dict[Any, Any] = {}

    def once(self, find: Callable[[Grid], T]) -> T:
        """Give `find(grid)`, computed once for all rules."""
        if find not in self._found:
            self._found[find] = find(self)
        found: T = self._found[find]
        return found

    def text(self, row: int, column: int) -> str:
        """Give the text of the cell that covers a place, "" where there is none."""
        cell = self._cells.get((row, column))
        return cell.text.text.strip() if cell is not None else ""

    def cell(self, row: int, column: int) -> Cell:
        """Give the cell that covers a place; KeyError where there is none."""
        return self._cells[row, column]

    def number(self, row: int, column: int) -> Number | None:
        """Give the number at a place, None for words and blanks."""
        place = (row, column)
        try:
            return self._numbers[place]
        except KeyError:
            number = self._numbers[place] = number_in(self.text(row, column))
            return number

    def rough(self, column: int) -> dict[int, tuple[float, float]]:
        """Give the numbers of a column by their rows, each with the weight of its last place, as
        floats: enough to pass over most ways in which columns might hang together."""
        known = self._rough.get(column)
        if known is None:
            numbers = ((row.index, self.number(row.index, column)) for row in self.rows)
            known = {at: (float(n.value), float(n.step)) for at, n in numbers if n is not None}
            self._rough[column] = known
        return known

    def is_unknown(self, row: int, column: int) -> bool:
        """Tell whether a cell says that its figure is not known, or holds words."""
        text = self.text(row, column)
        return text in _UNKNOWN or (self.number(row, column) is None and text not in _BLANK)

    @cached_property
    def words(self) -> str:
        """Title, unit line, notes and every cell of words, to look for 可比价 and the like."""
        parts = [t.text for t in (self.table.title, self.table.unit, self.table.source) if t]
        parts += [c.text.text for c in self.table.cells if number_in(c.text.text) is None]
        return "\n".join(parts)

    def words_of(self, row: int) -> str:
        """Give the cells of words of a row: its label and what notes say of it (按可比价)."""
        columns = range(self.table.columns)
        texts = (self.text(row, c) for c in columns if self.number(row, c) is None)
        return " ".join(dict.fromkeys(texts))

    @cached_property
    def _first(self) -> int:
        """The first row that is not a title across the whole table."""
        row = 0
        while row < self.table.rows - 1:
            cells = {id(c): c for c in (self._cells.get((row, k)) for k in range(self.table.columns))
                     if c is not None and c.text.text.strip()}  # fmt: skip
            if len(cells) != 1 or self.table.columns < 2:
                break
            row += 1
        return row

    @cached_property
    def body(self) -> int:
        """The first row of figures."""
        for row in range(self._first, self.table.rows):
            filled = [c for c in range(1, self.table.columns) if self.text(row, c)]
            numbers = [c for c in filled if self.number(row, c) is not None]
            years = [c for c in numbers if _YEAR.fullmatch(self.text(row, c))]
            if numbers and len(numbers) * 2 >= len(filled) and len(years) < max(2, len(numbers)):
                return row
            if numbers and not years and (len(filled) == 1 or self._goes_on(row, numbers)):
                return row
        return self.table.rows

    def _goes_on(self, row: int, columns: list[int]) -> bool:
        """Tell whether the two rows below have figures in the same columns, and the one above none:
        a body of more words than figures (序号、项目、所在地、投资)."""
        last = min(row + 3, self.table.rows)
        below = all(self.number(r, c) is not None for r in range(row + 1, last) for c in columns)
        head = row > self._first and all(self.number(row - 1, c) is None for c in columns)
        return below and head and last == row + 3

    @cached_property
    def stubs(self) -> int:
        """How many columns at the left name the rows."""
        count = 0
        for column in range(self.table.columns):
            header = squeezed(self.header(column))
            texts = [self.text(r, column) for r in range(self.body, self.table.rows)]
            worded = [t for t in texts if t and number_in(t) is None and t not in _BLANK]
            years = texts and all(_YEAR.fullmatch(t) or not t for t in texts)
            if not (len(worded) * 2 > len([t for t in texts if t]) or _SERIAL.match(header) or
                    (years and column == 0)):  # fmt: skip
                break
            count += 1
        return count or int(not self._is_unnamed)

    @cached_property
    def _is_unnamed(self) -> bool:
        """Tell whether the one row of figures has no name: its first cell is a figure like the others."""
        first = self.number(self.body, 0)
        alone = self.body == self.table.rows - 1 and bool(self.header(0))
        return alone and first is not None and not _YEAR.fullmatch(self.text(self.body, 0))

    def header(self, column: int) -> str:
        """Give the words above a column, from the top down, each once."""
        words: list[str] = []
        for row in range(self._first, self.body):
            text = squeezed(self.text(row, column))
            if text and (not words or words[-1] != text):
                words.append(text)
        return " ".join(words)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The body rows, note rows at the end left out."""
        return tuple(
            self._row(r) for r in range(self.body, self.table.rows)
            if any(self.number(r, c) is not None for c in range(self.stubs, self.table.columns))
        )  # fmt: skip

    def _row(self, row: int) -> Row:
        raw = next((self._cells[row, c].text.text for c in range(self.stubs)
                    if (row, c) in self._cells and self.text(row, c)), "")  # fmt: skip
        told = [squeezed(self.text(row, c)) for c in range(self.stubs)]
        names = [n for n in told if n not in _DASHES] or told  # 合计 | — | —
        label = squeezed("".join(dict.fromkeys(n for n in names if n)))
        year = _HEAD_YEAR.match(label)
        bare = re.sub(r"[（(].*?[）)]", "", (names[-1] if names else "") or label)
        return Row(
            row, label, len(raw) - len(raw.lstrip()), int(year[1]) if year else 0,
            bool(_TOTAL.match(bare) or _TOTAL.match(label)), bool(_SUBTOTAL.match(bare)),
            label.startswith(("其中", "#", "其：", "内：")),
        )  # fmt: skip

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of figures."""
        return tuple(
            self._column(c) for c in range(self.stubs, self.table.columns)
            if any(self.number(r.index, c) is not None for r in self.rows)
        )  # fmt: skip

    def _column(self, column: int) -> Column:
        header = self.header(column)
        last = header.rsplit(" ", 1)[-1]
        unit = _UNIT_IN.search(last) or _UNIT_IN.search(header)
        year = _HEAD_YEAR.search(last)
        percents = any((n := self.number(r.index, column)) and n.percent for r in self.rows)
        bare = re.sub(r"[（(][^（）()]*?[均每价][^（）()]*[）)]", "", header)
        if year:  # 年份 over 1986, 1992 … only says what the heads are
            bare = re.sub("年份|年度|年别|时间", "", bare)
        return Column(
            column, header, last, unit["unit"] if unit else "", int(year[1]) if year else 0,
            not percents and not _RATIO_HEAD.search(bare), percents,
        )  # fmt: skip

    @cached_property
    def unit(self) -> str:
        """The unit said of the whole table ("单位：万元", "（人）" after the title), else ""."""
        for text in (self.table.unit, self.table.title):
            found = _TABLE_UNIT.search(text.text.strip()) if text is not None else None
            if found is not None:
                return found[1] or found[2]
        if self._first:
            found = _TABLE_UNIT.search(squeezed(self.text(0, 0)))
            return (found[1] or found[2]) if found is not None else ""
        return ""

    @cached_property
    def _listed(self) -> dict[int, str]:
        """The units of a line that lists several (单位：公顷、千克/公顷、吨) by the columns they belong to:
        in order where there are as many, else by what the heads measure."""
        texts = (t.text for t in (self.table.unit, self.table.title) if t is not None)
        found = next((m for t in texts if (m := _UNIT_LIST.search(t))), None)
        if found is None:
            return {}
        units = re.split("[、，,；;]", squeezed(found[1]))
        columns = [c for c in self.columns if not c.unit]
        if len(units) == len(columns):
            return {c.index: unit for c, unit in zip(columns, units, strict=True)}
        known: dict[int, str] = {}
        for column in columns:
            for heads, kinds in _MEASURED:
                if heads.search(column.last) is not None:
                    fit = [u for u in units if kinds.search(u) is not None]
                    if len(fit) == 1:
                        known[column.index] = fit[0]
                    break
        return known

    def unit_of(self, column: Column) -> str:
        """Give the unit of a column: its own, that of a list of units, else the table's."""
        return column.unit or self._listed.get(column.index, "") or self.unit

    def slack(self, column: Column, numbers: list[Number]) -> Decimal:
        """What rounding allows in a sum of these numbers: nothing for counts of people and things,
        half of the last place of each otherwise, but at most 2 for whole numbers."""
        step = max((n.step for n in numbers), default=Decimal(1))
        if step == 1 and (not self.unit_of(column) or self.unit_of(column) in COUNT_UNITS):
            return Decimal(0)
        slack = sum((n.half for n in numbers), Decimal(0))
        return min(slack, Decimal(2)) if step >= 1 else slack

    def is_total(self, column: Column) -> bool:
        """Tell whether a column's header says that it adds others up."""
        bare = re.sub(r"[（(].*?[）)]", "", column.last)
        return bool(_TOTAL.match(bare) or _SUBTOTAL.match(bare) or _OF_ALL.search(bare))


def once(find: Callable[[Grid], Iterable[T]]) -> Callable[[Grid], tuple[T, ...]]:
    """Have what a function finds in a grid found once, whoever asks."""

    def all_of(grid: Grid) -> tuple[T, ...]:
        return tuple(find(grid))

    @wraps(find)
    def found(grid: Grid) -> tuple[T, ...]:
        return grid.once(all_of)

    return found


@lru_cache(maxsize=32)
def grid_of(table: Table) -> Grid:
    """Give a table understood, once for all rules."""
    return Grid(table)
