"""A work as one stream of characters without breaks or white space, with a citation at each place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

import msgspec

from fangzhi.library.filters import closed_until
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Manuscript, texts
from fangzhi.model.text import GLYPH, Text
from fangzhi.model.work import Node

_SYNTHETIC = ("header", "footer", "contents")

TURN = "/"
"""How transcripts write the turn of a small note's double row."""
_TURN = "\0"


class Stream(msgspec.Struct, frozen=True):
    """The characters of one work in reading order, and from which offset each citation holds.

    Words that run over lines, leaves or paragraphs stand together. `offsets` and `cites` are
    parallel and in order; the first offset is 0. `closed`, when not empty, has the day (20301231)
    before which each cited stretch may not be shown, 0 for none. `turns` are the offsets before which
    the double row of a small note turns (甲/乙 in transcripts): words run over them as over the end of
    a line, but a search for the exact words of the transcript finds the sign where it stands.
    """

    text: str
    offsets: tuple[int, ...]
    cites: tuple[str, ...]
    closed: tuple[int, ...] = ()
    turns: tuple[int, ...] = ()

    def cite(self, position: int) -> str:
        """Give the citation of the character at a position."""
        return self.cites[bisect_right(self.offsets, position) - 1] if self.cites else ""


def drop_space(text: str) -> str:
    """Drop white space and breaks; nothing else."""
    return "".join(text.split())


def stream_of_manuscript(manuscript: Manuscript) -> Stream:
    """Give the stream of an imported file, cited by leaf, page or address in the file.

    Words that a reader added itself (headings made from a file's metadata have no origin) are
    left out, so that counts are counts of the original.
    """
    pieces = (
        (*piece, 0)
        for text in texts(manuscript)
        if text.role not in _SYNTHETIC and (text.origin or text.role != "heading")
        for piece in _pieces(text)
    )
    return _join(pieces)


def stream_of_book(book: Book) -> Stream:
    """Give the stream of a compiled work, cited by its outline: "第三章 人口 · 姓氏"."""
    return _join(_book_pieces(book, book.front + book.work.nodes, ""))


def _book_pieces(book: Book, nodes: tuple[Node, ...], above: str) -> Iterator[tuple[str, str, int]]:
    for node in nodes:
        title = f"{node.label} {node.title}".strip()
        here = f"{above} · {title}" if above else title
        yield node.heading.text if node.heading else title, here, 0
        for entry in book.entries_of(node):
            cite, day = here, closed_until(entry.rights)
            if entry.title is not None:
                cite = f"{here} · {entry.title.text.strip('【】 ')}"
                yield entry.title.text, cite, day
            for text in texts(entry.manuscript):
                if text.role not in _SYNTHETIC:
                    yield text.text, cite, day
        yield from _book_pieces(book, node.nodes, here)


def _pieces(text: Text) -> Iterator[tuple[str, str]]:
    """Give a text's words run by run with their citations, notes and glyphs as the print has them."""
    shown = _with_signs(text)
    if not text.origin:
        yield "".join(shown), ""
        return
    for run in text.origin:
        yield "".join(shown[run.start : run.end]), run.page or run.address
    last = text.origin[-1]
    yield "".join(shown[last.end :]), last.page or last.address


def _with_signs(text: Text) -> list[str]:
    """Put back what the marks hold: (甲乙) round small notes, &KR0836; for an unencoded character.

    Where the double row of a note turns stands `_TURN`, which `_join` takes out again.
    """
    shown = [*text.text, ""]
    for mark in text.marks:
        if mark.kind == "glyph" and text.text[mark.start : mark.end] == GLYPH:
            shown[mark.start] = mark.ref or mark.text
    notes = [mark for mark in text.marks if mark.kind == "note" and mark.start < mark.end]
    for mark in text.marks:
        if mark.kind == "line-break" and mark.ref == TURN:
            if any(note.start < mark.start <= note.end for note in notes):
                shown[mark.start - 1] += _TURN
            else:
                shown[mark.start] = _TURN + shown[mark.start]
    for note in notes:
        shown[note.start] = "(" + shown[note.start]
        shown[note.end - 1] += ")"
    return shown


def _join(pieces: Iterable[tuple[str, str, int]]) -> Stream:
    parts: list[str] = []
    offsets: list[int] = []
    cites: list[str] = []
    closed: list[int] = []
    turns: list[int] = []
    length = 0
    for words, cite, day in pieces:
        plain = drop_space(words)
        if _TURN in plain:
            *rows, last = plain.split(_TURN)
            turns += (length + at for at in accumulate(len(row) for row in rows))
            plain = "".join((*rows, last))
        if not plain:
            continue
        if not cites or cites[-1] != cite or closed[-1] != day:
            offsets.append(length)
            cites.append(cite)
            closed.append(day)
        parts.append(plain)
        length += len(plain)
    days = tuple(closed) if any(closed) else ()
    return Stream("".join(parts), tuple(offsets), tuple(cites), days, tuple(turns))
