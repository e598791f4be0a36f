"""Dates in the columns of a table – 出生, 入伍, 牺牲; 开工, 竣工 – and what cannot be among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.calendar.lengths import Length, elapsed, fits
from fangzhi.facts.calendar.timeline import lone_date
from fangzhi.facts.dates import Date
from fangzhi.model.manuscript import Cell, Table

_ROLES: Final = tuple(
    (role, re.compile(words))
    for role, words in (
        (
            "",
            r"地点|原因|籍贯|出生地|单位|部队|地址|备注|牺牲地|事迹|职务$|姓名|机关|任职单位|卒业",
        ),
        ("年龄", "年龄|享年|终年|岁数|年岁|周岁|寿"),
        ("生卒", "生卒"),
        ("出生", "出生|生年|生于|诞生"),
        ("死亡", "牺牲|逝世|去世|卒|病故|亡故|阵亡|殉职|死亡"),
        ("入党", "入党|党龄起"),
        ("入伍", "入伍|参军|从军"),
        ("工作", "参加革命|参加工作|革命时间"),
        ("退役", "退伍|退役|复员|转业"),
        ("批准", "批准|立项|获批"),
        ("开工", "开工|动工|始建|奠基|施工时间起"),
        ("竣工", "竣工|完工|建成|落成"),
        ("撤销", "撤销|停办|解散|停产|关闭|注销|废止"),
        ("成立", "成立|创办|创建|设立|建立|创刊"),
        ("离任", "离任|免职|卸任|离职|止任|任职止|调离"),
        ("到任", "到任|任职起|就任|任命|始任|任职时间$|当选"),
    )
)
_ORDER: Final[tuple[tuple[str, str], ...]] = (
    ("入党", "死亡"), ("入伍", "死亡"), ("工作", "死亡"), ("入伍", "退役"), ("退役", "死亡"),
    ("批准", "竣工"), ("开工", "竣工"), ("成立", "撤销"), ("到任", "离任"),
)  # fmt: skip
_LEAST: Final[dict[str, int]] = {
    "入党": 14,
    "入伍": 10,
    "工作": 8,
    "退役": 14,
    "到任": 14,
    "死亡": 0,
}
_YEAR: Final = (
    r"(1[3-9]\d\d|20\d\d)(?:\s*[年.．/\-]\s*(\d{1,2})(?:\s*[月.．/\-]\s*(\d{1,2}))?)?[年月日]?"
)
_DATE: Final = re.compile(rf"\s*{_YEAR}\s*")
_SPAN: Final = re.compile(
    rf"[（(]?\s*{_YEAR}[初底末春夏秋冬]?\s*[—–－~～\-―─至到]{{1,2}}\s*{_YEAR}\s*[）)]?"
)
_LENGTHS: Final = re.compile(
    r"(?:任职|在任|在位|在职|任期|服役|办学|存续|施工|建设|修建|历时|工期|会期|展期)?"
    r"(?:(?P<v>年|天|日|月)数|年限|(?:时长|任期|历时|工期|会期|展期)[（(](?P<u>年|个?月|天|日)[）)])"
)
_LENGTH: Final = re.compile(r"\s*(\d{1,3}(?:\.\d)?)\s*(?:年|个?月|天)?\s*")
_AGE: Final = re.compile(r"\s*(\d{1,3})\s*岁?\s*")

Ymd = tuple[int, int, int]


class Fault(msgspec.Struct, frozen=True):
    """A cell to doubt (`row`, `column`), what kind of fault it is, and what was compared."""

    cell: Cell
    kind: str
    message: str
    evidence: str


class _Row(msgspec.Struct, frozen=True):
    dates: dict[str, tuple[Ymd, Cell]]
    age: tuple[int, Cell] | None
    spans: tuple[tuple[Ymd, Ymd, Cell], ...]
    length: tuple[Length, Cell] | None


def column_faults(table: Table) -> tuple[Fault, ...]:
    """Give ages, early deeds and turned dates of a table's rows.

    A fault that most rows share is the table's own way of counting, and is left alone.
    """
    found: list[Fault] = []
    heads, body = _heads(table)
    if len(heads) < 1:
        return ()
    rows = [row for row in _rows(table, heads, body) if row.dates or row.spans]
    for faults in ([f for row in rows if (f := _age_fault(row))], [f for row in rows for f in _early(row)],
                   [f for row in rows for f in _turned(row)], [f for row in rows for f in _lasting(row)]):  # fmt: skip
        if len(faults) <= max(2, len(rows) // 3):
            found += faults
    return tuple(found)


def _heads(table: Table) -> tuple[dict[int, str], int]:
    """The role of each column whose head tells one, and the first row below the heads."""
    words: dict[int, str] = {}
    for row in range(min(max(table.header_rows, 1) + 1, 4, table.rows)):
        for cell in table.cells:
            if cell.row == row:
                text = re.sub(r"\s+", "", cell.text.text)
                for column in range(cell.column, cell.column + cell.column_span):
                    words[column] = words.get(column, "") + " " + text
        roles = {c: role for c, text in words.items() if (role := _role(text))}
        if row + 1 >= max(table.header_rows, 1) and roles:
            return roles, row + 1
    return {}, 0


def _role(text: str) -> str:
    length = _LENGTHS.fullmatch(text.strip())
    if length is not None:
        unit = next((u for u in (length["u"], length["v"]) if u), "年")
        return "历时" + {"个月": "月", "日": "天"}.get(unit, unit)
    text = re.sub("[（(](?:公元|年|岁|年月|年、月)[）)]", "", text.strip())
    role = next((role for role, words in _ROLES if words.search(text)), "")
    if not role and re.search("任期|起止|任职时间|任职年|年限|存续", text):
        return "起止"
    return role


def _rows(table: Table, heads: dict[int, str], body: int) -> Iterator[_Row]:
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row >= body and cell.column in heads:
            by_row.setdefault(cell.row, []).append(cell)
    for _, cells in sorted(by_row.items()):
        yield _row(cells, heads)


def _row(cells: Sequence[Cell], heads: dict[int, str]) -> _Row:
    dates: dict[str, tuple[Ymd, Cell]] = {}
    age, length, spans = None, None, list[tuple[Ymd, Ymd, Cell]]()
    for cell in cells:
        role, text = heads[cell.column], cell.text.text
        if role.startswith("历时") and (counted := _LENGTH.fullmatch(text)) is not None:
            length = Length(0, 0, float(counted[1]), role[2:], "", text.strip()), cell
        elif role == "年龄" and (said := _AGE.fullmatch(text)):
            age = int(said[1]), cell
        elif (span := _SPAN.fullmatch(text)) is not None:
            first, last = _ymd(span.groups()[:3]), _ymd(span.groups()[3:])
            spans.append((first, last, cell))
            if role == "生卒":
                dates["出生"], dates["死亡"] = (first, cell), (last, cell)
        elif role and (date := _DATE.fullmatch(text)) and role not in dates:
            dates[role] = _ymd(date.groups()), cell
        elif role and role not in dates and (lone := lone_date(text))[0]:
            dates[role] = lone, cell
    return _Row(dates, age, tuple(spans), length)


def _ymd(parts: Sequence[str | None]) -> Ymd:
    year, month, day = (int(part or 0) for part in parts)
    return year, month, day


def _shown(date: Ymd) -> str:
    return "".join(f"{n}{unit}" for n, unit in zip(date, "年月日", strict=True) if n)


def _age_fault(row: _Row) -> Fault | None:
    if row.age is None or not {"出生", "死亡"} <= set(row.dates):
        return None
    (born, _), (died, _), (said, cell) = row.dates["出生"], row.dates["死亡"], row.age
    years = died[0] - born[0]
    if abs(said - years) <= 1 or years < 0:
        return None
    return Fault(
        cell, "年龄",
        f"年龄不符：{_shown(born)}生，{_shown(died)}去世，是{years}岁（虚岁{years + 1}），写作{said}，请核对。",
        f"{died[0]}−{born[0]}={years}",
    )  # fmt: skip


def _early(row: _Row) -> Iterator[Fault]:
    """Deeds before birth, or at an age too young for them."""
    born = row.dates.get("出生")
    for role, least in _LEAST.items():
        done = row.dates.get(role)
        if born is None or done is None or done[1] is born[1]:
            continue
        age = done[0][0] - born[0][0]
        if age < least:
            what = f"早于出生（{_shown(born[0])}）" if age < 0 else f"时只有{age}岁"
            yield Fault(done[1], "事迹", f"{role}{what}，请核对年份。",
                        f"{done[0][0]}−{born[0][0]}={age}")  # fmt: skip


def _turned(row: _Row) -> Iterator[Fault]:
    """Dates of a row in the wrong order, and spans that end before they begin."""
    for early, late in _ORDER:
        if early in row.dates and late in row.dates:
            (a, cell), (b, _) = row.dates[early], row.dates[late]
            if _is_before(b, a):
                yield Fault(
                    cell, "先后",
                    f"先后倒置：{early}是{_shown(a)}，{late}反而是{_shown(b)}，请核对两个日期。",
                    f"{_shown(b)}<{_shown(a)}",
                )  # fmt: skip
    for a, b, cell in row.spans:
        if _is_before(b, a):
            yield Fault(cell, "先后", f"起止时间颠倒：{_shown(a)}晚于{_shown(b)}，请核对。",
                        f"{_shown(a)}>{_shown(b)}")  # fmt: skip


_LASTING: Final = (
    ("到任", "离任"), ("开工", "竣工"), ("成立", "撤销"), ("入伍", "退役"), ("批准", "竣工"),
)  # fmt: skip


def _lasting(row: _Row) -> Iterator[Fault]:
    """Lengths that the two dates of a row do not bear out (到任, 离任, 任职年数)."""
    if row.length is None:
        return
    told = [(row.dates[a][0], row.dates[b][0]) for a, b in _LASTING
            if a in row.dates and b in row.dates]  # fmt: skip
    told += [(a, b) for a, b, _ in row.spans]
    said, cell = row.length
    for first, last in told:
        span = elapsed(Date(0, 0, *first, "y"), Date(0, 0, *last, "y"))
        if span is None or fits(said, span, span.months is None or said.amount > 2) is not False:
            return
    if told:
        yield Fault(
            cell, "历时",
            f"历时不符：{_shown(told[0][0])}至{_shown(told[0][1])}，写作{said.shown}，请核对。",
            f"{_shown(told[0][0])}→{_shown(told[0][1])}",
        )  # fmt: skip


def _is_before(a: Ymd, b: Ymd) -> bool:
    for x, y in zip(a, b, strict=True):
        if not x or not y:
            return False
        if x != y:
            return x < y
    return False
