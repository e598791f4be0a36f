"""Where a finding stands, in words: block addresses said as an editor would say them."""

from __future__ import annotations

from fangzhi.model.finding import Finding, Place

_LONGEST = 30
"""Words longer than this are not quoted where only their place is told."""
_PARTS = {"fn": "脚注", "en": "尾注", "cm": "批注", "tx": "文本框", "hd": "页眉", "ft": "页脚"}


def spot(block: str | None) -> str:
    """Say in words where an address is: "12" → 第13段, "t0/3/2" → 表1第4行第3列, "fn1" → 脚注1."""
    if block is None:
        return "全文"
    if block.isdecimal():
        return f"第{int(block) + 1}段"
    if "!" in block:
        sheet, _, cell = block.rpartition("!")
        return f"工作表“{sheet}”{cell}"
    if block[:1] == "L" and block[1:].isdecimal():
        return f"第{block[1:]}行"
    parts = block.split("/")
    if block[:2] in _PARTS:
        return _PARTS[block[:2]] + "第".join(part.removeprefix(block[:2]) for part in parts[:1])
    if block[:1] == "p" and len(parts) == 2 and all(p.lstrip("p").isdecimal() for p in parts):
        return f"第{parts[0][1:]}页第{int(parts[1]) + 1}段"
    if block[:1] == "t" and len(parts) >= 3 and (parts[0][1:] + parts[1] + parts[2]).isdecimal():
        nested = "（嵌套的表）" if len(parts) > 3 else ""
        return f"表{int(parts[0][1:]) + 1}第{int(parts[1]) + 1}行第{int(parts[2]) + 1}列{nested}"
    return block


def mate(finding: Finding) -> Place | None:
    """Give the other place of a finding that holds two places against each other, None where it
    names none or several (those agree with one another, and nothing is asked of them)."""
    if len(finding.also) != 1 or finding.also[0].block is None:
        return None
    return finding.also[0]


def told_at(place: Place) -> str:
    """Say where a place is and what stands there: 02教育.docx，第3段“46所”."""
    words = f"“{place.text}”" if 0 < len(place.text) <= _LONGEST else ""
    where = f"{place.doc}，{spot(place.block)}" if place.doc else spot(place.block)
    return where + words
