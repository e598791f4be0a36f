"""The 送审本 on paper: every line numbered, and every number leads back to the words it stands by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from msgspec.structs import replace

from fangzhi.model.book import Book
from fangzhi.model.manuscript import Block, Manuscript, Utterance, texts
from fangzhi.model.text import Mark, Text
from fangzhi.model.value import decode, encode
from fangzhi.model.work import Entry, Node, Work, ref_to
from fangzhi.project.reviewing.copies import frozen_digest, review_copies, subtree
from fangzhi.project.reviewing.opinions import Opinion, Spot
from fangzhi.project.reviewing.placing import lines_at, place_of, placed, spot_fault, texts_of
from fangzhi.publish.pdf.review.layout import _characters
from fangzhi.publish.pdf.review.render import ReviewCopy
from fangzhi.publish.pdf.review.stamp import CopyMap
from tests.project.county import county

_SPACE = re.compile(r"\s")


@cache
def book() -> Book:
    """The invented county, and a chapter of quotations, verse, lists and spoken words behind it."""
    first = county()
    entry = Entry("more", Manuscript(blocks=tuple(_more())), Text("mt", "【杂记】", "heading", 4))
    node = Node("mn", "章", "杂记", "第五章", entries=(ref_to(entry),))
    work = replace(first.work, nodes=(*first.work.nodes, node))
    return replace(first, work=work, entries={**first.entries, ref_to(entry).digest: entry})


def _more() -> Iterator[Block]:
    roles = ("paragraph", "quote", "verse", "list", "note", "signature")
    for number in range(130):
        words = (
            f"光绪{number % 34 + 1}年（{1875 + number % 34}），知县某于城北建义仓{number}间，" * 3
        )
        yield Text(f"m{number}", words + "\n附记。", roles[number % 6], label="（一）")  # type: ignore[arg-type]
        if number % 10 == 0:
            yield Utterance(
                f"u{number}", "王大爷", Text(f"ub{number}", "那时候米价一斗三百文……" * 4)
            )


@cache
def copy() -> ReviewCopy:
    return next(review_copies(book(), {}, "全书", "复审", 9))


def squeezed(words: str) -> str:
    return _SPACE.sub("", words)


def seen_lines(pdf: bytes) -> dict[tuple[int, int], str]:
    """Read the printed copy by eye: the number in the left margin, and what stands level with it."""
    document = pypdfium2.PdfDocument(pdf)
    found: dict[tuple[int, int], str] = {}
    for index in range(len(document)):
        page = document[index]
        chars = _characters(page)
        margin = [(c, x, y) for c, x, y in chars if x < 64 and c.isdigit()]
        rows: dict[float, list[tuple[float, str]]] = {}
        for char, x, y in margin:
            at = next((one for one in rows if abs(one - y) < 2), y)
            rows.setdefault(at, []).append((x, char))
        # running head, foot and the word over the margin are no text
        body = [(c, x, y) for c, x, y in chars if 64 <= x < 427 and 56 < y < 776]
        for at, digits in rows.items():
            number = int("".join(char for _, char in sorted(digits)))
            found[index + 1, number] = "".join(c for c, _, y in body if abs(y - at) < 4.5)
        page.close()
    document.close()
    return found


def test_every_line_of_fifty_pages_holds_the_words_that_the_map_says() -> None:
    """Read back from the printed file alone, by position, and compared with the text by offsets."""
    known = texts_of(book())
    seen = seen_lines(copy().pdf)
    assert copy().map.pages >= 50 and len(copy().map.lines) > 1900
    assert set(seen) == {(line.page, line.line) for line in copy().map.lines}
    for line in copy().map.lines:
        told = "".join(
            known[one.block].text[one.start : one.end] if one.block else one.text
            for one in line.pieces
        )
        # raised signs of notes stand a little higher than their line: compare as sets of characters
        assert Counter(squeezed(told)) == Counter(seen[line.page, line.line]), line


def test_the_map_covers_every_character_of_every_text_exactly_once() -> None:
    held: dict[str, list[tuple[int, int]]] = {}
    for line in copy().map.lines:
        for one in line.pieces:
            if one.block:
                held.setdefault(one.block, []).append((one.start, one.end))
    for name, text in texts_of(book()).items():
        spans = sorted(held.get(name, []))
        assert "".join(squeezed(text.text[a:b]) for a, b in spans) == squeezed(text.text), name
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_nothing_is_doubtful_in_a_plain_county() -> None:
    assert copy().findings == ()


def test_line_numbers_begin_anew_on_every_page_without_gaps() -> None:
    for page in range(1, copy().map.pages + 1):
        numbers = [line.line for line in copy().map.lines if line.page == page]
        assert numbers == list(range(1, len(numbers) + 1)) and numbers


def test_every_page_says_which_text_round_and_copy_it_is() -> None:
    document = pypdfium2.PdfDocument(copy().pdf)
    for page in document:
        words = squeezed(page.get_textpage().get_text_range())
        assert "复审送审本" in words and "第1本／共9本" in words
        assert f"校验码{frozen_digest(book())[:12].upper()}" in words
    document.close()


def test_the_margin_for_the_pen_is_left_free() -> None:
    document = pypdfium2.PdfDocument(copy().pdf)
    for page in document:
        right = [c for c, x, y in _characters(page) if x > 430 and 56 < y < 770]
        assert "".join(right) in ("", "意见")
    document.close()


def test_copies_differ_in_their_number_only_and_the_same_copy_has_the_same_bytes() -> None:
    part = subtree(book(), book().work.nodes[0].id)
    one, two = review_copies(part, {}, "第一章", "初审", 2)
    assert one.map == two.map and one.pdf != two.pdf
    assert next(review_copies(part, {}, "第一章", "初审", 2)).pdf == one.pdf


def test_the_map_is_kept_on_disk_as_it_is() -> None:
    assert decode(encode(copy().map), CopyMap) == copy().map


# ---- a small text with everything that can go wrong on a line


def small() -> Book:
    rare = "\U0003134f"
    blocks = (
        Text("b1", "　　青林县面积1234平方千米，总人口23.5万人，比上年增长1.2‰，县城设在（城关镇）。"
             "全县总人口居全市第三。全县总人口逐年减少。" * 3,
             marks=(Mark(4, 6, "strong"), Mark(10, 11, "superscript"))),
        Text("b2", f"缺字{rare}与未编码字\ufffc各一。", marks=(Mark(8, 9, "glyph", "&X1;"),)),
        Text("b3", "第一行\n第二行"),
        Text("b4", "原稿页眉", "header"),
    )  # fmt: skip
    entry = Entry("e1", Manuscript(blocks=blocks), Text("t1", "【概况】", "heading", 4))
    node = Node("n1", "章", "概况", "第一章", entries=(ref_to(entry),))
    return Book(Work("w", "青林县志", "县志", (node,)), {ref_to(entry).digest: entry})


@pytest.fixture(scope="module")
def tiny() -> ReviewCopy:
    return next(review_copies(small(), {}, "第一章", "终审", 1))


def test_what_cannot_be_printed_is_told_and_keeps_its_place(tiny: Any) -> None:
    told = [finding.message for finding in tiny.findings]
    assert any("随书字体中没有" in words and "U+3134F" in words for words in told)
    assert "原稿页眉共1处，送审本上没有印。" in told
    line = next(line for line in tiny.map.lines if "缺字" in line.printed)
    assert line.printed == "缺字〓与未编码字〓各一。"
    assert [(p.block, p.start, p.end) for p in line.pieces] == [("b2", 0, 12)]


def test_a_line_broken_by_the_author_is_two_lines(tiny: Any) -> None:
    ends = [
        [(p.start, p.end) for p in one.pieces]
        for one in tiny.map.lines
        if one.pieces[0].block == "b3"
    ]
    assert ends == [[(0, 3)], [(4, 7)]]


def test_an_opinion_by_page_and_line_finds_its_words(tiny: Any) -> None:
    known = texts_of(small())
    pieces = place_of(tiny.map, 1, 3)
    assert pieces and pieces[0].block == "b1"
    opinion = Opinion("1", "终审", "郑某", "核人口", spot=Spot(1, 3))
    got, told = placed(opinion, tiny.map, known)
    assert told is None and got.anchor is not None
    assert got.anchor.quotation == pieces[0].text


def test_words_copied_out_choose_the_place_within_the_line(tiny: Any) -> None:
    known = texts_of(small())
    opinion = Opinion("1", "终审", "郑某", "应为万人", spot=Spot(1, 3), quoted="“总人口 23.5万人”")
    got, told = placed(opinion, tiny.map, known)
    assert told is None and got.anchor is not None and got.anchor.quotation == "总人口23.5万人"


def test_a_miscounted_line_is_mended_and_told(tiny: Any) -> None:
    known = texts_of(small())
    opinion = Opinion("1", "终审", "郑某", "应为万人", spot=Spot(1, 2), quoted="面积1234平方千米")
    got, told = placed(opinion, tiny.map, known)
    assert got.anchor is not None and told is not None
    assert "在相邻的行里找到了" in told.message


def test_a_place_that_is_not_on_the_copy_is_told(tiny: Any) -> None:
    assert spot_fault(tiny.map, Spot(9, 1)) == "送审本只有1页，没有第9页。"
    assert "没有第1页第99行" in spot_fault(tiny.map, Spot(1, 99))
    assert "请找出那一本" in spot_fault(tiny.map, Spot(1, 1, copy="ABC"))
    opinion = Opinion("1", "终审", "郑某", "核", spot=Spot(9, 1))
    got, told = placed(opinion, tiny.map, texts_of(small()))
    assert got.anchor is None and told is not None


def test_lines_are_counted_from_the_foot_too(tiny: Any) -> None:
    last = max(line.line for line in tiny.map.lines)
    assert lines_at(tiny.map, Spot(1, -1))[0].line == last
    assert len(lines_at(tiny.map, Spot(1, 2, 4))) == 3
    assert len(lines_at(tiny.map, Spot(1))) == last


def test_all_texts_of_the_small_book_are_known() -> None:
    assert {text.id for text in texts(next(iter(small().entries.values())).manuscript)} <= set(
        texts_of(small())
    )
