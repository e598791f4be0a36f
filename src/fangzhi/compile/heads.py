"""Read headings: the number a heading carries ("第三章 人口"), entry heads in 【】, special parts."""

from __future__ import annotations

import re

import msgspec

from fangzhi.compile.kinds import node_kind
from fangzhi.model.work import NodeKind

_DIGITS = "零〇○一二三四五六七八九十百千两0-9０-９"
_NUMBERED = re.compile(
    rf"\s*(?P<label>第[{_DIGITS}]+[卷编篇章节目]|附[录件][{_DIGITS}]*|[{_DIGITS}]+、"
    rf"|[（(][{_DIGITS}]+[）)]|[㈠-㈩]|[0-9]+(?:\.[0-9]+)+|[0-9]+[.．])(?=[\s　]*\S|$)[\s　]*(?P<title>.*)",
    re.S,
)
_BRACKETED = re.compile(r"\s*【(?P<title>[^【】\n]{1,60})】[\s　]*")
_BROKEN = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000\t]*\n\s*(?=[\u3400-\u9fff])")
_SET_APART = re.compile(r"\S \S|[\u3400-\u9fff](?: [\u3400-\u9fff]){2,}")
_UNIT_KIND = re.compile(r"第.+([卷编篇章节目])$")

FRONT = ("序", "序言", "序一", "序二", "前言", "凡例", "编辑说明", "编纂说明", "编委会", "编纂委员会",
         "编纂人员", "编辑人员", "图照", "图片专辑", "图版")  # fmt: skip
BACK = ("编后记", "后记", "跋", "编纂始末", "勘误", "参考文献", "索引")
APPENDIX = ("附录", "附件", "附记", "限外辑要", "文献辑存")
CHRONOLOGY = ("大事记", "大事辑要", "年度要事", "大事年表")
PEOPLE = ("人物", "人物传", "人物志", "人物传略", "人物简介", "英烈传略", "先进人物")
UNNUMBERED = ("概述", "总述", "综述", "总论", "概况", "导言", "引言", "绪论", "特载", "专记", "专文",
              "县情概览", "县情概况", *FRONT, *BACK, *APPENDIX, *CHRONOLOGY)  # fmt: skip

SPECIAL_KINDS: tuple[tuple[tuple[str, ...], NodeKind], ...] = (
    (FRONT, "前置"), (BACK, "后置"), (APPENDIX, "附录"), (CHRONOLOGY, "大事记"), (PEOPLE, "人物"),
)  # fmt: skip


class Head(msgspec.Struct, frozen=True):
    """A heading taken apart: the number as written ("" if none), the words, and the number's kind."""

    label: str
    title: str
    unit: NodeKind | None = None


def squeeze(text: str) -> str:
    """Drop white space, as headings are often set with spaces between characters ("总 则")."""
    return re.sub(r"[\s　]+", "", text)


def tidy(title: str) -> str:
    """Give a title on one line; titles set apart ("总　则", "编 后 记") come together, and so do
    words that a line end parts."""
    line = re.sub(r"[\s　]+", " ", _BROKEN.sub("", title)).strip()
    return line.replace(" ", "") if _SET_APART.fullmatch(line) else line


def read_head(text: str) -> Head:
    """Take a heading apart; a heading without a number comes back whole as its title."""
    match = _NUMBERED.fullmatch(text)
    if match is None or not (match["title"].strip() or match["label"].startswith("第")):
        return Head("", tidy(text))
    label = squeeze(match["label"])
    unit = _UNIT_KIND.match(label)
    return Head(label, tidy(match["title"]), node_kind(unit[1]) if unit else None)


def unit_rank(unit: NodeKind | None) -> int:
    """Give how deep a numbered unit stands: 卷 0, 编 and 篇 1, 章 2, 节 3, 目 4; -1 for none."""
    return {"卷": 0, "编": 1, "篇": 1, "章": 2, "节": 3, "目": 4}.get(unit or "", -1)


def entry_head(text: str) -> tuple[str, int] | None:
    """Give the title of an entry head 【…】 at the start of a text and where the body begins."""
    match = _BRACKETED.match(text)
    return (match["title"].strip(), match.end()) if match else None


def special_kind(title: str) -> NodeKind | None:
    """Give the node kind of a part known by its name (凡例, 大事记, 附录 …), or None."""
    plain = re.sub(r"[（(【].*|[0-9０-９年一二三四五六七八九十]+$", "", squeeze(title))
    for names, kind in SPECIAL_KINDS:
        if plain in names:
            return kind
    return None
