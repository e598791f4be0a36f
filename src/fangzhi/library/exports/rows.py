"""What every table of hits has: its columns, and a hit as a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fangzhi.library.exports.gb7714 import cite_gb7714
from fangzhi.library.search import Found
from fangzhi.library.shelf import Shelved

Works = Mapping[str, Shelved]
COLUMNS = (
    ("序号", 6), ("书名", 22), ("叶、页或条目", 28), ("前文", 36), ("找到的字词", 16), ("后文", 36),
    ("怎样找到", 18), ("种类", 8), ("地方", 12), ("年份", 8), ("引文出处（GB/T 7714）", 48),
    ("字数位置", 10), ("记事年", 8),
)  # fmt: skip
"""The heads of the columns, and how wide they are in characters."""
NUMBERS = (0, 9, 11, 12)
"""Columns that hold figures."""


def rows(found: Found, works: Works) -> Iterator[tuple[str, ...]]:
    """Give each hit as a row under COLUMNS."""
    for number, hit in enumerate(found.hits, 1):
        work = works[hit.work_id]
        yield (
            str(number), work.title, hit.cite, hit.before, hit.match, hit.after, hit.how,
            work.kind, work.place, str(work.year) if work.year else "",
            cite_gb7714(work, hit.cite), str(hit.position), str(hit.year or ""),
        )  # fmt: skip


def counts(found: Found, works: Works) -> Iterator[tuple[str, str, str, str]]:
    """Give every count as (what by, value, occurrences, occurrences per million characters)."""
    for id, count in found.works.items():
        work = works[id]
        rate = count * 1_000_000 / work.characters if work.characters else 0
        yield "书", work.title, str(count), f"{rate:.1f}"
    for field, values in found.facets.items():
        for value, count in values.items():
            known = found.rates.get(field, {}).get(value)
            yield FIELDS[field], value, str(count), "" if known is None else f"{known:.1f}"
    for year, count in found.years.items():
        rate = found.rates.get("year", {}).get(str(year), 0)
        yield "成书年份", str(year), str(count), f"{rate:.1f}"
    for year, count in found.recorded.items():
        yield "记事年份", str(year), str(count), ""


FIELDS = {
    "kind": "种类", "place": "地方", "period": "成书年代", "recorded": "记事年代", "genre": "体裁",
    "person": "人物",
}  # fmt: skip
