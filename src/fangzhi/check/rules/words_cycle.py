"""H 用字: sexagenary pairs (干支) written with a look-alike character (戊戍, 已亥, 辛己)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.zh.ganzhi import BRANCHES, STEMS, is_ganzhi

_STEM_LIKE = {"甲": "由申", "乙": "己已", "丙": "内两", "丁": "了", "戊": "戌戍戎成", "己": "已巳乙",
              "庚": "庾康", "辛": "幸亲", "壬": "王任", "癸": "葵祭"}  # fmt: skip
_BRANCH_LIKE = {"子": "孑予", "丑": "刃五", "寅": "演黄", "卯": "卵柳", "辰": "晨展", "巳": "己已",
                "午": "牛干", "未": "末", "申": "甲由中", "酉": "西", "戌": "戍戊戎成", "亥": "玄刻"}  # fmt: skip
_STEM_OF: dict[str, str] = {}
_BRANCH_OF: dict[str, str] = {}
for _right, _wrongs in _STEM_LIKE.items():
    for _char in (_right, *_wrongs):
        _STEM_OF[_char] = _STEM_OF.get(_char, "") + _right
for _right, _wrongs in _BRANCH_LIKE.items():
    for _char in (_right, *_wrongs):
        _BRANCH_OF[_char] = _BRANCH_OF.get(_char, "") + _right
_EVENTS = (
    "变法|政变|六君子|维新|革命|起义|首义|条约|战争|海战|之役|之变|之战|赔款|事变|国难|学制|恩科|"
    "科举|科进士|科举人"
)
_TIMES = (
    "年|岁|科|仲[春夏秋冬]|孟[春夏秋冬]|季[春夏秋冬]|[春夏秋冬](?=[，。月]|重修|修|立|刊)|"
    "[正一二三四五六七八九十]{1,2}月|之[岁年]|(?<=年[）)]..)(?=[\u4e00-\u9fff，、。])|(?<=年[，、]..)(?=[）)])"
)
_BEFORE = re.compile(
    "(?:[年岁在次（(、，]|[）)]|[自落]?[题署款识撰镌刻]于?|[其父祖母兄弟名于至自及]|民国|光绪|宣统|同治|咸丰|道光|嘉庆|乾隆|雍正|康熙|顺治|崇祯|天启|万历|"
    "隆庆|嘉靖|正德|弘治|成化|天顺|正统|永乐|洪武|农历|清|明)$"
)
_PAIR = re.compile(
    f"([{''.join(_STEM_OF)}])([{''.join(_BRANCH_OF)}])(?=({_EVENTS})|({_TIMES})|(?<=[岁年][次在]..))"
)


@rule(
    "R147",
    "干支字错",
    level="字",
    basis="六十干支；图书编校质量差错认定细则6",
    literals=tuple(stem + branch for stem in _STEM_OF for branch in _BRANCH_OF),
    quotes="read",
    bad=["戊戍变法失败后，他弃官归里。", "辛刃条约签订。", "甲牛战争爆发，乡勇应募。", "光绪辛己科举人。",
         "其父辛己年（1881年）出洋。", "光绪二十四年（1898年）戊戍入州学。", "清同治癸末年重修城隍庙。",
         "碑末署“岁次庚巳，仲冬立”。","照片背后她自题戊戍冬。", "卷末署戊戍秋。",
         "戊戍之岁，邑人多入学会。", "光绪二十四年（1898年）戊戍，大旱。"],
    good=["戊戌变法失败后，他弃官归里。", "辛丑条约签订。", "自己年幼丧父。", "光绪辛巳科举人。",
          "卫戍部队换防。", "王五年满六十。"],
)  # fmt: skip
def pair_that_is_no_pair(text: str, ctx: TextContext) -> Iterator[Hit]:
    """干支只有六十个，己已巳、戊戌戍、未末等形近字要分清。"""
    for found in _PAIR.finditer(text):
        pair = found.group(1) + found.group(2)
        if is_ganzhi(pair):
            continue
        whole = pair[0] in STEMS and pair[1] in BRANCHES
        told = (found.group(4) or "") in ("之岁", "之年")
        if not found.group(3) and not told and not _is_dated(text, found.start(), whole, pair):
            continue
        if whole and found.group(4):
            continue  # both characters are of the cycle: the calendar rule asks for the year
        right = [s + b for s in _STEM_OF[pair[0]] for b in _BRANCH_OF[pair[1]] if is_ganzhi(s + b)]
        if not right and not _NAMED_YEAR.search(text, 0, found.start()):
            continue
        exact = right[0] if len(right) == 1 else ""
        yield Hit(
            *found.span(),
            f"六十干支中没有“{pair}”，{_perhaps(right)}请核对。",
            exact,
            evidence=(f"形近字：{pair}—{'、'.join(right)}",) if right else (),
            confidence="certain" if found.group(3) else "likely",
        )


_NAMED_YEAR = re.compile("岁[次在]$")


def _perhaps(right: list[str]) -> str:
    return f"疑为“{'”或“'.join(right)}”，" if right else ""


def _is_dated(text: str, start: int, whole: bool, pair: str) -> bool:
    before = text[max(0, start - 3) : start]
    near = pair[0] in STEMS or pair[1] in BRANCHES
    return near and (_BEFORE.search(before) is not None)
