"""Markup inside a Markdown paragraph: emphasis, code, links, pictures, note references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from fangzhi.collect.weave import Weave
from fangzhi.model.text import MarkKind

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|~<>])"
    r"|(?P<code>(?<!`)`++)(?P<inside>[^`]+)(?P=code)(?!`)"
    r"|!\[(?P<alt>[^\]\n]{0,1000})\]\((?P<picture>[^()\s]+)(?:\s+\"[^\"]*\")?\)"
    r"|\[\^(?P<note>[^\]\s]{1,80})\]"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<target>[^()\s]*)(?:\s+\"[^\"]*\")?\)"
    r"|<(?P<tag>/?(?:sup|sub))>"
    r"|(?P<fence>\*{1,3}|_{1,3}|~~)"
)
_KINDS: dict[str, tuple[MarkKind, ...]] = {
    "<sup>": ("superscript",), "<sub>": ("subscript",),
    "*": ("emphasis",), "**": ("strong",), "***": ("strong", "emphasis"),
    "_": ("emphasis",), "__": ("strong",), "___": ("strong", "emphasis"), "~~": ("strike",),
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z0-9]")


class Picture(NamedTuple):
    """A picture named in a text: where, what it says and where that stands, the path as written."""

    at: int
    offset: int
    alt: str
    path: str


class Segment(NamedTuple):
    """Characters of a paragraph without line ends, and where in its block they begin."""

    words: str
    offset: int


class Inline:
    """Reads the markup of one paragraph into a weave; note ids come from `notes`."""

    def __init__(self, weave: Weave, address: str, notes: dict[str, str]) -> None:
        self.weave = weave
        self.address = address
        self.notes = notes
        self.pictures: list[Picture] = []
        self.unknown_notes: list[str] = []

    def read(self, words: str, offset: int) -> None:
        """Add one stretch of source text."""
        matches = tuple(_TOKEN.finditer(words))
        pairs = _pairs(words, matches)
        begun: dict[int, int] = {}
        at = 0
        for match in matches:
            self._plain(words, at, match.start(), offset)
            at = match.end()
            kind = match.lastgroup or ""
            if kind not in ("fence", "tag"):
                self._other(match, offset)
            elif match.start() not in pairs:
                self._plain(words, match.start(), match.end(), offset)
            elif (opening := pairs[match.start()]) == match.start():
                begun[opening] = self.weave.length
            else:
                for mark in _KINDS[match[0].replace("/", "")]:
                    self.weave.mark(begun[opening], mark)
        self._plain(words, at, len(words), offset)

    def _plain(self, words: str, start: int, end: int, offset: int) -> None:
        self.weave.add(words[start:end], self.address, offset + start)

    def _other(self, match: re.Match[str], offset: int) -> None:
        weave, start = self.weave, self.weave.length
        if match["escaped"]:
            weave.add(match["escaped"], self.address, offset + match.start("escaped"))
        elif match["inside"]:
            weave.add(match["inside"], self.address, offset + match.start("inside"))
        elif match["picture"]:
            place = offset + match.start("alt")
            self.pictures.append(Picture(start, place, match["alt"], match["picture"]))
        elif match["note"]:
            self._note(match, offset)
        else:
            self.read(match["label"], offset + match.start("label"))
            weave.mark(start, "link", match["target"])

    def _note(self, match: re.Match[str], offset: int) -> None:
        key = self.notes.get(match["note"])
        if key is None:
            self.unknown_notes.append(match["note"])
            self.weave.add(match[0], self.address, offset + match.start())
        else:
            self.weave.mark(self.weave.length, "footnote", key)


def _pairs(words: str, matches: Sequence[re.Match[str]]) -> dict[int, int]:
    """Pair marks that open with those that close, both by where they begin → where their pair opens.

    What stands alone is no markup and stays in the text.
    """
    pairs: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    for match in matches:
        kind = match.lastgroup
        if kind not in ("fence", "tag"):
            continue
        name = match[0].replace("/", "")
        opens, closes = _sides(words, match)
        if closes and waiting[name]:
            while (last := opened.pop())[0] != name:
                waiting[last[0]] -= 1
            waiting[name] -= 1
            pairs[last[1]] = pairs[match.start()] = last[1]
        elif opens:
            opened.append((name, match.start()))
            waiting[name] += 1
    return pairs


def _sides(words: str, match: re.Match[str]) -> tuple[bool, bool]:
    """Say whether a mark may open and whether it may close."""
    if match["tag"]:
        closing = match["tag"].startswith("/")
        return not closing, closing
    start, end = match.span()
    before, after = words[max(start - 1, 0) : start], words[end : end + 1]
    if match[0][0] == "_" and _WORD.match(before) and _WORD.match(after):
        return False, False
    return bool(after.strip()), bool(before.strip())
