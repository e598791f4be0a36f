"""任务分解表: rows of a table as tasks, by what the heads of its columns say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.model.manuscript import Table
from fangzhi.model.value import mint_id
from fangzhi.project.meetings.clauses import Span
from fangzhi.project.meetings.deeds import deed_of
from fangzhi.project.meetings.parties import names_of
from fangzhi.project.meetings.plan import Party, Quote, Role, Task

_HEADS: dict[str, str] = {
    "工作任务": "task", "任务": "task", "工作内容": "task", "任务内容": "task", "重点任务": "task",
    "工作事项": "task", "事项": "task", "主要任务": "task", "具体任务": "task", "工作项目": "task",
    "牵头单位": "牵头", "牵头领导": "牵头", "责任单位": "责任", "责任人": "责任",
    "承办单位": "责任", "责任科室": "责任",
    "责任部门": "责任", "落实单位": "责任", "配合单位": "配合", "协作单位": "配合",
    "完成时限": "when", "完成时间": "when",
    "时限": "when", "时间要求": "when", "完成期限": "when",
}  # fmt: skip
_ROLES: dict[str, Role] = {"牵头": "牵头", "责任": "责任", "配合": "配合"}
_BLANK = re.compile(r"[\s　]")


def table_tasks(table: Table, source: str) -> Iterator[Task]:
    """Give a task for each row below the heads; nothing for a table of another kind."""
    grid = [[("", "")] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[row][column] = (cell.text.id, cell.text.text.strip())
    fields: dict[int, str] = {}
    seen: set[str] = set()
    for cells in grid:
        heads = {n: _HEADS.get(_BLANK.sub("", words), "") for n, (_, words) in enumerate(cells)}
        if "task" in heads.values():
            fields = {n: name for n, name in heads.items() if name}
            continue
        column = next((n for n, name in fields.items() if name == "task"), -1)
        if column < 0 or not cells[column][1] or cells[column][0] in seen:
            continue
        seen.add(cells[column][0])
        yield _task(cells, fields, column, source)


def _task(cells: list[tuple[str, str]], fields: dict[int, str], column: int, source: str) -> Task:
    block, words = cells[column]
    deed = deed_of(Span(words, 0))
    parties = tuple(
        Party(_ROLES[name], one, name)
        for n, name in fields.items()
        if name in _ROLES
        for one in names_of(cells[n][1])
        if one
    )
    when = next((cells[n][1] for n, name in fields.items() if name == "when"), "")
    verb, thing = (deed.verb, deed.object.text) if deed else ("", words)
    return Task(mint_id(source, block, "row"), verb, thing, words,
                Quote(block, 0, len(words), words), parties=parties, deadline=when)  # fmt: skip
