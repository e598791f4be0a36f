"""O 涉密涉军: what a reviewer for secrecy (保密) has to see before a manuscript is printed.

Public figures (capacity of reservoirs, militia, reserve grain of a county) are not named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.terms import Found, read_terms

_terms = cache(lambda: read_terms("legal_secrets.tsv"))
_LAID_OUT = re.compile(
    "(?:位于|坐落|地处|驻|设在|建在|占地|面积|长|储量|容量|库容|存放|储存|距)[^。；]{0,20}[0-9村乡镇山沟街路]"
)
_MARKED = re.compile(
    "(?:绝密|机密|秘密)\\s?[★☆]|密级[：:]\\s?(?:绝密|机密|秘密)|内部(?:资料|文件|刊物)[，,、]?\\s?(?:注意保[存密]|严禁外[传泄]|不得外[传泄])"
)
_NUMBER = "(?:[0-9]{4,6}|[〇○零一二三四五六七八九]{4,6})"
_UNIT = re.compile(
    f"(?:中国人民解放军|解放军|武警|驻[^，。；]{{0,6}}|第|军委|陆军|空军|海军)?{_NUMBER}部队(?!官兵家属院)"
    "|(?<![0-9一二三四五六七八九十])第?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,4})(?:集团军|合成旅|特战旅|导弹旅|导弹基地|防空旅|陆航旅|陆航团|炮兵旅|装甲旅|工程维护总队|试验训练基地)"
)
_PAST = re.compile(
    "日军|侵华|国民党|国军|川军|红军|八路军|新四军|志愿军|抗[日美战]|民国|解放战争|淮海|辽沈|平津|731|七三一|敌|伪军"
)
_YEAR = re.compile("(?<![0-9])(1[0-9]{3}|20[0-9]{2})年")
_PUBLIC_BEFORE = 1985


def _near(span: tuple[int, int], at: int) -> tuple[int, int]:
    """Keep a sentence that never ends within reach."""
    return max(span[0], at - 160), min(span[1], at + 160)


def _is_past(text: str, span: tuple[int, int], headings: tuple[str, ...]) -> bool:
    """Tell whether a sentence speaks of times whose military history is public."""
    words = text[span[0] : span[1]]
    years = [int(year) for year in _YEAR.findall(words)]
    if years:
        return max(years) < _PUBLIC_BEFORE
    return _PAST.search(words) is not None or any(_PAST.search(line) for line in headings)


@rule(
    "R233",
    "涉密涉军",
    level="政",
    basis="《地方志工作条例》第十二、二十一条；保守国家秘密法",
    literals=("部队", "★", "密级", "内部", "集团军", "旅", "陆航", "基地", "总队", *_terms().literals),
    bad=[
        "2019年，驻县78123部队支援抢险。",
        "县人防指挥所位于城北镇东山村，面积1200平方米。",
        "该文标注“机密★10年”。",
        "驻县第十三集团军某团参加演练。",
        "中央储备粮直属库年末储存稻谷12.4万吨。",
    ],
    good=[
        "驻县武警部队支援抢险。",
        "1949年12月，解放军第十八军一部进驻县城。",
        "柏林水库总库容8640万立方米。",
        "侵华日军第731部队罪行展开幕。",
        "县气象雷达站位于云台山，海拔2100米。",
        "军用机场净空保护按规定办理。",
    ],
    quotes="read",
)  # fmt: skip
def secret_matter(text: str, ctx: TextContext) -> Iterator[Hit]:
    """部队番号、军事设施位置和储备数量须经保密审查，公开的统计数不在此列。"""
    for found in _MARKED.finditer(text):
        yield _routed(*found.span(), "密级标志或内部资料字样", "likely")
    for found in _UNIT.finditer(text):
        span = _near(ctx.sentence_at(found.start()), found.start())
        if not _is_past(text, span, ctx.headings):
            yield _routed(*found.span(), "部队番号（代号）", "likely")
    for term in _terms().find(text):
        span = _near(ctx.sentence_at(term.start), term.start)
        if _tells(text, term, span) and not _is_past(text, span, ctx.headings):
            yield _routed(term.start, term.end, term.term.note, "hint")


def _tells(text: str, term: Found, span: tuple[int, int]) -> bool:
    wanted = term.term.right
    rest = text[term.start : min(span[1], term.end + 60)]
    if wanted == "@":
        before = text[max(span[0], term.start - 16) : term.start]
        placed = re.search("(?:位于|坐落|地处|驻|设在|建在|建有|距)[^，。；]{0,14}$", before)
        return _LAID_OUT.search(rest) is not None or placed is not None
    return not wanted or re.search(wanted, rest) is not None


def _routed(start: int, end: int, what: str, confidence: str) -> Hit:
    return Hit(
        start,
        end,
        f"此处写到{what}，能否公开请送保密审查员定。",
        confidence="likely" if confidence == "likely" else "hint",
    )
