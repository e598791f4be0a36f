"""What a sentence says of a change: which way, since when, of what (六十年间人口增长71%)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import (
    is_value,
)
from fangzhi.facts.statements import Item, same_unit, subject

UP: Final = "增长|增加|增产|增收|增|上升|提高|提升|上涨|净增|扩大|增幅|涨幅|升幅|多"
DOWN: Final = "下降|减少|降低|减产|减收|减|回落|下跌|缩小|下滑|降幅|减幅|跌幅|净减|少"
_MOVED: Final = re.compile(
    rf"^(?P<words>.*?)(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|幅度?|率)?(?:为|达到?|约)?$"
)
_TURNED: Final = re.compile(r"^(?P<words>.*?)翻了?$")
_OF: Final = re.compile(r"^(?P<words>.*?)(?:为|是|相当于|达到?)(?P<base>[^，]*?)的$")
_NOT: Final = re.compile(
    "年均|平均|递增|递减|逐年|可比|实际|名义|扣除|同口径|比例|计划|目标|预算|任务"
)
_YEARS: Final = re.compile(
    r"(?P<first>1[0-9]\d\d|20\d\d)年?\s*[—–\-~～至到]\s*(?P<last>1[0-9]\d\d|20\d\d)年"
)
YEAR: Final = re.compile(r"(?P<year>1[0-9]\d\d|20\d\d)年")
_THAN: Final = re.compile(r"(?:比|较|与|是|为|相当于)(?P<base>[^，]*)$")
_NO_YEAR: Final = re.compile(
    "上一?年|去年|同比|环比|同期|年初|上月|上季|上期|全国|全省|全市|平均|计划"
)
_LONG: Final = re.compile("[年间来中]|期间|至今|此间")
PLAIN: Final = frozenset("年末底初间来中期总数量额全县市区乡镇村的人共比较，为是达到累计由从")
BARE: Final = re.compile(rf"^(?:{UP}|{DOWN})(?:了|幅度?|率)?(?:为|达到?|约)?$")
MOVING: Final = re.compile(f"(?:{UP}|{DOWN})(?:了)?$|(?:比|较)[^，]*$")


class Claim(msgspec.Struct, frozen=True):
    """A change as said: the figure, which way it goes, between which years, of what."""

    said: Item
    rising: bool
    ratio: bool
    """Whether it is the later value in the earlier one (…的2.5倍), not the growth."""
    base: int
    """The year of the base; 0 where none is named."""
    current: int
    own: str
    verb: int
    last: bool = False
    """Whether it is said against the year before (比上年), whose figure only a table may hold."""
    within: bool = False
    """Whether the base is of so many years before, the first of them counted or not (五年间)."""
    names: tuple[str, str] = ("", "")
    """What is compared with what (第五次比第四次增长), where both are names."""
    than: Item | None = None
    """The base itself, where it stands right before (比2000年的284万元多缴42万元)."""


_MORE: Final = re.compile(
    rf"^(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|[缴收产出卖支用拨付销运发])?(?:了)?$"
)


def than_base(items: Sequence[Item], at: int) -> Claim | None:
    """Read a change said against a figure that stands beside it; None where none does."""
    said, base = items[at], items[at - 1] if at else None
    moved = _MORE.match(said.label) if said.lead == "" else None
    than = _THAN.search(base.label) if base is not None and is_value(base) else None
    if moved is None or than is None or base is None or _NOT.search(base.label):
        return None
    own = YEAR.sub("", base.label[: than.start()])
    return Claim(said, moved["up"] is not None, False, 0, 0, own, said.label_start, than=base)


def claim_of(said: Item, label: str) -> Claim | None:
    """Read a change by the words before its figure; None where they tell none."""
    if _NOT.search(label):
        return None
    of = _OF.search(label) if said.quantity.kind == "times" else None
    turned = _TURNED.search(label) if said.quantity.kind == "doublings" else None
    moved = _MOVED.search(label) if of is None and turned is None else None
    if not (of or turned) and (moved is None or not (moved["up"] or moved["down"])):
        return None
    found = of or turned or moved
    assert found is not None
    words = found["words"] + (of["base"] if of is not None else "")
    span, than = _YEARS.search(words), _THAN.search(words)
    base = current = 0
    if span is not None:
        base, current = int(span["first"]), int(span["last"])
    elif of is not None or than is not None:
        named = YEAR.search(of["base"] if of is not None else than["base"] if than else "")
        base = int(named["year"]) if named is not None else 0
        later = YEAR.findall(words[: than.start()] if than is not None else found["words"])
        current = int(later[-1]) if later else 0
        if not base and (of is None or _NO_YEAR.search(words)):
            return None
    elif _NO_YEAR.search(words) or not _LONG.search(words):
        return None
    own = YEAR.sub("", _YEARS.sub("", found["words"] if than is None else words[: than.start()]))
    own = subject(re.sub(r"^.*(?:[年间来中末底]，|年间|年来|[，、和及与])", "", own)) or own
    verb = said.start - len(label) + found.end("words")
    rising = moved is None or moved["up"] is not None
    return Claim(said, rising, of is not None or turned is not None, base, current, own, verb)


_WITHIN: Final = re.compile(
    r"(?P<years>[二两三四五六七八九十]|\d{1,2})年(?:间|来|中|内)，?(?P<own>[^，]*)$"
)
_NUMERALS: Final = "零一二三四五六七八九十"


def within_years(said: Item, words: str) -> Claim | None:
    """2010年……五年间养殖产量增长P: from 2005 on."""
    moved = _MOVED.search(words)
    found = _WITHIN.search(moved["words"]) if moved is not None else None
    if moved is None or found is None or not said.year or _NOT.search(words):
        return None
    years = found["years"].replace("两", "二")
    many = int(years) if years.isdigit() else _NUMERALS.index(years)
    start = said.start - len(words) + moved.end("words")
    return Claim(said, moved["up"] is not None, False, said.year - many, said.year,
                  subject(found["own"]), start, within=True)  # fmt: skip


_NAMED: Final = re.compile(
    r"(?:^|[，、；：])(?P<a>[^，、；：比较\d]{2,8})(?:比|较)(?P<b>[^，、；：\d]{2,8})$"
)


def of_names(said: Item, words: str) -> Claim | None:
    """第五次比第四次增长P: two figures told before under those names."""
    moved = _MOVED.search(words)
    found = _NAMED.search(moved["words"]) if moved is not None else None
    if moved is None or found is None or _NO_YEAR.search(found["b"]) or _NOT.search(words):
        return None
    start = said.start - len(words) + moved.end("words")
    return Claim(said, moved["up"] is not None, False, 0, 0, "", start,
                  names=(found["a"], found["b"]))  # fmt: skip


_BEFORE: Final = re.compile("去年|上一?年|前年|原来|原有|以前|头年")
_NOW: Final = re.compile("今年|本年|现在|现有|如今|当年|目前|这一年")


def of_two_years(items: Sequence[Item], at: int) -> Claim | None:
    """企业去年产值96万元，今年搞到120万元，增长P: the two right before, told by 去年 and 今年."""
    said = items[at]
    if at < 2 or BARE.match(said.label) is None:
        return None
    base, now = items[at - 2 : at]
    told = _BEFORE.search(base.label) and _NOW.search(now.label) and same_unit(base, now)
    if not told or base.sentence != said.sentence or not (is_value(base) and is_value(now)):
        return None
    moved = _MOVED.match(said.label)
    rising = moved is not None and moved["up"] is not None
    own = _NOW.sub("", now.label)
    return Claim(said, rising, False, 0, 0, own, said.label_start, than=base)


_OVER: Final = re.compile(
    rf"^(?:同比|比上一?年|较上一?年|比去年)(?:末|底|同期)?(?:(?P<up>{UP})|{DOWN})了?$"
)


def since_last_year(items: Sequence[Item], at: int, words: str) -> Claim | None:
    """产量N，比上年增长P: of the year before in a table."""
    said, now = items[at], items[at - 1] if at else None
    over = _OVER.match(words.strip("，、"))
    if over is None or now is None or not is_value(now) or now.sentence != said.sentence:
        return None
    year = now.year or said.year
    if not year or said.clause - now.clause > 1:
        return None
    own = subject(YEAR.sub("", now.label))
    return Claim(said, over["up"] is not None, False, year - 1, year, own,
                  said.label_start, True)  # fmt: skip


def like_last(said: Item, words: str, last: Claim | None) -> Claim | None:
    """学校数比1985年减少64.58%，在校生减少33.53%: since the same year."""
    if last is None or last.ratio or said.lead not in "，、；" or not said.lead:
        return None
    moved = _MOVED.search(words)
    near = said.sentence == last.said.sentence and said.clause <= last.said.clause + 1
    if moved is None or not near or _NOT.search(words) or _NO_YEAR.search(words):
        return None
    own = subject(re.split("[，、；和及]", moved["words"])[-1])
    if len(own) < 2 or _THAN.search(own) or YEAR.search(own):
        return None
    start = said.start - len(words) + moved.end("words")
    return Claim(said, moved["up"] is not None, False, last.base, last.current, own, start,
                  within=last.within)  # fmt: skip
