"""The press's proof against the locked text: from a typeset PDF to what an editor reads."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import msgspec
import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

from bench.material import ROOT
from bench.proofs import Measured, book_and_docx, measure
from fangzhi.cli.main import main
from fangzhi.compile.build import compile_work
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Manuscript
from fangzhi.project.proof.locked import locked_text
from fangzhi.project.proofing import NAMES, Proofread, proofread, write_proofread
from fangzhi.publish.docx.render import render as render_docx
from fangzhi.publish.pdf.render import render
from tests.project.county import county
from tests.written import contribution, settings

PROVE = bool(os.environ.get("FANGZHI_PROVE"))
NO_OFFICE = "没有安装 LibreOffice，不能由另一个程序排版"

TOWN = """
# 第一章 建置
清溪镇因溪得名，明代设场，清代属西乡，民国二十四年（1935年）设联保，1952年置乡，1985年改镇。
镇域东西宽12.6千米，南北长18.4千米，面积96.7平方千米，辖14个村、3个社区。
# 第二章 农业
2019年，全镇粮食播种面积1860公顷，总产量11240吨；油菜种植620公顷，产量1488吨。
Rice varieties under trial included Nongken 58 and Shanyou 63, both introduced before the reform.
表|表2-1　2019年清溪镇主要作物
作物|面积（公顷）|产量（吨）
水稻|1120|8736
玉米|430|2150
红薯|310|354
种茶的有岩口、石梯、双溪三村，茶园连片，春分前后开园，谷雨以后采粗茶，秋后封园施肥。
# 第三章 人物
赵文渊（1887—1961），清溪镇石梯村人，塾师，办过义学，晚年整理本镇歌谣四百余首。
钱月英（1902—1978），女，双溪村人，接生员，三十年间接生一千二百余人，未出一次差错。
"""


def book_of(words: str) -> Book:
    return compile_work(settings("镇志", title="清溪镇志"), [contribution("镇志.docx", words)]).book


def typeset(words: str, folder: Path) -> bytes:
    return (folder / render(book_of(words), {}, folder).files[0]).read_bytes()


def compared(words: str, folder: Path) -> Proofread:
    return proofread(book_of(TOWN), typeset(words, folder))


def told(read: Proofread) -> list[tuple[str, str, str]]:
    return [(d.kind, d.locked, d.proof) for d in read.differences]


def test_a_faithful_proof_differs_nowhere(tmp_path: Path) -> None:
    read = compared(TOWN, tmp_path)
    assert told(read) == []
    assert read.sentences[0] == "校样与定稿没有不同。"


@pytest.mark.parametrize(
    ("locked", "proof", "expected"),
    [
        ("11240吨", "11420吨", ("数字", "11240", "11420")),
        ("1935年", "1985年", ("数字", "1935", "1985")),
        ("民国二十四年", "民国二十一年", ("数字", "四", "一")),
        ("96.7平方", "967平方", ("数字", "96.7", "967")),
        ("玉米|430|2150", "玉米|430|2510", ("数字", "2150", "2510")),
        ("谷雨以后", "谷雨以前", ("文字", "后", "前")),
        ("茶园连片，", "茶园连片", ("标点", "，", "")),
        ("塾师，", "", ("缺文", "塾师，", "")),
        ("未出一次", "从未出一次", ("多文", "", "从")),
        ("varieties under", "varieties unter", ("文字", "d", "t")),
    ],
)
def test_a_change_is_told_once_with_both_readings(
    locked: str, proof: str, expected: tuple[str, str, str], tmp_path: Path
) -> None:
    assert locked in TOWN
    assert told(compared(TOWN.replace(locked, proof, 1), tmp_path)) == [expected]


def test_numbers_come_first_and_the_sentence_counts_them(tmp_path: Path) -> None:
    changed = TOWN.replace("因溪得名", "以溪得名").replace("8736", "8763").replace("四百", "三百")
    read = compared(changed, tmp_path)
    assert [d.kind for d in read.differences] == ["数字", "数字", "文字"]
    assert read.sentences[0] == "与定稿不同 3 处，其中 2 处是数字。"


def test_a_difference_names_page_row_and_place(tmp_path: Path) -> None:
    [difference] = compared(TOWN.replace("因溪得名", "以溪得名"), tmp_path).differences
    assert difference.label == "1"
    assert (difference.before[-6:], difference.after[:3]) == ("章建置清溪镇", "溪得名")
    assert difference.row >= 2
    assert "第一章　建置" in difference.heading


def test_a_paragraph_left_out_and_one_moved_are_each_one_difference(tmp_path: Path) -> None:
    lines = TOWN.strip().splitlines()
    left_out = "\n".join(lines[:2] + lines[3:])
    [difference] = compared(left_out, tmp_path / "a").differences
    assert difference.locked.startswith("镇域东西宽12.6千米") and difference.proof == ""
    moved = "\n".join([lines[0], lines[2], lines[1], *lines[3:]])
    assert [kind for kind, _, _ in told(compared(moved, tmp_path / "b"))] == ["移位"]


def test_a_second_proof_says_what_was_mended_and_what_is_new(tmp_path: Path) -> None:
    first = TOWN.replace("11240", "11420").replace("谷雨以后", "谷雨以前").replace("1488", "1448")
    second = TOWN.replace("谷雨以后", "谷雨以前").replace("1488", "1498").replace("8736", "8763")
    before, now = typeset(first, tmp_path / "1"), typeset(second, tmp_path / "2")
    read = proofread(book_of(TOWN), now, before)
    status = {d.proof: d.status for d in read.differences}
    assert status == {"前": "未改", "1498": "改错", "8763": "新出"}
    assert [d.proof for d in read.mended] == ["11420"]
    assert "上一校 3 处：已改 1 处，未改 1 处，改错 1 处；这一校新出 1 处。" in read.sentences


def test_a_proof_of_another_book_is_said_to_be_one(tmp_path: Path) -> None:
    read = proofread(county(), typeset(TOWN, tmp_path))
    assert "多半不是这部书" in read.sentences[0]


def test_the_marked_pdf_highlights_the_exact_words_and_ends_with_the_list(tmp_path: Path) -> None:
    pdf = typeset(TOWN.replace("11240", "11420"), tmp_path / "pdf")
    read = write_proofread(book_of(TOWN), pdf, None, tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(NAMES)
    document = pypdfium2.PdfDocument((tmp_path / "out" / NAMES[0]).read_bytes())
    assert len(document) > read.pages
    page = document[read.differences[0].page - 1]
    assert pdfium_c.FPDFPage_GetAnnotCount(page.raw) >= 1
    notes = [pdfium_c.FPDFPage_GetAnnot(page.raw, at)
             for at in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw))]  # fmt: skip
    [note] = [n for n in notes
              if pdfium_c.FPDFAnnot_GetSubtype(n) == pdfium_c.FPDF_ANNOT_HIGHLIGHT]  # fmt: skip
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDFAnnot_GetRect(note, rect)
    words = page.get_textpage().get_text_bounded(rect.left, rect.bottom, rect.right, rect.top)
    assert words.strip() == "11420"
    last = document[len(document) - 1].get_textpage().get_text_range()
    assert "11240" in last and "11420" in last


def test_the_same_proof_gives_the_same_bytes(tmp_path: Path) -> None:
    pdf = typeset(TOWN.replace("11240", "11420"), tmp_path / "pdf")
    for name in ("a", "b"):
        write_proofread(book_of(TOWN), pdf, None, tmp_path / name)
    for name in NAMES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_the_command_writes_lists_and_says_the_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "稿"
    folder.mkdir()
    (folder / "fangzhi.toml").write_text("[work]\ntitle = '清溪镇志'\nkind = '镇志'\n", "utf-8")
    (folder / "镇志.txt").write_text("第一章 建置\n\n清溪镇1952年置乡，辖14个村。\n", "utf-8")
    out = tmp_path / "书"
    assert main(["build", str(folder), "--out", str(out), "--formats", "pdf"]) == 0
    [pdf] = (out / "成书").glob("*.pdf")
    (folder / "镇志.txt").write_text("第一章 建置\n\n清溪镇1953年置乡，辖14个村。\n", "utf-8")
    capsys.readouterr()
    args = ["proof", str(folder), str(pdf), "--out", str(tmp_path / "校样"), "--json"]
    assert main(args) == 0
    read = json.loads(capsys.readouterr().out)
    assert [(d["locked"], d["proof"]) for d in read["differences"]] == [("1953", "1952")]
    assert main(["proof", str(folder), str(folder / "镇志.txt")]) == 2
    assert "校样不能比对" in capsys.readouterr().err


def test_notes_tables_over_pages_and_hyphens_of_another_setting_are_no_differences(
    tmp_path: Path,
) -> None:
    book = county()
    pdf = (tmp_path / render(book, {}, tmp_path).files[0]).read_bytes()
    read = proofread(book, pdf)
    assert read.pages > 40
    assert told(read) == []


def test_a_page_number_that_is_also_a_figure_of_a_table_is_still_a_page_number(
    tmp_path: Path,
) -> None:
    cells = "\n".join(f"第{n}组|{n}" for n in range(1, 13))
    years = "\n".join(
        f"{1950 + n}年，全镇出动民工修整渠堰，清淤、补漏、加高、栽树，当年完成土石方若干，"
        "由各村分段负责，镇里派员丈量，验收后登记入册，工分按劳折算，年终张榜。"
        for n in range(60)
    )
    words = f"# 第一章 水利\n表|表1-1　各组渠堰\n组|条\n{cells}\n{years}"
    (tmp_path / "a").mkdir()
    read = proofread(book_of(words), typeset(words, tmp_path / "a"))
    assert read.pages > 8
    assert told(read) == []


def test_a_wrong_figure_in_a_note_at_the_page_foot_is_found(tmp_path: Path) -> None:
    book = county()
    [note] = [p for p in locked_text(book).pieces if "1930年" in p.words and p.part == "note"]
    wrong = {
        digest: msgspec.structs.replace(entry, manuscript=_renoted(entry.manuscript))
        for digest, entry in book.entries.items()
    }
    misprinted = msgspec.structs.replace(book, entries=wrong)
    pdf = (tmp_path / render(misprinted, {}, tmp_path).files[0]).read_bytes()
    [difference] = proofread(book, pdf).differences
    assert (difference.kind, difference.locked, difference.proof) == ("数字", "1930", "1980")
    assert difference.block == note.block


def _renoted(manuscript: Manuscript) -> Manuscript:
    notes = tuple(
        msgspec.structs.replace(
            n, body=msgspec.structs.replace(n.body, text=n.body.text.replace("1930年", "1980年"))
        )
        for n in manuscript.notes
    )
    return msgspec.structs.replace(manuscript, notes=notes)


@pytest.mark.skipif(shutil.which("soffice") is None, reason=NO_OFFICE)
def test_planted_changes_are_found_in_a_book_set_by_another_program(tmp_path: Path) -> None:
    book = county()
    docx = (tmp_path / render_docx(book, {}, tmp_path).files[0]).read_bytes()
    _holds(measure(book, docx, tmp_path / "proof", 50, 20), pages=40)


@pytest.mark.skipif(not PROVE, reason="长证明，由 make prove 运行")
@pytest.mark.skipif(shutil.which("soffice") is None, reason=NO_OFFICE)
def test_a_hundred_planted_changes_are_found_in_three_hundred_pages(tmp_path: Path) -> None:
    book, docx = book_and_docx(ROOT / "examples" / "方志法规汇编", tmp_path)
    _holds(measure(book, docx, tmp_path / "proof", 100, 40), pages=300)


def _holds(done: Measured, pages: int) -> None:
    assert done.pages >= pages
    assert done.found >= 0.99 * done.planted, done.missed
    assert len(done.false) <= 3, done.false
