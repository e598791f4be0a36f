"""A file that came back under another name: what the last check said of its words holds on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import msgspec

from fangzhi.check.history import Past
from fangzhi.model.finding import Finding

_Same = tuple[str, str, str]
"""What a finding is known by whatever its file is called: rule, words, reason."""


def under_new_names(
    past: Sequence[Past], findings: Iterable[Finding], documents: Collection[str]
) -> tuple[Past, ...]:
    """Give what earlier checks found, by the names that its files have now.

    `documents` are the files of this check. A row of a file that is no longer there takes the name
    of the one finding like it in a file that no earlier check knew; where there are several alike,
    they are taken in their order, and only if there are as many as there were.
    """
    known = {row.doc for row in past}
    arrived: defaultdict[_Same, list[Finding]] = defaultdict(list)
    for finding in findings:
        doc = finding.place.doc if finding.place else ""
        if finding.by_rule and doc and doc not in known:
            arrived[finding.rule, finding.text[:80], finding.message].append(finding)
    left: defaultdict[_Same, list[Past]] = defaultdict(list)
    for row in past:
        if row.doc and row.doc not in documents and not row.gone:
            left[row.rule, row.text, row.message].append(row)
    named: dict[str, Past] = {}
    for same, rows in left.items():
        if len(rows) != len(arrived[same]):
            continue
        for row, finding in zip(rows, arrived[same], strict=True):
            doc = finding.place.doc if finding.place else ""
            named[row.fingerprint] = msgspec.structs.replace(
                row, fingerprint=finding.fingerprint, doc=doc
            )
    return tuple(named.get(row.fingerprint, row) for row in past)
