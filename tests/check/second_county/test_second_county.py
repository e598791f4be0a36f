"""A county nobody wrote rules for: recall by family and look-alikes, from files to findings.

The floors are what was reached; raise them when the rules improve, never lower them to pass.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fangzhi.cli.main import main
from tests.check.second_county.scoring import Score, letter, rows, score

DATA = Path(__file__).parent / "data"
FLOORS = {"B": 1.0, "E": 1.0, "F": 1.0, "G": 1.0, "I": 1.0, "K": 0.97, "L": 0.95}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Score:
    folder = tmp_path_factory.mktemp("second") / "manuscripts"
    shutil.copytree(DATA / "manuscripts", folder, ignore=shutil.ignore_patterns(".*"))
    out = folder.parent / "findings.jsonl"
    assert main(["check", str(folder), "--jsonl", str(out)]) == 0
    return score(rows(out), rows(DATA / "key.jsonl"), rows(DATA / "traps.jsonl"))


def test_the_key_stands_on_the_text_of_the_blocks() -> None:
    texts = {(row["doc"], row["block"]): row["text"] for row in rows(DATA / "blocks.jsonl")}
    for mark in rows(DATA / "key.jsonl") + rows(DATA / "traps.jsonl"):
        assert texts[mark["doc"], mark["block"]][mark["start"] : mark["end"]] == mark["text"]


@pytest.mark.parametrize("family", FLOORS)
def test_planted_errors_are_found_by_their_family(result: Score, family: str) -> None:
    missed = [(m["rule"], m["text"]) for m in result.missed if m["letter"] == family]
    assert result.recall(family) >= FLOORS[family], missed


def test_look_alikes_of_the_same_family_are_spared(result: Score) -> None:
    wrong = [
        (trap["text"], finding["rule"], finding["message"])
        for trap, finding in result.trapped
        if letter(finding["rule"]) == letter(trap["rule_it_resembles"])
    ]
    assert wrong == []


def test_clean_text_stays_quiet(result: Score) -> None:
    grave = [f for f in result.beside if f["level"] in "政硬数字点"]
    assert grave == [], [(f["rule"], f["text"], f["message"]) for f in grave]
