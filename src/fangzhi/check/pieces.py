"""The texts of a book in reading order, each with where it stands; documents put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from fangzhi.model.book import Book
from fangzhi.model.manuscript import Asset, Block, Figure, Manuscript, Note, Table, Utterance
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of
from fangzhi.model.work import Entry, Node, Ref, Work, nodes_in

_ENTRY_HEAD = re.compile(r"【[^】\n]{1,40}】\s*")
_PLACE_OF_ROLE = {
    "heading": "heading", "caption": "caption", "unit": "unit", "source": "source",
    "header": "header", "footer": "header", "contents": "contents",
}  # fmt: skip


class Standing(msgspec.Struct, frozen=True):
    """A text and where it stands (see TextContext).

    `siblings[:index]` come before it, `after` is the text of the next block, "" without one.
    """

    block: Text
    place: str
    headings: tuple[str, ...]
    siblings: list[str]
    index: int
    after: str = ""


def is_heading(block: Text) -> bool:
    """Tell whether a text is a heading, or a yearbook entry's head alone on its line (【概况】)."""
    if block.role == "heading":
        return True
    return block.text.startswith("【") and _ENTRY_HEAD.fullmatch(block.text) is not None


def standing_texts(manuscript: Manuscript, above: tuple[str, ...] = ()) -> Iterator[Standing]:
    """Give every text of a manuscript with where it stands; `above` are the headings above all."""
    path: list[tuple[int, str]] = []
    headings = above
    siblings: list[str] = []
    for block, after in zip_longest(manuscript.blocks, manuscript.blocks[1:]):
        if isinstance(block, Text):
            if (block.role == "heading" or block.text[:1] == "【") and is_heading(block):
                level = block.level or 9
                path = [item for item in path if item[0] < level]
                yield Standing(block, "heading", headings_of(above, path), [], 0)
                path.append((level, block.text))
                headings, siblings = headings_of(above, path), []
            else:
                place = _PLACE_OF_ROLE.get(block.role, "body")
                siblings.append(block.text)
                words = after.text if isinstance(after, Text) else ""
                yield Standing(block, place, headings, siblings, len(siblings) - 1, words)
        else:
            for text, place in _inside(block):
                yield Standing(text, place, headings, siblings, len(siblings))
    for note in manuscript.notes:
        if note.kind != "comment":
            yield Standing(note.body, "note", above, [], 0)


def standings(manuscript: Manuscript) -> tuple[Standing, ...]:
    """Give `standing_texts` as a tuple, for `ctx.once`: read once for all rules."""
    return tuple(standing_texts(manuscript))


def headings_of(above: tuple[str, ...], path: list[tuple[int, str]]) -> tuple[str, ...]:
    """Join the headings above a manuscript with those inside it."""
    return above + tuple(text for _, text in path)


def _inside(block: Block) -> Iterator[tuple[Text, str]]:
    match block:
        case Table():
            yield from _table(block)
        case Figure():
            if block.title is not None:
                yield block.title, "caption"
            if block.caption is not None:
                yield block.caption, "caption"
        case Utterance():
            yield block.body, "speech"


def _table(table: Table) -> Iterator[tuple[Text, str]]:
    for text, place in ((table.title, "caption"), (table.unit, "unit")):
        if text is not None:
            yield text, place
    for cell in table.cells:
        yield cell.text, "header-cell" if cell.row < max(table.header_rows, 1) else "cell"
        for nested in cell.tables:
            yield from _table(nested)
    if table.source is not None:
        yield table.source, "source"


def book_of(manuscripts: tuple[Manuscript, ...], title: str = "") -> Book:
    """Lay manuscripts side by side as a book, an entry each: to check them before compiling."""
    entries: dict[str, Entry] = {}
    nodes = []
    for number, manuscript in enumerate(manuscripts):
        entry = Entry(f"{number}", manuscript, doc=manuscript.name)
        digest = digest_of(entry)
        entries[digest] = entry
        nodes.append(Node(f"n{number}", "前置", "", entries=(Ref(entry.id, digest),)))
    return Book(Work("check", title, "", tuple(nodes)), entries)


def documents_of(book: Book) -> tuple[Manuscript, ...]:
    """Put the documents of a book together again: headings, heads, blocks, notes and assets."""
    names = _names_by_source(book)
    blocks: dict[str, list[Block]] = {}
    notes: dict[str, list[Note]] = {}
    assets: dict[str, dict[str, Asset]] = {}
    first: dict[str, Manuscript] = {}
    for depth, node in _all_nodes(book):
        if node.heading is not None:
            doc = heading_doc(node, names)
            blocks.setdefault(doc, []).append(_as_heading(node.heading, depth + 1))
        for entry in book.entries_of(node):
            doc = entry.doc or entry.manuscript.name
            own = blocks.setdefault(doc, [])
            if entry.title is not None:
                own.append(_as_heading(entry.title, depth + 2))
            own.extend(entry.manuscript.blocks)
            notes.setdefault(doc, []).extend(entry.manuscript.notes)
            assets.setdefault(doc, {}).update((a.digest, a) for a in entry.manuscript.assets)
            first.setdefault(doc, entry.manuscript)
    return tuple(
        msgspec.structs.replace(
            first.get(doc, Manuscript()),
            name=doc, blocks=tuple(found), notes=tuple(notes.get(doc, ())),
            assets=tuple(assets.get(doc, {}).values()),
        )
        for doc, found in blocks.items()
    )  # fmt: skip


def _all_nodes(book: Book) -> Iterator[tuple[int, Node]]:
    for node in book.front:
        yield from ((0, node), *((1, below) for below in node.nodes))
    yield from nodes_in(book.work)


def placed_nodes(book: Book) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Give every node with the titles above it, outermost first, front matter before the rest."""

    def walk(
        nodes: tuple[Node, ...], above: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], Node]]:
        for node in nodes:
            yield above, node
            own = f"{node.label} {node.title}".strip() if node.label else node.title
            yield from walk(node.nodes, (*above, own) if own else above)

    yield from walk(book.front, ())
    yield from walk(book.work.nodes, ())


def _as_heading(text: Text, level: int) -> Text:
    if text.role == "heading" and text.level:
        return text
    return msgspec.structs.replace(text, role="heading", level=min(level, 9))


def _names_by_source(book: Book) -> dict[str, str]:
    return {
        entry.manuscript.source: entry.doc or entry.manuscript.name
        for entry in book.entries.values()
        if entry.manuscript.source
    }


def heading_doc(node: Node, names: dict[str, str]) -> str:
    """Name the document that a node's heading was read from ("" when the outline made it)."""
    assert node.heading is not None
    return next((names[run.file] for run in node.heading.origin if run.file in names), "")
