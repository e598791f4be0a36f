"""Where the pieces stand on the pages: read off the links of the first run, character by character."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium_c

from fangzhi.publish.pdf.review.pieces import Piece
from fangzhi.publish.pdf.review.stamp import CopyLine, LinePiece

_PREFIX = "piece:"
_BESIDE = 2.0
"""A character may stand so many points outside the box of its piece (pressed punctuation)."""
_SAME_ROW = 3.0
"""Pieces whose middles differ by less (in points) stand in one row."""


class Part(NamedTuple):
    """A stretch of one piece in one row: page from 1, box in points from the foot, characters."""

    piece: int
    page: int
    left: float
    bottom: float
    right: float
    top: float
    words: str

    @property
    def middle(self) -> float:
        """The height of its middle above the foot of the page."""
        return (self.bottom + self.top) / 2


class Row(NamedTuple):
    """One row of a page: its number from 1, its height above the foot, its parts from the left."""

    page: int
    number: int
    middle: float
    parts: tuple[Part, ...]


def rows_of(pdf: bytes) -> tuple[list[Row], list[float]]:
    """Give the rows of all pages from the top, and the height of each page in points."""
    document = pypdfium2.PdfDocument(pdf)
    rows: list[Row] = []
    heights: list[float] = []
    try:
        for index in range(len(document)):
            page = document[index]
            heights.append(page.get_height())
            rows += _rows(index + 1, list(_parts(document, page, index + 1)))
            page.close()
    finally:
        document.close()
    return rows, heights


def _rows(page: int, parts: list[Part]) -> Iterator[Row]:
    """Gather parts into rows; what stands beside each other in cells is one row."""
    groups: list[list[Part]] = []
    for part in sorted(parts, key=lambda part: (-part.middle, part.left)):
        if groups and groups[-1][0].middle - part.middle < _SAME_ROW:
            groups[-1].append(part)
        else:
            groups.append([part])
    for number, group in enumerate(groups, 1):
        group.sort(key=lambda part: part.left)
        yield Row(page, number, group[0].middle, tuple(group))


def _parts(document: Any, page: Any, number: int) -> Iterator[Part]:
    links = list(_links(document, page))
    words = [""] * len(links)
    for char, x, y in _characters(page):
        near = [
            (max(left - x, x - right, 0.0), nth)
            for nth, (_, (left, bottom, right, top)) in enumerate(links)
            if bottom <= y <= top
        ]
        if near and min(near)[0] <= _BESIDE:
            words[min(near)[1]] += char
    for (piece, (left, bottom, right, top)), held in zip(links, words, strict=True):
        if held:
            yield Part(piece, number, left, bottom, right, top, held)


def _links(document: Any, page: Any) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    position, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
    box = pdfium_c.FS_RECTF()
    while pdfium_c.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
        action = pdfium_c.FPDFLink_GetAction(link)
        length = pdfium_c.FPDFAction_GetURIPath(document.raw, action, None, 0)
        held = ctypes.create_string_buffer(length)
        pdfium_c.FPDFAction_GetURIPath(document.raw, action, held, length)
        name = held.value.decode("ascii", "replace")
        if name.startswith(_PREFIX):
            pdfium_c.FPDFLink_GetAnnotRect(link, ctypes.byref(box))
            yield int(name.removeprefix(_PREFIX)), (box.left, box.bottom, box.right, box.top)


def _characters(page: Any) -> list[tuple[str, float, float]]:
    """Give every visible character of a page with the middle of its box."""
    text = page.get_textpage()
    box = pdfium_c.FS_RECTF()
    ink = [ctypes.c_double() for _ in range(4)]
    found: list[tuple[str, float, float]] = []
    high = 0
    for at in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text.raw, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        if pdfium_c.FPDFText_IsGenerated(text.raw, at) == 1 or chr(code).isspace():
            continue
        pdfium_c.FPDFText_GetLooseCharBox(text.raw, at, ctypes.byref(box))
        # across, by the ink alone: the empty half of a pressed mark lies outside its piece
        pdfium_c.FPDFText_GetCharBox(text.raw, at, *map(ctypes.byref, ink))
        middle = (ink[0].value + ink[1].value) / 2
        found.append((chr(code), middle, (box.bottom + box.top) / 2))
    text.close()
    return found


def lines_of(rows: list[Row], pieces: list[Piece]) -> tuple[list[CopyLine], list[int]]:
    """Give every line with the words of each block on it, and the pieces that did not fit exactly."""
    parts: dict[int, list[tuple[int, int, Part]]] = defaultdict(list)
    for at, row in enumerate(rows):
        for nth, part in enumerate(row.parts):
            parts[part.piece].append((at, nth, part))
    placed: dict[tuple[int, int], list[LinePiece]] = {}
    doubtful = []
    for number, own in parts.items():
        piece = pieces[number]
        own.sort(key=lambda one: one[0])
        words = "".join(part.words for _, _, part in own)
        places = _matched(words, piece)
        if words != "".join(char for char, _ in piece.shown):
            doubtful.append(number)
        begin = 0
        for at, nth, part in own:
            placed[at, nth] = list(_ranges(piece, places[begin : begin + len(part.words)],
                                           part.words))  # fmt: skip
            begin += len(part.words)
    lines = []
    texts = {piece.block: piece.text for piece in pieces}
    for at, row in enumerate(rows):
        joined = _joined([one for nth in range(len(row.parts)) for one in placed[at, nth]], texts)
        printed = "".join(part.words for part in row.parts)
        lines.append(CopyLine(row.page, row.number, tuple(joined), printed))
    return lines, doubtful


def _matched(words: str, piece: Piece) -> list[int]:
    """Give for each character read its place in the piece's text."""
    shown = "".join(char for char, _ in piece.shown)
    if len(words) == len(shown):
        return [place for _, place in piece.shown]
    places = [-1] * len(words)
    for tag, i1, i2, j1, _ in SequenceMatcher(None, words, shown, False).get_opcodes():
        if tag == "equal":
            for step in range(i2 - i1):
                places[i1 + step] = piece.shown[j1 + step][1]
    return places


def _ranges(piece: Piece, places: list[int], words: str) -> Iterator[LinePiece]:
    """Give the stretches of a piece: words of the text, and what only the copy prints."""
    at = 0
    while at < len(places):
        end = at
        while end < len(places) and (places[end] < 0) == (places[at] < 0):
            end += 1
        if places[at] < 0:
            yield LinePiece("", 0, 0, words[at:end])
        else:
            start, stop = places[at], places[end - 1] + 1
            yield LinePiece(piece.block, start, stop, piece.text[start:stop])
        at = end


def _joined(found: list[LinePiece], texts: dict[str, str]) -> list[LinePiece]:
    """Join stretches of one block that only a change of type or a space parts."""
    out: list[LinePiece] = []
    for one in found:
        last = out[-1] if out else None
        if last is not None and one.block and last.block == one.block and last.end <= one.start:
            between = texts[one.block][last.end : one.start]
            if not between.strip():
                words = texts[one.block][last.start : one.end]
                out[-1] = LinePiece(one.block, last.start, one.end, words)
                continue
        out.append(one)
    return out
