"""Figures and dates in many voices: each marked figure, written otherwise, is found; as it is, not.

variants.txt holds a sentence a line and variant_tables.txt tables parted by empty lines; in both
`{right=>wrong}` marks a figure that a computed rule must doubt when it is the wrong one.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from tests.written import manuscript

COMPUTED = {"R151", "R152", "R192", *(f"R{n}" for n in range(167, 189) if n != 184)}
SETTINGS = CheckSettings(
    disabled={rule.id: "只查算得的" for rule in all_rules() if rule.id not in COMPUTED}
)
MARK = re.compile(r"\{([^{}]*?)=>([^{}]*?)\}")
HERE = Path(__file__).parent
SENTENCES = HERE.joinpath("variants.txt").read_text(encoding="utf-8").splitlines()
TABLES = HERE.joinpath("variant_tables.txt").read_text(encoding="utf-8").strip().split("\n\n")


def written(words: str, wrong: int = -1) -> str:
    """The words with every figure right but the one numbered `wrong`."""
    count = iter(range(words.count("=>")))
    return MARK.sub(lambda m: m[2] if next(count) == wrong else m[1], words)


def raised(words: str) -> list[str]:
    return [f.message for f in check_manuscript(manuscript("variants", words), SETTINGS)]


def test_the_sentences_and_tables_are_many() -> None:
    assert sum(line.count("=>") for line in SENTENCES) >= 500
    assert sum(table.count("=>") for table in TABLES) >= 60


@pytest.mark.parametrize("words", SENTENCES + TABLES)
def test_a_wrong_figure_is_doubted_and_the_right_one_is_not(words: str) -> None:
    assert raised(written(words)) == []
    for number in range(words.count("=>")):
        assert raised(written(words, number)) != [], written(words, number)
