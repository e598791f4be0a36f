"""The index finds its pages in our own PDF and in one that another program made."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import msgspec
import pytest
from docx.oxml import parse_xml

from fangzhi.model.book import Book, IndexTerm
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.model.work import Entry, Imprint, Node, Work, ref_to
from fangzhi.publish.index_pages import pages_of
from fangzhi.publish.page_text import key_of, printed_numbers, read_pages
from fangzhi.publish.pdf.render import render

CROPS = ("水稻", "玉米", "油菜", "茶叶", "蚕桑", "柑橘", "花椒", "中药材", "烤烟", "食用菌")


def _prose(number: int) -> str:
    crop = CROPS[number % len(CROPS)]
    return (f"　　{1950 + number}年，全县{crop}种植面积{number * 37 % 911}公顷，"
            f"产量{number * 53 % 1201}吨，"
            f"比上年增加{number * 7 % 97}吨；第{number}生产队记工分{number * 131 % 7919}个。"
            * 4)  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Book:
    """Sixty years of crops, one paragraph each; the index names each crop's every year."""
    texts = tuple(Text(f"b{n}", _prose(n)) for n in range(60))
    entry = Entry("e", Manuscript(texts))
    node = Node("n", "章", "种植业", "第一章", Text("nh", "第一章　种植业"),
                entries=(ref_to(entry),))  # fmt: skip
    index = tuple(
        IndexTerm(crop, crop, "A", "主题",
                  tuple((f"b{n}", _prose(n).index(crop)) for n in range(60)
                        if CROPS[n % len(CROPS)] == crop))
        for crop in CROPS
    )  # fmt: skip
    work = Work("w", "青浣农业志", "部门志", (node,), imprint=Imprint(notice="示例·全部虚构"))
    return Book(work, {ref_to(entry).digest: entry}, index=index)


@pytest.fixture(scope="module")
def ours(book: Book, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Our own PDF."""
    folder = tmp_path_factory.mktemp("ours")
    return (folder / render(book, {}, folder).files[0]).read_bytes()


@pytest.fixture(scope="module")
def theirs(book: Book, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A PDF of the same text by LibreOffice, with a running head and centered page numbers."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("theirs")
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "青浣农业志　种植业"
    number = section.footer.paragraphs[0]
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()._r
        made = parse_xml(
            f'<w:fldChar xmlns:w="{W}" w:fldCharType="{kind}"/>' if kind else
            f'<w:instrText xmlns:w="{W}">{words}</w:instrText>')  # fmt: skip
        run.append(made)
    document.add_heading("第一章　种植业", 1)
    (entry,) = book.entries.values()
    for block in entry.manuscript.blocks:
        assert isinstance(block, Text)
        document.add_paragraph(block.text)
    document.save(str(folder / "book.docx"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), str(folder / "book.docx")],
        check=True, capture_output=True, timeout=120)  # fmt: skip
    return (folder / "book.pdf").read_bytes()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _check(pdf: bytes, book: Book) -> None:
    paged = pages_of(pdf, book)
    pages = read_pages(pdf)
    assert not paged.findings
    for term, found in zip(book.index, paged.terms, strict=True):
        for block, _ in term.places:
            words = key_of(_prose(int(block[1:])))[:20]
            here = [n for n, page in enumerate(pages, 1) if words[:12] in page.key]
            assert set(here) & set(found.physical), (term.term, block)
        assert list(found.physical) == sorted(found.physical)
        assert len(found.pages) == len(found.physical)


def test_every_place_is_found_in_our_own_pdf(ours: bytes, book: Book) -> None:
    _check(ours, book)


def test_printed_numbers_are_not_the_physical_ones(ours: bytes, book: Book) -> None:
    term = pages_of(ours, book).terms[0]
    assert term.pages[0] == "1"
    assert term.physical[0] > 1


@pytest.mark.server
def test_every_place_is_found_in_a_pdf_by_libreoffice(theirs: bytes, book: Book) -> None:
    _check(theirs, book)
    assert pages_of(theirs, book).terms[0].pages[0] == "1"


def test_words_taken_out_at_the_press_are_reported(ours: bytes, book: Book) -> None:
    (entry,) = book.entries.values()
    added = Text("new", "此段为付印后所补，校样上并没有这些文字，自然查不到页码。")
    longer = msgspec.structs.replace(
        entry, manuscript=Manuscript((*entry.manuscript.blocks, added)))  # fmt: skip
    lost = IndexTerm("付印", "fuyin", "F", "主题", (("new", 3),))
    changed = msgspec.structs.replace(
        book, entries=dict.fromkeys(book.entries, longer), index=(*book.index, lost))  # fmt: skip
    findings = pages_of(ours, changed).findings
    assert [(finding.block, finding.start) for finding in findings] == [("new", 3)]
    assert "付印" in findings[0].message


def test_what_is_no_pdf_is_refused_in_words(book: Book) -> None:
    with pytest.raises(ValueError, match="不是可以打开的 PDF"):
        pages_of(b"%PDF-nothing", book)


def test_page_numbers_are_believed_only_when_pages_near_by_agree() -> None:
    edges = [("封面",), ("I",), ("1998", "全县")] + [(f"{n}",) for n in range(2, 9)]
    assert printed_numbers(edges, [""] * 10) == ["", "I", "1", *map(str, range(2, 9))]


def test_the_key_of_a_text_forgets_space_punctuation_and_mixed_up_forms() -> None:
    assert key_of("⼀ 九八〇\n年，Co-\noperative①") == "一九八〇年Cooperative"
    assert key_of("\U00031350字") == "\U00031350字"


def test_a_part_is_found_on_its_own_title_page_not_on_the_page_before(tmp_path: Path) -> None:
    names = ("建置", "人口", "经济")
    parts, entries = [], {}
    for number, name in enumerate(names):
        entry = Entry(f"e{number}", Manuscript((Text(f"p{number}", _prose(number) * 3),)))
        entries[ref_to(entry).digest] = entry
        heading = Text(f"h{number}", f"第{number + 1}篇　{name}", role="heading", level=1)
        parts.append(Node(f"n{number}", "篇", name, f"第{number + 1}篇", heading,
                          entries=(ref_to(entry),)))  # fmt: skip
    index = tuple(IndexTerm(name, name, "J", "主题", ((f"h{number}", 0),))
                  for number, name in enumerate(names))  # fmt: skip
    book = Book(Work("w", "青浣县志", "县志", tuple(parts)), entries, index=index)
    pdf = (tmp_path / render(book, {}, tmp_path).files[0]).read_bytes()
    pages = read_pages(pdf)
    for number, term in enumerate(pages_of(pdf, book).terms):
        (page,) = term.physical
        assert pages[page - 1].key.startswith(f"第{number + 1}篇{names[number]}")
        assert page % 2 == 1
