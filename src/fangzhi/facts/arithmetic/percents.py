"""Shares that divide one whole (构成): lists of 占…% and ratios such as 24.6:31.0:44.5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.partitions import OVERLAPPING, REST, completes, excludes
from fangzhi.facts.arithmetic.slips import likely_readings, other_readings
from fangzhi.facts.breaks import opening
from fangzhi.facts.statements import Item, is_firm, subject

_SHARE: Final = re.compile(r"(?:占|占比|占比为|占比达|比重|比重为|比例|比例为|各占|分别占|分别为)$")
_OF_EACH: Final = re.compile("占各[^占，。；、]{1,12}的(?:比重|比例)?$")
"""门诊占各机构的39.21%，住院占41.41%: two parts of two wholes."""
_SHARE_OF: Final = re.compile(r"占(?P<whole>[^占，。；、]{1,14}?)的(?:比重|比例)?(?:分别)?为?$")
_RATIO: Final = re.compile(r"(?<![\d.:：∶])\d+(?:\.\d+)?(?:\s*[:：∶]\s*\d+(?:\.\d+)?){2,}")
_OF_RATIO: Final = re.compile("结构|构成|比例|比重|之比|产业之?比|比例?(?:分别)?(?:为|由|是)")
_TAIL: Final = re.compile(r"(?:各|分别|均|仅|约)?占.*$|(?:占比|比重|比例).*$")


class PercentList(msgspec.Struct, frozen=True):
    """Percentages said of one whole, with the names of the parts where they are given."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    step: Decimal
    labels: tuple[str, ...]
    closed: bool
    overlapping: bool
    last: tuple[int, int]

    @property
    def total(self) -> Decimal:
        """The sum of the percentages."""
        return sum(self.values, Decimal(0))

    @property
    def slack(self) -> Decimal:
        """How far rounding alone can take the sum from a hundred."""
        return self.step / 2 * len(self.values)


def find_percent_lists(text: str, items: tuple[Item, ...]) -> Iterator[PercentList]:
    """Give each list of three or more shares (two, when they are a complete division)."""
    yield from _ratios(text)
    yield from _led(text, items)
    yield from _unled(items)
    if "满意率" in text or "票率" in text or "成率" in text:
        yield from _rates(items)
    if _ANY_COMPLEMENT.search(text):
        yield from _complements(items)
    run: list[Item] = []
    whole = ""
    for item in items:
        if item.quantity.kind != "percent":
            if run and item.sentence != run[-1].sentence:
                yield from _list(text, run)
                run = []
            continue
        share, of = _share_of(item)
        follows = bool(run) and item.sentence == run[-1].sentence and of in ("", whole)
        bare = item.label == "" or subject(item.label) == ""
        share = share or (bool(run) and REST.match(item.label) is not None)
        ended = run and (
            (_WITHIN.match(item.label) and item.lead in "；，")
            or (("；" in text[run[-1].end : item.start] or _is_fine_whole(run)) and _are_whole(run))
        )
        if ended:
            yield from _list(text, run)
            run = []
            follows = False
        if (
            follows
            and (share or _is_listed(item) or (bare and item.label in ("和", "及", "与")))
            and item.depth == run[-1].depth
        ):
            run.append(item)
            continue
        if run:
            yield from _list(text, run)
        run, whole = ([item], of) if share else ([], "")
    if run:
        yield from _list(text, run)


def _is_listed(item: Item) -> bool:
    """鱼占79.16%、虾7.48%、蟹9.61%: 占 is said of the first only."""
    return item.lead == "、" and len(item.label) < 8 and _NO_SHARE.search(item.label) is None


def _are_whole(run: Sequence[Item]) -> bool:
    """文盲占12.40%、…、高中及以上占8.07%；从年龄看…: they make a hundred already."""
    slack = max(i.quantity.step for i in run) * len(run) / 2
    return len(run) > 1 and abs(sum((i.value for i in run), Decimal(-100))) <= slack


def _is_fine_whole(run: Sequence[Item]) -> bool:
    """Three parts and more, printed to decimals, do not make a hundred by chance."""
    return len(run) > 2 and all(i.quantity.step < 1 for i in run)


_LEADS: Final = re.compile(
    "(?:结构|构成|分布|组成|分配|来源|去向|投向|流向|用途|比例|比重|占比)(?:情况|比)?(?:分别)?(?:为|是)?[：:，]?$"
)
_LED: Final = re.compile(
    "(?:结构|构成|分布|组成|来源|去向|投向|流向|用途|比例)(?:分别)?(?:为|是)(?P<name>[^为是]{2,10})$"
)
_NO_SHARE: Final = re.compile("增|降|升|减|率|完成|比|提高|达到|幅|同期|占|超")


