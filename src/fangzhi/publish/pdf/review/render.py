"""Sets a 送审本 in two runs of one source: the first finds the lines, the second prints them numbered."""

from __future__ import annotations

import tempfile
from itertools import groupby
from pathlib import Path

import typst

from fangzhi.model.book import Book
from fangzhi.model.finding import Finding
from fangzhi.model.value import Value
from fangzhi.publish.fonts.set import house_fonts
from fangzhi.publish.pdf.figures import write_pictures
from fangzhi.publish.pdf.literal import array, literal
from fangzhi.publish.pdf.render import typeset_fonts
from fangzhi.publish.pdf.review.layout import Row, lines_of, rows_of
from fangzhi.publish.pdf.review.pieces import RULE, Pieces
from fangzhi.publish.pdf.review.source import book_source
from fangzhi.publish.pdf.review.stamp import CopyMap, Stamp
from fangzhi.publish.result import Assets

TEMPLATE = Path(__file__).parent.parent / "templates" / "review.typ"


class ReviewCopy(Value, frozen=True):
    """A 送审本: the PDF, the map from its lines to the words, and what could not be shown."""

    pdf: bytes
    map: CopyMap
    findings: tuple[Finding, ...] = ()


def render_review_copy(book: Book, assets: Assets, stamp: Stamp) -> ReviewCopy:
    """Set a frozen book (or the part under review) for the pen: same input, same bytes."""
    fonts = house_fonts()
    pieces = Pieces(fonts.held)
    with tempfile.TemporaryDirectory() as folder:
        pictures = write_pictures(book, assets, Path(folder), typeset_fonts(fonts))
        body = book_source(book, pieces, pictures)
        found = _compiled(body, stamp, Path(folder), [], linked=True)
        rows, heights = rows_of(found)
        data = _compiled(body, stamp, Path(folder), _numbers(rows, heights), linked=False)
    lines, doubtful = lines_of(rows, pieces.all)
    told = [*pieces.findings(), *(_doubt(pieces.all[number].block) for number in doubtful)]
    copy = CopyMap(stamp.code, stamp.digest, len(heights), tuple(lines))
    return ReviewCopy(data, copy, tuple(told))


def _numbers(rows: list[Row], heights: list[float]) -> list[str]:
    """Give for each page its line numbers as typst pairs (number, points from the top)."""
    by_page = {page: list(group) for page, group in groupby(rows, key=lambda row: row.page)}
    return [
        array(f"({row.number}, {height - row.middle:.2f}pt)" for row in by_page.get(page, ()))
        for page, height in enumerate(heights, 1)
    ]


def _compiled(body: str, stamp: Stamp, folder: Path, numbers: list[str], *, linked: bool) -> bytes:
    copy = f"第{stamp.copy}本" + (f"／共{stamp.copies}本" if stamp.copies else "")
    told = {
        "title": f"{stamp.work} {stamp.section} {stamp.round}送审本", "work": stamp.work,
        "section": stamp.section, "round": f"{stamp.round}送审本", "code": stamp.code, "copy": copy,
        "notice": stamp.notice,
    }  # fmt: skip
    named = ", ".join(f"{key}: {literal(words)}" for key, words in told.items())
    source = "\n".join(
        [
            f"#let linked = {str(linked).lower()}",
            f"#let numbers = {array(numbers)}",
            TEMPLATE.read_text(encoding="utf-8"),
            f"#show: copybook.with({named})",
            body,
        ]
    )
    compiler = typst.Compiler(
        source.encode("utf-8"), root=folder, font_paths=typeset_fonts(house_fonts())
    )
    data = compiler.compile(format="pdf", pdf_tags=not linked, timestamp=0)
    assert isinstance(data, bytes)
    return data


def _doubt(block: str) -> Finding:
    return Finding(RULE, "式", "这一段印出来的字与稿子不能逐字对上，按页、行查回来的位置请再核对。",
                   block, confidence="certain")  # fmt: skip
