"""Parts and wholes that a percentage is of by its place alone: 应到N、实到n, …率P%; 分别占P、Q."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from fangzhi.facts.arithmetic.slips import is_one_slip
from fangzhi.facts.bounds import around, quotient
from fangzhi.facts.statements import Item, is_firm, same_unit

PartAndWhole = tuple[Item, Item]
_DUE: Final = re.compile(
    "应|共|总|计划|全|需|抽|检|受|立|下达|任务|目标|预算|送|报|参加|发出|播|栽|投放|摸排|排查|核定|设计"
)
_DONE: Final = re.compile("实|已|完成|合格|达标|通过|成|到位|收回|符合|有效|其中")
_ALL: Final = re.compile(
    "^(?:全[^，]{0,3})?(?:总|全部|全体|同期|全[县市镇乡村州区省])|(?:总[数量额]|总人口|总面积|总户数)$"
)
_NAMED_UNITS: Final = (
    ("户", "户"), ("人口", "人"), ("人数", "人名"), ("职工", "人名"), ("教师", "人名"), ("学生", "人名"),
    ("党员", "人名"), ("代表", "人名"), ("面积", "亩公顷平方千米平方公里平方米"), ("耕地", "亩公顷"),
    ("林地", "亩公顷"), ("村", "个"), ("企业", "家户个"), ("收入", "元"), ("支出", "元"),
    ("投资", "元"), ("产值", "元"), ("产量", "吨公斤千克斤担"), ("里程", "千米公里里"),
)  # fmt: skip
_RESPECTIVELY: Final = re.compile(
    r"(?:分别|依次|各)(?:约)?(?:占|为)(?P<whole>[^占，。；、]{0,14}?)(?:的(?:比重|比例)?)?(?:分别)?为?$"
)
_FACTOR: Final = {"percent": 100, "permille": 1000}


def rate_of_two(items: Sequence[Item], at: int, name: str) -> PartAndWhole | None:
    """应参加512人，实际参加486人，参训率P%: the only two like figures before the rate, the lesser
    of them done and the greater due, one digit away from making it."""
    said = items[at]
    near = [
        i for i in items[max(0, at - 6) : at]
        if i.sentence == said.sentence and i.quantity.kind in ("count", "measure") and is_firm(i)
        and i.depth == said.depth and said.clause - i.clause <= 3
    ]  # fmt: skip
    if len(near) < 2 or not (same_unit(near[-1], near[-2]) or _is_vote(near[-1], near[-2])):
        return None
    if len(near) > 2 and same_unit(near[-3], near[-1]):
        return None
    whole, part = sorted(near[-2:], key=lambda i: -i.value)
    if whole is near[-1] and name[:1] in whole.label and name[:1] not in part.label:
        more = _too_many(near[-1], near[-2], said)
        if more is not None:
            return more
    words = part.label + part.tail
    done = _DONE.search(words) or any(c in words for c in name if c not in "总年均率的")
    if not done or not (_DUE.search(whole.label) or whole is near[-2]) or part.value == whole.value:
        return None
    return (part, whole) if is_nearly(part, whole, said) else None


def _too_many(part: Item, whole: Item, said: Item) -> PartAndWhole | None:
    """共有218个村，通客车的270个，通车率95.0%: more than there are, but for one slip."""

    def holds(values: Sequence[Decimal]) -> bool:
        made = values[0] * 100 / values[1] if values[1] > 0 else Decimal(0)
        return made <= 100 and abs(made - values[2]) <= said.quantity.step / 2

    plain = said.quantity.kind == "percent" and said.value <= 100
    slip = plain and is_one_slip([part.quantity, whole.quantity, said.quantity], holds)
    return (part, whole) if slip else None


_OF_SOMETHING: Final = re.compile(
    "率(?:为|达到?|是|仅为|约为)?$|占[^，]{0,14}$|的$|(?:完成|达到?|为)[^，]{0,10}的$|占比(?:为|达)?$|比重(?:为|达)?$"
)
_NO_PORTION: Final = re.compile(
    "增|减|升|降|提高|比上|较|同比|(?:利|税|汇|费|折|概|速|频|效|几)率|率比|高于|低于|超"
)
_FEW: Final = 5


def any_two(items: Sequence[Item], at: int) -> PartAndWhole | None:
    """Give the two like figures of the sentence, on either side of the percentage, that stand side
    by side and would make it if one digit were another; None where any two make it as they are."""
    said = items[at]
    if not _OF_SOMETHING.search(said.label) or _NO_PORTION.search(said.label):
        return None
    wider = re.search("全国|全省|全市|全州", said.label)
    if wider is not None and not any(
        wider.group() in i.label for i in items[max(0, at - _FEW) : at + 1 + _FEW] if i is not said
    ):
        return None
    planned = _of_plan(items, at)
    if planned is not None:
        return planned
    near = [
        i for i in items[max(0, at - _FEW) : at + 1 + _FEW]
        if i.sentence == said.sentence and i.quantity.kind in ("count", "measure") and is_firm(i)
        and abs(i.clause - said.clause) <= 3 and not _CHANGED.search(i.label)
    ]  # fmt: skip
    pairs = []
    for first, second in pairwise(near):
        if not (same_unit(first, second) or _is_vote(first, second)):
            continue
        whole, part = sorted((first, second), key=lambda i: -i.value)
        if whole.value > part.value > 0 and (
            whole.depth == part.depth or whole.depth == said.depth
        ):
            pairs.append((part, whole))
    factor, ranges = _FACTOR[said.quantity.kind], [around(i.quantity) for i in near]
    for part, own in zip(near, ranges, strict=True):
        for whole, over in zip(near, ranges, strict=True):
            if part is not whole and same_unit(part, whole):
                made = quotient(own, over, factor)
                if made is not None and made.allows(said.quantity):
                    return None
    close = [p for p in pairs if is_nearly(*p, said) and _is_of_it(*p, said)]
    return close[0] if len(close) == 1 else None


_PLAN: Final = re.compile("任务|计划|指标|目标|预算|定额|预期")


def _of_plan(items: Sequence[Item], at: int) -> PartAndWhole | None:
    """任务8400万元，实际9072万元，完成任务的108%: what was done may be more than was planned."""
    said = items[at]
    if not re.search(
        f"(?:完成|占|为|达)[^，]{{0,8}}(?:{_PLAN.pattern})[^，]{{0,3}}的$", said.label
    ):
        return None
    near = [i for i in items[max(0, at - 3) : at] if i.sentence == said.sentence and is_firm(i)]
    if len(near) < 2 or not same_unit(near[-1], near[-2]):
        return None
    plans = [i for i in near[-2:] if _PLAN.search(i.label)]
    if len(plans) != 1:
        return None
    done = near[-1] if plans[0] is near[-2] else near[-2]
    return done, plans[0]


_CHANGED: Final = re.compile("增长|增加|减少|下降|比|较|平均|均")


def _makes(part: Item, whole: Item, said: Item) -> bool:
    found = quotient(around(part.quantity), around(whole.quantity), _FACTOR[said.quantity.kind])
    return found is not None and found.allows(said.quantity)


def _is_of_it(part: Item, whole: Item, said: Item) -> bool:
    """The words of the percentage and of the figures have something in common: a word of two
    characters, or 完成计划 of a plan."""
    words, others = said.label, part.label + part.tail + "，" + whole.label + whole.tail
    if re.search("完成|计划|任务", words):
        return re.search("计划|任务|指标|目标|应|预算", others) is not None
    name = re.sub("面积|[率占的为达到比重总全县市乡镇村年约是仅]", "，", words)
    pieces = {name[k : k + 2] for k in range(len(name) - 1) if "，" not in name[k : k + 2]}
    if any(piece in others for piece in pieces):
        return True
    return sum(c in part.label for c in set(name) - {"，"}) > 1  # 收回 for 回收率


def _is_vote(a: Item, b: Item) -> bool:
    return {a.unit, b.unit} <= {"张", "票", "人", "名", "份"} and a.unit != b.unit


def is_nearly(part: Item, whole: Item, said: Item) -> bool:
    """Tell whether the two make the percentage, or would if one digit were another."""
    factor = _FACTOR[said.quantity.kind]

    def holds(values: Sequence[Decimal]) -> bool:
        if values[1] <= 0 or values[0] > values[1]:
            return False
        return abs(values[0] * factor / values[1] - values[2]) <= said.quantity.step / 2

    found = quotient(around(part.quantity), around(whole.quantity), factor)
    if found is not None and found.allows(said.quantity):
        return True
    return is_one_slip([part.quantity, whole.quantity, said.quantity], holds)


def whole_of_all(items: Sequence[Item], at: int, part: Item, name: str) -> Item | None:
    """占总户数的P%: the figure of households before, whatever its label; 占总人口的P%（40.3万人）."""
    said = items[at]
    after = items[at + 1] if at + 1 < len(items) else None
    if after is not None and after.depth == said.depth + 1 and same_unit(after, part):
        told = name[-2:] in after.label and after.value >= part.value and is_firm(after)
        if told and after.clause == said.clause + 1:
            return after
    if not _ALL.search(name) or not _has_unit(name, part):
        return None
    near = [
        i for i in items[:at]
        if i.start < part.start and same_unit(i, part) and is_firm(i) and i.value >= part.value
        and i.sentence == part.sentence and i.depth <= part.depth
    ]  # fmt: skip
    return near[0] if len(near) == 1 else None


def _has_unit(name: str, part: Item) -> bool:
    known = [units for word, units in _NAMED_UNITS if word in name]
    return not known or any(part.unit in units for units in known)


def respective(items: Sequence[Item]) -> Iterator[tuple[Item, Item, Item, int]]:
    """Give (said, part, whole, start of words) for n1、n2，分别占P1%、P2%."""
    for at, first in enumerate(items):
        found = _RESPECTIVELY.search(first.label)
        if first.quantity.kind not in _FACTOR or found is None:
            continue
        if "为" in found.group() and not re.search(
            "占|比重|比例", first.label + items[at - 1].tail
        ):
            continue
        shares = [first]
        for item in items[at + 1 : at + 12]:
            joined = item.lead == "、" or item.label.strip() in ("和", "及", "与", "以及")
            if not joined or item.quantity.kind != first.quantity.kind or len(item.label) > 2:
                break
            shares.append(item)
        named = _named_before(items, at)
        end = at if named is None else at - 1
        parts = items[max(0, end - len(shares)) : end]
        if len(shares) < 2 or len(parts) != len(shares) or not all(map(is_firm, [*shares, *parts])):
            continue
        if not all(same_unit(p, parts[0]) and p.sentence == first.sentence for p in parts):
            continue
        whole = named or _whole_before(items[: at - len(shares)], parts)
        if whole is not None:
            start = first.label_start + found.start()
            yield from ((s, p, whole, start if s is first else s.start)
                        for s, p in zip(shares, parts, strict=True))  # fmt: skip


def _named_before(items: Sequence[Item], at: int) -> Item | None:
    """四项占人口126400人的比重，依次为P1、P2: the whole stands right before the shares."""
    whole = items[at - 1] if at else None
    told = whole is not None and re.match("的(?:比重|比例)", whole.tail) and "占" in whole.label
    return whole if told and whole is not None and is_firm(whole) else None


def _whole_before(items: Sequence[Item], parts: Sequence[Item]) -> Item | None:
    added = sum((p.value for p in parts), Decimal(0))
    for item in reversed(items):
        if item.sentence != parts[0].sentence:
            return None
        if same_unit(item, parts[0]):
            return item if item.value >= added and is_firm(item) else None
    return None
