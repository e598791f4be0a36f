"""Totals that are simply listed after (共N人。甲…；乙…；丙…), and units added up as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.partitions import REST
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

_SAYS_ALL: Final = re.compile(
    "共|总|合计|(?<!设)计(?:有|为|达)?$|全部|分为|包括|由.{0,6}组成|下设|下辖"
)
_ALSO_TOTAL: Final = re.compile("^共|合计|总计|共计|总数|小计")
_CHANGED: Final = re.compile(
    "比|较|同比|增(?!值税)|减|升|降|提高|平均|均|率|累计|占|每|超|低于|高于|上年|去年|其中|最|不足|相差"
)
_VERBS: Final = ("有", "用于", "计", "为", "属", "系", "由", "在", "分布于", "来自", "投向", "安排")
_UNITS: Final = "镇|乡|街道|社区|村|行政村|建制村|县|区|市|旗|苏木|团|场|所|小学|中学|初中|高中"
_COUNTED: Final = re.compile(
    rf"(?P<parts>(?<!\d)(?:\d{{1,4}}个?(?:{_UNITS})[、和，]?){{2,6}})(?:，|、|（)?(?:共计|合计|总计|共有|共|计|合)(?P<total>\d{{1,4}})个"
)
_COUNT_OF_ALL: Final = re.compile(r"[共计有合]\d")
_PART: Final = re.compile(rf"(\d+)个?(?:{_UNITS})")
_PERCENT_KINDS: Final = ("percent", "permille", "points", "times", "doublings")


class UnitSum(msgspec.Struct, frozen=True):
    """6镇3乡，共10个: counts of unlike units and the count of them all."""

    start: int
    end: int
    parts: tuple[int, ...]
    total: int


def find_unit_sums(text: str) -> Iterator[UnitSum]:
    """Give the counts of towns and townships that are said to make one number together."""
    if _COUNT_OF_ALL.search(text) is None:
        return
    for m in _COUNTED.finditer(text):
        parts = tuple(int(n) for n in _PART.findall(m["parts"]))
        if len(parts) > 1:
            yield UnitSum(m.start(), m.end(), parts, int(m["total"]))


def without_changes(items: Sequence[Item]) -> tuple[Item, ...]:
    """Leave out percentages and other ratios, so that a list they interrupt is one list."""
    return tuple(i for i in items if i.quantity.kind not in _PERCENT_KINDS)


_BY: Final = re.compile("[，。；：]?(?:其中)?按[^，。；：]{1,10}?(?:分|划分|看|分类|统计)[，：:]?")


def listed(text: str, items: Sequence[Item]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Give each total that says it is all (共, 总数 …), or whose list repeats one verb
    (有…有…有…, 用于…用于…), with the three or more like quantities listed right after it."""
    for at, total in enumerate(items):
        if not total.unit or not is_firm(total) or total.quantity.kind not in ("count", "measure"):
            continue
        if (
            _CHANGED.search(subject(total.label))
            or text[total.label_start - 2 : total.label_start] == "中，"
        ):
            continue  # 播种面积中，小麦…、玉米…: the first of the parts
        if at + 1 == len(items) or not same_unit(items[at + 1], total):
            continue
        parts = _parts(items, at)
        if len(parts) < 2 or parts[0].lead == "、" or any(p.value >= total.value for p in parts):
            continue
        if len(parts) == 2 and not _is_close(total, parts):
            continue
        member = total.lead in "，、" and any(
            i.sentence == total.sentence and same_unit(i, total) for i in items[max(0, at - 6) : at]
        )
        if member and not _SAYS_ALL.search(total.label):
            continue
        said = _SAYS_ALL.search(total.label) or parts[0].lead in "：:"
        said = said or _BY.fullmatch(text, total.end, parts[0].label_start) is not None
        if said or (
            len(parts) > 2
            and (
                _verb_of(parts)
                or _is_of_one_noun(total, parts)
                or _opens_list(total, parts)
                or _are_places(total, parts)
            )
        ):
            yield total, parts


_ANOTHER_WAY: Final = re.compile(
    "(?:^|[，。；])(?:其中|又|另)?(?:按|从|依|就)[^，。；、\\d]{1,8}?(?:分|划分|看|来看|统计|计)?[，：:]?$"
)