def _led(text: str, items: tuple[Item, ...]) -> Iterator[PercentList]:
    """用途分布：农业用水62%、工业用水21%、生活用水19%: named figures after a word for a division."""
    run: list[Item] = []
    for item in (*items, None):
        if run and item is not None and _goes_on(item, run):
            run.append(item)
            continue
        if len(run) > 2 and 95 <= sum(i.value for i in run) <= 112:
            labels = tuple(subject(i.label) for i in run)
            over = any(OVERLAPPING.search(label) for label in labels)
            yield PercentList(
                run[0].label_start, run[-1].end, tuple(i.value for i in run),
                max(i.quantity.step for i in run), labels, not over, over,
                (run[-1].label_start, run[-1].end),
            )  # fmt: skip
        run = [item] if item is not None and _begins(text, item) else []


def _unled(items: tuple[Item, ...]) -> Iterator[PercentList]:
    """小学46.8%，初中35.2%，高中12.6%，大专以上5.4%: nothing but names and percentages, which one
    digit would bring to a hundred."""
    run: list[Item] = []
    for item in (*items, None):
        plain = item is not None and _is_plain_share(item)
        if run and item is not None and plain and _goes_on(item, run):
            run.append(item)
            continue
        labels = tuple(subject(i.label) for i in run)
        total = sum((i.value for i in run), Decimal(0))
        told = len(run) > 2 and len(set(labels)) == len(run) and 85 <= total <= 115
        over = any(OVERLAPPING.search(label) for label in labels) and not excludes(labels)
        if told and total != 100 and not over and _sums_by_one_digit(run):
            yield PercentList(
                run[0].label_start, run[-1].end, tuple(i.value for i in run),
                max(i.quantity.step for i in run), labels, True, False,
                (run[-1].label_start, run[-1].end),
            )  # fmt: skip
        run = [item] if item is not None and plain else []


_COMPLEMENTS: Final = (
    ("识字率", "文盲率"), ("合格率", "不合格率"), ("达标率", "超标率"), ("出勤率", "缺勤率"),
    ("升学率", "落榜率"), ("就业率", "失业率"), ("命中率", "脱靶率"), ("成活率", "死亡率"),
)  # fmt: skip


_ANY_COMPLEMENT: Final = re.compile("文盲率|不合格率|超标率|缺勤率|落榜率|失业率|脱靶率|死亡率")


def _complements(items: tuple[Item, ...]) -> Iterator[PercentList]:
    """识字率88.4%，文盲率11.6%: one is what the other leaves."""
    for at, (first, second) in enumerate(pairwise(items)):
        before = items[at - 1] if at else None
        if before is not None and before.sentence == first.sentence and before.unit == "%":
            continue  # 优秀率、良好率、合格率、不合格率 are four
        names = first.label.rstrip("为达"), second.label.rstrip("为达")
        told = any(
            {a, b}
            == {x for n in names for x in (a, b) if n.endswith(x) and not n.endswith("不" + x)}
            for a, b in _COMPLEMENTS
        )
        near = second.sentence == first.sentence and second.clause == first.clause + 1
        if told and near and first.quantity.kind == second.quantity.kind == "percent":
            yield PercentList(
                first.label_start, second.end, (first.value, second.value),
                max(first.quantity.step, second.quantity.step), names, True, False,
                (second.label_start, second.end),
            )  # fmt: skip


def _sums_by_one_digit(run: list[Item]) -> bool:
    hundred = Decimal(100)
    added = sum((i.value for i in run), Decimal(0))
    fine = max(i.quantity.step for i in run) < 1
    return fine and any(
        added - i.value + other == hundred for i in run for other in other_readings(i.quantity)
    )


def _is_plain_share(item: Item) -> bool:
    label = subject(item.label)
    named = 0 < len(label) <= 8 and not _NO_SHARE.search(item.label)
    return item.quantity.kind == "percent" and is_firm(item) and named and item.value < 100


def _begins(text: str, item: Item) -> bool:
    if item.quantity.kind != "percent" or not is_firm(item):
        return False
    led = _LED.search(item.label)
    if led is not None:
        return _NO_SHARE.search(led["name"]) is None
    plain = not _NO_SHARE.search(item.label)
    if not plain or not item.label or item.lead == "" or item.lead not in "：:，":
        return False
    return _LEADS.search(text, max(0, item.label_start - 12), item.label_start) is not None


def _goes_on(item: Item, run: list[Item]) -> bool:
    same = item.quantity.kind == "percent" and item.sentence == run[0].sentence
    listed = item.lead in "、，；" and item.lead != "" and bool(subject(item.label))
    plain = is_firm(item) and not _NO_SHARE.search(item.label)
    return same and listed and plain and item.depth == run[0].depth


def _share_of(item: Item) -> tuple[bool, str]:
    of = _SHARE_OF.search(item.label)
    if of is not None:
        return True, of["whole"]
    return _SHARE.search(item.label) is not None, ""


