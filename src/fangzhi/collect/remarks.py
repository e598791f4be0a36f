"""How a reader says what it could not read: a finding under the rule 读入."""

from __future__ import annotations

from typing import Literal

from fangzhi.files.source import SourceFile
from fangzhi.model.finding import READING_RULE, Finding, Level, Place
from fangzhi.model.text import Text


def remark(
    source: SourceFile,
    message: str,
    *,
    level: Level = "体",
    address: str | None = None,
    evidence: tuple[str, ...] = (),
    confidence: Literal["certain", "likely", "hint"] = "certain",
) -> Finding:
    """Say something about a whole file, or about the place in it that an address names."""
    return Finding(READING_RULE, level, message, evidence=evidence, confidence=confidence,
                   place=Place(source.name, address))  # fmt: skip


def remark_on(
    source: SourceFile,
    text: Text,
    message: str,
    *,
    level: Level = "体",
    confidence: Literal["certain", "likely", "hint"] = "certain",
) -> Finding:
    """Say something about a whole text that was read."""
    address = text.origin[0].address if text.origin else None
    place = Place(source.name, address, 0, len(text.text), text.text)
    return Finding(READING_RULE, level, message, text.id, 0, len(text.text), text.text,
                   confidence=confidence, place=place)  # fmt: skip
