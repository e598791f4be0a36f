"""往次: what earlier checks found, so that the next one says what is new, mended or back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from fangzhi.model.finding import Finding, Level
from fangzhi.model.value import Value


class Past(Value, frozen=True):
    """A finding of an earlier check; `gone` once it was no longer found."""

    fingerprint: str
    rule: str
    level: Level
    doc: str = ""
    text: str = ""
    message: str = ""
    gone: bool = False


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
            found.append(msgspec.json.decode(line, type=Past))
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError):
            continue
    return tuple(found) if found or not data.strip() else None


def write_past(past: Iterable[Past]) -> bytes:
    """Give 往次.jsonl, a finding a line."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in past)


def course(past: Sequence[Past] | None, findings: Sequence[Finding]) -> Course:
    """Compare this check with the earlier ones: None before the first, () after a clean one."""
    if past is None:
        return Course()
    before = {row.fingerprint: row for row in past}
    now = {finding.fingerprint for finding in findings if finding.by_rule}
    return Course(
        False,
        frozenset(now - before.keys()),
        frozenset(name for name in now if name in before and before[name].gone),
        tuple(row for row in past if not row.gone and row.fingerprint not in now),
    )


def remembered(past: Sequence[Past] | None, findings: Sequence[Finding]) -> tuple[Past, ...]:
    """Give what the next check is to know: all that is found now, and what is gone."""
    past = past or ()
    now = {finding.fingerprint: finding for finding in findings if finding.by_rule}
    gone = (msgspec.structs.replace(row, gone=True) for row in past if row.fingerprint not in now)
    found = (
        Past(name, f.rule, f.level, f.place.doc if f.place else "", f.text[:80], f.message)
        for name, f in now.items()
    )
    return (*found, *gone)
