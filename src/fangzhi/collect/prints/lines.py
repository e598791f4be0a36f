"""One line of an old print: plain text, marks and runs out of mandoku's way of writing it."""

from __future__ import annotations

import re
from typing import NamedTuple

from fangzhi.model.text import GLYPH, Mark, MarkKind

_TOKEN = re.compile(
    r"&[A-Za-z0-9_+\-]{2,24};"
    r"|\[[^\[\]\s\-+*/@]{1,4}(?:[-+*/@][^\[\]\s\-+*/@]{1,4})+\]"
    r"|[\u2ff0-\u2fff\u31ef]"
    r"|<(?:pb|md):[^<>\s]{1,80}>|[()/¶]"
)
"""What is markup in a line: entities, compositions, description sequences, pages, notes, breaks."""

_TERNARY = "\u2ff2\u2ff3"
_UNARY = "\u2ffe\u2fff"


class Line(NamedTuple):
    """A line as it stands in the file: address of its block and where in the block it begins.

    `ends_on` is the leaf that begins inside the line, "" for none.
    """

    raw: str
    address: str
    offset: int
    page: str = ""
    heading: int = 0
    ends_on: str = ""


class Piece(NamedTuple):
    """A stretch of plain text and where in the raw line it begins."""

    text: str
    at: int


class Parsed(NamedTuple):
    """A line read: pieces in order, marks counted from the start of the line's plain text."""

    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    width: int
    indent: int
    opens_with_note: bool
    ends_with_note: bool


def parse_line(raw: str) -> Parsed:
    """Read one line; brackets with no partner on the line stay as they are."""
    plain = raw.lstrip("\u3000 ")
    indent = len(raw) - len(plain)
    if not _TOKEN.search(plain):
        pieces = (Piece(raw, 0),) if raw else ()
        return Parsed(pieces, (), len(raw.rstrip()), indent, False, False)
    return _Reader(raw).parsed(indent, plain.startswith("("))


class _Reader:
    """Reads the markup of one line from left to right."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.pieces: list[Piece] = []
        self.marks: list[Mark] = []
        self.length = 0
        self.width = 0
        self.note = -1
        self.halves: list[int] = []
        self.closed_at = -1
        self.last_close = raw.rfind(")")

    def parsed(self, indent: int, opens: bool) -> Parsed:
        at = 0
        while match := _TOKEN.search(self.raw, at):
            self._take(at, match.start())
            at = self._token(match[0], match.start(), match.end())
        self._take(at, len(self.raw))
        ends = self.closed_at == self.length and bool(self.marks)
        return Parsed(tuple(self.pieces), tuple(self.marks), self.width, indent, opens, ends)

    def _take(self, start: int, end: int) -> None:
        if end > start:
            self.pieces.append(Piece(self.raw[start:end], start))
            self._grow(end - start)

    def _grow(self, count: int) -> None:
        self.length += count
        if self.note >= 0:
            self.halves[-1] += count
        else:
            self.width += count

    def _token(self, token: str, start: int, end: int) -> int:
        if token == "(":
            return self._open(start, end)
        if token == ")":
            return self._close(start, end)
        if token == "/":
            return self._slash(start, end)
        if token == "¶":
            self._mark("line-break", ref="¶")
        elif token.startswith("<"):
            self._mark("leaf-break", ref=token[4:-1])
        elif token[0] in "&[":
            self._glyph(start, ref=token if token[0] == "&" else "", text=token.strip("&;"))
        else:
            end = _description_end(self.raw, start)
            self._glyph(start, ref="", text=self.raw[start:end])
        return end

    def _open(self, start: int, end: int) -> int:
        if self.note >= 0 or end > self.last_close:
            self._take(start, end)
        else:
            self.note, self.halves = self.length, [0]
        return end

    def _close(self, start: int, end: int) -> int:
        if self.note < 0:
            self._take(start, end)
            return end
        if self.length > self.note:
            self.marks.append(Mark(self.note, self.length, "note"))
        self.width += max(self.halves)
        self.note, self.closed_at = -1, self.length
        return end

    def _slash(self, start: int, end: int) -> int:
        if self.note < 0:
            self._take(start, end)
        else:
            self._mark("line-break", ref="/")
            self.halves.append(0)
        return end

    def _glyph(self, start: int, ref: str, text: str) -> None:
        self.pieces.append(Piece(GLYPH, start))
        self.marks.append(Mark(self.length, self.length + 1, "glyph", ref, "" if ref else text))
        self._grow(1)

    def _mark(self, kind: MarkKind, ref: str) -> None:
        self.marks.append(Mark(self.length, self.length, kind, ref))


def _description_end(raw: str, start: int) -> int:
    """Find where an ideographic description sequence ends (ISO/IEC 10646, Annex I)."""
    wanted = 1
    at = start
    while wanted and at < len(raw):
        char = raw[at]
        if "\u2ff0" <= char <= "\u2fff" or char == "\u31ef":
            wanted += 2 if char in _TERNARY else 0 if char in _UNARY else 1
        else:
            wanted -= 1
        at += 1
    return at
