"""Somebody edits our Word file: the document wins, and ids stay with what is still there."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx

from fangzhi.collect.docx.read import read
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Cell, Manuscript, Note, Table
from fangzhi.model.text import Mark, Text
from fangzhi.model.value import digest_of_bytes
from fangzhi.publish.docx.manuscript import write_manuscript

CELLS = tuple(
    Cell(row, column, Text(f"c{row}{column}", words), value=Decimal(words) if row else None)
    for row, line in enumerate((("粮食", "茶叶"), ("12.5", "3.20")))
    for column, words in enumerate(line)
)
ORIGINAL = Manuscript(
    (
        Text("h1", "茶叶", "heading", 2, "第一章"),
        Text("p1", "全县有茶园3万亩。", marks=(Mark(2, 4, "entity", "place:1"),)),
        Text("q1", "茶出西山。", "quote", marks=(Mark(5, 5, "footnote", "n1"),)),
        Table("t1", 2, 2, CELLS, 1, Text("cap", "产量", "caption"), label="表1-1"),
        Text("p2", "此段将删。", lang="zh-Hant"),
    ),
    (Note("n1", "footnote", Text("n1", "见旧志。", "note")),),
    title="茶叶稿",
)


def edited(change: Callable[[Any], None]) -> Manuscript:
    document = docx.Document(io.BytesIO(write_manuscript(ORIGINAL, {})))
    change(document)
    out = io.BytesIO()
    document.save(out)
    data = out.getvalue()
    source = SourceFile(Path("稿.docx"), "稿.docx", data, digest_of_bytes(data), "docx")
    return read(source).manuscript


def blocks(manuscript: Manuscript) -> dict[str, Any]:
    return {block.id: block for block in manuscript.blocks}


def find(document: Any, words: str) -> Any:
    return next(p for p in document.paragraphs if words in p.text)


def test_an_untouched_file_gives_back_everything() -> None:
    found = edited(lambda document: None)
    assert [block.id for block in found.blocks] == ["h1", "p1", "q1", "t1", "p2"]
    assert found.title == "茶叶稿"


def test_changed_words_are_read_and_the_marks_on_them_move() -> None:
    def change(document: Any) -> None:
        first = find(document, "万亩").runs[0]
        first.text = "据统计，" + first.text

    text = blocks(edited(change))["p1"]
    assert text.text == "据统计，全县有茶园3万亩。"
    assert [(m.start, m.end, m.ref) for m in text.marks] == [(6, 8, "place:1")]


def test_a_deleted_paragraph_is_gone_and_a_new_one_gets_an_id_of_its_own() -> None:
    def change(document: Any) -> None:
        paragraph = find(document, "此段将删")
        paragraph.insert_paragraph_before("新增一段。")
        paragraph._p.getparent().remove(paragraph._p)

    found = edited(change).blocks
    last = found[-1]
    assert isinstance(last, Text) and last.text == "新增一段。"
    assert last.id not in {"h1", "p1", "q1", "p2"}
    assert "p2" not in {block.id for block in found}


def test_a_style_changed_in_word_changes_the_role_and_keeps_the_id() -> None:
    def change(document: Any) -> None:
        find(document, "茶出西山").style = document.styles["Heading 3"]

    text = blocks(edited(change))["q1"]
    assert (text.role, text.level) == ("heading", 3)


def test_a_changed_cell_loses_the_value_behind_it_and_the_others_keep_theirs() -> None:
    def change(document: Any) -> None:
        document.tables[0].cell(1, 0).paragraphs[0].runs[0].text = "12.8"

    table = blocks(edited(change))["t1"]
    assert [(c.text.text, c.value) for c in table.cells if c.row == 1] == [
        ("12.8", None), ("3.20", Decimal("3.20"))]  # fmt: skip


def test_a_row_added_in_word_is_read_and_the_old_cells_keep_their_ids() -> None:
    def change(document: Any) -> None:
        row = document.tables[0].add_row()
        row.cells[0].text, row.cells[1].text = "13", "4"

    table = blocks(edited(change))["t1"]
    assert table.rows == 3
    assert [c.text.id for c in table.cells][:4] == ["c00", "c01", "c10", "c11"]
    assert [c.text.text for c in table.cells][4:] == ["13", "4"]
    assert table.title is not None and table.title.text == "产量"


def test_words_typed_over_a_printed_number_are_kept_as_words() -> None:
    def change(document: Any) -> None:
        run = next(r for r in find(document, "茶叶").runs if "第一章" in r.text)
        run.text = "第九章"

    text = blocks(edited(change))["h1"]
    assert text.text == "第九章　茶叶"
