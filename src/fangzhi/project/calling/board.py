"""收稿一览: who owes what on a given day, what came of it, and the workbook of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fangzhi.model.value import Value
from fangzhi.project.calling.call import Call, Task
from fangzhi.project.calling.records import Event, HandIn, State, history, waiting
from fangzhi.publish.press.xlsx import Sheet, workbook

STATES: tuple[State, ...] = ("逾期", "未交", "退回", "已交", "已收")
"""From what the office must see to first."""
_HEAD = (("号", 6), ("单位", 22), ("要写的条目", 34), ("状态", 8), ("稿次", 6), ("最近", 12), ("文件", 34),
         ("签批单", 8), ("离期限（天）", 12), ("撰稿人", 12), ("说明", 40))  # fmt: skip
_PAST = (("单位", 22), ("稿次", 6), ("交来", 12), ("文件", 36), ("凭什么认定", 60), ("谁认定", 10),
         ("结果", 8), ("日期", 12), ("谁定", 10), ("理由", 40), ("校验码", 20))  # fmt: skip
_ASK = (
    ("代号", 12),
    ("文件", 36),
    ("同来的包", 24),
    ("交来", 12),
    ("疑在哪里", 40),
    ("可能是", 30),
)


class Row(Value, frozen=True):
    """One unit on the board. `days` are left to the deadline, below 0 past it; 0 on the day.

    `late` says that what is owed is overdue: nothing came, or it was sent back and not again.
    """

    number: int
    unit: str
    nodes: tuple[str, ...]
    state: State
    days: int
    version: int = 0
    last: HandIn | None = None
    late: bool = False
    writer: str = ""


class Board(Value, frozen=True):
    """The board on a day: a row for each unit in the order of the call, and files not known whose."""

    on: str
    rows: tuple[Row, ...]
    asked: tuple[Event, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Give how many units are in each state."""
        return {state: sum(row.state == state for row in self.rows) for state in STATES}

    @property
    def sentence(self) -> str:
        """Say the whole in one sentence."""
        told = "，".join(f"{state}{count}个" for state, count in self.counts.items() if count)
        ask = f"；另有{len(self.asked)}个文件不知是谁的，要人认" if self.asked else ""
        return f"{len(self.rows)}个单位：{told}{ask}。"


def board(call: Call, events: Sequence[Event], on: str) -> Board:
    """Give the board on a day (YYYY-MM-DD); ValueError in Chinese for another way of writing it."""
    days = days_left(call.deadline, on)
    past = history(events)
    rows = tuple(_row(task, past.get(task.unit, ()), days) for task in call.tasks)
    return Board(on, rows, waiting(events))


def days_left(deadline: str, on: str) -> int:
    """Count the days from a day to the deadline."""
    try:
        return (date.fromisoformat(deadline) - date.fromisoformat(on)).days
    except ValueError as fault:
        raise ValueError(f"日期要写成 2024-05-31 这样（现在是“{deadline}”“{on}”）。") from fault


def _row(task: Task, hand_ins: Sequence[HandIn], days: int) -> Row:
    nodes = tuple(node.title for node in task.nodes)
    if not hand_ins:
        state: State = "逾期" if days < 0 else "未交"
        return Row(task.number, task.unit, nodes, state, days, late=days < 0, writer=task.writer)
    last = hand_ins[-1]
    late = days < 0 and last.state == "退回"
    return Row(
        task.number, task.unit, nodes, last.state, days, last.version, last, late, task.writer
    )


def board_workbook(shown: Board, events: Sequence[Event]) -> bytes:
    """Give 收稿一览.xlsx: the board, the history of every unit, and the files to be asked about."""
    sheets = [_sheet("收稿一览", _HEAD, map(_cells, shown.rows))]
    sheets.append(_sheet("往来", _PAST, _past(history(events))))
    if shown.asked:
        sheets.append(_sheet("待认", _ASK, map(_asked, shown.asked)))
    return workbook(sheets)


def _sheet(name: str, head: Sequence[tuple[str, int]], rows: Iterator[Sequence[str]]) -> Sheet:
    sheet = Sheet(name, widths=[float(width) for _, width in head], frozen=True)
    for number, cells in enumerate(([title for title, _ in head], *rows), 1):
        for column, words in enumerate(cells, 1):
            sheet.write(number, column, words, "list head" if number == 1 else "list")
    return sheet


def _cells(row: Row) -> tuple[str, ...]:
    last = row.last
    told = last.reason if last else ""
    if row.late and last:
        told = f"退回后还没有再交。{told}"
    on = (last.decided_on or last.on) if last else ""
    return (
        f"{row.number:02d}", row.unit, "；".join(row.nodes), row.state,
        f"第{row.version}稿" if row.version else "", on, last.name if last else "",
        "有" if last and last.signed else "", str(row.days), row.writer, told,
    )  # fmt: skip


def _past(past: Mapping[str, Sequence[HandIn]]) -> Iterator[tuple[str, ...]]:
    for unit, hand_ins in past.items():
        for one in hand_ins:
            yield (
                unit, f"第{one.version}稿", one.on, one.name, "；".join(one.evidence), one.who,
                one.state, one.decided_on, one.decided_by, one.reason, one.digest[:16],
            )  # fmt: skip


def _asked(event: Event) -> tuple[str, ...]:
    likely = "、".join(filter(None, (event.unit, *event.likely)))
    return event.digest[:8], event.name, event.bundle, event.on, event.doubt, likely
