"""The locked text (定稿) as one string in reading order, and what each part of it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

import msgspec

from fangzhi.align.proofs import places, plain
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Block, Figure, Note, Table, texts_in
from fangzhi.model.text import Text, marks_of
from fangzhi.model.work import Entry, Node, Work
from fangzhi.publish.captions import numbered_title, says_number
from fangzhi.publish.period import period_words

Part = Literal["cover", "contents", "text", "note", "index"]
SOFT = ("cover", "contents", "index")
"""Parts that the press makes anew: lines that stand only in the proof are told, not counted."""
_BLANK = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_CALLS = "0123456789①②③④⑤⑥⑦⑧⑨⑩[]［］〔〕()（）*"
_TELLING = 6
_YEARBOOK = ("类目", "分目", "次分目")


class Piece(msgspec.Struct, frozen=True):
    """A text of the book as printed: `words` with its number; the first `label` are that number.

    `heading` says where it stands; `calls` are the places in `words` where a note is called;
    `floats`: it belongs to a table or picture, which the typesetter may move a little.
    """

    words: str
    part: Part
    block: str = ""
    heading: str = ""
    label: int = 0
    calls: tuple[int, ...] = ()
    floats: bool = False


class Locked:
    """All pieces and their words as compared; finds the piece and place of any position.

    Notes stand last, from position `notes` on; `words` are the words of each piece,
    `names` what running heads may say, the longest first.
    """

    def __init__(self, pieces: list[Piece], work: Work, heads: list[str]) -> None:
        self.pieces = pieces
        self.work = work
        self.heads = heads
        plains = [plain(piece.words) for piece in pieces]
        self.text = "".join(plains)
        self.words = frozenset(plains)
        names = (work.title, work.imprint.notice, "目录", "索引", *heads)
        self.names = sorted({plain(n) for n in names if plain(n)}, key=lambda n: (-len(n), n))
        self.starts: list[int] = []
        at = 0
        for words in plains:
            self.starts.append(at)
            at += len(words)
        first = next((n for n, p in enumerate(pieces) if p.part == "note"), len(pieces))
        self.notes = self.starts[first] if first < len(pieces) else at

    def piece_at(self, position: int) -> int:
        """Give the number of the piece that a position of `text` stands in."""
        return max(0, bisect_right(self.starts, position) - 1)

    def place(self, position: int) -> tuple[Piece, int]:
        """Give the piece and the place in its words of a position of `text`."""
        number = self.piece_at(position)
        piece = self.pieces[number]
        own = places(piece.words)
        into = position - self.starts[number]
        return piece, own[into] if into < len(own) else len(piece.words)

    def is_text(self, words: str) -> bool:
        """Tell whether words (`plain`) stand in the text, and not only in a head."""
        if any(words in head for head in self.names):
            return False
        bare = words.lstrip(_CALLS)
        return words in self.words or (len(bare) >= _TELLING and bare in self.text)

    def breaks(self) -> set[int]:
        """Give the positions of `text` that no figure goes across: ends, labels, blanks."""
        found = set(self.starts)
        for start, piece in zip(self.starts, self.pieces, strict=True):
            cuts = [piece.label, *(blank.end() for blank in _BLANK.finditer(piece.words))]
            found.update(start + len(plain(piece.words[:cut])) for cut in cuts if cut)
        return found

    def calls(self) -> set[int]:
        """Give the positions of `text` where a note is called."""
        found = set()
        for start, piece in zip(self.starts, self.pieces, strict=True):
            for call in piece.calls:
                found.add(start + len(plain(piece.words[:call])))
        return found


def locked_text(book: Book) -> Locked:
    """Lay out a book as it is printed: cover, front matter, contents, text, index."""
    heads = [numbered_title(n.label, n.title) for n in _nodes((*book.front, *book.work.nodes))]
    pieces = [*_cover(book.work)]
    for node in book.front:
        pieces += _node(book, node, "")
    pieces += _contents(book)
    for node in book.work.nodes:
        pieces += _node(book, node, "")
    pieces += _index(book)
    # the press sets notes at the foot of pages: they are looked for apart
    pieces.sort(key=lambda piece: piece.part == "note")
    return Locked([piece for piece in pieces if plain(piece.words)], book.work, heads)


def _nodes(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.nodes)


def _cover(work: Work) -> Iterator[Piece]:
    imprint = work.imprint
    years = period_words(work)
    lines = [work.title, imprint.subtitle, f"（{years}）" if years else "", imprint.notice,
             imprint.compiler, imprint.publisher, imprint.date]  # fmt: skip
    rows = (("书名", work.title), ("编纂", imprint.compiler), ("出版发行", imprint.publisher),
            ("出版地", imprint.place), ("版次", imprint.date), ("书号", imprint.isbn),
            ("CIP数据", imprint.cip), ("审图号", imprint.map_approval))  # fmt: skip
    lines += [name + words for name, words in rows]
    lines.append(imprint.notice)
    if imprint.people:
        lines.append("编纂人员")
        by_duty: dict[str, list[str]] = {}
        for person in imprint.people:
            note = f"（{person.note}）" if person.note else ""
            by_duty.setdefault(person.duty, []).append(person.name + note)
        lines += [duty + "".join(names) for duty, names in by_duty.items()]
    for line in lines:
        yield Piece(line, "cover", heading="书名页、版权页")


def _contents(book: Book) -> Iterator[Piece]:
    yield Piece("目录", "contents", heading="目录")
    yearbook = any(node.kind in _YEARBOOK for node in _nodes(book.work.nodes))

    def lines(nodes: tuple[Node, ...], depth: int, entries: bool) -> Iterator[str]:
        for node in nodes:
            if depth < 3:
                yield numbered_title(node.label, node.title)
            if entries:
                for entry in book.entries_of(node):
                    if entry.title is not None and entry.title.text != node.title:
                        yield entry.title.text
            yield from lines(node.nodes, depth + 1, entries)

    for words in (*lines(book.front, 0, False), *lines(book.work.nodes, 0, yearbook)):
        yield Piece(words, "contents", heading="目录")


def _index(book: Book) -> Iterator[Piece]:
    kind = letter = ""
    if book.index:
        yield Piece("索引", "index", heading="索引")
    for term in book.index:
        if term.kind != kind:
            kind, letter = term.kind, ""
            yield Piece(f"{kind}索引", "index", heading="索引")
        if term.initial != letter:
            letter = term.initial
            yield Piece(letter, "index", heading="索引")
        yield Piece(term.term, "index", heading="索引")


def _node(book: Book, node: Node, above: str) -> Iterator[Piece]:
    own = numbered_title(node.label, node.title)
    words = f"{above} {own}".strip()
    head = node.heading.id if node.heading is not None else node.id
    calls: tuple[int, ...] = ()
    if node.heading is not None and marks_of(node.heading, "footnote", "endnote"):
        calls = (len(own),)
    yield Piece(own, "text", head, words, len(own) - len(node.title), calls)
    for entry in book.entries_of(node):
        yield from _entry(book, entry, node, own)
    for below in node.nodes:
        yield from _node(book, below, own)


def _entry(book: Book, entry: Entry, node: Node, above: str) -> Iterator[Piece]:
    heading = above
    if entry.title is not None and entry.title.text != node.title:
        yield _piece(entry.title, "text", above)
        heading = f"{above} {entry.title.text}"
    for block in entry.manuscript.blocks:
        yield from _block(book, block, heading)
    for note in entry.manuscript.notes:
        if note.kind != "comment":
            yield _note(note, heading)


def _note(note: Note, heading: str) -> Piece:
    return _piece(note.body, "note", f"{heading} 注")


def _block(book: Book, block: Block, heading: str) -> Iterator[Piece]:
    if isinstance(block, Text):
        yield _piece(block, "text", heading, block.label)
        return
    label = ""
    if isinstance(block, Table | Figure):
        label = block.label or book.labels.get(block.id, "")
        if block.title is None and label:
            yield Piece(label, "text", block.id, heading, len(label), floats=True)
        elif says_number(block.title, label):
            label = ""
    title = block.title if isinstance(block, Table | Figure) else None
    for text in texts_in(block):
        piece = _piece(text, "text", heading, label if text is title else "")
        yield msgspec.structs.replace(piece, floats=True)


def _piece(text: Text, part: Part, heading: str, label: str = "") -> Piece:
    calls = tuple(len(label) + mark.start for mark in marks_of(text, "footnote", "endnote"))
    return Piece(label + text.text, part, text.id, heading, len(label), calls)
