"""往次: what earlier checks found, so that the next one says what is new, mended or back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from fangzhi.model.finding import Finding, Level
from fangzhi.model.value import Value, read_json


class Past(Value, frozen=True):
    """A finding of an earlier check; `gone` once it was no longer found.

    `came` is how it came or went when the findings last changed: "new", "back", "mended" or "".
    """

    fingerprint: str
    rule: str
    level: Level
    doc: str = ""
    text: str = ""
    message: str = ""
    gone: bool = False
    came: Literal["", "new", "back", "mended"] = ""


class Course(Value, frozen=True):
    """What changed since the last check: fingerprints that are new, that came back, and the mended.

    `first` tells a first check, of which nothing is new and nothing mended.
    """

    first: bool = True
    new: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()
    mended: tuple[Past, ...] = ()


def read_past(data: bytes) -> tuple[Past, ...] | None:
    """Read 往次.jsonl; a damaged line is left out, as the file only tells of what is over.

    An empty file is a clean check and gives (); one of which no line can be read gives None.
    """
    found = []
    for line in data.splitlines():
        try:
            found.append(read_json(line, Past))
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
            continue
    return tuple(found) if found or not data.strip() else None


def write_past(past: Iterable[Past]) -> bytes:
    """Give 往次.jsonl, a finding a line."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in past)


def course(past: Sequence[Past] | None, findings: Sequence[Finding]) -> Course:
    """Compare this check with the earlier ones: None before the first, () after a clean one.

    A check that finds what the last one found says again what that one said.
    """
    if past is None:
        return Course()
    rows = remembered(past, findings)
    return Course(
        False,
        frozenset(row.fingerprint for row in rows if row.came == "new"),
        frozenset(row.fingerprint for row in rows if row.came == "back"),
        tuple(row for row in rows if row.came == "mended"),
    )


def remembered(past: Sequence[Past] | None, findings: Sequence[Finding]) -> tuple[Past, ...]:
    """Give what the next check is to know: all that is found now, and what is gone."""
    before = {row.fingerprint: row for row in past or ()}
    now = {finding.fingerprint: finding for finding in findings if finding.by_rule}
    if past is not None and now.keys() == {r.fingerprint for r in past if not r.gone}:
        return tuple(past)
    rows = []
    for name, finding in now.items():
        known = before.get(name)
        back = known is not None and known.gone
        rows.append(
            _row(finding, "back" if back else "new" if past is not None and not known else "")
        )
    rows += [
        msgspec.structs.replace(row, gone=True, came="" if row.gone else "mended")
        for row in past or ()
        if row.fingerprint not in now
    ]
    return tuple(rows)


def _row(finding: Finding, came: Literal["", "new", "back"]) -> Past:
    return Past(
        finding.fingerprint, finding.rule, finding.level,
        finding.place.doc if finding.place else "", finding.text[:80], finding.message, came=came,
    )  # fmt: skip
