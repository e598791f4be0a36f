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
    if _is_harmed(a.names) != _is_harmed(b.names):
        return True
    for one, other in zip(_numbers_in(a.near), _numbers_in(b.near), strict=True):
        if one and other and any(kind in other and other[kind] != n for kind, n in one.items()):
            return True
    return False


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
