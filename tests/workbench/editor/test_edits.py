"""Edits as a person makes them: which ids, origins, values and marks live on, and what is told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from fangzhi.align.anchors import anchor
from fangzhi.model.manuscript import Block, Figure, Manuscript, Note, Table, texts
from fangzhi.model.place import Anchor, Lost, Run
from fangzhi.model.text import Mark, Text
from fangzhi.workbench.works.editor.follow import follow
from fangzhi.workbench.works.editor.reading import Hand, Reading
from tests.workbench.editor.sample import FILE, FIRST, PICTURE, SECOND, edited, entry


def ids(manuscript: Manuscript) -> list[str]:
    return [block.id for block in manuscript.blocks]


def block(blocks: list[Block] | Manuscript, name: str) -> Text:
    all_blocks = blocks.blocks if isinstance(blocks, Manuscript) else blocks
    found = next(one for one in all_blocks if one.id == name)
    assert isinstance(found, Text)
    return found


def table_in(manuscript: Manuscript) -> Table:
    return next(one for one in manuscript.blocks if isinstance(one, Table))


def words_from(manuscript: Manuscript, text: Text) -> list[tuple[str, str, int]]:
    """Give each run of a text as words, the paragraph they stood in, and where in it."""
    return [(text.text[run.start : run.end], run.address, run.offset) for run in text.origin]


def split_first(blocks: list[Block]) -> None:
    """Part the first paragraph after its first clause, as Enter does."""
    first = block(blocks, "p1")
    cut = FIRST.index("产量")
    left = replace(first, text=FIRST[:cut], marks=first.marks[:2])
    note = replace(first.marks[2], start=first.marks[2].start - cut, end=first.marks[2].end - cut)
    right = Text("new-1", FIRST[cut:], marks=(note,))
    blocks[1:2] = [left, right]


def test_an_inserted_paragraph_gets_an_id_and_no_origin_and_the_others_keep_theirs() -> None:
    before = entry()
    after = edited(before, lambda b: b.insert(2, Text("new-1", "新写的一段。"))).manuscript
    assert [one for one in ids(after) if one != after.blocks[2].id] == ids(before)
    fresh = after.blocks[2]
    assert isinstance(fresh, Text)
    assert fresh.id not in ids(before) and len(fresh.id) == 16
    assert fresh.origin == ()
    assert after.blocks[3] == before.blocks[2]


def test_a_split_keeps_the_id_on_the_first_half_and_the_origin_on_both() -> None:
    after = edited(entry(), split_first).manuscript
    left, right = after.blocks[1], after.blocks[2]
    assert isinstance(left, Text) and isinstance(right, Text)
    cut = len(left.text)
    assert (left.id, left.text + right.text) == ("p1", FIRST)
    assert right.id not in ids(entry())
    assert words_from(after, left) == [(FIRST[:cut], "p1", 0)]
    assert words_from(after, right) == [(FIRST[cut:], "p1", cut)]
    assert [mark.kind for mark in right.marks] == ["footnote"]


def test_joined_paragraphs_keep_the_first_id_and_both_origins() -> None:
    def join(blocks: list[Block]) -> None:
        first = block(blocks, "p1")
        blocks[1:3] = [replace(first, text=FIRST + SECOND)]

    after = edited(entry(), join).manuscript
    assert ids(after) == [name for name in ids(entry()) if name != "p2"]
    assert words_from(after, block(after, "p1")) == [(FIRST, "p1", 0), (SECOND, "p2", 0)]


def test_a_paragraph_cut_and_pasted_elsewhere_takes_its_id_along() -> None:
    def move(blocks: list[Block]) -> None:
        moved = blocks.pop(2)
        assert isinstance(moved, Text)
        blocks.append(Text("new-7", moved.text))

    after = edited(entry(), move).manuscript
    assert after.blocks[-1] == block(entry(), "p2")
    assert sorted(ids(after)) == sorted(ids(entry()))


def test_changed_words_lose_their_origin_and_the_rest_is_re_cut() -> None:
    def change(blocks: list[Block]) -> None:
        blocks[1] = replace(block(blocks, "p1"), text=FIRST.replace("12万亩", "约13.5万亩"))

    after = edited(entry(), change).manuscript
    text = block(after, "p1")
    words = words_from(after, text)
    at = FIRST.index("12万")
    assert words[0] == (FIRST[:at], "p1", 0)
    assert words[-1][0].startswith("万亩，产量") and words[-1][2] == FIRST.index("万亩")
    assert "约" not in "".join(one for one, _, _ in words)


def test_new_words_name_the_edit_when_it_has_a_digest() -> None:
    def change(blocks: list[Block]) -> None:
        blocks[2] = replace(block(blocks, "p2"), text=SECOND + "（据补充来稿）")

    after = edited(entry(), change, Hand(edit="e" * 64)).manuscript
    end = len(SECOND)
    assert block(after, "p2").origin == (
        Run(0, end, FILE, "", "p2", 0), Run(end, end + 7, "e" * 64),
    )  # fmt: skip


def test_text_that_crosses_leaves_keeps_each_leaf() -> None:
    def change(blocks: list[Block]) -> None:
        third = block(blocks, "p3")
        blocks[3] = replace(third, text="按：" + third.text, marks=())

    text = block(edited(entry(), change).manuscript, "p3")
    assert [(run.start, run.end, run.page) for run in text.origin] == [
        (2, 12, "5a"), (12, len(text.text), "5b"),
    ]  # fmt: skip


def test_an_id_claimed_twice_or_for_another_kind_of_block_is_given_once() -> None:
    def claim(blocks: list[Block]) -> None:
        blocks.append(Text("p1", "冒用前一段编号的一段。"))
        blocks.append(Text("t1", "冒用表格编号的一段。"))

    after = edited(entry(), claim).manuscript
    assert len(set(ids(after))) == len(after.blocks)
    assert ids(after)[:8] == ids(entry())


@pytest.mark.parametrize("words", ["12", "面积", "县统计局"])
def test_anchors_follow_words_or_are_lost_with_a_reason_and_never_stand_elsewhere(
    words: str,
) -> None:
    before = entry()
    pointed: list[Anchor] = []
    for text in texts(before):
        at = text.text.find(words)
        if at >= 0:
            pointed.append(anchor(text, at, at + len(words)))
    after = edited(before, split_first).manuscript
    for one in follow(pointed, before, after):
        if isinstance(one.now, Lost):
            assert one.now.reason
        else:
            home = next(text for text in texts(after) if text.id == one.now.block)
            assert home.text[one.now.start : one.now.end] == words


def test_an_anchor_goes_with_the_half_that_was_split_off_and_this_is_said() -> None:
    before = entry()
    at = FIRST.index("3.4")
    after = edited(before, split_first).manuscript
    (one,) = follow([anchor(block(before, "p1"), at, at + 3)], before, after)
    assert isinstance(one.now, Anchor)
    assert one.moved
    assert (one.now.block, one.now.start) == (after.blocks[2].id, 2)


def test_an_anchor_on_changed_words_is_lost_even_where_they_stand_elsewhere_too() -> None:
    before = entry()
    at = FIRST.index("12万亩")

    def change(blocks: list[Block]) -> None:
        blocks[1] = replace(block(blocks, "p1"), text=FIRST.replace("12万亩", "13万亩"), marks=())
        blocks[2] = replace(block(blocks, "p2"), text=SECOND + "旧册作12万亩。")

    after = edited(before, change).manuscript
    (one,) = follow([anchor(block(before, "p1"), at, at + 4)], before, after)
    assert isinstance(one.now, Lost)


def change_cell(words: str) -> Reading:
    def change(blocks: list[Block]) -> None:
        old = blocks[4]
        assert isinstance(old, Table)
        cells = tuple(
            replace(c, text=replace(c.text, text=words)) if (c.row, c.column) == (2, 1) else c
            for c in old.cells
        )
        blocks[4] = replace(old, cells=cells)

    return edited(entry(), change)


def test_a_cell_whose_words_changed_drops_its_value_and_the_editor_is_told() -> None:
    read = change_cell("11.5")
    cell = next(c for c in table_in(read.manuscript).cells if c.text.id == "c2-1")
    assert (cell.text.text, cell.value, cell.formula) == ("11.5", None, "")
    assert ["11.40" in f.message and "=B9" in f.message for f in read.findings] == [True]
    kept = next(c for c in table_in(change_cell("11.4").manuscript).cells if c.text.id == "c2-1")
    assert (str(kept.value), kept.formula) == ("11.40", "=B9")


def test_a_value_is_never_taken_from_the_browser() -> None:
    from decimal import Decimal

    def forge(blocks: list[Block]) -> None:
        old = blocks[4]
        assert isinstance(old, Table)
        cells = tuple(replace(c, value=Decimal(99), formula="=X") for c in old.cells)
        blocks[4] = replace(old, cells=cells)

    after = edited(entry(), forge).manuscript
    assert table_in(after) == table_in(entry())


def test_a_row_added_keeps_the_cells_that_were_there() -> None:
    def add(blocks: list[Block]) -> None:
        old = blocks[4]
        assert isinstance(old, Table)
        new = tuple(replace(c, row=4, text=Text(f"new-{c.column}", "")) for c in old.cells[-3:])
        blocks[4] = replace(old, rows=5, cells=(*old.cells, *new))

    after = table_in(edited(entry(), add).manuscript)
    assert after.cells[:10] == table_in(entry()).cells
    assert len({c.text.id for c in after.cells}) == 13


def test_revisions_and_comments_are_signed_by_who_made_them() -> None:
    def revise(blocks: list[Block]) -> None:
        second = block(blocks, "p2")
        marks = (Mark(0, 2, "inserted", who="局长", when="2000-01-01"), Mark(3, 3, "comment", "n9"))
        blocks[2] = replace(second, marks=marks)

    comment = Note("n9", "comment", Text("n9-b", "查一下。"), "", "局长", "2000-01-01")
    before = entry()
    after = edited(before, revise, Hand("张三", "2026-11-22"), (*before.notes, comment)).manuscript
    mark, call = block(after, "p2").marks
    assert (mark.who, mark.when) == ("张三", "2026-11-22")
    assert (after.notes[1].who, after.notes[1].id) == ("张三", call.ref)
    assert [m.who for m in block(after, "p3").marks if m.kind == "deleted"] == ["王五"]


def test_a_note_whose_number_was_deleted_stays_and_is_told() -> None:
    def drop(blocks: list[Block]) -> None:
        blocks[1] = replace(block(blocks, "p1"), marks=())

    read = edited(entry(), drop)
    assert read.manuscript.notes == entry().notes
    assert [f.message for f in read.findings if "据县统计局年报" in f.message]


def test_a_picture_that_is_not_registered_is_left_out_and_told() -> None:
    def swap(blocks: list[Block]) -> None:
        old = blocks[5]
        assert isinstance(old, Figure)
        blocks[5] = replace(old, asset="b" * 64)

    read = edited(entry(), swap)
    figure = read.manuscript.blocks[5]
    assert isinstance(figure, Figure) and figure.asset == "" and figure.origin_address == ""
    assert PICTURE not in figure.asset
    assert len(read.findings) == 1
