"""A small entry with one of everything, and drafts of it as an editor's browser would send them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser

from msgspec.structs import replace

from fangzhi.model.manuscript import Asset, Block, Cell, Figure, Manuscript, Note, Table, Utterance
from fangzhi.model.place import Run
from fangzhi.model.text import GLYPH, Mark, Text
from fangzhi.workbench.works.editor.reading import NO_HAND, Hand, Reading, read
from fangzhi.workbench.works.editor.surface import render
from fangzhi.workbench.works.editor.wire import Draft, draft_of, write_draft

FILE = "f" * 64
PICTURE = "a" * 64
FIRST = "2020年，全县茶园面积12万亩，产量3.4万吨，分别比上年增长5.2%和7.1%。"
SECOND = "茶叶品种以鸠坑种为主，另有龙井43、白叶一号等，均由县农技中心统一供苗。"
THIRD = "县志旧载“山中多茶”，今存老茶树𠀀余株。"


def text(name: str, words: str, *marks: Mark, role: str = "paragraph", level: int = 0) -> Text:
    """Give a text that stood in paragraph `name` of the original."""
    run = Run(0, len(words), FILE, "", name, 0)
    return Text(name, words, role, level, "", marks, (run,) if words else ())  # type: ignore[arg-type]


def cell(row: int, column: int, words: str, down: int = 1, across: int = 1) -> Cell:
    return Cell(row, column, text(f"c{row}-{column}", words), down, across)


def table() -> Table:
    cells = (
        cell(0, 0, "年份", 2), cell(0, 1, "茶园", 1, 2),
        cell(1, 1, "面积"), cell(1, 2, "产量"),
        cell(2, 0, "2019"), replace(cell(2, 1, "11.4"), value=Decimal("11.40"), formula="=B9"),
        cell(2, 2, "3.2"),
        cell(3, 0, "2020"), cell(3, 1, "12"), cell(3, 2, "3.4"),
    )  # fmt: skip
    return Table(
        "t1", 4, 3, cells, 2, text("t1-title", "茶园面积和产量", role="caption"),
        text("t1-unit", "单位：万亩、万吨", role="unit"), None, "表2-3",
    )  # fmt: skip


def entry() -> Manuscript:
    """Give an entry with heading, notes, table, figure, utterance, list and revisions."""
    first = text("p1", FIRST, Mark(6, 10, "strong"), Mark(8, 14, "underline"),
                 Mark(17, 17, "footnote", "n1"))  # fmt: skip
    third = Text(
        "p3", THIRD + GLYPH, "paragraph", 0, "",
        (Mark(4, 10, "quotation"), Mark(11, 11, "deleted", "", "尚", "王五", "2026-01-02"),
         Mark(11, 13, "inserted", "", "", "王五", "2026-01-02"),
         Mark(len(THIRD), len(THIRD) + 1, "glyph", "&KR0836;", "⿰木亞")),
        (Run(0, 10, FILE, "", "p3", 0, "5a"), Run(10, len(THIRD) + 1, FILE, "", "p3", 10, "5b")),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        text("h1", "茶叶种植", role="heading", level=1), first, text("p2", SECOND), third, table(),
        Figure("g1", PICTURE, "茶园.png", "photograph", text("g1-t", "高山茶园", role="caption"),
               None, "图1-1", "李四 摄", "2020年4月", "大坑村", "GS(2026)1号"),
        Utterance("u1", "赵大爷", text("u1-b", "那时候山上全是茶。"), 1.5, 12.25, "录音1"),
        replace(text("l1", "做青", role="list", level=1), label="（一）"),
    )  # fmt: skip
    note = Note("n1", "footnote", text("n1-b", "据县统计局年报。", role="note"))
    asset = Asset(PICTURE, "image/png", 90, "茶园.png", 4, 3)
    return Manuscript(blocks, (note,), (asset,), title="茶叶种植", source=FILE)


class _Field(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words, self._in = "", False
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._in = tag == "textarea"

    def handle_endtag(self, tag: str) -> None:
        self._in = False

    def handle_data(self, data: str) -> None:
        self.words += data if self._in else ""


def field_of(html: str) -> tuple[str, list[str]]:
    """Give what the form field of a rendered surface holds, and the elements around it."""
    parser = _Field()
    parser.feed(html)
    parser.close()
    return parser.words, parser.tags


def unedited(manuscript: Manuscript) -> str:
    """Give what the form sends back when nothing was done."""
    return field_of(render(manuscript, "/assets/"))[0]


def edited(
    before: Manuscript, change: Callable[[list[Block]], None], hand: Hand = NO_HAND,
    notes: tuple[Note, ...] | None = None,
) -> Reading:  # fmt: skip
    """Do something to the blocks of a draft and read it as the server does."""
    start = draft_of(before)
    blocks = list(start.blocks)
    change(blocks)
    sent = Draft(1, start.base, tuple(blocks), start.notes if notes is None else notes)
    return read(write_draft(sent), before, (), hand)
