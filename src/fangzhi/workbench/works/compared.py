"""Two states of an entry side by side: what was added and what was taken away, text by text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from fangzhi.model.text import Text
from fangzhi.model.work import Entry
from fangzhi.workbench.works.values import words_in

_WHOLE = re.compile(r"\d[\d.,]*%?|[A-Za-z]+|.", re.DOTALL)


class Piece(NamedTuple):
    """Words that stayed ("same"), went ("gone") or came ("new")."""

    kind: str
    words: str


class Pair(NamedTuple):
    """One text then and now; a text that is only on one side has nothing on the other."""

    kind: str
    pieces: tuple[Piece, ...]


def compared(old: Entry, new: Entry) -> list[Pair]:
    """Pair the texts of two states by id, else by place; texts that stayed are left out but named.

    Same texts give a pair of kind "same" with no pieces where several follow one another.
    """
    before, after = list(words_in(old)), list(words_in(new))
    rows: list[Pair] = []
    for a, b in _paired(before, after):
        words = (a.text if a else "", b.text if b else "")
        if words[0] == words[1]:
            if not rows or rows[-1].kind != "same":
                rows.append(Pair("same", ()))
            continue
        kind = "changed" if a and b else "gone" if a else "new"
        rows.append(Pair(kind, tuple(_pieces(*words))))
    return rows


def _paired(before: list[Text], after: list[Text]) -> Iterator[tuple[Text | None, Text | None]]:
    """Match the sequences of ids; between matches texts pair up in their order."""
    matcher = SequenceMatcher(None, [t.id for t in before], [t.id for t in after], autojunk=False)
    for _, a, b, c, d in matcher.get_opcodes():
        for at in range(max(b - a, d - c)):
            yield (before[a + at] if a + at < b else None, after[c + at] if c + at < d else None)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """Compare number by number and character by character: 1630 → 1640 is one change."""
    before, after = _WHOLE.findall(old), _WHOLE.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(before[a:b]))
            continue
        if b > a:
            yield Piece("gone", "".join(before[a:b]))
        if d > c:
            yield Piece("new", "".join(after[c:d]))
