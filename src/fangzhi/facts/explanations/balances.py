"""Stocks and flows as they are told one after another: what there was, what came and went, what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.balances import Balance
from fangzhi.facts.arithmetic.pools import digits
from fangzhi.facts.arithmetic.slips import likely_readings, other_readings
from fangzhi.facts.arithmetic_readings.reading import Reading, closeness, find_readings
from fangzhi.facts.explanations.sides import plain_name
from fangzhi.facts.statements import Item, is_firm, same_unit

_MOST: Final = 9
_OPENS: Final = re.compile(
    "年初|期初|月初|学年初|上年末|上年结转|结转|旧存|旧欠|原有|原存|留存|滚存|上年.{0,4}存|年末|年底|月底|开学|建档|存栏|库存|在册|登记|实存|存|"
    "入学时|[初始]建时|开办时|成立时|起初|最初"
)
_OPENS_BEFORE: Final = re.compile(
    "(?:[年月期]初|上年末|年末|年底|月底|月末|[月日])，[^，。；\\d]*$"
)
"""The time of an opening figure, told in the clause before it (1999年初，全县耕地…)."""
_RESULT: Final = re.compile(
    "年末|年底|期末|月底|季末|月末|结存|结余|尚有|尚存|尚余|仍有|还有|还剩|剩|余|未[了结办]|在[办册]|实有|实存|存栏|净[增减]|得|点名|今存|现有|现存|为$|有$|毕业时|结束时|共有"
)
_PLUS: Final = re.compile(
    "(?<!更)新(?![华城区村镇乡型旧])|增|迁入|调入|转入|购[进入买]|收[入回到]|进|嫁入|娶|来水|入库|归队|复垦|开[荒垦]|垦|[^出支投收输]入$|生$|出生|繁[殖育]|招|复学|吸收|纳入|补充?|续|外购|自产|扩|加"
)
_MINUS: Final = re.compile(
    "减|[迁调转卖借售支付拨退付输流]出|死|亡|[注核撤报]销|销[号档户]|销售|消除|解[除困]|脱[困销]|结案|[执办]结|化解|退[休学出役]|宰|清[缴退收出理]|失散|耗|"
    "淘汰|辞|离|去$|除|缴|支|卖|转让|出栏|毕业|开除|勒令|休学|伤亡|停办|合并|毁|撤|嫁出|占[用去地]|征[用占收]|退耕|水毁|辍|外[调流]|病故|牺牲|报废|用[去于]|发放|蒸发|渗漏|放水|剔[旧除]|归还|偿还|还(?![有存剩])"
)
_REDRAWN: Final = re.compile("区划|划[入出归转]|口径|普查|修订|撤并|合并调整|析置|并入")
"""What else moves a figure: then opening and flows do not make the closing one."""
_MOVED: Final = re.compile("[迁转移调嫁流销增减]|往|来")
_OUT: Final = re.compile("占|均|比|率|同比|其中|每|累计|提高|达到")


def balanced(text: str, before: Sequence[object], told: frozenset[int]) -> Iterator[Balance]:
    """Give the closing figures not in `told` that opening and flows miss by a slip of the pen.

    The opening figure may stand in a paragraph before.
    """
    if _REDRAWN.search(text):
        return
    readings = find_readings(text)
    if not any(_may_close(text, r, told) for r in readings):
        return
    near = _figures(text, readings)
    far: list[_Figure] | None = None
    for at, result in enumerate(near):
        item = result.item
        if item.start in told or not is_firm(item) or not item.unit or "其中" in item.label:
            continue
        if item.quantity.kind not in ("count", "measure") or _OUT.search(result.words):
            continue
        if not _RESULT.search(result.words) and not result.stock:
            continue
        if far is None:
            far = _figures_far(before)
        found = _of_result((*far, *near[:at]), result)
        if found is not None:
            yield found


def _may_close(text: str, reading: Reading, told: frozenset[int]) -> bool:
    """Tell whether a figure may be one of those that `balanced` looks at, by its own words alone."""
    item = reading.item
    if item.start in told or not is_firm(item) or not item.unit or "其中" in item.label:
        return False
    if item.quantity.kind not in ("count", "measure"):
        return False
    words = item.label or reading.words
    return (
        (not words and item.lead == "、")
        or _RESULT.search(words) is not None
        or _STOCK.search(words) is not None
        or _OPENS_BEFORE.search(text, max(0, item.start - 30), item.start) is not None
    )


class _Figure(msgspec.Struct, frozen=True):
    """A figure with the words before it (a bracket left out), its head, and whether it is one of a
    stock: said with a time, and with no word of coming or going. `back` is how many paragraphs."""

    item: Item
    words: str
    head: str
    sign: int
    stock: bool
    back: int


def _figures(text: str, readings: Sequence[Reading], back: int = 0) -> list[_Figure]:
    found: list[_Figure] = []
    for reading in readings:
        item = reading.item
        words = item.label or reading.words
        if not words and found and item.lead == "、":
            words = found[-1].words  # 年初全村298户、2493人
        sign = _sign(item, words)
        timed = _OPENS_BEFORE.search(text, max(0, item.start - 30), item.start) is not None
        stock = sign == 0 and (timed or _STOCK.search(words) is not None)
        if back:
            item = msgspec.structs.replace(item, sentence=item.sentence - 1000 * back)
        found.append(_Figure(item, words, plain_name(reading.head), sign, stock, back))
    return found


_FAR: Final = 3


def _figures_far(before: Sequence[object]) -> list[_Figure]:
    paragraphs = [p for p in before if isinstance(p, str)][-_FAR:]
    return [
        figure for back, p in zip(range(len(paragraphs), 0, -1), paragraphs, strict=True)
        for figure in _figures(p, find_readings(p), back)
    ]  # fmt: skip


def _of_result(figures: Sequence[_Figure], result: _Figure) -> Balance | None:
    """Every window from an opening on: none may make the figure, and the longest miss it by a slip."""
    window: list[tuple[_Figure, int]] = []
    best: Balance | None = None
    for figure in reversed(figures[-3 * _MOST :]):
        item = figure.item
        if (item.sentence < result.item.sentence - 3 and not figure.back) or len(window) > _MOST:
            break
        if not same_unit(item, result.item) or item.depth > result.item.depth:
            continue
        if _NET.search(figure.words) or (figure.sign == 0 and _OUT.search(figure.words)):
            continue
        if item.value == result.item.value or not is_firm(item):
            return None
        other = (
            figure.sign == 0
            and not (figure.stock or _OPENS.search(figure.words))
            and item.value * 3 > result.item.value
        )
        if other and set(figure.head) and closeness(figure.head, result.head) == 0:
            continue  # another's stock, told by the way
        kin = closeness(figure.head, result.head) >= 3 and len(result.head) > 1
        opens = figure.stock or (
            figure.sign == 0 and (kin or _OPENS.search(figure.words) is not None)
        )
        if window and (opens or figure.sign >= 0):
            made = _ways(result.item, item, window)
            if any(abs(m.value - result.item.value) <= m.slack for m in made):
                return None
            plain = len(made) == 1 and (len(window) > 1 or (kin and figure.stock and result.stock))
            plain = plain and not _leaves_out([f.words for f, _ in window])
            if best is None and opens and plain and _is_slip(made[0], result):
                best = made[0]
        if opens:
            break
        window.insert(0, (figure, figure.sign))
        if sum(sign == 0 for _, sign in window) > 2:
            break
    return best


def _leaves_out(words: Sequence[str]) -> bool:
    """Births and deaths without moves tell a part of what changes a population."""
    born = any("出生" in w for w in words)
    return born and not any(_MOVED.search(w) for w in words)


def _ways(result: Item, opening: Item, window: Sequence[tuple[_Figure, int]]) -> list[Balance]:
    """The balance; of flows that no word tells the way of, both."""
    signs = product(*((sign,) if sign else (1, -1, 0) for _, sign in window))
    return [_balance(result, opening, [(f.item, s) for (f, _), s in zip(window, way, strict=True)])
            for way in signs]  # fmt: skip


_CLOSES: Final = re.compile("年末|年底|月底|期末|季末|月末|结束|清点|盘|点验|月\\d*日结存")
_NET: Final = re.compile("其中|净|自然[增减]|机械[增减]|两抵|相抵")
"""What is no flow of its own, but one of another or what flows come to."""
_STOCK: Final = re.compile("年初|期初|上年|结转|旧|原|年末|年底|留存|滚存|存栏|存$|在册")


def _sign(item: Item, words: str) -> int:
    """1 where a figure came in, -1 where it went out, by the last word that tells; 0 if none does."""
    words += item.tail[:2]
    last = [(m.end(), s) for rule, s in ((_PLUS, 1), (_MINUS, -1)) for m in rule.finditer(words)]
    return max(last)[1] if last else 0


def _balance(result: Item, opening: Item, window: Sequence[tuple[Item, int]]) -> Balance:
    plus = (opening, *(i for i, sign in window if sign > 0))
    minus = tuple(i for i, sign in window if sign < 0)
    return Balance(result, plus, minus)


def _is_slip(made: Balance, closing: _Figure) -> bool:
    """One digit of the closing figure, or a likely slip of one of the others, stands between."""
    result = closing.item
    off = made.value - result.value
    if made.value <= 0 or abs(off) > max(made.value, result.value) or result.quantity.step <= 0:
        return False
    told = len(made.plus) > 1 and made.minus and _CLOSES.search(closing.words)
    if told and abs(off) * 4 <= result.value:
        return True  # opening, in, out and closing: nothing is left open
    quantity = result.quantity
    if len(made.plus) < 2 or not made.minus:  # the other way may have been left out
        likely = likely_readings(result.value, quantity.step)
        return digits(quantity) > 2 and any(other == made.value for other in likely)
    if any(other == made.value for other in other_readings(quantity)):
        return True
    if quantity.chinese:
        return False
    rest = ((i, off) for i in made.plus), ((i, -off) for i in made.minus)
    return any(
        other == item.value - by
        for side in rest for item, by in side
        for other in likely_readings(item.value, item.quantity.step)
    )  # fmt: skip
