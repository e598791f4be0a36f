"""A text becomes numbered pieces of typst source, and each piece knows what it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Note
from fangzhi.model.text import GLYPH, Mark, Text
from fangzhi.publish.pdf.literal import literal, printable

RULE = "送审本"
"""The rule name of findings about what a 送审本 cannot show."""
MISSING = "〓"
_STYLES = {"strong": "strong", "superscript": "raised", "subscript": "lowered",
           "underline": "underline", "strike": "strike"}  # fmt: skip
_NOTES = ("footnote", "endnote")


@dataclass
class Piece:
    """One text on the copy: its block, and each printed character with its place in the text.

    A place of -1 is a character that the text does not hold (a number, the sign of a note).
    """

    block: str
    text: str
    shown: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class Pieces:
    """All pieces so far, and what could not be shown."""

    held: frozenset[str]
    notes: Mapping[str, str] = field(default_factory=dict)
    all: list[Piece] = field(default_factory=list)
    gaps: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)

    def source(self, text: Text, before: str = "") -> str:
        """Give the typst markup of a text as the next piece; `before` is printed ahead of it."""
        piece = Piece(text.id, text.text)
        parts = []
        if before:
            parts.append(self._run(piece, before, [-1] * len(before)))
        start = len(text.text) - len(text.text.lstrip(" \u3000\t"))
        parts += self._segments(piece, text, start)
        return self._linked(piece, parts)

    def plain(self, words: str, block: str = "") -> str:
        """Give the markup of words as a piece of `block` (its whole text), or of no block."""
        piece = Piece(block, words)
        places = list(range(len(words))) if block else [-1] * len(words)
        return self._linked(piece, [self._run(piece, words, places)])

    def leave_out(self, what: str) -> None:
        """Count something that the copy does not print."""
        self.left_out[what] = self.left_out.get(what, 0) + 1

    def findings(self) -> Iterator[Finding]:
        """Tell what could not be shown, one for each kind."""
        for char, count in sorted(self.gaps.items()):
            words = f"随书字体中没有“{char}”字（U+{ord(char):04X}，共{count}处），送审本上以〓代。"
            yield Finding(RULE, "式", words, text=char, confidence="certain")
        for what, count in sorted(self.left_out.items()):
            yield Finding(RULE, "式", f"{what}共{count}处，送审本上没有印。", confidence="certain")

    def _linked(self, piece: Piece, parts: list[str]) -> str:
        self.all.append(piece)
        return f"#piece({len(self.all) - 1})[{''.join(parts)}]"

    def _segments(self, piece: Piece, text: Text, start: int) -> Iterator[str]:
        marks = [mark for mark in text.marks if mark.kind in _STYLES and mark.end > mark.start]
        signs = self._signs(text)
        cuts = {start, len(text.text), *signs}
        cuts |= {edge for mark in marks for edge in (mark.start, mark.end)}
        order = sorted(cut for cut in cuts if start <= cut <= len(text.text))
        yield from self._sign(piece, signs, start)
        for left, right in pairwise(order):
            made = self._run(piece, text.text[left:right], list(range(left, right)), text.marks)
            for kind in (m.kind for m in marks if m.start <= left and m.end >= right):
                made = f"#{_STYLES[kind]}[{made}]"
            yield made
            yield from self._sign(piece, signs, right)

    def _signs(self, text: Text) -> dict[int, str]:
        found: dict[int, str] = {}
        for mark in text.marks:
            if mark.kind in _NOTES:
                sign = self.notes.get(mark.ref, "〔注〕")
                at = min(mark.end, len(text.text))
                found[at] = found.get(at, "") + sign
            elif mark.kind == "comment":
                self.leave_out("批注")
            elif mark.kind == "deleted":
                self.leave_out("修订中已删去的文字")
        return found

    def _sign(self, piece: Piece, signs: dict[int, str], at: int) -> Iterator[str]:
        words = signs.pop(at, "")
        if words:
            yield f"#raised[{self._run(piece, words, [-1] * len(words))}]"

    def _run(
        self, piece: Piece, words: str, places: list[int], marks: tuple[Mark, ...] = ()
    ) -> str:
        made: list[str] = []
        run = ""
        for char, place in zip(words, places, strict=True):
            if char in "\n\u2028\x0b":
                made += [f"#{literal(run)}" if run else "", "#linebreak()"]
                run = ""
                continue
            shown = self._shown(char, place, marks)
            run += shown
            piece.shown += [(one, place) for one in shown if not one.isspace()]
        return "".join(made) + (f"#{literal(run)}" if run else "")

    def _shown(self, char: str, place: int, marks: tuple[Mark, ...]) -> str:
        if char == GLYPH:
            ids = next((m.text for m in marks if m.kind == "glyph" and m.start == place), "")
            return f"〔{ids}〕" if ids and self.held.issuperset(ids) else MISSING
        visible = printable(char)
        if not visible or visible == "\u00ad" or _is_selector(char):
            return ""
        if visible.isspace() or visible in self.held:
            return visible
        self.gaps[char] = self.gaps.get(char, 0) + 1
        return MISSING


def note_signs(notes: tuple[Note, ...]) -> dict[str, str]:
    """Number the notes of a manuscript as the copy calls them: 〔注1〕, 〔注2〕 …"""
    called = [note.id for note in notes if note.kind != "comment"]
    return {name: f"〔注{number}〕" for number, name in enumerate(called, 1)}


def _is_selector(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF
