"""The file being written: what its parts have used up so far."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fangzhi.files.carried import BLOCK, DRAWN, MARK, NAMED, CarriedMark, is_plain
from fangzhi.model.finding import Finding, Level
from fangzhi.model.manuscript import Asset, Note
from fangzhi.model.text import Mark, Text
from fangzhi.publish.legal import attribute, illegal_in
from fangzhi.publish.result import Assets

RULE = "成书"
"""The rule name of findings about what a format cannot show."""

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")


@dataclass
class Relations:
    """What one part points to: (type, target, outside or not) under rId1, rId2 …"""

    rows: list[tuple[str, str, bool]] = field(default_factory=list)
    known: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def to(self, kind: str, target: str, *, outside: bool = False) -> str:
        """Give the id of a relation, the same for the same target."""
        row = (kind, target, outside)
        if row not in self.known:
            self.rows.append(row)
            self.known[row] = f"rId{len(self.rows)}"
        return self.known[row]


@dataclass
class Draft:
    """Collects relations, notes, labels, carried marks and findings while blocks are written."""

    assets: Assets
    known: Mapping[str, Asset] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    crossrefs: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    lang: str = "zh-Hans"
    part: str = "document"
    serial: int = 0
    relations: dict[str, Relations] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    numbering: dict[tuple[str, int], int] = field(default_factory=dict)
    referred: dict[str, int] = field(default_factory=dict)
    used: dict[str, str] = field(default_factory=dict)
    written_notes: dict[str, int] = field(default_factory=dict)
    note_parts: dict[str, list[str]] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    marks: list[CarriedMark] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def next_id(self) -> int:
        """Give the next annotation id (bookmarks, changes, drawings share one count)."""
        self.serial += 1
        return self.serial

    def relate(self, kind: str, target: str, *, outside: bool = False) -> str:
        """Give the relation id of a target in the part being written."""
        return self.relations.setdefault(self.part, Relations()).to(kind, target, outside=outside)

    def bookmark(self, name: str, inner: str = "") -> str:
        """Put a bookmark around runs."""
        number = self.next_id()
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{attribute(name)}"/>{inner}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def identity(self, identifier: str) -> str:
        """Give the hidden bookmark that carries a block id, once for each id."""
        if not identifier or identifier in self.used:
            return ""
        name = BLOCK + identifier
        if not is_plain(identifier):
            self.names.append(identifier)
            name = f"{NAMED}{len(self.names) - 1}"
        self.used[identifier] = name
        return self.bookmark(name)

    def carry(self, mark: Mark | None, shown: str = "", instead: str | None = None) -> str:
        """Register a carried mark and give its bookmark name."""
        self.marks.append(CarriedMark(mark, shown, instead))
        return f"{MARK}{len(self.marks) - 1}"

    def reference(self, target: str) -> str:
        """Give the bookmark name at the printed label of a target."""
        number = self.referred.setdefault(target, len(self.referred) + 1)
        return f"_Ref{number:09d}"

    def added(self, words: str) -> str:
        """Give the bookmark of a paragraph that is the renderer's own, holding these words."""
        self.drawn.append(words)
        return self.bookmark(f"{DRAWN}{len(self.drawn) - 1}")

    def report(self, message: str, block: str = "", level: Level = "式", text: str = "") -> None:
        """Say what could not be shown."""
        self.findings.append(
            Finding(RULE, level, message, block=block, text=text, end=len(text),
                    confidence="certain")
        )  # fmt: skip

    def check_legal(self, text: Text) -> None:
        """Report characters that no XML file can hold."""
        bad = illegal_in(text.text)
        if bad:
            codes = "、".join(f"U+{ord(c):04X}" for c in bad)
            self.report(
                f"文中有文件格式容不下的控制字符（{codes}），已用“�”占位，请核对原稿。", text.id
            )


def is_date_time(when: str) -> bool:
    """Say whether Word takes this as the time of a change."""
    return _DATE.fullmatch(when) is not None
