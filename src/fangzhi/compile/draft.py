"""The outline while it is being put together: drafts of nodes, filled from manuscripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from msgspec.structs import replace

from fangzhi.compile.captions import join_captions
from fangzhi.compile.heads import entry_head, read_head, special_kind, squeeze, tidy, unit_rank
from fangzhi.compile.kinds import WorkKind
from fangzhi.compile.settings import Contribution
from fangzhi.model.manuscript import Block, Figure, Manuscript, Note, texts, texts_in
from fangzhi.model.text import Mark, Text
from fangzhi.model.value import mint_id
from fangzhi.model.work import Entry, Node, NodeKind, ref_to

_SUFFIX = re.compile(
    r"(?:\.(?:docx?|docm|xlsx?|xlsm|csv|pdf|txt|md|markdown|tei|xml|jsonl|zst|wps|et|rtf|html?"
    r"|jpe?g|png|tiff?|bmp|gif|webp))+$",
    re.I,
)

NOTES = ("footnote", "endnote", "comment")
"""Marks that call a note."""


@dataclass
class Draft:
    """A node in the making; `outlined` when the settings' outline names it."""

    title: str
    kind: NodeKind
    label: str = ""
    id: str = ""
    heading: Text | None = None
    unit: str = ""
    outlined: bool = False
    entries: list[Entry] = field(default_factory=list)
    nodes: list[Draft] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Tell whether nothing was handed in for this line of the outline yet."""
        return self.outlined and self.heading is None and not self.entries

    def walk(self) -> Iterator[Draft]:
        """Give this draft and all below it."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    def settle(self, entries: dict[str, Entry]) -> Node:
        """Give the finished node and put its entries by digest into `entries`."""
        refs = []
        for entry in self.entries:
            ref = ref_to(entry)
            entries[ref.digest] = entry
            refs.append(ref)
        return Node(
            id=self.id or mint_id("", "node", f"{self.kind}{self.label}{self.title}"),
            kind=self.kind,
            title=self.title,
            label=self.label,
            heading=self.heading,
            unit=self.unit,
            entries=tuple(refs),
            nodes=tuple(node.settle(entries) for node in self.nodes),
        )


def title_from_name(name: str) -> str:
    """Give the title that a file or folder name suggests: no suffix, no leading number."""
    stem = PurePosixPath(name).name
    stem = _SUFFIX.sub("", stem)
    return tidy(re.sub(r"^[\d０-９]+[\s.．、_\-—]*", "", stem)) or stem


def fill(draft: Draft, contribution: Contribution, kind: WorkKind, depth: int) -> None:
    """Put a manuscript's blocks under a draft: headings become nodes, the rest entries.

    `depth` is the draft's own depth in the work (-1 for the work itself).
    """
    manuscript = contribution.manuscript
    stack: list[tuple[int, Draft]] = [(0, draft)]
    pending = _Pending(contribution)
    pending.owe(draft.heading)
    last: dict[int, Draft] = {}
    for block in join_captions(manuscript.blocks):
        if not (isinstance(block, Text) and block.role == "heading"):
            pending.add(block, stack[-1][1], kind)
        elif entry_head(block.text) and kind.family != "旧志":
            pending.open(block, stack[-1][1])
        else:
            pending.close()
            level = block.level or 1
            rank = unit_rank(read_head(block.text).unit)
            while len(stack) > 1 and (stack[-1][0] >= level or _ranks_under(stack[-1][1], rank)):
                stack.pop()
            parent = stack[-1][1]
            made = _node_of(block, parent, contribution, kind, depth + len(stack))
            stack.append((level, _hang(parent, made, last)))
            last[id(parent)] = stack[-1][1]
            pending.owe(block)
    heads = [draft.heading] if draft.heading is not None else []
    called = referred([*heads, *texts(manuscript)], NOTES)
    stray = (n for n in manuscript.notes if n.kind != "comment" and n.id not in called)
    pending.finish(stack[-1][1], stray)


def _hang(parent: Draft, made: Draft, last: dict[int, Draft]) -> Draft:
    """Hang a node behind the one that this manuscript hung before it.

    A line of the outline that still waits under the parent takes the node's place, so that a
    chapter handed in whole fills its sections.
    """
    behind = last.get(id(parent))
    at = _place_of(parent, behind) + 1 if behind else 0
    wanted = squeeze(made.title)
    waiting = next((n for n in parent.nodes if n.waits and squeeze(n.title) == wanted), None)
    if waiting is None:
        if behind is None and not any(node.waits for node in parent.nodes):
            at = len(parent.nodes)
        parent.nodes.insert(at, made)
        return made
    waiting.heading, waiting.unit = made.heading, waiting.unit or made.unit
    waiting.label = waiting.label or made.label
    waiting.kind = made.kind if made.label else waiting.kind
    if _place_of(parent, waiting) < at:
        parent.nodes.insert(at, waiting)
        del parent.nodes[_place_of(parent, waiting)]
    return waiting


def _place_of(parent: Draft, node: Draft) -> int:
    return next(n for n, one in enumerate(parent.nodes) if one is node)


def _ranks_under(draft: Draft, rank: int) -> bool:
    """Tell whether a numbered draft is of the same or a lower unit: 第四章 never under 第二章."""
    own = unit_rank(read_head(draft.label).unit)
    return 0 <= rank <= own


