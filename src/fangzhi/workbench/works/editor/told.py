"""Findings (疑点) as the browser shows them beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from fangzhi.model.finding import Finding
from fangzhi.model.value import Value


class Told(Value, frozen=True):
    """One finding for the browser: where, what, why, and the name by which it is decided.

    `start` and `end` are code points of the text `block`; the browser counts its own way.
    """

    id: str
    fingerprint: str
    rule: str
    level: str
    message: str
    block: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    evidence: tuple[str, ...] = ()
    suggestion: str = ""
    basis: str = ""
    status: str = ""
    also: tuple[str, ...] = ()


def told(
    findings: Iterable[Finding],
    status: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> str:
    """Give findings as JSON for the editor.

    `status` says by fingerprint what was decided; `names` are those of the reading that was
    checked, so that blocks not saved yet are found by the name the browser knows.
    """
    known = status or {}
    own = {given: name for name, given in (names or {}).items()}
    return msgspec.json.encode({"findings": [_one(f, known, own) for f in findings]}).decode()


def _one(finding: Finding, known: Mapping[str, str], own: Mapping[str, str]) -> Told:
    name = finding.fingerprint
    return Told(
        name, name, finding.rule, finding.level, finding.message,
        own.get(finding.block, finding.block), finding.start, finding.end, finding.text,
        finding.evidence, finding.suggestion, finding.basis, known.get(name, ""),
        tuple(f"{p.doc} {p.text}".strip() for p in finding.also),
    )  # fmt: skip
