"""Shares (占比) and rates (率) whose part and whole stand in the words beside them, whatever they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.changes import subject_of
from fangzhi.facts.arithmetic.pools import MOST_CLAIMS
from fangzhi.facts.arithmetic.portions import any_two, rate_of_two, respective, whole_of_all
from fangzhi.facts.arithmetic.shares import is_in_turn
from fangzhi.facts.breaks import opening
from fangzhi.facts.explanations.rates import RATES
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

_OF_WHOLE: Final = re.compile(r"占(?P<whole>[^占，。；、]{2,16}?)的(?:比重|比例)?(?:约|达|为)?$")
_BARE: Final = re.compile(r"(?:占|占比|占比为|占比达|占总数的|所占比重为?|所占比例为?|比重为?)$")
_IS_OF: Final = re.compile(
    "(?<=[，；])(?:[^，。；]{2,6})?(?:约|仅|已)?(?:为|是|相当于|等于)[^，。；]{0,12}$"
)
_WITHIN: Final = re.compile(r"中，?占(?:比)?(?:为|达)?")
_RATE: Final = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,8}?)[率面](?:为|达|达到|分别为)?$")
_NO_VERB: Final = re.compile(
    "(?:增长|增|降|利|税|费|汇|概|几|频|效|功|速|失业|死亡|出生|生|利润|贡献|折|毛利|净|复合)$"
)


_BEASTS: Final = frozenset("头只匹羽口处座个")
_REACH: Final = 60
"""How many quantities back a whole may stand: no paragraph of a chronicle holds more."""


class NearShare(msgspec.Struct, frozen=True):
    """`said` (a percentage) is said to be `part` of `whole`; `others` are wholes it may mean too.

    `words` is where the phrase starts ("占…", "…率"). `sure` tells that the words name the whole.
    """

    said: Item
    part: Item
    whole: Item
    others: tuple[tuple[Item, Item], ...]
    words: int
    sure: bool


def near_shares(text: str, items: tuple[Item, ...]) -> Iterator[NearShare]:
    """Give every percentage whose part and whole the text holds too."""
    seen: set[int] = set()
    most = MOST_CLAIMS
    for said, part, whole, words in respective(items):
        seen.add(said.start)
        yield NearShare(said, part, whole, (), words, True)
    for at, said in enumerate(items):
        if said.quantity.kind not in ("percent", "permille") or not is_firm(said):
            continue
        if is_in_turn(items, at):
            continue
        most -= 1
        if most < 0:
            return
        low = max(0, at - _REACH)
        share = _share(text, items[low : at + 3], at - low) if said.start not in seen else None
        if share is None and said.start not in seen:
            two = any_two(items[low : at + 6], at - low)
            share = NearShare(said, *two, (), said.label_start, False) if two is not None else None
        if share is not None and share.part.quantity.kind in ("count", "measure"):
            yield share


def _share(text: str, items: tuple[Item, ...], at: int) -> NearShare | None:
    label = items[at].label
    if items[at].lead in "）)" and label == "的" and text[items[at].label_start - 2] in _BEASTS:
        return _of_figure(text, items, at)  # 42.3万头（只）的44.0%
    if label == "的" or _WITHIN.fullmatch(label):
        return _of_figure(text, items, at)
    of = _OF_WHOLE.search(label)
    if of is not None:
        return _of_named(items, at, of)
    if _BARE.search(label):
        return _of_total(text, items, at)
    rate = _RATE.search(label)
    if rate is None:
        return None
    found = _rate(items, at, rate)
    if found is None and not _NO_VERB.search(rate["name"]) and "比" not in label:
        two = rate_of_two(items, at, rate["name"])
        start = items[at].label_start + rate.start("name")
        found = NearShare(items[at], *two, (), start, False) if two is not None else None
    return found


def _of_figure(text: str, items: Sequence[Item], at: int) -> NearShare | None:
    """n，占W N的P%."""
    if at < 2 or not is_firm(items[at - 1]):
        return None
    said, whole = items[at], items[at - 1]
    part = _part_before(items, at - 1, whole)
    if part is None:
        return None
    if said.label != "的":
        return NearShare(said, part, whole, (), said.start - 1, True)
    found = text.rfind("占", part.end, whole.start)
    if found < 0 and (other := _IS_OF.search(text, part.end, whole.start)):
        found = other.start()
    if found < 0 or any(c in text[found : whole.start] for c in "，。；"):
        return None
    return NearShare(said, part, whole, (), found, True)


def _part_before(items: Sequence[Item], at: int, like: Item) -> Item | None:
    """The quantity just before in the sentence, where it has the whole's unit."""
    part = items[at - 1] if at else None
    if part is None or part.sentence != like.sentence or part.depth != like.depth:
        return None
    alike = same_unit(part, like) or {part.unit, like.unit} in _ALIKE
    good = alike and is_firm(part) and part.quantity.kind in ("count", "measure")
    return part if good else None


