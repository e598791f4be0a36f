"""findings.jsonl: one finding a line, as the command-line contract has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from fangzhi.model.finding import Finding, Place


def row_of(finding: Finding) -> dict[str, Any]:
    """Give a finding as the contract's row; `block`, `start`, `end` are null document-wide."""
    place = finding.place or Place("")
    # what is said of a whole block stands at its beginning, and marks no words
    start, end = (place.start or 0, place.end or 0) if place.block is not None else (None, None)
    row: dict[str, Any] = {
        "doc": place.doc,
        "block": _address(place.block),
        "start": start,
        "end": end,
        "text": place.text if place.block is not None else finding.text,
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "basis": finding.basis,
        "evidence": list(finding.evidence),
        "confidence": finding.confidence,
        "entry": finding.entry,
        "fingerprint": finding.fingerprint,
        "also": [msgspec.to_builtins(other) for other in finding.also],
    }
    return row


def _address(block: str | None) -> str | int | None:
    # a paragraph's address is a bare number, as the planted set writes it
    return int(block) if block is not None and block.isdecimal() else block


def write_jsonl(findings: Iterable[Finding], extra: Mapping[str, Any] | None = None) -> bytes:
    """Give findings.jsonl as UTF-8; `extra` is put into every row."""
    encoder = msgspec.json.Encoder()
    lines = [encoder.encode({**row_of(finding), **(extra or {})}) for finding in findings]
    return b"".join(line + b"\n" for line in lines)
