"""Read what a unit filled in: our own lines are known and taken off, the rest is the unit's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from fangzhi.compile.heads import read_head
from fangzhi.model.manuscript import Block, Figure, Manuscript, Table
from fangzhi.model.text import Text
from fangzhi.project.calling.call import Call, Form, Owed, Task
from fangzhi.project.calling.codes import squeezed
from fangzhi.project.calling.incoming.filled import Filled, FormFilled, NodeText, form_filled
from fangzhi.project.calling.incoming.returned import Returned, anchors, pictures_of
from fangzhi.project.calling.template import (
    FIGURE_HEAD,
    FORM_HEADING,
    LAST_HEADING,
    PEOPLE,
    PICTURE_HEADING,
    TEXT_HEADING,
    Part,
    grid_of,
    template,
)

_FEW = 3
_ZONES = {TEXT_HEADING: "slots", FORM_HEADING: "forms", PICTURE_HEADING: "pictures",
          "撰稿与审核": "people"}  # fmt: skip
_OUR_STYLES = frozenset(
    "编号行 文件名称 不缩进 要求条目 填写说明 上年稿提示 填报表名 填报单位行".split()
)
"""A line of ours in an older wording is known by its style, wherever no text is asked for."""
_HINT_END = "请从下一行写起。"
_MARKS = "0123456789一二三四五六七八九十、."


@dataclass
class _Sorting:
    """The returned file being sorted: where we are, and what stood in each zone."""

    call: Call
    task: Task
    parts: Sequence[Part]
    anchored: dict[str, int]
    zone: str = "letter"
    content: dict[str, list[Block]] = field(default_factory=dict)
    edited: list[Block] = field(default_factory=list)
    last: list[Block] = field(default_factory=list)
    forms: dict[str, FormFilled] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    figures: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known = {squeezed(part.text): part for part in self.parts if part.text}
        self.grids = {part.rows for part in self.parts if part.kind == "last-table"}

    def add(self, block: Block) -> None:
        self.content.setdefault(self.zone, []).append(block)


def fill(
    returned: Returned, call: Call, task: Task, last: Manuscript | None = None,
    beside: Sequence[Returned] = (),
) -> Filled:  # fmt: skip
    """Read what a unit filled in, from the file and what came with it (tables, pictures).

    `last` is the unit's text of the year before, as the pack was made with.
    """
    parts = template(call, task, last)
    manuscript = returned.manuscript
    if _is_ours(manuscript, parts, task, call):
        sorting = _sorted(manuscript, call, task, parts)
        nodes, loose, remarks, in_place = _nodes(sorting, task)
        ours = True
    else:
        sorting = _Sorting(call, task, parts, {})
        own = [block for block in manuscript.blocks if not _table_taken(sorting, block)]
        nodes, loose, remarks = _spread(_kept(own), task)
        ours, in_place = False, False
    for other in beside:
        for block in other.manuscript.blocks:
            _table_taken(sorting, block)
    missing = tuple(f.title for f in call.forms_of(task) if f.title not in sorting.forms)
    return Filled(
        task.unit, nodes, tuple(sorting.forms.values()), tuple(sorting.people.items()),
        tuple(sorting.figures), tuple(_pictures(returned, beside)), loose, tuple(remarks),
        (*returned.why, *(why for other in beside for why in other.why)), missing, in_place, ours,
    )  # fmt: skip


def _is_ours(manuscript: Manuscript, parts: Sequence[Part], task: Task, call: Call) -> bool:
    """Tell our pack from a text of the unit's own by the lines of ours that still stand in it."""
    own = {
        squeezed(p.text) for p in parts if p.kind in ("hint", "heading", "slot", "point", "normal")
    }
    lines = {squeezed(block.text) for block in manuscript.blocks if isinstance(block, Text)}
    return len(own & lines) >= _FEW or any(
        id == call.task_id(task) for id, _ in anchors(manuscript)
    )


