"""The outline: manuscripts in their places, nothing dropped, numbers by kind."""

from __future__ import annotations

from fangzhi.compile.build import Compiled, compile_work
from fangzhi.compile.settings import OutlineItem
from fangzhi.model.book import Book, entries_in
from fangzhi.model.manuscript import texts
from fangzhi.model.work import nodes_in
from tests.written import contribution, manuscript, settings


def outline(book: Book) -> list[str]:
    return [
        "  " * depth + f"{node.kind} {node.label} {node.title}".replace("  ", " ")
        for depth, node in nodes_in(book.work)
    ]


def compiled(kind: str, *pieces: tuple[str, str], items: tuple[OutlineItem, ...] = ()) -> Compiled:
    return compile_work(settings(kind, *items), [contribution(*piece) for piece in pieces])


def test_a_village_chronicle_gets_chapter_section_and_item_numbers() -> None:
    book = compiled(
        "村志",
        ("01概述.docx", "# 概述\n本村位于县西。"),
        (
            "02人口.docx",
            "# 人口\n## 数量\n全村300人。\n## 姓氏\n### 王姓\n王姓居多。\n### 李姓\n李姓次之。",
        ),
        ("03经济.docx", "# 经济\n种茶为主。"),
    ).book
    assert outline(book) == [
        "章 概述",
        "章 第一章 人口",
        "  节 第一节 数量",
        "  节 第二节 姓氏",
        "    目 一、 王姓",
        "    目 二、 李姓",
        "章 第二章 经济",
    ]


def test_numbers_that_the_writers_gave_are_kept() -> None:
    book = compiled(
        "乡镇志", ("农业.docx", "# 第五章 农业\n## 第一节 耕地\n耕地甚广。\n## 第三节 水利\n有塘。")
    ).book
    assert outline(book) == ["章 第五章 农业", "  节 第一节 耕地", "  节 第三节 水利"]


def test_a_chapter_set_too_deep_still_stands_beside_its_fellow_chapters() -> None:
    words = "# 第一编 建置\n## 第一章 沿革\n置县。\n### 第二章 县城\n城在水北。"
    book = compiled("县志", ("建置.docx", words)).book
    assert outline(book) == ["编 第一编 建置", "  章 第一章 沿革", "  章 第二章 县城"]


def test_yearbook_entries_are_parted_at_their_heads_even_inside_a_paragraph() -> None:
    words = "# 浣阳镇\n【概况】 浣阳镇辖14个村。\n再一段。\n【经济发展】 2024年，有企业2318户。"
    book = compiled("综合年鉴", ("16浣阳镇.docx", words)).book
    entries = [entry for _, entry in entries_in(book)]
    assert [entry.title.text if entry.title else "" for entry in entries] == [
        "【概况】",
        "【经济发展】",
    ]
    body = next(iter(texts(entries[1].manuscript)))
    assert body.text == "2024年，有企业2318户。"
    assert (body.origin[0].address, body.origin[0].offset) == ("3", 7)


def test_every_text_handed_in_stands_in_the_book_exactly_once() -> None:
    pieces = [
        (
            "1.docx",
            "开头没有标题的话。\n# 第一章 农业\n一。\n## 第一节 茶\n二。\n【茶园】 三。\n表|表1-1 茶\na|b\n1|2",
        ),
        ("子文件夹/2.docx", "# 凡例\n四。\n# 附录\n五。"),
        ("3.docx", "没有标题。"),
    ]
    for kind in ("县志", "综合年鉴", "资料汇编", "旧志"):
        book = compiled(kind, *pieces).book
        found: list[str] = []
        for _, node in nodes_in(book.work, front=True):
            found += [node.heading.text] if node.heading else []
            for entry in book.entries_of(node):
                found += [entry.title.text] if entry.title else []
                found += [text.text for text in texts(entry.manuscript)]
        given = [t.text for name, words in pieces for t in texts(manuscript(name, words))]
        assert sorted("".join(found).replace(" ", "")) == sorted("".join(given).replace(" ", "")), (
            kind
        )


def test_front_matter_stands_before_the_contents() -> None:
    book = compiled("村志", ("a.docx", "# 凡例\n一、本志……"), ("b.docx", "# 村落\n在县西。")).book
    assert [node.title for node in book.front] == ["凡例"]
    assert outline(book) == ["章 第一章 村落"]


def test_an_outline_orders_manuscripts_and_names_what_is_missing_and_what_has_no_place() -> None:
    items = (
        OutlineItem("概述"),
        OutlineItem("经济", unit="村合作社", nodes=(OutlineItem("种植业", files=("茶*.docx",)),)),
        OutlineItem("人口"),
    )
    result = compiled(
        "村志",
        ("人口.docx", "全村300人。"),
        ("茶叶.docx", "# 种植业\n种茶。"),
        ("杂事.docx", "# 杂事\n无处可归。"),
        items=items,
    )
    assert outline(result.book) == [
        "章 第一章 经济", "  节 第一节 种植业", "章 第二章 人口", "章 第三章 杂事",
    ]  # fmt: skip
    messages = [finding.message for finding in result.findings]
    assert any("杂事.docx" in words and "找不到位置" in words for words in messages)
    assert any("概述" in words and "还没有来稿" in words for words in messages)


def test_folders_are_nodes_when_there_is_no_outline() -> None:
    book = compiled(
        "县志", ("01建置/02沿革.docx", "置县于唐。"), ("01建置/03政区.docx", "辖九乡。")
    ).book
    assert outline(book) == ["篇 第一篇 建置", "  章 第一章 沿革", "  章 第二章 政区"]


def test_the_same_input_gives_an_equal_book_and_digest() -> None:
    pieces = ("a.docx", "# 农业\n种茶。\n# 工业\n有厂。")
    one, two = compiled("县志", pieces).book, compiled("县志", pieces).book
    assert one == two
    assert one.work.digest == two.work.digest


def test_one_changed_word_changes_the_digest_of_its_node_and_the_work_only() -> None:
    one = compiled("县志", ("a.docx", "# 农业\n种茶。"), ("b.docx", "# 工业\n有厂。")).book.work
    two = compiled("县志", ("a.docx", "# 农业\n种稻。"), ("b.docx", "# 工业\n有厂。")).book.work
    assert one.digest != two.digest
    assert one.nodes[0].digest != two.nodes[0].digest
    assert one.nodes[1].digest == two.nodes[1].digest
