"""How a number stands before the words of a head."""

from __future__ import annotations

import pytest

from fangzhi.publish.captions import numbered_title


@pytest.mark.parametrize(
    ("label", "title", "words"),
    [
        ("第一章", "村落", "第一章　村落"),
        ("一、", "位置", "一、位置"),
        ("（二）", "沿革", "（二）沿革"),
        ("㈠", "药材", "㈠　药材"),
        ("第二章", "", "第二章"),
        ("", "概述", "概述"),
    ],
)
def test_no_space_follows_a_number_that_ends_in_a_mark(label: str, title: str, words: str) -> None:
    assert numbered_title(label, title) == words
