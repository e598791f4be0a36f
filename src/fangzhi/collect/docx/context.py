"""What every part of the reader shares while one file is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from fangzhi.collect.docx.parts.numbering import Numbering
from fangzhi.collect.docx.parts.package import Parts
from fangzhi.collect.docx.parts.styles import Styles
from fangzhi.collect.docx.words.line import Remark
from fangzhi.model.finding import READING_RULE, Finding, Level, Place
from fangzhi.model.manuscript import Asset
from fangzhi.model.text import Mark
from fangzhi.model.value import mint_id

NOTE_PARTS = {"footnote": "fn", "endnote": "en", "comment": "cm"}
"""Kinds of note and the letters their addresses begin with."""


@dataclass(slots=True)
class OpenField:
    """A field (域) that has begun and not ended; `shown` once its result runs.

    `form` is what an old form field shows, `swallowed` words that stood before the result.
    """

    code: list[str] = field(default_factory=list)
    shown: bool = False
    start: int = 0
    form: str = ""
    swallowed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Open:
    """What has begun in one paragraph and may end in a later one.

    `sections` tells how the section here and those after it begin ("nextPage", "continuous" …);
    `breaks` are breaks that stand before the next words.
    """

    fields: list[OpenField] = field(default_factory=list)
    comments: dict[str, int] = field(default_factory=dict)
    bookmarks: dict[str, tuple[str, int]] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    breaks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """A stream of paragraphs with its own count: body, header, text box, content control."""

    part: str
    prefix: str = ""
    open: Open = field(default_factory=Open)
    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0
    controls: int = 0


@dataclass(slots=True)
class Context:
    """The file being read, what it refers to, and what has been found so far."""

    name: str
    digest: str
    parts: Parts
    main: str
    styles: Styles
    numbering: Numbering
    findings: list[Finding] = field(default_factory=list)
    assets: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, Asset] = field(default_factory=dict)
    referred: dict[str, dict[str, str]] = field(default_factory=dict)
    comment_refs: set[str] = field(default_factory=set)

    def shown_part(self, part: str) -> str:
        """Name a part as origins do: "" for the main part."""
        return "" if part == self.main else part

    def mint(self, part: str, address: str) -> str:
        """Mint the id of the block at an address of this file."""
        return mint_id(self.digest, self.shown_part(part), address)

    def note_id(self, kind: str, number: str) -> str:
        """Give the id of a note by its kind and the number the file knows it by."""
        return mint_id(self.digest, "", f"{NOTE_PARTS[kind]}{number}")

    def refer(self, kind: str, number: str, custom: str) -> None:
        """Remember that a note is referred to here, and by which mark of its own ("" = a number)."""
        self.referred.setdefault(kind, {}).setdefault(number, custom)

    def tell(self, part: str, address: str, text: str, remark: Remark) -> None:
        """Turn a remark about a block into a finding."""
        words = text[remark.start : remark.end]
        spans = bool(words)
        self.findings.append(
            Finding(
                rule=READING_RULE,
                level=remark.level,
                message=remark.message,
                block=self.mint(part, address),
                start=remark.start,
                end=remark.end,
                text=words,
                place=Place(
                    self.name,
                    address,
                    remark.start if spans else None,
                    remark.end if spans else None,
                    words,
                ),
                confidence=remark.confidence,
            )
        )

    def tell_whole(self, message: str, level: Level = "硬") -> None:
        """Say something about the whole file."""
        self.findings.append(
            Finding(READING_RULE, level, message, place=Place(self.name), confidence="certain")
        )
