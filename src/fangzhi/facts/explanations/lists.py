"""Lists of like figures as a text sets them out, and the figures that may be what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from fangzhi.facts.statements import Item, is_firm, same_unit, subject

MOST: Final = 20
_STRETCHES: Final = 5
REACH: Final = 24
"""How many figures before a list its total is sought among."""
NO_PART: Final = re.compile(
    "比|较|同比|增长|上升|下降|提高|降低|平均|(?<![平])均|率|占|每|超|低于|高于|上年(?!结)|去年|不足|共计|合计|总计|总(?!工|务|支|站|厂|队|公司)|累计|(?<!理)由(?!上)|从(?!事)|[至到]$|到(?!户|村|人)|"
    "增加|减少|净|缩|余额|历年|标准$|(?<!及)以[上下]|预算(?!内|外)|概算|任务|(?<!列入)(?<!纳入)计划(?!生育)|限额|相当|起步|最[高低大小]|[迁调转][入出]|出生|结余|结存|节余|盈余|毛利|利润|自然增|扣除|减去|除去|剔除|重复"
)
_SUMMED: Final = "合计|共计|总计|总共|一共|合共|统共|拢共|共合|统计|相加|[加合算]起来|之和|总数"
TOTAL: Final = re.compile(
    f"(?:{_SUMMED}|都(?:计|是|为)?|[合共计统凡]|合银|共有|总量|总额|总产)(?:为|达|有|是|与)?$|"
    f"^[\u4e00-\u9fff]{{0,6}}(?:{_SUMMED})[\u4e00-\u9fff]{{1,5}}$|"
    "^[两二三四五六七八九十0-9]{1,2}[\u4e00-\u9fff]{0,3}(?:共|合|计|总)[\u4e00-\u9fff]{0,4}$|^(?:前后|先后)(?!为)[\u4e00-\u9fff]{1,6}$|"
    "^(?:全[\u4e00-\u9fff]{1,3}|年内|一年|当年|[\u4e00-\u9fff]{2}(?=共))?共(?![同产享青和性管])[\u4e00-\u9fff]{0,16}$|"
    "^(?:共(?!同|产|享)|合(?![同作格资伙法并金成])|计(?![划生算量])|统(?![一战筹])|总(?![工务支校队场])|以上)"
    "[\u4e00-\u9fff]{0,4}$"
)
_ALL: Final = re.compile(
    "^(?:全[年县乡镇村厂校社区市省场矿店]|年末|年内|[两三四五六七八九]者)[^，]{0,10}$"
)
"""What may, but need not, be the whole of what was listed (全厂产量, 前后)."""
AMONG: Final = re.compile("^(?:其中|包括|包含|内含|内(?:有)?(?!科|地|资|河|陆|贸|销)|含)")
REST: Final = re.compile("其余|其他|其它|^另|^余|剩下|及其他|(?<=[\u4e00-\u9fff]{2})等$")
_APART: Final = frozenset(
    ("个月", "天", "周", "厘米", "毫米", "摄氏度", "度", "岁", "小时", "分钟")
)
_OPENS: Final = ("；", "：", ":", "（", "(")
_CLASSES: Final = frozenset(("", "岁"))
"""18~34岁7.31万人、60岁及以上12.91万人: what says of whom, not how many."""
_RANK: Final = frozenset("级等类")


def lists_of(items: Sequence[Item]) -> Iterator[tuple[int, tuple[Item, ...]]]:
    """Give the longest lists of like figures of a sentence, each with the index of its first."""
    at = 0
    while at < len(items):
        run = [items[at]] if may_be_part(items[at]) else []
        after = at + 1
        while run and after < len(items) and len(run) < MOST:
            item = items[after]
            if item.sentence != run[0].sentence:
                break
            passed = item.depth > run[0].depth or item.quantity.kind not in ("count", "measure")
            if passed or item.unit in _CLASSES or _is_rank(item) or _names(items, after):
                after += 1
                continue
            if item.depth < run[0].depth or not same_unit(item, run[0]):
                if item.lead == "" and item.depth == run[0].depth:
                    after += 1  # 2014年498户1800人、2015年…
                    continue
                break
            if len(run) > 1 and _ALL.match(item.label):
                break
            if not may_be_part(item) or item.own_year != run[0].own_year:
                break
            run.append(item)
            after += 1
        if len(run) > 1:
            yield at, tuple(run)
        at = max(after if len(run) > 1 else at + 1, at + 1)


def may_be_part(item: Item) -> bool:
    """Tell whether a figure may be one of a list."""
    kind = item.quantity.kind in ("count", "measure") and bool(item.unit)
    plain = kind and is_firm(item) and item.unit not in _APART and not _is_rank(item)
    counts = not (item.quantity.chinese and (item.value == 1 or item.label.endswith("等")))
    return plain and counts and _names_part(_own_label(item))  # 划为一个选区, 等十四件法规


def is_total(item: Item) -> bool:
    """Tell whether the words before a figure say that it is a total (55岁以上27人 is none)."""
    return TOTAL.search(_own_label(item)) is not None


def _own_label(item: Item) -> str:
    return _BOUND.sub("", item.label) if item.lead == "" else item.label


_BOUND: Final = re.compile("^岁?(?:及|或|（含）)?以[上下]")


@lru_cache(maxsize=8192)
def _names_part(label: str) -> bool:
    return not NO_PART.search(subject(label)) and not TOTAL.search(label)


def _is_rank(item: Item) -> bool:
    """一级（500年以上）古树87株: a rank, no figure."""
    return item.quantity.chinese and item.unit in _RANK and not item.label


def _names(items: Sequence[Item], at: int) -> bool:
    """一区十乡，二区九乡: the first of two figures says which, not how many."""
    after = items[at + 1] if at + 1 < len(items) else None
    ordinal = items[at].quantity.chinese and not items[at].label
    return ordinal and after is not None and not after.lead and not after.label


def totals_behind(
    items: Sequence[Item], first: int, run: Sequence[Item]
) -> tuple[Item | None, Item | None]:
    """Give the next like figure said to be the total of a list, and the next that may be."""
    last = run[-1]
    told = maybe = None
    for item in items[first : first + 2 * MOST]:
        if item.start <= last.end or not same_unit(item, last):
            continue
        if item.sentence > last.sentence + 1:
            break
        if is_total(item):
            told = item
            break
        if maybe is None and item.sentence == last.sentence and _ALL.match(item.label):
            maybe = item
    return told, maybe


def stretches(run: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Where a list of parts may begin and end: at the ends of the run, behind a figure that opens it,
    around a semicolon."""
    size = len(run)
    ends = [n for n in range(2, size) if run[n].lead == "；"]
    ends += [n for n in range(2, size) if run[n].lead == "，" and run[n - 1].lead == "、"]
    ends += [n + 1 for n in range(1, size - 1) if REST.search(subject(run[n].label))]
    begins = [n for n in range(1, size - 1) if run[n].lead in _OPENS]
    begins += [n + 1 for n in range(size - 2) if run[n].lead in _OPENS[:3]]
    for begin in [*dict.fromkeys((0, 1, *begins))][:_STRETCHES]:
        for end in [*dict.fromkeys((size, *ends))][:_STRETCHES]:
            if end - begin > 1:
                yield begin, end


