"""Whether a percentage is said to be a change, of nothing else than what was just told."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from fangzhi.facts.arithmetic_readings.reading import Reading

_UP: Final = (
    "超额|超出|超支|高出|超|提价|涨价|提速|增长|增加|增产|增收|增|上升|提高|提升|上涨|升高|升|净增|扩大|增幅|涨幅|升幅|增速|"
    "加深|加宽|加高|加长|加厚|拓宽|延长|扩宽|多出|多|高|长高|快|贵"
)
_DOWN: Final = (
    "减亏|减损|降价|减价|减排|缩减|节约|节省|节支|结余|核减|审减|节水|节电|削减|精简|下降|减少|降低|减产|减收|减|回落|下跌|缩短|"
    "缩小|下滑|下调|压减|压缩|降|降幅|减幅|跌幅|净减|少|低|浅|短|便宜|慢"
)
_CLAIM: Final = re.compile(
    rf"(?P<words>.*?)(?P<adv>(?:同比|环比|净|又|再|共|约|仅|反|相差|大幅|累计|合计|实际)*)"
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|幅度?|率|开支|资金|[收产卖缴支用出])?(?:为|达到?|近)?$"
)
_NOT: Final = re.compile(
    "可比|不变价|名义|扣除|同口径|逐年|占|率$|比重|比例|拉动|贡献|每年|平均|年均|递|[一二三四五六七八九十\\d]年[间内来]|分别|各自|计划|任务|"
    "(?<![同环])(?:比|较|与|同|低于|高于)"
)


class Claim(msgspec.Struct, frozen=True):
    """A change as said: which way, and where its words start."""

    rising: bool
    start: int


def claim_of(said: Reading) -> Claim | None:
    """Give the change that a percentage is said to be, None where it is none or over another base."""
    if said.item.quantity.kind != "percent" or said.role in ("base", "reached"):
        return None
    found = _CLAIM.fullmatch(said.words.strip())
    if found is None or _NOT.search(found["words"]):
        return None
    start = said.item.start - len(said.words) + found.start("adv")
    return Claim(found["up"] is not None, start)


def rises(words: str) -> bool | None:
    """Tell which way the words of an amount say that it moved; None where they say no movement."""
    found = _CLAIM.fullmatch(words.strip())
    return found["up"] is not None if found is not None else None