def _sorted(manuscript: Manuscript, call: Call, task: Task, parts: Sequence[Part]) -> _Sorting:
    own = call.task_id(task)
    anchored = {block: at for id, (block, at) in anchors(manuscript) if id == own}
    sorting = _Sorting(call, task, parts, anchored)
    for block in manuscript.blocks:
        if isinstance(block, Text):
            _sort_text(sorting, block)
        elif not _table_taken(sorting, block):
            if sorting.zone != "last":
                sorting.add(block)
            elif not (isinstance(block, Table) and grid_of(block) in sorting.grids):
                sorting.edited.append(block)
                sorting.last.append(block)
            else:
                sorting.last.append(block)
    return sorting


def _sort_text(sorting: _Sorting, block: Text) -> None:
    key = squeezed(block.text)
    if not key or block.role in ("header", "footer"):
        return
    zone = _zone_of(sorting, block, key)
    if zone is not None:
        sorting.zone = zone
        return
    part = sorting.known.get(key)
    if sorting.zone == "last":
        if part is not None and part.kind not in ("last-text", "last-head"):
            return
        if key.startswith(("本文件编号", "须更新的数字", "上年稿全文")):
            return
        sorting.last.append(block)
        if part is None:
            sorting.edited.append(block)
    elif (part is None or part.kind in ("last-text", "last-head")) and not _is_older(
        sorting, block
    ):
        sorting.add(_without_hint(sorting, block))


def _zone_of(sorting: _Sorting, block: Text, key: str) -> str | None:
    """Give the zone that begins with this line, None where none does."""
    at = sorting.anchored.get(block.id)
    short = len(key) <= 40
    if at is not None and at > 0 and short and at <= len(sorting.task.nodes):
        return f"slot{at - 1}"
    part = sorting.known.get(key)
    if part is not None and part.kind == "slot":
        return f"slot{part.key}"
    if key == squeezed(LAST_HEADING):
        return "last"
    if part is not None and part.kind == "heading":
        return next((zone for words, zone in _ZONES.items() if words in part.text), None)
    return None


def _is_older(sorting: _Sorting, block: Text) -> bool:
    """Tell a line of ours whose words the office has changed since the pack went out."""
    if sorting.zone.startswith("slot"):
        return block.style == "填写说明" and block.text.strip().endswith(_HINT_END)
    return block.style in _OUR_STYLES


def _without_hint(sorting: _Sorting, block: Text) -> Text:
    """Take off our hint where somebody went on writing in its line."""
    for part in sorting.parts:
        if part.kind == "hint" and block.text.strip().startswith(part.text):
            words = block.text.strip().removeprefix(part.text).strip()
            return replace(block, text=words, marks=(), origin=(), role="paragraph", level=0)
    return block


def _table_taken(sorting: _Sorting, block: Block) -> bool:
    """Read a table of ours (people, facts, figures, a form); False for a table of the unit's."""
    if not isinstance(block, Table):
        return False
    grid = grid_of(block)
    first = [squeezed(words) for words in grid[0]] if grid else []
    if first[:1] == ["交稿期限"]:
        return True
    if PEOPLE[0][0] in first:
        sorting.people |= _people(grid)
        return True
    if first[:3] == [squeezed(words) for words in FIGURE_HEAD[:3]]:
        sorting.figures += [(row[1], row[2], row[3].strip()) for row in grid[1:]
                            if len(row) > 3 and row[3].strip()]  # fmt: skip
        return True
    for form in sorting.call.forms_of(sorting.task):
        head = _head_row(grid, form)
        if head is not None and form.title not in sorting.forms:
            sorting.forms[form.title] = form_filled(form, block, grid[head + 1 :])
            return True
    return False


def _people(grid: Sequence[Sequence[str]]) -> dict[str, str]:
    labels = {label for row in PEOPLE for label in row}
    found = {}
    for row in grid:
        for at, words in enumerate(row[:-1]):
            if squeezed(words) in labels:
                found[squeezed(words)] = row[at + 1].strip()
    return found


