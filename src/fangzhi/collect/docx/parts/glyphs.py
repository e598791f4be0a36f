"""Characters that only a symbol font shows: turned into Unicode where the font's table is known."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from fangzhi.model.text import GLYPH

_LATIN_FONTS: Final = frozenset({"Kingsoft Phonetic Plain"})
"""Symbol fonts (拼音字体) whose places are those of Windows-1252."""

SYMBOL_FONTS: Final = _LATIN_FONTS | {
    "Symbol",
    "Wingdings",
    "Wingdings 2",
    "Wingdings 3",
    "Webdings",
}


@cache
def _table() -> dict[tuple[str, int], str]:
    text = (files("fangzhi.collect.docx.parts") / "data" / "symbols.tsv").read_text(
        encoding="utf-8"
    )
    rows = (line.split("\t") for line in text.splitlines())
    return {(font, int(code, 16)): char for font, code, char in rows}


def symbol(font: str, code: int) -> str:
    """Give the Unicode character of a place in a symbol font, "" where it is not known.

    Private-use codes F000..F0FF stand for the font's own 00..FF. A font that is no symbol font
    shows the code point itself.
    """
    place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    found = _table().get((font, place), "")
    if found:
        return found
    if font in _LATIN_FONTS and 0x20 <= place <= 0xFF:
        return bytes([place]).decode("cp1252", errors="ignore")
    if font in SYMBOL_FONTS and 0x20 <= place <= 0x7E and font == "Symbol":
        return chr(place)  # the Symbol font keeps ASCII where it has no letter of its own
    if font not in SYMBOL_FONTS and not 0xE000 <= code <= 0xF8FF and code >= 0x20:
        return chr(code)
    return ""


def symbol_font(name: str) -> str:
    """Give the symbol font that a font name (or a list parted by ";") begins with, or ""."""
    first = name.split(";")[0].strip()
    return first if first in SYMBOL_FONTS else ""


def plain_symbol(font: str, text: str) -> str:
    """Give a bullet as plain text: known symbols in Unicode, unknown private ones as "•"."""
    out = ""
    for char in text:
        known = symbol(font, ord(char)) if font in SYMBOL_FONTS or is_private(char) else char
        out += known or "•"
    return out


def is_private(char: str) -> bool:
    """Tell whether a character is of the private use area (造字), or stands for a glyph."""
    return "\ue000" <= char <= "\uf8ff" or char == GLYPH
