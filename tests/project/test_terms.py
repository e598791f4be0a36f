"""An office's word table as a file: what is taken from it, what is told, what it finds."""

from __future__ import annotations

from pathlib import Path

from fangzhi.check.engine import check_manuscript
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from fangzhi.project.settings import tell
from fangzhi.project.terms import read_terms
from fangzhi.project.toml import read_settings

TABLE = "# 本室词表\n词\t应为\t说明\t例外\n赶场天\t逢场日\n东门\t东华门\t1958年起用今名\t东门镇、小东门\n\t空行\n"


def test_rows_are_read_by_their_column_names_and_a_row_without_a_word_is_told(
    tmp_path: Path,
) -> None:
    (tmp_path / "词表.tsv").write_text(TABLE, encoding="utf-8-sig")
    told: list[str] = []
    rows = read_terms(tmp_path, "词表.tsv", told.append)
    assert rows == [
        {"word": "赶场天", "right": "逢场日"},
        {"word": "东门", "right": "东华门", "note": "1958年起用今名", "unless": "东门镇、小东门"},
    ]
    assert told == ["词表“词表.tsv”第5行没有写词，这一行没有采用。"]


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    assert read_terms(tmp_path, "没有.tsv", told.append) == []
    assert "没有.tsv" in told[0]


def test_words_of_the_file_are_found_with_their_note(tmp_path: Path) -> None:
    (tmp_path / "词表.tsv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "fangzhi.toml").write_text('[rules]\nterms = "词表.tsv"\n', encoding="utf-8")
    settings = tell(read_settings(tmp_path), tmp_path).check
    lines = ("1962年，东门外修仓库。", "1962年，东门镇修仓库。")
    manuscript = Manuscript(tuple(Text(f"b{n}", line) for n, line in enumerate(lines)))
    found = [f for f in check_manuscript(manuscript, settings) if f.rule == "U001"]
    assert [(f.block, f.text, f.suggestion) for f in found] == [("b0", "东门", "东华门")]
    assert "1958年起用今名" in found[0].message
