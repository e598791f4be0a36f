"""What a 送审本 says of itself on every page, and the map from its lines to the words of the text."""

from __future__ import annotations

from fangzhi.model.value import Value


class Stamp(Value, frozen=True):
    """Head of each page: work, section (章节), round (审次), digest of the frozen text, copy number.

    `copies` is how many were printed (0 = unsaid); `notice` stands at the foot.
    """

    work: str
    section: str
    round: str
    digest: str
    copy: int = 1
    copies: int = 0
    notice: str = "送审稿，仅供审读，用毕请交回"

    @property
    def code(self) -> str:
        """Give the short code that names the text printed: the first 12 digits of its digest."""
        return self.digest[:12].upper()


class LinePiece(Value, frozen=True):
    """Words of one block on one line: code points `start`..`end` of its text.

    `block` is "" for what only the copy prints (numbers, note signs).
    """

    block: str
    start: int
    end: int
    text: str


class CopyLine(Value, frozen=True):
    """One numbered line: page and line from 1, its pieces from the left, and the words as printed."""

    page: int
    line: int
    pieces: tuple[LinePiece, ...]
    printed: str


class CopyMap(Value, frozen=True):
    """Every line of a copy in order; `code` and `digest` name the text it was printed from."""

    code: str
    digest: str
    pages: int
    lines: tuple[CopyLine, ...]
