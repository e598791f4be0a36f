"""Labels, cross-references, index and counts."""

from __future__ import annotations

from fangzhi.compile.build import compile_work
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Table
from tests.written import contribution, settings


def book_of(kind: str, *pieces: tuple[str, str]) -> Book:
    return compile_work(settings(kind), [contribution(*piece) for piece in pieces]).book


def references(book: Book) -> dict[str, str]:
    return {
        ref.text: book.targets[ref.target].label if ref.target else "无" for ref in book.crossrefs
    }


def test_chapter_paths_lead_to_their_nodes() -> None:
    words = "# 人口\n见第二章第一节。\n# 农业\n## 种茶\n见第一章，又见第九章。"
    assert references(book_of("村志", ("a.docx", words))) == {
        "第二章第一节": "第一节 种茶", "第一章": "第一章 人口", "第九章": "无",
    }  # fmt: skip


def test_a_section_alone_is_looked_for_in_its_own_chapter_first() -> None:
    words = "# 人口\n## 数量\n详见第二节。\n## 姓氏\n王。\n# 农业\n## 种茶\n茶。\n## 种稻\n稻。"
    assert references(book_of("村志", ("a.docx", words))) == {"第二节": "第二节 姓氏"}


def test_tables_are_found_by_label_in_the_same_document_first() -> None:
    one = "# 人口\n见表1-1。\n表|表1-1 人口\n年|人\n2020|300"
    two = "# 农业\n见表1-1、表7-7。\n表|表1-1 茶园\n年|亩\n2020|50"
    book = book_of("资料汇编", ("a.docx", one), ("b.docx", two))
    targets = [ref.target for ref in book.crossrefs]
    titles = {
        block.id: block.title.text
        for entry in book.entries.values()
        for block in entry.manuscript.blocks
        if isinstance(block, Table) and block.title
    }
    assert [titles.get(target, "无") for target in targets] == ["表1-1 人口", "表1-1 茶园", "无"]


def test_appended_tables_and_numbers_with_a_point_are_found() -> None:
    words = (
        "# 人口\n见附表1、表2.1、表2。1。\n表|表2.1 人口\n年|人\n2020|300\n"
        "表|附表1 户数\n年|户\n2020|90\n表|表2 姓氏\n姓|户\n王|9"
    )
    assert references(book_of("资料汇编", ("a.docx", words))) == {
        "附表1": "附表1", "表2.1": "表2.1", "表2": "表2",
    }  # fmt: skip


def test_persons_stand_in_the_index_under_the_reading_of_their_surname() -> None:
    words = "# 人物\n## 单大山\n单大山，农民。\n## 曾小明\n曾小明，教师。"
    book = book_of("村志", ("a.docx", words))
    assert [(t.term, t.initial) for t in book.index if t.kind == "人名"] == [
        ("单大山", "S"), ("曾小明", "Z"),
    ]  # fmt: skip


def test_words_that_only_look_like_references_are_left_alone() -> None:
    words = "# 人大\n出席代表218人。上了第三节课。地图5幅。"
    assert references(book_of("综合年鉴", ("a.docx", words))) == {}


def test_tables_with_a_title_and_no_number_are_numbered_by_chapter() -> None:
    words = "# 人口\n表|人口变动\n年|人\n2020|300\n# 农业\n表|表2-1 茶园\na|b\n表|稻田\nc|d"
    assert list(book_of("村志", ("a.docx", words)).labels.values()) == ["表1-1", "表2-1", "表2-2"]


def test_the_index_holds_heads_and_every_place_a_biography_s_name_stands_at() -> None:
    words = "# 教育\n王大川办学。王大川又建校舍。\n# 人物\n## 王大川（1890—1950）\n王大川，塾师。"
    book = book_of("村志", ("a.docx", words))
    found = {(term.kind, term.term): len(term.places) for term in book.index}
    assert found["人名", "王大川"] == 4
    assert found["主题", "教育"] == 1
    assert ("主题", "王大川（1890—1950）") not in found
    assert [term.initial for term in book.index if term.kind == "主题"] == ["J", "R"]


def test_counts_add_up_over_units_and_chapters() -> None:
    pieces = [
        contribution("a.docx", "# 农业\n种茶种稻。", unit="农业局"),
        contribution("b.docx", "# 工业\n有厂。", unit="经信局"),
    ]
    counts = {row.name: row.typed for row in compile_work(settings("村志"), pieces).book.counts}
    assert counts == {"农业": 7, "工业": 5, "供稿：农业局": 5, "供稿：经信局": 3}
