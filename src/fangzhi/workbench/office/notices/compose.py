"""A quarterly notice: counted figures, a person's words between them, a Word file. Plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from fangzhi.model.value import Value
from fangzhi.project.meetings.report import Stage, WorkCount, quarterly_notice
from fangzhi.project.reporting.values import WorkRecord, count_stages
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.parts.package import Described, package
from fangzhi.publish.docx.text.blocks import paragraph
from fangzhi.publish.docx.text.inline import run

PARTS = (
    ("lead", "开头"), ("works", "“志鉴编纂进度”之后"), ("tasks", "“会议议定事项”之后"),
    ("late", "“请抓紧的事项”之后"), ("close", "结尾"),
)  # fmt: skip
"""Where a person's words stand, and what the form calls each place."""
_AFTER = {"一、": "works", "二、": "tasks", "三、": "late"}
_REACHED = {"启动": "", "出版": "", "备案": "", "移交": ""}
_FIGURE = re.compile(r"[\d０-９]|[一二三四五六七八九十百千万两]+(?:部|项|件|个|人|万字|％)|百分之")
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474"'
    ' w:bottom="1985" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


class Counted(Value, frozen=True):
    """What was counted for a notice: works by kind, tasks by stage, days reached, late tasks."""

    works: tuple[WorkCount, ...]
    tasks: dict[Stage, int]
    reached: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


def days_of(year: int, quarter: int) -> tuple[str, str]:
    """Give the first day of a quarter and of the next, as ISO text."""
    following = (year + 1, 1) if quarter == 4 else (year, quarter * 3 + 1)
    return f"{year}-{quarter * 3 - 2:02}-01", f"{following[0]}-{following[1]:02}-01"


def work_counts(works: Iterable[WorkRecord]) -> tuple[WorkCount, ...]:
    """Count works by kind and stage."""
    kinds: dict[str, list[WorkRecord]] = {}
    for work in works:
        kinds.setdefault(work.kind or "未分种类", []).append(work)
    return tuple(
        WorkCount(kind, len(rows), count_stages(rows)) for kind, rows in sorted(kinds.items())
    )


def reached(works: Iterable[WorkRecord], since: str, until: str) -> tuple[str, ...]:
    """Say which works reached which stage in the quarter, by the days that the registry keeps."""
    found = [
        (day, work.title, name)
        for work in works
        for name, day in {(name, day) for name, day in (*work.dates, (work.stage, work.since))}
        if len(day) >= 7 and since[:7] <= day[:7] < until[:7]
    ]
    told = dict.fromkeys((title, name, day) for day, title, name in sorted(found))
    return tuple(f"{title}{day}{_REACHED.get(name, '进入')}{name}" for title, name, day in told)


def notice_text(office: str, period: str, counted: Counted, words: Mapping[str, str]) -> str:
    """Give the notice: the counted lines, with a person's words where they belong."""
    text = quarterly_notice(office, period, counted.works, counted.tasks, counted.late)
    lines = text.rstrip("\n").split("\n")
    found = lines[:1] + _said(words, "lead")
    part = ""
    for line in filter(None, lines[1:]):
        begins = _AFTER.get(line[:2], "")
        if begins:
            found += [*_reached(part, counted), line, *_said(words, begins)]
            part = begins
        else:
            found.append(line)
    found += _reached(part, counted)
    return "\n".join([*found, *_said(words, "close")]) + "\n"


def _reached(part: str, counted: Counted) -> list[str]:
    """What was reached in the quarter stands at the end of the part on works."""
    if part != "works" or not counted.reached:
        return []
    return [f"本季度进展{len(counted.reached)}件次：{'；'.join(counted.reached)}。"]


def _said(words: Mapping[str, str], part: str) -> list[str]:
    return [line.strip() for line in str(words.get(part, "")).splitlines() if line.strip()]


def typed_figures(words: Mapping[str, str]) -> tuple[str, ...]:
    """Say which of a person's words hold figures: a notice's figures are counted, never typed."""
    names = dict(PARTS)
    return tuple(
        f"“{names[part]}”里写了数字“{found[0]}”。通报里的数一律由登记统计，请改成不带数字的话。"
        for part, text in words.items()
        if part in names and (found := _FIGURE.search(text))
    )


def notice_docx(text: str) -> bytes:
    """Give a notice as a Word file: same text, same bytes."""
    title, *lines = text.rstrip("\n").split("\n")
    parts = [paragraph("FrontTitle", run(title), '<w:pageBreakBefore w:val="0"/>'
                       '<w:spacing w:before="0" w:after="360"/>')]  # fmt: skip
    parts += [_line(line) for line in lines]
    return package("".join(parts) + _PAGE, Draft(assets={}), None, Described(title))


def _line(line: str) -> str:
    looks = "<w:b/>" if line[:2] in _AFTER else ""
    return paragraph("Normal", run(line, looks))


def lines_in(text: str) -> Sequence[str]:
    """Give a notice's lines for a page: the first is its title."""
    return text.rstrip("\n").split("\n")
