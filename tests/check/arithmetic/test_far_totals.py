"""A list that says what a figure of a paragraph before is made of."""

from __future__ import annotations

import pytest

from fangzhi.check.engine import check_manuscripts
from fangzhi.check.settings import CheckSettings
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

CASES = [
    (
        "1996—2000年，全县投入扶贫资金8462万元，其中中央4100万元、省4362万元。",
        "扶贫资金主要用途为修路{}万元、饮水1684万元、农田2475万元、学校1142万元，饮水占19.9%；第三章所记0.17亿元即指此数。",
        "3161",
        "3611",
    ),
    (
        "是年，全场经费收入1286.5万元，比上年多42.3万元。",
        "经费收入的来源有：省拨款{}万元、自筹318.6万元、银行贷款205.4万元。",
        "762.5",
        "726.5",
    ),
    (
        "2006年末，学校藏书84260册。",
        "藏书构成为文学{}册、史地17480册、科技21360册、其他9875册。",
        "35545",
        "35455",
    ),
]
RIGHT = [
    (
        "2010年，全县投入水利资金8462万元。",
        "扶贫资金用途为修路3611万元、饮水1684万元、农田2475万元、学校1142万元。",
    ),
    (
        "2010年投入扶贫资金8462万元。2011年投入扶贫资金9120万元。",
        "扶贫资金用途为修路3611万元、饮水1684万元、农田2475万元、学校1142万元。",
    ),
    (
        "2010年投入扶贫资金8462万元。",
        "扶贫资金用途为修路3161万元、饮水1684万元、农田2475万元，学校不在其内。",
    ),
]


def raised(*paragraphs: str) -> list[str]:
    blocks = tuple(Text(f"p{n}", words) for n, words in enumerate(paragraphs))
    found = check_manuscripts([Manuscript(blocks, name="a.docx")], CheckSettings())
    return [f.text for f in found if f.rule == "R167"]


@pytest.mark.parametrize(("told", "listed", "right", "wrong"), CASES)
def test_a_part_with_two_digits_turned_is_found(
    told: str, listed: str, right: str, wrong: str
) -> None:
    assert raised(told, listed.format(right)) == []
    assert [wrong in text for text in raised(told, listed.format(wrong))] == [True]


@pytest.mark.parametrize("paragraphs", RIGHT)
def test_another_figure_is_no_total(paragraphs: tuple[str, ...]) -> None:
    assert raised(*paragraphs) == []
