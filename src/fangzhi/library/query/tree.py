"""What a query asks for, as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

FieldName = Literal["题", "条目", "地", "时", "体", "类", "人"]


class BadQuery(ValueError):
    """Raised for a query that cannot be searched; says in Chinese why and what to write."""


class Phrase(msgspec.Struct, frozen=True):
    """Characters in a row; None is any one character. `means` says why a form is looked for that
    was not typed ("順治十八年即1661年")."""

    characters: tuple[str | None, ...]
    means: str = ""


class Pattern(msgspec.Struct, frozen=True):
    """A regular expression with repeats bounded, and words one of which every match must hold.

    `width` is the most characters a match can have; `literals` is empty when nothing is sure.
    """

    source: str
    width: int
    literals: tuple[str, ...]


class Field(msgspec.Struct, frozen=True):
    """A limit on where: title, entry, place, years, genre, kind or person."""

    name: FieldName
    words: str


class Either(msgspec.Struct, frozen=True):
    """Any of these (或)."""

    parts: tuple[Node, ...]


class Both(msgspec.Struct, frozen=True):
    """All of these on one leaf or in one entry (与)."""

    parts: tuple[Node, ...]


class But(msgspec.Struct, frozen=True):
    """The first where the second does not stand on the same leaf or in the same entry (非)."""

    keep: Node
    drop: Node


class Near(msgspec.Struct, frozen=True):
    """The left with the right at most `within` characters away; after it when `ordered`."""

    left: Node
    right: Node
    within: int
    ordered: bool = False


Node = Phrase | Pattern | Field | Either | Both | But | Near


class Query(msgspec.Struct, frozen=True):
    """A query as typed, and what it asks for."""

    words: str
    root: Node
    notes: tuple[str, ...] = ()


def shown(node: Node) -> Iterator[Node]:
    """Give the leaves whose occurrences are hits: all but those excluded by 非."""
    match node:
        case Either(parts) | Both(parts):
            for part in parts:
                yield from shown(part)
        case But(keep, _):
            yield from shown(keep)
        case Near(left, right, _, _):
            yield from shown(left)
            yield from shown(right)
        case _:
            yield node
