"""What a program found doubtful (疑点), and what a person decided about it."""

from __future__ import annotations

from typing import Literal

from fangzhi.model.value import Value, digest_of

Level = Literal["政", "硬", "数", "字", "点", "式", "体"]
LEVELS: tuple[Level, ...] = ("政", "硬", "数", "字", "点", "式", "体")
"""From the gravest: political, hard fault, numeral, character, punctuation, form, style."""

READING_RULE = "读入"
"""The rule name of findings that a reader makes about what it could not read or doubts."""


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
    a program must not suggest; `place` is where it stands in the original file.
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

    @property
    def fingerprint(self) -> str:
        """Name this finding so that edits elsewhere do not change the name."""
        doc = self.place.doc if self.place else ""
        return digest_of((self.rule, doc, self.block, self.text, self.message))[:16]


class Decision(Value, frozen=True):
    """What a person decided about a finding or an opinion: verdict, reason, who and when."""

    fingerprint: str
    verdict: Literal["confirmed", "rejected", "ignored", "scope-differs"]
    who: str
    when: str
    reason: str = ""
    corrected: str = ""