_ALIKE: Final = tuple(
    {a, b}
    for a, b in ("头只", "头匹", "只羽", "张票", "人名", "户家", "家个", "处个", "所个", "座处")
)
"""Units in which one thing may be counted two ways."""


def _own_part(items: Sequence[Item], at: int, named: str) -> Item | None:
    """The part a 占… clause speaks of: by its name, else the quantity just before."""
    said = items[at]
    if named:
        for item in reversed(items[:at]):
            if (
                item.quantity.kind in ("count", "measure") and subject_of(item).endswith(named)
            ) or subject_of(item).startswith(named):
                return item if is_firm(item) else None
        return None
    part = items[at - 1] if at else None
    if part is None or part.sentence != said.sentence or part.depth != said.depth:
        return None
    good = part.quantity.kind in ("count", "measure") and is_firm(part)
    return part if good and said.clause - part.clause <= 1 else None


def _of_named(items: Sequence[Item], at: int, of: re.Match[str]) -> NearShare | None:
    """n，占W的P%, N of W given elsewhere in the text."""
    said = items[at]
    part = _own_part(items, at, subject(said.label[: of.start()]))
    if part is None:
        return None
    name = re.sub(r"^(?:全县|全市|全省|全区|全镇|全乡|全村|全部)", "", of["whole"])
    if not name:
        return None  # 占全省的: nothing here is of the whole province
    wholes = [
        i for n, i in enumerate(items)
        if i is not part and same_unit(i, part) and is_firm(i) and i.value >= part.value
        and (n <= at + 1 or subject_of(i) == name) and (_names(subject_of(i), name) or _is_sum_of(i, part, name))
        and not (i.year and part.year and i.year != part.year)
    ]  # fmt: skip
    if not wholes:
        found = whole_of_all(items, at, part, of["whole"])
        wholes = [found] if found is not None else []
    if not wholes:
        return None
    others = tuple((part, w) for w in wholes[:-1])
    return NearShare(said, part, wholes[-1], others, said.label_start + of.start(), True)


def _is_sum_of(whole: Item, part: Item, name: str) -> bool:
    """发放贷款N，其中涉农贷款n，占贷款总额的P%: the total said right before 其中."""
    among = part.label.startswith("其中") and part.clause == whole.clause + 1
    bare = re.sub("总[额量数]$", "", name)
    return among and bare != name and len(bare) > 1 and subject_of(whole).endswith(bare)


def _names(label: str, name: str) -> bool:
    short = re.sub("(?<=.)(?:总?面积|总[数量额]|数)$", "", name)
    if len(short) > 1 and label.endswith(short):
        return True
    if name.startswith("总"):  # 总人口 is not any 人口
        return label.endswith((name, "总数", "合计")) or label == name.removeprefix("总")
    return len(label) >= 2 and (label.endswith(name) or name.endswith(label))


def _of_total(text: str, items: Sequence[Item], at: int) -> NearShare | None:
    """N，其中n，占P%: the whole is the total before 其中."""
    said = items[at]
    bare = _BARE.search(said.label)
    assert bare is not None
    part = _own_part(items, at, subject(said.label[: bare.start()]))
    if part is None:
        return None
    before = [
        i for i in items[:at]
        if i.start < part.start and same_unit(i, part) and is_firm(i)
        and i.value >= part.value and i.depth <= part.depth
    ]  # fmt: skip
    start = opening(text, part.start)
    among = text.find("其中", start, part.start)
    wholes = [i for i in before if i.end <= among and i.start >= start] if among >= 0 else []
    if not wholes:  # one larger figure of the sentence, and no other
        shared = {a.start for a, b in pairwise(items[: at + 1]) if _has_share(a, b)}
        wholes = [i for i in before if i.start >= start and i.sentence == part.sentence]
        if any(w.start in shared for w in wholes):
            return None  # 12个，占75%；10个，占62.5%: parts of a whole said elsewhere
        if len(wholes) != 1 or said.value >= 100 or re.search("剩|余", part.label):
            return None
    others = tuple((part, w) for w in before if w is not wholes[-1])
    return NearShare(said, part, wholes[-1], others, said.label_start + bare.start(), False)


