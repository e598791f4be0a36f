"""Sentences and clauses of official prose, with their places; brackets and titles stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPEN, _CLOSE = "（(《“‘「『【〔〈", "）)》”’」』】〕〉"
_ENDS = "。！？；;\n"
NUMBER = re.compile(
    r"\s*(?:(?P<shi>[一二三四五六七八九十]{1,3})(?:是(?:要)?(?!否)|要(?![求素点]))"
    r"|(?P<di>第[一二三四五六七八九十]{1,3})[，、,]"
    r"|(?P<han>[一二三四五六七八九十]{1,3})[、．.]"
    r"|[（(](?P<paren>[一二三四五六七八九十]{1,3})[)）]"
    r"|[（(](?P<digits>\d{1,2})[)）]"
    r"|(?P<arabic>\d{1,2})[．、.](?!\d)"
    r"|(?P<ring>[①-⑳]))\s*"
)
"""The number at the head of a point; the group that matched is its kind."""

_ANNOUNCED = re.compile(rf"^[^：:]*[：:](?={NUMBER.pattern})")


class Span(NamedTuple):
    """Some words of a text and where they begin."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Give the place after the last character."""
        return self.start + len(self.text)

    def cut(self, start: int, end: int | None = None) -> Span:
        """Give a part of the words, without white space around it."""
        part = self.text[start:end]
        lead = len(part) - len(part.lstrip())
        return Span(part.strip(), self.start + start + lead)


def sentences(text: str) -> Iterator[Span]:
    """Give the sentences of a paragraph; what a colon announces by number stands apart."""
    for span in _parted(text, 0, _ENDS):
        colon = _ANNOUNCED.search(span.text)
        if colon is None:
            yield span
            continue
        yield span.cut(0, colon.end())
        yield span.cut(colon.end())


def clauses(sentence: Span) -> list[Span]:
    """Give the clauses of a sentence, parted by commas outside brackets and titles."""
    return list(_parted(sentence.text, sentence.start, "，,"))


def pieces(span: Span, marks: str) -> list[Span]:
    """Part words at some marks outside brackets and titles; the marks are left out."""
    return list(_parted(span.text, span.start, marks))


def _parted(text: str, offset: int, marks: str) -> Iterator[Span]:
    depth, begin = 0, 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in marks and (depth == 0 or char == "\n"):
            part = Span(text, offset).cut(begin, at)
            if part.text:
                yield part
            begin, depth = at + 1, 0
    part = Span(text, offset).cut(begin)
    if part.text:
        yield part


def number_of(span: Span) -> tuple[str, str, Span]:
    """Take the number off the head of a sentence: its kind, the number as given, the rest."""
    found = NUMBER.match(span.text)
    if found is None or found.end() >= len(span.text):
        return "", "", span
    return str(found.lastgroup), found[0].strip(), span.cut(found.end())
