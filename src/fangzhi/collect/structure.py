"""Headings in plain text, known by their numbers alone: careful, for nothing else says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_NUMBER = r"[一二三四五六七八九十百零〇0-9]{1,5}"


class Family(NamedTuple):
    """A way of numbering headings, and how long a line may be to count as one."""

    pattern: re.Pattern[str]
    longest: int
    may_be_list: bool


FAMILIES: tuple[Family, ...] = (
    Family(re.compile(rf"^第\s*{_NUMBER}\s*[编編篇卷部](?![的中所之])"), 40, False),
    Family(re.compile(rf"^第\s*{_NUMBER}\s*章(?![的中所规程之])"), 40, False),
    Family(re.compile(rf"^第\s*{_NUMBER}\s*[节節](?![的中所之])"), 40, False),
    Family(re.compile(rf"^第\s*{_NUMBER}\s*目(?![的中所之录錄标])"), 40, False),
    Family(re.compile(r"^[一二三四五六七八九十]{1,3}、"), 24, True),
    Family(re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"), 24, True),
)
"""From the outermost; numbers in one of the last two may also number the points of a list."""

_SENTENCE = re.compile(r"[。；;！？!?]|[，,：:]$")
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|·{4,}|\t)\s*\d+\s*$")
LONGEST_TITLE = 40
CONTENTS_WORDS = frozenset({"目录", "目次", "總目", "总目", "目錄", "目録"})


def family_of(line: str) -> int | None:
    """Give the place of a line's numbering among FAMILIES; None for a line that is no heading."""
    words = line.strip()
    for place, family in enumerate(FAMILIES):
        if family.pattern.match(words):
            heading = len(words) <= family.longest and not _SENTENCE.search(words)
            return place if heading else None
    return None


def is_contents_line(line: str) -> bool:
    """Say whether a line stands in a list of contents: its head, or leaders and a page number."""
    return bool(_LEADERS.search(line)) or "".join(line.split()) in CONTENTS_WORDS


def can_be_title(line: str) -> bool:
    """Say whether the first line of a text can be its title."""
    words = line.strip()
    named = "".join(words.split()) in CONTENTS_WORDS
    return 1 < len(words) <= LONGEST_TITLE and not named and not _SENTENCE.search(words)


def levels_of(lines: Sequence[str], first_level: int = 1) -> dict[int, int]:
    """Give the heading level of each line that is a heading, by its place in `lines`.

    Families that occur are numbered from the outermost. Points of a list (the next line is
    numbered the same way) are not headings.
    """
    found = {at: family for at, line in enumerate(lines)
             if (family := family_of(line)) is not None and not is_contents_line(line)}  # fmt: skip
    kept = {at: family for at, family in found.items()
            if not FAMILIES[family].may_be_list or _stands_alone(at, family, found, lines)}  # fmt: skip
    levels = {family: first_level + rank for rank, family in enumerate(sorted(set(kept.values())))}
    return {at: min(9, levels[family]) for at, family in kept.items()}


def _stands_alone(at: int, family: int, found: dict[int, int], lines: Sequence[str]) -> bool:
    """A heading has words under it; a line numbered the same way, or nothing, makes it a list."""
    return at + 1 < len(lines) and found.get(at + 1) != family and bool(lines[at + 1].strip())