def _head_row(grid: Sequence[Sequence[str]], form: Form) -> int | None:
    wanted = [squeezed(words) for words in form.columns]
    for at, row in enumerate(grid[:4]):
        if [squeezed(words) for words in row][: len(wanted)] == wanted:
            return at
    return None


def _nodes(
    sorting: _Sorting, task: Task
) -> tuple[tuple[NodeText, ...], tuple[Block, ...], list[str], bool]:
    nodes = tuple(
        NodeText(node.title, node.within, _untitled(sorting.content.get(f"slot{at}", ()), node))
        for at, node in enumerate(task.nodes)
    )
    loose = tuple(
        block for zone in ("letter", "people", "slots", "forms")
        for block in _kept(sorting.content.get(zone, ()))
    )  # fmt: skip
    remarks: list[str] = []
    if not any(node.blocks for node in nodes) and loose:
        nodes, loose, remarks = _spread(loose, task)
        remarks.append("正文没有写在规定的空处，已按题名归入")
    elif loose:
        remarks.append(f"有{len(loose)}段没有写在任何条目下，请核对归哪一条")
    if sorting.edited and not any(node.blocks for node in nodes):
        nodes, loose, more = _spread(_kept(sorting.last), task)
        return nodes, loose, [*more, "正文直接改在了“上年稿”里；以后请写在“正文”一栏"], True
    if sorting.edited:
        remarks.append(f"“上年稿”里有{len(sorting.edited)}处被改动，没有采用；要用的请抄到“正文”里")
    return nodes, loose, remarks, False


def _spread(
    blocks: Sequence[Block], task: Task
) -> tuple[tuple[NodeText, ...], tuple[Block, ...], list[str]]:
    """Share out blocks among the nodes by their titles; all to the only node where there is one."""
    titles = {squeezed(node.title): at for at, node in enumerate(task.nodes)}
    above = {squeezed(title) for node in task.nodes for title in node.within} - set(titles)
    found: dict[int, list[Block]] = {}
    loose: list[Block] = []
    at = 0 if len(task.nodes) == 1 else -1
    for block in blocks:
        key = _title_key(block)
        if key in titles:
            at = titles[key]
        elif key and key in above:
            continue
        elif at < 0:
            loose.append(block)
        else:
            found.setdefault(at, []).append(block)
    remarks = []
    if loose and not found and task.nodes:
        found, loose = {0: loose}, []
        remarks.append("各条没有分开写，暂时都放在第一条里，请核对")
    nodes = tuple(NodeText(node.title, node.within, tuple(found.get(n, ())))
                  for n, node in enumerate(task.nodes))  # fmt: skip
    return nodes, tuple(loose), remarks


def _untitled(blocks: Sequence[Block], node: Owed) -> tuple[Block, ...]:
    """Leave out the node's own title where the writer set it over the text again."""
    kept = _kept(blocks)
    titles = {squeezed(title) for title in (node.title, *node.within)}
    while kept and _title_key(kept[0]) in titles:
        kept = kept[1:]
    return tuple(kept)


def _title_key(block: Block) -> str:
    if not isinstance(block, Text) or len(block.text) > 40:
        return ""
    return squeezed(read_head(block.text).title or block.text).lstrip(_MARKS)


def _kept(blocks: Sequence[Block]) -> list[Block]:
    """Leave out empty lines, headers and footers; the rest stays as it was written."""
    return [
        block for block in blocks
        if not isinstance(block, Text) or (block.text.strip() and block.role not in ("header", "footer"))
    ]  # fmt: skip


def _pictures(returned: Returned, beside: Sequence[Returned]) -> Iterator[tuple[str, str]]:
    for one in (returned, *beside):
        for figure in pictures_of(one.manuscript):
            yield figure.asset, _words_of(figure) or (one.name if one.is_picture else "")


def _words_of(figure: Figure) -> str:
    return " ".join(text.text for text in (figure.title, figure.caption) if text is not None)
