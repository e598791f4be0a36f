"""Characters of a PDF page with where they stand, gathered into lines (through PDFium)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

FARTHEST = 4.0
"""A gap of this many characters' widths parts a line: another column, another cell."""

_BREAKS = "\r\n"
_REPLACED = {0x00, 0xFFFE, 0xFFFF}
_HYPHEN = 0x02
_HYPHENS = "-\u00ad\u2010\u2011"


class Glyph(NamedTuple):
    """A character and its box on the page, in points from the lower left corner."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


class Line(NamedTuple):
    """Characters in one row without a wide gap; `confidence` is below 1 for recognized words."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    confidence: float = 1.0
    region: str = ""

    @property
    def middle(self) -> float:
        """The height of the line's middle above the foot of the page."""
        return (self.bottom + self.top) / 2


def lines_on(textpage: Any) -> tuple[list[Line], int]:
    """Give the lines of a page in the order of the file, and how many characters have no text."""
    held: list[Glyph] = []
    lines: list[Line] = []
    lost = 0
    for glyph in _glyphs(textpage):
        if held and _doubles(held[-1], glyph):
            continue
        lost += glyph.char == "\ufffd"
        if held and (glyph.char in _BREAKS or _parts(held, glyph)):
            lines += _line(held)
            held = []
        if glyph.char not in _BREAKS:
            held.append(glyph)
    return lines + _line(held), lost


def _glyphs(textpage: Any) -> Iterator[Glyph]:
    raw, count = textpage.raw, textpage.count_chars()
    box = pdfium_c.FS_RECTF()
    pointer = ctypes.byref(box)
    unicode_at, size_at = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetFontSize
    loose_at = pdfium_c.FPDFText_GetLooseCharBox
    high = 0
    for at in range(count):
        code = unicode_at(raw, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFE
        high = 0
        if code in (10, 13):
            yield Glyph(chr(code), 0, 0, 0, 0, 0)
            continue
        loose_at(raw, at, pointer)
        if pdfium_c.FPDFText_IsGenerated(raw, at) == 1:
            yield Glyph("\x00" if code == 32 else chr(code), box.left, box.bottom, box.right,
                        box.top, size_at(raw, at))  # fmt: skip
            continue
        char = "\ufffd" if code in _REPLACED else "-" if code == _HYPHEN else chr(code)
        height = box.top - box.bottom
        yield Glyph(char, box.left, box.bottom, box.right, box.top, height or size_at(raw, at))


def _doubles(last: Glyph, glyph: Glyph) -> bool:
    """Say whether a character is printed over the last one: bold made by printing it twice."""
    if glyph.char == "f" and (last.left, last.right) == (glyph.left, glyph.right):
        return False  # one ligature (ff, ffi) told as its letters
    same = last.char == glyph.char or (last.char in _HYPHENS and glyph.char in _HYPHENS)
    return (
        same
        and glyph.char not in "\x00\r\n"
        and abs(last.left - glyph.left) < 0.2 * glyph.size
        and abs(last.bottom - glyph.bottom) < 0.2 * glyph.size
    )


def _parts(held: list[Glyph], glyph: Glyph) -> bool:
    """Say whether a character begins another line: lower, higher, further back or far ahead."""
    if glyph.char == "\x00":
        return False
    last = next((g for g in reversed(held) if g.char != "\x00"), None)
    if last is None:
        return False
    size = max(last.size, glyph.size, 1.0)
    if min(last.top, glyph.top) - max(last.bottom, glyph.bottom) < 0.25 * min(
        last.size, glyph.size
    ):
        return True
    if glyph.left < last.left - 1.5 * size:
        return True
    return glyph.left - last.right > FARTHEST * size


def _line(held: list[Glyph]) -> list[Line]:
    """Join characters; a blank that PDFium made up stays only between words of an alphabet."""
    real = [glyph for glyph in held if glyph.char != "\x00"]
    words: list[str] = []
    for at, glyph in enumerate(held):
        if glyph.char != "\x00":
            words.append(glyph.char)
        elif words and at + 1 < len(held) and _latin(words[-1]) and _latin(held[at + 1].char):
            words.append(" ")
    text = "".join(words).strip()
    ink = [glyph for glyph in real if not glyph.char.isspace()]
    if not ink or not text:
        return []
    sizes = sorted(glyph.size for glyph in ink)
    return [Line(text, min(g.left for g in ink), min(g.bottom for g in ink),
                 max(g.right for g in ink), max(g.top for g in ink),
                 sizes[len(sizes) // 2])]  # fmt: skip


def _latin(char: str) -> bool:
    return "!" < char <= "\u024f" and char != "\x00"
