"""Records out of tables: title, unit line, heads, years and row labels say what a cell is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fangzhi.facts.records.aligned import CellFigure
from fangzhi.facts.records.labels import parse_label, plain
from fangzhi.facts.records.mention import Mention, name_of
from fangzhi.facts.records.record import Record
from fangzhi.facts.records.setting import Setting, bare_name, whole_place
from fangzhi.facts.records.words import WEIGHTS, Unit, indicators, unit_named, words
from fangzhi.facts.tables import Column, Grid, Row, grid_of
from fangzhi.model.manuscript import Table

_YEAR: Final = re.compile(r"(1[89]\d\d|20\d\d)年?")
_SCALED: Final = re.compile(r"^(万亿|亿|百万|千万|万|千|百)?(.+)$")
_NUMBER: Final = re.compile(r"-?\d[\d, ]*(?:\.\d+)?%?$")
_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BRACKET: Final = re.compile(r"[（(][^（）()]*[）)]")
_NO_TITLE: Final = re.compile(
    r"^\s*(?:续?附?表\s*[\d一二三四五六七八九十]*(?:[-—－–.．]\d+)*|附表)\s*|[（(][^（）()]*[）)]|"
    r"\d{4}(?:[—–~～\-至]\d{4})?年?(?:末|底|度)?|单位[:：].*$|[\s“”·]+"
)
_CLOSING: Final = re.compile(
    r"(?:基本情况|主要指标|基本指标|情况|生产|变化|变动|增减|摘要|汇总|选年|部分|一览|统计|统计表|一览表|情况表|明细|构成|数据|表|主要|主要经济指标|经济指标|发展|历次|历年|分年度|年度|年份|各|及|与|和|完成)+$"
)
_OF_EACH: Final = re.compile(
    r"(?:各|部分|主要|若干|有关|所辖)*(?:乡镇街道|乡镇|镇乡|镇街|乡（镇）|镇（街道）|村（社区）|村|社区|组|单位|部门|年份|年度|年|主要年份)"
    r"|(?:各|部分|主要|若干|有关|所辖|分)+(?:镇街|区镇|社队|镇|乡|街道|公社|大队|生产队|小队|管理区|区|县|农场|林场|苏木|嘎查|旗)"
    r"|(?<![一-鿿])分(?:公社|大队|性别)|历次|部分年份|若干"
)
_RATIO: Final = re.compile(
    r"增长|增速|增减|比上年|比重|占|为上年|名次|位次|排名|发展速度|指数|%|％|‰|同比|±"
)
_TOTALS: Final = (
    "合计",
    "总计",
    "全县",
    "全市",
    "全区",
    "全旗",
    "全盟",
    "共计",
    "全镇",
    "全乡",
    "全州",
    "总数",
)
_PLACE_ROW: Final = re.compile(
    r"^[一-鿿]{1,6}(?:镇|乡|街道|村|社区|县|区|市|旗|苏木|嘎查|公社|大队)$"
)
_KIND_OF_PLACE: Final = re.compile(
    r"^(?:行政|自然|建制|中心|贫困|脱贫|示范|重点|文明|城市|农村|人民|生产)*(?:镇|乡|街道|村|社区|县|区|市|旗|苏木|嘎查|公社|大队)$"
)
_KINDS: Final = {"街道": "街道", "镇": "镇", "乡": "乡", "行政村": "村", "村": "村", "村名": "村",
    "公社": "公社", "公社名称": "公社", "大队": "大队", "生产大队": "大队"}  # fmt: skip
_COUNTS: Final = frozenset("户数 人口 人数 户 人 口数".split())
_UNIT_WORD: Final = re.compile(r"^[\s（(]*(?:计量)?单位[：:]|[）)]\s*$")
_ITEM_UNIT_HEAD: Final = ("单位", "计量单位")
_PLAIN_HEAD: Final = re.compile(
    r"^(?:数量|数值|指标值|实绩|绝对数|总量|本年|当年|完成数|完成|数据|全年|年末|实际|合计|总计|总数)?$"
)


def table_records(
    table: Table, setting: Setting
) -> tuple[list[Record], list[Mention], list[CellFigure]]:
    """Give a record for each figure of a table whose row and column say what it is, and all."""
    grid = grid_of(table)
    if not (grid.columns and grid.rows):
        return [], [], []
    cells = _Cells(grid, table, setting)
    return list(cells.read()), cells.mentions, cells.figures


class _Cells:
    def __init__(self, grid: Grid, table: Table, setting: Setting) -> None:
        self.grid, self.table, self.setting = grid, table, setting
        self.known = indicators()
        title = table.title.text if table.title else ""
        if not title and table.rows and (cell := grid.text(0, 0)) and grid.header(0) != cell:
            title = cell
        found = _YEAR.findall(title)
        self.year = int(found[0]) if len(found) == 1 else 0
        self.title = title + "".join(setting.headings)
        self.mentions: list[Mention] = []
        self.figures: list[CellFigure] = []
        self.place = setting.place
        self.about = self._about(title)
        self.units = next(
            (c for c in range(grid.stubs) if grid.header(c).strip() in _ITEM_UNIT_HEAD), -1
        )

    def _about(self, title: str) -> str:
        """What the title says the table is about, years, places and 情况表 taken away."""
        if self.setting.area and self.setting.area in title:
            self.place = ""
        about = _NO_TITLE.sub("", title).replace(self.setting.area or "\0", "")
        label = parse_label(_OF_EACH.sub("", about))
        if label.place:
            self.place = whole_place(label.place, self.setting)
            about = about.replace(label.place, "", 1)
        about = _CLOSING.sub("", _OF_EACH.sub("", about))
        return "" if about in words("shared") else about

    def read(self) -> Iterator[Record]:
        """Give the records, row by row."""
        heads = [(column, *self._head(column)) for column in self.grid.columns]
        in_years = sum(1 for row in self.grid.rows if row.year) * 2 > len(self.grid.rows)
        parent = ""
        for row in self.grid.rows:
            name = self._row_name(row)
            for column, head, unit, weight in heads:
                if head is None or (_RATIO.search(column.last) and not _is_rate(head)):
                    continue
                self._keep(row, name, column, unit, weight)
                record = self._cell(row, name, column, head, unit, weight, in_years, parent)
                if record is not None:
                    yield record
                    self.mentions.append(self._mention(record, name, head))
            parent = parent if row.among else name

    def _keep(self, row: Row, name: str, column: Column, unit: Unit | None, weight: int) -> None:
        """Keep a figure as it stands, whether or not its row and column say what it is."""
        if self.grid.number(row.index, column.index) is None:
            return
        text = self.grid.cell(row.index, column.index).text
        digits = text.text.strip()
        if not _DIGITS.fullmatch(digits):
            return
        if self.units >= 0:
            unit, weight = _unit(self.grid.text(row.index, self.units))
        setting = self.setting
        self.figures.append(CellFigure(
            self.table.id, row.index, column.index, name, _BRACKET.sub("", column.last),
            column.year or row.year or self.year or setting.year, digits, weight, unit, text,
            text.text.find(digits), self.place, setting.doc, setting.standing, setting.section,
            self.title,
        ))  # fmt: skip

    def _mention(self, record: Record, name: str, head: str) -> Mention:
        raw = head if name in _TOTALS or _YEAR.match(name) else name + head
        names = [name_of(raw, "", record.unit.base), record.subject + record.indicator]
        if record.about and (_PLAIN_HEAD.match(head) or head in _COUNTS):
            names.append(record.about)
        return Mention(
            record, tuple(dict.fromkeys(n for n in names if n)), self.title + name + head, (),
            frozenset((record.year,)) if record.year else frozenset(), self.table.id,
        )  # fmt: skip

    def _row_name(self, row: Row) -> str:
        if self.units < 0:
            name = _BRACKET.sub("", row.label)
            kind = self.grid.header(0)
            if (
                kind in _KINDS
                and not row.total
                and not name.endswith(
                    ("镇", "乡", "街道", "村", "社区", "苏木", "嘎查", "公社", "大队", "场", "计")
                )
            ):
                return name + _KINDS[kind]
            return name
        names = [self.grid.text(row.index, c) for c in range(self.grid.stubs) if c != self.units]
        return _BRACKET.sub("", re.sub(r"\s+", "", "".join(dict.fromkeys(names))))

    def _head(self, column: Column) -> tuple[str | None, Unit | None, int]:
        head = _BRACKET.sub("", column.header)
        head = _YEAR.sub("", head).strip()
        parts = [
            p
            for p in head.split(" ")
            if p and p not in ("年份", "年度", "年别", "末", "底", "其中")
        ]
        unit, weight = _unit(self.grid.unit_of(column))
        return "".join(dict.fromkeys(parts)), unit, weight

    def _cell(
        self, row: Row, name: str, column: Column, head: str | None, unit: Unit | None, weight: int,
        in_years: bool, parent: str,
    ) -> Record | None:  # fmt: skip
        number = self.grid.number(row.index, column.index)
        if number is None or head is None:
            return None
        cell = self.grid.cell(row.index, column.index)
        text = cell.text.text.strip()
        if not _NUMBER.fullmatch(text):
            return None
        if self.units >= 0:
            unit, weight = _unit(self.grid.text(row.index, self.units))
        elif unit is None and (own := re.search(r"[（(]([^（）()]{1,6})[）)]$", row.label)):
            unit, weight = _unit(own[1])
        if number.percent:
            unit, weight, text = unit_named("%"), 0, text.rstrip("%％")
        year = column.year or row.year or self.year or (0 if in_years else self.setting.year)
        place, subject, words_here = self._whose(row, name, head, parent)
        if not words_here:
            return None
        return self._record(row, column, words_here, place, subject, year, text, unit, weight)

    def _whose(self, row: Row, name: str, head: str, parent: str) -> tuple[str, str, str]:
        """Give place, subject and the words that name the indicator."""
        plain = _PLAIN_HEAD.match(head) is not None
        if _is_place(head) and head not in _TOTALS and not _is_place(name):
            return whole_place(head, self.setting), "", name
        if row.year or row.total or name in _TOTALS:
            return self.place, "", head if not plain or not row.year else self.about
        if _is_place(name) and name not in self.known:
            place = (
                name[len(self.setting.area) :]
                if name.startswith(self.setting.area or "\0")
                else name
            )
            return (
                whole_place(place, self.setting) if place else "",
                "",
                head if not plain else self.about,
            )
        name = re.sub(r"^(?:其中|#|[一二三四五六七八九十]+、|\d+[.、])[:：]?", "", name)
        if plain:
            return self.place, parent if row.among and name not in self.known else "", name
        joined = name + head
        if parse_label(joined).kind:
            return self.place, "", joined
        return self.place, name, head

    def _record(
        self, row: Row, column: Column, named: str, place: str, subject: str, year: int, text: str,
        unit: Unit | None, weight: int,
    ) -> Record | None:  # fmt: skip
        if (
            unit is not None
            and unit.base == "吨"
            and not re.search("[量产获]", named)
            and len(named) <= 6
        ):
            named += "产量"
        label = parse_label(named)
        if label.mode != "level" and not label.kind:
            return None
        indicator, kind, bare, scope = label.indicator, label.kind, label.bare, label.scope
        if "普查" in self.title and "普查" not in scope:
            scope = tuple(sorted((*scope, "普查")))
        about = self.about
        joined = None
        if about and not subject:
            bare_head = named
            whole = self.known.get(about) if bare_head and bare_head in about else None
            joined = whole or self.known.get(about + indicator) or self.known.get(about + bare_head)
        if joined is None and about and not subject and about.endswith("作物"):
            joined = self.known.get(about[:-2] + indicator)
        if joined is not None:
            indicator, kind, bare, about = joined.name, joined.kind, joined.bare, ""
        if about and (about in indicator or indicator in about or about in words("shared")):
            about = ""
        if about and len(_left(about, indicator + label.subject + subject + place)) < 2:
            about = ""
        if unit is None:
            unit, weight = _likely(indicator), 0
        if unit is None or not indicator:
            return None
        if not kind:
            indicator = plain(indicator, unit.base)
            if (again := self.known.get(indicator)) is not None:
                indicator, kind, bare = again.name, again.kind, again.bare
        cell = self.grid.cell(row.index, column.index)
        start = cell.text.text.find(text)
        return Record(
            place, bare_name(label.subject or subject, self.setting.area), indicator, kind, bare,
            scope, year, label.span if label.span != "=" else "", text.replace(" ", ""), weight,
            unit, cell.text, start, start + len(text), self.setting.doc, self.setting.standing,
            self.table.id, row.among, self.setting.section, about,
        )  # fmt: skip


def _is_place(name: str) -> bool:
    """Tell whether a name is a town's or a village's own, not a kind of place (行政村, 社区)."""
    return _PLACE_ROW.match(name) is not None and _KIND_OF_PLACE.match(name) is None


def _is_rate(head: str) -> bool:
    return head.endswith("率") and "增长" not in head


def _unit(name: str) -> tuple[Unit | None, int]:
    name = _UNIT_WORD.sub("", name).strip()
    m = _SCALED.match(name)
    if m is None:
        return None, 0
    whole = unit_named(name)
    return (whole, 0) if whole is not None else (unit_named(m[2]), WEIGHTS[m[1]])


def _likely(indicator: str) -> Unit | None:
    """Give the unit that goes without saying: people are counted in 人, households in 户."""
    if indicator.endswith(("人口", "学生", "人数", "教师", "人员", "党员", "男", "女")):
        return unit_named("人")
    return unit_named("户") if indicator.endswith(("户", "户数")) else None


def _left(about: str, said: str) -> str:
    """Give what a title says beyond the names of broad fields and what the heads say again."""
    for word in words("shared"):
        about = about.replace(word, "")
    return "".join(c for c in about if c not in said)