def without_inner(run: tuple[Item, ...]) -> tuple[Item, ...]:
    """侵财类687起，其中诈骗311起、盗窃298起；侵犯人身96起: the list within a part left out."""
    kept: list[Item] = []
    inner: Decimal | None = None
    for item in run:
        if kept and AMONG.match(item.label):
            inner = kept[-1].value - item.value
            continue
        if inner is not None and item.lead in ("、", "，") and item.value <= inner:
            inner -= item.value
            continue
        inner = None
        kept.append(item)
    return tuple(kept)


def names_of(text: str, parts: Sequence[Item]) -> list[str]:
    """Give what the parts are called: the words before them, those of the clause before (苗族最多，
    4875人), or those of the list before (高级、中级职称分别为19人、37人)."""
    names = _names_in_turn(text, parts)
    if names:
        return names
    for part in parts:
        name = AMONG.sub("", subject(part.label))
        named = _CLAUSE if part.lead != "、" else _RUN  # 另有布依、侗、彝诸族135人
        if part.label_start > 1 and (not name or part.lead in ("", "）", ")", "、")):
            opening = named.search(text, max(0, part.label_start - 30), part.label_start)
            name = (opening[0] if opening is not None else "") + name
        names.append(name or part.tail)
    return names


def _names_in_turn(text: str, parts: Sequence[Item]) -> list[str]:
    first = parts[0]
    told = _IN_TURN.search(first.label)
    if told is None or any(len(subject(p.label)) > 1 for p in parts[1:]):
        return []
    opened = _LISTED.search(text, max(0, first.label_start - 60), first.label_start + told.start())
    found = re.split("[、和及与]", opened[0]) if opened is not None else []
    return found if len(found) == len(parts) and all(found) else []


_IN_TURN: Final = re.compile("(?:分别|依次|各)(?:[为是有达计][\u4e00-\u9fff]{0,3})?$")
_LISTED: Final = re.compile("[^，。；：（）\\d]+$")
_CLAUSE: Final = re.compile("[^，；。：、]*[，）)]?$")
_RUN: Final = re.compile("(?<=[，；。：])[^，；。：\\d]*、$")
