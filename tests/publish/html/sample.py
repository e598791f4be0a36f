"""A small invented chronicle that holds every block and mark, and words that would be markup."""

from __future__ import annotations

from fangzhi.model.book import Book, Crossref, IndexTerm, Target, WordCount
from fangzhi.model.manuscript import Asset, Block, Cell, Figure, Manuscript, Note, Table, Utterance
from fangzhi.model.text import GLYPH, Mark, Role, Text
from fangzhi.model.value import digest_of, digest_of_bytes, mint_id
from fangzhi.model.work import Entry, Imprint, Node, Person, Work, ref_to
from tests.roundtrip.pictures import png

HOSTILE = "<script>alert('坏')</script>&amp;\"]]><img src=x onerror=alert(1)><!-- {{ 7*7 }} {% x %}"
PICTURE = png(32, 20)
DIGEST = digest_of_bytes(PICTURE)
ASSETS = {DIGEST: PICTURE}
NOTICE = "示例·全部虚构"
TEA = "2020年，全县茶园3.2万亩，见表1-1，参看县志网页。"
OLD = "茶" + GLYPH + "二株土人呼為老茶樹𠀀"


def identifier(name: str) -> str:
    """Give the id that things of this name have in the sample."""
    return mint_id("sample", "", name)


def text(name: str, words: str, *marks: Mark, role: Role = "paragraph", level: int = 0,
         label: str = "", lang: str = "") -> Text:  # fmt: skip
    """Give a text with the id of its name."""
    return Text(identifier(name), words, role, level, label, marks, lang=lang)


def table() -> Table:
    """Give 表1-1: two head rows with merged cells, figures, and a table inside a cell."""
    heads = [(0, 0, "乡镇", 2, 1), (0, 1, "产量（吨）", 1, 2), (1, 1, "2019年", 1, 1),
             (1, 2, "2020年", 1, 1)]  # fmt: skip
    cells = [Cell(r, c, text(f"h{r}{c}", words), down, across)
             for r, c, words, down, across in heads]  # fmt: skip
    rows = [("西山镇", "620", "1,702.5"), (HOSTILE, "—", "558"), ("合计", "1118", "12.6%")]
    cells += [Cell(r, c, text(f"c{r}{c}", words))
              for r, row in enumerate(rows, 2) for c, words in enumerate(row)]  # fmt: skip
    inner = Table(identifier("inner"), 1, 1, (Cell(0, 0, text("in", "内表")),))
    cells.append(Cell(5, 0, text("outer", "附注"), 1, 3, tables=(inner,)))
    return Table(
        identifier("table"), 6, 3, tuple(cells), 2,
        text("title", "2019—2020年茶叶产量", role="caption"), text("unit", "单位：吨", role="unit"),
        text("source", "资料来源：县农业局", role="source"),
    )  # fmt: skip


def figures() -> tuple[Figure, Figure]:
    """Give 图1-1, and a picture whose bytes never came."""
    there = Figure(
        identifier("figure"), DIGEST, "茶园.png", "map", text("figtitle", "茶园分布图", role="caption"),
        text("legend", "浅色为新茶园", role="caption"), credit="王五 绘", map_approval="川S〔2020〕1号",
        description="县域西部的茶园",
    )  # fmt: skip
    return there, Figure(identifier("lost"), "0" * 64, "失落.png", description="老茶树")


