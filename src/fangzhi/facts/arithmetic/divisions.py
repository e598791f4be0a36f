"""A whole and then its complete division, with no word between (120人，男70人，女50人)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from fangzhi.facts.arithmetic.partitions import completes
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

MOST: Final = 40
"""No sentence lists more parts; a longer run is not a list of parts."""
NO_WHOLE: Final = re.compile(
    "(?:增长|增加|减少|下降|净增|净减|新增|多|少|超过|增|减)(?:了|约)?$|(?:比|较)[^，]*$"
)
MEAN: Final = re.compile(
    "(?<![多常历]年)平均|(?<![平])均|率|中位|年龄|寿命|单价|价格|温|海拔|标准|最高|最低|比为|性别比|相差"
)
COMPARED: Final = re.compile("(?:比|较)(?:上|去|前|同|(?:1[0-9]|20)\\d\\d)")
PART_OF_YEAR: Final = re.compile("季度|上半年|下半年")


def labels_of(parts: Sequence[Item]) -> list[str]:
    """Give the words that name the parts; the noun after the unit where none stands before."""
    return [subject(p.label) or p.tail for p in parts]


def total_of(parts: Sequence[Item]) -> Decimal:
    """Add the parts up."""
    return sum((p.value for p in parts), Decimal(0))


def divided(items: tuple[Item, ...]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """A whole and then its complete division with no 其中 between (120人，男70人，女50人)."""
    for at in range(len(items)):
        for length in range(_run_length(items[at : at + 5]), 1, -1):
            run = items[at : at + length]
            if completes(labels_of(run)):
                after = items[at + length : at + length + 1]
                before = items[at - 1].lead if at else ""
                goes_on = run[0].lead == "；" and before != "" and before in "：:；"
                listed = (
                    run[0].lead == "、"
                    or goes_on
                    or any(i.lead == "、" and same_unit(i, run[0]) for i in after)
                    or _goes_further(items, at + length, run)
                )
                total = _year_before(items, at, run) if not listed else None
                total = None if listed else total or _whole_before(items, at)
                if total is not None and _are_siblings(total, run, after):
                    total = None
                if total is not None:
                    yield total, run
                break


def _are_siblings(whole: Item, run: Sequence[Item], after: Sequence[Item]) -> bool:
    """农民代表42名，工人代表25名，干部代表38名，知识分子代表26名: the first is one of the list."""
    nouns = {i.label[-2:] for i in (whole, *run, *after)}
    return len(after) > 0 and len(nouns) == 1 and after[0].lead == run[-1].lead == run[0].lead


def _goes_further(items: tuple[Item, ...], end: int, run: Sequence[Item]) -> bool:
    """城市低保…；农村低保…；临时救助…: the list has more in it than the two."""
    nexts = [i for i in items[end : end + 3] if i.sentence == run[0].sentence]
    return run[-1].lead == "；" and any(i.lead == "；" and same_unit(i, run[0]) for i in nexts)


def _year_before(items: tuple[Item, ...], at: int, run: Sequence[Item]) -> Item | None:
    """The year's figure of the paragraph that four quarters or two halves come near to."""
    if not all(PART_OF_YEAR.search(i.label) for i in run):
        return None
    added = total_of(run)
    like = [i for i in items[max(0, at - MOST) : at] if same_unit(i, run[0]) and is_firm(i)
            and not NO_WHOLE.search(i.label) and not re.search("比|较|上年", i.label)]  # fmt: skip
    if any(i.value == added for i in like):
        return None
    near = [i for i in like if abs(i.value - added) * 10 <= added]
    return near[0] if len(near) == 1 else None


def _is_alone(before: Sequence[Item], item: Item, head: Item) -> bool:
    """The one like quantity of the sentence before, whose only other figures are ratios of it."""
    same = [i for i in before if i.sentence == item.sentence and i.quantity.kind == "measure"]
    return item.sentence == head.sentence - 1 and same == [item]


def is_run(run: Sequence[Item]) -> bool:
    """Tell whether the items are one run of like quantities."""
    return _run_length(run) == len(run)


def _run_length(items: Sequence[Item]) -> int:
    """How many of the items, from the first on, are a run of like quantities."""
    head = items[0]
    for number, p in enumerate(items):
        if (number and not (p.lead and p.lead in "、，；")) or not (
            p.label
            and p.sentence == head.sentence
            and p.depth == head.depth
            and same_unit(p, head)
            and not MEAN.search(p.label)
            and not COMPARED.search(p.label)
        ):
            return number
    return len(items)


def _whole_before(items: tuple[Item, ...], at: int) -> Item | None:
    """The nearest earlier like quantity that is no part itself and larger than each part."""
    head = items[at]
    for item in reversed(items[max(0, at - MOST) : at]):
        if item.sentence < head.sentence - 1:
            return None
        if NO_WHOLE.search(item.label) and item.value < head.value:
            continue
        if same_unit(item, head) and item.depth <= head.depth:
            if item.quantity.kind not in ("count", "measure"):
                return None
            plain = is_firm(item) and not MEAN.search(item.label)
            near = item.clause >= head.clause - 2 or _is_alone(items[:at], item, head)
            return item if near and plain else None
    return None
