"""Figures, dates and names told twice, in frames that strangers to the program wrote."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.check.frames.strangers import Filled, filled, frames
from tests.check.passages.reading import Passage, Told, told

FRAMES = tuple(frames(Path(__file__).parent / "twice.txt"))
ASKED = frozenset(("R189", "R190", "R191", "R195"))
MARKED = re.compile("【(.*?)】")
LEAST = {"R189": 37, "R190": 16}
"""Slips found at least, one of each frame (74 and 21); 28 frames of R189 are dates and names."""


def said_of(one: Filled) -> Told:
    lines = tuple(
        "@" + line[2:].strip().removesuffix(".docx") if line.startswith("@@") else line
        for line in one.lines
    )
    return told(Passage(one.wrong, one.frame.rule, False, one.frame.title, lines), ASKED)


def is_told(one: Filled) -> bool:
    """Tell whether the slip is marked, or named by a finding at the other of the two places."""
    said = said_of(one)
    slip = MARKED.search("".join(one.lines))
    named = slip is not None and any(slip[1] in f.message for f in said.outside)
    return said.met or named


def test_a_figure_told_otherwise_is_found_and_one_told_alike_raises_nothing() -> None:
    found: Counter[str] = Counter()
    alarmed = []
    for frame in FRAMES:
        for one in filled(frame, 1, wrong=True):
            found[frame.rule[:4]] += is_told(one)
        for one in filled(frame, 1, wrong=False):
            said = said_of(one)
            if said.met or said.outside:
                alarmed.append(frame.title)
    assert alarmed == []
    assert {rule: found[rule] >= least for rule, least in LEAST.items()} == dict.fromkeys(
        LEAST, True
    ), found
