"""Lay a book out as pages: front nodes, then one page a top node, long ones parted below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from fangzhi.model.book import Book
from fangzhi.model.manuscript import texts, texts_in
from fangzhi.model.work import Entry, Node, walk
from fangzhi.publish.html.blocks import entry, heading, node_tree
from fangzhi.publish.html.sheet import Shared, Sheet
from fangzhi.publish.legal import escaped

_SUFFIX = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}  # fmt: skip
"""No SVG: opened by itself it could run what a stranger put into it."""


class Page(msgspec.Struct, frozen=True):
    """One page: a node with all below it (`whole`), or some of the node's own entries.

    `part` counts the pages of one node's own entries from 0; `trail` are the nodes above.
    """

    file: str
    node: Node
    entries: tuple[Entry, ...]
    whole: bool
    part: int = 0
    trail: tuple[Node, ...] = ()

    @property
    def title(self) -> str:
        """What the page is called in contents and at the turn of the page."""
        words = f"{self.node.label} {self.node.title}".strip() or "（无题）"
        return f"{words}（续{self.part}）" if self.part else words


Name = Callable[[int, Node, int], str]
"""Names a page's file by its number from 1, its node and its part."""


def pages_of(shared: Shared, name: Name, long: int) -> tuple[Page, ...]:
    """Lay the pages out and note in `shared` where each id stands.

    A node of more than `long` characters is parted: its own entries, then the nodes below.
    """
    layout = _Layout(shared.book, name, long)
    for node in (*shared.book.front, *shared.book.work.nodes):
        layout.lay(node, ())
    for page in layout.pages:
        _note_ids(page, shared)
    return tuple(layout.pages)


class _Layout:
    def __init__(self, book: Book, name: Name, long: int) -> None:
        self.book, self.name, self.long = book, name, long
        self.pages: list[Page] = []
        self.lengths = {
            digest: sum(len(text.text) for text in texts(each.manuscript))
            for digest, each in book.entries.items()
        }

    def lay(self, node: Node, trail: tuple[Node, ...]) -> None:
        whole = self._length(node) <= self.long
        portions = [self.book.entries_of(node)] if whole else self._portions(node)
        for part, entries in enumerate(portions):
            file = self.name(len(self.pages) + 1, node, part)
            self.pages.append(Page(file, node, entries, whole, part, trail))
        if not whole:
            for below in node.nodes:
                self.lay(below, (*trail, node))

    def _length(self, node: Node) -> int:
        return sum(self.lengths[ref.digest] for below in walk(node) for ref in below.entries)

    def _portions(self, node: Node) -> list[tuple[Entry, ...]]:
        """Cut a node's own entries into portions, between entries only."""
        portions: list[list[Entry]] = [[]]
        size = 0
        for ref in node.entries:
            length = self.lengths[ref.digest]
            if portions[-1] and size + length > self.long:
                portions.append([])
                size = 0
            portions[-1].append(self.book.entries[ref.digest])
            size += length
        return [tuple(portion) for portion in portions]


def _note_ids(page: Page, shared: Shared) -> None:
    nodes = list(walk(page.node)) if page.whole else [page.node] if page.part == 0 else []
    for node in nodes:
        shared.targets.setdefault(node.id, page.file)
        if node.heading is not None and node.heading.id != node.id:
            shared.targets.setdefault(node.heading.id, page.file)
    for each in entries_on(page, shared.book):
        _note_entry(each, page.file, shared)


def _note_entry(each: Entry, file: str, shared: Shared) -> None:
    shared.targets.setdefault(each.id, file)
    if each.title is not None:
        shared.targets.setdefault(each.title.id, file)
    for block in each.manuscript.blocks:
        shared.targets.setdefault(block.id, file)
        for text in texts_in(block):
            if text.id not in shared.targets:
                shared.targets[text.id] = file
                shared.inside[text.id] = block.id
    for note in each.manuscript.notes:
        if note.kind != "comment" and note.body.id not in shared.targets:
            shared.targets[note.body.id] = file
            shared.inside[note.body.id] = each.id


def entries_on(page: Page, book: Book) -> Iterator[Entry]:
    """Give the entries that stand on a page, in reading order."""
    yield from page.entries
    if page.whole:
        for node in page.node.nodes:
            for below in walk(node):
                yield from book.entries_of(below)


def body_of(page: Page, sheet: Sheet, after_heading: str = "") -> str:
    """Give what stands on a page; `after_heading` goes between a parted node's head and entries."""
    # a web page stands alone and begins with h1; an EPUB document is one stretch of a whole
    level = 1 if sheet.shared.dialect == "site" else len(page.trail) + 1
    if page.whole:
        return node_tree(page.node, sheet, level)
    if page.part:
        head = f'<h{min(level, 6)} class="continued">{escaped(page.title)}</h{min(level, 6)}>'
        opening = '<section class="part">'
    else:
        head = heading(page.node, sheet, level)
        opening = f'<section{sheet.place(page.node.id)} class="part">'
    own = (entry(each, page.node, sheet, level + 1) for each in page.entries)
    return "\n".join([opening, head, after_heading, *own, "</section>"])


def picture_files(
    book: Book, assets: Mapping[str, bytes], folder: str
) -> Iterator[tuple[str, str, bytes]]:
    """Give (digest, file, bytes) for each picture that a browser can show."""
    for digest, asset in book.assets.items():
        suffix = _SUFFIX.get(asset.media_type)
        if suffix is not None and digest in assets:
            yield digest, f"{folder}/{digest[:16]}.{suffix}", assets[digest]


def unique(name: Name) -> Name:
    """Give a naming that never gives the same file twice, in upper or lower case."""
    taken: set[str] = set()

    def fresh(number: int, node: Node, part: int) -> str:
        wanted = name(number, node, part)
        stem, dot, suffix = wanted.rpartition(".")
        file, again = wanted, 1
        while file.lower() in taken:
            again += 1
            file = f"{stem}-{again}{dot}{suffix}"
        taken.add(file.lower())
        return file

    return fresh
