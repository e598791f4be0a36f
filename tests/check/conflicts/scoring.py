"""Score findings on contradictions against a key of pairs and look-alikes (key.tsv)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

Spot = tuple[str, str]
RULES = ("R189", "R190", "R191", "R195")


@dataclass(frozen=True)
class Score:
    """Planted contradictions found and missed, look-alikes reported, findings beside all pairs."""

    planted: int
    missed: list[Spot]
    trapped: list[tuple[Spot, str]]
    beside: list[str]


def score(findings: list[dict[str, Any]], key: Path) -> Score:
    """Compare findings with a key: a pair is found when either of its places is reported."""
    rows = [line.split("\t") for line in key.read_text(encoding="utf-8").splitlines()]
    bad = [(tuple(r[1:3]), tuple(r[3:5])) for r in rows if r[0] == "bad"]
    good = [(r[1], r[2]) for r in rows if r[0] == "good"]
    own = [f for f in findings if f["rule"] in RULES]
    met: set[int] = set()
    missed: list[Spot] = []
    for one, other in bad:
        hits = [n for n, f in enumerate(own) if stands(f, one) or stands(f, other)]
        met.update(hits)
        if not hits:
            missed.append((one[0], one[1]))
    trapped = [(g, own[n]["message"]) for g in good for n in range(len(own))
               if n not in met and stands(own[n], g)]  # fmt: skip
    beside = [f["message"] for n, f in enumerate(own) if n not in met]
    return Score(len(bad), missed, trapped, beside)


def stands(finding: dict[str, Any], spot: tuple[str, ...]) -> bool:
    """Tell whether a finding stands in that document on those words."""
    doc, words = spot
    said = finding["text"]
    return finding["doc"] == doc and bool(said) and (said in words or words in said)
