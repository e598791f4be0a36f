"""发排包: named styles only, placeholders, untouched pictures, tables as displayed, an honest list."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import msgspec
import pytest
from lxml import etree
from openpyxl import load_workbook

from fangzhi.publish.press.render import render
from fangzhi.publish.result import RenderResult
from tests.publish.docx.sample import ASSETS, PICTURE, book

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RenderResult]:
    out = tmp_path_factory.mktemp("press")
    return out, render(book(), ASSETS, out)


def test_the_folder_holds_text_pictures_tables_list_and_explanation(
    packed: tuple[Path, RenderResult],
) -> None:
    out, result = packed
    assert set(result.files) == {
        "发排/青溪县志.docx", "发排/图片/图1-1 西山茶园.png", "发排/表格/表1-1.xlsx",
        "发排/清单.xlsx", "发排/说明.txt"}  # fmt: skip
    assert all((out / name).is_file() for name in result.files)


def test_pictures_are_the_original_bytes(packed: tuple[Path, RenderResult]) -> None:
    assert (packed[0] / "发排/图片/图1-1 西山茶园.png").read_bytes() == PICTURE


def test_the_text_has_placeholders_and_typed_numbers(packed: tuple[Path, RenderResult]) -> None:
    document = docx.Document(str(packed[0] / "发排/青溪县志.docx"))
    rows = [(p.style.name, p.text) for p in document.paragraphs if p.style is not None]
    assert ("图位", "【图1-1】") in rows
    assert ("图题", "图1-1　西山茶园分布图") in rows
    assert ("表位", "【表1-1】") in rows
    assert ("Heading 2", "第一章　种植") in rows
    assert ("List Paragraph", "（一）推广良种。") in rows
    assert document.tables == []


def test_the_text_has_no_direct_formatting_no_fields_and_no_bookmarks(
    packed: tuple[Path, RenderResult],
) -> None:
    with zipfile.ZipFile(packed[0] / "发排/青溪县志.docx") as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    assert {child.tag for p in root.iter(f"{W}pPr") for child in p} == {f"{W}pStyle"}
    assert {child.tag for r in root.iter(f"{W}rPr") for child in r} == {f"{W}rStyle"}
    for tag in ("fldChar", "fldSimple", "bookmarkStart", "ins", "del", "hyperlink", "numPr"):
        assert next(root.iter(f"{W}{tag}"), None) is None
    assert len(list(root.iter(f"{W}footnoteReference"))) == 1


def test_a_table_keeps_words_as_displayed_with_title_unit_and_source(
    packed: tuple[Path, RenderResult],
) -> None:
    sheet = load_workbook(packed[0] / "发排/表格/表1-1.xlsx").active
    assert sheet is not None
    rows = [[c for c in row if c is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows == [["表1-1　2019—2020年茶叶产量"], ["单位：吨"], ["乡镇", "产量（吨）"],
                    ["2019年", "2020年"], ["西山镇", "620", "702"], ["=东山乡", "498", "558"],
                    ["合计", "1118", "1260"], ["资料来源：县农业局"]]  # fmt: skip
    assert sorted(str(r) for r in sheet.merged_cells.ranges) == ["A1:C1", "A2:C2", "A3:A4",
                                                                "A8:C8", "B3:C3"]  # fmt: skip
    assert sheet["A6"].data_type == "s"


def test_the_list_says_size_resolution_and_the_missing_map_approval(
    packed: tuple[Path, RenderResult],
) -> None:
    out, result = packed
    sheet = load_workbook(out / "发排/清单.xlsx").active
    assert sheet is not None
    rows = [[str(v or "") for v in row] for row in sheet.iter_rows(values_only=True)]
    figure = next(row for row in rows if row[0] == "图1-1")
    assert figure[3:9] == ["图片/图1-1 西山茶园.png", "第一章 种植", "茶叶种植", "32×20",
                           "100×62.5", "8"]  # fmt: skip
    assert "地图缺审图号" in figure[9] and "不足 300 dpi" in figure[9]
    told = [finding.message for finding in result.findings]
    assert any("没有审图号" in words for words in told)
    assert any("1 处修订未接受" in words for words in told)


def test_the_explanation_lists_rare_characters_with_code_and_ids(
    packed: tuple[Path, RenderResult],
) -> None:
    text = (packed[0] / "发排/说明.txt").read_text("utf-8-sig")
    assert "𠀀　U+20000" in text
    assert "未编码字　⿰木亞　&KR0836;　1 次" in text
    assert "示例·全部虚构" in text


def test_a_missing_picture_is_told_and_listed(tmp_path: Path) -> None:
    result = render(book(), {}, tmp_path)
    assert not any("图片" in name for name in result.files)
    assert any("没有原图文件" in finding.message for finding in result.findings)


def test_two_tables_of_one_number_do_not_overwrite_each_other(tmp_path: Path) -> None:
    sample = book()
    entry = next(e for e in sample.entries.values() if e.doc)
    blocks = entry.manuscript.blocks
    twice = msgspec.structs.replace(blocks[2], id="other", label="表1-1")
    manuscript = msgspec.structs.replace(entry.manuscript, blocks=(*blocks, twice))
    changed = msgspec.structs.replace(entry, manuscript=manuscript)
    entries = {d: changed if e is entry else e for d, e in sample.entries.items()}
    result = render(msgspec.structs.replace(sample, entries=entries), ASSETS, tmp_path)
    tables = [name for name in result.files if name.startswith("发排/表格")]
    assert len(tables) == 2


def test_the_same_book_gives_the_same_bytes_in_another_process(
    packed: tuple[Path, RenderResult], tmp_path: Path
) -> None:
    code = (
        "from pathlib import Path\n"
        "from fangzhi.publish.press.render import render\n"
        "from tests.publish.docx.sample import ASSETS, book\n"
        f"render(book(), ASSETS, Path({str(tmp_path)!r}))\n"
    )
    env = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo",
           "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}  # fmt: skip
    subprocess.run([sys.executable, "-c", code], check=True, env=env, cwd=ROOT)
    out, result = packed
    for name in result.files:
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_the_word_file_opens_as_a_package(packed: tuple[Path, RenderResult]) -> None:
    data = (packed[0] / "发排/青溪县志.docx").read_bytes()
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.title == "青溪县志"
