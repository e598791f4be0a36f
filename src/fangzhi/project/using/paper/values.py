"""A product as it stands on paper: headings, paragraphs, tables and pictures, in order."""

from __future__ import annotations

from typing import Literal

from fangzhi.model.value import Value
from fangzhi.project.using.dossier import Form

Look = Literal["", "bold", "sans", "grey", "red", "number"]
"""How words look; `number` is the raised number of a piece of evidence."""

ParaKind = Literal["body", "flush", "quote", "note", "caption", "list", "signature", "label"]


class Run(Value, frozen=True):
    """Some words of one look."""

    words: str
    look: Look = ""


class Head(Value, frozen=True, tag="head"):
    """A heading of level 1 to 3, with its number in it."""

    words: str
    level: int = 1


class Para(Value, frozen=True, tag="para"):
    """A paragraph."""

    runs: tuple[Run, ...]
    kind: ParaKind = "body"


Cell = tuple[tuple[Run, ...], ...]
"""A cell: its lines, each of some runs."""


class Grid(Value, frozen=True, tag="grid"):
    """A ruled table with heads; `shares` say how wide each column is against the others."""

    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


class Picture(Value, frozen=True, tag="picture"):
    """A facsimile by the bytes of its file, and the line under it."""

    data: bytes
    caption: str


class Break(Value, frozen=True, tag="break"):
    """What follows stands on a new page."""


Block = Head | Para | Grid | Picture | Break


class Paper(Value, frozen=True):
    """A whole product. With `form` it is an official paper (GB/T 9704), else a bound file (卷册).

    `annex` stands on new pages after the signature of an official paper.
    """

    title: str
    kind: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    edition: str = ""
    form: Form | None = None
    facts: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    annex: tuple[Block, ...] = ()


def words(text: str, look: Look = "") -> tuple[Run, ...]:
    """Give plain words as runs."""
    return (Run(text, look),) if text else ()


def para(text: str, kind: ParaKind = "body") -> Para:
    """Give a paragraph of plain words."""
    return Para(words(text), kind)


def cell(text: str, look: Look = "") -> Cell:
    """Give a cell of plain words; line ends part its lines."""
    return tuple((Run(line, look),) for line in text.split("\n"))
