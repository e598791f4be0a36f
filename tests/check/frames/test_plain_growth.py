"""Growth, shares and rates in the plainest sentences of bureaus: what was written is what is read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.check.frames.strangers import filled, frames
from tests.check.frames.test_growth_means import said_of

FRAMES = tuple(frames(Path(__file__).parent / "plain_growth.txt"))
COUNT = 2
LEAST = {"R170": 29, "R171": 48}
"""Slips found at least, two of each frame (30 and 50)."""


def test_a_plain_slip_is_found_and_a_right_sentence_raises_nothing() -> None:
    found: Counter[str] = Counter()
    alarmed = []
    for frame in FRAMES:
        for one in filled(frame, COUNT, wrong=True):
            found[frame.rule[:4]] += said_of(one).met
        for one in filled(frame, COUNT, wrong=False):
            said = said_of(one)
            if said.met or said.outside:
                alarmed.append(frame.title)
    assert alarmed == []
    assert {rule: found[rule] >= least for rule, least in LEAST.items()} == dict.fromkeys(
        LEAST, True
    ), found
