"""The values: frozen, equal by contents, the same after JSON, strict about what they read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fangzhi.model.agent import Agent, NameInTime, Period, Restriction, Rights
from fangzhi.model.book import Book
from fangzhi.model.evidence import Derivation, Evidence, Fact, Source
from fangzhi.model.finding import Decision, Finding
from fangzhi.model.finding import Place as FilePlace
from fangzhi.model.manuscript import (
    Cell,
    Figure,
    Manuscript,
    Note,
    Table,
    Utterance,
    sections,
    tables,
    texts,
)  # fmt: skip
from fangzhi.model.place import Anchor, Clip, Lost, Region, Run
from fangzhi.model.text import Mark, Text
from fangzhi.model.value import FormatError, Value, decode, digest_of, encode, mint_id
from fangzhi.model.work import Edition, Entry, Made, Node, Work, ref_to, walk

PARAGRAPH = Text(
    "b1",
    "民国二十四年（1935年）建县。",
    marks=(Mark(0, 6, "strong"), Mark(6, 6, "footnote", ref="fn1")),
    origin=(Run(0, 15, "f" * 64, address="12"),),
)
CELL = Cell(0, 0, Text("c1", "1,234"), value=Decimal("1234"), row_span=2)
ANCHOR = Anchor("b1", 0, 6, "民国二十四年", after="（1935年）", region=Region(0.0, 0.0, 0.5, 1.0))
VALUES: tuple[Value, ...] = (
    Manuscript(
        (
            PARAGRAPH,
            Table("t1", 2, 1, (CELL,), header_rows=1, title=Text("c2", "表1-1 人口")),
            Figure("g1", "a" * 64, title=Text("c3", "图1 县城"), map_approval="川S（2025）1号"),
            Utterance("u1", "陈大河", Text("c4", "我十五岁上船。"), start=1.5, end=3.25),
        ),
        (Note("fn1", "footnote", Text("n1", "据《县志》。")),),
    ),
    Finding(
        "R179",
        "硬",
        "年号与公元不合。",
        "b1",
        0,
        6,
        "民国二十四年",
        place=FilePlace("a.docx", "12", 0, 6),
    ),
    Decision("0" * 16, "confirmed", "张编辑", "2026-03-01", corrected="民国二十五年"),
    ANCHOR,
    Lost(ANCHOR, "原文已删去。"),
    Anchor("u1", 0, 2, "我十", clip=Clip(1.5, 2.0)),
    Fact(
        "青川县",
        "人口",
        ANCHOR,
        Decimal("23.5"),
        "万人",
        period=Period("2020", "2020"),
        scope=("常住",),
    ),
    Source(
        "s1", "旧志", "book", rights=Rights("内部", restrictions=(Restriction("卷三", "2050"),))
    ),
    Evidence(ANCHOR, "s1", stance="against"),
    Derivation("abridged", "四川年鉴2023", "d" * 64),
    Agent("p1", "body", (NameInTime("县卫生局", Period("1954-01", "2014-12"), "former"),)),
)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_is_the_same_after_json(value: Value) -> None:
    assert decode(encode(value), type(value)) == value
    assert encode(decode(encode(value), type(value))) == encode(value)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_cannot_be_changed(value: Value) -> None:
    with pytest.raises(AttributeError):
        setattr(value, value.__struct_fields__[0], None)


def test_json_of_another_kind_or_a_newer_version_or_with_unknown_fields_is_refused() -> None:
    with pytest.raises(FormatError, match="expected Text"):
        decode(encode(ANCHOR), Text)
    with pytest.raises(FormatError, match="newer"):
        decode(encode(ANCHOR).replace(b'"version":1', b'"version":99'), Anchor)
    with pytest.raises(FormatError):
        decode(encode(ANCHOR).replace(b'"block"', b'"blokc"'), Anchor)
    with pytest.raises(FormatError):
        decode(b"\xff not json", Anchor)


def test_ids_are_minted_from_the_source_and_the_place_alone() -> None:
    assert mint_id("f", "", "12") == mint_id("f", "", "12")
    assert len({mint_id("f", "", "12"), mint_id("f", "", "13"), mint_id("g", "", "12")}) == 3
    assert mint_id("ab", "c", "") != mint_id("a", "bc", "")


def test_texts_come_in_reading_order_with_notes_last_and_comments_only_when_asked_for() -> None:
    manuscript = VALUES[0]
    assert isinstance(manuscript, Manuscript)
    assert [t.id for t in texts(manuscript)] == ["b1", "c2", "c1", "c3", "c4", "n1"]
    comment = Note("cm1", "comment", Text("n2", "请核。"))
    commented = Manuscript(manuscript.blocks, (*manuscript.notes, comment))
    assert [t.id for t in texts(commented)][-1] == "n1"
    assert [t.id for t in texts(commented, comments=True)][-1] == "n2"


def test_nested_tables_are_found() -> None:
    inner = Table("inner", 1, 1, (Cell(0, 0, Text("x", "1")),))
    outer = Table("outer", 1, 1, (Cell(0, 0, Text("y", ""), tables=(inner,)),))
    assert [table.id for table in tables(Manuscript((outer,)))] == ["outer", "inner"]


def test_sections_are_read_off_heading_levels_even_when_a_level_is_left_out() -> None:
    def head(level: int, words: str) -> Text:
        return Text(words, words, "heading", level)

    root = sections(
        (PARAGRAPH, head(1, "农业"), head(3, "茶"), PARAGRAPH, head(2, "稻"), head(1, "工业"))
    )
    assert root.blocks == (PARAGRAPH,)
    assert [s.heading.text for s in root.sections if s.heading] == ["农业", "工业"]
    assert [s.level for s in root.sections[0].sections] == [3, 2]


def test_a_node_s_digest_covers_what_is_below_and_one_entry_may_stand_in_two_works() -> None:
    entry = Entry("e1", Manuscript((PARAGRAPH,)))
    leaf = Node("n2", "节", "沿革", entries=(ref_to(entry),))
    top = Node("n1", "章", "建置", nodes=(leaf,))
    one, two = Work("w1", "县志", "县志", (top,)), Work("w2", "简志", "县志", (leaf,))
    changed = Entry("e1", Manuscript((Text("b1", "改"),)))
    other = Node("n1", "章", "建置", nodes=(Node("n2", "节", "沿革", entries=(ref_to(changed),)),))
    assert top.digest != other.digest
    assert one.nodes[0].nodes[0].entries == two.nodes[0].entries
    assert [node.id for node in walk(top)] == ["n1", "n2"]
    assert Edition(one, one.digest, (Made("rules", "rules", "0"),)).digest == one.digest
    book = Book(one, {ref_to(entry).digest: entry})
    assert book.entries_of(leaf) == (entry,)
    assert digest_of(book) == digest_of(decode(encode(book), Book))
