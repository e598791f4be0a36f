"""The outline of folders as people hand them in: broken heads, odd orders, whole chapters."""

from __future__ import annotations

from msgspec.structs import replace

from fangzhi.compile.build import compile_work
from fangzhi.compile.settings import OutlineItem
from fangzhi.model.book import entries_in
from fangzhi.model.manuscript import tables, texts
from fangzhi.model.work import nodes_in
from tests.compile.test_outline import compiled, outline
from tests.written import contribution, settings


def test_a_chapter_number_and_the_title_under_it_are_one_heading() -> None:
    result = compiled("村志", ("04.docx", "# 第二章\n## 自然环境\n### 第一节 气候\n四季分明。"))
    assert outline(result.book) == ["章 第二章 自然环境", "  节 第一节 气候"]
    heading = next(node.heading for _, node in nodes_in(result.book.work))
    assert heading is not None and heading.text == "第二章\n自然环境"
    assert [(run.start, run.address) for run in heading.origin] == [(0, "0"), (4, "1")]


def test_a_title_set_apart_by_spaces_comes_together_and_a_picture_file_gives_its_name() -> None:
    book = compiled("村志", ("99.docx", "# 编 后 记\n谢谢。"), ("契约 01.jpg", "见图。")).book
    assert outline(book) == ["章 第一章 契约 01", "后置 编后记"]


def test_a_folder_that_is_a_number_alone_only_sorts_its_files() -> None:
    book = compiled(
        "村志", ("02/1.docx", "# 水利\n有塘。"), ("10/1.docx", "# 道路\n有路。\n## 桥\n有桥。")
    ).book
    assert outline(book) == ["章 第一章 水利", "章 第二章 道路", "  节 第一节 桥"]


def test_chapters_come_in_the_order_of_their_own_numbers_and_the_editor_is_told() -> None:
    result = compiled(
        "村志",
        ("1.docx", "# 第一章 村落\n甲。"),
        ("2.docx", "# 村规\n乙。"),
        ("3.docx", "# 第三章 经济\n丙。"),
        ("9.docx", "# 第二章 人口\n丁。"),
    )
    assert outline(result.book) == [
        "章 第一章 村落", "章 第二章 人口", "章 村规", "章 第三章 经济",
    ]  # fmt: skip
    assert [f.text for f in result.findings if "章号" in f.message] == ["第二章 人口"]


def test_what_stands_before_the_chapters_stays_before_them() -> None:
    book = compiled(
        "村志",
        ("0.docx", "# 第五章 戊\n甲。"),
        ("1.docx", "# 总述\n乙。"),
        ("3.docx", "# 第三章 丙\n丙。"),
        ("4.docx", "# 第四章 丁\n丁。"),
        ("9.docx", "# 第一章 甲\n戊。"),
    ).book
    assert outline(book) == [
        "章 总述", "章 第一章 甲", "章 第三章 丙", "章 第四章 丁", "章 第五章 戊",
    ]  # fmt: skip


def test_the_chronology_and_the_afterword_stand_where_a_book_has_them() -> None:
    book = compiled(
        "村志",
        ("01.docx", "# 概述\n甲。"),
        ("02.docx", "# 第一章 村落\n乙。"),
        ("99.docx", "# 编后记\n丙。"),
        ("大事记.docx", "# 大事记\n1950年，土改。"),
        ("村规.docx", "# 村规\n丁。"),
    ).book
    assert outline(book) == [
        "章 概述", "大事记 大事记", "章 第一章 村落", "章 村规", "后置 编后记",
    ]  # fmt: skip


def test_two_files_under_the_same_numbered_head_make_one_chapter() -> None:
    book = compiled(
        "村志",
        ("1.docx", "# 第一章 村落\n## 第一节 位置\n甲。"),
        ("2.docx", "# 第一章 村落\n## 第二节 沿革\n乙。"),
    ).book
    assert outline(book) == ["章 第一章 村落", "  节 第一节 位置", "  节 第二节 沿革"]


