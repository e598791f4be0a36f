"""Captions, unit, source and note lines in texts whose format does not say what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from fangzhi.model.manuscript import Block, Figure, Table
from fangzhi.model.text import Role, Text

_CAPTION = re.compile(
    r"附?[表图圖][ \u3000]?[0-9０-９一二三四五六七八九十]+(?:[-—–.．·－][0-9０-９]+)*(?:[\s:：]|$)"
)
_UNIT = re.compile(r"(?:.{0,20}\s)?[（(]?(?:计量)?单位[:：]\s*[^。]{1,30}$")
_BELOW: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"[（(]?(?:资料|数据|图片|照片)?来源[:：]"), "source"),
    (re.compile(r"[（(]?(?:附?注|说明|备注)\d*[:：]"), "note"),
)
LONGEST = 60
_SENTENCE_END = "。；！？"

B = TypeVar("B", bound=Block)


def with_caption_roles(blocks: Sequence[B]) -> list[B | Text]:
    """Give the blocks with captions and unit lines named, and the lines right below a table."""
    told: list[B | Text] = []
    near = False
    for block in blocks:
        role = _role(block, near) if isinstance(block, Text) else None
        if isinstance(block, Text) and role is not None:
            told.append(msgspec.structs.replace(block, role=role))
        else:
            told.append(block)
        near = isinstance(block, Table | Figure) or (near and role in ("source", "note"))
    return told


def _role(text: Text, near: bool) -> Role | None:
    """Give the role that a short paragraph's own words tell; `near`: right below a table."""
    words = text.text.strip()
    if text.role != "paragraph" or not 0 < len(words) <= LONGEST:
        return None
    if _CAPTION.match(words) and words[-1] not in _SENTENCE_END:
        return "caption"
    if _UNIT.fullmatch(words):
        return "unit"
    if near:
        return next((role for pattern, role in _BELOW if pattern.match(words)), None)
    return None
