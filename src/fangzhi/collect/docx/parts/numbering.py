"""List numbers (编号) as Word displays them: numbering.xml played forward paragraph by paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from fangzhi.collect.docx.parts.glyphs import plain_symbol
from fangzhi.collect.docx.parts.names import ILVL, NUM_ID, OFF, VAL, w
from fangzhi.collect.docx.parts.number_forms import formatted
from fangzhi.collect.docx.parts.styles import number

_PLACE: Final = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Level:
    """One level of a list: how its number looks and where it starts."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    font: str = ""
    style: str = ""
    picture: bool = False


@dataclass(slots=True)
class _List:
    """One w:num: its levels, and the abstract list whose counters it shares."""

    abstract: str
    levels: dict[int, Level]
    overridden: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one document. `label` must be asked once for each paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.by_style: dict[str, tuple[str, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        abstracts, links, named = {}, {}, {}
        for element in root.iterchildren(w("abstractNum")):
            key = element.get(w("abstractNumId"), "")
            abstracts[key] = {
                number(level.get(ILVL), 0): _level(level)
                for level in element.iterchildren(w("lvl"))
            }
            if (link := element.find(w("numStyleLink"))) is not None:
                links[key] = link.get(VAL, "")
            if (link := element.find(w("styleLink"))) is not None:
                named[link.get(VAL, "")] = key
        for element in root.iterchildren(w("num")):
            inner = element.find(w("abstractNumId"))
            key = inner.get(VAL, "") if inner is not None else ""
            key = named.get(links.get(key, ""), key)
            found = _List(key, dict(abstracts.get(key, {})))
            self._override(element, found)
            self._lists[element.get(NUM_ID, "")] = found
        for num_id, found in self._lists.items():
            for depth, level in found.levels.items():
                if level.style:
                    self.by_style.setdefault(level.style, (num_id, depth))

    def _override(self, element: etree._Element, found: _List) -> None:
        for override in element.iterchildren(w("lvlOverride")):
            depth = number(override.get(ILVL), 0)
            if (level := override.find(w("lvl"))) is not None:
                found.levels[depth] = _level(level)
            if (start := override.find(w("startOverride"))) is not None:
                found.overridden[depth] = number(start.get(VAL), 1)

    def label(self, num_id: str, depth: int) -> str | None:
        """Count one paragraph and give the number it displays; None when it is in no list."""
        found = self._lists.get(num_id)
        if found is None or depth not in found.levels:
            return None
        counters = self._counters.setdefault(found.abstract, {})
        self._restart(num_id, found, counters, depth)
        level = found.levels[depth]
        counters[depth] = counters[depth] + 1 if depth in counters else level.start
        for deeper in [key for key in counters if key > depth]:
            if _restarts(found.levels.get(deeper), deeper, depth):
                del counters[deeper]
        return self._displayed(found, counters, depth)

    def _restart(self, num_id: str, found: _List, counters: dict[int, int], depth: int) -> None:
        if depth in found.overridden and (num_id, depth) not in self._begun:
            self._begun.add((num_id, depth))
            counters[depth] = found.overridden[depth] - 1
            for deeper in [key for key in counters if key > depth]:
                del counters[deeper]

    def _displayed(self, found: _List, counters: dict[int, int], depth: int) -> str:
        level = found.levels[depth]
        if level.picture:
            return "•"
        if level.form == "bullet":
            return plain_symbol(level.font, level.text)
        if level.form == "none" and "%" not in level.text:
            return level.text

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = found.levels.get(at, Level())
            value = counters.setdefault(at, other.start)
            return formatted(value, "decimal" if level.legal and at < depth else other.form)

        return _PLACE.sub(place, level.text)


def _restarts(level: Level | None, deeper: int, depth: int) -> bool:
    if level is None or level.restart is None:
        return True
    return level.restart != 0 and depth < level.restart


def _level(element: etree._Element) -> Level:
    level = Level()
    for child in element.iterchildren("*"):
        value = child.get(VAL, "")
        match child.tag.rpartition("}")[2]:
            case "start":
                level.start = number(value, 1)
            case "numFmt":
                level.form = value
                if value == "custom":
                    level.form = "custom:" + child.get(w("format"), "")
            case "lvlText":
                level.text = value
            case "isLgl":
                level.legal = value not in OFF
            case "lvlRestart":
                level.restart = number(value, 0)
            case "pStyle":
                level.style = value
            case "lvlPicBulletId":
                level.picture = True
            case "rPr":
                fonts = child.find(w("rFonts"))
                level.font = _font(fonts) if fonts is not None else ""
            case "AlternateContent":
                _read_alternate(level, child)
    return level


def _font(fonts: etree._Element) -> str:
    return fonts.get(w("ascii"), "") or fonts.get(w("hAnsi"), "")


def _read_alternate(level: Level, element: etree._Element) -> None:
    form = next(element.iter(w("numFmt")), None)
    if form is not None:
        value = form.get(VAL, "decimal")
        level.form = f"custom:{form.get(w('format'), '')}" if value == "custom" else value
