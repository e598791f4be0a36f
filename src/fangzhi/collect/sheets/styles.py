"""Number formats of a workbook: from a cell's style number to its format code."""

from __future__ import annotations

from typing import NamedTuple

from fangzhi.collect.sheets.display import BUILT_IN
from fangzhi.files.ooxml import Package


class Styles(NamedTuple):
    """Format codes by style number."""

    codes: tuple[str, ...]

    def code(self, style: str) -> str:
        """Give the format code of a style; General where the workbook does not say."""
        known = style.isdecimal() and int(style) < len(self.codes)
        return self.codes[int(style)] if known else "General"


def read_styles(package: Package, part: str) -> Styles:
    """Read the styles part of a workbook; without one everything is General."""
    if not part or part not in package:
        return Styles(())
    root = package.xml(part)
    formats = dict(BUILT_IN)
    for node in root.iter("{*}numFmt"):
        number = node.get("numFmtId", "")
        if number.isdecimal() and node.getparent() is not None:
            formats[int(number)] = node.get("formatCode", "General")
    holder = root.find("{*}cellXfs")
    codes = [] if holder is None else [
        formats.get(int(number) if (number := node.get("numFmtId", "0")).isdecimal() else 0,
                    "General")
        for node in holder.iterchildren("{*}xf")
    ]  # fmt: skip
    return Styles(tuple(codes))
