"""What a figure counts, of when, and in which part it plays: a small grammar over its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

import msgspec

from fangzhi.facts.arithmetic.pools import size
from fangzhi.facts.statements import Item, find_items, is_firm, same_unit

_LONG: Final = 30
"""How many parts a list is followed over."""
Role = Literal["plain", "base", "reached", "change", "claim"]

_TIME: Final = (
    r"(?:(?:1[0-9]|20)\d\d年(?:末|底|初|春|夏|秋|冬)?|上一?年(?:末|底|同期)?|去年(?:末|底|同期)?|年初|年末|年底|"
    r"[一二两三四五六七八九十\d]{1,3}年[后前]|期初|期末|同期|(?:当年|次年|翌年|同年|是年|今年|本年)[春夏秋冬]?|其时|现在|现有|(?<![实发出兑体展再呈])现(?!价|代|金)|目前|如今|此前|原来|原有|^到|^至|截至|全年|当时|最初|"
    r"[受因经][^，。；]{1,8}(?:影响|冲击|后))[时后]?"
)
_TIMES: Final = re.compile(_TIME)
_YEAR: Final = re.compile(r"((?:1[0-9]|20)\d\d)年")
_LAST: Final = re.compile("上一?年|去年|头年")
_OPENS: Final = re.compile(
    r"^(?:其中|包括|包含|内含|另有|另外|此外|以及|同时|而且|而|但|且|又|则|另|和|及|与|的|共有|共|有|计(?!划|生|量|算|件)|为|达到?|约|仅|已|合计|累计|实际|"
    r"全[县市省区镇乡村州校厂]|[县市区镇乡村]内|在)+"
)
_PER: Final = "(?P<per>(?:每[^每，]{1,4}){1,2})?"
_FROM: Final = re.compile(rf"(?P<head>.*?)(?:由|从|自){_PER}的?$")
_THAN: Final = re.compile(
    r"(?P<head>.*?)(?:(?<![同环对])比|较|超过?|低于|高于|少于|多于|超出)(?P<base>.*?)的?$"
)
_OF: Final = re.compile(r"(?P<head>.*?)(?:占|为|是|相当于|完成)(?P<base>[^占为是]{2,14})$")
_REACHED: Final = re.compile(
    r"(?P<head>.*?)(?:(?:大幅|逐步|迅速|又|再|已|均|都|则|即|分别|依次|猛)*(?:增|减|升|降|提高|提升|上升|下降|扩大|扩|缩小|缩短|缩|回落|回升|跌|发展|"
    r"涨|恢复|变|延长|压缩|压|撤|并|合并|整|精简|调整|调|浚|拓宽|加宽|加|改|转|减少|增加|增长|下调|上调|达|成)?"
    r"(?:到|至|为|达)|达到?|只有|[只仅尚]?[剩余]|仅有|仅为?|不过|才|有|是|计|共|已)+"
    rf"{_PER}的?$"
)
_MOVED: Final = re.compile(
    "(?:净|又|再|复|已)*(?:增[加长产收高多设]?|新增|减[少产收低轻亏半]?|升[高]?|降[低]?|提[高升]|上[升涨]|下[降跌滑]|扩[大展建]?|"
    "缩[小短减]?|回[落升]|跌|发展|涨|恢复|变[更]?|延[长伸]?|压[缩减]?|撤[并销]?|合?并|整[合编]|精[简减]|调[整增减高低升出入]?|"
    "浚|疏浚|拓[宽展]?|加[宽高深固长厚]|改[建]?|转)[了出入]?"
)
"""A verb of moving and nothing else: 调解 and 撤诉 are what is counted."""
_AMONG: Final = re.compile("其中|包括|包含|内含|含有?|分为|分别(?:为|是|有)?$|之中，?|内有")
_BRACKET: Final = re.compile(r"(?P<words>[^，。；、：（(）)\d]*)[（(][^（）()\d]{1,12}[）)]$")
_THAN_BRACKET: Final = re.compile(r"(?P<words>(?:比|较|由|从)[^，。；、：（(）)]{1,12})[（(]$")
"""比上年末（40.3%）提高: the figure in the bracket is the base."""
_ANY_BRACKET: Final = re.compile(r"(?P<words>[^，。；、：（(）)\d]*)[（(][^（）()]{1,24}[）)]$")
_CHANGED: Final = re.compile(
    "(?:净?[增减]|增加|减少|增长|下降|上升|提高|降低|净增|净减|新增|多|少|高|低|[增减]产|[增减]收)了?$"
)
_SCOPE: Final = re.compile("^(?:全[县市省区镇乡村州校厂国]|[县市镇乡村]域|辖区|境内|各[级类地])+")


class Reading(msgspec.Struct, frozen=True):
    """A figure with what it counts: `head`, which the clause may leave out (`own` tells).

    `role` is "base" after 由, 比, "reached" after 增加到, 达, "claim" for percentages and the like.
    `year` is 0 where nothing tells it. `among` tells that a list of parts opens here. `words` are
    those before the figure, a bracket without figures left out.
    """

    item: Item
    words: str
    head: str
    own: bool
    role: Role
    year: int
    among: bool
    number: int
    """Which figure of the paragraph it is."""
    dimension: str
    much: float
    """What is measured, and roughly how much of it: enough to pass over most pairs."""
    by: Item | None = None
    """The amount that tells what it was before, of a figure that does not stand in the text."""

    @property
    def is_value(self) -> bool:
        """Tell whether it is a firm count or measure above nothing."""
        quantity = self.item.quantity
        return quantity.kind in ("count", "measure") and is_firm(self.item) and quantity.value > 0


@lru_cache(maxsize=64)
def find_readings(text: str) -> tuple[Reading, ...]:
    """Give the reading of every figure of a paragraph, in order."""
    found: list[Reading] = []
    for number, item in enumerate(find_items(text)):
        found.append(_reading(text, item, found, number))
    return tuple(_with_years_in_turn(text, found) if _TURNS.search(text) is not None else found)


_YEAR_SPANS: Final = re.compile(
    "(?P<first>(?:1[0-9]|20)\\d\\d)年?(?:[—–－\\-~～至到]|——)(?P<last>(?:1[0-9]|20)\\d\\d)年|"
    "(?:(?:1[0-9]|20)\\d\\d年(?:末|底)?[、和及与]){1,8}(?:1[0-9]|20)\\d\\d年"
)
"""Years told one by one or as a span."""
_TURNS: Final = re.compile("分别|依次|逐年")


def _with_years_in_turn(text: str, readings: list[Reading]) -> list[Reading]:
    """2004年、2005年、2006年，劳务输出分别为a人、b人、c人: each of its own year; 2004年至2006年 too."""
    for at, first in enumerate(readings):
        if not _TURNS.search(first.words):
            continue
        lists = [*_YEAR_SPANS.finditer(text, max(0, first.item.start - 60), first.item.start)]
        years = _years_of(lists[-1]) if lists else []
        run = readings[at : at + len(years)]
        if len(run) == len(years) > 1 and all(
            r.item.lead in "、" and not r.own and like_unit(r.item, first.item) for r in run[1:]
        ):
            for k, (r, year) in enumerate(zip(run, years, strict=True)):
                readings[at + k] = msgspec.structs.replace(r, year=year)
    return readings


def _years_of(told: re.Match[str]) -> list[int]:
    if told["first"] is None:
        return [int(y) for y in _YEAR.findall(told[0])]
    first, last = int(told["first"]), int(told["last"])
    return [*range(first, last + 1)] if 0 < last - first < _LONG else []


def _reading(text: str, item: Item, before: Sequence[Reading], number: int) -> Reading:
    words = _words(text, item)
    head, role = parse(words)
    last = _last_of(item, before)
    if item.quantity.kind not in ("count", "measure"):
        role = "claim"
    year = item.year if last is None else last.year
    if item.own_year and (told := _YEAR.findall(item.label)):
        year = int(told[-1])
    elif _LAST.search(words) and item.year:
        year = item.year - 1
    elif role == "base":
        bases = [r for r in before[-12:] if r.role == "base" and r.item.sentence == item.sentence]
        year = bases[-1].year if bases else 0
    elif role == "reached" and last is not None and last.role == "base":
        ends = [r for r in before[-12:] if r.role == "reached" and r.item.sentence == item.sentence]
        year = ends[-1].year if ends else item.year
    elif not item.own_year and item.lead != "":
        year = item.year
    own, among = bool(head), bool(_AMONG.search(words))
    if not own and last is not None:
        head = last.head
    return Reading(item, words, head, own, role, year, among, number, *size(item))


def _words(text: str, item: Item) -> str:
    """The words before a figure, with those before a bracket that holds no figure."""
    if item.lead in ("（", "(") and not item.label:
        than = _THAN_BRACKET.search(text, max(0, item.label_start - 30), item.label_start)
        return than["words"] if than is not None else ""
    if item.lead not in ("）", ")") or not item.lead:
        return item.label
    pattern = _BRACKET if item.label else _ANY_BRACKET
    found = pattern.search(text, max(0, item.label_start - 40), item.label_start)
    return found["words"] + item.label if found is not None else item.label


def _last_of(item: Item, before: Sequence[Reading]) -> Reading | None:
    """The reading whose subject goes on: the last of the sentence that is no claim."""
    for reading in reversed(before[-8:]):
        if reading.item.sentence < item.sentence - 1:
            return None
        if reading.role not in ("claim", "change") and reading.item.depth <= item.depth:
            return reading
    return None


@lru_cache(maxsize=4096)
def parse(words: str) -> tuple[str, Role]:
    """Give what the words say is counted, "" where they leave it out, and the part it plays."""
    bare = _TIMES.sub("", words) if _TIMES.search(words) else words
    bare = bare.strip("的，、 ")
    for pattern in (_FROM, _THAN):
        found = pattern.fullmatch(bare)
        if found is not None:
            moved = pattern is _THAN and _CHANGED.search(found["base"])
            return _plain(found["head"]) + _per(found), "change" if moved else "base"
    found = _REACHED.fullmatch(words.strip("，、 ")) or _REACHED.fullmatch(bare)
    if found is not None:
        return _plain(_TIMES.sub("", found["head"])) + _per(found), "reached"
    if _MOVED.fullmatch(bare):
        return "", "change" if _CHANGED.search(bare) else "reached"
    head = _plain(bare)
    return head, "change" if _CHANGED.search(head) else "plain"


def _per(found: re.Match[str]) -> str:
    """由每人每月230元: what a figure is by, behind the word that leads to it."""
    return found.groupdict().get("per") or ""


def _plain(words: str) -> str:
    words = words.rpartition("\u3000")[2] or words
    return _SCOPE.sub("", _OPENS.sub("", words.strip("的，、 "))).strip("的，、 分别为")


def covers(name: str, head: str) -> bool:
    """Tell whether a name stands for a head: every character of it in order (粮食面积 of 粮食播种面积)."""
    if not name or not head:
        return False
    rest = iter(head)
    return all(c in rest for c in name)


@lru_cache(maxsize=4096)
def closeness(name: str, head: str) -> int:
    """How well a name fits a head: 4 the same, 3 its end or beginning, 2 in order within it, 1 the
    head shortens the name, 0 not at all."""
    if not name or not head:
        return 0
    if name == head:
        return 4
    if len(name) > 1 and (head.endswith(name) or head.startswith(name)):
        return 3
    if len(name) > 1 and (covers(name, head) or (len(head) > 1 and name.endswith(head))):
        return 2
    if len(head) > 1 and covers(head, name):
        return 1
    return 0


_NOUNS: Final = (
    (re.compile("面积$"), re.compile("亩|公顷|平方|方")),
    (re.compile("(?:产量|总产|重量)$"), re.compile("吨|克|斤|石|担|米$|件|台|辆|头|只|箱|时")),
    (re.compile("(?:产值|收入|支出|投资|资金|税收?|产出|利润|经费)$"), re.compile("元|两$|文$")),
    (re.compile("(?:人口|人数|人员|学生|职工|教师)$"), re.compile("[人名口位员]")),
    (re.compile("户数$"), re.compile("[户家]")),
    (re.compile("(?:里程|长度)$"), re.compile("米|里")),
)
"""What the last noun of a name is measured in."""


@lru_cache(maxsize=4096)
def may_count(name: str, unit: str) -> bool:
    """Tell whether what a name says can be counted in a unit (水稻产量 not in 万亩)."""
    return all(units.search(unit) or not noun.search(name) for noun, units in _NOUNS)


def like_unit(a: Item, b: Item) -> bool:
    """Tell whether two figures are of one unit as written."""
    return same_unit(a, b)


def whole_of(readings: Sequence[Reading], at: int) -> Reading | None:
    """The total of the list that a figure stands in: before 其中, before a run joined by 、, or after it
    as 合计."""
    own = readings[at]
    first = at
    while first > max(0, at - _LONG) and _in_list(readings[first - 1], readings[first]):
        if readings[first].among:
            break
        first -= 1
    opened = readings[first].among
    for reading in reversed(readings[max(0, first - (20 if opened else 4)) : first]):
        if reading.item.sentence < own.item.sentence - (1 if opened else 0):
            break
        if (
            reading.role in ("base", "change")
            or not reading.is_value
            or reading.item.depth > own.item.depth
        ):
            continue
        if like_unit(reading.item, own.item):
            good = reading.item.value > own.item.value and (opened or at > first)
            return reading if good else None
    last = at
    while last + 1 < min(len(readings), at + _LONG) and _in_list(
        readings[last], readings[last + 1]
    ):
        last += 1
    after = readings[last + 1] if last + 1 < len(readings) else None
    total = after is not None and re.search("合计|共|总计|总", after.words) is not None
    if after is None or not total or not like_unit(after.item, own.item) or last == first:
        return None
    return after if after.item.sentence == own.item.sentence else None


def _in_list(before: Reading, after: Reading) -> bool:
    return (
        after.item.lead in ("、", "，", "；", "")
        and before.item.sentence == after.item.sentence
        and before.item.depth == after.item.depth
        and like_unit(before.item, after.item)
        and before.is_value
        and after.own
        and before.own
        and before.role == after.role == "plain"
        and not (after.item.lead == "，" and re.search("合计|共|总计", after.words))
        and not after.among
    )
