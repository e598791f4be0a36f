"""送审本 of a work or of a part of it: one for each reader, all of one frozen text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from fangzhi.model.book import Book
from fangzhi.model.work import Node, walk
from fangzhi.publish.pdf.review.render import ReviewCopy, render_review_copy
from fangzhi.publish.pdf.review.stamp import Stamp
from fangzhi.publish.result import Assets


def subtree(book: Book, node_id: str) -> Book:
    """Give the part of a book under one node, which keeps its number; KeyError for no such node."""
    for node in walk(*book.work.front, *book.work.nodes):
        if node.id == node_id:
            entries = {ref.digest for below in walk(node) for ref in below.entries}
            work = replace(book.work, front=(), nodes=(node,))
            held = {digest: book.entries[digest] for digest in book.entries if digest in entries}
            return replace(book, work=work, entries=held)
    raise KeyError(node_id)


def frozen_digest(book: Book) -> str:
    """Give the digest that a 送审本 shows: of the node where there is one alone, else the work's."""
    nodes: tuple[Node, ...] = (*book.work.front, *book.work.nodes)
    return nodes[0].digest if len(nodes) == 1 else book.work.digest


def review_copies(
    book: Book, assets: Assets, section: str, round_: str, copies: int
) -> Iterator[ReviewCopy]:
    """Give so many numbered copies; their maps are one and the same."""
    stamp = Stamp(book.work.title, section, round_, frozen_digest(book), 1, copies)
    for number in range(1, copies + 1):
        yield render_review_copy(book, assets, replace(stamp, copy=number))
