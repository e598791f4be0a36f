"""Pictures, text boxes and other things drawn into a line (DrawingML and VML)."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from fangzhi.collect.docx.context import Context, Story
from fangzhi.collect.docx.parts.names import (
    ALTERNATE,
    BLIP,
    CHOICE,
    DOC_PR,
    DRAWING,
    EXTENT,
    FALLBACK,
    GRAPHIC_DATA,
    IMAGE_DATA,
    OFFICE,
    OLE,
    PICTURE,
    REL_EMBED,
    REL_ID,
    REL_LINK,
    SHAPE,
    TEXT_BOX,
    TEXT_PATH,
    VML,
)  # fmt: skip
from fangzhi.collect.docx.words.line import Line, Picture
from fangzhi.collect.pictures import asset_of

_MM_PER_EMU: Final = 1 / 36000
_MM_PER_UNIT: Final = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96,
                       "pc": 25.4 / 6, "": 25.4 / 72}  # fmt: skip
_LENGTH: Final = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,6}(?:\.\d{1,6})?)\s*([a-z]*)")
_NOT_READ: Final = {
    "chart": "图表（chart）的数据", "chartex": "图表（chart）的数据",
    "diagram": "智能图形（SmartArt）中的文字", "ink": "手写墨迹", "slicer": "切片器",
}  # fmt: skip
_SHAPES: Final = (
    f"{{{SHAPE}}}wsp",
    *(
        f"{{{VML}}}{name}"
        for name in ["line", "rect", "roundrect", "oval", "polyline", "curve", "arc", "shape"]
    ),
)
_RULE: Final = f"{{{OFFICE}}}hr"
_PIC: Final = f"{{{PICTURE}}}pic"
_SHAPE: Final = f"{{{VML}}}shape"


class Placement:
    """What surrounds a picture: its placed size in millimetres and its alternative text."""

    __slots__ = ("description", "height", "width")

    def __init__(self) -> None:
        self.width = self.height = 0.0
        self.description = ""


def read_drawing(context: Context, story: Story, line: Line, element: etree._Element) -> None:
    """Add to the line what a w:drawing, w:pict or w:object holds: pictures, boxes, remarks."""
    before = (len(line.pictures), len(line.boxes), len(line.remarks))
    _walk(context, story, line, element, Placement())
    drawn = (len(line.pictures), len(line.boxes), len(line.remarks)) != before
    if not drawn and any(_is_drawn(shape) for shape in element.iter(*_SHAPES)):
        line.remark("未读入：这里有手绘的图形（线条、箭头或框），请另附图片。", confidence="hint")


def _walk(context: Context, story: Story, line: Line, element: etree._Element,
          placed: Placement) -> None:  # fmt: skip
    for child in element:
        tag = child.tag
        if tag == TEXT_BOX:
            line.boxes.append(child)
        elif tag == ALTERNATE:
            for branch in child.iterchildren(CHOICE, FALLBACK):
                before = (len(line.pictures), len(line.boxes))
                _walk(context, story, line, branch, placed)
                if (len(line.pictures), len(line.boxes)) != before:
                    break
        elif tag == BLIP:
            _picture(context, story, line, child.get(REL_EMBED), child.get(REL_LINK), placed)
        elif tag == IMAGE_DATA:
            _picture(context, story, line, child.get(REL_ID), None, placed)
        elif tag in _SIMPLE:
            _SIMPLE[tag](line, child, placed)
        elif isinstance(tag, str):
            if tag == GRAPHIC_DATA:
                _name_unread(context, story, line, child)
            inner = _own_placement(child, placed) if tag in (_PIC, _SHAPE) else placed
            _walk(context, story, line, child, inner)


def _is_drawn(shape: etree._Element) -> bool:
    """Tell a drawn shape from a horizontal rule, which is only a line across the page."""
    return shape.get(_RULE) is None


def _extent(line: Line, element: etree._Element, placed: Placement) -> None:
    placed.width = _emu(element.get("cx"))
    placed.height = _emu(element.get("cy"))


def _described(line: Line, element: etree._Element, placed: Placement) -> None:
    placed.description = element.get("descr", "") or element.get("title", "")


def _word_art(line: Line, element: etree._Element, placed: Placement) -> None:
    if text := element.get("string", ""):
        line.boxes.append(text)


def _object(line: Line, element: etree._Element, placed: Placement) -> None:
    kind = element.get("ProgID", "")
    line.remark(f"未读入：这里嵌有对象（{kind or '类型不明'}），只读到它的预览图，请另附原文件。",
                level="字")  # fmt: skip


_SIMPLE: Final = {EXTENT: _extent, DOC_PR: _described, TEXT_PATH: _word_art, OLE: _object}


def _own_placement(element: etree._Element, outer: Placement) -> Placement:
    """Give the placement of one picture: a VML shape's style, or its own size inside a group."""
    placed = Placement()
    placed.width, placed.height = outer.width, outer.height
    placed.description = outer.description
    if element.tag == _SHAPE:
        for name, value, unit in _LENGTH.findall(element.get("style", "")):
            setattr(placed, name, round(float(value) * _MM_PER_UNIT.get(unit, 0.0), 2))
        placed.description = element.get("alt", "") or outer.description
        return placed
    named = element.find(f"{{{PICTURE}}}nvPicPr/{{{PICTURE}}}cNvPr")
    if named is not None and named.get("descr"):
        placed.description = named.get("descr", "")
    size = element.find(f"{{{PICTURE}}}spPr/{{{DRAWING}}}xfrm/{{{DRAWING}}}ext")
    if size is not None and (element.getparent() is not None):
        parent = element.getparent()
        if parent is not None and parent.tag != GRAPHIC_DATA:  # in a group or canvas
            placed.width, placed.height = _emu(size.get("cx")), _emu(size.get("cy"))
    return placed


def _emu(value: str | None) -> float:
    return (
        round(int(value) * _MM_PER_EMU, 2) if value and re.fullmatch(r"[0-9]{1,11}", value) else 0.0
    )


def _picture(context: Context, story: Story, line: Line, embedded: str | None,
             linked: str | None, placed: Placement) -> None:  # fmt: skip
    relation = context.parts.relations(story.part).get(embedded or linked or "")
    if relation is not None and relation.external:
        line.remark(f"未读入：这里的图片只有链接（{relation.target}），文件里没有图，请把原图一并交来。",
                    level="字")  # fmt: skip
        return
    data = context.parts.data(relation.target) if relation is not None else None
    if relation is None or not data:
        line.remark("未读入：这里的图片在文件里找不到或已损坏，请把原图一并交来。", level="字")
        return
    name = relation.target.rpartition("/")[2]
    asset = asset_of(data, name)
    context.assets[asset.digest] = data
    context.pictures.setdefault(asset.digest, asset)
    line.pictures.append(
        Picture(asset.digest, name, placed.description, placed.width, placed.height)
    )
    line.point("figure", ref=asset.digest, text=placed.description)


def _name_unread(context: Context, story: Story, line: Line, element: etree._Element) -> None:
    words = element.get("uri", "").rpartition("/")[2].lower()
    what = _NOT_READ.get(words)
    if what is not None:
        line.remark(f"未读入：这里有{what}，不能作文字读出，请另附数据或图片。", level="字")
