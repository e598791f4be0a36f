"""Styles (样式) of a DOCX, each resolved through what it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from fangzhi.collect.docx.parts.names import (
    ALIGNMENTS,
    BOLD,
    ILVL,
    JC,
    NUM_ID,
    NUM_PR,
    OFF,
    OUTLINE,
    PPR,
    RPR,
    SIZE,
    STYLE_ID,
    TYPE,
    VAL,
    Align,
    w,
)  # fmt: skip

_HEADING: Final = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|目录|目錄)\s*([1-9])", re.IGNORECASE)
_NAMED_ROLES: Final = {
    "caption": "caption", "题注": "caption", "題註": "caption",
    "quote": "quote", "引用": "quote", "intense quote": "quote", "明显引用": "quote",
    "block text": "quote", "signature": "signature", "subtitle": "subtitle", "副标题": "subtitle", "签名": "signature",
}  # fmt: skip
_TITLES: Final = frozenset({"title", "标题", "標題", "书名"})
_PLAIN_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says once its ancestors are counted in; sizes in half-points.

    `level` is the heading level 1..9 (0 none); `contents` the level in a table of contents.
    """

    name: str = ""
    level: int = 0
    role: str = ""
    contents: int = 0
    title: bool = False
    align: Align = ""
    size: int = _PLAIN_SIZE
    bold: bool = False
    italic: bool = False
    strike: bool = False
    raised: str = ""
    underline: bool = False
    hidden: bool = False
    num_id: str = ""
    depth: int = 0


class Styles:
    """The styles of one file by id; `language` is that of its East Asian words ("zh-CN")."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.default_size = _PLAIN_SIZE
        self.language = ""
        self._default: dict[str, str] = {}
        if root is not None:
            self._index(root)
        self.normal = self.get(self._default.get("paragraph", ""))

    def _index(self, root: etree._Element) -> None:
        for element in root.iterchildren(w("style")):
            name = element.get(STYLE_ID, "")
            self._elements.setdefault(name, element)
            if element.get(w("default")) in ("1", "true", "on"):
                self._default.setdefault(element.get(TYPE, ""), name)
        usual = f"{w('docDefaults')}/{w('rPrDefault')}/{RPR}"
        language = root.find(f"{usual}/{w('lang')}")
        if language is not None:
            self.language = language.get(w("eastAsia"), "")
        size = root.find(f"{usual}/{SIZE}")
        if size is not None:
            self.default_size = number(size.get(VAL), _PLAIN_SIZE)

    def get(self, style_id: str | None) -> Style:
        """Give a style by id; an unknown id gives the default paragraph style."""
        if style_id is None or style_id not in self._elements:
            return self.normal if hasattr(self, "normal") else Style(size=self.default_size)
        if style_id not in self._known:
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def _resolved(self, style_id: str) -> Style:
        """Derive a style from its oldest ancestor down; a circle of styles ends where it closes."""
        line: dict[str, etree._Element] = {}
        while style_id in self._elements and style_id not in line:
            line[style_id] = self._elements[style_id]
            based = line[style_id].find(w("basedOn"))
            style_id = based.get(VAL, "") if based is not None else ""
        style = Style(size=self.default_size)
        for element in reversed(line.values()):
            style = _derived(element, style)
        return style


def _derived(element: etree._Element, parent: Style) -> Style:
    named = element.find(w("name"))
    name = named.get(VAL, "") if named is not None else element.get(STYLE_ID, "")
    plain = name.strip().lower()
    ppr, rpr = element.find(PPR), element.find(RPR)
    level, depth, num_id = parent.level, parent.depth, parent.num_id
    outline = _value(ppr, OUTLINE)
    heading, contents = _HEADING.fullmatch(plain), _CONTENTS.fullmatch(plain)
    if outline:
        level = (number(outline, 9) + 1) % 10 if number(outline, 9) < 9 else 0
    elif heading:
        level = int(heading[1])
    num_pr = ppr.find(NUM_PR) if ppr is not None else None
    if num_pr is not None:
        num_id, depth = _value(num_pr, NUM_ID) or num_id, number(_value(num_pr, ILVL), depth)
    return Style(
        name=name,
        level=level,
        role=_NAMED_ROLES.get(plain, parent.role),
        contents=int(contents[1]) if contents else parent.contents,
        title=plain in _TITLES,
        align=ALIGNMENTS.get(_value(ppr, JC), parent.align),
        size=number(_value(rpr, SIZE), parent.size),
        bold=switch(rpr, BOLD, parent.bold),
        italic=switch(rpr, w("i"), parent.italic),
        strike=switch(rpr, w("strike"), parent.strike),
        raised=_value(rpr, w("vertAlign")) or parent.raised,
        underline=switch(rpr, w("u"), parent.underline) and plain not in ("hyperlink", "超链接"),
        hidden=switch(rpr, w("vanish"), parent.hidden),
        num_id=num_id,
        depth=depth,
    )


def _value(properties: etree._Element | None, tag: str) -> str:
    found = properties.find(tag) if properties is not None else None
    return found.get(VAL, "") if found is not None else ""


def switch(properties: etree._Element | None, tag: str, inherited: bool) -> bool:
    """Read an on/off property; absent means inherited, present without a value means on."""
    found = properties.find(tag) if properties is not None else None
    return inherited if found is None else found.get(VAL, "1") not in OFF


def number(text: str | None, fallback: int) -> int:
    """Read a whole number as OOXML writes it; anything else gives the fallback."""
    try:
        return int(float(text)) if text else fallback
    except (ValueError, OverflowError):
        return fallback
