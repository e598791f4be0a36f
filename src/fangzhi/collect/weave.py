"""Building a text out of stretches of its source, with the runs that say where each came from."""

from __future__ import annotations

from fangzhi.model.place import Run
from fangzhi.model.text import Mark, MarkKind, Role, Text
from fangzhi.model.value import mint_id


class Weave:
    """Gathers words and marks; stretches that follow each other in the source make one run."""

    def __init__(self, file: str, part: str = "") -> None:
        self._file = file
        self._part = part
        self._words: list[str] = []
        self._runs: list[Run] = []
        self.marks: list[Mark] = []
        self.length = 0

    def add(
        self, words: str, address: str, offset: int, page: str = "", part: str | None = None
    ) -> None:
        """Add words that stand at `offset` of the block that `address` names."""
        if not words:
            return
        part = self._part if part is None else part
        end = self.length + len(words)
        last = self._runs[-1] if self._runs else None
        if (
            last is not None
            and (last.address, last.page, last.part) == (address, page, part)
            and last.offset + last.end - last.start == offset
        ):
            start, offset = last.start, last.offset
            self._runs.pop()
        else:
            start = self.length
        self._runs.append(Run(start, end, self._file, part, address, offset, page))
        self._words.append(words)
        self.length = end

    def mark(
        self, start: int, kind: MarkKind, ref: str = "", text: str = "", *, end: int | None = None
    ) -> None:
        """Mark from `start` to `end`, or to what was added last."""
        self.marks.append(Mark(start, self.length if end is None else end, kind, ref, text))

    def mark_here(self, kind: MarkKind, ref: str = "", text: str = "") -> None:
        """Mark the place reached so far, with no width."""
        self.marks.append(Mark(self.length, self.length, kind, ref, text))

    @property
    def words(self) -> str:
        """The text so far."""
        return "".join(self._words)

    def needs_space(self, following: str) -> bool:
        """Say whether a line that follows is parted by a space: words of an alphabet are, Chinese
        is not."""
        before = self._words[-1][-1] if self._words else ""
        return (
            before.isascii()
            and before not in "- "
            and following[:1].isascii()
            and (following[:1] != " ")
        )

    @property
    def first_address(self) -> str:
        """The address of the block that the text begins in."""
        return self._runs[0].address if self._runs else ""

    def text(
        self,
        role: Role = "paragraph",
        level: int = 0,
        *,
        address: str = "",
        label: str = "",
        style: str = "",
    ) -> Text:
        """Give the text; its id comes from the source and the place it begins at."""
        place = address or self.first_address
        offset = self._runs[0].offset if self._runs else 0
        runs = tuple(self._runs) or (Run(0, 0, self._file, self._part, place),)
        marks = tuple(sorted(self.marks, key=lambda mark: (mark.start, mark.end)))
        key = mint_id(self._file, self._part, f"{place}+{offset}" if offset else place)
        return Text(key, self.words, role, level, label, marks, runs, style=style)
