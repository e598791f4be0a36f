"""Pictures and scanned pages: kept always, recognized where an engine is installed."""

from __future__ import annotations

import importlib
import io
import struct
from pathlib import Path

import pytest

from fangzhi.collect.pages import engine
from fangzhi.collect.pages.engine import is_vertical, region_of
from fangzhi.collect.pages.glyphs import Line
from fangzhi.collect.readers import read_source
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Figure
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of_bytes

RED = Path(__file__).parents[1] / "markdown" / "cases" / "red.png"
PDF = Path(__file__).parents[1] / "pdf" / "cases" / "numbered-headings.pdf"
needs_engine = pytest.mark.skipif(not engine.available(), reason="needs the ocr extra")


def source_of(data: bytes) -> SourceFile:
    return SourceFile(Path("页.png"), "页.png", data, digest_of_bytes(data), "image")


def test_a_picture_is_kept_with_its_size() -> None:
    reading = read_source(source_of(RED.read_bytes()), recognize=False)
    figure = reading.manuscript.blocks[0]
    assert isinstance(figure, Figure)
    assert reading.assets[figure.asset] == RED.read_bytes()
    assert (reading.manuscript.assets[0].width, reading.manuscript.assets[0].height) == (2, 2)
    assert "没有识别" in reading.findings[0].message


def test_boxes_are_named_as_shares_of_the_page() -> None:
    assert region_of(0.1, 0.2, 0.5, 0.25) == "#xywh=percent:10.00,20.00,40.00,5.00"


def test_tall_boxes_are_vertical_lines() -> None:
    tall = [Line("巴志巴志", x, 0, x + 10, 200, 10) for x in (0, 20, 40)]
    wide = [Line("巴志巴志", 0, y, 200, y + 10, 10) for y in (0, 20, 40)]
    assert is_vertical(tall)
    assert not is_vertical(wide)


@needs_engine
def test_a_printed_page_is_recognized_and_marked_for_checking() -> None:
    pdfium = importlib.import_module("pypdfium2")
    page = pdfium.PdfDocument(PDF.read_bytes())[0]
    stream = io.BytesIO()
    page.render(scale=2).to_pil().save(stream, "PNG")
    reading = read_source(source_of(stream.getvalue()))
    words = [block for block in reading.manuscript.blocks if isinstance(block, Text)]
    assert "水利志" in words[0].text
    assert "".join(text.text for text in words).count("灌溉农田") == 2
    assert all(run.part.startswith("#xywh=percent:") for text in words for run in text.origin)
    assert "须与原件核对" in reading.findings[0].message


def test_a_picture_file_of_several_pages_says_that_only_the_first_is_looked_at() -> None:
    pages = b""
    for number in range(3):  # header 8 bytes, each list of one entry 18 bytes
        following = 8 + 18 * (number + 1) if number < 2 else 0
        pages += struct.pack("<HHHIII", 1, 256, 3, 1, 100, following)
    data = struct.pack("<2sHI", b"II", 42, 8) + pages
    source = SourceFile(Path("页.tif"), "页.tif", data, digest_of_bytes(data), "image")
    told = [finding.message for finding in read_source(source, recognize=False).findings]
    assert any("有 3 页，识别文字时只看第 1 页" in message for message in told)
