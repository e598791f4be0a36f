"""Series (数列): labelled figures of one measure, of a column or row of a table or a list in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings
from fangzhi.facts.breaks import opening
from fangzhi.facts.ranks import lists_in
from fangzhi.facts.tables import Column, Grid, Row, once

_YEAR: Final = re.compile(r"((?:1[89]|20)\d\d)年?(?:[末底初秋]|度)?")
_HEAD_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d年?(?:[末底初秋]|度)?")
_PART: Final = re.compile(
    r"第?([一二三四1-4])季度?|(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?"
)
_ASIDE: Final = re.compile("[（(][^（）()]*[）)]")
_LED: Final = re.compile(
    r"^(?:其中[：:]?|[\d#一二三四五六七八九十]+[、.．]|\d{1,2}(?=[一-鿿]{2})(?!\d*[座个所家条项户人种类名台件处年月]))"
)
_SAID: Final = re.compile("最|比|较|[增减升降]|其中|平均|合计|共")
"""Words of names that are no list: each figure is said to be something of its own."""
_LED_IN: Final = re.compile("^(?:其中|包括|分别为|有|为|计)")
_NO_MEASURE: Final = re.compile("序号|编号|年份|年度|名次|位次|排名|电话|邮编|代码|备注")
_OTHERS: Final = re.compile("其他|其它|其余|合计|总计|小计|平均|累计")
_LEAST: Final = 2
_MOST: Final = 40
"""Tables of more rows are lists of which prose says nothing like this."""


class Point(msgspec.Struct, frozen=True):
    """A figure of a series: what it is of (`name`, or the `year`), and the figure as printed."""

    name: str
    year: int
    value: Decimal
    shown: str


class Series(msgspec.Struct, frozen=True):
    """Figures of one `measure` in the order they are told; `about` is all that stands around them,
    `year` the year that all are of (0 where none is said), `places` where those in prose stand."""

    measure: str
    about: str
    points: tuple[Point, ...]
    year: int = 0
    unit: str = ""
    start: int = -1
    end: int = -1

    @property
    def is_dated(self) -> bool:
        """Tell whether the figures follow each other in time: years, months, quarters."""
        return all(p.year for p in self.points)

    def under(self, title: str) -> Series:
        """Give it with a title, of a table that has none of its own."""
        year = self.year or (0 if self.is_dated else _year_of(title))
        return msgspec.structs.replace(self, about=self.about + title, year=year)

    @property
    def in_prose(self) -> bool:
        """Tell whether the figures stand in the text itself."""
        return self.start >= 0


@once
def table_series(grid: Grid) -> Iterator[Series]:
    """Give the columns and rows of a table that hold figures of one measure, all of them known."""
    if len(grid.rows) > _MOST or len(grid.columns) > _MOST:
        return
    rows = [r for r in grid.rows if not (r.total or r.subtotal or r.among)]
    names = [_name(r.label) for r in rows]
    columns = [c for c in grid.columns if not _NO_MEASURE.search(c.header)]
    title = grid.table.title.text if grid.table.title is not None else ""
    if len(rows) >= _LEAST and len(set(names)) == len(names):
        for column in columns:
            yield from _down(grid, column, rows, names, title)
    for row, name in zip(rows, names, strict=True):
        yield from _across(grid, row, name, columns, title)


def _down(
    grid: Grid, column: Column, rows: list[Row], names: list[str], title: str
) -> Iterator[Series]:
    points = [
        _point(name, n.value, grid.text(r.index, column.index))
        for r, name in zip(rows, names, strict=True)
        if (n := grid.number(r.index, column.index)) is not None and name
    ]
    if len(points) == len(rows):
        measure = _HEAD_YEAR.sub("", _ASIDE.sub("", column.header)).strip()
        year = column.year or _year_of(title)
        yield _series(measure, f"{column.header}{title}", points, year, grid.unit_of(column))


def _across(grid: Grid, row: Row, name: str, columns: list[Column], title: str) -> Iterator[Series]:
    """The years of a row, by what their heads say beside the year; else the names over its figures."""
    dated: dict[str, list[Column]] = {}
    for c in columns:
        if c.year and _YEAR.search(c.header):
            dated.setdefault(_HEAD_YEAR.sub("", _ASIDE.sub("", c.header)).strip(), []).append(c)
    plain = [c for c in columns if not c.year and not grid.is_total(c) and c.additive]
    units = {grid.unit_of(c) for c in plain}
    groups = dict(dated)
    if not dated and len(units) == 1 and len(plain) > _LEAST:
        groups[""] = plain
    for head, of in groups.items():
        points = [
            _point(str(c.year) if dated else _name(c.last), n.value, grid.text(row.index, c.index))
            for c in of if c.last and (n := grid.number(row.index, c.index)) is not None
        ]  # fmt: skip
        if len(points) == len(of) >= _LEAST and len({p.name for p in points}) == len(points):
            own = 0 if dated else row.year or _year_of(title)
            measure = (name if not row.year else "") + head
            yield _series(measure, f"{row.label}{head}{title}", points, own, grid.unit_of(of[0]))


def _series(measure: str, about: str, points: list[Point], year: int, unit: str) -> Series:
    dated = all(p.year for p in points)
    kept = points if dated else [p for p in points if not _OTHERS.search(p.name)]
    unit = unit or "".join(re.findall("[（(]([^（）()]{1,6})[）)]", measure)[-1:])
    return Series(measure, about, tuple(kept), 0 if dated else year, unit)


def _point(name: str, value: Decimal, shown: str) -> Point:
    found = _YEAR.fullmatch(name)
    if found is not None:
        return Point(f"{found[1]}年", int(found[1]), value, shown)
    return Point(name, _part_of_year(name), value, shown)


def _part_of_year(name: str) -> int:
    """The place of a month or quarter in its year, 0 of other names."""
    found = _PART.fullmatch(name)
    if found is None:
        return 0
    told = found[1] or found[2]
    return (
        int(told)
        if told.isdigit()
        else "一二三四五六七八九十".find(told[-1]) + 1 + 10 * (len(told) > 1)
    )


def _name(label: str) -> str:
    return _LED.sub("", _ASIDE.sub("", label)).strip()


def _year_of(title: str) -> int:
    years = set(re.findall(r"(?<!\d)(?:1[89]|20)\d\d(?=年)", title))
    spans = re.search(r"\d{4}年?[—–－\-~～至到]\d{4}年", title)
    return int(years.pop()) if len(years) == 1 and spans is None else 0


def told_series(text: str) -> tuple[Series, ...]:
    """Give the figures of one measure that a text tells year by year (1986年126.8人，1995年139.6人)."""
    runs: list[list[Reading]] = []
    for r in find_readings(text):
        if not (r.is_value or r.item.quantity.kind in ("percent", "permille")):
            continue
        last = runs[-1][-1] if runs else None
        if last is not None and _goes_on(last, r):
            runs[-1].append(r)
        elif r.year and r.role in ("plain", "claim") and r.by is None:
            runs.append([r])
    return tuple(_told(text, run) for run in runs if len(run) > _LEAST)


def listed_series(text: str) -> Iterator[Series]:
    """Give the lists of names with figures of one unit in a text (甲乡12人、乙乡15人、丙乡9人)."""
    for run in lists_in(text):
        names = [_LED_IN.sub("", one.name) for one in run]
        if len(set(names)) < len(names) or any(_SAID.search(name) for name in names):
            continue
        start, end = run[0].start, run[-1].end
        lead = text[opening(text, start) : start]
        points = tuple(
            Point(name, 0, one.value, text[one.start : one.end].removeprefix(one.name))
            for name, one in zip(names, run, strict=True)
        )
        yield Series(lead, lead, points, 0, "", start, end)


def _goes_on(last: Reading, r: Reading) -> bool:
    """Tell whether a figure is the next of a series: a later year, and no other words of its own."""
    if r.dimension != last.dimension or r.item.unit != last.item.unit or r.year <= last.year:
        return False
    bare = _bare(r.item.label)
    near = r.item.sentence == last.item.sentence
    return near and r.item.depth == last.item.depth and (not bare or bare == _bare(last.item.label))


def _bare(label: str) -> str:
    return re.sub(
        "(?:1[89]|20)\\d\\d年(?:[末底]|度)?|分别|依次|逐年|[为达到是至和与有、仅又再降升增减]|只有",
        "",
        label,
    ).strip()


def _told(text: str, run: list[Reading]) -> Series:
    first = run[0].item
    points = tuple(Point(f"{r.year}年", r.year, r.item.value, r.item.quantity.text) for r in run)
    opens = max(text.rfind(c, 0, first.start) for c in "。；！？\n") + 1
    lead = text[opens : first.start]
    return Series(lead, lead, points, 0, first.unit, opens, run[-1].item.end)


def runs_of(series: Series) -> tuple[int, int]:
    """Give the longest runs of rises and of falls, from each figure to the next, in a dated series
    without a gap; (0, 0) where a year is wanting."""
    if any(b.year - a.year != 1 for a, b in pairwise(series.points)):
        return 0, 0
    best = [0, 0]
    for way in (0, 1):
        run = 0
        for a, b in pairwise(series.points):
            run = run + 1 if (b.value > a.value if way == 0 else b.value < a.value) else 0
            best[way] = max(best[way], run)
    return best[0], best[1]
