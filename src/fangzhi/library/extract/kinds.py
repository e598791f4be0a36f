"""What a slot may hold: numbers, era dates, names out of the authority tables, words of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from fangzhi.authority.divisions import all_divisions
from fangzhi.authority.institutions import tenures
from fangzhi.library.extract.prepared import ANY
from fangzhi.zh.eras import ERA_TITLES, era_to_years
from fangzhi.zh.fold import fold
from fangzhi.zh.numerals import parse_number
from fangzhi.zh.surnames import ALL

_DIGITS = "〇零一二三四五六七八九十百千万亿两廿卅卌半壹贰叁肆伍陆柒捌玖拾佰仟0-9０-９"
KINDS: dict[str, str] = {
    "字": "任意几个字，默认一到八个：{山:字 1-4}",
    "数": "汉字或阿拉伯数字，另算出数值；末位不带单位的是个位，六萬七千一为 67001",
    "年": "年号纪年，如 雍正六年，另算出公元；同名年号并列",
    "年号": "年号",
    "方位": "东南西北及其相合，城内、城中",
    "地": "区划沿革表里的地名",
    "官": "机构沿革表里的机构名",
    "人": "姓加一二字，只是形似，须逐条看",
}
"""The kinds that need no list, with what they mean; any other name is a list of the recipe."""
NUMBER, ERA_YEAR = "数", "年"


class NoKind(ValueError):
    """Raised for a kind that is neither ours nor a list; says in Chinese what to do."""


def kind_source(kind: str, size: tuple[int, int] | None, lists: Mapping[str, str]) -> str:
    """Give the regular expression of a kind, as a group of its own."""
    if kind in lists:
        return lists[kind]
    if kind == "字":
        low, high = size or (1, 8)
        return f"(?:{ANY}{{{low},{high}}}?)"
    if kind not in KINDS:
        raise NoKind(
            f"没有“{kind}”这一类；现成的有 {'、'.join(KINDS)}，别的请在 [lists] 里给出词表。"
        )
    return _own(kind)


@cache
def _own(kind: str) -> str:
    match kind:
        case "数":
            return f"(?:[{_DIGITS}]+)"
        case "年":
            return f"(?:{one_of(map(fold, ERA_TITLES))}(?:元|[{_DIGITS}]{{1,3}})[年载])"
        case "年号":
            return one_of(map(fold, ERA_TITLES))
        case "方位":
            return "(?:[东西南北]{1,2}|[城县州府]?[内中外])"
        case "地":
            return one_of(fold(one.name) for one in all_divisions() if len(one.name) > 1)
        case "官":
            return one_of(fold(one.name) for one in tenures() if len(one.name) > 1)
        case _:
            return f"(?:[{''.join(dict.fromkeys(fold(ALL)))}]{ANY}{{1,2}}?)"


def one_of(words: Iterable[str]) -> str:
    """Give a regular expression that matches any of these words, the longest first, fast."""
    trie: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(trie)


def _branches(node: Mapping[str, Mapping]) -> str:  # type: ignore[type-arg]
    parts = [re.escape(c) + _branches(below) for c, below in sorted(node.items()) if c]
    if not parts:
        return ""
    body = f"(?:{'|'.join(parts)})"
    return f"{body}?" if "" in node else body


def value_of(kind: str, words: str) -> str:
    """Compute the value of a slot: a number in digits, the solar years of an era date; or ""."""
    folded = fold(words)
    if kind == NUMBER:
        return _number(folded)
    if kind == ERA_YEAR:
        found = re.fullmatch(f"(.+?)(元|[{_DIGITS}]{{1,3}})[年载]", folded)
        if found is None:
            return ""
        number = parse_number(found[2]) if found[2] != "元" else None
        count = 1 if found[2] == "元" else int(number.value) if number else 0
        return "／".join(map(str, era_to_years(found[1], count)))
    return ""


_UNIT_THEN_DIGIT = re.compile("(?<=[百千万亿])([一二三四五六七八九])$")


def _number(folded: str) -> str:
    """Read a number as chronicles write it: 六萬七千一 is 67,001, never 67,100."""
    number = parse_number(_UNIT_THEN_DIGIT.sub(r"零\1", folded))
    return f"{number.value:f}" if number else ""
