"""Texts in one table: every character once, in order, beside what it answers to."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from fangzhi.align.columns import Column, columns


def shown(texts: Sequence[str], table: Sequence[Column]) -> list[str]:
    return [
        "".join(text[column[n]] if column[n] >= 0 else "－" for column in table)
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("以其宗姬於巴", "封其宗姬於巴"), ["以其宗姬於巴", "封其宗姬於巴"]),
        (("果實之珍者", "果實之者"), ["果實之珍者", "果實之－者"]),
        (("天水武都", "天水郡武都", "天木武郡"), ["天水－武都", "天水郡武都", "天木－武郡"]),
        (("", "甲乙"), ["－－", "甲乙"]),
        (("甲乙", ""), ["甲乙", "－－"]),
    ],
)
def test_texts_stand_beside_each_other(texts: tuple[str, ...], expected: list[str]) -> None:
    assert shown(texts, columns(texts)) == expected


def test_a_long_omission_is_one_gap_and_not_scattered() -> None:
    base = "昔在唐堯洪水滔天鯀功無成聖禹嗣興導江疏河百川蠲脩封殖天下因古九囿以置九州"
    short = base[:8] + base[24:]
    [_, row] = shown((base, short), columns((base, short)))
    assert row == base[:8] + "－" * 16 + base[24:]


def test_every_character_of_every_text_stands_once_in_its_order() -> None:
    chance = random.Random(5)
    base = [chr(0x4E00 + chance.randrange(600)) for _ in range(4000)]
    texts = ["".join(base)]
    for _ in range(3):
        other = list(base)
        for _ in range(200):
            at = chance.randrange(len(other))
            other[at : at + chance.randrange(3)] = [chr(0x5000 + chance.randrange(60))] * (
                chance.randrange(3)
            )
        texts.append("".join(other))
    table = columns(texts)
    for n, text in enumerate(texts):
        assert [column[n] for column in table if column[n] >= 0] == list(range(len(text)))
    assert all(any(at >= 0 for at in column) for column in table)


def test_two_texts_without_a_common_character_are_still_all_there() -> None:
    texts = ("甲" * 900, "乙" * 900)
    table = columns(texts)
    assert sum(column[0] >= 0 for column in table) == 900
    assert sum(column[1] >= 0 for column in table) == 900
