"""The changes between two texts rebuild the one from the other and stay fast on whole books."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from fangzhi.align.diff import align, align_items, similarity
from tests.work import holds_pace

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


def edited(size: int) -> tuple[str, str]:
    """A text, and the same with one character in two hundred changed."""
    dice = random.Random(1)
    old = "".join(
        dice.choice("的一是不人在有中国大地方志县山水0123456789，。") for _ in range(size)
    )
    new = list(old)
    for place in sorted(dice.sample(range(len(old)), size // 200), reverse=True):
        new[place : place + 1] = "改了"
    return old, "".join(new)


def test_in_a_hundred_thousand_characters_few_changes_stay_few() -> None:
    changes = align(*edited(100_000))
    assert sum(change.kind != "equal" for change in changes) <= 600
    assert sum(c.end - c.start for c in changes if c.kind == "equal") >= 99_400


def test_twice_the_text_is_twice_the_work() -> None:
    assert holds_pace(lambda size: partial(align, *edited(size)), 10_000)
    for worst in ("啊", "啊吧"):

        def repeated(size: int, worst: str = worst) -> Callable[[], object]:
            old = worst * (size // len(worst))
            return partial(align, old, old[1:] + "呢" + old[: size // 100])

        assert holds_pace(repeated, 10_000)
