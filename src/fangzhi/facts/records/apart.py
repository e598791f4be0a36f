"""Two things of one kind (第一批, 第二批; 一期, 二期; 云台镇, 双河镇): their figures are two."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from fangzhi.facts.records.mention import Mention, pairs
from fangzhi.facts.records.record import Record

_NUMBERED: Final = re.compile(
    "第([一二三四五六七八九十]{1,3})([届批期次轮])"
    "|(?<![第学分长短周假任每几早中晚初末定])([一二三四五六七八九十]{1,2})([期标])(?=段|工程|项目|建设|开发|技改|扩建|改造|厂|大?坝|机组|[，。、（）]|$)"
    "|(?<![第全各有等余一二三四五六七八九十])([一二三四五六七八九十]{1,2})([村组队社])(?=[有在共，、现的耕人户])"
    "|(\\d{1,2}|[一二三四五六七八九十]{1,2})(号)(?=机|井|楼|线|泵|炉|库|闸|码头|隧道|车间)"
)
"""What is counted off: 第二批, 一期工程, 二标段, 3号机组."""
_SIDED: Final = re.compile("([东西南北上下])([街门桥村沟坝渠院厂关闸湾])")


_HARMED: Final = re.compile("受[害灾]|过火|成灾|绝收|流失|冲毁|损毁")


@lru_cache(maxsize=8192)
def _is_harmed(names: tuple[str, ...]) -> bool:
    return any(_HARMED.search(name) is not None for name in names)


_LEVEL: Final = {"镇": "乡", "道": "乡", "木": "乡", "社": "乡", "区": "村", "查": "村", "队": "村"}


def are_two_places(a: Mention, b: Mention) -> bool:
    """Tell whether two figures are of two places of one kind (云台镇, 双河镇), neither told of by
    the other."""
    x, y = a.record.place, b.record.place
    if not (x and y) or x == y or stem(x) == stem(y):
        return False
    kinds = {_LEVEL.get(p[-1:], p[-1:]) for p in (x, y)}
    return len(kinds) == 1 and stem(x) not in b.near and stem(y) not in a.near


def are_two(a: Mention, b: Mention) -> bool:
    """Tell whether two figures are of two that are numbered (第一批, 第二批; 一期, 二期), or one of what was
    harmed (受害面积) and the other not."""
    if are_told_of_two(a.record, b.record) or _is_harmed(a.names) != _is_harmed(b.names):
        return True
    for one, other in zip(_numbers_in(a.near), _numbers_in(b.near), strict=True):
        if one and other and any(kind in other and other[kind] != n for kind, n in one.items()):
            return True
    return False


def are_told_of_two(x: Record, y: Record) -> bool:
    """Tell whether two figures are of a rank and of that and all above, of two stages of schooling, or
    of places and of what those have (12个乡镇有卫生院15所)."""
    if _has_something(x) != _has_something(y):
        return True
    return any(len({told_of(x), told_of(y)} - {""}) > 1 for told_of in (_rank_of, _stage_of))


_HAS: Final = re.compile("(?:个|座|所|家|户)?(?:乡镇|镇|乡|村|社区|街道|县|校)有[\u4e00-\u9fff]{2}")
_RANK: Final = re.compile(
    "(?P<rank>国家|省|市|县)(?:部)?级(?P<more>(?:及|或)?以上)?[^，。；、\\d]{0,12}$"
)


def _has_something(record: Record) -> bool:
    return _HAS.match(record.block.text, record.end) is not None


_STAGE: Final = re.compile("(小学|初中|高中|学前|幼儿园|中等职业|义务教育|特殊教育|高等教育)阶段")


def _stage_of(record: Record) -> str:
    """The stage of schooling that the sentence tells of, last before a figure."""
    text = record.block.text
    opens = max(text.rfind("。", 0, record.start), 0)
    found = [m[1] for m in _STAGE.finditer(text, opens, record.start)]
    return found[-1] if found else ""


def _rank_of(record: Record) -> str:
    """The rank that the words before a figure name, with 以上 where they say so; "" for none."""
    found = _RANK.search(record.block.text, max(0, record.start - 24), record.start)
    return f"{found['rank']}{found['more'] or ''}" if found is not None else ""


@lru_cache(maxsize=8192)
def _numbers_in(near: str) -> tuple[dict[str, str], dict[str, str]]:
    """Give the last number of each numbered thing of some words, and the side of each."""
    numbered = {
        m.group(m.lastindex or 0): m.group((m.lastindex or 0) - 1)
        for m in _NUMBERED.finditer(near[-70:])
    }
    return numbered, {kind: n for n, kind in _SIDED.findall(near[-50:])}


@lru_cache(maxsize=4096)
def stem(place: str) -> str:
    """Give a place's name without 镇, 乡 … (a table's rows often leave them out)."""
    return re.sub(r"(?<=..)(?:镇|乡|街道|村|社区|公社|大队)$", "", place)


A_PART: Final = re.compile(r"，占[^，。；\d]{0,12}\d+(?:\.\d+)?%")
"""Behind 纳入视频监控的渡口34道: a figure with its share is a part of another."""


def one_new_name(a: tuple[str, int, str], b: tuple[str, int, str]) -> bool:
    """Tell whether two changes of name (text, where the date ends, verb) may be to one name."""
    return bool(_new_name(*a) & _new_name(*b))


def _new_name(text: str, end: int, verb: str) -> set[str]:
    at = text.find(verb, end)
    name = re.split("[，。；、（]", text[at + len(verb) :][:12])[0] if at >= 0 else ""
    return set(pairs(name))


_PART_OF_YEAR: Final = re.compile("[上下]半年|第?[一二三四]季度")


def part_of_year(record: Record) -> str:
    """The part of a year that the sentence of a figure opens with (下半年，…): it holds for all of it."""
    text = record.block.text
    opens = max(text.rfind(sign, 0, record.start) for sign in "。；\n") + 1
    told = _PART_OF_YEAR.match(text, opens)
    return told[0] if told is not None else ""
