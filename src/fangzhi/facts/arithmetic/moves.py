"""Figures that stand beside a stated change and are what changed: no words join them, only
their places (2006年84500吨，2010年达到96200吨，增长13.8%)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fangzhi.facts.statements import Item, is_firm, same_unit, subject

Pair = tuple[Item, Item, bool]
"""Present value, base, and whether the base is the amount of the change."""

UP: Final = (
    "提价|涨价|加价|提速|增长|增加|增产|增收|增|上升|提高|"
    "提升|上涨|升高|升|净增|扩大|增幅|涨幅|升幅|增速|多"
)
DOWN: Final = (
    "减亏|减损|降价|跌价|减价|减排|缩减|节约|节省|节水|节电|削减|精简|下降|减少|降低|"
    "减产|减收|减|回落|下跌|缩短|缩小|下滑|下调|压减|降|降幅|减幅|跌幅|净减|少"
)
_TIMES: Final = (
    r"(?:1[0-9]|20)\d\d年(?:末|底|初)?|上一?年(?:末|底|同期)?|去年(?:同期)?|今年|本年|现在?|目前|如今|年初|同期|期初|"
    r"[一二三四五六七八九十\d]{1,3}年(?:间|来|中|内)?|[同环]比|(?:当年|次年|翌年|是年|同年)[春夏秋冬]?|年|期间|建国初期?|解放初期?|改革开放初期?"
)
_BARE: Final = re.compile(
    rf"^(?:的)?(?:(?:比|较|与|相比|同比|环比|{_TIMES})+(?:相比)?，?)?"
    rf"(?:(?:已|又|共|总共|累计|实际|净|约|反而|大幅|分别|仅|年|即|合计|平均|总量|总数|数量|规模)*)(?:{UP}|{DOWN})"
    r"(?:了|率|幅度|速度|比例|幅|达|为|到|的)*$"
)
_NOT_OF_TWO: Final = re.compile("年均|平均|递增|递减|逐年|分别")
_REACHES: Final = (
    "只有|仅有|仅剩|只剩|实际完成|实际|达到|达|增至|增加到|增长到|升至|上升到|升到|提高到|提高至|发展到|扩大到|扩大至|增到|上升至|增加至|"
    "增长至|降至|下降到|降到|下降至|减少到|减至|减少至|减到|压缩到|缩短到|缩短至|缩小到|回落到|回落至|变为|成为|为|有|是|已|仅|跌至|跌到"
)
_REACHED: Final = re.compile(
    rf"^(?:，)?(?:总[数量额])?(?:{_TIMES}|到|至|已|则|即|就|又|猛|迅速|共|{_REACHES})*$"
)
_BASE_TIME: Final = re.compile(
    "上一?年|去年|年初|期初|同期|前一?年|原来?|此前|初期|改革前|整治前|改造前|之前|以前|计划|基期"
)
_COMPARED: Final = re.compile(r"^(?:相比|比较)")
_WITH: Final = re.compile(r"(?:^|，)(?:与|同|和|跟)(?P<base>[^，]*)$")
_AMOUNT: Final = re.compile(rf"(?:{UP}|{DOWN})(?:了|约)?$|新增[^，]{{0,4}}$")
_MORE_OR_LESS: Final = re.compile("(?:比|较)[^，]{0,6}(?:多|少)[^，]{0,4}$")
_OTHER_BASE: Final = re.compile("^(?:其中)?(?:上一?年|去年|同期|基期|计划)")
_NET: Final = re.compile(
    rf"^[^，]*?(?:比|较|同比)[^，]*(?:{UP}|{DOWN})(?:了)?$|^(?:{UP}|{DOWN})了?$"
)


def beside(items: Sequence[Item], at: int) -> Pair | None:
    """Give what the change said at `at` is most plainly of, None where its neighbors do not fit."""
    said = items[at]
    if at < 2 or not _BARE.search(said.label) or _NOT_OF_TWO.search(said.label):
        return None
    for find in (_compared, _bracketed, _grown_by, _two_before):
        found = find(items, at)
        if found is not None:
            other = _is_of_others(said, *found) or _is_told_with_year(items[:at], said, *found)
            return None if other else found
    return None


_NAMED_YEAR: Final = re.compile(r"(?:比|较|与)(?P<year>(?:1[0-9]|20)\d\d)年")
_SPAN: Final = re.compile("(?P<years>[二两三四五六七八九十]|\\d{1,2})年(?:间|来|内)")


def _is_of_others(said: Item, current: Item, base: Item, by_difference: bool) -> bool:
    """The words of the change name another year, or more years than lie between the two."""
    named, span = _NAMED_YEAR.search(said.label), _SPAN.search(said.label)
    if by_difference or not (base.own_year and base.year):
        return False
    if named is not None:
        return base.year != int(named["year"])
    if span is None or not current.own_year:
        return False
    years = int(span["years"]) if span["years"].isdigit() else _YEARS.find(span["years"])
    return abs(current.year - base.year) not in (years, years - 1, years + 1)


def _is_told_with_year(
    items: Sequence[Item], said: Item, current: Item, base: Item, by_difference: bool
) -> bool:
    """1965年末1.24万公顷，再开荒7700公顷，1976年末2.01万公顷，比1965年增长…: the year named has its own figure."""
    named = _NAMED_YEAR.search(said.label)
    if named is None or by_difference or base.own_year:
        return False
    return any(
        i.own_year and i.year == int(named["year"]) and i is not current and same_unit(i, base)
        for i in items
    )


_YEARS: Final = "零一二三四五六七八九十"


def _fits(current: Item, base: Item, said: Item) -> bool:
    like = same_unit(current, base) and is_firm(current) and is_firm(base)
    value = all(i.quantity.kind not in ("points", "times", "doublings") for i in (current, base))
    whole = said.quantity.kind not in ("count", "measure") or same_unit(said, base)
    return like and value and whole and current.sentence == base.sentence == said.sentence


_OPENS: Final = re.compile("(?:由|从|自)[^，由从自]{0,16}$")
_LEADS_TO: Final = re.compile(f"(?:{_REACHES})[^，]{{0,10}}$|^(?:到|至)[^，]{{0,12}}$")


def told_before(items: Sequence[Item], at: int) -> tuple[Item, Item] | None:
    """增长P，由M增至N: the two figures follow the change."""
    after = items[at + 1 : at + 3]
    if len(after) < 2:
        return None
    said, (base, current) = items[at], after
    joined = base.lead == "，" and current.lead == "" and base.clause == said.clause + 1
    opens = _OPENS.search(base.label) if joined else None
    own = base.label[: opens.start()] if opens is not None else ""  # 骆驼则由…: another thing's
    told = opens and _LEADS_TO.search(current.label) and own.strip("则即已共从") in said.label
    return (current, base) if told and _fits(current, base, said) else None


def _compared(items: Sequence[Item], at: int) -> Pair | None:
    """与2005年的1286人相比，2015年教职工1642人，增长P."""
    said, current, base = items[at], items[at - 1], items[at - 2]
    if _WITH.search(current.label) and _COMPARED.match(current.tail):  # N，与上年的M相比，增长P
        follows = current.clause - 1 == base.clause and said.clause - current.clause == 1
        return (base, current, False) if follows and _fits(base, current, said) else None
    told = _WITH.search(base.label) and _COMPARED.match(base.tail)
    near = base.clause + 1 == current.clause == said.clause - 1 and said.depth == current.depth
    return (current, base, False) if told and near and _fits(current, base, said) else None


_BRACKET: Final = re.compile(
    r"^(?:上一?年|去年|上年同期|去年同期|同期|\d{4}年)(?:末|底)?(?:为|是)?$"
)


def _bracketed(items: Sequence[Item], at: int) -> Pair | None:
    """N（上年为M），增长P."""
    said, base, current = items[at], items[at - 1], items[at - 2]
    inside = base.depth == current.depth + 1 == said.depth + 1 and base.lead in "（("
    told = inside and _BRACKET.search(base.label) is not None
    return (current, base, False) if told and _fits(current, base, said) else None


def _grown_by(items: Sequence[Item], at: int) -> Pair | None:
    """较年初净增D，达到N，增长P; 增加D，增长P，达到N."""
    said, before, first = items[at], items[at - 1], items[at - 2]
    after = items[at + 1] if at + 1 < len(items) else None
    if said.quantity.kind not in ("percent", "permille") or said.depth != before.depth:
        return None
    if (
        _AMOUNT.search(first.label)
        and (_is_reached(before) or "余额" in before.label)
        and before.clause == said.clause - 1
    ):
        if (
            _NET.search(first.label)
            or (re.search("新增|净增", first.label) and "余额" in before.label)
            or not _is_reached(first)
        ):
            near = first.clause == before.clause - 1 and _fits(before, first, said)
            return (before, first, True) if near and _same_way(first, said) else None
        return None
    net = _NET.search(before.label) or _MORE_OR_LESS.search(before.label)
    if (
        net
        and not _NET.search(first.label)
        and not _AMOUNT.search(first.label)
        and (
            first.clause == before.clause - 1
            and _BARE.search(said.label)
            and _same_way(before, said)
            and not _OTHER_BASE.search(first.label)
        )
    ):
        return (first, before, True) if _fits(first, before, said) else None
    if after is None or not _NET.search(before.label) or not _is_reached(after):
        return None
    near = after.clause == said.clause + 1 and before.clause == said.clause - 1
    told = near and _same_way(before, said) and _fits(after, before, said)
    return (after, before, True) if told else None


def _same_way(a: Item, b: Item) -> bool:
    ways = [re.search(rf"(?:{UP})[^，多少]{{0,4}}$", i.label) is not None for i in (a, b)]
    return ways[0] == ways[1]


def _is_reached(item: Item) -> bool:
    return bool(item.label) and _REACHED.search(item.label) is not None and item.lead == "，"


def _two_before(items: Sequence[Item], at: int) -> Pair | None:
    """M in one year and N in a later one, or M raised to N, and then the change."""
    said = items[at]
    current, base = items[at - 1], items[at - 2]
    if not _fits(current, base, said) or not base.depth == current.depth == said.depth:
        return None
    if (
        said.clause - current.clause > 1
        or current.clause - base.clause > 1
        or said.lead not in "，"
    ):
        return None
    if _AMOUNT.search(base.label) or _AMOUNT.search(current.label):
        return None
    own = subject(_without_times(current.label))
    same = own == "" or own == subject(_without_times(base.label))
    if not same:
        return None
    last = _BASE_TIME.search(current.label) and not _BASE_TIME.search(base.label)
    if last or (base.own_year and current.own_year and base.year > current.year):
        base, current = current, base
    later = base.own_year and current.own_year and base.year < current.year
    dated = bool(_BASE_TIME.search(base.label) or _ERA.search(base.label)) or base.own_year
    told = (dated and _is_reached(current)) or _is_reached_later(current)
    told = told or (_is_reached(current) and current.own_year and 0 < base.year < current.year)
    return (current, base, False) if later or told else None


_ERA: Final = re.compile(
    "(?:民国|光绪|宣统|道光|乾隆|同治|咸丰|嘉庆|康熙|雍正)[元一二三四五六七八九十\\d]+年"
)


def _is_reached_later(item: Item) -> bool:
    """民国二十五年增至N."""
    if not re.search("[增减升降提扩缩][^，]{0,3}[至到]", item.label):
        return False
    rest = _ERA.sub("", item.label)
    return rest != item.label and item.lead in "，；" and _REACHED.search(rest) is not None


def _without_times(label: str) -> str:
    return re.sub(rf"{_ERA.pattern}|{_TIMES}|到|至|已|则|即|{_REACHES}", "", label)
