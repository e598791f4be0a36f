"""List labels: each label that the manuscript shows is a list of its own with just that label.

A label is what the original displayed ("（一）", "•"); Word would count anew and could show
another, so the label is kept to the letter and stays outside the paragraph's text.
"""

from __future__ import annotations

from collections.abc import Mapping

from fangzhi.publish.legal import attribute


def numbering_xml(labels: Mapping[tuple[str, int], int]) -> str:
    """Give the content of numbering.xml for (label, depth) → number."""
    lists = "".join(_list(label, level, number) for (label, level), number in labels.items())
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in labels.values()
    )
    return lists + numbers


def _list(label: str, level: int, number: int) -> str:
    left = 420 * level
    gap = "space" if label.isascii() or label[-1:] in "•·○●■□◆◇" else "nothing"
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:suff w:val="{gap}"/><w:lvlText w:val="{attribute(label)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left - 420}" w:firstLineChars="0" w:firstLine="420"/></w:pPr>'
        "</w:lvl></w:abstractNum>"
    )
