"""A book as PDF: whole, tagged, deterministic, in its own fonts only."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pypdfium2
import pytest

from fangzhi.model.book import Book, WordCount, entries_in
from fangzhi.model.manuscript import Cell, Manuscript, texts
from fangzhi.model.text import GLYPH, Mark, Text
from fangzhi.model.value import encode
from fangzhi.model.work import Entry, Imprint, Node, Work, ref_to
from fangzhi.publish.fonts.set import house_fonts
from fangzhi.publish.index_pages import pages_of
from fangzhi.publish.page_text import key_of
from fangzhi.publish.pdf.render import render, source_of
from fangzhi.publish.pdf.setting import set_up
from fangzhi.publish.result import RenderResult
from tests.publish.pdf import conftest as given

Printed = Callable[[Book], tuple[bytes, RenderResult]]
Pages = Callable[[bytes], list[str]]
ONCE = """
import sys, hashlib
from pathlib import Path
from fangzhi.model.book import Book
from fangzhi.model.value import decode
from fangzhi.publish.pdf.render import render
book = decode(Path(sys.argv[1]).read_bytes(), Book)
result = render(book, {}, Path(sys.argv[2]))
print(hashlib.sha256((Path(sys.argv[2]) / result.files[0]).read_bytes()).hexdigest())
"""


def test_two_processes_give_the_same_bytes(sample: Book, tmp_path: Path) -> None:
    stored = tmp_path / "book.json"
    stored.write_bytes(encode(sample))
    digests = {
        subprocess.run(
            [sys.executable, "-c", ONCE, str(stored), str(tmp_path / seed)],
            capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1
    assert len(digests.pop()) == len(hashlib.sha256().hexdigest())


def test_every_word_of_the_book_stands_in_the_text_layer(
    sample: Book, printed: Printed, page_texts: Pages
) -> None:
    whole = key_of("".join(page_texts(printed(sample)[0])))
    for _, entry in entries_in(sample):
        for text in texts(entry.manuscript):
            for line in re.split(r"[\n。；，：、]", text.text.replace(GLYPH, "，")):
                assert key_of(line) in whole, line


def test_pages_are_labelled_by_their_printed_numbers(sample: Book, printed: Printed) -> None:
    document = pypdfium2.PdfDocument(printed(sample)[0])
    labels = [document.get_page_label(page) for page in range(len(document))]
    assert labels[:2] == ["", ""]
    assert labels[2:6] == ["I", "II", "III", "IV"]
    assert labels[7:] == [str(number) for number in range(2, len(labels) - 5)]


def test_the_page_is_16kai_and_a_part_opens_on_a_right_hand_page(
    sample: Book, printed: Printed, page_texts: Pages
) -> None:
    data = printed(sample)[0]
    width, height = pypdfium2.PdfDocument(data)[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (185, 260)
    pages = [re.sub(r"\s", "", page) for page in page_texts(data)]
    part = next(number for number, page in enumerate(pages, 1) if page.startswith("第一篇地理"))
    assert part % 2 == 1


def test_it_is_tagged_and_says_pdf_a_2b_with_title_and_author(
    sample: Book, printed: Printed
) -> None:
    data = printed(sample)[0]
    assert b"/StructTreeRoot" in data
    assert b"/MarkInfo" in data
    assert re.search(rb"pdfaid:part>2<|pdfaid:part=.2.", data)
    assert re.search(rb"pdfaid:conformance>B<|pdfaid:conformance=.B.", data)
    info = pypdfium2.PdfDocument(data).get_metadata_dict()
    assert info["Title"] == "柏堰村志"
    assert info["Author"] == "柏堰村志编纂委员会"


def test_only_fonts_of_the_house_are_embedded(sample: Book, printed: Printed) -> None:
    document = pypdfium2.PdfDocument(printed(sample)[0])
    fonts = [
        found.get_font()
        for page in document
        for found in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    ]
    names = {font.get_base_name().split("+")[-1].removesuffix("-Identity-H") for font in fonts}
    assert names == {"NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Regular",
                     "FangzhiRareHan-Regular"}  # fmt: skip
    assert all(font.is_embedded for font in fonts)


def test_the_notice_stands_on_every_page(sample: Book, printed: Printed, page_texts: Pages) -> None:
    pages = page_texts(printed(sample)[0])
    assert all("示例·全部虚构" in re.sub(r"\s", "", page) for page in pages)


def test_a_long_table_repeats_its_head_and_says_that_it_goes_on(
    sample: Book, printed: Printed, page_texts: Pages
) -> None:
    pages = [re.sub(r"\s", "", page) for page in page_texts(printed(sample)[0])]
    heads = [page for page in pages if "年份户数（户）人口（人）" in page]
    assert len(heads) >= 3
    assert "续表1-1" not in heads[0]
    assert all("续表1-1" in page for page in heads[1:])
    assert sum("1950年" in page for page in pages) == 1


def test_a_wide_table_is_turned_and_keeps_every_figure(
    sample: Book, printed: Printed, page_texts: Pages
) -> None:
    data = printed(sample)[0]
    document = pypdfium2.PdfDocument(data)
    turned = [page for page, text in zip(document, page_texts(data), strict=True)
              if page.get_width() > page.get_height() and "3017.25" in text]  # fmt: skip
    assert len(turned) == 1


def test_a_character_that_no_font_has_is_a_finding_and_a_sign(
    sample: Book, printed: Printed, page_texts: Pages
) -> None:
    odd = "\U000323af"  # the last of Ext-H: no font of the house draws it
    node = sample.work.nodes[0]
    entry = sample.entries_of(node)[0]
    blocks = (Text("odd", f"其名曰{odd}。"), *entry.manuscript.blocks)
    changed = msgspec.structs.replace(
        entry, manuscript=msgspec.structs.replace(entry.manuscript, blocks=blocks))  # fmt: skip
    entries = {**sample.entries, node.entries[0].digest: changed}
    data, result = printed(msgspec.structs.replace(sample, entries=entries))
    assert any(odd == finding.text and "U+323AF" in finding.message for finding in result.findings)
    assert any("〓U+323AF" in re.sub(r"\s", "", page) for page in page_texts(data))


def test_a_missing_picture_is_a_finding_and_a_blank_frame(
    sample: Book, printed: Printed, page_texts: Pages
) -> None:
    data, result = printed(sample)
    assert [finding.block for finding in result.findings if "原图" in finding.message] == ["fig2"]
    assert any("此图缺" in page for page in page_texts(data))


def test_a_broken_picture_does_not_stop_the_book(sample: Book, tmp_path: Path) -> None:
    broken = {"0" * 64: b"\x89PNG\r\n\x1a\n" + b"\0" * 40}
    result = render(sample, broken, tmp_path)
    assert {finding.block for finding in result.findings} == {"fig1", "fig2"}


def test_the_index_gives_the_pages_of_this_very_pdf(
    sample: Book, printed: Printed, page_texts: Pages
) -> None:
    pages = page_texts(printed(sample)[0])
    last = re.sub(r"\s", "", pages[-1])
    document = [re.sub(r"\s", "", page) for page in pages]
    well = next(number for number, page in enumerate(document) if "村东有古井" in page) - 5
    assert re.search(rf"古井\.+{well}(?!\d)", last)


def test_an_old_book_has_its_leaves_in_the_margin(printed: Printed, page_texts: Pages) -> None:
    text = Text("l1", "巴國遠世則黃炎之支封", lang="zh-Hant", marks=(
        Mark(0, 0, "leaf-break", "KR2i0003_SBCK_001-15a"), Mark(4, 6, "note")))  # fmt: skip
    entry = Entry("e", Manuscript((text,), lang="zh-Hant"))
    work = Work("w", "華陽國志", "旧志", (Node("n", "卷", "巴志", "卷一", entries=(ref_to(entry),)),),
                lang="zh-Hant", imprint=Imprint())  # fmt: skip
    data, result = printed(Book(work, {ref_to(entry).digest: entry}))
    body = page_texts(data)[-1]
    assert "1-15a" in body
    assert "巴國遠世則黃炎之支封" in re.sub(r"\s", "", body)
    assert not result.findings


@pytest.mark.parametrize("words", ["", "　", "\n", "\t\t"])
def test_a_book_of_nothing_is_still_a_book(words: str, printed: Printed) -> None:
    assert printed(Book(Work("w", words or "空", "村志"), {}))[1].pages >= 2


def test_the_source_holds_words_only_as_literals(sample: Book) -> None:
    source = source_of(set_up(sample, frozenset("柏堰村"), {}))
    body = source[source.index("#show: book.with") :]
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", body)
    assert not re.search(r"[\u4e00-\u9fff]", outside.replace("摄影", ""))


def test_the_printed_index_and_the_pages_found_in_the_text_layer_agree(
    sample: Book, printed: Printed, page_texts: Pages
) -> None:
    data = printed(sample)[0]
    last = re.sub(r"\s", "", page_texts(data)[-1])
    paged = pages_of(data, sample)
    assert not paged.findings
    for term in paged.terms:
        assert re.search(rf"{term.term}\.+{'、'.join(term.pages)}(?!\d)", last), term


def test_cross_references_are_links_to_their_place(sample: Book) -> None:
    source = source_of(set_up(sample, house_fonts().held, {}))
    chapter = re.search(r'#link\(<(t\d+)>\)\[#"第二章"\]', source)
    table = re.search(r'#link\(<(t\d+)>\)\[#"表1-1"\]', source)
    assert chapter and table
    for found in (chapter, table):
        assert source.count(f"#metadata(none)<{found[1]}>") == 1


def test_short_chapters_run_on_and_long_ones_take_a_new_page(printed: Printed) -> None:
    def pages(length: int) -> int:
        chapters = tuple(
            Node(f"c{n}", "章", f"名{n}", f"第{n}章", entries=(ref_to(_words(n, length)),))
            for n in range(6)
        )
        part = Node("p", "篇", "总类", "第一篇", nodes=chapters)
        entries = {ref_to(_words(n, length)).digest: _words(n, length) for n in range(6)}
        return printed(Book(Work("w", "书", "村志", (part,)), entries))[1].pages

    assert pages(1100) - pages(100) >= 5


def _words(number: int, length: int) -> Entry:
    return Entry(f"e{number}", Manuscript((Text(f"b{number}", "山" * length),)))


def test_raised_figures_in_the_head_of_a_table_stay_raised_on_every_page() -> None:
    area = Cell(0, 1, Text("area", "面积（km2）", marks=(Mark(5, 6, "superscript"),)))
    areas = given.table(
        "t", [["乡", ""], ["甲乡", "10"], ["乙乡", "20"], ["丙乡", "30"]], header_rows=1
    )
    cells = tuple(area if cell.row == 0 and cell.column else cell for cell in areas.cells)
    areas = msgspec.structs.replace(areas, cells=cells)
    one = given.bound({"n": ("章", "第一章", "地理", [given.entry("e", areas)])})
    source = source_of(set_up(one, house_fonts().held, {}))
    assert '#raised("2")' in source


def test_a_printed_word_count_does_not_count_the_units_again() -> None:
    words = given.entry("e", Text("t", "茶"))
    counts = (WordCount("地理", 3000, 1), WordCount("供稿：县局", 3000, 1, by_unit=True))
    one = given.bound({"n": ("章", "第一章", "地理", [words])}, counts=counts)
    assert "3千字" in source_of(set_up(one, house_fonts().held, {}))
