"""What became of the tasks: a completion report as a Word form, and a notice of progress as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from fangzhi.model.value import Value
from fangzhi.project.meetings.plan import MeetingPlan, Party, Task
from fangzhi.project.reviewing.office_form import Grid, OfficeForm, Words, cell, form_docx

Stage = Literal["未开始", "进行中", "已完成"]
STAGES: tuple[Stage, ...] = ("已完成", "进行中", "未开始")
UNSAID = "原文未写"
"""Stands where the meeting named nobody or no date: it is for the office to decide."""


class Proof(Value, frozen=True):
    """Evidence (佐证) of completion: what it is, its number or file digest, and its date."""

    name: str
    number: str = ""
    when: str = ""


class Progress(Value, frozen=True):
    """What a person recorded of one task: its stage, words on it, and the evidence."""

    task: str
    stage: Stage
    words: str = ""
    proofs: tuple[Proof, ...] = ()
    who: str = ""
    when: str = ""


def progress_fault(progress: Progress) -> str:
    """Say why a record cannot stand: nothing counts as done without evidence; "" where it can."""
    if progress.stage == "已完成" and not progress.proofs:
        return "“已完成”要有佐证（文件、照片、样书、页面等），请先登记。"
    if not progress.who or not progress.when:
        return "没有写明是谁在哪一天填报的。"
    return ""


def completion_docx(plan: MeetingPlan, progress: Mapping[str, Progress]) -> bytes:
    """Give the report: one table a point, each task with its words, who and when as given, proofs."""
    grids = tuple(_grid(head, tasks, progress) for head, tasks in _tables(plan))
    form = OfficeForm(
        "落实情况报告",
        (("会议", plan.title), ("印发", plan.fields.issued)),
        progress_sentence(plan.tasks, progress),
        grids,
        (f"牵头、责任单位和时限照会议原文；原文没有写的，本表写“{UNSAID}”，由办公室另行确定。",
         "没有佐证的不计为已完成。"),
        ("填报人", "负责人"),
    )  # fmt: skip
    return form_docx(form)


def progress_sentence(tasks: Iterable[Task], progress: Mapping[str, Progress]) -> str:
    """Count tasks by stage in one sentence, with the arithmetic."""
    counts = counts_of(tasks, progress)
    total = sum(counts.values())
    return f"共{total}项：" + "，".join(f"{name}{counts[name]}项" for name in STAGES) + "。"


def counts_of(tasks: Iterable[Task], progress: Mapping[str, Progress]) -> dict[Stage, int]:
    """Count tasks by stage; one said to be done without evidence counts as under way."""
    counts: dict[Stage, int] = dict.fromkeys(STAGES, 0)
    for task in tasks:
        counts[_stage(progress.get(task.id))] += 1
    return counts


class WorkCount(Value, frozen=True):
    """Counts of one kind of work in a period, as the office's registry gives them."""

    kind: str
    total: int
    stages: tuple[tuple[str, int], ...] = ()


def quarterly_notice(
    office: str, period: str, works: Sequence[WorkCount], tasks: Mapping[Stage, int],
    late: Sequence[str] = (),
) -> str:  # fmt: skip
    """Give the 进度通报 as text from counts given; a sum that does not fit its parts is told."""
    lines = [f"{office}关于{period}工作进度的通报", ""]
    if works:
        lines.append("一、志鉴编纂进度")
        lines += [_work_line(one) for one in works]
    if any(tasks.values()):
        told = "，".join(f"{name}{tasks.get(name, 0)}项" for name in STAGES)
        lines += ["二、会议议定事项", f"本期共{sum(tasks.values())}项：{told}。"]
    if late:
        lines += [
            "三、请抓紧的事项",
            *(f"{number}．{words}" for number, words in enumerate(late, 1)),
        ]
    return "\n".join(lines) + "\n"


def _work_line(one: WorkCount) -> str:
    parts = "、".join(f"{stage}{count}部" for stage, count in one.stages if count)
    counted = sum(count for _, count in one.stages)
    line = f"{one.kind}{one.total}部" + (f"：{parts}" if parts else "")
    if one.stages and counted != one.total:
        line += f"（各阶段合计{counted}部，与总数差{one.total - counted}部，请核对）"
    return f"{line}。"


def _tables(plan: MeetingPlan) -> Iterator[tuple[str, list[Task]]]:
    """Give a table for each point with a head; points without one stand together."""
    bare: list[Task] = []
    for point in plan.priorities:
        if not point.title:
            bare += point.tasks
            continue
        if bare:
            yield "", bare
            bare = []
        if point.tasks:
            yield f"{point.number}{point.title}", list(point.tasks)
    if bare:
        yield "", bare


def _grid(head: str, tasks: Sequence[Task], progress: Mapping[str, Progress]) -> Grid:
    rows = tuple(
        (
            cell(leaf.title),
            cell(_parties(leaf.parties)),
            cell(leaf.deadline or UNSAID),
            cell(_told(progress.get(leaf.id))),
            cell(_proofs(progress.get(leaf.id))),
        )
        for task in tasks
        for leaf in task.items or (task,)
    )
    heads = ("任务（照原文）", "牵头、责任单位", "时限", "进展", "佐证")
    return Grid(heads, (30, 18, 12, 22, 18), rows, Words(head, "#9E2A2B", True))


def _stage(progress: Progress | None) -> Stage:
    if progress is None:
        return "未开始"
    return "进行中" if progress.stage == "已完成" and not progress.proofs else progress.stage


def _told(progress: Progress | None) -> str:
    stage = _stage(progress)
    return f"{stage}。{progress.words}" if progress and progress.words else stage


def _proofs(progress: Progress | None) -> str:
    proofs = progress.proofs if progress else ()
    return "\n".join(" ".join(filter(None, (p.name, p.number, p.when))) for p in proofs)


def _parties(parties: tuple[Party, ...]) -> str:
    return "\n".join(f"{party.role}：{party.name}" for party in parties) or UNSAID
