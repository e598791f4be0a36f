"""Every frame of a computation is read: right figures raise nothing, of slips at least so many are found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fangzhi.check.engine import check_manuscripts
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text
from tests.check.frames.frames import all_frames
from tests.check.frames.making import Frame, Made, made_of

COMPUTED = {f"R{n:03d}" for n in (*range(167, 178), 189, 190)}
SETTINGS = CheckSettings(
    kind="县志", disabled={r.id: "只看运算" for r in all_rules() if r.id not in COMPUTED}
)
COUNT = 5
NOT_READ = frozenset(("{P}{p}{u}、{R}{r}{u}，前者占{W}的{x}%。",))
"""Frames that no rule reads yet: nothing is said of them, right or wrong."""
LEAST = 1
"""Of five slips: what is 其中 need not be all, so a total far off its parts is left to the reader."""


def findings(made: Made) -> list[Finding]:
    return list(check_manuscripts([Manuscript((Text("p", made.text),), name="a.docx")], SETTINGS))


def all_right(frame: Frame) -> Iterator[tuple[str, str]]:
    for made in made_of(frame, COUNT, wrong=False):
        yield from ((made.text, finding.message) for finding in findings(made))


@pytest.mark.parametrize("frame", all_frames(), ids=lambda frame: frame.words)
def test_a_slip_in_a_frame_is_found_and_right_figures_raise_nothing(frame: Frame) -> None:
    assert list(all_right(frame)) == []
    missed = [
        made.text
        for made in made_of(frame, COUNT, wrong=True)
        if not any(f.start < made.end and made.start < f.end for f in findings(made))
    ]
    if frame.words in NOT_READ:
        assert len(missed) == COUNT, "it is read now: take it out of NOT_READ"
    else:
        assert len(missed) <= COUNT - LEAST, missed
