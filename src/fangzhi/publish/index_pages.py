"""The index with real page numbers, from any PDF of the text: ours or the printing house's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from fangzhi.model.book import Book, IndexTerm
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import texts_in
from fangzhi.model.text import Text
from fangzhi.model.value import Value
from fangzhi.model.work import Entry, nodes_in
from fangzhi.publish.page_text import key_of, read_pages

INDEX_RULE = "索引"
WINDOWS = ((18, 18), (0, 24), (24, 4), (0, 12), (0, 6))
"""Characters before and after a place that are looked for, the surest first."""
MOST_ALIKE = 12
"""Words that stand more often than this are not told apart by counting."""
HEAD_TO_TEXT = 2
"""A head stands at most so many pages before its text: its own page and a blank one."""
FEWEST = 4
"""Fewer characters than this say too little to find a place by, unless it is hemmed in."""


class PagedTerm(Value, frozen=True):
    """A word of the index with its pages as printed, and as counted in the file from 1."""

    term: str
    key: str
    initial: str
    kind: str
    pages: tuple[str, ...]
    physical: tuple[int, ...]


class PagedIndex(Value, frozen=True):
    """The index by pages; `labels` are the printed numbers of all pages of the file.

    A finding names each place that was not found and each page without a printed number.
    """

    terms: tuple[PagedTerm, ...]
    labels: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


@dataclass
class _Layer:
    """The words of all pages as one key, and where each page begins in it."""

    key: str
    starts: list[int]

    def page(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1

    def all(self, wanted: str, low: int = 0, high: int | None = None) -> Iterator[int]:
        end = len(self.key) if high is None else high
        at = self.key.find(wanted, low, end)
        while at >= 0:
            yield at
            at = self.key.find(wanted, at + 1, end)


@dataclass
class _Spot:
    """A place of the index as a position in the key of the whole book."""

    place: tuple[str, int]
    at: int
    block: str
    into: int
    is_head: bool
    found: int = -1


def pages_of(pdf: bytes, book: Book) -> PagedIndex:
    """Give the index of a book with the pages of this PDF; raise ValueError for no PDF.

    Each place is found by the words around it, in reading order; what is not found is reported.
    """
    pages = read_pages(pdf)
    starts, whole = [], 0
    for page in pages:
        starts.append(whole)
        whole += len(page.key)
    layer = _Layer("".join(page.key for page in pages), starts)
    text, spots = _spots(book)
    _find_sure(layer, text, spots)
    _find_between(layer, text, spots)
    labels = tuple(page.label for page in pages)
    found = {spot.place: layer.page(spot.found) for spot in spots if spot.found >= 0}
    terms = tuple(_paged(term, found, labels) for term in book.index)
    return PagedIndex(terms, labels, tuple(_faults(book, found, labels)))


def _spots(book: Book) -> tuple[str, list[_Spot]]:
    """Give the key of the book in reading order, and the places of its index in it."""
    wanted: dict[str, list[int]] = {}
    for term in book.index:
        for block, start in term.places:
            wanted.setdefault(block, []).append(start)
    parts: list[str] = []
    spots: dict[tuple[str, int], _Spot] = {}
    length, after_head = 0, False
    for text, is_head in _texts(book):
        key = key_of(text.text)
        starts = wanted.get(text.id, [])
        if after_head and len(key) >= WINDOWS[1][1]:
            starts = [*starts, 0]  # not asked for, but it hems in the head before it
        for start in starts:
            into = len(key_of(text.text[:start]))
            spot = _Spot((text.id, start), length + into, key, into, is_head)
            spots.setdefault(spot.place, spot)
        parts.append(key)
        length += len(key)
        after_head = is_head
    return "".join(parts), sorted(spots.values(), key=lambda spot: (spot.at, spot.place))


def _texts(book: Book) -> Iterator[tuple[Text, bool]]:
    """Give every text in reading order, and whether it is a head."""
    for _, node in nodes_in(book.work, front=True):
        if node.heading is not None:
            yield node.heading, True
        for entry in book.entries_of(node):
            yield from _entry_texts(entry)


def _entry_texts(entry: Entry) -> Iterator[tuple[Text, bool]]:
    if entry.title is not None:
        yield entry.title, True
    for block in entry.manuscript.blocks:
        yield from ((text, text.role == "heading") for text in texts_in(block))
    for note in entry.manuscript.notes:
        if note.kind != "comment":
            yield note.body, False


def _window(text: str, spot: _Spot, before: int, after: int) -> tuple[str, int]:
    """Give the words around a place, and how far into them the place stands."""
    left = max(0, spot.at - before)
    return text[left : spot.at + after], spot.at - left


def _find_sure(layer: _Layer, text: str, spots: list[_Spot]) -> None:
    """Find the places whose words stand as often in the PDF as in the book, in the same order.

    Drop those that do not fit the reading order.
    """
    book = _Layer(text, [])
    for spot in spots:
        for before, after in WINDOWS[:3]:
            words, into = _window(text, spot, before, after)
            if len(words) < FEWEST:
                continue
            hits = list(islice(layer.all(words), MOST_ALIKE + 1))
            if 0 < len(hits) <= MOST_ALIKE:
                alike = list(islice(book.all(words), MOST_ALIKE + 1))
                if len(alike) == len(hits):
                    spot.found = hits[alike.index(spot.at - into)] + into
                    break
    kept = _rising([spot.found for spot in spots if spot.found >= 0])
    for spot in spots:
        if spot.found >= 0 and spot.found not in kept:
            spot.found = -1


def _rising(found: list[int]) -> set[int]:
    """Give the longest row of positions that only rises: what fits the reading order."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for number, position in enumerate(found):
        rank = bisect_right(tails, position)
        back.append(ends[rank - 1] if rank else -1)
        if rank == len(tails):
            tails.append(position)
            ends.append(number)
        else:
            tails[rank], ends[rank] = position, number
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(found[at])
        at = back[at]
    return kept


