"""Figures (数) of a text set apart from its words, to tell renewed figures from copied ones."""

from __future__ import annotations

import re
from typing import NamedTuple

MASK = "#"
"""Stands in the masked words for one figure."""
_FIGURE = re.compile(r"(?<![0-9A-Za-z.])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_YEAR = re.compile(r"(?:年|[—\-~～至][12][0-9]{3}年|—)")
_LASTS_AFTER = re.compile(
    r"\s*(?:平方千米|平方公里|毫米|℃|摄氏度|°|′"
    r"|个?(?:行政)?村(?!民|道)|个?(?:社区|街道|乡镇|镇|乡))"
)
_LASTS_BEFORE = re.compile(
    r"(?:海拔|距[^，。；]{0,12}|东经|北纬|东西[宽长]|南北[宽长]|(?:幅员|占地|建筑|国土|辖区)面积|全长|始建于|[0-9][~～—])[约为达]{0,2}$"
)
_DATED = re.compile(r"[月日时]")


class Figure(NamedTuple):
    """A figure: its place in the text, in the masked words, its digits, and what it is.

    `kind`: "year"; "lasting" for what stays the same from year to year (area, height, distance,
    number of villages); "count" for all else.
    """

    start: int
    end: int
    masked: int
    digits: str
    kind: str


class Masked(NamedTuple):
    """Words with every figure replaced by one sign, and the figures in order."""

    words: str
    figures: tuple[Figure, ...]


def masked(text: str) -> Masked:
    """Set the figures of a text apart."""
    parts: list[str] = []
    figures: list[Figure] = []
    at = length = 0
    for found in _FIGURE.finditer(text):
        start, end = found.span()
        parts.append(text[at:start])
        length += start - at
        digits = found.group().replace(",", "")
        figures.append(Figure(start, end, length, digits, _kind(text, start, end, digits)))
        parts.append(MASK)
        length += 1
        at = end
    parts.append(text[at:])
    return Masked("".join(parts), tuple(figures))


def _kind(text: str, start: int, end: int, digits: str) -> str:
    if len(digits) == 4 and digits[0] in "12" and _YEAR.match(text, end):
        return "year"
    if _LASTS_AFTER.match(text, end) or _LASTS_BEFORE.search(text[max(0, start - 20) : start]):
        return "lasting"
    # a range of heights: both ends last
    if text[end : end + 1] in "~～" and "海拔" in text[max(0, start - 4) : start]:
        return "lasting"
    return "lasting" if digits in ("1", "0") and not _DATED.match(text, end) else "count"
