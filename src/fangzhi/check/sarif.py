"""SARIF 2.1.0 (OASIS): findings as other tools read them; never more than a warning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from fangzhi import __version__
from fangzhi.check.report.rows import rules_by_id
from fangzhi.check.report.spots import spot
from fangzhi.model.finding import Decision, Finding, Place

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write_sarif(
    findings: Sequence[Finding], decisions: Mapping[str, Decision] | None = None
) -> bytes:
    """Give the findings of rules as one SARIF run, UTF-8, indented.

    What a person decided needs nothing is suppressed, with the reason. A place in a text file has
    its line; elsewhere it is a logical location (docs/addresses.md). The words in doubt are the
    message of their place and `text` of the properties, whatever the file.
    """
    found = [finding for finding in findings if finding.by_rule]
    names = sorted({finding.rule for finding in found})
    numbers = {name: n for n, name in enumerate(names)}
    run = {
        "tool": {
            "driver": {
                "name": "fangzhi",
                "fullName": "方志工作台机检",
                "version": __version__,
                "language": "zh-CN",
                "rules": [_rule(name) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, numbers, decisions or {}) for finding in found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2) + b"\n"


def _rule(name: str) -> dict[str, Any]:
    rule = rules_by_id().get(name)
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "name": "".join(word.title() for word in rule.name.split("_")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.promise},
        "help": {"text": f"据：{rule.basis}"},
        "defaultConfiguration": {"level": "note" if rule.level == "体" else "warning"},
        "properties": {"level": rule.level, "family": rule.family},
    }


def _result(
    finding: Finding, numbers: Mapping[str, int], decisions: Mapping[str, Decision]
) -> dict[str, Any]:
    slight = finding.level == "体" or finding.confidence == "hint"
    properties: dict[str, Any] = {"level": finding.level, "confidence": finding.confidence}
    if finding.text:
        around = {"before": finding.before, "text": finding.text, "after": finding.after}
        properties |= {name: words for name, words in around.items() if words}
    if finding.suggestion:
        properties["suggestion"] = finding.suggestion
    if finding.evidence:
        properties["evidence"] = list(finding.evidence)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": "note" if slight else "warning",
        "message": {"text": finding.message},
        "locations": [_location(finding.place or Place("")) | _words(finding.text)],
        "partialFingerprints": {"fangzhi/v1": finding.fingerprint},
        "properties": properties,
    }
    if finding.also:
        result["relatedLocations"] = [
            {"id": n, **_location(place), **_words(place.text or spot(place.block))}
            for n, place in enumerate(finding.also, 1)
        ]
    decision = decisions.get(finding.fingerprint)
    if decision is not None and decision.verdict != "confirmed":
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": decision.reason or "不是差错",
            }
        ]
    return result


def _words(text: str) -> dict[str, Any]:
    return {"message": {"text": text}} if text else {}


def _location(place: Place) -> dict[str, Any]:
    block = place.block
    location: dict[str, Any] = {}
    if place.doc:
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.doc)}}
        if block is not None and block[:1] == "L" and block[1:].isdecimal():
            start, end = place.start or 0, place.end or 0
            physical["region"] = {"startLine": int(block[1:]), "startColumn": start + 1,
                                  "endColumn": max(start, end) + 1}  # fmt: skip
            if place.text:
                physical["region"]["snippet"] = {"text": place.text}
        location["physicalLocation"] = physical
    where = f"{place.doc}#{block}" if block is not None else place.doc
    if where:
        location["logicalLocations"] = [{"name": spot(block), "fullyQualifiedName": where}]
    return location
