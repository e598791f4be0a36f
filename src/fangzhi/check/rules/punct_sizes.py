"""F 标点: sizes, each number of which bears its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule

_NUMBER = "[0-9]+(?:\\.[0-9]+)?"
_SIZE = re.compile(
    f"(?<![0-9.A-Za-z])({_NUMBER})([×xX*✕])({_NUMBER})(?:([×xX*✕])({_NUMBER}))?(毫米|厘米|分米|米|mm|cm|dm|"
    f"m)(?![A-Za-z²³]|接力|跑|栏)"
)


_RACES = ("25", "50", "100", "200", "400", "800", "1500")


@rule(
    "R105",
    "尺寸缺单位",
    level="数",
    basis="报纸编校质量评比差错认定细则46；GB/T 15835-2011",
    fixes=True,
    literals=("×", "x", "X", "*", "✕"),
    bad=["箱体400×200×300毫米。", "房基12×8米。", "石板长2x0.8米。"],
    good=["箱体400毫米×200毫米×300毫米。", "4×100米接力赛。", "装机2×6000千瓦。"],
)
def size_without_units(text: str, ctx: TextContext) -> Iterator[Hit]:
    """尺寸的每个数都带单位：400毫米×200毫米×300毫米。"""
    for found in _SIZE.finditer(text):
        first, _, second, _, third, unit = found.groups()
        relay = unit == "米" and second in _RACES and len(first) == 1  # 4×100米接力; 7.62×10⁴
        if third is None and (relay or (first[1:2] == "." and second.startswith("10"))):
            continue
        exact = "×".join(f"{part}{unit}" for part in (first, second, third) if part)
        yield Hit(*found.span(), f"尺寸的每个数都要带单位，写作“{exact}”。", exact)
