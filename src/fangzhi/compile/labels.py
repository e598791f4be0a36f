"""Number tables and pictures by chapter; labels that the writers gave are kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from fangzhi.model.manuscript import Figure, Table
from fangzhi.model.work import Entry, Node, walk
from fangzhi.zh.numerals import parse_number

_CHAPTER = re.compile(r"第([^第]+)[卷编篇章节]$|([一二三四五六七八九十]+)、$")
_DASHES = str.maketrans("—–－.．·", "------")


def label_blocks(top: tuple[Node, ...], entries: dict[str, Entry]) -> dict[str, str]:
    """Give printed labels by block id: 表<chapter>-<n>, 图<chapter>-<n>, counted in each top node.

    The chapter is the number that the node bears (第八章 → 表8-1). Where others are numbered, a
    node before the first counts as 0 (表0-1), a later one takes 附表1, 附图1 …. Where none is, the
    place counts. Tables without a title and pictures without a caption get none.
    """
    labels: dict[str, str] = {}
    behind: dict[str, int] = {"表": 0, "图": 0}
    for chapter, node in _chapters(top):
        blocks = [
            block
            for below in walk(node)
            for ref in below.entries
            for block in entries[ref.digest].manuscript.blocks
            if isinstance(block, Table | Figure)
        ]
        for sign, wanted in (("表", Table), ("图", Figure)):
            given = [b for b in blocks if isinstance(b, wanted)]
            if chapter is None:
                made = _numbered(given, f"附{sign}", behind[sign])
                behind[sign] += len(made)
            else:
                made = _numbered(given, f"{sign}{chapter}-")
            labels |= made
    return labels


def _chapters(top: tuple[Node, ...]) -> Iterator[tuple[int | None, Node]]:
    """Give each top node with its chapter number, None where it bears none and others before do."""
    numbers = [_number(node.label) for node in top]
    first = next((place for place, number in enumerate(numbers) if number), -1)
    for place, (number, node) in enumerate(zip(numbers, top, strict=True)):
        if first < 0:
            yield place + 1, node
        elif number is None and place > first:
            yield None, node
        else:
            yield number or 0, node


def _number(label: str) -> int | None:
    match = _CHAPTER.match(label)
    number = parse_number(match[1] or match[2]) if match else None
    return int(number.value) if number is not None else None


def _numbered(blocks: list[Table | Figure], sign: str, count: int = 0) -> dict[str, str]:
    """Count on from the number before, past those that the writer gave anywhere in the row."""
    taken = {_count(block.label, sign) for block in blocks}
    labels = {}
    for block in blocks:
        if block.label:
            labels[block.id] = block.label
            count = _count(block.label, sign) or count
        elif block.title is not None:
            count += 1
            while count in taken:
                count += 1
            taken.add(count)
            labels[block.id] = f"{sign}{count}"
    return labels


def plain_label(label: str) -> str:
    """Give one form for labels that say the same: 表 2—3, 表２.3 and 表2-3 are 表2-3."""
    return unicodedata.normalize("NFKC", "".join(label.split()).translate(_DASHES))


def _count(label: str, sign: str) -> int:
    """Give the count of a label that the writer gave in the same row (表2-3 → 3), else 0."""
    plain = plain_label(label)
    count = plain.removeprefix(sign)
    return int(count) if plain != count and count.isdecimal() else 0
