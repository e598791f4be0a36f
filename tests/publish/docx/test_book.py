"""The book as a Word file: real styles, fields, notes, heads; ids come back; bytes never differ."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import msgspec
import pytest
from lxml import etree

from fangzhi.collect.docx.read import read
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Figure, Manuscript, Table
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of_bytes
from fangzhi.publish.docx.render import render
from tests.publish.docx.sample import ASSETS, FIRST, NOTICE, SECOND, book, identifier

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = Path(__file__).parents[3]
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("docx")
    result = render(book(), ASSETS, out)
    assert result.files == ("青溪县志.docx",)
    return (out / "青溪县志.docx").read_bytes()


def part(file: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return etree.fromstring(archive.read(name))


def words(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def again(file: bytes) -> Manuscript:
    source = SourceFile(Path("书.docx"), "书.docx", file, digest_of_bytes(file), "docx")
    return read(source).manuscript


def test_chapters_are_headings_with_outline_levels(file: bytes) -> None:
    document = docx.Document(io.BytesIO(file))
    heads = [(p.style.name, p.text) for p in document.paragraphs
             if p.style is not None and p.style.name.startswith("Heading")]  # fmt: skip
    assert heads == [("Heading 1", "第一篇　农业"), ("Heading 2", "第一章　种植"),
                     ("Heading 1", "第二篇　工业")]  # fmt: skip
    styles = part(file, "word/styles.xml")
    level = styles.find(f"{W}style[@{W}styleId='Heading2']/{W}pPr/{W}outlineLvl")
    assert level is not None and level.get(f"{W}val") == "1"


def test_contents_read_without_being_updated(file: bytes) -> None:
    document = docx.Document(io.BytesIO(file))
    lines = [p.text for p in document.paragraphs
             if p.style is not None and p.style.name.startswith("toc")]  # fmt: skip
    assert lines == ["凡例", "第一篇　农业", "第一章　种植", "第二篇　工业"]
    settings = part(file, "word/settings.xml")
    assert settings.find(f"{W}updateFields") is None


def test_every_contents_line_leads_to_a_bookmark_that_is_there(file: bytes) -> None:
    root = part(file, "word/document.xml")
    names = {b.get(f"{W}name") for b in root.iter(f"{W}bookmarkStart")}
    anchors = {h.get(f"{W}anchor") for h in root.iter(f"{W}hyperlink")} - {None}
    assert len(anchors) == 4
    assert anchors <= names


def test_a_reference_to_a_table_is_a_field_at_the_number_of_its_caption(file: bytes) -> None:
    root = part(file, "word/document.xml")
    code = next(i.text or "" for i in root.iter(f"{W}instrText") if " REF " in (i.text or ""))
    start = next(b for b in root.iter(f"{W}bookmarkStart") if b.get(f"{W}name") == code.split()[1])
    caption = start.getparent()
    assert caption is not None and words(caption) == "表1-1　2019—2020年茶叶产量"
    codes = [i.text or "" for i in caption.iter(f"{W}instrText")]
    assert codes == [" SEQ 表 \\* ARABIC \\r 1 "]


def test_notes_changes_and_unencoded_characters_are_words_own(file: bytes) -> None:
    root = part(file, "word/document.xml")
    assert len(list(root.iter(f"{W}footnoteReference"))) == 1
    assert "据《青溪县统计年鉴》。" in words(part(file, "word/footnotes.xml"))
    removed = next(root.iter(f"{W}del"))
    assert removed.get(f"{W}author") == "李四"
    assert "⿰木亞" in words(root)


def test_head_rows_repeat_and_cells_are_merged(file: bytes) -> None:
    table = docx.Document(io.BytesIO(file)).tables[0]
    assert [bool(r._tr.findall(f"{W}trPr/{W}tblHeader")) for r in table.rows] == [
        True, True, False, False, False]  # fmt: skip
    assert table.cell(0, 0).text == table.cell(1, 0).text == "乡镇"
    assert table.cell(0, 1).text == table.cell(0, 2).text == "产量（吨）"


def test_the_notice_stands_at_the_head_of_every_page(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        heads = [name for name in archive.namelist() if name.startswith("word/header")]
    assert len(heads) >= 4
    assert all(NOTICE in words(part(file, name)) for name in heads)
    sections = list(part(file, "word/document.xml").iter(f"{W}sectPr"))
    assert all(len(s.findall(f"{W}headerReference")) == 2 for s in sections)


def test_reimport_gives_the_blocks_with_their_ids_and_nothing_the_renderer_added(
    file: bytes,
) -> None:
    blocks = again(file).blocks
    names = ["front", "rule1", "p1", "sec", "teatitle", "first", "second", "table", "figure",
             "item", "p2", "mill1"]  # fmt: skip
    assert [block.id for block in blocks] == [identifier(name) for name in names]
    second, table, figure = blocks[6], blocks[7], blocks[8]
    assert isinstance(second, Text) and second.text == SECOND
    assert isinstance(table, Table) and table.title is not None
    assert table.title.text == "2019—2020年茶叶产量"
    assert isinstance(figure, Figure) and figure.kind == "map"


def test_the_same_book_gives_the_same_bytes_in_another_process(file: bytes, tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "from fangzhi.publish.docx.render import render\n"
        "from tests.publish.docx.sample import ASSETS, book\n"
        f"render(book(), ASSETS, Path({str(tmp_path)!r}))\n"
    )
    env = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    subprocess.run([sys.executable, "-c", code], check=True, env=env, cwd=ROOT)
    assert (tmp_path / "青溪县志.docx").read_bytes() == file


def test_what_word_cannot_show_is_told(tmp_path: Path) -> None:
    sample = book()
    entry = next(e for e in sample.entries.values() if e.doc)
    bad = Text("bad", "坏\x01字")
    blocks = (bad, *entry.manuscript.blocks)
    broken = msgspec.structs.replace(
        entry, manuscript=msgspec.structs.replace(entry.manuscript, blocks=blocks)
    )
    entries = {d: broken if e is entry else e for d, e in sample.entries.items()}
    result = render(msgspec.structs.replace(sample, entries=entries), {}, tmp_path)
    told = " ".join(finding.message for finding in result.findings)
    assert "U+0001" in told
    assert "西山茶园.PNG" in told
    data = (tmp_path / result.files[0]).read_bytes()
    assert "坏�字" in words(part(data, "word/document.xml"))
    assert "【缺图：西山茶园.PNG】" in words(part(data, "word/document.xml"))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice 未安装，不能试开")
def test_libreoffice_opens_it_and_gives_back_text_and_ids(file: bytes, tmp_path: Path) -> None:
    (tmp_path / "书.docx").write_bytes(file)
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}",
               "--convert-to", "docx", "--outdir", str(tmp_path / "out"),
               str(tmp_path / "书.docx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    back = again((tmp_path / "out" / "书.docx").read_bytes())
    ours = again(file)
    ids = [block.id for block in ours.blocks]
    assert [block.id for block in back.blocks if block.id in ids] == ids
    told = {b.id: b.text for b in back.blocks if isinstance(b, Text)}
    assert told[identifier("first")] == FIRST
    assert told[identifier("mill1")] == "县有茶厂3家。"
