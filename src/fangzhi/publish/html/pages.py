"""Lay a book out as pages: front nodes, then one page a top node, long ones parted below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from fangzhi.model.book import Book
from fangzhi.model.manuscript import texts
from fangzhi.model.work import Node, walk
from fangzhi.publish.html.blocks import ids_in
from fangzhi.publish.html.sheet import Shared, Sheet

LONG = 40_000
"""Characters from which a node is parted into pages of its child nodes."""

_SUFFIX = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp",
           "image/svg+xml": "svg"}  # fmt: skip


class Page(msgspec.Struct, frozen=True):
    """One page: its file, its node, whether the nodes below have pages of their own, and its trail."""

    file: str
    node: Node
    whole: bool
    depth: int
    trail: tuple[Node, ...] = ()


def pages_of(shared: Shared, suffix: str) -> tuple[Page, ...]:
    """Lay the pages out and note in `shared.targets` where each id stands."""
    book = shared.book
    pages: list[Page] = []
    for node in (*book.front, *book.work.nodes):
        _lay(node, book, suffix, pages, ())
    for page in pages:
        sheet = Sheet(shared, page.file)
        node = page.node if page.whole else msgspec.structs.replace(page.node, nodes=())
        for identifier in ids_in(node, sheet):
            shared.targets.setdefault(identifier, page.file)
    return tuple(pages)


def _lay(node: Node, book: Book, suffix: str, pages: list[Page], trail: tuple[Node, ...]) -> None:
    whole = not node.nodes or _length(node, book) <= LONG
    pages.append(Page(f"p{len(pages) + 1:03d}.{suffix}", node, whole, len(trail), trail))
    if not whole:
        for below in node.nodes:
            _lay(below, book, suffix, pages, (*trail, node))


def _length(node: Node, book: Book) -> int:
    return sum(
        len(text.text)
        for below in walk(node)
        for entry in book.entries_of(below)
        for text in texts(entry.manuscript)
    )


def picture_files(
    book: Book, assets: Mapping[str, bytes], folder: str
) -> Iterator[tuple[str, str, bytes]]:
    """Give (digest, file, bytes) for each picture that a browser can show."""
    for digest, asset in book.assets.items():
        suffix = _SUFFIX.get(asset.media_type)
        if suffix is not None and digest in assets:
            yield digest, f"{folder}/{digest[:16]}.{suffix}", assets[digest]
