"""A small invented county chronicle as a book: two 篇, tables, a picture, a note, changes."""

from __future__ import annotations

from fangzhi.model.agent import Period
from fangzhi.model.book import Book, Crossref, IndexTerm, Target
from fangzhi.model.manuscript import Asset, Cell, Figure, Manuscript, Note, Table
from fangzhi.model.text import GLYPH, Mark, Role, Text
from fangzhi.model.value import digest_of, digest_of_bytes, mint_id
from fangzhi.model.work import Entry, Imprint, Node, Person, Work, ref_to
from tests.roundtrip.pictures import png

PICTURE = png(32, 20)
DIGEST = digest_of_bytes(PICTURE)
ASSETS = {DIGEST: PICTURE}
NOTICE = "示例·全部虚构"
FIRST = "2020年，全县茶园面积3.2万亩，产茶1260吨。"
SECOND = "西山产茶，见表1-1。旧志载其名𠀀" + GLYPH + "。"


def identifier(name: str) -> str:
    """Give the id that things of this name have in the sample."""
    return mint_id("sample", "", name)


def text(name: str, words: str, role: Role = "paragraph", *marks: Mark, label: str = "") -> Text:
    """Give a text with the id of its name."""
    level = 1 if role in ("heading", "list") else 0
    return Text(identifier(name), words, role, level, label, marks)


def table() -> Table:
    """Give 表1-1: two head rows with merged cells, three rows of figures."""
    heads = [(0, 0, "乡镇", 2, 1), (0, 1, "产量（吨）", 1, 2), (1, 1, "2019年", 1, 1),
             (1, 2, "2020年", 1, 1)]  # fmt: skip
    body = [("西山镇", "620", "702"), ("=东山乡", "498", "558"), ("合计", "1118", "1260")]
    cells = [Cell(r, c, text(f"h{r}{c}", words), down, across)
             for r, c, words, down, across in heads]  # fmt: skip
    cells += [Cell(r, c, text(f"c{r}{c}", words))
              for r, row in enumerate(body, 2) for c, words in enumerate(row)]  # fmt: skip
    return Table(
        identifier("table"), 5, 3, tuple(cells), 2, text("title", "2019—2020年茶叶产量", "caption"),
        text("unit", "单位：吨", "unit"), text("source", "资料来源：县农业局", "source"),
    )  # fmt: skip


def figure() -> Figure:
    """Give 图1-1, a map without approval number."""
    return Figure(
        identifier("figure"), DIGEST, "西山茶园.PNG", "map", text("figtitle", "西山茶园分布图", "caption"),
        credit="王五 绘", width=100.0,
    )  # fmt: skip


def book() -> Book:
    """Give the sample book."""
    note = Note(identifier("note"), "footnote", text("notebody", "据《青溪县统计年鉴》。", "note"))
    at = SECOND.index("表1-1")
    second = text(
        "second", SECOND, "paragraph",
        Mark(0, 2, "strong"), Mark(2, 2, "footnote", note.id),
        Mark(5, 5, "deleted", text="旧文", who="李四", when="2026-01-02T08:00:00Z"),
        Mark(len(SECOND) - 2, len(SECOND) - 1, "glyph", "&KR0836;", "⿰木亞"),
    )  # fmt: skip
    tea = Manuscript(
        (text("first", FIRST), second, table(), figure(),
         text("item", "推广良种。", "list", label="（一）")),
        (note,), name="茶叶.docx", source="a" * 64,
    )  # fmt: skip
    entries = [Entry(identifier("tea"), tea, text("teatitle", "茶叶种植", "heading"), doc="茶叶.docx"),
               Entry(identifier("mill"), Manuscript((text("mill1", "县有茶厂3家。"),)))]  # fmt: skip
    rules = Entry(identifier("rules"), Manuscript((text("rule1", "一、本志坚持实事求是。"),)))
    refs = [ref_to(entry) for entry in (*entries, rules)]
    section = Node(identifier("sec"), "章", "种植", "第一章", entries=(refs[0],))
    nodes = (Node(identifier("p1"), "篇", "农业", "第一篇", nodes=(section,)),
             Node(identifier("p2"), "篇", "工业", "第二篇", entries=(refs[1],)))  # fmt: skip
    work = Work(
        "w", "青溪县志", "县志", nodes, period=Period("1986", "2020"),
        imprint=Imprint(compiler="青溪县志编纂委员会", notice=NOTICE,
                        people=(Person("主编", "张三"),)),
        front=(Node(identifier("front"), "前置", "凡例", entries=(refs[2],)),),
    )  # fmt: skip
    table_id = identifier("table")
    return Book(
        work, {digest_of(entry): entry for entry in (*entries, rules)},
        {DIGEST: Asset(DIGEST, "image/png", len(PICTURE), "西山茶园.PNG", 32, 20)},
        {table_id: "表1-1", identifier("figure"): "图1-1"},
        (Crossref(identifier("second"), at, at + 4, "表1-1", table_id),),
        {table_id: Target(table_id, "表1-1")},
        (IndexTerm("茶叶", "cha ye", "C", places=((identifier("first"), 6),)),),
    )  # fmt: skip
