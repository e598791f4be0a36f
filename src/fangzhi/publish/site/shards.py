"""Search data that works from a folder: postings of characters, and the text to quote from.

Every character of the book has a position; pieces (a heading, block, note) are parted by one
position that holds nothing, so that no phrase reaches from one into the next. A posting list is
the gaps between positions, each written in base 45, the last digit from its own alphabet.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain, takewhile
from operator import sub

import msgspec

from fangzhi.model.manuscript import Block, texts_in
from fangzhi.model.text import Text
from fangzhi.model.work import Entry, Node, walk
from fangzhi.publish.html.pages import Page
from fangzhi.publish.html.sheet import Shared, anchor
from fangzhi.publish.legal import legal
from fangzhi.zh.fold import fold

_MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&()*+"
_LAST = "abcdefghijklmnopqrstuvwxyz,-./:;<=>?@[]^_`{|}"
_BASE = 45
_TEXT = 16_384
"""Characters of one text shard."""
_POSTINGS = 16_384
"""Postings of one shard, on average."""
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_SPACE = frozenset(" \n\t\r\u3000")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text with the anchor to which a hit leads."""

    anchor: str
    text: str


class Stretch(msgspec.Struct, frozen=True):
    """What counts as one place when hits are counted: an entry, or the heading of a node."""

    title: str
    file: str
    pieces: tuple[Piece, ...]


def shards_of(shared: Shared, pages: tuple[Page, ...]) -> Iterator[tuple[str, bytes]]:
    """Give (name, bytes) of every file of the search folder."""
    postings: defaultdict[str, list[int]] = defaultdict(list)
    stretches: list[tuple[int, str, str]] = []
    shards: list[list[tuple[int, str, str]]] = [[]]
    size, position = 0, 0
    for stretch in _stretches(shared, pages):
        stretches.append((position, stretch.title, stretch.file))
        for piece in stretch.pieces:
            if size > _TEXT:
                shards.append([])
                size = 0
            shards[-1].append((position, piece.anchor, piece.text))
            for offset, character in enumerate(folded(piece.text), position):
                postings[character].append(offset)
            position += len(piece.text) + 1
            size += len(piece.text) + 1
    for space in _SPACE:
        postings.pop(space, None)
    yield from _posting_files(postings, position, stretches, shards)
    for number, rows in enumerate(shards):
        yield f"text-{number:03d}.js", _call("text", number, rows)


def _posting_files(
    postings: dict[str, list[int]],
    position: int,
    stretches: list[tuple[int, str, str]],
    shards: list[list[tuple[int, str, str]]],
) -> Iterator[tuple[str, bytes]]:
    count = 1
    while count * _POSTINGS < position:
        count *= 2
    parts: list[dict[str, str]] = [{} for _ in range(count)]
    for character in sorted(postings):
        parts[ord(character) % count][character] = written(postings[character])
    starts = [rows[0][0] if rows else 0 for rows in shards]
    files = list(dict.fromkeys(file for _, _, file in stretches))
    numbers = {file: number for number, file in enumerate(files)}
    told = {
        "shards": count,
        "texts": starts,
        "files": files,
        "entries": [[start, title, numbers[file]] for start, title, file in stretches],
        "fold": _folds(postings),
        "more": _MORE,
        "last": _LAST,
    }
    yield "book.js", _call("book", told)
    for number, part in enumerate(parts):
        yield f"char-{number:03d}.js", _call("postings", number, part)


def folded(text: str) -> str:
    """Give what is compared: one form of every character, Latin letters small."""
    return fold(text).translate(_LOWER)


def _call(name: str, *given: object) -> bytes:
    words = ",".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in given)
    return f"fangzhi.{name}({words});\n".encode()


def written(positions: list[int]) -> str:
    """Write rising positions as gaps."""
    return "".join(map(_gap, map(sub, positions, chain((0,), positions))))


@cache
def _gap(gap: int) -> str:
    last, digits = _LAST[gap % _BASE], ""
    gap //= _BASE
    while gap:
        gap, digit = divmod(gap, _BASE)
        digits = _MORE[digit] + digits
    return digits + last


def _folds(postings: dict[str, list[int]]) -> str:
    """Give the characters that fold to one of the book's, each followed by what it folds to."""
    ranges = ((0x3400, 0xA000), (0xF900, 0xFB00), (0xFF01, 0xFF5F), (0x20000, 0x32400))
    whole = "".join(map(chr, (code for low, high in ranges for code in range(low, high))))
    pairs = zip(whole, folded(whole), strict=True)
    return "".join(a + b for a, b in pairs if a != b and b in postings)


def _stretches(shared: Shared, pages: tuple[Page, ...]) -> Iterator[Stretch]:
    for page in pages:
        if page.whole:
            for node in walk(page.node):
                yield from _of_node(node, page, shared, shared.book.entries_of(node))
        elif page.part == 0:
            yield from _of_node(page.node, page, shared, page.entries)
        else:
            yield from (_of_entry(each, page.node, page) for each in page.entries)


def _of_node(
    node: Node, page: Page, shared: Shared, entries: tuple[Entry, ...]
) -> Iterator[Stretch]:
    """Give a node's heading with the words that stand right under it, then its titled entries."""
    title = legal(f"{node.label} {node.title}".strip())
    untitled = list(takewhile(lambda each: each.title is None, entries))
    pieces = [Piece(anchor(node.id), title), *(p for each in untitled for p in _pieces(each))]
    yield Stretch(title, page.file, tuple(pieces))
    yield from (_of_entry(each, node, page) for each in entries[len(untitled) :])


def _of_entry(each: Entry, node: Node, page: Page) -> Stretch:
    title = each.title.text.strip("【】 ") if each.title is not None else node.title
    return Stretch(legal(title), page.file, tuple(_pieces(each)))


def _pieces(each: Entry) -> Iterator[Piece]:
    if each.title is not None:
        yield Piece(anchor(each.title.id), legal(each.title.text))
    for block in each.manuscript.blocks:
        yield _of_block(block)
    for note in each.manuscript.notes:
        if note.kind != "comment":
            yield Piece(anchor(f"-note-{note.id}"), legal(note.body.text))


def _of_block(block: Block) -> Piece:
    if isinstance(block, Text):
        return Piece(anchor(block.id), legal(block.text))
    return Piece(anchor(block.id), legal("\n".join(text.text for text in texts_in(block))))
