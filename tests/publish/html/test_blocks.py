"""Blocks become the elements that say what they are."""

from __future__ import annotations

import msgspec

from fangzhi.model.manuscript import Cell, Table
from fangzhi.model.text import Text
from fangzhi.publish.html.blocks import blocks, node_tree
from fangzhi.publish.html.notes import at_end
from fangzhi.publish.html.pages import pages_of, unique
from fangzhi.publish.html.sheet import Sheet, share
from fangzhi.publish.html.tables import heads_of, is_number, table
from tests.publish.html import sample
from tests.publish.html.reading import parsed, words

EPUB = ' xmlns:epub="http://www.idpf.org/2007/ops"'


def site_sheet() -> Sheet:
    shared = share(sample.book(), "site", {sample.DIGEST: "images/a.png"})
    pages_of(shared, lambda number, node, part: f"{number}.html", 10_000)
    return Sheet(shared, "1.html")


def test_a_table_has_caption_unit_head_and_source() -> None:
    made = parsed(table(sample.table(), site_sheet()))
    assert words(made.find("figcaption")) == "表1-1　2019—2020年茶叶产量"
    assert [words(p) for p in made.findall("p")] == ["单位：吨", "资料来源：县农业局"]
    heads = made.xpath("./div/table/thead//th")
    assert [(h.text, h.get("scope"), h.get("rowspan"), h.get("colspan")) for h in heads] == [
        ("乡镇", "col", "2", None), ("产量（吨）", "colgroup", None, "2"),
        ("2019年", "col", None, None), ("2020年", "col", None, None),
    ]  # fmt: skip
    numbers = made.xpath(".//td[@class='number']/text()")
    assert numbers == ["620", "1,702.5", "—", "558", "1118", "12.6%"]
    assert made.xpath(".//td/figure//td/text() | .//th/figure//td/text()") == ["内表"]
    region = made.find("div")
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")


def test_a_first_row_of_words_over_figures_is_the_head_when_nothing_was_told() -> None:
    cells = tuple(
        Cell(r, c, Text(f"{r}{c}", said))
        for r, row in enumerate([("年份", "产量"), ("2019", "1"), ("2020", "2")])
        for c, said in enumerate(row)
    )
    assert heads_of(Table("t", 3, 2, cells)) == 1
    assert heads_of(Table("t", 3, 2, cells[2:])) == 0


def test_long_runs_of_digits_do_not_hold_the_page_up() -> None:
    assert not is_number("1" * 100_000 + "x")
    assert is_number("-1,234.5%")


def test_a_figure_has_alternative_text_and_its_facts_and_a_lost_one_is_reported() -> None:
    page = site_sheet()
    made = parsed(f"<div>{blocks(sample.figures(), page)}</div>")
    assert made.xpath("//img/@alt") == ["县域西部的茶园"]
    assert [words(p) for p in made.xpath("(//figcaption)[1]/p")] == [
        "图1-1　茶园分布图", "浅色为新茶园", "王五 绘　川S〔2020〕1号",
    ]  # fmt: skip
    assert made.xpath("//p[@class='missing']/text()") == ["（缺图：老茶树）"]
    assert any("请补送原图" in finding.message for finding in page.shared.findings.values())


def test_notes_stand_beside_their_paragraph_on_the_website() -> None:
    page = site_sheet()
    made = parsed(node_tree(page.shared.book.work.nodes[0], page, 1))
    beside = made.xpath("//div[@class='noted']")
    assert [words(aside) for aside in beside[0].xpath(".//aside")] == [
        "1 据县农业局年报。", f"2 又见{sample.HOSTILE}",
    ]  # fmt: skip
    assert words(beside[-1]).endswith("3 无处引用的注文。")
    assert "不应公开的批注" not in words(made)


def test_notes_stand_at_the_end_of_an_epub_page_and_lead_back() -> None:
    shared = share(sample.book(), "epub", {})
    page = Sheet(shared, "p.xhtml")
    made = parsed(f"<div{EPUB}>{node_tree(shared.book.work.nodes[0], page, 1)}{at_end(page)}</div>")
    called = made.xpath("//sup/a/@id")
    back = [str(one).removeprefix("#") for one in made.xpath("//aside//a/@href")]
    assert [str(one) for one in called] == back
    assert len(made.xpath("//aside")) == 3


def test_list_lines_are_one_list_with_their_labels() -> None:
    made = parsed(f"<div>{blocks(sample.blocks(), site_sheet())}</div>")
    assert [words(li) for li in made.xpath("//ul/li")] == ["（一）推广良种。", "1.修剪老树。"]


def test_headings_inside_an_entry_stand_under_its_head() -> None:
    page = site_sheet()
    made = parsed(node_tree(page.shared.book.work.nodes[0], page, 1))
    assert [(h.tag, words(h)) for h in made.iter("h1", "h2", "h3", "h4")] == [
        ("h1", "第一篇 农业"), ("h2", "第一章 种植"), ("h3", "茶叶种植"), ("h4", "一、沿革"),
    ]  # fmt: skip


def test_an_id_stands_once_even_where_an_entry_stands_twice() -> None:
    shared = share(sample.book(), "site", {})
    node = shared.book.work.nodes[1]
    twice = msgspec.structs.replace(node, entries=node.entries * 2)
    made = parsed(node_tree(twice, Sheet(shared, "p.html"), 1))
    ids = [str(one) for one in made.xpath("//@id")]
    assert len(ids) == len(set(ids))


def test_a_long_node_is_parted_between_entries_and_nodes_and_loses_none() -> None:
    shared = share(sample.book(), "site", {})
    pages = pages_of(shared, unique(lambda number, node, part: f"{node.id}.html"), 20)
    assert len(pages) == 4
    assert len({page.file for page in pages}) == 4
    assert sorted(entry.id for page in pages for entry in page.entries) == sorted(
        entry.id for entry in shared.book.entries.values()
    )
