"""Rules of numerals, marks, units, times and structure on sentences of voices they were not made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.settings import CheckSettings
from fangzhi.check.switches import SWITCHES, SwitchValue

HERE = Path(__file__).parent


def rows() -> Iterator[object]:
    for path in sorted(HERE.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                rule, kind, told, text = line.split("\t")
                name = f"{path.stem}-{number}-{rule}-{kind}"
                yield pytest.param(rule, kind, told, text, id=name)


def settings_of(told: str) -> CheckSettings:
    given: dict[str, object] = {}
    switches: dict[str, SwitchValue] = {}
    for part in told.split(";") if told else ():
        key, value = part.split("=")
        if key not in SWITCHES:
            given[key] = value
        else:
            switches[key] = {"true": True, "false": False}.get(value, _number(value))
    return CheckSettings(switches=switches, **given)  # type: ignore[arg-type]


def _number(value: str) -> SwitchValue:
    return int(value) if value.isdigit() else value


def rules_on(text: str, told: str) -> set[str]:
    paragraphs = tuple(text.split("|"))
    example = Example(paragraphs=paragraphs) if len(paragraphs) > 1 else Example(text)
    return {finding.rule for finding in check_manuscript(manuscript_of(example), settings_of(told))}


@pytest.mark.parametrize(("rule", "kind", "told", "text"), rows())
def test_a_rule_speaks_on_the_wrong_sentence_and_not_on_the_right_one(
    rule: str, kind: str, told: str, text: str
) -> None:
    assert (rule in rules_on(text, told)) == (kind == "wrong"), rules_on(text, told)