def _find_between(layer: _Layer, text: str, spots: list[_Spot]) -> None:
    """Find the others between their found neighbors, where one page alone has the words."""
    edges = _neighbors(spots, len(layer.key))
    for spot, (low, high) in zip(spots, edges, strict=True):
        if spot.found < 0 and spot.is_head:
            spot.found = _own_words(layer, spot, low, high)
        if spot.found >= 0:
            continue
        for before, after in WINDOWS:
            words, into = _window(text, spot, before, after)
            hits = list(layer.all(words, low, high)) if words else []
            if hits and len({layer.page(at + into) for at in hits}) == 1:
                spot.found = hits[0] + into
                break
        else:
            spot.found = _own_words(layer, spot, low, high)


def _own_words(layer: _Layer, spot: _Spot, low: int, high: int) -> int:
    """Find a place by the words of its own block: pages may part it from what stands around.

    A head stands in the contents too, far before its text, and as a running head, after itself:
    it is the first on the last pages before its text.
    """
    left = max(0, spot.into - 24)
    words = spot.block[left : spot.into + 24]
    hits = list(layer.all(words, low, high)) if len(words) > 1 else []
    if spot.is_head:
        near = layer.page(max(low, high - 1)) - HEAD_TO_TEXT
        hits = [at for at in hits if layer.page(at) >= near][:1]
    one_page = len({layer.page(at) for at in hits}) == 1
    return hits[0] + spot.into - left if one_page else -1


def _neighbors(spots: list[_Spot], end: int) -> list[tuple[int, int]]:
    """Give for each place the stretch between the found places before and after it."""
    lows, highs = [], []
    low, high = 0, end
    for spot in spots:
        lows.append(low)
        low = spot.found if spot.found >= 0 else low
    for spot in reversed(spots):
        highs.append(high)
        high = spot.found + 40 if spot.found >= 0 else high
    return list(zip(lows, reversed(highs), strict=True))


def _paged(
    term: IndexTerm, found: dict[tuple[str, int], int], labels: tuple[str, ...]
) -> PagedTerm:
    pages = sorted({found[place] for place in term.places if place in found})
    shown = tuple(dict.fromkeys(labels[page] or f"[{page + 1}]" for page in pages))
    physical = tuple(page + 1 for page in pages)
    return PagedTerm(term.term, term.key, term.initial, term.kind, shown, physical)


def _faults(
    book: Book, found: dict[tuple[str, int], int], labels: tuple[str, ...]
) -> Iterator[Finding]:
    for term in book.index:
        for block, start in term.places:
            if (block, start) not in found:
                yield Finding(
                    INDEX_RULE, "式",
                    f"索引词“{term.term}”有一处在这份 PDF 里没有找到，页码缺这一处。"
                    "请查这段文字是否在校样上改过或删去。",
                    block, start, start, confidence="certain")  # fmt: skip
    nameless = sorted({page + 1 for page in found.values() if not labels[page]})
    if nameless:
        listed = "、".join(map(str, nameless[:12]))
        yield Finding(
            INDEX_RULE, "式",
            f"第 {listed} 页（按文件里的顺序数）没有认出印出的页码，索引里写成[{nameless[0]}]"
            "的样子。请对照校样改正。", confidence="certain")  # fmt: skip