def _list(text: str, run: list[Item]) -> Iterator[PercentList]:
    if len(run) < 2 or not all(is_firm(i) for i in run):
        return
    end = min([k for c in "。！？\n" if (k := text.find(c, run[-1].end)) >= 0] or [len(text)])
    start = opening(text, run[0].label_start)
    if _SEVERAL.search(text, start, min(end, run[-1].end + 60)):
        return
    labels = _in_turn(text, run) or tuple(subject(_TAIL.sub("", i.label)) for i in run)
    named = all(labels)
    closed = named and (completes(labels) or bool(REST.match(labels[-1])))
    if not closed and named and len(set(labels)) == len(run) > 2:
        told = _DIVIDED.findall(
            text, max(0, opening(text, max(0, start - 1)) - 1), run[0].label_start
        )
        many = {_COUNTED[c] for words in told for c in words if c in _COUNTED}
        closed = (
            bool(told) and (not many or len(run) in many) and not _FIRST.search(text, start, end)
        )
    if len(run) == 2 and _OF_EACH.search(run[0].label) and not run[1].label.startswith("其"):
        closed = False
    if len(run) == 2 and not (closed or 100 < sum(i.value for i in run) <= 103):
        return
    overlapping = (
        not closed
        and (any(OVERLAPPING.search(label) for label in labels) or len(set(labels)) < len(labels))
        and named
    )
    yield PercentList(
        run[0].label_start, run[-1].end, tuple(i.value for i in run),
        max(i.quantity.step for i in run), labels, closed, overlapping,
        (run[-1].label_start, run[-1].end),
    )  # fmt: skip


_WITHIN: Final = re.compile(
    "[^，。；、占]{2,8}(?<![高初])中(?![等学型级农专及师毒药暑风草餐介断转])"
)
_SEVERAL: Final = re.compile("多选|同时|交叉|兼有|兼具|可兼|重复")
_DIVIDED: Final = re.compile(
    "构成|结构|组成|分为[两三四五六七八九]?|分[三四五六七八]|[三四五六七八](?:部分|档|类|等|级|股|项|种)"
)
_COUNTED: Final = {"三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_FIRST: Final = re.compile("前[几两三四五六七八九]|主要|居前|依次|排名|最多|分别有|比上年|较上年")


def _in_turn(text: str, run: list[Item]) -> tuple[str, ...]:
    """城镇、乡村人口分别占46.8%和53.2%: the names that stand together before the figures."""
    found = _RESPECTIVELY.search(run[0].label)
    if found is None or any(subject(i.label) for i in run[1:]):
        return ()
    words = text[
        opening(text, run[0].label_start, "，。；：\n") : run[0].label_start + found.start()
    ]
    names = tuple(subject(name) for name in re.split("[、和与及]", words))
    return names if len(names) == len(run) and all(names) else ()


_RESPECTIVELY: Final = re.compile("(?:分别|各)(?:约)?占")


def _rates(items: tuple[Item, ...]) -> Iterator[PercentList]:
    """满意率79.27%，基本满意率8.28%，不满意率12.45%: the answers to one question."""
    run: list[Item] = []
    for item in (*items, None):
        rate = item is not None and item.quantity.kind == "percent" and is_firm(item)
        if item is not None and rate and _ANSWER.search(item.label):
            if run and (item.sentence != run[0].sentence or item.clause - run[-1].clause > 1):
                run = []
            run.append(item)
            continue
        names = tuple(_ANSWER.sub("", i.label)[-5:] + _ANSWER.search(i.label)["name"] for i in run)  # type: ignore[index]
        if len(run) > 2 and completes(tuple(n.replace("率", "") for n in names)):
            yield PercentList(
                run[0].label_start, run[-1].end, tuple(i.value for i in run),
                max(i.quantity.step for i in run), names, True, False,
                (run[-1].label_start, run[-1].end),
            )  # fmt: skip
        run = []


_ANSWER: Final = re.compile(
    "(?P<name>基本满意|不满意|满意|赞成|同意|反对|弃权)(?:率|票率)(?:为|是|达)?$"
)


def _ratios(text: str) -> Iterator[PercentList]:
    told = [re.split("[:：∶]", m.group()) for m in _RATIO.finditer(text)]
    whole = {len(n) for n in told if sum(Decimal(one.strip()) for one in n) == 100}
    for m in _RATIO.finditer(text):
        start = max(opening(text, m.start()), m.start() - 60)
        if not _OF_RATIO.search(text, start, m.start()):
            continue
        numbers = [n.strip() for n in re.split("[:：∶]", m.group())]
        values = tuple(Decimal(n) for n in numbers)
        beside = len(values) in whole and 60 <= sum(values) <= 150
        near = Decimal(90) <= sum(values) <= Decimal(110)
        if not near and not beside and not _misses_by_one_digit(numbers):
            continue
        step = Decimal(1).scaleb(-max(len(n.partition(".")[2]) for n in numbers))
        yield PercentList(*m.span(), values, step, (), True, False, m.span())


def _misses_by_one_digit(numbers: list[str]) -> bool:
    """24.38∶46.22∶92.40: two digits turned, or one one off, part them from a hundred."""
    values = [Decimal(n) for n in numbers]
    step = Decimal(1).scaleb(-max(len(n.partition(".")[2]) for n in numbers))
    missing = 100 - sum(values)
    return step < 1 and any(
        abs(other - value - missing) <= step * 3 / 2
        for value in values
        for other in likely_readings(value, step)
    )
