"""字数: typed characters per contributing unit and per top node."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.model.book import WordCount
from fangzhi.model.manuscript import Figure, texts
from fangzhi.model.manuscript import tables as tables_in
from fangzhi.model.work import Entry, Node, walk
from fangzhi.zh.counts import typed_characters

_Count = tuple[int, int, int, int]
_Rows = dict[str, _Count]


def counts_of(top: tuple[Node, ...], entries: dict[str, Entry]) -> tuple[WordCount, ...]:
    """Count each top node ("农业") and each unit ("供稿：县水务局"), in that order."""
    rows: _Rows = {}
    units: _Rows = {}
    for node in top:
        for below in walk(node):
            head = typed_characters(below.heading.text if below.heading else below.title)
            _add(rows, node.title, (head, 0, 0, 0))
            for ref in below.entries:
                counted = _count(entries[ref.digest])
                _add(rows, node.title, counted)
    for unit, words in _by_unit(top, entries):
        _add(units, f"供稿：{unit}", words)
    return tuple(
        WordCount(name, *row, by_unit=by_unit)
        for by_unit, counted in ((False, rows), (True, units))
        for name, row in counted.items()
    )


def _by_unit(top: tuple[Node, ...], entries: dict[str, Entry]) -> Iterator[tuple[str, _Count]]:
    for node in top:
        for below in walk(node):
            for ref in below.entries:
                entry = entries[ref.digest]
                if entry.unit:
                    yield entry.unit, _count(entry)


def _add(rows: _Rows, name: str, counted: _Count) -> None:
    row = rows.get(name, (0, 0, 0, 0))
    rows[name] = (
        row[0] + counted[0],
        row[1] + counted[1],
        row[2] + counted[2],
        row[3] + counted[3],
    )


def _count(entry: Entry) -> _Count:
    typed = sum(typed_characters(text.text) for text in texts(entry.manuscript))
    typed += typed_characters(entry.title.text) if entry.title else 0
    figures = sum(isinstance(block, Figure) for block in entry.manuscript.blocks)
    return typed, 1, sum(1 for _ in tables_in(entry.manuscript)), figures
