"""Counting, keeping and reading n-grams."""

from __future__ import annotations

import pytest

from fangzhi.check.spelling.counts import Counts, ModelFault
from fangzhi.check.spelling.training import train

LINES = ["全县部署春耕生产。", "部署水利冬修。", "全县部署春耕生产。"]


def test_a_line_that_stands_there_twice_counts_once() -> None:
    counts, told = train(LINES)
    assert counts.of("部署") == 2
    assert counts.of("春耕") == 1
    assert (told.lines, told.repeated) == (2, 1)


def test_what_was_never_read_counts_nothing() -> None:
    counts, _ = train(LINES)
    assert counts.of("布署") == 0


def test_characters_read_are_han_characters_only() -> None:
    _, told = train(["2025年，GDP增长5%。"])
    assert told.characters == 3


def test_rare_ngrams_fall_out_below_the_floor() -> None:
    counts, _ = train(["春耕", "春耕生产", "冬修"], least=(1, 2, 1, 1))
    assert counts.of("春耕") == 2
    assert counts.of("冬修") == 0


def test_equal_text_gives_equal_bytes_and_bytes_give_the_counts_again() -> None:
    first, second = train(LINES)[0].to_bytes(), train(list(LINES))[0].to_bytes()
    assert first == second
    again = Counts.from_bytes(first)
    assert again.of("部署") == 2
    assert again.total == train(LINES)[0].total
    assert again.to_bytes() == first


def test_large_counts_are_kept_to_within_a_quarter() -> None:
    counts, _ = train([f"部署{chr(0x4E00 + i)}" for i in range(1000)])
    assert 750 <= counts.of("部署") <= 1250


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"FZNG1\n" + b"\0" * 30])
def test_a_file_that_is_no_model_is_refused_in_chinese(data: bytes) -> None:
    with pytest.raises(ModelFault, match="模型文件"):
        Counts.from_bytes(data)
