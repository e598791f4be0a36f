"""Dates and lives in whole entries: headings, biographies, chronologies, yearbooks and tables.

Each row of entries.tsv is an entry as an office hands it in: the rule that must be raised (none:
nothing of these families), the year of the yearbook or 县志, and the paragraphs, set apart by ‖;
a paragraph that begins with | is a row of a table, the first of them its head.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fangzhi.check.engine import check_manuscript
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings

FAMILIES = {
    "R151",
    "R152",
    "R192",
    *(f"R{n}" for n in (179, 180, 181, 182, 183, 185, 186, 187, 188)),
}
OTHERS = {rule.id: "只查日期与生卒" for rule in all_rules() if rule.id not in FAMILIES}
ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("entries.tsv").read_text(encoding="utf-8").splitlines()
]


def raised(work: str, text: str) -> set[str]:
    parts = text.split("‖")
    table = tuple(tuple(part[1:].split("|")) for part in parts if part.startswith("|"))
    entry = Example(paragraphs=tuple(p for p in parts if not p.startswith("|")), table=table)
    settings = (
        CheckSettings(kind="年鉴", content_year=int(work), disabled=OTHERS)
        if work.isdigit()
        else CheckSettings(kind="县志", disabled=OTHERS)
    )
    return {found.rule for found in check_manuscript(manuscript_of(entry), settings)}


@pytest.mark.parametrize(
    ("rule", "work", "text"), ROWS, ids=[f"{n}-{row[0]}" for n, row in enumerate(ROWS)]
)
def test_an_entry_raises_its_rule_or_nothing(rule: str, work: str, text: str) -> None:
    found = raised(work, text)
    assert rule in found if rule else not found
