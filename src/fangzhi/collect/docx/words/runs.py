"""The format of a run (字符格式): which marks its words deserve, their size and font."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from fangzhi.collect.docx.parts.glyphs import symbol_font
from fangzhi.collect.docx.parts.names import BOLD, OFF, SIZE, VAL, w
from fangzhi.collect.docx.parts.styles import Style, Styles, number
from fangzhi.collect.docx.words.line import (
    EMPHASIS,
    LOWERED,
    NOTE,
    RAISED,
    SMALL,
    STRIKE,
    STRONG,
    UNDERLINE,
)  # fmt: skip

_RAISED: Final = {"superscript": RAISED, "subscript": LOWERED}
_SWITCHES: Final = {
    w("i"): EMPHASIS,
    w("em"): EMPHASIS,
    w("u"): UNDERLINE,
    w("strike"): STRIKE,
    w("dstrike"): STRIKE,
}
_RUN_STYLE: Final = w("rStyle")
_VERTICAL: Final = w("vertAlign")
_FONTS: Final = w("rFonts")
_VANISH: Final = w("vanish")
"""Hidden on paper too; w:webHidden, on every page number of a contents list, is not."""
_EAST_ASIAN: Final = w("eastAsianLayout")
_COMBINE: Final = w("combine")
_FONT_SLOTS: Final = (w("ascii"), w("hAnsi"), w("eastAsia"))
_SMALLER: Final = 0.85
"""Words below this share of the paragraph's size are marked small."""


@dataclass(slots=True)
class Format:
    """What a run looks like; `bits` are the constants of line.py, `size` half-points."""

    bits: int = 0
    size: int = 20
    bold: bool = False
    hidden: bool = False
    font: str = ""


def read_format(rpr: etree._Element, style: Style, styles: Styles) -> Format:
    """Read w:rPr over the paragraph's style; bold that the style already has is not marked."""
    found = Format(size=style.size, bold=style.bold, hidden=style.hidden)
    for child in rpr:
        tag = child.tag
        if tag == BOLD:
            found.bold = child.get(VAL, "1") not in OFF
            found.bits = found.bits & ~STRONG | (STRONG if found.bold and not style.bold else 0)
        elif tag == SIZE:
            found.size = number(child.get(VAL), style.size) or style.size
        elif tag == _FONTS:
            found.font = next((font for slot in _FONT_SLOTS
                               if (font := symbol_font(child.get(slot, "")))), "")  # fmt: skip
        elif tag in _SWITCHES:
            on = child.get(VAL, "1") not in OFF
            bit = _SWITCHES[tag]
            found.bits = found.bits | bit if on else found.bits & ~bit
        elif tag == _VERTICAL:
            found.bits |= _RAISED.get(child.get(VAL, ""), 0)
        elif tag == _RUN_STYLE:
            _apply(found, styles.get(child.get(VAL)), style)
        elif tag == _VANISH:
            found.hidden = child.get(VAL, "1") not in OFF
        elif tag == _EAST_ASIAN and child.get(_COMBINE, "0") not in OFF:
            found.bits |= NOTE
    if found.size < style.size * _SMALLER and not found.bits & (RAISED | LOWERED):
        found.bits |= SMALL
    return found


def _apply(found: Format, named: Style, style: Style) -> None:
    if named.bold:
        found.bold = True
        found.bits |= 0 if style.bold else STRONG
    found.bits |= EMPHASIS if named.italic else 0
    found.bits |= UNDERLINE if named.underline else 0
    found.bits |= STRIKE if named.strike else 0
    found.bits |= _RAISED.get(named.raised, 0)
    found.hidden = found.hidden or named.hidden
