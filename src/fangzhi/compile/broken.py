"""Headings broken over two paragraphs ("第二章" and, below it, "自然环境"): made one again."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from fangzhi.compile.heads import entry_head, read_head
from fangzhi.compile.settings import Contribution
from fangzhi.model.manuscript import Block
from fangzhi.model.text import Text

_LONGEST = 30
_NO_TITLE = frozenset("。；，、：？！…;,:?!.”」』")


def join_broken_heads(contribution: Contribution) -> Contribution:
    """Give the manuscript with each bare number of a chapter joined to the title under it.

    The title is the next heading without a number, or a short centred line; both keep their origin.
    """
    blocks = contribution.manuscript.blocks
    joined = _joined(blocks)
    if len(joined) == len(blocks):
        return contribution
    manuscript = replace(contribution.manuscript, blocks=tuple(joined))
    return replace(contribution, manuscript=manuscript)


def _joined(blocks: Sequence[Block]) -> list[Block]:
    done: list[Block] = []
    for block in blocks:
        last = done[-1] if done else None
        if isinstance(last, Text) and isinstance(block, Text) and _completes(last, block):
            done[-1] = _one(last, block)
        else:
            done.append(block)
    return done


def _completes(head: Text, line: Text) -> bool:
    """Tell whether `line` is the title that a heading of a number alone lacks."""
    number = read_head(head.text)
    if head.role != "heading" or number.unit is None or number.title:
        return False
    words = line.text.strip()
    if not words or read_head(words).label or entry_head(words):
        return False
    if line.role == "heading":
        return True
    short = len(words) <= _LONGEST and words[-1] not in _NO_TITLE
    return line.role == "paragraph" and line.align == "center" and short


def _one(head: Text, line: Text) -> Text:
    shift = len(head.text) + 1
    marks = (replace(m, start=m.start + shift, end=m.end + shift) for m in line.marks)
    runs = (replace(r, start=r.start + shift, end=r.end + shift) for r in line.origin)
    return replace(
        head,
        text=f"{head.text}\n{line.text}",
        marks=(*head.marks, *marks),
        origin=(*head.origin, *runs),
    )
