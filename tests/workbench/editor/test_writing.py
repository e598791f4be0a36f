"""Writing in a real browser: keys, input method, splitting, joining, undo, paste, notes."""

from __future__ import annotations

import pytest

from fangzhi.model.manuscript import Table
from fangzhi.model.text import Mark, Text
from tests.publish.site.browser import missing
from tests.workbench.editor.page import EDITOR, Page
from tests.workbench.editor.sample import FIRST, SECOND, THIRD

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(bool(missing()), reason=missing() or "有浏览器"),
]


def keys() -> object:
    from selenium.webdriver.common.keys import Keys

    return Keys


def key(name: str) -> str:
    return str(getattr(keys(), name))


def test_typing_at_the_end_adds_words_and_nothing_else(page: Page) -> None:
    before = page.now
    page.end("p2")
    page.keys("abc 1")
    after = page.now
    assert page.text("p2").text == SECOND + "abc 1"
    assert [b for b in after.blocks if b.id != "p2"] == [b for b in before.blocks if b.id != "p2"]
    assert page.shown("p2") == SECOND + "abc 1"


def test_typing_behind_bold_words_goes_on_bold_and_behind_a_note_leaves_the_note(
    page: Page,
) -> None:
    page.caret("p1", 10)
    page.keys("x")
    assert Mark(6, 11, "strong") in page.text("p1").marks
    page.caret("p1", 18, k=1)
    page.keys("y")
    text = page.text("p1")
    note = next(mark for mark in text.marks if mark.kind == "footnote")
    assert text.text[note.start - 1 : note.start + 1] == "，y"


def test_the_caret_walks_over_a_note_number_by_key(page: Page) -> None:
    page.caret("p1", 17)
    page.keys(key("ARROW_RIGHT"), "y")
    text = page.text("p1")
    assert text.text[16:18] in ("，y", "，产")
    page.caret("p1", len(text.text))
    page.keys(key("END"), "尾")
    assert page.text("p1").text.endswith("尾")


def test_an_input_method_writes_once_and_exactly(page: Page) -> None:
    page.caret("p2", 4)
    page.compose("c", "ch", "cha", "茶ye", commit="茶叶")
    assert page.text("p2").text == SECOND[:4] + "茶叶" + SECOND[4:]
    page.keys("z")
    assert page.text("p2").text == SECOND[:4] + "茶叶z" + SECOND[4:]
    assert page.shown("p2") == page.text("p2").text


def test_an_input_method_inside_bold_words_and_beside_a_note_keeps_both(page: Page) -> None:
    page.caret("p1", 8)
    page.compose("x", "xin", commit="新")
    page.caret("p1", 18)
    page.compose("y", commit="又")
    text = page.text("p1")
    assert text.text == FIRST[:8] + "新" + FIRST[8:17] + "又" + FIRST[17:]
    assert Mark(6, 11, "strong") in text.marks
    assert [m.start for m in text.marks if m.kind == "footnote"] == [19]


def test_a_composition_given_up_leaves_the_text_as_it_was(page: Page) -> None:
    before = page.now
    page.caret("p1", 9)
    page.compose("n", "ni", commit="")
    assert page.now == before
    assert page.shown("p1").replace("①", "") == FIRST


def test_a_composition_over_chosen_words_of_two_paragraphs_joins_them(page: Page) -> None:
    page.run(f"{EDITOR}.select({{from: {{id: 'p1', at: 5, k: 0}}, to: {{id: 'p2', at: 5, k: 0}}}})")
    page.compose("h", "he", commit="合")
    assert page.text("p1").text == FIRST[:5] + "合" + SECOND[5:]
    assert "p2" not in [block.id for block in page.now.blocks]


def test_an_input_method_writes_in_an_empty_paragraph(page: Page) -> None:
    page.end("p2")
    page.keys(key("ENTER"))
    page.compose("l", "lv", commit="绿茶")
    page.compose("h", commit="红茶")
    assert page.words()[3] == "绿茶红茶"


def test_an_input_method_writes_in_cells_and_notes(page: Page) -> None:
    page.caret("c2-0", 4)
    page.compose("n", "nian", commit="年")
    page.caret("n1-b", 1, 2)
    page.compose("s", commit="省")
    cells = {cell.text.id: cell.text.text for cell in page.table().cells}
    assert cells["c2-0"] == "2019年"
    assert page.now.notes[0].body.text == "据省统计局年报。"


def test_enter_parts_and_backspace_joins_and_the_origin_is_whole_again(page: Page) -> None:
    before = page.now
    page.caret("p1", 20)
    page.keys(key("ENTER"))
    assert page.words()[1:3] == [FIRST[:20], FIRST[20:]]
    page.keys(key("BACKSPACE"))
    assert page.now == before


def test_enter_at_the_head_leaves_the_id_with_the_words(page: Page) -> None:
    page.caret("p2", 0)
    page.keys(key("ENTER"))
    assert page.words()[2:4] == ["", SECOND]
    assert page.now.blocks[3].id == "p2"


