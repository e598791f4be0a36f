"""What a unit filled in: its words node by node, forms row by row, people, pictures, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from fangzhi.align.figures import masked
from fangzhi.model.manuscript import Asset, Block, Figure, Manuscript, Table, texts_in
from fangzhi.model.text import Text
from fangzhi.model.value import Value, mint_id
from fangzhi.project.calling.call import Call, Form, Task
from fangzhi.zh.counts import typed_characters


class NodeText(Value, frozen=True):
    """What was written for one node; its blocks keep ids and places of the returned file."""

    title: str
    within: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def characters(self) -> int:
        """Count the typed characters (字数)."""
        return sum(typed_characters(t.text) for block in self.blocks for t in texts_in(block))


class FormFilled(Value, frozen=True):
    """A form that came back: its rows, and the cells still empty, said in words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: tuple[str, ...] = ()
    filled: int = 0
    block: Table | None = None


class Filled(Value, frozen=True):
    """All that a hand-in holds. `loose` stands under no node; `remarks` are told to the unit.

    `people` are (label, what was written); `figures` (words, last year's, this year's) as renewed
    in the list; `pictures` digests with the words under them; `whole` is False for a file of the
    unit's own making, without our blanks.
    """

    unit: str
    nodes: tuple[NodeText, ...] = ()
    forms: tuple[FormFilled, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    figures: tuple[tuple[str, str, str], ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    loose: tuple[Block, ...] = ()
    remarks: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    missing_forms: tuple[str, ...] = ()
    in_place: bool = False
    ours: bool = True

    @property
    def characters(self) -> int:
        """Count the typed characters of all that was written (字数)."""
        return sum(node.characters for node in self.nodes) + NodeText("", (), self.loose).characters

    @property
    def is_empty(self) -> bool:
        """Tell whether the pack came back with nothing in it (空表)."""
        return not (
            self.characters or self.pictures or self.figures or any(f.filled for f in self.forms)
        )

    def person(self, label: str) -> str:
        """Give what stands in a blank of 撰稿与审核."""
        return dict(self.people).get(label, "")


def manuscript_of(filled: Filled, source: Manuscript) -> Manuscript:
    """Give the hand-in as one manuscript under the outline's titles: to be checked and compiled."""
    blocks: list[Block] = []
    said: tuple[str, ...] = ()
    for node in filled.nodes:
        if node.blocks:
            path = (*node.within, node.title)
            same = next((i for i, (a, b) in enumerate(zip(said, path, strict=False)) if a != b),
                        min(len(said), len(path)))  # fmt: skip
            for depth in range(min(same, len(path) - 1), len(path)):
                blocks.append(_heading(path, depth))
            blocks += deepened(node.blocks, len(path))
            said = path
    blocks += filled.loose
    for form in filled.forms:
        if form.block is not None and form.filled:
            blocks.append(_titled(form))
    wanted = {block.asset for block in blocks if isinstance(block, Figure)}
    assets: tuple[Asset, ...] = tuple(one for one in source.assets if one.digest in wanted)
    title = filled.nodes[0].title if filled.nodes else filled.unit
    return replace(source, blocks=tuple(blocks), assets=assets, title=title, unit=filled.unit)


def _heading(path: tuple[str, ...], depth: int) -> Text:
    place = mint_id("outline", "heading", "/".join(path[: depth + 1]))
    return Text(place, path[depth], role="heading", level=min(depth + 1, 9))


def _titled(form: FormFilled) -> Table:
    assert form.block is not None
    if form.block.title is not None:
        return form.block
    return replace(
        form.block, title=Text(mint_id(form.block.id, "title", ""), form.title, "caption")
    )


def deepened(blocks: Sequence[Block], depth: int) -> Iterator[Block]:
    """Give blocks with their headings under a heading of this depth, keeping their own order."""
    levels = sorted({b.level for b in blocks if isinstance(b, Text) and b.role == "heading"})
    rank = {level: at for at, level in enumerate(levels, 1)}
    for block in blocks:
        if isinstance(block, Text) and block.role == "heading":
            yield replace(block, level=min(depth + rank[block.level], 9))
        else:
            yield block


def form_filled(form: Form, table: Table | None, rows: Sequence[Sequence[str]]) -> FormFilled:
    """Set a returned grid (without its head) beside the form as it was sent; name what is empty."""
    empty: list[str] = []
    filled = 0
    for at, row in enumerate(rows):
        printed = form.grid[at] if at < len(form.rows) else ("",) * len(form.columns)
        blanks = [c for c, words in enumerate(printed) if not words and c < len(row)]
        written = [c for c in blanks if row[c].strip()]
        filled += len(written)
        filled += sum(bool(printed[c]) and printed[c] != row[c].strip() != ""
                      for c in range(min(len(row), len(printed))))  # fmt: skip
        if at < len(form.rows) or written:
            label = next((words for words in row if words.strip()), f"第{at + 1}行")
            empty += [
                f"“{label.strip()}”一行的“{form.columns[c]}”" for c in blanks if c not in written
            ]
    return FormFilled(
        form.title, form.columns, tuple(map(tuple, rows)), tuple(empty), filled, table
    )


def years_told(filled: Filled, call: Call) -> str:
    """Say that the whole text tells of another year, "" where it does not."""
    years = Counter(
        figure.digits
        for node in filled.nodes
        for block in node.blocks
        for text in texts_in(block)
        for figure in masked(text.text).figures
        if figure.kind == "year"
    )
    other = str(call.year - 1)
    if years[other] >= 2 and not years[str(call.year)]:
        return f"通篇写的是{other}年的事，这次要写的是{call.year}年"
    return ""


def open_points(filled: Filled, task: Task) -> tuple[str, ...]:
    """Say what is not filled in yet, a sentence each: nodes, forms, cells, people."""
    told = [f"“{node.title}”还没有写" for node in filled.nodes if not node.blocks]
    told += [f"表“{title}”没有交回" for title in filled.missing_forms]
    for form in filled.forms:
        if not form.filled:
            told.append(f"表“{form.title}”没有填")
        elif form.empty:
            more = f"等{len(form.empty)}处" if len(form.empty) > 3 else ""
            told.append(f"表“{form.title}”里{'、'.join(form.empty[:3])}{more}还空着")
    blank = [label for label in ("撰稿人", "撰稿人电话", "审核领导") if not filled.person(label)]
    if filled.ours and blank:
        told.append(f"{'、'.join(blank)}没有填")
    if not filled.ours and not (task.writer or filled.person("撰稿人")):
        told.append("没有写撰稿人和联系电话")
    return tuple(told)
