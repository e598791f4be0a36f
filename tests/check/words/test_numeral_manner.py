"""A section that keeps to Chinese numerals is one manner, and no row of slips."""

from __future__ import annotations

from fangzhi.check.engine import check_manuscripts
from fangzhi.check.settings import CheckSettings
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

TALE = (
    "一九五二年办起夜校，全村识字的有一百二十三人。",
    "一九五八年修水渠，出工三百二十六人，挖土四千二百一十八方，用炸药二百五十三斤。",
    "一九六三年栽桑一千三百二十四株，养蚕一百一十二张，第二年一九六四年收茧子五百一十七斤。",
    "一九七一年通电，一九七五年修路，一九七八年打井，架线二百一十六杆，装灯三百四十二盏。",
)


def told(*paragraphs: str) -> list[str]:
    blocks = [Text("h", "村史", role="heading", level=1)]
    blocks += [Text(f"p{n}", words) for n, words in enumerate(paragraphs)]
    found = check_manuscripts(
        [Manuscript(tuple(blocks), name="一.docx")], CheckSettings(kind="村志")
    )
    return [f.text for f in found if f.rule in ("R070", "R079")]


def test_a_tale_in_characters_is_not_told_number_by_number() -> None:
    first = told(*TALE)
    assert first
    assert told(*TALE, *TALE, *TALE) == first


def test_a_count_in_characters_among_figures_is_told() -> None:
    figures = (
        "1952年办起夜校，识字的有123人。",
        "1958年修水渠，出工326人，挖土4218方，收粮二百五十三吨。",
    )
    assert told(*figures) == ["二百五十三吨"] or told(*figures) == ["二百五十三"]
