"""Where words stand: the origin of a block in a file, and anchors that point at words."""

from __future__ import annotations

from fangzhi.model.value import Value


class Run(Value, frozen=True):
    """One stretch of a block's text (code points `start`..`end`) and where it came from.

    `file` is the SHA-256 of the original; `part` the member inside it ("word/footnotes.xml",
    "" for the main part); `address` the place as docs/addresses.md writes it ("12", "t0/3/2",
    "fn1", "Sheet!C5"); `offset` the code point of the original block where `start` stands;
    `page` the printed leaf or page as cited ("KR2k0126_WYG_002-5b"), "" where there is none.
    """

    start: int
    end: int
    file: str
    part: str = ""
    address: str = ""
    offset: int = 0
    page: str = ""


Origin = tuple[Run, ...]
"""Runs in text order. Paragraphs cross leaves and cells split, so one block may have several."""


class Region(Value, frozen=True):
    """A rectangle on a picture or page, as fractions (0..1) of its width and height."""

    left: float
    top: float
    right: float
    bottom: float


class Clip(Value, frozen=True):
    """A stretch of a recording, in seconds from its start."""

    start: float
    end: float


class Anchor(Value, frozen=True):
    """Points at words in a block and can be found again (align.anchors) after an edit.

    `quotation` is the text pointed at, `before`/`after` up to 32 code points around it, `digest`
    the digest of the block's text when the anchor was set. A region or a clip points at a part of
    a picture or recording instead.
    """

    block: str
    start: int
    end: int
    quotation: str
    before: str = ""
    after: str = ""
    digest: str = ""
    region: Region | None = None
    clip: Clip | None = None


class Lost(Value, frozen=True):
    """An anchor whose words were not found again; never moved in silence."""

    anchor: Anchor
    reason: str
