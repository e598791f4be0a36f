"""Totals in prose and tables, in frames that strangers to the program wrote."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.check.frames.strangers import Filled, filled, frames
from tests.check.passages.reading import Passage, Told, told

FRAMES = tuple(frames(Path(__file__).parent / "sums.txt"))
ASKED = frozenset(("R167", "R168", "R176"))
COUNT = 3
LEAST = {"R167": 120, "R168": 30}
"""Slips found at least, three of each frame (162 and 33). Mended on every second frame of the
strangers' file, which stood in another order beside frames of shares."""


def said_of(one: Filled) -> Told:
    lines = tuple(
        "@" + line[2:].strip().removesuffix(".docx") if line.startswith("@@") else line
        for line in one.lines
    )
    return told(Passage(one.wrong, one.frame.rule, False, one.frame.title, lines), ASKED)


def test_a_slip_in_a_sum_is_found_and_a_right_one_raises_nothing() -> None:
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
