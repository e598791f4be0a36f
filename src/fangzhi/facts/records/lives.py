"""Dates that stand beside a name: years of a life in brackets, and dates in the cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fangzhi.facts.calendar.timeline import lone_date
from fangzhi.facts.dates import find_dates
from fangzhi.facts.records.events import Happening
from fangzhi.facts.records.persons import TITLED
from fangzhi.facts.records.setting import Setting, bare_name
from fangzhi.facts.tables import grid_of
from fangzhi.model.manuscript import Table
from fangzhi.model.text import Text
from fangzhi.zh.surnames import FAMILIAR

_YEARS: Final = re.compile(
    r"(?P<born>1\d{3}|20\d\d)(?:年\d{0,2}月?\d{0,2}日?|\.\d+)?\s*[—–－~～\-]+\s*(?P<died>1\d{3}|20\d\d)?"
)
_LIFE: Final = re.compile(
    rf"(?<![一-鿿])(?P<name>[一-鿿·]{{2,12}})（(?:[^（）\d]{{0,12}}[，,])?{_YEARS.pattern}年?(?=[）.，,])"
)
_COLUMNS: Final = (
    (re.compile(r"(?:成立|建立|组建|创办|建校|设立|始建|创建|建馆|建院|建厂|修建|兴建)"), "成立"),
    (re.compile(r"(?:开工|动工)"), "开工"),
    (re.compile(r"(?:竣工|建成|完工|落成)"), "竣工"),
    (re.compile(r"(?:通车|开通|投产|投用|启用|投入使用|投运|运行|开馆|开业)"), "启用"),
    (re.compile(r"撤销"), "撤销"),
    (re.compile(r"(?:批准|公布|命名|列入|认定)"), "批准"),
    (re.compile(r"(?:出生|生年)"), "出生"),
    (re.compile(r"(?:离任|卸任|免职|离职)"), "离任"),
    (re.compile(r"(?:任职(?:时间|年月|起止|起)|到任|上任|就任|始任)"), "到任"),
    (re.compile(r"(?:逝世|去世|卒年|牺牲)"), "逝世"),
)
_TIMED: Final = re.compile(r"时间|日期|年月|年份|[年月日]$|出生|时期")


_GROWN: Final = 14
"""Years between two months in a bracket behind a name that are hardly a life."""


def lives(block: Text, setting: Setting) -> Iterator[Happening]:
    """Give the births and deaths of 某人（1908—1976） in a text."""
    if "（" in block.text:
        for m in _LIFE.finditer(block.text):
            yield from _life(m, person_of(m["name"]), block, 0, setting)


def person_of(name: str) -> str:
    """Give a person's name without the post before it (首任堂长钟体仁 → 钟体仁)."""
    bare = TITLED.sub("", name)
    return bare if bare and bare[0] in FAMILIAR else name


def _life(
    m: re.Match[str], name: str, block: Text, shift: int, setting: Setting
) -> Iterator[Happening]:
    if m["died"] and int(m["died"]) - int(m["born"]) < _GROWN and "." in m.group():
        return  # 主任：贺登云（1950.04—1958.03）: a term of office
    for part, group in (("born", "出生"), ("died", "逝世")):
        if m[part]:
            yield Happening(
                name, group, True, (int(m[part]), 0, 0), "", block, shift + m.start(part),
                shift + m.end(part), setting.doc, setting.section, setting.standing, group,
            )  # fmt: skip


def table_dates(table: Table, setting: Setting) -> Iterator[Happening]:
    """Give what tables say in columns such as 建成时间, 成立日期 and 生卒年."""
    columns: list[tuple[int, str]] = []
    grid = grid_of(table)
    height = table_height(table)
    body = grid.body if grid.body < height else 1
    for c in range(1, max((cell.column for cell in table.cells), default=0) + 1):
        head = grid.header(c) if grid.body < height else grid.text(0, c)
        if "生卒" in head:
            columns.append((c, "生卒"))
        else:
            timed = _TIMED.search(head) or head in ("到任", "离任", "卸任", "上任", "就任")
            group = next(
                (g for words, g in _COLUMNS
                 if (words.search(head) if timed else words.fullmatch(head))), ""
            )  # fmt: skip
            if group:
                columns.append((c, group))
    for row in range(body, height) if columns else ():
        label = next((t for c in range(2) if len(t := _squeezed(grid.text(row, c))) > 1
                      and not t.isdigit()), "")  # fmt: skip
        for c, group in columns:
            if label and grid.text(row, c):
                yield from _cell(
                    grid.cell(row, c).text, group, bare_name(label, setting.area), setting
                )


def _cell(text: Text, group: str, name: str, setting: Setting) -> Iterator[Happening]:
    if group == "生卒":
        m = _YEARS.search(text.text)
        if m is not None:
            yield from _life(m, name, text, 0, setting)
        return
    if group == "到任":  # 1954.4—1957.8
        spans = re.split(r"[—–－~～\-―至]+", text.text.strip(), maxsplit=1)
        if len(spans) == 2:
            yield from _start(spans[0], text, group, name, setting)
            return
    written = re.sub(r"^(\d{4})[.．/\-](\d{1,2})(?:[.．/\-](\d{1,2}))?$", _plain, text.text.strip())
    if re.fullmatch(r"\d{4}", written):
        written += "年"
    dates = find_dates(written, 0, 0)
    parts = dates[0].parts if len(dates) == 1 else lone_date(written)
    if parts[0]:
        yield Happening(
            name, group, True, parts, "", text, 0, len(text.text), setting.doc,
            setting.section, setting.standing, group,
        )  # fmt: skip


def _start(first: str, text: Text, group: str, name: str, setting: Setting) -> Iterator[Happening]:
    """The beginning of a term of office in a cell."""
    m = re.fullmatch(r"\s*(\d{4})(?:[年.．/](\d{1,2})(?:[月.．/](\d{1,2}))?[月日]?)?年?\s*", first)
    if m is not None:
        when = (int(m[1]), int(m[2] or 0), int(m[3] or 0))
        yield Happening(
            name, group, False, when, "", text, 0, len(text.text), setting.doc,
            setting.section, setting.standing, group,
        )  # fmt: skip


def _plain(m: re.Match[str]) -> str:
    return f"{m[1]}年{m[2]}月" + (f"{m[3]}日" if m[3] else "")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def table_height(table: Table) -> int:
    """Give the number of rows that a table's cells take."""
    return max((cell.row + cell.row_span for cell in table.cells), default=0)