def _has_share(item: Item, after: Item) -> bool:
    """The percentage right after a figure is the share that it is."""
    share = after.quantity.kind in ("percent", "permille") and after.label.startswith("占")
    return share and after.lead == "，" and after.clause == item.clause + 1


def _rate(items: Sequence[Item], at: int, rate: re.Match[str]) -> NearShare | None:
    said = items[at]
    name = rate["name"]
    key = next((k for k in sorted(RATES, key=len, reverse=True) if name.endswith(k)), None)
    if "比" in said.label:
        return None
    if key is None:
        return _rate_of_its_verb(items, at, rate)
    counted, of = (re.compile(pattern) for pattern in RATES[key])
    near = [
        i for i in items[:at]
        if i.sentence == said.sentence and i.quantity.kind in ("count", "measure") and is_firm(i)
        and i.depth == said.depth and said.clause - i.clause <= 4
    ]  # fmt: skip
    parts = [i for i in near if counted.search(i.label)]
    if not parts:
        return _told_after(items, at, key)
    part = parts[-1]
    like = [i for i in near if same_unit(i, part) and i is not part and i.start < part.start]
    if not any(of.search(i.label) for i in like):
        like = [i for i in near if same_unit(i, part) and i is not part]
    wholes = [i for i in like if of.search(i.label) and not counted.search(i.label.split("，")[-1])]
    wholes = wholes or [i for i in like if of.search(i.label)]
    if not wholes:
        return _rate_of_its_verb(items, at, rate)
    start = said.label_start + rate.start("name")
    return NearShare(said, part, wholes[-1], tuple((part, w) for w in wholes[:-1]), start, False)


def _told_after(items: Sequence[Item], at: int, key: str) -> NearShare | None:
    """城镇化率46.8%，城镇人口13.06万人，常住人口27.9万人: part and whole follow the rate."""
    said, after = items[at], items[at + 1 : at + 3]
    if len(after) < 2 or not all(i.sentence == said.sentence and is_firm(i) for i in after):
        return None
    counted, of = (re.compile(pattern) for pattern in RATES[key])
    for part, whole in (after, after[::-1]):
        told = counted.search(part.label) and of.search(whole.label)
        if told and same_unit(part, whole) and part.value < whole.value:
            return NearShare(said, part, whole, (), said.label_start, False)
    return None


def _rate_of_its_verb(items: Sequence[Item], at: int, rate: re.Match[str]) -> NearShare | None:
    """n done (建册2864人), …率P%: what was done, and the only larger like quantity of the sentence
    or, said with 应, right after it."""
    said, name = items[at], rate["name"]
    if _NO_VERB.search(name):
        return None
    verb = name[-2:]
    near = [
        i for i in (*items[:at], *items[at + 1 : at + 2])
        if i.sentence == said.sentence and i.quantity.kind in ("count", "measure") and is_firm(i)
        and i.depth == said.depth and abs(said.clause - i.clause) <= 3
    ]  # fmt: skip
    parts = [i for i in near if i.start < said.start and _does(i, verb)]
    if not parts:
        return _rate_within(items, at, rate)
    part = parts[-1]
    wholes = [
        i for i in near
        if i is not part and same_unit(i, part) and i.value >= part.value
        and (i.start < part.start or f"应{verb}" in i.label) and not (_does(i, verb) and i in parts)
    ]  # fmt: skip
    due = [i for i in wholes if "应" in i.label]
    wholes = due or wholes
    if not wholes or (len(wholes) > 1 and not due):
        return None
    start = said.label_start + rate.start("name")
    return NearShare(said, part, wholes[-1], (), start, False)


def _does(item: Item, verb: str) -> bool:
    """The words before or right after the figure say that this was done, not that it was due;
    参评 stands for 参加评议."""
    if len(verb) == 2 and re.match(f"{verb[0]}加?[\u4e00-\u9fff]?{verb[1]}", item.label):
        return True
    return (verb in item.label and f"应{verb}" not in item.label) or item.tail.startswith(verb)


def _rate_within(items: Sequence[Item], at: int, rate: re.Match[str]) -> NearShare | None:
    """在48个村中，通路的45个，通达率P%: the whole said with 中, the part right after it."""
    if at < 2:
        return None
    said, part, whole = items[at], items[at - 1], items[at - 2]
    within = whole.tail.endswith("中") and same_unit(part, whole) and part.value <= whole.value
    close = part.clause == said.clause - 1 and whole.sentence == said.sentence
    if not (within and close and is_firm(part) and is_firm(whole)):
        return None
    return NearShare(said, part, whole, (), said.label_start + rate.start("name"), False)
