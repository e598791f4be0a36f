"""Word lists (词表) as rules read them: a TSV beside the rules, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files

import msgspec
from ahocorasick_rs import AhoCorasick


class Term(msgspec.Struct, frozen=True):
    """A row: the word, what should stand instead ("" where that is for a person to say), a note.

    `unless` is a pattern; where it matches in the words around (8 characters each side, the word
    itself among them, marked by no sign), the term says nothing. "" is never.
    """

    word: str
    right: str = ""
    note: str = ""
    unless: str = ""


class Found(msgspec.Struct, frozen=True):
    """A term where it stands."""

    start: int
    end: int
    term: Term


class Terms:
    """A list of terms; the first that is no exception counts, the longest of those at one place.

    None overlaps another.
    """

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._unless = {t.word: re.compile(t.unless) for t in terms if t.unless}

    @property
    def literals(self) -> tuple[str, ...]:
        """The words, for the gate."""
        return tuple(term.word for term in self.terms)

    @cached_property
    def _words(self) -> AhoCorasick:
        return AhoCorasick(list(self.literals))

    def find(self, text: str) -> Iterator[Found]:
        """Give every term in a text, in order, exceptions left out."""
        found = self._words.find_matches_as_indexes(text, overlapping=True)
        if len(found) > 1:
            found.sort(key=lambda match: (match[1], -match[2]))
        told = longest = at = 0
        for number, start, end in found:
            if start < told or (start == at and end < longest):
                continue  # inside one that counts, or the beginning of a longer one
            at, longest = start, end
            term = self.terms[number]
            unless = self._unless.get(term.word)
            if unless is None or not _stands(unless, text, start, end):
                yield Found(start, end, term)
                told = end


def _stands(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Tell whether the pattern matches around `start`..`end` in a way that covers or touches it."""
    near = text[max(0, start - 8) : end + 8]
    at, stop = start - max(0, start - 8), end - max(0, start - 8)
    return any(m.start() <= stop and m.end() >= at for m in pattern.finditer(near))


def read_terms(name: str) -> Terms:
    """Read `check/rules/data/<name>`: columns word, right, note, unless; "#" begins a remark."""
    text = (files("fangzhi.check.rules") / "data" / name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return Terms(tuple(Term(*(cell.strip() for cell in row)) for row in rows))
