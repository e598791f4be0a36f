"""Ids live on through a new import and an edit, and no id ever stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from fangzhi.align.carry import carry_ids
from fangzhi.model.manuscript import Cell, Figure, Manuscript, Note, Table, tables, texts
from fangzhi.model.text import Mark, Text
from fangzhi.model.value import mint_id
from tests.work import holds_pace


def read(source: str, *lines: str) -> Manuscript:
    """Give a manuscript as an import of these paragraphs would: ids from source and place."""
    return Manuscript(
        tuple(Text(mint_id(source, "", str(at)), line) for at, line in enumerate(lines)),
        source=source,
    )


def ids(manuscript: Manuscript) -> dict[str, str]:
    return {text.text: text.id for text in texts(manuscript, comments=True)}


OLD = read(
    "旧",
    "农业",
    "全县耕地面积31.5万亩，粮食总产量12.4万吨。",
    "茶叶",
    "全县茶园6.2万亩，产茶4100吨。",
)


def test_unchanged_paragraphs_keep_their_ids_though_others_came_between() -> None:
    new = read("新", "农业", "综述。", *[t.text for t in OLD.blocks[1:] if isinstance(t, Text)])
    carried = ids(carry_ids(OLD, new))
    assert {words: carried[words] for words in ids(OLD)} == ids(OLD)
    assert carried["综述。"] not in ids(OLD).values()


def test_a_corrected_paragraph_keeps_its_id() -> None:
    new = read("新", "农业", "全县耕地面积31.4万亩，粮食总产量12.5万吨。", "茶叶")
    assert carry_ids(OLD, new).blocks[1].id == OLD.blocks[1].id


def test_a_rewritten_paragraph_gets_an_id_of_its_own() -> None:
    new = read("新", "农业", "本年无重大变化。", "茶叶")
    assert carry_ids(OLD, new).blocks[1].id not in {block.id for block in OLD.blocks}


def test_a_moved_paragraph_keeps_its_id() -> None:
    lines = [block.text for block in OLD.blocks if isinstance(block, Text)]
    carried = carry_ids(OLD, read("新", *lines[2:], *lines[:2]))
    assert ids(carried) == ids(OLD)


def test_the_id_of_a_deleted_paragraph_is_never_used_again() -> None:
    edited = Manuscript((Text(OLD.blocks[1].id, "另一件完全无关的事。"),), source="旧")
    assert carry_ids(OLD, edited).blocks[0].id not in {block.id for block in OLD.blocks}


def table(source: str, *rows: tuple[str, ...]) -> Table:
    cells = tuple(
        Cell(r, c, Text(mint_id(source, "", f"t0/{r}/{c}"), words))
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
    )
    return Table(mint_id(source, "", "t0"), len(rows), len(rows[0]), cells)


def test_cells_keep_their_ids_when_a_row_is_put_in() -> None:
    old = Manuscript((table("旧", ("乡镇", "人口"), ("茶垭乡", "8021"), ("浣阳镇", "23106")),))
    new = Manuscript(
        (table("新", ("乡镇", "人口"), ("柏堰镇", "900"), ("茶垭乡", "8021"), ("浣阳镇", "23106")),)
    )
    carried = carry_ids(old, new)
    assert carried.blocks[0].id == old.blocks[0].id
    before, after = ids(old), ids(carried)
    assert {words: after[words] for words in before} == before


def test_notes_keep_their_ids_and_marks_follow_them() -> None:
    def with_note(source: str, words: str) -> Manuscript:
        note = mint_id(source, "", "fn1")
        mark = Mark(2, 2, "footnote", ref=note)
        body = Text(mint_id(source, "", "fn1 body"), "据县统计局资料。")
        return Manuscript((Text(mint_id(source, "", "0"), words, marks=(mark,)),),
                          (Note(note, "footnote", body),), source=source)  # fmt: skip

    old, new = with_note("旧", "人口增长。"), with_note("新", "人口增长了。")
    carried = carry_ids(old, new)
    assert carried.notes[0].id == old.notes[0].id
    assert carried.notes[0].body.id == old.notes[0].body.id
    assert isinstance(text := carried.blocks[0], Text) and text.marks[0].ref == old.notes[0].id


def test_a_picture_is_known_by_its_bytes() -> None:
    old = Manuscript((Figure("f-old", "a" * 64, title=Text("t-old", "县城全景")),))
    new = Manuscript((Text("p", "新加的一段"), Figure("f-new", "a" * 64)))
    assert carry_ids(old, new).blocks[1].id == "f-old"


def every_id(manuscript: Manuscript) -> Iterator[str]:
    yield from (block.id for block in manuscript.blocks if not isinstance(block, Text))
    yield from (note.id for note in manuscript.notes)
    yield from (table.id for table in tables(manuscript) if table not in manuscript.blocks)
    yield from (text.id for text in texts(manuscript, comments=True))


lines = st.lists(
    st.sampled_from(["", "甲", "甲乙丙丁", "甲乙丙戊", "子丑寅卯辰", "全县"]), max_size=12
)


@given(lines, lines)
def test_no_id_stands_twice_and_no_word_changes(old: list[str], new: list[str]) -> None:
    fresh = read("新", *new)
    carried = carry_ids(read("旧", *old), fresh)
    given_ids = list(every_id(carried))
    assert len(given_ids) == len(set(given_ids)) == len(new)
    assert [text.text for text in texts(carried)] == new


@given(lines)
def test_importing_the_same_again_gives_the_same_ids(words: list[str]) -> None:
    old = read("旧", *words)
    assert carry_ids(old, read("新", *words)).blocks == old.blocks
    assert carry_ids(old, old) == old


def book(size: int) -> tuple[Manuscript, Manuscript]:
    """A book of so many paragraphs, and the same with one in fifty changed."""
    words = [f"第{n}段，记{n * 7 % 997}事，全县共{n}人。" for n in range(size)]
    edited = [line.replace("事", "件") if n % 50 == 0 else line for n, line in enumerate(words)]
    return read("旧", *words), read("新", *edited)


def test_a_book_of_ten_thousand_paragraphs_keeps_its_ids() -> None:
    old, new = book(10_000)
    carried = carry_ids(old, new)
    assert [block.id for block in carried.blocks] == [block.id for block in old.blocks]


def test_twice_the_paragraphs_are_twice_the_work() -> None:
    assert holds_pace(lambda size: partial(carry_ids, *book(size)), 1_000)
