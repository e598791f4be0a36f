"""Paragraphs as they stand in the file: their properties and their place in lists."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from fangzhi.collect.docx.context import Context
from fangzhi.collect.docx.parts.names import (
    ALIGNMENTS,
    AUTHOR,
    DATE,
    DEL,
    ILVL,
    INS,
    JC,
    NUM_ID,
    NUM_PR,
    OFF,
    OUTLINE,
    PPR,
    RPR,
    SECT_PR,
    TYPE,
    VAL,
    Align,
    w,
)  # fmt: skip
from fangzhi.collect.docx.parts.styles import Style, number
from fangzhi.collect.docx.words.line import Line
from fangzhi.model.text import Mark

_STYLE = w("pStyle")
_BREAK_BEFORE = w("pageBreakBefore")


@dataclass(slots=True)
class Properties:
    """What w:pPr says, over the style: heading level, list number, and the paragraph mark's fate.

    `inserted` and `deleted` are (who, when) of a tracked paragraph mark; `ends_section` tells
    that a section ends here.
    """

    style: Style
    level: int
    align: Align
    num_id: str
    depth: int
    break_before: bool = False
    ends_section: bool = False
    inserted: tuple[str, str] | None = None
    deleted: tuple[str, str] | None = None


def properties(context: Context, paragraph: etree._Element) -> Properties:
    """Read the properties of a w:p."""
    ppr = paragraph.find(PPR)
    if ppr is None:
        style = context.styles.normal
        return Properties(style, style.level, style.align, style.num_id, style.depth)
    named = ppr.find(_STYLE)
    style_id = named.get(VAL) if named is not None else None
    style = context.styles.get(style_id)
    num_id, depth = style.num_id, style.depth
    if style_id is not None and style_id in context.numbering.by_style:
        linked, depth = context.numbering.by_style[style_id]
        num_id = num_id or linked
    found = Properties(style, style.level, style.align, num_id, depth)
    for child in ppr:
        _read_property(found, child)
    return found


def _read_property(found: Properties, child: etree._Element) -> None:
    tag = child.tag
    if tag == JC:
        found.align = ALIGNMENTS.get(child.get(VAL, ""), found.align)
    elif tag == OUTLINE:
        level = number(child.get(VAL), 9)
        found.level = level + 1 if 0 <= level < 9 else 0
    elif tag == NUM_PR:
        for item in child:
            if item.tag == NUM_ID:
                found.num_id = item.get(VAL, "")
            elif item.tag == ILVL:
                found.depth = number(item.get(VAL), 0)
    elif tag == RPR:
        for item in child:
            if item.tag in (INS, w("moveTo")):
                found.inserted = (item.get(AUTHOR, ""), item.get(DATE, ""))
            elif item.tag in (DEL, w("moveFrom")):
                found.deleted = (item.get(AUTHOR, ""), item.get(DATE, ""))
    elif tag == _BREAK_BEFORE:
        found.break_before = child.get(VAL, "1") not in OFF
    elif tag == SECT_PR:
        found.ends_section = True


def section_starts(container: etree._Element) -> list[str]:
    """Give how each section begins ("nextPage", "continuous" …), in order."""
    found = []
    for section in container.iter(SECT_PR):
        parent = section.getparent()
        if parent is not None and parent.tag != w("sectPrChange"):
            kind = section.find(TYPE)
            found.append(kind.get(VAL, "nextPage") if kind is not None else "nextPage")
    return found


def end_with_mark(line: Line, found: Properties) -> None:
    """Tell on a line that its paragraph mark (¶) was inserted or deleted."""
    if found.inserted is not None:
        who, when = found.inserted
        line.marks.append(Mark(line.length, line.length, "inserted", "", "¶", who, when))
    if found.deleted is not None:
        line.runs_on = True
        if line.length or line.marks:
            who, when = found.deleted
            line.marks.append(Mark(line.length, line.length, "deleted", "", "¶", who, when))


def list_label(context: Context, found: Properties) -> str | None:
    """Count this paragraph in its list and give its number; None when it stands in none."""
    if not found.num_id or found.num_id == "0":
        return None
    return context.numbering.label(found.num_id, found.depth)