def test_erasing_takes_whole_characters_and_note_numbers_one_at_a_time(page: Page) -> None:
    at = THIRD.index("𠀀") + 2
    page.caret("p3", at)
    page.keys(key("BACKSPACE"))
    assert page.text("p3").text.startswith(THIRD.replace("𠀀", ""))
    page.caret("p1", 17, k=1)
    page.keys(key("BACKSPACE"))
    assert [m.kind for m in page.text("p1").marks] == ["strong", "underline"]
    assert page.text("p1").text == FIRST
    assert any("据县统计局年报" in finding.message for finding in page.reading.findings)


def test_undo_goes_back_step_by_step_and_redo_forward(page: Page) -> None:
    before = page.now
    page.end("p2")
    page.keys("abc")
    page.keys(key("ENTER"))
    page.keys("d")
    last = page.words()
    for _ in range(3):
        page.held("z")
    assert page.now == before
    for _ in range(3):
        page.held("y")
    assert page.words() == last


def test_bold_by_key_over_words_and_off_again(page: Page) -> None:
    page.caret("p2", 0, 4)
    page.held("b")
    assert page.text("p2").marks == (Mark(0, 4, "strong"),)
    page.click("[data-format=strong]")
    assert page.text("p2").marks == ()
    page.end("p2")
    page.held("b")
    page.keys("k")
    end = len(SECOND)
    assert page.text("p2").marks == (Mark(end, end + 1, "strong"),)


def test_a_paragraph_becomes_a_heading_and_a_list_line_goes_in_by_tab(page: Page) -> None:
    page.caret("p2", 3)
    page.run(
        "const s=document.querySelector('.fz-role'); s.value='heading/2'; s.dispatchEvent(new Event('change'))"
    )
    assert (page.text("p2").role, page.text("p2").level) == ("heading", 2)
    page.caret("l1", 1)
    page.keys(key("TAB"))
    assert (page.text("l1").level, page.text("l1").label) == (2, "（一）")


def test_a_footnote_is_written_beside_and_numbered_in_reading_order(page: Page) -> None:
    page.caret("h1", 4)
    page.click("[data-act=footnote]")
    page.keys("new note")
    now = page.now
    assert [note.body.text for note in now.notes] == ["据县统计局年报。", "new note"]
    (call,) = page.text("h1").marks
    assert (call.start, call.ref) == (4, now.notes[1].id)
    assert page.shown("h1") == "茶叶种植①"
    assert "②" in page.shown("p1")
    page.keys(key("ESCAPE"), "x")
    assert page.text("h1").text == "茶叶种植x"


def test_cells_are_edited_one_by_one_and_tab_walks_them(page: Page) -> None:
    page.caret("c2-1", 0, 4)
    page.keys("11.5", key("TAB"), "3.3")
    cells = {cell.text.id: cell for cell in page.table().cells}
    assert (cells["c2-1"].text.text, cells["c2-1"].value) == ("11.5", None)
    assert cells["c2-2"].text.text == "3.3"


def test_rows_and_columns_come_and_go_and_merged_cells_keep_their_words(page: Page) -> None:
    page.caret("c0-1", 0)
    page.click("[data-tool=column-left]")
    made = page.table()
    assert (made.rows, made.columns) == (4, 4)
    page.caret("c1-1", 0)
    page.click("[data-tool=row-above]")
    made = page.table()
    merged = {c.text.text: (c.row_span, c.column_span) for c in made.cells if c.text.text}
    assert (made.rows, made.header_rows) == (5, 3)
    assert merged["年份"] == (3, 1)
    page.click("[data-tool=row-gone]")
    page.click("[data-act=undo]")
    page.caret("c3-0", 0)
    page.click("[data-tool=row-gone]")
    assert "2020" not in [c.text.text for c in page.table().cells]
    for _ in range(4):
        page.held("z")
    assert page.now == page.desk.before


def test_cells_are_merged_to_the_right_and_below_where_their_edges_meet(page: Page) -> None:
    page.caret("c2-1", 0)
    before = page.table()
    words = {cell.text.id: cell.text.text for cell in before.cells}
    page.click("[data-tool=merge-right]")
    page.caret("c2-1", 0)
    page.click("[data-tool=merge-below]")
    made = page.table()
    cell = next(cell for cell in made.cells if cell.text.id == "c2-1")
    assert (cell.row_span, cell.column_span) == (2, 2)
    assert cell.text.text.split("\n") == [words[key] for key in ("c2-1", "c2-2", "c3-1", "c3-2")]
    assert (made.rows, made.columns, len(made.cells)) == (
        before.rows, before.columns, len(before.cells) - 3,
    )  # fmt: skip
    page.caret("c2-0", 0)
    page.click("[data-tool=merge-right]")  # its neighbor reaches further down
    assert page.table() == made and "对齐" in page.run(
        "return document.querySelector('.fz-status').textContent"
    )
    page.caret("c2-1", 0)
    page.click("[data-tool=unmerge]")
    assert len(page.table().cells) == len(before.cells)


