"""Stocks and flows (期初＋收－支＝期末) in plain frames, and what only looks like them."""

from __future__ import annotations

from pathlib import Path

from tests.check.frames.strangers import Filled, filled, frames
from tests.check.passages.reading import Passage, Told, told

FRAMES = tuple(frames(Path(__file__).parent / "balances.txt"))
ASKED = [frame for frame in FRAMES if frame.rule == "R176"]
"""The others hold no account: only their right fillings say something."""
LEAST = 40


def said_of(one: Filled) -> Told:
    return told(Passage(one.wrong, one.frame.rule, False, one.frame.title, one.lines))


def test_of_slips_at_least_so_many_are_found() -> None:
    missed = [
        frame.title
        for frame in ASKED
        for one in filled(frame, 1, wrong=True)
        if not said_of(one).met
    ]
    assert len(ASKED) - len(missed) >= LEAST, missed


def test_a_right_filling_raises_nothing() -> None:
    alarmed = {
        frame.title
        for frame in FRAMES
        for one in filled(frame, 1, wrong=False)
        if (said := said_of(one)).met or said.outside
    }
    assert alarmed == set()
