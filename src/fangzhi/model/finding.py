"""What a program found doubtful (疑点), and what a person decided about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from msgspec.structs import replace

from fangzhi.model.value import Value, digest_of

Level = Literal["政", "硬", "数", "字", "点", "式", "体"]
LEVELS: tuple[Level, ...] = ("政", "硬", "数", "字", "点", "式", "体")
"""From the gravest: political, hard fault, numeral, character, punctuation, form, style."""

HAND_RULE = "人工"
"""The rule name of what a person found and no rule did."""
READING_RULE = "读入"
"""The rule name of findings that a reader makes about what it could not read or doubts."""


_WHERE = re.compile(r"第\d+(?=[段行列页处])")


class Place(Value, frozen=True):
    """A place in an original: file name, block address (docs/addresses.md), code-point range."""

    doc: str
    block: str | None = None
    start: int | None = None
    end: int | None = None
    text: str = ""


class Finding(Value, frozen=True):
    """A doubtful place (疑点). It is an error (差错) only after a person confirmed it.

    `block` is a block id with `start`..`end` in its text, or "" for something said of a whole
    document or work. `evidence` shows what was compared, one line each ("62.4+27.3+11.3=101.0");
    `also` are the other places of a contradiction; `suggestion` replaces exactly `text`, "" where
    a program must not suggest; `place` is where it stands in the original file; `before` and
    `after` are the nearest words around it in its block; `nth` tells equal findings apart (0 the
    first).
    """

    rule: str
    level: Level
    message: str
    block: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    suggestion: str = ""
    basis: str = ""
    evidence: tuple[str, ...] = ()
    also: tuple[Place, ...] = ()
    place: Place | None = None
    entry: str = ""
    confidence: Literal["certain", "likely", "hint"] = "likely"
    before: str = ""
    after: str = ""
    nth: int = 0

    @property
    def by_rule(self) -> bool:
        """Tell whether a rule made this (R of the catalogue, U and W of packs), not a reader."""
        return self.rule[:1] in ("R", "U", "W")

    @property
    def fingerprint(self) -> str:
        """Name this finding so that edits elsewhere in its file do not change the name."""
        doc = self.place.doc if self.place else ""
        return digest_of((doc, self.alike, self.nth))[:16]

    @property
    def alike(self) -> str:
        """Name what is doubted, whatever file it stands in: rule, words, their neighbors, reason.

        Other figures in the reason are another finding; that a paragraph moved is not.
        """
        reason = _WHERE.sub("第…", self.message)
        return digest_of((self.rule, self.before, self.text, self.after, reason))[:16]


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Tell equal findings in one block apart, so that each can be decided on its own."""
    seen: Counter[str] = Counter()
    told = []
    for finding in findings:
        plain = replace(finding, nth=0) if finding.nth else finding
        name = plain.fingerprint
        told.append(replace(plain, nth=seen[name]) if seen[name] else plain)
        seen[name] += 1
    return tuple(told)


class Decision(Value, frozen=True):
    """What a person decided about a finding or an opinion: verdict, reason, who and when.

    `alike` and `doc` are those of the finding: a file handed in under another name keeps what was
    decided about its words. `rule` is kept for the acceptance rate of rules.
    """

    fingerprint: str
    verdict: Literal["confirmed", "rejected", "ignored", "scope-differs"]
    who: str
    when: str
    reason: str = ""
    corrected: str = ""
    alike: str = ""
    doc: str = ""
    rule: str = ""
