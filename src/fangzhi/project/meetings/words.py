"""The word lists of official prose as patterns: longest words first."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources


@cache
def listed(name: str) -> tuple[str, ...]:
    """Give a list of words, the longest first; KeyError for an unknown list."""
    path = resources.files("fangzhi.project.meetings.data").joinpath("words.toml")
    told: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(sorted(set(told[name].split()), key=lambda word: (-len(word), word)))


@cache
def any_of(*names: str) -> str:
    """Give the words of some lists as an alternation, the longest first."""
    words = sorted({w for name in names for w in listed(name)}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, words)) + ")"


@cache
def at_start(*names: str) -> re.Pattern[str]:
    """Give a pattern of the words of some lists, to match at a beginning."""
    return re.compile(any_of(*names))


@cache
def at_end(*names: str) -> re.Pattern[str]:
    """Give a pattern that matches words ending in one of these lists."""
    return re.compile(any_of(*names) + "$")
