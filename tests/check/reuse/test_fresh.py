"""Copying and repeating, in another county's voice: one row of fresh.tsv, one finding or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings

RULES = ("R054", "R165", "R193", "R194")


def rows() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "fresh.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(rule, says, words) for rule, says, words in cells]


def found_in(words: str) -> list[tuple[str, str, str]]:
    parts = words.split("‖")
    paragraphs = tuple(part for part in parts if not part.startswith("|"))
    table = tuple(tuple(part[1:].split("|")) for part in parts if part.startswith("|"))
    manuscript = manuscript_of(Example(paragraphs=paragraphs, table=table))
    findings = check_manuscript(manuscript, CheckSettings())
    return [(f.rule, f.text, f.message) for f in findings if f.rule in RULES]


@pytest.mark.parametrize(("rule", "says", "words"), rows())
def test_fresh_words_are_judged_as_their_row_says(rule: str, says: str, words: str) -> None:
    found = found_in(words)
    assert {f[0] for f in found} == ({rule} if says == "应报" else set()), found
