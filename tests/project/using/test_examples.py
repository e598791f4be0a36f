"""The three finished products: every quotation verbatim against its leaf, and all three built."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zstandard

from fangzhi.library.index import Library
from fangzhi.project.shelve import shelve
from fangzhi.project.using.building import Product, build_product
from fangzhi.project.using.dossier import read_dossier
from fangzhi.project.using.paper.words import leaf_in_words, quotation_in_print
from fangzhi.project.using.shelf import Shelf
from fangzhi.project.using.verifying import verify

EXAMPLES = Path(__file__).parents[3] / "examples"
DOSSIERS = ("地理标志·蒙山茶", "资政报告·水患与都江堰岁修", "专题·巴蜀井盐")
SOURCES = {
    "華陽國志": "华阳国志/华阳国志_KR2i0003_SBCK.jsonl",
    "四川通志": "四川通志/四川通志_KR2k0052_WYG.jsonl.zst",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Shelve the two chronicles as an editor does."""
    made = Library(tmp_path_factory.mktemp("资料库"), create=True)
    folders = [EXAMPLES / name for name in ("华阳国志", "四川通志")]
    shelve(made, folders, lambda step, done, whole: None, keep=False)
    return made


@pytest.fixture(scope="module")
def leaves() -> dict[str, dict[str, str]]:
    """Read the leaves straight from the examples' files, past everything of ours."""
    return {title: dict(_leaves(EXAMPLES / name)) for title, name in SOURCES.items()}


def _leaves(path: Path) -> Iterator[tuple[str, str]]:
    data = path.read_bytes()
    if path.suffix == ".zst":
        data = zstandard.ZstdDecompressor().stream_reader(BytesIO(data)).read()
    for line in data.decode("utf-8").splitlines():
        leaf = json.loads(line)
        yield leaf["page"], "".join(leaf["text"].split())


@pytest.fixture(scope="module")
def products(
    library: Library, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Product, Path]]:
    """Build all three."""
    out = tmp_path_factory.mktemp("成品")
    made = {name: build_product(EXAMPLES / name, library, out) for name in DOSSIERS}
    return {name: (product, Path(product.folder)) for name, product in made.items()}


@pytest.mark.parametrize("name", DOSSIERS)
def test_every_quotation_stands_word_for_word_on_its_leaf(
    name: str, library: Library, leaves: dict[str, dict[str, str]]
) -> None:
    dossier = read_dossier(EXAMPLES / name)
    verified = verify(dossier, Shelf(library, dossier))
    assert not verified.hard
    assert len(verified.cards) >= 25
    for card in verified.cards:
        pages = list(leaves[card.work])
        run = pages[pages.index(card.cite) : pages.index(card.cite_end) + 1]
        whole = "".join(leaves[card.work][page] for page in run)
        assert _bare(card.quotation) in _bare(whole), card.id


def _bare(words: str) -> str:
    """Take off the signs of transcription: brackets and strokes of the small double-row notes."""
    return re.sub(r"[()/]", "", words)


@pytest.mark.parametrize("name", DOSSIERS)
def test_every_quotation_is_printed_in_both_files_with_its_leaf(
    name: str, library: Library, products: dict[str, tuple[Product, Path]]
) -> None:
    product, folder = products[name]
    dossier = read_dossier(EXAMPLES / name)
    shelf = Shelf(library, dossier)
    title = dossier.dossier.title
    plain = _words(folder / f"{title}.docx")
    sourced = _words(folder / f"{title}·出处版.docx")
    quoted = {id for s in dossier.sections for item in s.items for id in item.quote}
    quoted |= (
        {row.id for row in dossier.cards if row.claim or row.against} if "地理" in name else set()
    )
    assert quoted
    for row in dossier.cards:
        if row.id in quoted:
            card = shelf.card(row)
            where = f"《{card.work}》{leaf_in_words(card.cite)}"
            for text in (plain, sourced):
                assert quotation_in_print(row.quotation) in text, row.id
                assert where in text, row.id
            assert f"（{card.cite}）" in sourced or card.cite in sourced, row.id
    assert re.search(r"\[1\]", sourced) and not re.search(r"\[1\]", plain)
    assert not [words for words in product.warnings if "字体" in words]


def _words(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]+>", "", xml.replace("&amp;", "&"))


@pytest.mark.parametrize("name", DOSSIERS[:2])
def test_the_same_dossier_gives_the_same_bytes(
    name: str, library: Library, products: dict[str, tuple[Product, Path]], tmp_path: Path
) -> None:
    _, folder = products[name]
    again = Path(build_product(EXAMPLES / name, library, tmp_path).folder)
    for path in sorted(folder.iterdir()):
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


def test_the_advisory_report_has_22_lines_of_28_characters(
    products: dict[str, tuple[Product, Path]],
) -> None:
    _, folder = products["资政报告·水患与都江堰岁修"]
    document = pypdfium2.PdfDocument(folder / "史志所载四川水患与都江堰岁修情况摘报.pdf")
    try:
        full = [
            lines
            for page in document
            if len(lines := page.get_textpage().get_text_bounded().splitlines()) == 23
        ]
    finally:
        document.close()
    assert full, "没有一页是22行正文加页码"
    chinese = [line for lines in full for line in lines[:22] if min(map(ord, line)) > 0x2000]
    assert max(map(len, chinese)) == 28


def test_the_cards_come_as_json_and_csv_with_their_citations(
    products: dict[str, tuple[Product, Path]],
) -> None:
    _, folder = products["地理标志·蒙山茶"]
    with zipfile.ZipFile(folder / "蒙山茶地理标志历史证据集·证据卡.zip") as archive:
        told = json.loads(archive.read("卡片.json"))
        table = archive.read("卡片.csv").decode("utf-8-sig")
        assert "案卷.toml" in archive.namelist()
    tea = next(row for row in told["cards"] if row["编号"] == "茶10")
    assert tea["引文"] == "元豐四年仍詔專以雅州名山茶為易馬用"
    assert (tea["公元"], tea["核对"]) == ("1081年", "待核")
    assert "四川通志" in tea["引用格式"] and "KR2k0052_WYG_015-2b" in tea["引用格式"]
    assert table.count("\r\n") == len(told["cards"]) + 1


def test_the_sums_in_the_sources_are_worked_out_and_shown(
    products: dict[str, tuple[Product, Path]],
) -> None:
    tea = _words(products["地理标志·蒙山茶"][1] / "蒙山茶地理标志历史证据集.docx")
    assert "663×（100＋14）＝75,582斤" in tea
    water = products["资政报告·水患与都江堰岁修"][1]
    report = _words(water / "史志所载四川水患与都江堰岁修情况摘报.docx")
    assert "＝883名" in report
    salt = _words(products["专题·巴蜀井盐"][1] / "巴蜀井盐史料专题.docx")
    assert "123＋13＋460＝596井" in salt


def test_what_the_chronicles_do_not_hold_is_shown_as_missing(
    products: dict[str, tuple[Product, Path]],
) -> None:
    tea = _words(products["地理标志·蒙山茶"][1] / "蒙山茶地理标志历史证据集.docx")
    assert "【缺】产量与课额：汉、晋、唐、宋、明缺。" in tea
    assert "检3蒙山茶全部简繁异体相通0" in tea
    assert "27条证据所在的叶没有影印件" in tea