def test_a_chapter_handed_in_whole_fills_the_sections_of_the_outline() -> None:
    items = (
        OutlineItem(
            "人口", nodes=(OutlineItem("数量"), OutlineItem("婚姻"), OutlineItem("户主册"))
        ),
        OutlineItem("环境", nodes=(OutlineItem("地形"), OutlineItem("气候"))),
    )
    result = compiled(
        "村志",
        ("人口.docx", "# 人口\n## 概况\n甲。\n## 数量\n乙。\n## 户主册\n丙。"),
        ("自然环境.docx", "# 自然环境\n有山。"),
        items=items,
    )
    assert outline(result.book) == [
        "章 第一章 人口", "  节 概况", "  节 第一节 数量", "  节 第二节 户主册", "章 第二章 自然环境",
    ]  # fmt: skip
    messages = [f.message for f in result.findings]
    assert [words[:18] for words in messages if "还没有来稿" in words] == [
        "篇目“环境”（地形、气候）还没有来稿", "篇目“人口”下面还没有来稿的：婚姻。",
    ]  # fmt: skip
    assert any("是不是“环境”？" in words for words in messages)


def test_names_that_head_biographies_take_no_number() -> None:
    words = (
        "# 第八章 人物\n## 第一节 人物传\n### 王承宗\n王承宗，农民。\n### 李春生\n李春生，教师。"
    )
    book = compiled("村志", ("人物.docx", words)).book
    assert outline(book)[1:] == ["  节 第一节 人物传", "    目 王承宗", "    目 李春生"]


def test_nothing_is_lost_when_parts_move() -> None:
    pieces = [("2.docx", "# 编后记\n甲。"), ("3.docx", "# 第二章 乙\n丙。"),
              ("4.docx", "# 第一章\n# 丁\n戊。"), ("5/己.docx", "庚。")]  # fmt: skip
    book = compile_work(settings("村志"), [contribution(*piece) for piece in pieces]).book
    words = "".join(text.text for _, entry in entries_in(book) for text in texts(entry.manuscript))
    heads = "".join(node.title for _, node in nodes_in(book.work))
    assert sorted(words) == sorted("甲。丙。戊。庚。")
    assert sorted(heads) == sorted("编后记乙丁己")


def test_tables_are_numbered_by_the_chapter_that_holds_them() -> None:
    words = "表|户数\n组|户\n一组|42"
    book = compiled(
        "村志",
        ("1.docx", f"# 概述\n{words}"),
        ("2.docx", f"# 第八章 人口\n{words}\n表|人数\n组|人\n一组|90"),
        ("3.docx", f"# 名录\n{words}"),
        (
            "4.docx",
            f"# 第九章 经济\n{words}\n表|表９—３ 收入\n年|元\n1990|4\n{words}\n表|表7 支出\n年|元\n1|2",
        ),
        ("5.docx", f"# 附录\n{words}"),
    ).book
    assert list(book.labels.values()) == [
        "表0-1", "表8-1", "表8-2", "附表1", "表9-1", "表９—３", "表9-4", "表7", "附表2",
    ]  # fmt: skip


def test_a_table_of_a_workbook_is_called_by_its_sheet() -> None:
    plain = contribution("名录.xlsx", "姓名|性别\n王建|男")
    table = plain.manuscript.blocks[0]
    sheets = ("党员名录", "Sheet2", "表1")
    blocks = tuple(replace(table, id=f"{n}", sheet=name) for n, name in enumerate(sheets))
    given = replace(plain, manuscript=replace(plain.manuscript, blocks=blocks))
    book = compile_work(settings("村志"), [given]).book
    found = [t for _, entry in entries_in(book) for t in tables(entry.manuscript)]
    assert [t.title.text if t.title else "" for t in found] == ["党员名录", "", ""]


def test_a_title_broken_over_two_lines_is_one_and_furniture_is_not_indexed() -> None:
    plain = contribution("5.docx", "# 第一节 各支源流迁徙甲字辈排行考略\n有考。\n# 编后记\n谢谢。")
    head, *rest = plain.manuscript.blocks
    broken = replace(head, text="第一节 各支源流迁徙\n字辈排行考略")
    given = replace(plain, manuscript=replace(plain.manuscript, blocks=(broken, *rest)))
    book = compile_work(settings("村志"), [given]).book
    assert outline(book) == ["节 第一节 各支源流迁徙字辈排行考略", "后置 编后记"]
    assert [term.term for term in book.index] == ["各支源流迁徙字辈排行考略"]
