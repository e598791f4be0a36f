"""Changes (增减): from what to what, by how much, as a sentence states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, Literal

import msgspec

from fangzhi.facts.arithmetic.far_changes import far_pair, passed_over
from fangzhi.facts.arithmetic.moves import beside, told_before
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

_UP: Final = (
    "超额|超出|高出|超|提价|涨价|加价|提速|增长|增加|增产|增收|增|上升|"
    "提高|提升|上涨|升高|升|净增|扩大|增幅|涨幅|升幅|增速"
)
_DOWN: Final = (
    "减亏|减损|降价|跌价|减价|减排|缩减|节约|节省|节水|节电|削减|精简|下降|减少|"
    "降低|减产|减收|减|回落|下跌|缩短|缩小|下滑|下调|压减|降|降幅|减幅|跌幅|净减"
)
_CHANGE: Final = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|(?:率|幅度|(?<=幅)|(?<=速))(?:为|达到?)?|达到?)?$"
)
_MORE_BY: Final = re.compile("^(?:(?P<up>多出?)|少)$")
_REACH: Final = 60
"""How many quantities back a base may stand."""
_YEARLY: Final = re.compile("年均|年平均|平均|递增|递减|逐年")
_MORE: Final = re.compile(r"(?:比|较)[^，]{1,12}?(?:(?P<up>多|增)|(?P<down>少|减))[^，]{0,4}$")
_FROM: Final = re.compile(r"(?:由|从|自)[^，由从自]{0,24}$")
_TO: Final = re.compile(
    r"^[^，。；]{0,4}(?:增|减|升|降|提|缩|扩|上|下|回|跌|发展|涨|恢复|变|延|达|压|撤|并|合|整|精|调)[^，。；]{0,3}(?:到|至|为)[^，。；]{0,14}$|^[^，]{0,4}(?:到|至)[^，。；]{0,12}$"
)
_THAN: Final = re.compile(r"(?P<subject>.*?)(?:(?<![同环])比|较)(?P<base>[^，]*)$")
_COMPARED: Final = re.compile(r"(?P<subject>[^，]*?)(?:与|同|和)(?P<base>[^，]*?)(?:相比|比较)")
_YEAR: Final = re.compile(r"(1[0-9]\d\d|20\d\d)年")
_SPAN_YEARS: Final = re.compile(r"(1[0-9]\d\d|20\d\d)年?\s*[—–\-~～至到]\s*(1[0-9]\d\d|20\d\d)年")
_BRACKET_BASE: Final = re.compile(
    r"(?:\d{4}年|上年|上一年|去年|同期|基期|原)[^，。]{0,8}(?:为|是)?$"
)
_STATED_BASE: Final = re.compile(r"(?:上年|上一年|去年|上年同期|\d{4}年)(?:为|是)")
COMPARABLE: Final = re.compile(
    r"(?<!单位)生产总值|增加值|(?<!万元)(?<!单位)GDP|可比|不变价|实际增|扣除|同口径|农林牧渔业?总产值|指数|CPI|物价|固定资产投资|"
    r"社会消费品零售总额|按同|调整(?:后|数|口径|因素)|(?:口径|数据|基数|基期|普查|有所|作了?|经)调整|第?[一二三]次?产业(?![^，。]{0,6}(?:户|人|企业|单位|从业|投资|用电))"
)
CURRENT_PRICES: Final = re.compile(r"现价|当年价|现行价|名义")


class Change(msgspec.Struct, frozen=True):
    """From `base` to `current`, said to be a change of `said`; `rising` as the verb says.

    `difference` is the base where the text gives the amount of change instead of a base. `verb`
    starts the words of the change ("增长8.9%"), so `verb`..`said.end` are the words in doubt. `far`
    tells that the two figures were sought in other sentences. `way` tells what is said: a change,
    how many times the base the later one is, how often it was doubled, or the change of each of
    `years`.
    """

    said: Item
    current: Item
    base: Item
    rising: bool
    verb: int
    by_difference: bool = False
    far: bool = False
    way: Literal["change", "ratio", "folds", "yearly"] = "change"
    years: int = 0

    @property
    def base_value(self) -> Decimal:
        """The value at the start of the change."""
        if not self.by_difference:
            return self.base.value
        return (
            self.current.value - self.base.value
            if self.rising
            else self.current.value + self.base.value
        )


def all_changes(text: str, items: tuple[Item, ...]) -> tuple[Change, ...]:
    """Give every stated change, found once for all rules (TextContext.once_from)."""
    found = list(find_changes(text, items))
    told = {change.said.start for change in found}
    for plain in passed_over(items):
        found += [c for c in find_changes(text, plain) if c.said.start not in told]
        told |= {change.said.start for change in found}
    for at, said in enumerate(items):
        verb = _CHANGE.search(said.label) or _MORE_BY.search(said.label)
        if said.start in told or verb is None or not is_firm(said) or _YEARLY.search(said.label):
            continue
        low = max(0, at - _REACH)
        pair = far_pair(items[low : at + 3], at - low)
        if pair is not None:
            start = said.label_start + verb.start()
            found.append(Change(said, *pair, verb["up"] is not None, start, False, True))
    return tuple(found)


def find_changes(text: str, items: tuple[Item, ...]) -> Iterator[Change]:
    """Give every stated change whose base and present value the text holds too."""
    for at, said in enumerate(items):
        if not said.label or not is_firm(said):
            continue
        verb = _CHANGE.search(said.label)
        turned = re.search(r"翻了?$", said.label) if said.quantity.kind == "doublings" else None
        if (verb is None and turned is None) or _YEARLY.search(said.label):
            continue
        found = verb or turned
        assert found is not None
        rising = verb is None or verb["up"] is not None
        low = max(0, at - _REACH)
        pair = _pair(text, items[low : at + 3], at - low)
        window = items[low : at + 3]
        pair = pair or beside(window, at - low)
        if pair is None and said.quantity.kind not in ("count", "measure"):
            told = told_before(window, at - low)
            pair = (*told, False) if told is not None else None
        if pair is not None:
            current, base, by_difference = pair
            start = said.label_start + found.start()
            yield Change(said, current, base, rising, start, by_difference)


def _pair(text: str, items: Sequence[Item], at: int) -> tuple[Item, Item, bool] | None:
    """Find (current, base, base is the amount of change) for the change stated at `at`."""
    said = items[at]
    than_before = _after_than(items, at) or from_to(items, at) or _in_bracket(items, at)
    if than_before is not None:
        return (*than_before, False)
    if said.quantity.kind in ("count", "measure"):
        return None
    if at >= 2 and items[at - 1].lead == "" and _THAN.search(items[at - 2].label):
        # N，比上年的M增加D，增长P: the base is M
        near = items[at - 1].sentence == said.sentence and said.clause - items[at - 1].clause < 2
        pair = _after_than(items, at - 1) if near else None
        return (*pair, False) if pair is not None else None
    amount = _by_amount(items, at)
    if amount is not None:
        return (*amount, True)
    span = _SPAN_YEARS.search(said.label)
    if span is not None:
        return _of_years(items, at, int(span[1]), int(span[2]))
    by_year = _against_year(items, at)
    if by_year is not None:
        return (*by_year, False)
    if said.quantity.kind == "doublings":
        return _last_two(items, at)
    last_year = _last_year(items, at)
    return (*last_year, False) if last_year is not None else None


_LAST_YEAR: Final = re.compile(r"^(?:其中)?(?:上年|上一年|去年|上年同期|基期)")
_STATED_LAST: Final = re.compile(
    r"^(?:其中)?(?:上年|上一年|去年|上年同期|去年同期|同期)(?:末|底)?(?:为|是|仅为?|达到?|有)?$"
)
_THIS_YEAR: Final = re.compile(r"^(?:本年|当年|今年|本期|(?:1[0-9]|20)\d\d年)")


_BARE_CHANGE: Final = re.compile(rf"(?:同比|比上年|较上年)?(?:{_UP}|{_DOWN})(?:了|达|幅度?为)?")


def _last_year(items: Sequence[Item], at: int) -> tuple[Item, Item] | None:
    """上年M，本年达N，增长P; or N，上年为M，同比增长P."""
    if at < 2:
        return None
    said, current, base = items[at], items[at - 1], items[at - 2]
    if _STATED_LAST.search(current.label) and not _LAST_YEAR.search(base.label):
        current, base = base, current
        named = base.lead == "，" and not _CHANGE.search(current.label)
        close = base.clause == said.clause - 1 and current.clause == base.clause - 1
        both = is_like_value(base) and is_like_value(current) and same_unit(base, current)
        own = _BARE_CHANGE.fullmatch(said.label) is not None
        alike = base.sentence == said.sentence == current.sentence
        return (current, base) if named and close and both and own and alike else None
    named = bool(_LAST_YEAR.search(base.label) and _THIS_YEAR.search(current.label))
    close = base.sentence == said.sentence and said.clause - current.clause <= 1
    both = is_like_value(base) and is_like_value(current) and same_unit(base, current)
    return (current, base) if named and close and both else None


def _after_than(items: Sequence[Item], at: int) -> tuple[Item, Item] | None:
    """N，比上年的M增长P."""
    if at == 0 or items[at].lead != "":
        return None
    base = items[at - 1]
    than = _THAN.search(base.label)
    if than is None or not is_like_value(base):
        return None
    own = _YEAR.sub("", than["subject"]).strip("年末底的")
    if own:  # the subject stands here, so an earlier number may speak of something else
        later = items[at + 1 : at + 3]
        inside = [
            i for i in later
            if same_unit(i, base) and (i.depth > base.depth or _is_reached(i, items[at]))
        ]  # fmt: skip
        return (inside[0], base) if inside else None
    current = _nearest(items[: at - 1], base)
    return (current, base) if current is not None else None


_REACHED: Final = re.compile(
    r"^(?:总[数量额])?(?:达到?|增至|增加到|升至|上升到|降至|下降到|减少到)$"
)


def _is_reached(item: Item, said: Item) -> bool:
    """…比上年的M增长P，达到N."""
    after = item.clause == said.clause + 1 and item.lead == "，" and item.depth == said.depth
    return after and _REACHED.search(item.label) is not None and is_firm(item)


def is_like_value(item: Item) -> bool:
    """Tell whether a quantity can be a value that changes (not itself a change)."""
    return item.quantity.kind not in ("points", "times", "doublings") and is_firm(item)


def _nearest(items: Sequence[Item], like: Item) -> Item | None:
    """The nearest earlier quantity of the same unit in the sentence that is no comparison."""
    for item in reversed(items):
        if item.sentence != like.sentence:
            return None
        if item.depth == like.depth and same_unit(item, like) and not _CHANGE.search(item.label):
            than = _THAN.search(item.label)
            if than is not None and not _YEAR.sub("", than["subject"]).strip("年末底的"):
                continue  # the base of another change
            if than is not None and not item.own_year:
                return None
            return item if is_firm(item) else None
    return None


def from_to(items: Sequence[Item], at: int) -> tuple[Item, Item] | None:
    """由M增至N，增长P."""
    said = items[at]
    for current_at in (at - 1, at - 2):
        if current_at < 1:
            break
        base, current = items[current_at - 1], items[current_at]
        if current.sentence != said.sentence or not same_unit(base, current):
            continue
        if current.lead == "" and _FROM.search(base.label) and _TO.search(current.label):
            both = is_like_value(base) and is_like_value(current)
            adjoining = said.clause - current.clause <= 1
            return (current, base) if both and adjoining else None
    return None


def _in_bracket(items: Sequence[Item], at: int) -> tuple[Item, Item] | None:
    """N，比上年增长P（上年为M）."""
    said = items[at]
    after = items[at + 1] if at + 1 < len(items) else None
    if after is None or after.clause - said.clause > 1 or after.sentence != said.sentence:
        return None
    if after.depth != said.depth + 1 and not _STATED_BASE.fullmatch(after.label):
        return None
    if not _BRACKET_BASE.search(after.label) or not is_like_value(after):
        return None
    for item in reversed(items[:at]):
        if item.sentence != said.sentence:
            return None
        if item.depth == said.depth and same_unit(item, after):
            return (item, after) if is_firm(item) else None
    return None


def _by_amount(items: Sequence[Item], at: int) -> tuple[Item, Item] | None:
    """N，比上年增加D，增长P."""
    said = items[at]
    if at < 2 or said.quantity.kind != "percent" or subject(said.label) not in _BARE_VERBS:
        return None
    amount = items[at - 1]
    verb = _CHANGE.search(amount.label) or _MORE.search(amount.label)
    own = _CHANGE.search(said.label)
    if verb is None or own is None or amount.lead not in ("，", "") or not is_like_value(amount):
        return None
    than = _THAN.search(amount.label)
    if (verb["up"] is None) != (own["up"] is None) or (than is not None and than["subject"]):
        return None
    current = items[at - 2]
    if at > 2 and _STATED_LAST.search(current.label):  # N，上年为M，增加D，增长P
        return None
    fits = same_unit(current, amount) and amount.clause - current.clause <= 1
    firm = is_like_value(current) and current.sentence == said.sentence
    return (current, amount) if fits and firm and current.depth == said.depth else None


_BARE_VERBS: Final = frozenset((*_UP.split("|"), *_DOWN.split("|")))


def _against_year(items: Sequence[Item], at: int) -> tuple[Item, Item] | None:
    """2020年N……比1985年减少P, the value of 1985 given earlier with that year."""
    label = items[at].label
    than = _COMPARED.search(label) or _THAN.search(label)
    year = _YEAR.search(than["base"]) if than is not None else None
    if than is None or year is None:
        return None
    return value_and_year(items, at, int(year[1]), _YEAR.sub("", than["subject"]))


def value_and_year(
    items: Sequence[Item], at: int, year: int, said_of: str
) -> tuple[Item, Item] | None:
    """Give the value before `at` and the one of `year`, where one only is said of the same."""
    said = items[at]
    current = items[at - 1] if at else None
    if current is None or current.sentence != said.sentence or not is_like_value(current):
        return None
    if current.year == year or current.depth != said.depth:
        return None
    of = subject(said_of).strip("年末底")
    if of and not _alike(of, subject_of(current)):
        return None
    bases = [
        i for i in items[: at - 1]
        if i.year == year and same_unit(i, current) and is_like_value(i) and i.depth == said.depth
        and not _MORE.search(i.label) and not _CHANGE.search(i.label)
    ]  # fmt: skip
    bases = [i for i in bases if _alike(subject_of(i), subject_of(current))]
    if not bases:
        bases = [b for k in range(1, at - 1) if (b := _by_difference(items, k, year, current))]
    return (current, bases[0]) if len(bases) == 1 else None


def _by_difference(items: Sequence[Item], at: int, year: int, like: Item) -> Item | None:
    """2002年386人，比1992年多42人: the value of 1992 as the two tell it."""
    more, later = items[at], items[at - 1]
    verb = _MORE.search(more.label)
    than = _THAN.search(more.label)
    told = verb is not None and than is not None and not than["subject"] and more.lead == "，"
    if not told or verb is None or more.year != year or more.clause != later.clause + 1:
        return None
    both = same_unit(more, like) and same_unit(later, like) and later.depth == like.depth
    if not both or not (is_firm(more) and is_like_value(later)):
        return None
    value = later.value - more.value if verb["up"] is not None else later.value + more.value
    step = min(later.quantity.step, more.quantity.step)
    percent = items[at + 1]
    own = percent.quantity.kind == "percent" and percent.clause == more.clause + 1
    if value <= 0 or (
        own and abs(more.value / value * 100 - percent.value) > percent.quantity.step
    ):
        return None  # one of the three is wrong, nobody knows which
    text = f"{value.normalize():f}{more.unit}"
    quantity = msgspec.structs.replace(more.quantity, value=value, step=step, text=text)
    return msgspec.structs.replace(more, quantity=quantity)


def subject_of(item: Item) -> str:
    """Give what a quantity is said of, years and 年末 left out."""
    words = re.sub(r"(?:1[0-9]\d\d|20\d\d)年(?:末|底|初)?", "", subject(item.label))
    return re.sub(r"^(?:达到|达|为|的)+|(?:达到|[为达至到的])+$", "", words)


def _alike(a: str, b: str) -> bool:
    return not a or not b or a.endswith(b) or b.endswith(a)


def _of_years(
    items: Sequence[Item], at: int, first: int, last: int
) -> tuple[Item, Item, bool] | None:
    """1953—2020年增长P, both years' values given earlier."""
    label = items[at].label
    verb = _CHANGE.search(label)
    own = _SPAN_YEARS.sub("", label[: verb.start()] if verb else label)
    own = re.sub(r"^.*[，：]", "", own).strip("间期")

    def value(year: int) -> list[Item]:
        return [i for i in items[:at] if i.year == year and is_like_value(i)
                and i.quantity.kind in ("count", "measure")
                and (not own or subject_of(i).endswith(own))]  # fmt: skip

    bases, currents = value(first), value(last)
    pairs = [(c, b) for c in currents for b in bases
             if same_unit(c, b) and _alike(subject_of(c), subject_of(b))]  # fmt: skip
    if len(pairs) != 1:
        return None
    return (*pairs[0], False)


def _last_two(items: Sequence[Item], at: int) -> tuple[Item, Item, bool] | None:
    """1985年M，2005年N，翻了P番."""
    if at < 2:
        return None
    base, current = items[at - 2], items[at - 1]
    same = same_unit(base, current) and base.sentence == current.sentence == items[at].sentence
    if same and base.year < current.year and is_like_value(base) and is_like_value(current):
        return current, base, False
    return None