def test_a_new_table_and_a_new_figure_stand_where_the_caret_was(page: Page) -> None:
    page.end("p2")
    page.click("[data-act=table]")
    page.keys("a", key("TAB"), "b")
    table = page.now.blocks[3]
    assert isinstance(table, Table)
    assert (table.rows, table.header_rows, table.title, table.unit) == (3, 1, None, None)
    assert [cell.text.text for cell in table.cells[:2]] == ["a", "b"]
    page.end("p2")
    page.click("[data-act=figure]")
    page.keys("map of tea")
    assert page.now.blocks[3].title.text == "map of tea"  # type: ignore[union-attr]


def test_the_fields_of_a_figure_are_kept(page: Page) -> None:
    page.run("""const i = document.querySelector('[data-set=credit]'); i.focus(); i.value = ''""")
    page.keys("zhang", key("ENTER"))
    figure = page.now.blocks[5]
    assert figure.credit == "zhang"  # type: ignore[union-attr]
    assert page.driver.current_url == page.desk.url


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style>
</head><body><!--StartFragment--><p class=MsoNormal style='text-indent:21pt'><b><span
style='font-family:宋体'>全县</span></b><span>茶园<o:p></o:p></span>
面积<sup>2</sup><script>alert(1)</script><img src=x onerror=alert(1)></p>
<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>（二）&nbsp;</span>炒青</p>
<table><tr><td rowspan=2>年</td><td>茶</td></tr><tr><td><p>1</p><p>2</p></td></tr></table>
<p><a href="javascript:alert(1)">坏</a><a href="https://a.cn/">好</a></p></body></html>"""


def test_what_word_puts_on_the_clipboard_becomes_words_and_few_marks(page: Page) -> None:
    page.end("p2")
    page.paste(html=WORD, plain="全县")
    first, second, table, third = page.now.blocks[3:7]
    assert isinstance(first, Text) and isinstance(second, Text) and isinstance(third, Text)
    assert (first.text, first.style, first.origin) == ("全县茶园面积2", "", ())
    assert first.marks == (Mark(0, 2, "strong"), Mark(6, 7, "superscript"))
    assert (second.text, second.role, second.level, second.label) == ("炒青", "list", 2, "（二）")
    assert isinstance(table, Table)
    assert [(c.row, c.column, c.row_span, c.text.text) for c in table.cells] == [
        (0, 0, 2, "年"), (0, 1, 1, "茶"), (1, 1, 1, "1\n2"),
    ]  # fmt: skip
    assert (third.text, third.marks) == ("坏好", (Mark(1, 2, "link", "https://a.cn/"),))
    assert page.reading.findings == ()


def test_one_line_runs_in_and_lines_part_the_paragraph(page: Page) -> None:
    page.caret("p2", 4)
    page.paste(plain="（插）")
    assert page.text("p2").text == SECOND[:4] + "（插）" + SECOND[4:]
    page.paste(plain="甲\r\n\r\n乙")
    assert page.words()[2:6] == [SECOND[:4] + "（插）", "甲", "乙", SECOND[4:]]


def test_cut_and_paste_takes_a_paragraph_with_marks_id_and_origin(page: Page) -> None:
    before = page.text("p1")
    page.caret("p1", 0, len(FIRST))
    data = page.cut()
    assert data["plain"] == FIRST
    page.keys(key("BACKSPACE"))
    page.caret("l1", 2)
    page.keys(key("ENTER"), key("ENTER"))
    page.paste(own=data["own"])
    moved = page.now.blocks[-1]
    assert isinstance(moved, Text)
    assert (moved.text, moved.marks, moved.origin) == (before.text, before.marks, before.origin)


def test_revisions_are_shown_and_taken_or_refused(page: Page) -> None:
    page.caret("p3", 11, k=1)
    page.until("return document.querySelectorAll('.fz-here button').length >= 4")
    assert "王五" in page.run("return document.querySelector('.fz-here').textContent")
    page.run(
        "[...document.querySelectorAll('.fz-here button')].find(b => b.textContent === '恢复文字').click()"
    )
    assert page.text("p3").text[10:14] == "，尚今存"
    page.caret("p3", 13)
    page.until(
        "return [...document.querySelectorAll('.fz-here button')].some(b => b.textContent === '退回增补')"
    )
    page.run(
        "[...document.querySelectorAll('.fz-here button')].find(b => b.textContent === '退回增补').click()"
    )
    assert page.text("p3").text[10:14] == "，尚老茶"


def test_everything_chosen_and_typed_over_comes_back_by_undo(page: Page) -> None:
    page.end("p1")
    page.held("a")
    page.keys("x")
    assert page.words() == ["x"]
    page.held("z")
    assert page.now == page.desk.before


def test_a_word_is_rubbed_out_whole(page: Page) -> None:
    page.end("p2")
    page.keys("one two")
    page.held(key("BACKSPACE"))
    assert page.text("p2").text == SECOND + "one "
