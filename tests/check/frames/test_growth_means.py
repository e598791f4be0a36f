"""Growth, points, doublings, balances, means and units in frames that a stranger to the program wrote."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.check.frames.strangers import Filled, filled, frames
from tests.check.passages.reading import Passage, Told, told

FRAMES = tuple(frames(Path(__file__).parent / "growth_means.txt"))
COUNT = 1
LEAST = {"R170": 2, "R171": 40, "R172": 9, "R173": 7, "R174": 7, "R175": 53, "R176": 24, "R178": 9}
"""Slips found at least, one of each frame. Mended on every second frame, the first of them."""


def said_of(one: Filled) -> Told:
    lines = tuple(
        "@" + line[2:].strip().removesuffix(".docx") if line.startswith("@@") else line
        for line in one.lines
    )
    return told(Passage(one.wrong, one.frame.rule, False, one.frame.title, lines))


def test_of_slips_at_least_so_many_are_found() -> None:
    found = Counter(
        frame.rule[:4]
        for frame in FRAMES
        for one in filled(frame, COUNT, wrong=True)
        if said_of(one).met
    )
    assert {rule: found[rule] >= least for rule, least in LEAST.items()} == dict.fromkeys(
        LEAST, True
    ), found


def test_a_right_filling_raises_nothing() -> None:
    alarmed = {
        frame.title
        for frame in FRAMES
        for one in filled(frame, COUNT, wrong=False)
        if (said := said_of(one)).met or said.outside
    }
    assert alarmed == set()
