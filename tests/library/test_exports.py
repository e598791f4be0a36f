"""What was found, as files: read back by other programs' eyes, every quotation and citation whole."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from fangzhi.library.exports.formats import EXPORTS, export_for
from fangzhi.library.exports.gb7714 import cite_gb7714
from fangzhi.library.index import Library
from fangzhi.library.search import Found, search
from fangzhi.library.shelf import Shelved
from fangzhi.library.stream import Stream
from fangzhi.model.agent import Rights

WORK = Shelved(
    "w", "四川通志", "a", "", 0, kind="旧志", place="四川", author="黃廷桂", year=1733,
    edition="文淵閣四庫全書本", rights=Rights(attribution="文字据 Kanseki Repository & 友"),
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library(tmp_path_factory.mktemp("库"), create=True)
    text = "=1+1蒙山<茶>&KR0836;\x0b茶_課茶"
    made.add([(WORK, Stream(text, (0, 9), ("卷二 葉五b", "卷二 葉六a")))])
    return made


@pytest.fixture(scope="module")
def found(library: Library) -> Found:
    return search(library, "茶", limit=0)


def test_a_workbook_has_every_hit_and_every_count(found: Found, library: Library) -> None:
    data = EXPORTS[".xlsx"](found, library.by_id)
    assert data == EXPORTS[".xlsx"](found, library.by_id)
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = list(book["检索结果"].iter_rows(values_only=True))
    assert rows[0][:5] == ("序号", "书名", "叶、页或条目", "前文", "找到的字词")
    assert [row[0] for row in rows[1:]] == [1, 2, 3]
    assert rows[1][2:6] == ("卷二 葉五b", "=1+1蒙山<", "茶", ">&KR0836;\ufffd茶_課茶")
    assert book["检索结果"]["D2"].data_type in ("s", "inlineStr")
    counts = list(book["处数"].iter_rows(values_only=True))
    assert counts[1][:3] == ("书", "四川通志", 3)
    assert ("种类", "旧志", 3) in [row[:3] for row in counts]


def test_a_csv_opens_in_a_spreadsheet_without_becoming_a_formula(
    found: Found, library: Library
) -> None:
    data = EXPORTS[".csv"](found, library.by_id).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data)))
    assert len(rows) == 4
    assert rows[1][3:5] == ["'=1+1蒙山<", "茶"]
    assert rows[1][10] == "黃廷桂. 四川通志[M]. 文淵閣四庫全書本. 1733: 卷二 葉五b."


@pytest.mark.parametrize("ending", [".tei.xml", ".docu.xml"])
def test_xml_exports_are_well_formed_and_quote_the_words(
    found: Found, library: Library, ending: str
) -> None:
    root = etree.fromstring(EXPORTS[ending](found, library.by_id))
    words = "".join(str(piece) for piece in root.itertext())
    assert words.count("蒙山<茶>&KR0836;") == 3
    name = {".tei.xml": "{http://www.tei-c.org/ns/1.0}hi", ".docu.xml": "Udef_Found"}[ending]
    assert [element.text for element in root.iter(name)] == ["茶"] * 3


def test_docuxml_puts_the_hits_of_a_leaf_into_one_document(found: Found, library: Library) -> None:
    root = etree.fromstring(EXPORTS[".docu.xml"](found, library.by_id))
    titles = [title.text for title in root.iter("title") if title.getparent().tag == "document"]  # type: ignore[union-attr]
    assert titles == ["卷二 葉五b", "卷二 葉六a"]


def test_bibtex_names_each_work_once(found: Found, library: Library) -> None:
    text = EXPORTS[".bib"](found, library.by_id).decode()
    assert text.count("@book{") == 1
    assert "pages = {卷二 葉五b, 卷二 葉六a}" in text
    assert r"Repository \& 友" in text


def test_citations_follow_gb7714_and_leave_out_what_is_not_known() -> None:
    assert cite_gb7714(WORK, "卷二 葉五b") == (
        "黃廷桂. 四川通志[M]. 文淵閣四庫全書本. 1733: 卷二 葉五b."
    )
    assert cite_gb7714(Shelved("x", "茶县年鉴", "", "", 0, kind="年鉴", publisher="方志出版社",
                               year=2023), "123") == "茶县年鉴[Z]. 方志出版社, 2023: 123."  # fmt: skip
    assert cite_gb7714(Shelved("x", "无名", "", "", 0)) == "无名[M]."


def test_a_file_name_chooses_the_format(tmp_path: Path) -> None:
    assert export_for("结果.XLSX") is EXPORTS[".xlsx"]
    assert export_for("结果.docu.xml") is EXPORTS[".docu.xml"]
    assert export_for("结果.xml") is EXPORTS[".tei.xml"]
    assert export_for("结果.pdf") is None
