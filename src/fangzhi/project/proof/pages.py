"""The press's PDF as one string: lines of the text, running heads and page numbers set apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection

import msgspec
import pypdfium2

from fangzhi.align.proofs import places, plain
from fangzhi.collect.pages.glyphs import Line, lines_on
from fangzhi.collect.pages.layout import LEAST_MARGIN, MARGIN, Page, paragraphs_of
from fangzhi.publish.page_text import EDGE, printed_numbers

_GRAM = 6
_WIDE = 0.4
"""Lines over this share of the page's width tell where the text begins and ends."""


class ProofLine(msgspec.Struct, frozen=True):
    """A line of the text: page from 1, row from 1 counted from the top, and where it stands.

    `outer`: in the margin where running heads and page numbers stand; `full`: it reaches the
    right edge of the text; `beside`: a short line outside the columns of the text.
    """

    page: int
    row: int
    line: Line
    outer: bool = False
    full: bool = False
    beside: bool = False


class Proof:
    """All lines of a proof and their words as compared; `labels` are the printed page numbers.

    `heads` are running heads as (page, words), told apart from the text.
    """

    def __init__(
        self, lines: list[ProofLine], heads: list[tuple[int, str]], labels: tuple[str, ...]
    ) -> None:
        self.lines, self.heads, self.labels = lines, heads, labels
        plains = [plain(line.line.text) for line in lines]
        self.text = "".join(plains)
        self.starts: list[int] = []
        at = 0
        for words in plains:
            self.starts.append(at)
            at += len(words)

    def line_at(self, position: int) -> int:
        """Give the number of the line that a position of `text` stands in."""
        return max(0, bisect_right(self.starts, position) - 1)

    def spans(self, start: int, end: int) -> list[tuple[ProofLine, int, int]]:
        """Give each line of a stretch of `text` with the places in its words."""
        found = []
        for number in range(self.line_at(start), self.line_at(max(start, end - 1)) + 1):
            line = self.lines[number]
            own = places(line.line.text)
            first = max(0, start - self.starts[number])
            last = min(len(own), end - self.starts[number])
            if first < last:
                found.append((line, own[first], own[last - 1] + 1))
        return found

    def line_from(self, position: int) -> tuple[ProofLine, int]:
        """Give the line that begins at a position of `text`, and where it ends."""
        number = self.line_at(position)
        after = number + 1
        return self.lines[number], (
            self.starts[after] if after < len(self.starts) else len(self.text)
        )

    def is_line_start(self, position: int) -> bool:
        """Tell whether a line begins at a position of `text`."""
        return self.starts[self.line_at(position)] == position

    def is_line_end(self, position: int) -> bool:
        """Tell whether a line ends before a position of `text`."""
        return position == len(self.text) or self.is_line_start(position)


def read_proof(pdf: bytes, known: str, is_text: Callable[[str], bool]) -> Proof:
    """Read a proof; `known` is the locked text, by which the order of lines is chosen.

    `is_text` says of words in the margin that they are the book's own and no running head.

    Raises ValueError where the bytes are no readable PDF, or have no text.
    """
    pages, marked = _pages(pdf)
    if not any(page.lines for page in pages):
        raise ValueError("这个 PDF 没有文字层（多半是扫描件），请向印厂要能复制文字的 PDF。")
    grams = {known[at : at + _GRAM] for at in range(len(known) - _GRAM + 1)}
    lines: list[ProofLine] = []
    heads: list[tuple[int, str]] = []
    labels = printed_numbers([_edge(page) for page in pages], marked)
    for page, paragraphs, label in zip(pages, paragraphs_of(pages), labels, strict=True):
        outside = [line for p in paragraphs if p.place != "body" for line in p.lines]
        margin = {line for line in outside if not is_text(plain(line.text))}
        margin.update(_folio(page, outside, label))
        apart = [line for line in page.lines if line in margin]
        if apart:
            heads += [(page.number, line.text) for line in apart]
        written = [line for line in page.lines if line not in margin]
        looked = [line for p in paragraphs for line in p.lines if line not in margin]
        chosen = _better(written, looked, grams)
        lines += _numbered(page, chosen)
    return Proof(lines, heads, tuple(labels))


def _folio(page: Page, outside: list[Line], label: str) -> list[Line]:
    """Give the line in the margin that is the page's number, though the book may say it as well."""
    told = [line for line in outside if label and plain(line.text) == label]
    return sorted(told, key=lambda line: -abs(line.middle - page.height / 2))[:1]


def _pages(pdf: bytes) -> tuple[list[Page], list[str]]:
    """Give the lines of all pages, and the page numbers that the file itself tells."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as fault:
        raise ValueError("这个文件不是可以打开的 PDF，请向印厂重要一份。") from fault
    pages: list[Page] = []
    try:
        for number in range(len(document)):
            try:
                page = document[number]
                words = page.get_textpage()
            except pypdfium2.PdfiumError:  # its words are then told as missing
                pages.append(Page(number + 1, 0, 0, ()))
                continue
            width, height = page.get_size()
            pages.append(Page(number + 1, width, height, tuple(lines_on(words)[0])))
            words.close()
            page.close()
        return pages, [str(document.get_page_label(at) or "") for at in range(len(pages))]
    finally:
        document.close()


def _edge(page: Page) -> tuple[str, ...]:
    """Give the topmost and bottommost lines of a page, where its number stands."""
    lines = sorted(page.lines, key=lambda line: -line.top)
    chosen = lines if len(lines) <= 2 * EDGE else lines[:EDGE] + lines[-EDGE:]
    return tuple(line.text for line in chosen)


def _better(written: list[Line], looked: list[Line], grams: Collection[str]) -> list[Line]:
    """Choose the order of the file or the order on the page, by which joins lines as the text does."""
    if [line.text for line in written] == [line.text for line in looked]:
        return written
    return written if _joins(written, grams) >= _joins(looked, grams) else looked


def _joins(lines: list[Line], grams: Collection[str]) -> int:
    text = "".join(plain(line.text) for line in lines)
    return sum(text[at : at + _GRAM] in grams for at in range(len(text) - _GRAM + 1))


def _numbered(page: Page, lines: list[Line]) -> list[ProofLine]:
    """Number the rows of a page from the top."""
    rows: list[float] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if not rows or rows[-1] - line.middle > 0.4 * max(line.size, 1.0):
            rows.append(line.middle)
    falling = [-row for row in rows]
    wide = [line for line in lines if line.right - line.left > _WIDE * page.width] or lines
    left = min((line.left for line in wide), default=0.0)
    edge = max((line.right for line in wide), default=0.0)
    margin = max(MARGIN * page.height, min(LEAST_MARGIN, page.height / 4))
    return [
        ProofLine(
            page.number,
            max(1, bisect_right(falling, -line.middle + 0.4 * line.size)),
            line,
            line.bottom > page.height - margin or line.top < margin,
            line.right > edge - 2.5 * line.size,
            line.left > edge - line.size or line.right < left + line.size,
        )
        for line in lines
    ]
