"""F 标点: the shape of dashes (GB/T 15834-2011 4.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rewrite import rewritten
from fangzhi.check.rule import Hit, rule

_HAN = "\u3400-\u9fff"
_DASH = re.compile(
    f"(?<=[{_HAN}”》）」])(?:-{{2,4}}|－{{2,3}}|–{{2}})(?=[{_HAN}“《「])|—{{3,}}|(?<=[，；])—(?!—)(?=[{_HAN}“])"
)


@rule(
    "R109",
    "破折号形状",
    level="点",
    basis="GB/T 15834-2011 4.10；图书编校质量差错认定细则38",
    quotes="read",
    literals=("--", "－－", "––", "———", "，—", "；—"),
    fixes=True,
    bad=["号子分三段--起号、行号、收号。", "最高峰－－老君梁。", "县城———浣阳镇。"],
    good=["号子分三段——起号、行号、收号。", "浣阳—鹭洲公路。", "号子词“哟——嗬——”。"],
)
def dash_shape(text: str, ctx: TextContext) -> Iterator[Hit]:
    """破折号占两个字的位置：——。"""
    message = "破折号“{words}”形状不对，写作“{exact}”。"
    return rewritten(text, _DASH, lambda found: "——", message)
