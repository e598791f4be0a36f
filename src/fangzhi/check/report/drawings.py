"""What evidence is drawn as: a column that adds up, two numbers side by side, years in a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Lines:
    """Evidence that is shown as it was written, a line each."""

    kind: ClassVar[str] = "lines"
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """One figure of a sum: its sign, itself, and the head of its row or column where known."""

    sign: str
    figure: str
    label: str = ""


@dataclass(frozen=True)
class Sum:
    """A sum as a column: terms, what they come to, what is written (or, by `head`, what it should
    be), and the difference."""

    kind: ClassVar[str] = "sum"
    terms: tuple[Term, ...]
    computed: str
    written: str = ""
    gap: str = ""
    head: str = "稿中"


@dataclass(frozen=True)
class Pair:
    """Two figures side by side: what is written and what it should be, or what two places say."""

    kind: ClassVar[str] = "pair"
    written: str
    computed: str
    how: str = ""
    heads: tuple[str, str] = ("稿中", "核算")
    gap: str = ""


@dataclass(frozen=True)
class Growth:
    """Two figures with the arrow between them: from, to, by how much, and what is written."""

    kind: ClassVar[str] = "growth"
    before: str
    after: str
    computed: str
    written: str = ""
    how: str = ""


@dataclass(frozen=True)
class Share:
    """One figure over another: the quotient, and what is written."""

    kind: ClassVar[str] = "share"
    above: str
    below: str
    computed: str
    written: str = ""


@dataclass(frozen=True)
class Years:
    """Rows of a table of years, the one in question marked: head cells, rows, marked rows."""

    kind: ClassVar[str] = "years"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, ...] = ()
    how: str = ""


@dataclass(frozen=True)
class Order:
    """Dates on a line, the earlier first; `marked` is the one the finding stands on."""

    kind: ClassVar[str] = "order"
    points: tuple[str, ...]
    marked: int = -1
    between: str = ""
    written: str = ""


@dataclass(frozen=True)
class Names:
    """Names of one body in time: name, from, to; `right` are those that held at `when`."""

    kind: ClassVar[str] = "names"
    rows: tuple[tuple[str, str, str], ...]
    right: tuple[int, ...] = ()
    when: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of words; `differs` where the other place has others."""

    words: str
    differs: bool = False


@dataclass(frozen=True)
class Place:
    """Where something stands, and its words in pieces."""

    where: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Side:
    """Two or more places side by side."""

    kind: ClassVar[str] = "side"
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Cells:
    """Part of a table: heads of columns, rows, and the cell in question (its row and column there).

    "…" stands for rows and columns left out.
    """

    kind: ClassVar[str] = "cells"
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, int]


Drawing = Lines | Sum | Pair | Growth | Share | Years | Order | Names | Side | Cells
