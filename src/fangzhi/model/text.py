"""Plain text with standoff marks: the smallest part of a manuscript that rules run on."""

from __future__ import annotations

from typing import Literal

from fangzhi.model.place import Origin
from fangzhi.model.value import Value

GLYPH = "￼"
"""Stands in the text for one character or drawing that plain text cannot hold; a mark says what."""

MarkKind = Literal[
    "strong", "emphasis", "underline", "strike", "superscript", "subscript", "small",
    "footnote", "endnote", "comment", "link", "bookmark", "crossref", "field",
    "quotation", "title", "entity", "evidence", "speech", "verse", "note",
    "inserted", "deleted", "glyph", "figure", "formula",
    "line-break", "leaf-break", "page-break", "column-break", "doubtful", "ruby",
]  # fmt: skip


class Mark(Value, frozen=True):
    """Says something about code points `start`..`end` of a text without changing it.

    `ref` is what it points to: a note id (footnote, endnote, comment), an entity id, a target id
    or address (link, bookmark, crossref), an entity name such as "&KR0836;" (glyph), a page
    (leaf-break), an asset digest (figure). `text` is what the plain text leaves out: the words
    taken away (deleted, zero-width), an IDS (glyph), the reading (ruby), the code of a field.
    `who` and `when` (ISO date or date-time as the file wrote it) belong to tracked changes and
    comments.

    Breaks, notes and deletions are zero-width (`start == end`). Small double-row notes in old
    prints are marked "note" over the words themselves.
    """

    start: int
    end: int
    kind: MarkKind
    ref: str = ""
    text: str = ""
    who: str = ""
    when: str = ""


Role = Literal["paragraph", "heading", "caption", "list", "quote", "verse", "unit", "source",
               "header", "footer", "note", "textbox", "signature", "contents"]  # fmt: skip


class Text(Value, frozen=True, tag="text"):
    """A paragraph, heading, caption, cell or note: plain text, marks on it, and its origin.

    `level` is 1..9 for headings (1 outermost) and the depth for lists (1 outermost), else 0.
    `label` is the number that the original displays but does not hold as text ("（一）", "•").
    Inside a cell or a note, paragraphs are parted by "\\n". `lang` is BCP 47 ("" = zh-Hans).
    `style` is the original's style name, kept so that nothing is lost.
    """

    id: str
    text: str
    role: Role = "paragraph"
    level: int = 0
    label: str = ""
    marks: tuple[Mark, ...] = ()
    origin: Origin = ()
    lang: str = ""
    style: str = ""
    align: Literal["", "left", "center", "right", "justify"] = ""


def marks_of(block: Text, *kinds: MarkKind) -> tuple[Mark, ...]:
    """Give the marks of these kinds, in text order."""
    return tuple(mark for mark in block.marks if mark.kind in kinds)
