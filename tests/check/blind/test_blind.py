"""Style, limits, names, persons, chronologies and words of law on sentences of four counties."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings

HERE = Path(__file__).parent
NUMBERS = (range(1, 25), (41,), range(45, 70), range(154, 167), range(220, 237))
OWN = {f"R{n:03d}" for numbers in NUMBERS for n in numbers}
WHOLE_TEXTS = {"R057", "R163"}
"""Rules that ask for more than a sentence: a full name before, a length."""


def works(county: str) -> dict[str, CheckSettings]:
    table = tomllib.loads((HERE / f"{county}.toml").read_text(encoding="utf-8"))
    common = {"area": table["area"], "authority": table["authority"]}
    return {
        name: CheckSettings(**{**work, **common}) if work else CheckSettings()
        for name, work in table["works"].items()
    }


COUNTIES = {name: works(name) for name in ("mountain", "lake", "desert", "bamboo")}
ROWS = [
    (county, *line.split("\t"))
    for county in COUNTIES
    for line in (HERE / f"{county}.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("county", "rule", "work", "text"), ROWS, ids=[f"{r[1]}-{r[3][:20]}" for r in ROWS]
)
def test_a_text_raises_its_rule_or_nothing(county: str, rule: str, work: str, text: str) -> None:
    manuscript = manuscript_of(Example(paragraphs=tuple(text.split("¶"))))
    found = check_manuscript(manuscript, COUNTIES[county][work])
    if rule:
        assert rule in {f.rule for f in found}
    else:
        told = [(f.rule, f.message) for f in found if f.rule in OWN - WHOLE_TEXTS]
        assert told == []
