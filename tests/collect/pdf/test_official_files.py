"""The text of official files read from PDF equals the text of the same files as DOCX."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fangzhi.collect.readers import read_source
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import texts
from fangzhi.model.value import digest_of_bytes

DATA = Path(__file__).parents[4] / "shared" / "data" / "office_docs"
NAMES = ["中国人名汉语拼音字母拼写法", "中国地名汉语拼音字母拼写法", "出版物汉字使用管理规定",
         "地名管理条例实施细则", "关于改用汉语拼音方案拼写中国人名地名作为罗马字母拼写法的实施说明"]  # fmt: skip
SYMBOLS = {"\uf079": "y", "\uf075": "u", "\uf0fc": "ü"}
"""Three letters that the DOCX holds in a symbol font."""


def words(path: Path, kind: str) -> str:
    data = path.read_bytes()
    source = SourceFile(path, path.name, data, digest_of_bytes(data), kind)
    manuscript = read_source(source, recognize=False).manuscript
    body = (text.text for text in texts(manuscript) if text.role not in ("header", "footer"))
    joined = re.sub(r"[\s\ufffc]", "", "".join(body))
    return "".join(SYMBOLS.get(char, char) for char in joined)


@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data beside the repository")
@pytest.mark.parametrize("name", NAMES)
def test_pdf_and_docx_hold_the_same_words(name: str) -> None:
    from_pdf = words(DATA / f"{name}.pdf", "pdf")
    from_docx = words(DATA / "derived_docx" / f"{name}.docx", "docx")
    assert from_pdf == from_docx


@pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data beside the repository")
def test_pages_without_text_ask_for_recognition() -> None:
    path = DATA / "第一批异体字整理表.pdf"
    data = path.read_bytes()
    source = SourceFile(path, path.name, data, digest_of_bytes(data), "pdf")
    reading = read_source(source, recognize=False)
    assert "没有文字层" in reading.findings[0].message
    assert reading.findings[0].level == "硬"
