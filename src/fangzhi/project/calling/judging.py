"""The verdict beside a hand-in: last year's copy first, then what is doubtful, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Literal

import msgspec

from fangzhi.check.pieces import standing_texts
from fangzhi.check.report.groups import is_trusted
from fangzhi.compile.settings import Contribution
from fangzhi.model.finding import LEVELS, Finding
from fangzhi.model.manuscript import Manuscript, Table
from fangzhi.model.text import Text
from fangzhi.model.value import Value
from fangzhi.project.calling.call import Call, Task
from fangzhi.project.calling.incoming.filled import (
    Filled,
    manuscript_of,
    open_points,
    years_told,
)
from fangzhi.project.checking import check_project
from fangzhi.project.copies import Compared, compare
from fangzhi.project.load import Project
from fangzhi.project.settings import Told

_NOWHERE = Path("没有文件夹")
"""A hand-in is checked before it lies anywhere: nothing is kept of the check."""
Advice = Literal["退回修改", "请补充核对", "可以收下"]
MOST_POINTS = 8
_TOLD_LEVELS = ("政", "硬", "数", "字")
_AROUND = 12
_COPIED_SHOWN = 3


class Point(Value, frozen=True):
    """One doubtful place as a writer reads it: where, the words, what is doubtful, what to do."""

    where: str
    words: str
    what: str
    do: str = ""

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        quoted = f"“{self.words}”：" if self.words else ""
        return f"{self.where}，{quoted}{self.what}{self.do}"


class Verdict(Value, frozen=True):
    """What the machine says of a hand-in; whether it is taken, a person decides.

    `copied` is the sentence about last year's text, always first; `open` what is not filled in;
    `points` the gravest doubtful places, `rest` how many lighter ones the office mends itself;
    `unread` reasons for what could not be read.
    """

    unit: str
    advice: Advice
    lead: str
    copied: str = ""
    copied_places: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    more: int = 0
    rest: int = 0
    remarks: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    characters: int = 0


def judge(
    filled: Filled, source: Manuscript, call: Call, task: Task, told: Told,
    last: Manuscript | None = None,
) -> Verdict:  # fmt: skip
    """Judge a hand-in: empty or not, last year's text or this year's, then the check's findings.

    `source` is the manuscript of the returned file, `told` the settings of the work.
    """
    base = Verdict(task.unit, "退回修改", "", unread=filled.unread, characters=filled.characters)
    if filled.is_empty:
        lead = f"{task.unit}交回的是空表，里面还没有写。"
        if filled.unread:
            lead = f"{task.unit}交来的文件没有读出内容。"
        return msgspec.structs.replace(base, lead=lead)
    manuscript = manuscript_of(filled, source)
    compared = _compared(manuscript, last, call)
    findings = _findings(manuscript, task, told)
    serious = [f for f in findings if _is_serious(f)]
    points = tuple(_points(serious, manuscript))
    judged = msgspec.structs.replace(
        base,
        copied=compared.sentence if compared else "没有上年稿，没有比对是否照抄。",
        copied_places=tuple(_copied(compared)) if compared else (),
        open=open_points(filled, task),
        points=points[:MOST_POINTS],
        more=max(0, len(points) - MOST_POINTS),
        rest=sum(1 for f in findings if f.by_rule and f.level != "体") - len(serious),
        remarks=(*filter(None, [years_told(filled, call)]), *filled.remarks),
    )
    advice, lead = _advised(judged, compared, bool(years_told(filled, call)))
    return msgspec.structs.replace(judged, advice=advice, lead=lead)


def _compared(manuscript: Manuscript, last: Manuscript | None, call: Call) -> Compared | None:
    if last is None or not last.blocks:
        return None
    return compare([manuscript], [last], str(call.year - 1))[0]


def _copied(compared: Compared) -> Iterator[str]:
    for passage in compared.passages:
        if passage.verdict in ("照抄", "几乎照抄"):
            kept = "、".join(dict.fromkeys(w for w, kind in passage.new if kind == "kept"))
            renewed = f"，只改了{passage.renewed}个" if passage.renewed else ""
            where = f"“{passage.heading}”" if passage.heading else "一段"
            yield f"{where}有{passage.kept}个数与去年一样{renewed}：{kept}"


def _findings(manuscript: Manuscript, task: Task, told: Told) -> tuple[Finding, ...]:
    """Check the hand-in by itself: what other units owe is no fault of this one."""
    work = msgspec.structs.replace(told.work, outline=())
    told = msgspec.structs.replace(told, work=work, complaints=())
    contribution = Contribution(manuscript, unit=task.unit)
    project = Project(_NOWHERE, told, (contribution,), (), (), ())
    return check_project(project, keep=False).findings


def _is_serious(finding: Finding) -> bool:
    if not finding.by_rule or finding.confidence == "hint":
        return False
    return finding.level in _TOLD_LEVELS[:2] or (
        is_trusted(finding) and finding.level in _TOLD_LEVELS
    )


def _points(findings: Sequence[Finding], manuscript: Manuscript) -> Iterator[Point]:
    where = _places(manuscript)
    shown = {s.block.id: s.block.text for s in standing_texts(manuscript)}
    seen: set[tuple[str, str]] = set()
    for finding in sorted(
        findings, key=lambda f: (LEVELS.index(f.level), f.confidence != "certain")
    ):
        if (finding.block, finding.message) in seen:
            continue
        seen.add((finding.block, finding.message))
        do = f"是否应为“{finding.suggestion}”？" if finding.suggestion else ""
        message = (
            finding.message
            if finding.message.endswith(("。", "？", "！"))
            else f"{finding.message}。"
        )
        place = where.get(finding.block, "全文")
        yield Point(place, _words(finding, shown.get(finding.block, "")), message, do)


def _words(finding: Finding, text: str) -> str:
    """Give the words in question, with a few around them where they are too short to be found."""
    words = finding.text.replace("\n", " ")
    if text[finding.start : finding.end] != finding.text or len(words) > _AROUND:
        return words if len(words) <= 40 else f"{words[:39]}…"
    start = max(0, finding.start - _AROUND)
    cut = max(text.rfind(sign, start, finding.start) for sign in "。；，、\n")
    return f"{text[max(start, cut + 1) : finding.start]}{words}".strip()


def _places(manuscript: Manuscript) -> dict[str, str]:
    """Say where each block stands as a writer looks for it: under which heading, in which table."""
    found: dict[str, str] = {}
    for standing in standing_texts(manuscript):
        head = standing.headings[-1].strip("【】 ") if standing.headings else ""
        found[standing.block.id] = f"“{head}”里" if head else "开头"
    caption = ""
    for block in manuscript.blocks:
        if isinstance(block, Text):
            caption = block.text if block.role == "caption" else caption * (block.role == "unit")
        if isinstance(block, Table):
            title = (block.title.text if block.title is not None else caption) or "（没有表题）"
            title = title if title.startswith("表") else f"表“{title}”"
            labels = {
                cell.row: cell.text.text for cell in reversed(block.cells) if cell.column == 0
            }
            for cell in block.cells:
                row = labels.get(cell.row, "")
                found[cell.text.id] = title + (f"的“{row}”一行" if row else "")
            found[block.id] = title
    return found


def _advised(judged: Verdict, compared: Compared | None, other_year: bool) -> tuple[Advice, str]:
    who = judged.unit
    if compared is not None and compared.copied:
        return "退回修改", judged.copied
    if other_year:
        return "退回修改", f"{who}的稿{judged.remarks[0]}。"
    need = [f"{len(judged.points) + judged.more}处数字或事实要核对"] if judged.points else []
    need += [f"{len(judged.open)}项还没有填"] if judged.open else []
    need += [f"{len(judged.unread)}处没有读出"] if judged.unread else []
    if need:
        return "请补充核对", f"{who}的稿收到，共{judged.characters}字；{'，'.join(need)}。"
    return "可以收下", f"{who}的稿收到，共{judged.characters}字，没有看出要改的地方。"


def lines_of(verdict: Verdict) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the verdict as headings with lines, in the order in which it is read: for any page."""
    yield "", (verdict.lead,)
    if verdict.copied and verdict.copied != verdict.lead:
        yield "", (verdict.copied,)
    if verdict.copied_places:
        yield "与去年一样的数", verdict.copied_places
    if verdict.points:
        more = (f"另有{verdict.more}处，见附表。",) if verdict.more else ()
        yield (
            "请核对（可能有误，以贵单位的记录为准）",
            (*(p.sentence for p in verdict.points), *more),
        )
    if verdict.open:
        yield "还没有填的", verdict.open
    if verdict.remarks:
        yield "说明", verdict.remarks
    if verdict.unread:
        yield "没有读出的", verdict.unread
    if verdict.rest > 0:
        yield "", (f"另有{verdict.rest}处标点、用字等小问题，由编辑部代改，不必处理。",)


def text_of(verdict: Verdict) -> str:
    """Give the verdict as plain text."""
    parts = []
    for heading, lines in lines_of(verdict):
        parts += [f"【{heading}】"] if heading else []
        parts += [f"{n}．{words}" for n, words in enumerate(lines, 1)] if heading else lines
    return "\n".join(parts) + "\n"


def html_of(verdict: Verdict) -> str:
    """Give the verdict as a piece of HTML, without style or script; everything is escaped."""
    made = [f'<section class="verdict" data-advice="{verdict.advice}">']
    for at, (heading, lines) in enumerate(lines_of(verdict)):
        if not heading:
            kind = ' class="lead"' if at == 0 else ""
            made += [f"<p{kind}>{escape(words)}</p>" for words in lines]
            continue
        rows = "".join(f"<li>{escape(words)}</li>" for words in lines)
        made.append(f"<h3>{escape(heading)}</h3><ol>{rows}</ol>")
    return "\n".join((*made, "</section>"))
