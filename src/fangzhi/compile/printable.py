"""The book as printed, and the book as checked: what only one of the two needs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from fangzhi.compile.draft import Draft
from fangzhi.compile.outline import outline_of
from fangzhi.compile.settings import Contribution, WorkSettings
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.work import Entry, Node, ref_to

_NOT_PRINTED = ("header", "footer", "contents")


def printable(book: Book) -> Book:
    """Give the book without running heads, page numbers and contents lists of the originals."""
    entries: dict[str, Entry] = {}

    def printed(node: Node) -> Node:
        refs = []
        for entry in book.entries_of(node):
            lean = _lean(entry)
            if lean is None:
                continue
            ref = ref_to(lean)
            entries[ref.digest] = lean
            refs.append(ref)
        return replace(node, entries=tuple(refs), nodes=tuple(map(printed, node.nodes)))

    work = replace(
        book.work,
        front=tuple(map(printed, book.work.front)),
        nodes=tuple(map(printed, book.work.nodes)),
    )
    return replace(book, work=work, entries=entries)


def _lean(entry: Entry) -> Entry | None:
    blocks = tuple(
        block
        for block in entry.manuscript.blocks
        if not (isinstance(block, Text) and block.role in _NOT_PRINTED)
    )
    if len(blocks) == len(entry.manuscript.blocks):
        return entry
    if not blocks and entry.title is None:
        return None
    manuscript: Manuscript = replace(entry.manuscript, blocks=blocks)
    return replace(entry, manuscript=manuscript)


def with_priors(book: Book, settings: WorkSettings, priors: Sequence[Contribution]) -> Book:
    """Give the book with the prior volumes behind it, for comparing; never for publishing."""
    if not priors:
        return book
    root: Draft = outline_of(replace(settings, outline=()), priors)[0]
    entries = dict(book.entries)
    nodes = root.settle(entries).nodes
    work = replace(book.work, nodes=book.work.nodes + nodes)
    return replace(book, work=work, entries=entries)
