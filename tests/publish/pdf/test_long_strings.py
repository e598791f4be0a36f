"""A head or a word longer than PDF/A can hold does not stop the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.project.build import build
from fangzhi.project.load import load


@pytest.mark.parametrize("words", ["a" * 40_000, "# 第一章　" + "茶园" * 9_000 + "\n\n正文。"])
def test_a_book_that_pdf_a_cannot_hold_is_plain_pdf_and_that_is_told(
    tmp_path: Path, words: str
) -> None:
    (tmp_path / "稿.md").write_text(words + "\n", encoding="utf-8")
    built = build(load(tmp_path), tmp_path / "出", formats=["pdf"])
    data = next((tmp_path / "出" / "成书").glob("*.pdf")).read_bytes()
    assert data.startswith(b"%PDF") and b"pdfaid:part" not in data
    assert any("PDF/A-2b" in finding.message for finding in built.findings)
