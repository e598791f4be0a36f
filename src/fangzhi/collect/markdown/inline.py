"""Markup inside a Markdown paragraph: emphasis, code, links, pictures, note references."""

from __future__ import annotations

import re
from typing import NamedTuple

from fangzhi.collect.weave import Weave
from fangzhi.model.text import MarkKind

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|~<>])"
    r"|(?P<code>`+)(?P<inside>[^`]+)(?P=code)(?!`)"
    r"|!\[(?P<alt>[^\]\n]*)\]\((?P<picture>[^()\s]+)(?:\s+\"[^\"]*\")?\)"
    r"|\[\^(?P<note>[^\]\s]{1,80})\]"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<target>[^()\s]*)(?:\s+\"[^\"]*\")?\)"
    r"|<(?P<tag>/?(?:sup|sub))>"
    r"|(?P<fence>\*{1,3}|_{1,3}|~~)"
)
_KINDS: dict[str, tuple[MarkKind, ...]] = {
    "*": ("emphasis",), "**": ("strong",), "***": ("strong", "emphasis"),
    "_": ("emphasis",), "__": ("strong",), "___": ("strong", "emphasis"), "~~": ("strike",),
}  # fmt: skip
_SCRIPTS: dict[str, MarkKind] = {"sup": "superscript", "sub": "subscript"}
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
        open_fences: list[tuple[str, int]] = []
        scripts: list[tuple[str, int]] = []
        at = 0
        while match := _TOKEN.search(words, at):
            self._plain(words, at, match.start(), offset)
            at = match.end()
            kind = match.lastgroup or ""
            if kind == "fence":
                self._fence(words, match, offset, open_fences)
            elif kind == "tag":
                self._script(words, match, offset, scripts)
            else:
                self._other(match, offset)
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

    def _fence(
        self, words: str, match: re.Match[str], offset: int, opened: list[tuple[str, int]]
    ) -> None:
        fence, start, end = match["fence"], match.start(), match.end()
        before, after = words[start - 1 : start], words[end : end + 1]
        inside_word = fence[0] == "_" and bool(_WORD.match(before)) and bool(_WORD.match(after))
        if opened and opened[-1][0] == fence and before.strip() and not inside_word:
            for kind in _KINDS[fence]:
                self.weave.mark(opened[-1][1], kind)
            opened.pop()
        elif after.strip() and not inside_word and self._closes(words, fence, end):
            opened.append((fence, self.weave.length))
        else:
            self._plain(words, start, end, offset)

    @staticmethod
    def _closes(words: str, fence: str, start: int) -> bool:
        mark = re.escape(fence[0])
        pattern = rf"(?<![\s{mark}\\]){re.escape(fence)}(?!{mark})"
        return re.search(pattern, words[start:]) is not None

    def _script(
        self, words: str, match: re.Match[str], offset: int, opened: list[tuple[str, int]]
    ) -> None:
        tag = match["tag"]
        if opened and tag == "/" + opened[-1][0]:
            name, start = opened.pop()
            self.weave.mark(start, _SCRIPTS[name])
        elif tag in _SCRIPTS and f"</{tag}>" in words[match.end() :]:
            opened.append((tag, self.weave.length))
        else:
            self._plain(words, match.start(), match.end(), offset)
