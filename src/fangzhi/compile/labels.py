"""Number tables and pictures by chapter; labels that the writers gave are kept."""

from __future__ import annotations

import re

from fangzhi.model.manuscript import Figure, Table
from fangzhi.model.work import Entry, Node, walk

_ORDINAL = re.compile(r"(\d+)$")


def label_blocks(top: tuple[Node, ...], entries: dict[str, Entry]) -> dict[str, str]:
    """Give printed labels by block id: 表<chapter>-<n>, 图<chapter>-<n>, counted in each top node.

    Tables without a title and pictures without a caption get none.
    """
    labels: dict[str, str] = {}
    for chapter, node in enumerate(top, 1):
        blocks = [
            block
            for below in walk(node)
            for ref in below.entries
            for block in entries[ref.digest].manuscript.blocks
            if isinstance(block, Table | Figure)
        ]
        for sign, wanted in (("表", Table), ("图", Figure)):
            labels |= _numbered([b for b in blocks if isinstance(b, wanted)], sign, chapter)
    return labels


def _numbered(blocks: list[Table | Figure], sign: str, chapter: int) -> dict[str, str]:
    given = [int(match[1]) for b in blocks if (match := _ORDINAL.search(b.label))]
    count = max(given, default=0)
    labels = {}
    for block in blocks:
        if block.label:
            labels[block.id] = block.label
        elif block.title is not None:
            count += 1
            labels[block.id] = f"{sign}{chapter}-{count}"
    return labels
