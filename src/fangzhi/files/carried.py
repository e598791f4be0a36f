"""What a Word file of ours carries beside its words, so that re-import gives the same values.

The words, their order and their looks are read from the document; what Word has no place for
(block ids, entity marks, the value behind a cell) travels in a custom XML part, tied to the words
by hidden bookmarks that Word, WPS and LibreOffice keep when somebody edits the file.
"""

from __future__ import annotations

import re

import msgspec

from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Mark
from fangzhi.model.value import Value, read_json

PART = "customXml/item1.xml"
NAMESPACE = "urn:fangzhi:carried:1"
BLOCK = "_fz"
"""Bookmark of a block, table, figure or note body: this and the id."""
NAMED = "_fz_x"
"""The same for an id that cannot be a bookmark name: this and its number in `names`."""
MARK = "_fz_m"
"""Bookmark over the words of a carried mark: this and its number."""
DRAWN = "_fz_d"
"""Bookmark in a paragraph that the renderer added: this and its number."""

_PLAIN_ID = re.compile(r"[0-9A-Za-z]{1,36}")


class CarriedMark(Value, frozen=True):
    """A mark with no exact form in Word. `shown` words stand in the file for `instead`."""

    mark: Mark | None = None
    shown: str = ""
    instead: str | None = None


class Carried(Value, frozen=True):
    """The skeleton: the manuscript without words and marks, and what its bookmarks mean.

    `styles` gives the Word style a block was written in: where somebody changed it, Word's word
    counts. `words` are those a cell with a value displayed; `names` ids that cannot be bookmark names;
    `drawn` the words of added paragraphs.
    """

    skeleton: Manuscript
    styles: dict[str, str] = {}
    words: dict[str, str] = {}
    marks: tuple[CarriedMark, ...] = ()
    names: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()


# "<" and "&" stand only inside JSON strings, where \\u escapes say the same
_SAFE = tuple((c, f"\\u{ord(c):04x}") for c in "<>&\x7f\ufffe\uffff")


def is_plain(identifier: str) -> bool:
    """Say whether an id can be part of a bookmark name as it is."""
    return _PLAIN_ID.fullmatch(identifier) is not None


def to_xml(carried: Carried) -> bytes:
    """Give the custom XML part."""
    body = msgspec.json.encode(carried, order="deterministic").decode()
    for plain, safe in _SAFE:
        body = body.replace(plain, safe)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<carried xmlns="{NAMESPACE}">{body}</carried>'
    ).encode()


def from_text(text: str) -> Carried | None:
    """Read the content of the custom XML part; None where it is damaged or not ours."""
    try:
        return read_json(text, Carried)
    except (ValueError, RecursionError, msgspec.DecodeError, msgspec.ValidationError):
        return None