def divided_again(text: str, items: Sequence[Item]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """52人，其中语文…、数学…，按学段，小学…、初中…、高中…: a second division of the same total."""
    for at in range(2, len(items) - 1):
        first = items[at]
        opens = text[max(0, first.label_start - 14) : first.label_start]
        if first.lead not in "，：:" or not _ANOTHER_WAY.search(opens):
            continue
        parts = (first, *_parts(items, at)) if _names_part(first) else ()
        back = 1 if re.search("。[^，。]*[，：:]?$", opens) else 0
        own = [i for i in items[max(0, at - 20) : at] if i.sentence == first.sentence - back
               and same_unit(i, first) and is_firm(i) and i.depth == first.depth]  # fmt: skip
        joined = len({p.lead for p in parts[1:]}) == 1
        if len(parts) < 2 or not own or not joined:
            continue
        total = own[0]
        if sum(p.value for p in parts) in {i.value for i in own}:
            continue
        if all(p.value < total.value for p in parts) and _is_near(total, parts, 5):
            yield total, parts


def _names_part(item: Item) -> bool:
    label = subject(item.label)
    return (
        bool(label) and is_firm(item) and not (_ALSO_TOTAL.search(label) or _CHANGED.search(label))
    )


def _are_places(total: Item, parts: Sequence[Item]) -> bool:
    """甲镇1.4万人、乙镇0.9万人、丙镇1.1万人: places of one rank that make a little more than the
    total, or all but make it."""
    ranks = {p.label[-1:] for p in parts}
    joined = parts[0].lead in "，：" and all(p.lead == "、" for p in parts[1:])
    named = (
        len(ranks) == 1 and ranks <= set("镇乡村县区市") and max(len(p.label) for p in parts) < 6
    )
    over = sum(p.value for p in parts) > total.value
    return joined and named and (_is_near(total, parts) if over else _is_close(total, parts))


_LIST_OPENS: Final = re.compile(
    r"^(?:设|含|计(?!划)|分设|下设|有(?!效|关|机|色|限|偿|线))(?=[\u4e00-\u9fff]{2})"
)


def _opens_list(total: Item, parts: Sequence[Item]) -> bool:
    """床位480张，设内科120张、外科150张…: the verb of the first part holds for all of them, and
    they all but make the total."""
    joined = parts[0].lead == "，" and all(p.lead == "、" for p in parts[1:])
    opens = _LIST_OPENS.search(parts[0].label) is not None
    return joined and opens and _is_close(total, parts)


_INCLUDED: Final = re.compile(
    "^(?:其中|含|包括|包含|如|另|不含|不包括|原|比|较|上年|去年|约|即|占)"
)


def bracketed(text: str, items: Sequence[Item]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Give each total whose bracket holds nothing but its parts (46人（在编38人、聘用8人）)."""
    for at, total in enumerate(items[:-2]):
        first = items[at + 1]
        if first.depth != total.depth + 1 or first.lead not in "（(" or not is_firm(total):
            continue
        if text[total.end : first.label_start] not in ("（", "(") or not total.label:
            continue
        inside: list[Item] = []
        for item in items[at + 1 : at + 20]:
            if item.depth <= total.depth or item.sentence != total.sentence:
                break
            inside.append(item)
        if len(inside) > 1 and all(_is_in_bracket(i, total) for i in inside):
            parts = tuple(inside)
            if _is_near(total, parts, 10 if len(parts) == 2 else 5):
                yield total, parts


def _is_in_bracket(item: Item, total: Item) -> bool:
    label = subject(item.label)
    named = label and not _CHANGED.search(label) and not _INCLUDED.search(item.label)
    fits = same_unit(item, total) and item.value < total.value and item.lead in "（(、，；和及"
    return bool(named) and fits and is_firm(item) and item.depth == total.depth + 1


def _is_close(total: Item, parts: Sequence[Item]) -> bool:
    """Two figures that all but make the total are its halves; others need not be."""
    return abs(sum(p.value for p in parts) - total.value) * 20 <= total.value


def _is_of_one_noun(total: Item, parts: Sequence[Item]) -> bool:
    """各类贷款 and 农业贷款, 工业贷款 …: the parts and the total are called by one noun; or the
    last part is the rest."""
    noun = subject(total.label)[-2:]
    named = len(noun) == 2 and all(p.label.endswith(noun) for p in parts)
    return (named or bool(REST.match(parts[-1].label))) and _is_near(total, parts)


def _is_near(total: Item, parts: Sequence[Item], of: int = 5) -> bool:
    """The sum is off by a fifth (or such a share) of the total at most."""
    return abs(sum(p.value for p in parts) - total.value) * of <= total.value


def _parts(items: Sequence[Item], at: int) -> tuple[Item, ...]:
    total = items[at]
    parts: list[Item] = []
    for item in items[at + 1 : at + 20]:
        near = item.sentence <= total.sentence + 1 and item.depth == total.depth
        if not near or not same_unit(item, total) or item.quantity.chinese:
            break
        if parts and item.sentence != parts[0].sentence:
            break
        label = subject(item.label)
        own = _verbless(item.label) or label
        if not own and item.lead and item.lead in "）)":
            return ()  # 劳动者（货车司机、外卖员）2708人: the list goes on
        if not own or _ALSO_TOTAL.search(own) or _CHANGED.search(own) or not is_firm(item):
            break
        if parts and item.lead not in "、，；。和及":
            break
        parts.append(item)
    if parts and parts[0].sentence != total.sentence and parts[0].lead not in "。：":
        return ()
    return tuple(parts)


def _verbless(label: str) -> str:
    verb = next((v for v in _VERBS if label.startswith(v)), "")
    return label.removeprefix(verb)


def _verb_of(parts: Sequence[Item]) -> str:
    """The verb that every part of the list begins with, if it is one."""
    labels = [p.label for p in parts]
    return next((v for v in _VERBS if all(x.startswith(v) for x in labels)), "")


def is_named_after(total: Item, parts: Sequence[Item]) -> bool:
    """死伤47人 for 死 and 伤, 城乡 for 城镇 and 乡村: the total's name is made of its parts' names."""
    name = re.sub("总?(?:人数|数|额|计|共)$", "", subject(total.label))
    heads = [subject(p.label)[:1] for p in parts]
    if len(set(heads)) != len(parts) or not 2 <= len(parts) <= 6 or not all(heads):
        return False
    return "".join(heads) in name
