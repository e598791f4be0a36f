"""Whole entries and chapters in many voices: a figure whose operands stand in other sentences,
paragraphs or tables of the entry is found where it is wrong, and none where all are right.

entries.txt holds the entries, each under "=== voice and place"; `{right=>wrong}` marks a figure.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.check.arithmetic.test_variants import raised, written

TEXT = Path(__file__).with_name("entries.txt").read_text(encoding="utf-8")
ENTRIES = [e.split("\n", 1)[1] for e in re.split(r"^=== ?", TEXT, flags=re.M) if e.strip()]


def test_the_entries_hold_many_figures() -> None:
    assert sum(entry.count("=>") for entry in ENTRIES) >= 120


@pytest.mark.parametrize("words", ENTRIES, ids=[e.split("\n", 1)[0][:20] for e in ENTRIES])
def test_a_figure_of_an_entry_is_doubted_where_it_is_wrong_only(words: str) -> None:
    assert raised(written(words)) == []
    for number in range(words.count("=>")):
        assert raised(written(words, number)) != [], number
