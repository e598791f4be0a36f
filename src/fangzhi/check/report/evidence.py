"""From the lines of a finding to what is drawn; a line that nobody can draw stays a line."""

from __future__ import annotations

import re

from fangzhi.check.report import dates, figures
from fangzhi.check.report.cells import TableIndex, excerpt, labelled
from fangzhi.check.report.contradictions import beside
from fangzhi.check.report.drawings import Drawing, Lines, Names, Sum, Years
from fangzhi.model.finding import Finding

_NAMED = re.compile(
    r"(?P<name>[^（），、：\s]{2,40})(?:（| )(?P<from>…|\d{4}(?:-\d\d)?)—(?P<to>…|\d{4}(?:-\d\d)?)(?:）|年|$)"
)
_TABLES_OF_NAMES = ("本单位机构表：", "历任名称：", "机构沿革表：", "政区沿革表：")
_WHEN = re.compile(r"^时间依据：(?P<said>.*?(?P<year>\d{4})(?:[年-](?P<month>\d{1,2}))?.*)$")
_IN_SERIES = re.compile(r"(\d{4})(?:年)?：(\d[\d,.]*)")
_OWN_YEAR = re.compile(r"“(\d{4})年?”[行列]")
_PERSON = re.compile(r"(\S{2,20}) (\d{3,4}|[…？?]|)—(\d{3,4}|[…？?]|)")


def draw(finding: Finding, tables: TableIndex) -> tuple[Drawing, ...]:
    """Give what shows the evidence of a finding, in the order an eye should meet it."""
    drawn: list[Drawing] = []
    lines = list(finding.evidence)
    for whole in (_names, _people, _series):
        found = whole(finding, lines)
        if found is not None:
            drawn.append(found)
    drawn += beside(finding, lines)
    plain = []
    cell = tables.find(finding.block)
    for line in lines:
        one = _drawn_line(line, finding)
        if one is None:
            plain.append(line)
        else:
            drawn.append(labelled(one, cell) if isinstance(one, Sum) and cell else one)
    if plain:
        drawn.append(Lines(tuple(plain)))
    if cell is not None and any(not isinstance(one, Lines) for one in drawn):
        drawn.append(excerpt(cell))
    return tuple(drawn)


def _drawn_line(line: str, finding: Finding) -> Drawing | None:
    for pattern, make in (*dates.PATTERNS, *figures.PATTERNS):
        found = pattern.fullmatch(line)
        if found is not None:
            return make(found, finding)
    return None


def _names(finding: Finding, lines: list[str]) -> Names | None:
    """Take the lines that say which name held when; None where there are none."""
    taken = [line for line in lines if line.startswith(_TABLES_OF_NAMES)]
    rows: dict[tuple[str, str, str], None] = {}
    for line in taken:
        for found in _NAMED.finditer(line.split("：", 1)[1]):
            rows[found["name"], found["from"], found["to"]] = None
    if len(rows) < 2:
        return None
    ordered = sorted(rows, key=lambda row: (row[1].replace("…", ""), row[2].replace("…", "9999")))
    said = next((m for m in map(_WHEN.match, lines) if m), None)
    right: tuple[int, ...] = ()
    if said is not None:
        when = said["year"] + (f"-{int(said['month']):02d}" if said["month"] else "")
        right = tuple(n for n, row in enumerate(ordered) if _holds(row, when))
        taken.append(said[0])
    for line in taken:
        lines.remove(line)
    return Names(tuple(ordered), right, said["said"] if said else "")


def _holds(row: tuple[str, str, str], when: str) -> bool:
    _, start, end = row
    after = start == "…" or start[: len(when)] <= when[: len(start)]
    return after and (end == "…" or end[: len(when)] >= when[: len(end)])


def _people(finding: Finding, lines: list[str]) -> Years | None:
    """Take lines that are a name with two years each."""
    taken = [(line, found) for line in lines if (found := _PERSON.fullmatch(line))]
    if len(taken) < 2:
        return None
    for line, _ in taken:
        lines.remove(line)
    rows = tuple((found[1], found[2], found[3], "") for _, found in taken)
    return Years(("姓名", "生", "卒", ""), rows)


def _series(finding: Finding, lines: list[str]) -> Years | None:
    """Take lines that are one figure a year, with the one in question in its place."""
    taken = [(line, found) for line in lines if (found := _IN_SERIES.fullmatch(line))]
    own = _OWN_YEAR.search(finding.message)
    if len(taken) < 2 or own is None:
        return None
    for line, _ in taken:
        lines.remove(line)
    rows = [(found[1], found[2], "") for _, found in taken]
    rows.append((own[1], finding.text, "稿中"))
    rows.sort(key=lambda row: row[0])
    marked = rows.index((own[1], finding.text, "稿中"))
    return Years(("年份", "数", ""), tuple(rows), (marked,))
