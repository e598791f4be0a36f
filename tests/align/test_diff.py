"""The changes between two texts rebuild the one from the other and stay fast on whole books."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from fangzhi.align.diff import align, align_items, similarity

words = st.text(alphabet="县志大事记，。一二三甲乙", max_size=300)


@given(words, words)
def test_the_changes_cover_both_texts_and_rebuild_the_second(a: str, b: str) -> None:
    at = other = 0
    built = ""
    for change in align(a, b):
        assert (change.start, change.other_start) == (at, other)
        at, other = change.end, change.other_end
        piece = b[change.other_start : change.other_end]
        if change.kind == "equal":
            assert a[change.start : change.end] == piece
        assert (change.kind == "insert") == (change.start == change.end)
        assert (change.kind == "delete") == (change.other_start == change.other_end)
        built += piece
    assert (at, other, built) == (len(a), len(b), b)


@given(words)
def test_equal_texts_have_no_change(text: str) -> None:
    assert all(change.kind == "equal" for change in align(text, text))
    assert similarity(text, text) == 1.0


def test_one_corrected_character_is_one_replacement() -> None:
    changes = align("全县耕地面积3.2万亩，", "全县耕地面积3.4万亩，")
    assert [(c.kind, c.start, c.end) for c in changes] == [
        ("equal", 0, 8),
        ("replace", 8, 9),
        ("equal", 9, 12),
    ]


def test_a_moved_sentence_is_taken_out_and_put_in() -> None:
    changes = align("甲乙丙丁，子丑寅卯", "子丑寅卯甲乙丙丁，")
    assert [c.kind for c in changes] == ["insert", "equal", "delete"]


def test_lines_are_aligned_like_characters() -> None:
    assert [c.kind for c in align_items(["a", "b", "c"], ["a", "x", "c"])] == [
        "equal",
        "replace",
        "equal",
    ]


def test_a_hundred_thousand_characters_take_seconds_and_few_changes_stay_few() -> None:
    dice = random.Random(1)
    old = "".join(
        dice.choice("的一是不人在有中国大地方志县山水0123456789，。") for _ in range(100_000)
    )
    new = list(old)
    for place in sorted(dice.sample(range(len(old)), 500), reverse=True):
        new[place : place + 1] = "改了"
    started = time.monotonic()
    changes = align(old, "".join(new))
    assert time.monotonic() - started < 5
    assert sum(change.kind != "equal" for change in changes) <= 600
    assert sum(c.end - c.start for c in changes if c.kind == "equal") >= 99_400
    for worst in ("啊" * 100_000, "啊吧" * 50_000):
        started = time.monotonic()
        align(worst, worst[1:] + "呢" + worst[:1000])
        assert time.monotonic() - started < 5
