"""组稿包: the one Word file that a unit gets, fills in and sends back."""

from __future__ import annotations

from collections.abc import Callable

from fangzhi.model.manuscript import Manuscript
from fangzhi.project.calling.call import Call, Task
from fangzhi.project.calling.incoming.hidden import PROPERTY
from fangzhi.project.calling.incoming.returned import BOOKMARK
from fangzhi.project.calling.papers.page import Paper
from fangzhi.project.calling.template import Kind, Part, template
from fangzhi.publish.legal import file_name

_STYLES: dict[Kind, str] = {
    "number": "PaperNumber", "title": "PaperTitle", "flat": "Flat", "normal": "Normal",
    "point": "Point", "heading": "Heading1", "slot": "Heading2", "hint": "Hint", "blank": "Normal",
    "form-title": "FormTitle", "form-unit": "FormUnit", "notice": "Notice2",
    "last-head": "LastHead",
}  # fmt: skip
_FIGURE_WIDTHS = (7, 46, 19, 28)


def pack(call: Call, task: Task, last: Manuscript | None = None) -> bytes:
    """Give the bytes of a unit's pack; the same call and text give the same bytes."""
    task_id = call.task_id(task)
    paper = Paper(f"{call.numbered(task)}　{call.work}", call.code(task))
    anchors = iter(range(10_000))
    for part in template(call, task, last):
        if part.kind in ("number", "slot"):
            paper.anchored(_STYLES[part.kind], part.text, f"{BOOKMARK}_{task_id}_{next(anchors)}")
        elif part.kind in _STYLES:
            paper.line(_STYLES[part.kind], part.text)
        else:
            _DRAWN[part.kind](paper, part)
    paper.gap()
    paper.line("Hint", f"本文件编号 {call.code(task)}　{call.numbered(task)}")
    properties = {PROPERTY: f"{call.id}/{task_id}/{call.year}"}
    return paper.data(properties, call.office)


def pack_name(call: Call, task: Task) -> str:
    """Give the file name of a unit's pack."""
    return f"{file_name(call.numbered(task))}.docx"


def _form(paper: Paper, part: Part) -> None:
    head, *rows = part.rows
    widths = [max(4, *(min(len(row[at]), 14) for row in part.rows)) for at in range(len(head))]
    paper.grid(head, rows, widths)


def _last_table(paper: Paper, part: Part) -> None:
    if part.rows and part.rows[0]:
        head, *rows = part.rows
        paper.grid(head, rows, height=340)


_DRAWN: dict[Kind, Callable[[Paper, Part], None]] = {
    "break": lambda paper, part: paper.page_break(),
    "facts": lambda paper, part: paper.facts([(row[0], row[1]) for row in part.rows]),
    "people": lambda paper, part: paper.pairs(
        [[(words, bool(words)) for words in row] for row in part.rows], (13, 20, 16, 20, 16, 22)
    ),
    "form": _form,
    "figures": lambda paper, part: paper.grid(
        part.rows[0], part.rows[1:], _FIGURE_WIDTHS, height=360
    ),
    "last-text": lambda paper, part: paper.marked("LastText", part.text, part.spans),
    "last-table": _last_table,
}
