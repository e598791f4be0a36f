"""A paragraph that opens with 【】 is parted into head and body: each mark goes to one of them."""

from __future__ import annotations

import pytest

from fangzhi.compile.draft import split_entry_head
from fangzhi.model.text import Mark, Text


@pytest.mark.parametrize(
    ("words", "place", "in_head", "in_body"),
    [
        ("【水文】水深三尺。", 4, [4], []),
        ("【水文】 水深三尺。", 4, [4], []),
        ("【水文】　　水深三尺。", 5, [4], []),
        ("【水文】 水深三尺。", 5, [], [0]),
        ("【水文】水深三尺。", 9, [], [5]),
    ],
)
def test_a_note_between_head_and_body_is_called_once(
    words: str, place: int, in_head: list[int], in_body: list[int]
) -> None:
    parted = split_entry_head(Text("t", words, marks=(Mark(place, place, "footnote", "n"),)))
    assert parted is not None
    head, body = parted
    assert (head.text, body.text) == ("【水文】", "水深三尺。")
    assert [mark.start for mark in head.marks] == in_head
    assert [mark.start for mark in body.marks] == in_body
