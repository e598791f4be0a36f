"""Lengths, ages, order and regnal years in frames that a stranger to the program wrote."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.check.frames.strangers import Filled, Frame, filled, frames
from tests.check.passages.reading import Passage, Told, told

FRAMES = tuple(frames(Path(__file__).parent / "spans.txt"))
COUNT = 3
LEAST = {"R179": 6, "R181": 3, "R185": 3, "R186": 3, "R187": 7, "R188": 68}
"""Slips found at least, three of each frame (6, 3, 3, 3, 12 and 78)."""


def said_of(one: Filled) -> Told:
    lines = tuple(
        "@" + line[2:].strip().removesuffix(".docx") if line.startswith("@@") else line
        for line in one.lines
    )
    return told(Passage(one.wrong, one.frame.rule, False, one.frame.title, lines))


def test_of_slips_in_spans_at_least_so_many_are_found() -> None:
    found = Counter(
        frame.rule[:4]
        for frame in FRAMES
        for one in filled(frame, COUNT, wrong=True)
        if said_of(one).met
    )
    assert {rule: found[rule] >= least for rule, least in LEAST.items()} == dict.fromkeys(
        LEAST, True
    ), found


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.title)
def test_a_right_filling_raises_nothing(frame: Frame) -> None:
    for one in filled(frame, COUNT, wrong=False):
        said = said_of(one)
        assert not said.met and not said.outside, one.lines
