"""Decisions remembered: which finding each belongs to, and what they say of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import msgspec

from fangzhi.model.finding import Decision, Finding
from fangzhi.model.value import Value, read_json, shaped

ENOUGH = 20
"""So many decisions of a rule say something about it."""
TOO_FEW = 0.2
"""A rule of which less than this share was confirmed proposes its own retirement."""
VERDICTS = {
    "confirmed": "差错",
    "rejected": "不是差错",
    "ignored": "不改",
    "scope-differs": "口径不同",
}
"""What a decision is called on every page an editor sees."""


class Matched(Value, frozen=True):
    """Decisions by the fingerprint of the finding they belong to, and those that found none."""

    by_fingerprint: dict[str, Decision]
    left: tuple[Decision, ...] = ()


class Acceptance(Value, frozen=True):
    """How often people confirmed what a rule doubted."""

    rule: str
    confirmed: int
    decided: int

    @property
    def share(self) -> float:
        """The confirmed share, 0..1."""
        return self.confirmed / self.decided if self.decided else 0.0

    @property
    def retires(self) -> bool:
        """Tell whether the rule proposes not to be used any more."""
        return self.decided >= ENOUGH and self.share < TOO_FEW


def read_decisions(data: bytes, name: str) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """Read 审定.jsonl, the last word on a finding counting.

    Lines that are no decisions are named in Chinese, not dropped in silence.
    """
    decisions: dict[str, Decision] = {}
    complaints = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            decision = read_json(line, Decision)
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as fault:
            complaints.append(f"{name} 第{number}行读不出，未计入（{fault}）。")
            continue
        decisions.pop(decision.fingerprint, None)
        decisions[decision.fingerprint] = decision
    return tuple(decisions.values()), tuple(complaints)


def write_decisions(decisions: Iterable[Decision]) -> bytes:
    """Give 审定.jsonl, a decision a line."""
    return b"".join(msgspec.json.encode(decision) + b"\n" for decision in decisions)


def match(
    findings: Sequence[Finding], decisions: Sequence[Decision], documents: Collection[str]
) -> Matched:
    """Give each decision the finding it was made about.

    A file that is no longer in the folder (`documents` are those that are) may have come back
    under another name: what was decided about it goes to the one finding with the same words.
    """
    known = {finding.fingerprint for finding in findings}
    found = {d.fingerprint: d for d in decisions if d.fingerprint in known}
    alike: dict[str, list[str]] = {}
    for finding in findings:
        if finding.fingerprint not in found:
            alike.setdefault(finding.alike, []).append(finding.fingerprint)
    left = []
    for decision in decisions:
        if decision.fingerprint in known:
            continue
        same = alike.get(decision.alike, []) if decision.alike else []
        if len(same) == 1 and decision.doc not in documents and same[0] not in found:
            found[same[0]] = msgspec.structs.replace(decision, fingerprint=same[0])
        else:
            left.append(decision)
    return Matched(found, tuple(left))


def decision_on(
    finding: Finding, verdict: str, who: str, when: str, reason: str = "", corrected: str = ""
) -> Decision:
    """Give the decision on a finding; msgspec.ValidationError for a verdict there is not."""
    return shaped(
        {
            "fingerprint": finding.fingerprint, "verdict": verdict, "who": who, "when": when,
            "reason": reason, "corrected": corrected, "alike": finding.alike,
            "doc": finding.place.doc if finding.place else "", "rule": finding.rule,
        },
        Decision,
    )  # fmt: skip


def acceptance(decisions: Iterable[Decision]) -> tuple[Acceptance, ...]:
    """Give how often each rule was confirmed, by rule; decisions without a rule do not count."""
    decided: Counter[str] = Counter()
    confirmed: Counter[str] = Counter()
    for decision in decisions:
        if decision.rule:
            decided[decision.rule] += 1
            confirmed[decision.rule] += decision.verdict == "confirmed"
    return tuple(Acceptance(rule, confirmed[rule], decided[rule]) for rule in sorted(decided))
