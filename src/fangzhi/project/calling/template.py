"""What a pack says, part by part: the writer of the pack and the reader of what came back share it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from fangzhi.align.figures import masked
from fangzhi.model.manuscript import Manuscript, Table
from fangzhi.model.text import Text
from fangzhi.model.value import Value
from fangzhi.project.calling.call import Call, Form, Owed, Task

Kind = Literal["number", "title", "flat", "normal", "facts", "point", "heading", "people", "slot",
               "hint", "blank", "form-title", "form-unit", "form", "notice", "figures", "last-head",
               "last-text", "last-table", "break"]  # fmt: skip

LAST_HEADING = "附件　上年稿，仅供参考"
PEOPLE = (("撰稿人", "撰稿人职务", "撰稿人电话"), ("审核领导", "领导职务", "领导电话"))
"""The blanks of 撰稿与审核, row by row."""
FIGURE_HEAD = ("序号", "上年稿里的话", "上年数", "今年数（请填）")
MOST_FIGURES = 60
TEXT_HEADING, FORM_HEADING, PICTURE_HEADING = "正文", "表格", "图片"
_NUMERALS = "一二三四五六七八九十"
_DATED = re.compile(r"[日号时]|月(?!份?[至—])|世纪|年代|[）)]型|[—~～-][0-9]+月")
_NUMBERED = re.compile(r"(?:[表图]\s?[0-9]*[-—]?|第)$")
_AROUND = 18


class Part(Value, frozen=True):
    """One part of a pack: a line, or a table with `rows`; `key` names the slot or form it is."""

    kind: Kind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    key: str = ""
    spans: tuple[tuple[int, int], ...] = ()


def template(call: Call, task: Task, last: Manuscript | None = None) -> tuple[Part, ...]:
    """Give the parts of a unit's pack in their order; `last` is its text of the year before."""
    parts = [*_letter(call, task), Part("break")]
    sections = iter(_NUMERALS[1:])
    parts += _slots(call, task, next(sections))
    if call.forms_of(task):
        parts += _forms(call.forms_of(task), next(sections))
    parts += _pictures(next(sections))
    if last is not None and last.blocks:
        parts += _last(call, last)
    return tuple(parts)


def _letter(call: Call, task: Task) -> Iterator[Part]:
    yield Part("number", f"{call.office or '地方志编纂单位'}\t{call.numbered(task)}")
    yield Part("title", f"{_book(call.work)}组稿任务书")
    yield Part("flat", f"{task.unit}：")
    yield Part("normal", f"请贵单位为{_book(call.work)}供稿，记述{call.year}年1月1日至12月31日的事。要写的条目、"
               "要求和表格都在这份文件里，请直接填在后面的空处。谢谢！")  # fmt: skip
    yield Part("facts", rows=tuple(_facts(call, task)))
    if call.requirements:
        yield Part("flat", "写作要求")
        for number, words in enumerate(call.requirements, 1):
            yield Part("point", f"{number}．{words}")
    yield Part("heading", "一、撰稿与审核")
    yield Part("hint", "交稿前请填好；分管领导审定后签字盖章，另见《签批单》。")
    rows = tuple(tuple(word for label in row for word in (label, "")) for row in PEOPLE)
    yield Part("people", rows=rows)


def _facts(call: Call, task: Task) -> Iterator[tuple[str, str]]:
    yield "交稿期限", date_in_words(call.deadline)
    yield "撰写条目", "；".join(node.title for node in task.nodes) or "见正文"
    if forms := call.forms_of(task):
        yield "填报表格", "；".join(form.title for form in forms)
    where = f"填好后把这个文件发到{call.send_to or '联系人'}"
    yield "交回办法", f"{where}；照片和表格可以另附。文件名可以改，页脚的编号请保留。"
    who = "　".join(part for part in (call.contact, call.phone) if part)
    if who:
        yield "联系人", who


def _slots(call: Call, task: Task, numeral: str) -> Iterator[Part]:
    yield Part("heading", f"{numeral}、{TEXT_HEADING}")
    for number, node in enumerate(task.nodes, 1):
        yield Part("slot", f"{number}．{node.title}", key=str(number - 1))
        yield Part("hint", _hint(node))
        yield from (Part("blank") for _ in range(4))


