"""A list of units as an office has it: pasted from Excel or WeChat, or a table in a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

COLUMNS = {
    "name": ("单位名称", "单位", "名称", "承编单位", "供稿单位", "部门", "单位全称"),
    "short": ("简称", "单位简称"),
    "contact": ("联系人", "撰稿人", "联络员", "姓名"),
    "phone": ("联系电话", "电话", "手机", "手机号", "联系方式"),
    "leader": ("分管领导", "领导", "负责人"),
    "email": ("电子邮箱", "邮箱", "电子邮件"),
}
"""What a list's heading may call each column."""
_NUMBER = re.compile(r"^\s*[（(]?(?:\d+|[一二三四五六七八九十]+)[)）.、．]\s*")
_CELLS = re.compile(r"\t|[,，;；|]| {2,}")
_LENGTHS = {"name": 120, "short": 40, "contact": 60, "phone": 60, "leader": 60, "email": 254}


class UnitRow(NamedTuple):
    """One unit of a list; what the list does not say is empty."""

    name: str
    short: str = ""
    contact: str = ""
    phone: str = ""
    leader: str = ""
    email: str = ""


def pasted(text: str) -> list[list[str]]:
    """Split pasted lines into cells: tabs, commas of both kinds, two spaces; numbers in front go."""
    lines = (_NUMBER.sub("", line) for line in text.splitlines())
    return [[cell.strip() for cell in _CELLS.split(line.strip())] for line in lines if line.strip()]


def rows_of(cells: Sequence[Sequence[str]]) -> tuple[tuple[UnitRow, ...], tuple[str, ...]]:
    """Read rows by the heading, or in the order of COLUMNS where there is none.

    Gives the units, and in words each line that could not be taken.
    """
    order, body = _heading(cells)
    rows: dict[str, UnitRow] = {}
    faults: list[str] = []
    for number, line in body:
        told = {
            field: line[at].strip() for at, field in order if at < len(line) and line[at].strip()
        }
        long = [field for field, value in told.items() if len(value) > _LENGTHS[field]]
        if not told:
            continue
        if "name" not in told:
            faults.append(f"第{number}行没有单位名称。")
        elif long:
            faults.append(f"第{number}行有一格太长，不像名单里的一格：{told[long[0]][:20]}……")
        elif told["name"] in rows:
            faults.append(f"第{number}行与前面重复：{told['name']}。")
        else:
            rows[told["name"]] = UnitRow(**told)
    return tuple(rows.values()), tuple(faults)


def _heading(
    cells: Sequence[Sequence[str]],
) -> tuple[list[tuple[int, str]], Iterable[tuple[int, Sequence[str]]]]:
    numbered = list(enumerate(cells, 1))
    for at, (_, line) in enumerate(numbered[:5]):
        found = [
            (place, field)
            for place, cell in enumerate(line)
            for field, names in COLUMNS.items()
            if re.sub(r"\s", "", cell) in names
        ]
        if any(field == "name" for _, field in found):
            return found, numbered[at + 1 :]
    return list(enumerate(COLUMNS)), numbered
