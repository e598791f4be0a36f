"""字数: typed characters per contributing unit and per top node."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.model.book import WordCount
from fangzhi.model.manuscript import Figure, texts
from fangzhi.model.manuscript import tables as tables_in
from fangzhi.model.work import Entry, Node, walk
from fangzhi.zh.counts import typed_characters


def counts_of(top: tuple[Node, ...], entries: dict[str, Entry]) -> tuple[WordCount, ...]:
    """Count each top node ("01 农业") and each unit ("供稿：县水务局"), in that order."""
    rows: dict[str, list[int]] = {}
    for node in top:
        for below in walk(node):
            head = typed_characters(below.heading.text if below.heading else below.title)
            _add(rows, node.title, (head, 0, 0, 0))
            for ref in below.entries:
                counted = _count(entries[ref.digest])
                _add(rows, node.title, counted)
    for unit, counted in _by_unit(top, entries):
        _add(rows, f"供稿：{unit}", counted)
    return tuple(WordCount(name, *row) for name, row in rows.items())


def _by_unit(
    top: tuple[Node, ...], entries: dict[str, Entry]
) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    for node in top:
        for below in walk(node):
            for ref in below.entries:
                entry = entries[ref.digest]
                if entry.unit:
                    yield entry.unit, _count(entry)


def _add(rows: dict[str, list[int]], name: str, counted: tuple[int, int, int, int]) -> None:
    row = rows.setdefault(name, [0, 0, 0, 0])
    for column, value in enumerate(counted):
        row[column] += value


def _count(entry: Entry) -> tuple[int, int, int, int]:
    typed = sum(typed_characters(text.text) for text in texts(entry.manuscript))
    typed += typed_characters(entry.title.text) if entry.title else 0
    figures = sum(isinstance(block, Figure) for block in entry.manuscript.blocks)
    return typed, 1, sum(1 for _ in tables_in(entry.manuscript)), figures
