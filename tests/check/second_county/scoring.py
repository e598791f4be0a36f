"""Score findings against a key and its traps: a finding meets what it overlaps."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
LAST = {
    "A": 24, "B": 44, "C": 56, "D": 69, "E": 86, "F": 120, "G": 132, "H": 148, "I": 158,
    "J": 166, "K": 178, "L": 197, "M": 219, "N": 225, "O": 236, "P": 248,
}  # fmt: skip


@dataclass(frozen=True)
class Score:
    """Found and planted by family letter, look-alikes reported, findings beside all errors."""

    found: Counter[str]
    planted: Counter[str]
    missed: list[Row]
    trapped: list[tuple[Row, Row]]
    beside: list[Row]

    def recall(self, letter: str) -> float:
        """The share of a family's errors met by a finding of the same family."""
        return self.found[letter] / self.planted[letter]


def rows(path: Path) -> list[Row]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def letter(rule: str) -> str:
    """The family of a rule id; rules outside the catalogue have none."""
    number = int(rule[1:]) if rule.startswith("R") and rule[1:].isdigit() else 999
    return next((name for name, last in LAST.items() if number <= last), "")


def meets(finding: Row, mark: Row) -> bool:
    """Whether a finding stands on any character of a marked span."""
    return (
        finding["doc"] == mark["doc"]
        and str(finding["block"]) == str(mark["block"])
        and finding["start"] < mark["end"]
        and mark["start"] < finding["end"]
    )


def score(findings: list[Row], key: list[Row], traps: list[Row]) -> Score:
    """Recall by family; traps and text outside only count findings that meet no error."""
    placed = [finding for finding in findings if finding["block"] is not None]
    missed = [
        error
        for error in key
        if not any(meets(f, error) and letter(f["rule"]) == error["letter"] for f in placed)
    ]
    beside = [f for f in placed if not any(meets(f, error) for error in key)]
    planted = Counter(error["letter"] for error in key)
    return Score(
        planted - Counter(error["letter"] for error in missed),
        planted,
        missed,
        [(trap, f) for trap in traps for f in beside if meets(f, trap)],
        beside,
    )