def _hint(node: Owed) -> str:
    told = [f"归入“{'·'.join(node.within)}”。"] if node.within else []
    told += [f"篇幅：{node.length}。"] if node.length else []
    told += [f"{node.requirements.rstrip('。')}。"] if node.requirements else []
    return "".join((*told, "请从下一行写起。"))


def _forms(forms: Sequence[Form], numeral: str) -> Iterator[Part]:
    yield Part("heading", f"{numeral}、{FORM_HEADING}")
    yield Part("hint", "没有的填“0”，无法统计的填“—”并在表下注明，请不要空着。")
    for form in forms:
        yield Part("form-title", form.title, key=form.title)
        if form.measure:
            yield Part("form-unit", f"单位：{form.measure.removeprefix('单位：')}")
        yield Part("form", rows=(form.columns, *form.grid), key=form.title)
        if form.note:
            yield Part("hint", form.note)


def _pictures(numeral: str) -> Iterator[Part]:
    yield Part("heading", f"{numeral}、{PICTURE_HEADING}")
    yield Part(
        "hint", "请选本年内的照片1~3张插在下面，或另附原图；每张写明：什么事、何时何地、摄影者。"
    )
    yield Part("blank")


def _last(call: Call, last: Manuscript) -> Iterator[Part]:
    yield Part("break")
    yield Part("heading", LAST_HEADING)
    yield Part("notice", f"以下是贵单位上年（{call.year - 1}年）的稿，只供参照写法、核对数字。请不要在这里改，"
               "也不要照抄：红色的数都是上年的，今年要换成新数。")  # fmt: skip
    figures = list(_figures(last))
    if figures:
        more = f"，这里列出前{MOST_FIGURES}个" if len(figures) > MOST_FIGURES else ""
        yield Part("last-head", f"须更新的数字（共{len(figures)}个{more}）")
        rows = ((str(n), *row, "") for n, row in enumerate(figures[:MOST_FIGURES], 1))
        yield Part("figures", rows=(FIGURE_HEAD, *rows))
    yield Part("last-head", "上年稿全文")
    for block in last.blocks:
        if isinstance(block, Text) and block.text.strip():
            head = block.role == "heading"
            spans = () if head else tuple(counted(block.text))
            yield Part("last-head" if head else "last-text", block.text.strip(), spans=spans)
        elif isinstance(block, Table):
            if block.title is not None:
                yield Part("last-head", block.title.text)
            yield Part("last-table", rows=grid_of(block))


def _figures(last: Manuscript) -> Iterator[tuple[str, str]]:
    for block in last.blocks:
        if isinstance(block, Text) and block.role != "heading":
            for start, end in counted(block.text):
                yield _around(block.text, start, end), block.text[start:end]


def counted(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of the figures that a new year renews: no years, dates, lasting figures."""
    text = text.strip()
    for figure in masked(text).figures:
        before = text[max(0, figure.start - 6) : figure.start]
        is_label = _DATED.match(text, figure.end) or _NUMBERED.search(before)
        if figure.kind == "count" and not is_label:
            yield figure.start, figure.end


def _around(text: str, start: int, end: int) -> str:
    text = text.strip()
    left = max(0, start - _AROUND)
    cut = max((text.rfind(sign, left, start) for sign in "。；，、【】"), default=-1)
    head = text[max(left, cut + 1) : start]
    head = f"…{head}" if cut < 0 < left else head
    tail = re.split(r"[。；，、]", text[end : end + 8])[0]
    return f"{head}{text[start:end]}{tail}"


def grid_of(table: Table) -> tuple[tuple[str, ...], ...]:
    """Give a table's cells as rows of words; a merged cell's words stand at its first place."""
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        if cell.row < table.rows and cell.column < table.columns:
            grid[cell.row][cell.column] = cell.text.text.strip()
    return tuple(map(tuple, grid))


def date_in_words(date: str) -> str:
    """Give 2024年5月31日 for 2024-05-31; other words stay."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", date)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else date


def _book(title: str) -> str:
    return title if "《" in title else f"《{title}》"


def texts_of(parts: Sequence[Part]) -> Iterator[str]:
    """Give every line of a pack, cells of tables left out."""
    yield from (part.text for part in parts if part.text)
