"""J 年鉴: entries that are far too short or too long, and entries that lack their elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.model.manuscript import Manuscript, Table
from fangzhi.model.text import Text

_HEAD = re.compile("\\s*【([^】\n]{1,60})】[ 　]*")
_YEARBOOK = {"kind": "年鉴", "content_year": 2024}


class YearbookEntry(msgspec.Struct, frozen=True):
    """An entry of a yearbook (条目): its title where it stands, its paragraphs, its section above.

    `head` is the block of the title and `start`..`end` the title in it; `texts` the paragraphs
    (block id and words, the title left out).
    """

    title: str
    head: str
    start: int
    end: int
    section: tuple[str, ...]
    texts: tuple[tuple[str, str], ...] = ()
    has_table: bool = False

    @property
    def length(self) -> int:
        """Characters of the entry's own words."""
        return sum(len(words) for _, words in self.texts)


def entries_of(manuscript: Manuscript) -> tuple[YearbookEntry, ...]:
    """Give the entries that are headed 【…】, alone on a line or before the text; for `ctx.once`."""
    found: list[YearbookEntry] = []
    path: list[tuple[int, str]] = []
    texts: list[tuple[str, str]] = []
    has_table = False

    def close() -> None:
        if found:
            found[-1] = msgspec.structs.replace(found[-1], texts=tuple(texts), has_table=has_table)

    open_entry = False
    for block in manuscript.blocks:
        if isinstance(block, Table):
            has_table = has_table or open_entry
        if not isinstance(block, Text):
            continue
        head = _HEAD.match(block.text)
        if head is not None:
            close()
            texts, has_table, open_entry = [], False, True
            section = tuple(title for _, title in path)
            found.append(YearbookEntry(head.group(1), block.id, *head.span(1), section))
            if block.text[head.end() :].strip():
                texts.append((block.id, block.text[head.end() :]))
        elif block.role == "heading":
            close()
            texts, has_table, open_entry = [], False, False
            path = [item for item in path if item[0] < block.level] + [(block.level, block.text)]
            found.append(YearbookEntry("", block.id, 0, 0, ()))
        elif open_entry and block.role in ("paragraph", "list"):
            texts.append((block.id, block.text))
    close()
    return tuple(entry for entry in found if entry.title)


_SHORT, _LONG = 40, 1200
_DULL = "水文站设测点，"


@rule(
    "R163",
    "条目字数",
    level="体",
    basis="内蒙古年鉴供稿要求；鄂州年鉴撰稿要求",
    scope="manuscript",
    packs=(),
    bad=[
        Example("【植树】 2024年，植树12万株。", settings=_YEARBOOK),
        Example("【渡口】 年末有渡口9处。", settings=_YEARBOOK),
        Example("【水文】 " + _DULL * 190 + "观测水位。", settings=_YEARBOOK),
    ],
    good=[
        Example("【植树】 " + "2024年，县林业局组织植树，苗木由苗圃供应。" * 4, settings=_YEARBOOK),
        Example("植树12万株。", settings=_YEARBOOK),
        Example("【植树】 植树12万株。", settings={"kind": "县志"}),
    ],
)
def entry_length(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """条目一般不少于100字、不多于1200字；一篇只提示一次，列出最短最长的条目。"""
    if not ctx.document.is_yearbook or ctx.document.prior_volume:
        return
    entries = ctx.once(entries_of)
    short = [e for e in entries if e.length < _SHORT and not e.has_table]
    if short:
        names = "、".join(f"【{e.title}】{e.length}字" for e in short[:5])
        more = f"等{len(short)}个" if len(short) > 5 else ""
        message = f"本篇条目{names}{more}过短（一般不少于100字），请补充要素或并入他条。"
        yield Hit(short[0].start, short[0].end, message, block=short[0].head, confidence="hint")
    long = [e for e in entries if e.length > _LONG]
    if long:
        names = "、".join(f"【{e.title}】{e.length}字" for e in long[:5])
        message = f"本篇条目{names}过长（一般不多于{_LONG}字），宜分条或精简。"
        yield Hit(long[0].start, long[0].end, message, block=long[0].head, confidence="hint")


_WHEN = re.compile(
    "[0-9一二三四五六七八九十〇]年|[0-9]月|[0-9]日|季度|上半年|下半年|全年|年末|年内|是年|当年|年初|年底|年均|期间|季"
)
_SOLID = re.compile("[0-9０-９《“]|[一二两三四五六七八九十百千]+[个名人户次项处期场件座所家份]")
_OVERVIEW = re.compile(
    "概况|综述|概述|简介|简况|基本情况|位置|地形|地貌|气候|特产|传说|风俗|沿革|名录|领导|机构"
)


@rule(
    "R164",
    "六要素",
    level="体",
    basis="北京信息化年鉴编写规范",
    scope="manuscript",
    bad=[
        Example(f"【{title}】 {words}", settings=_YEARBOOK)
        for title, words in (
            (
                "作风建设",
                "县供销社开展作风教育，改进服务态度，完善值班制度，干部职工的纪律意识和服务意识有所增强。",
            ),
            (
                "文明创建",
                "完善志愿服务机制，组织干部进社区，倡导移风易俗，居民的文明习惯逐步养成，邻里关系更和睦。",
            ),
            (
                "安全管理",
                "公司落实责任制，定期排查隐患，开展宣传教育，员工的安全意识得到加强，管理更加规范有序。",
            ),
        )
    ],
    good=[
        Example(
            "【作风建设】 2024年，县供销社修订值班制度，开展作风教育，干部职工到各乡镇网点走访社员并收集意见。",
            settings=_YEARBOOK,
        ),
        Example(
            "【概况】 县境多山，溪流密布，林木葱郁，村落散布在河谷两岸，居民多以种茶、制茶、养蜂为业。",
            settings=_YEARBOOK,
        ),
        Example("【文明创建】 开展志愿服务。", settings={"kind": "县志"}),
    ],
)
def missing_elements(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """条目写明时间、地点、人物（单位）、事情、经过、结果；既无时间又无数据的提示。"""
    if not ctx.document.is_yearbook or ctx.document.prior_volume:
        return
    for entry in ctx.once(entries_of):
        words = "".join(text for _, text in entry.texts)
        if len(words) < _SHORT or entry.has_table or _OVERVIEW.search(entry.title):
            continue
        if not _WHEN.search(words) and not _SOLID.search(words):
            message = f"条目【{entry.title}】没有时间，也没有数据和名称，请补要素。"
            yield Hit(entry.start, entry.end, message, block=entry.head, confidence="hint")
