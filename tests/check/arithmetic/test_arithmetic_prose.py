"""Arithmetic in prose: sums, shares, growth, conversions, in many ways of saying them.

Each row of prose.tsv is a sentence as a county office writes it, with the rule it must raise; a row
without a rule must raise nothing of this family.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings

FAMILY = range(167, 179)
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("prose.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("rule", "text"), ROWS, ids=[row[1][:24] for row in ROWS])
def test_a_sentence_raises_its_rule_and_no_other_of_the_family(rule: str, text: str) -> None:
    found = check_manuscript(manuscript_of(Example(text)), CheckSettings())
    own = [
        f for f in found if f.rule[1:].isdigit() and int(f.rule[1:]) in FAMILY and f.rule != "R184"
    ]
    assert {f.rule for f in own} == ({rule} if rule else set()), [f.message for f in own]
    assert all(f.evidence and f.text == text[f.start : f.end] for f in own)
