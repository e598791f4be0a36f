"""Sentences of another county: what the political, legal and paper rules doubt, and what not."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings

TABLE = Path(__file__).with_name("sentences.tsv")
ROWS = [
    tuple(line.split("\t"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and line[0] != "#"
]


def rules_on(sentence: str) -> set[str]:
    found = check_manuscript(manuscript_of(Example(sentence)), CheckSettings())
    return {finding.rule for finding in found}


@pytest.mark.parametrize(("rule", "sentence"), [(r, s) for r, doubted, s in ROWS if doubted == "1"])
def test_a_sentence_with_a_fault_is_doubted(rule: str, sentence: str) -> None:
    assert rule in rules_on(sentence)


@pytest.mark.parametrize(("rule", "sentence"), [(r, s) for r, doubted, s in ROWS if doubted == "0"])
def test_a_sentence_that_only_looks_like_one_is_spared(rule: str, sentence: str) -> None:
    own = {"R226", "R227", "R228", "R229", "R230", "R231", "R233", "R234", "R236", "R237", "R242"}
    assert not rules_on(sentence) & own, rule
