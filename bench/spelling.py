"""Spelling, tiers a and b, on edited sentences with known slips, and on sentences without any.

The sets are only measured: nothing was trained on them and no word was taken from them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from time import process_time
from typing import Any, NamedTuple

import zstandard

from bench.material import ROOT
from fangzhi.check.passages import check_texts
from fangzhi.check.rule import all_rules
from fangzhi.check.settings import CheckSettings
from fangzhi.check.spelling.models import BUILT_IN, Spelling
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

SETS = ("textproof", "ecspell_odw_all", "cscd_ns_test", "nlpcc2023_t8_dev",
        "clean_xxqg", "clean_rmrb98")  # fmt: skip
_FIRST, _LAST = "R133", "R147"


class Score(NamedTuple):
    """Counts over one set: characters flagged, flagged where one is wrong, put right; sentences."""

    name: str
    sentences: int
    faulty: int
    wrong: int
    flagged: int
    found: int
    right: int
    sentences_flagged: int
    sentences_found: int
    sentences_right: int
    characters: int
    seconds: float

    def line(self) -> str:
        """Give the row of the table."""
        if not self.faulty:
            share = 100 * self.sentences_flagged / self.sentences
            return (f"| {self.name} | {self.sentences} | – | – | – | – | 误报 "
                    f"{self.sentences_flagged} 句（{share:.2f}%） | {self._speed()} |")  # fmt: skip
        flagged, sentences = max(1, self.flagged), max(1, self.sentences_flagged)
        return (
            f"| {self.name} | {self.sentences} | {self.found / flagged:.3f} / "
            f"{self.right / flagged:.3f} | {self.found / self.wrong:.3f} / "
            f"{self.right / self.wrong:.3f} | {self.sentences_found / sentences:.3f} / "
            f"{self.sentences_right / sentences:.3f} | {self.sentences_found / self.faulty:.3f} / "
            f"{self.sentences_right / self.faulty:.3f} | – | {self._speed()} |"
        )

    def _speed(self) -> str:
        return f"{self.characters / max(self.seconds, 1e-9):,.0f} 字/秒"


def measure(name: str, spelling: Spelling) -> Score | None:
    """Measure one set with the rules of family H; None where the folder beside is absent."""
    path = ROOT.parent / "shared" / "data" / "proof" / f"{name}.jsonl.zst"
    if not path.is_file():
        return None
    with zstandard.open(path, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    rules = tuple(r for r in all_rules() if _FIRST <= r.id <= _LAST and r.scope == "text")
    document = CheckSettings(spelling=spelling).for_document(name)
    manuscript = Manuscript(tuple(Text(str(i), row["text"]) for i, row in enumerate(rows)))
    began = process_time()
    findings = [f for f in check_texts(manuscript, document, rules) if f.level != "体"]
    if any(row["errors"] for row in rows):  # these sets mark wrong characters, not doubled ones
        findings = [f for f in findings if f.rule != "R144"]
    seconds = process_time() - began
    by_row: dict[int, list[Finding]] = {}
    for finding in findings:
        by_row.setdefault(int(finding.block), []).append(finding)
    sums = [0] * 8
    for number, row in enumerate(rows):
        told = _told(by_row.get(number, []))
        wrong = _wrong(row)
        found = sum(at in wrong for at in told)
        sums[0] += bool(row["errors"])
        sums[1] += len(wrong)
        sums[2] += len(told)
        sums[3] += found
        sums[4] += sum(wrong.get(at) == char for at, char in told.items())
        sums[5] += bool(told)
        sums[6] += bool(found)
        sums[7] += bool(told) and told == wrong
    characters = sum(len(row["text"]) for row in rows)
    return Score._make([name, len(rows), *sums, characters, seconds])


def _told(findings: Iterable[Finding]) -> dict[int, str]:
    """Give each character that a finding would change, by its place."""
    told: dict[int, str] = {}
    for finding in findings:
        right = finding.suggestion
        for offset, char in enumerate(finding.text):
            new = right[offset] if len(right) == len(finding.text) else ""
            if new != char:
                told.setdefault(finding.start + offset, new)
    return told


def _wrong(row: dict[str, Any]) -> dict[int, str]:
    return {
        error["start"] + i: new
        for error in row["errors"]
        if len(error["wrong"]) == len(error["right"])
        for i, (old, new) in enumerate(zip(error["wrong"], error["right"], strict=True))
        if old != new
    }


def report() -> list[str]:
    """Give the table's lines: tables and idioms alone, then with the counts of laws."""
    lines = ["| 集 | 句 | 字 精确（查出／改对） | 字 召回 | 句 精确（查出／全对） | 句 召回 | 误报 | 速度 |",
             "|---|---:|---|---|---|---|---|---:|"]  # fmt: skip
    for title, spelling in (("甲 词表与成语", Spelling()), ("甲＋乙 字词模型", Spelling(BUILT_IN))):
        lines.append(f"| **{title}** | | | | | | | |")
        for name in SETS:
            score = measure(name, spelling)
            if score is None:
                return ["没有 ../shared/data/proof，未测。"]
            lines.append(score.line())
    return lines
