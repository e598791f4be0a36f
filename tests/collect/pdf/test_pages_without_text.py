"""Pages whose words were turned into outlines are told; a crowded page costs no time."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from fangzhi.collect.pages.glyphs import Line
from fangzhi.collect.pages.layout import Page, paragraphs_of
from fangzhi.collect.pages.pdf import has_blank_pages, read_text_layer
from fangzhi.collect.reading import Reading
from fangzhi.files.source import SourceFile
from fangzhi.model.value import digest_of_bytes
from tests.work import holds_pace


def drawn(shapes: int) -> Reading:
    """Read a PDF of one page that holds so many drawn shapes and no text."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(400, 600)
    for number in range(shapes):
        shape = raw.FPDFPageObj_CreateNewRect(10 + number % 30 * 12, 10 + number // 30 * 12, 8, 8)
        raw.FPDFPath_SetDrawMode(shape, raw.FPDF_FILLMODE_ALTERNATE, 0)
        raw.FPDFPage_InsertObject(page.raw, shape)
    raw.FPDFPage_GenerateContent(page.raw)
    out = io.BytesIO()
    document.save(out)
    data = out.getvalue()
    return read_text_layer(SourceFile(Path("志.pdf"), "志.pdf", data, digest_of_bytes(data), "pdf"))


def test_a_page_whose_words_are_outlines_is_told_and_waits_for_recognition() -> None:
    found = drawn(300)
    assert has_blank_pages(found)
    assert found.findings[0].level == "硬" and "第1页没有文字层" in found.findings[0].message


def test_a_blank_page_with_a_frame_is_no_page_that_lost_its_words() -> None:
    assert not has_blank_pages(drawn(4))


def crowded(numbers: int) -> list[Page]:
    """A page of so many numbers that stand about."""
    lines = tuple(
        Line(str(at), left := at * 37 % 900, low := at * 53 % 1200, left + 20, low + 8, 8)
        for at in range(numbers)
    )
    return [Page(1, 1000, 1250, lines)]


def test_twice_the_numbers_on_a_page_are_twice_the_work() -> None:
    assert holds_pace(lambda numbers: partial(paragraphs_of, crowded(numbers)), 3000)


def test_a_page_of_six_thousand_numbers_loses_none() -> None:
    (page,) = paragraphs_of(crowded(6000))
    assert sum(len(line.text.split("\t")) for part in page for line in part.lines) == 6000
