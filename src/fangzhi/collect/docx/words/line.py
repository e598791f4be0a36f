"""One paragraph while it is being read: its words, the marks on them, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from lxml import etree

from fangzhi.model.finding import Level
from fangzhi.model.text import Mark, MarkKind

STRONG, EMPHASIS, UNDERLINE, STRIKE, RAISED, LOWERED, SMALL, NOTE = (1 << n for n in range(8))

_KINDS: Final[tuple[MarkKind, ...]] = (
    "strong", "emphasis", "underline", "strike", "superscript", "subscript", "small", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as placed: digest and file name of its bytes, alt text, millimetres."""

    digest: str
    name: str
    description: str
    width: float
    height: float


@dataclass(slots=True)
class Remark:
    """Something to tell the editor about this stretch of a line; becomes a finding."""

    start: int
    end: int
    message: str
    level: Level = "式"
    confidence: Literal["certain", "likely", "hint"] = "certain"


@dataclass(slots=True)
class Line:
    """Collects a paragraph piece by piece; `length` counts code points so far.

    `bold` counts the code points set bold by style or by hand, `sizes` code points by half-point
    size. `boxes` are the text boxes anchored here.
    `runs_on` tells that the paragraph mark was deleted, so that the next paragraph follows on.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[etree._Element | str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    bold: int = 0
    sizes: dict[int, int] = field(default_factory=dict)
    contents: bool = False
    sequence: str = ""
    runs_on: bool = False
    bits: int = 0
    _since: list[int] = field(default_factory=lambda: [0] * len(_KINDS))

    def add(self, text: str, bits: int, size: int, bold: bool) -> None:
        """Append words with their format (a sum of the constants above)."""
        if bits != self.bits:
            self._change(bits)
        self.pieces.append(text)
        count = len(text)
        self.length += count
        if bold:
            self.bold += count
        self.sizes[size] = self.sizes.get(size, 0) + count

    def _change(self, bits: int) -> None:
        changed = bits ^ self.bits
        for number, kind in enumerate(_KINDS):
            bit = 1 << number
            if not changed & bit:
                continue
            if bits & bit:
                self._since[number] = self.length
            elif self._since[number] < self.length:
                self.marks.append(Mark(self._since[number], self.length, kind))
        self.bits = bits

    def mark(self, kind: MarkKind, start: int, *, ref: str = "", text: str = "") -> None:
        """Put a mark from `start` up to here."""
        self.marks.append(Mark(start, self.length, kind, ref=ref, text=text))

    def point(self, kind: MarkKind, *, ref: str = "", text: str = "") -> None:
        """Put a zero-width mark here."""
        self.marks.append(Mark(self.length, self.length, kind, ref=ref, text=text))

    def remark(self, message: str, *, start: int | None = None, level: Level = "式",
               confidence: Literal["certain", "likely", "hint"] = "certain") -> None:  # fmt: skip
        """Note something about the words from `start` up to here (or about the whole line)."""
        begin = self.length if start is None else start
        self.remarks.append(Remark(begin, self.length, message, level, confidence))

    def remark_on(self, message: str, start: int) -> None:
        """Note something about the words just added, together with the words before them."""
        last = self.remarks[-1] if self.remarks else None
        if last is not None and last.message == message and last.end == start:
            last.end = self.length
        else:
            self.remark(message, start=start, confidence="likely")

    def close(self) -> None:
        """End all open formats."""
        self._change(0)

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(self.pieces)


def joined(lines: list[Line], separator: str) -> Line:
    """Join paragraphs into one line, marks and remarks moved along.

    No separator follows a paragraph whose mark was deleted (`runs_on`).
    """
    whole = Line()
    for number, line in enumerate(lines):
        if number and separator and not lines[number - 1].runs_on:
            whole.pieces.append(separator)
            whole.length += len(separator)
        shift = whole.length
        whole.pieces.extend(line.pieces)
        whole.length += line.length
        whole.marks.extend(moved(mark, shift) for mark in line.marks)
        for remark in line.remarks:
            whole.remarks.append(
                Remark(remark.start + shift, remark.end + shift, remark.message, remark.level,
                       remark.confidence)
            )  # fmt: skip
        whole.pictures.extend(line.pictures)
        whole.boxes.extend(line.boxes)
        whole.bold += line.bold
        for size, count in line.sizes.items():
            whole.sizes[size] = whole.sizes.get(size, 0) + count
        whole.contents = whole.contents or line.contents
        whole.sequence = whole.sequence or line.sequence
    return whole


def moved(mark: Mark, shift: int) -> Mark:
    """Give the same mark `shift` code points further on."""
    if not shift:
        return mark
    return Mark(mark.start + shift, mark.end + shift, mark.kind, mark.ref, mark.text, mark.who,
                mark.when)  # fmt: skip


def in_order(marks: list[Mark]) -> tuple[Mark, ...]:
    """Sort marks by place; equal places keep the order in which they were found."""
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))
