"""Shares, changes, means and products whose two figures are told by their place and digits alone, and
passages in which figures that the words do not point to bear the claim out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.frames.strangers import filled, frames
from tests.check.frames.test_growth_means import said_of
from tests.check.passages.reading import Passage, told

FRAMES = tuple(frames(Path(__file__).parent / "plain_sides.txt"))
LEAST = 46
"""Slips found at least, one of each of 50 frames (48 and 47)."""


@pytest.mark.parametrize("seed", [0, 7])
def test_of_slips_at_least_so_many_are_found(seed: int) -> None:
    found = [
        frame.title for frame in FRAMES for one in filled(frame, 1, True, seed) if said_of(one).met
    ]
    assert len(found) >= LEAST


def test_a_right_filling_raises_nothing() -> None:
    alarmed = {
        frame.title: [f.message for f in said.outside]
        for frame in FRAMES
        for one in filled(frame, 1, False)
        if (said := said_of(one)).met or said.outside
    }
    assert alarmed == {}


@pytest.mark.parametrize(
    "words",
    [
        "2011年脱困312户1204人，2012年脱困416户1633人，2013年脱困486户1902人，合计1214户4739人；"
        "其中2013年脱困户数较2012年增长16.83%。",
        "核查疑似辍学儿童412人，2017年劝返186人、2018年劝返153人、2019年劝返73人，"
        "2017年劝返占45.15%，前两年累计劝返占82.28%。",
        "1989年，港航站检验船舶96艘，合格87艘，合格率90.6%；1990年合格率94.3%。",
        "全县有托位8240个、机构186个，每千常住人口2.63个，比2019年末的2060个翻两番。",
        "累计接种疫苗512.34万剂次，其中第一剂248.16万剂次、第二剂230.42万剂次；"
        "按常住人口286.50万人计算，第一剂接种率86.62%。",
        "甲路长36.4公里，总投资5824万元，每公里造价160万元；乙路为四级路，每公里造价112万元。",
    ],
)
def test_figures_that_bear_a_claim_out_silence_it(words: str) -> None:
    said = told(Passage(False, "R170", False, "", (words,)))
    assert [f.message for f in said.outside] == []
