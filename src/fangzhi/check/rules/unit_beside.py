"""What stands beside a quantity in an old unit: a legal one, or what it comes to."""

from __future__ import annotations

import re

_LEGAL_BEFORE = re.compile(
    "(?:公顷|平方千米|平方公里|平方米|千米|公里|米|厘米|千克|公斤|吨|克|升)"
    "(?:[（(][^（()）]{0,8}|[，、]?(?:[约折]?合计?|折算?|约?相当于|即|计)(?:约|为|成)?)$"
)
_LEGAL_AFTER = re.compile(
    "[^（()），。]{0,2}(?:[（(](?:约|合|折合|相当于)?|，(?:约?合|折合?|相当于)约?)[0-9.]+[万亿]?(?:公顷|平方千米|平方公里|平方米|千米|公里|米|厘米|千克|公斤|吨|"
    "克|升)"
)


def is_glossed(
    text: str,
    start: int,
    end: int,
    before: re.Pattern[str] = _LEGAL_BEFORE,
    after: re.Pattern[str] = _LEGAL_AFTER,
) -> bool:
    """Tell whether a legal unit stands right beside it: 5400公顷（8.1万亩）, 5000亩（333公顷）, 1.2公顷，合18亩."""
    return bool(before.search(text[max(0, start - 14) : start]) or after.match(text, end))


_MASS = frozenset("斤两担石")
_CONVERTED = {
    mass: re.compile(
        f"[^。！？\\n]{{0,36}}?(?:合|折|即|等于|相当于)[约为成]?[^。，；]{{0,6}}[0-9.]+万?(?:{legal})"
    )
    for mass, legal in ((True, "千克|公斤|克|吨"), (False, "千米|公里|米|厘米"))
}
_SILVER = re.compile("[银金洋][^。！？]{0,40}$")


def is_told_of(text: str, start: int, end: int, unit: str) -> bool:
    """What an old unit comes to is told behind it (城墙360丈、高1.8丈，合1200米、6米), or it is silver's."""
    if unit == "两" and _SILVER.search(text, max(0, start - 60), start):
        return True
    return _CONVERTED[unit[-1] in _MASS].match(text, end) is not None