def _node_of(
    block: Text, parent: Draft, contribution: Contribution, kind: WorkKind, depth: int
) -> Draft:
    head = read_head(block.text)
    levels = kind.levels
    below = levels.index(parent.kind) + 1 if parent.kind in levels else depth
    return Draft(
        title=head.title,
        kind=head.unit or special_kind(head.title) or kind.level(below),
        label=head.label or block.label,
        id=mint_id(contribution.manuscript.source, "node", block.id),
        heading=block,
        unit=contribution.unit,
    )


class _Pending:
    """Collects blocks until an entry is whole."""

    def __init__(self, contribution: Contribution) -> None:
        self.contribution = contribution
        self.notes = {note.id: note for note in contribution.manuscript.notes}
        self.assets = {asset.digest: asset for asset in contribution.manuscript.assets}
        self.parent: Draft | None = None
        self.title: Text | None = None
        self.blocks: list[Block] = []
        self.heads: list[Text] = []

    def owe(self, head: Text | None) -> None:
        """Keep the notes that a node's head calls for the next entry, for a node holds none."""
        self.heads += [head] if head is not None else []

    def open(self, head: Text, parent: Draft) -> None:
        self.close()
        self.parent, self.title = parent, head

    def add(self, block: Block, parent: Draft, kind: WorkKind) -> None:
        if isinstance(block, Text) and kind.family == "年鉴" and block.role == "paragraph":
            split = split_entry_head(block)
            if split is not None:
                self.open(split[0], parent)
                block = split[1]
        if self.parent is None:
            self.parent = parent
        self.blocks.append(block)

    def close(self) -> None:
        """Make an entry of what was collected and hang it under its parent."""
        if self.parent is None:
            return
        entry = self._entry(tuple(self.blocks))
        self.parent.entries.append(entry)
        self.parent, self.title, self.blocks, self.heads = None, None, [], []

    def finish(self, under: Draft, stray: Iterable[Note]) -> None:
        """Close; notes that no entry can hold any more stand as lines at the end, so none is lost."""
        late = referred(self.heads, NOTES) if self.parent is None else set()
        owed = [n for n in self.notes.values() if n.id in late and n.kind != "comment"]
        for note in (*owed, *stray):
            self.parent = self.parent or under
            self.blocks.append(replace(note.body, role="note", label=note.label or note.body.label))
        self.close()

    def _entry(self, blocks: tuple[Block, ...]) -> Entry:
        source = self.contribution.manuscript
        words = [text for block in blocks for text in texts_in(block)]
        words += [*self.heads, *([self.title] if self.title else [])]
        notes = self._notes(words)
        first = self.title or blocks[0]
        pictures = {block.asset for block in blocks if isinstance(block, Figure)}
        pictures |= referred([*words, *(note.body for note in notes)], ("figure",))
        return Entry(
            id=mint_id(source.source, "entry", first.id),
            manuscript=Manuscript(
                blocks=blocks,
                notes=notes,
                assets=tuple(a for digest, a in self.assets.items() if digest in pictures),
                name=source.name,
                source=source.source,
                media_type=source.media_type,
                lang=source.lang,
                unit=self.contribution.unit,
            ),
            title=self.title,
            unit=self.contribution.unit,
            doc=source.name,
            kind=self.contribution.kind,
            period=self.contribution.period,
            rights=self.contribution.rights,
            switches=self.contribution.switches,
        )

    def _notes(self, words: Iterable[Text]) -> tuple[Note, ...]:
        """Give the notes that these words call, and those that their words call in turn."""
        wanted: set[str] = set()
        new = referred(words, NOTES) & self.notes.keys()
        while new:
            wanted |= new
            new = (
                referred((self.notes[id].body for id in new), NOTES) & self.notes.keys()
            ) - wanted
        return tuple(note for id, note in self.notes.items() if id in wanted)


def referred(texts: Iterable[Text], kinds: tuple[str, ...]) -> set[str]:
    """Give what the marks of these kinds point to."""
    return {mark.ref for text in texts for mark in text.marks if mark.kind in kinds}


def split_entry_head(block: Text) -> tuple[Text, Text] | None:
    """Part a paragraph "【概况】 浣阳镇为……" into head and body, each keeping its origin.

    A mark between characters (a note's number) right behind the 】 belongs to the head alone.
    """
    head = entry_head(block.text)
    if head is None or head[1] >= len(block.text):
        return None
    cut = head[1]
    end = len(block.text[:cut].rstrip())
    points = [mark for mark in block.marks if mark.start == mark.end]
    behind = [mark for mark in points if mark.start > cut or mark.start == cut > end]
    before = [mark for mark in points if mark not in behind]
    title = _cut_text(block, 0, end, before)
    body = _cut_text(block, cut, len(block.text), behind)
    return replace(title, role="heading", id=mint_id(block.id, "head", "")), body


def _cut_text(block: Text, start: int, end: int, points: list[Mark]) -> Text:
    """Give part of a text with its origin runs, the marks over it, and these marks without width."""
    marks = tuple(
        replace(mark, start=_within(mark.start, start, end), end=_within(mark.end, start, end))
        for mark in block.marks
        if mark in points or (mark.start < mark.end and mark.start < end and mark.end > start)
    )
    origin = tuple(
        replace(
            run,
            start=max(run.start, start) - start,
            end=min(run.end, end) - start,
            offset=run.offset + max(0, start - run.start),
        )
        for run in block.origin
        if run.start < end and run.end > start
    )
    return replace(block, text=block.text[start:end], marks=marks, origin=origin)


def _within(place: int, start: int, end: int) -> int:
    return min(max(place, start), end) - start
