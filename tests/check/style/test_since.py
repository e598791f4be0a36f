"""以来: the whole name of what it counts from is shown, with the number of a congress."""

from __future__ import annotations

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings


@pytest.mark.parametrize(
    "words",
    [
        "党的十九大以来",
        "中共二十大以来",
        "十大以来",
        "中国共产党第十八次全国代表大会以来",
        "党的十一届三中全会以来",
        "三中全会以来",
    ],
)
def test_a_congress_is_not_cut_out_of_its_number(words: str) -> None:
    found = check_manuscript(manuscript_of(Example(f"{words}，全县发展。")), CheckSettings())
    (since,) = (one for one in found if one.rule == "R041")
    assert since.text == words
    assert f"“{words}”" in since.message