def blocks() -> tuple[Block, ...]:
    """Give one block of each kind; the marks cross, touch and repeat."""
    at, word = TEA.index("表1-1"), TEA.index("网页")
    tea = text(
        "tea1", TEA, Mark(0, 5, "strong"), Mark(3, 8, "underline"), Mark(5, 5, "footnote", "n1"),
        Mark(6, 6, "deleted", text="旧文"), Mark(8, 12, "inserted"), Mark(9, 10, "superscript"),
        Mark(word, word + 2, "link", "https://example.org/?a=1&b=2"),
        Mark(at + 1, at + 1, "endnote", "n2"), Mark(0, 2, "comment", "k1"),
    )  # fmt: skip
    old = text(
        "old", OLD, Mark(1, 2, "glyph", "&KR0836;", "⿰木亞"), Mark(2, 4, "note"),
        Mark(0, 0, "leaf-break", "KR2i0003_SBCK_001-1b"), Mark(4, 6, "ruby", text="tǔ rén"),
        Mark(5, 8, "emphasis"), Mark(8, 9, "doubtful"), lang="zh-Hant",
    )  # fmt: skip
    bad = text("bad", HOSTILE, Mark(0, 8, "link", "javascript:alert(1)"),
               Mark(2, 9, "link", 'https://x/"onmouseover="alert(1)'))  # fmt: skip
    return (
        tea, old, bad, text("sub", "一、沿革", role="heading", level=1),
        text("li1", "推广良种。", role="list", level=1, label="（一）"),
        text("li2", "修剪老树。", role="list", level=2, label="1."),
        text("verse", "茶山四月时，\n采采不盈筐。", role="verse"),
        text("quote", "引文一段。", role="quote"), table(), *figures(),
        Utterance(identifier("said"), "采茶人", text("said1", "那年雪大。"), 61.0, 75.5),
        text("sign", "县志办", role="signature"),
    )  # fmt: skip


def notes() -> tuple[Note, ...]:
    """Give a footnote, an endnote, a note that no place calls, and a comment."""
    return (
        Note("n1", "footnote", text("nb1", "据县农业局年报。")),
        Note("n2", "endnote", text("nb2", f"又见{HOSTILE}")),
        Note("n3", "footnote", text("nb3", "无处引用的注文。")),
        Note("k1", "comment", text("kb1", "不应公开的批注")),
    )


def book() -> Book:
    """Give the sample book."""
    tea = Manuscript(blocks(), notes(), name="茶叶.docx", source="a" * 64)
    entries = [
        Entry(identifier("tea"), tea, text("teatitle", "茶叶种植", role="heading")),
        Entry(identifier("mill"), Manuscript((text("mill1", "县有茶厂3家，参见茶叶种植。"),))),
        Entry(identifier("rules"), Manuscript((text("rule1", "本志坚持实事求是。"),))),
    ]
    refs = [ref_to(entry) for entry in entries]
    section = Node(identifier("sec"), "章", "种植", "第一章", entries=(refs[0],))
    nodes = (Node(identifier("p1"), "篇", "农业", "第一篇", nodes=(section,)),
             Node(identifier("p2"), "篇", "工业<b>\x01", "第二篇", entries=(refs[1],)))  # fmt: skip
    work = Work(
        "w", "青溪县志", "县志", nodes,
        imprint=Imprint(compiler="青溪县志编纂委员会", notice=NOTICE, subtitle=HOSTILE,
                        people=(Person("主编", "张三"),)),
        front=(Node(identifier("front"), "前置", "凡例", entries=(refs[2],)),),
    )  # fmt: skip
    at = TEA.index("表1-1")
    return Book(
        work, {digest_of(entry): entry for entry in entries},
        {DIGEST: Asset(DIGEST, "image/png", len(PICTURE), "茶园.png", 32, 20)},
        {identifier("table"): "表1-1", identifier("figure"): "图1-1"},
        (Crossref(identifier("tea1"), at, at + 4, "表1-1", identifier("table")),
         Crossref(identifier("mill1"), 8, 12, "茶叶种植", identifier("tea"))),
        {identifier("table"): Target(identifier("table"), "表1-1")},
        (IndexTerm("茶叶", "2cha2 2ye4", "C", places=((identifier("tea1"), 7), (identifier("c20"), 0))),
         IndexTerm(HOSTILE, "1", "#", places=((identifier("bad"), 0),))),
        (WordCount("农业", 321, 1, 1, 2),),
    )  # fmt: skip
