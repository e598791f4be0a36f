"""K 数字: conversions in brackets, balances, and what comes to each head."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import Final

import msgspec

from fangzhi.check.context import TextContext
from fangzhi.check.rule import DIGITS, HAN_DIGITS, Hit, rule
from fangzhi.facts.arithmetic.amounts import another_makes, is_turned
from fangzhi.facts.arithmetic.balances import Balance, find_balances
from fangzhi.facts.arithmetic.blame import borne_by_two, doubted
from fangzhi.facts.arithmetic.changes import Change, all_changes
from fangzhi.facts.arithmetic.far_heads import far_heads
from fangzhi.facts.arithmetic.flows import told_in_pairs
from fangzhi.facts.arithmetic.heads import PerHead, find_per_heads
from fangzhi.facts.arithmetic.pools import CELL
from fangzhi.facts.arithmetic.residues import find_residues
from fangzhi.facts.arithmetic.slips import turned_readings
from fangzhi.facts.arithmetic.wide_changes import wide_changes
from fangzhi.facts.arithmetic.wide_means import is_of_any, wide_means
from fangzhi.facts.arithmetic.yearly import yearly_means
from fangzhi.facts.arithmetic_readings.means import read_means
from fangzhi.facts.bounds import Range, around
from fangzhi.facts.explanations.accounts import find_accounts
from fangzhi.facts.explanations.balances import balanced
from fangzhi.facts.explanations.borne import borne
from fangzhi.facts.explanations.changes import changed
from fangzhi.facts.explanations.means import shared_out
from fangzhi.facts.explanations.not_shared_out import is_not_shared_out
from fangzhi.facts.explanations.other_units import is_linked
from fangzhi.facts.explanations.products import Product, products
from fangzhi.facts.explanations.run_means import means_of_runs
from fangzhi.facts.explanations.surplus import surpluses
from fangzhi.facts.explanations.unit_means import means_by_units
from fangzhi.facts.quantities import ONE_FIRM, QUANTITY_SIGNS, TWO_QUANTITIES
from fangzhi.facts.show import number_of, plain, rounded, shown_like
from fangzhi.facts.statements import Item, find_items, together

_LONG: Final = 100
"""How many characters of one computation are pointed at, at most."""
_MOVES: Final = re.compile(
    "[增减净竣于降升少多差亏存未在现末底蓄藏有余转迁剩]|不敷|赤字|短绌|超支|纯收入|盈利|利润"
)
"""Words of which one stands where a figure is said to have moved, or to be what is left."""


@rule(
    "R175",
    "人均不符",
    level="硬",
    basis="数据审核通例：人均＝总量÷人数",
    literals=(
        "均",
        "每",
        "单产",
        "亩产",
        "公顷产",
        "单方",
        "单井",
        "单株",
        "单台",
        "单机",
        "单个",
        "单口",
        "单孔",
        "单块",
        "日值",
        "分值",
        "日处理",
        "日供",
        "日产",
        "日生产",
        "日加工",
        "宽",
        "/",
        "／",
        "价",
        "立方米",
        "千瓦时",
    ),
    needs=[DIGITS + HAN_DIGITS],
    probe=ONE_FIRM.pattern,
    bad=[
        "全年临时救助2143人次，支出386万元，人次均1081元。",
        "搬迁1286户4218人，户均3.82人。",
        "供水人口24.8万人。投资3720万元，人均投资140元。",
        "全县112个村有集体经济收入4368万元，村均93万元。",
        "投入1200万元，惠及4000户，户均补助2500元。",
        "总产量5200吨，种植面积800公顷，平均每公顷产量5500千克。",
        "小麦播种面积1.2万公顷，单产4500千克，总产6.4万吨。",
        "渔船燃油补贴486艘1944万元，每艘平均3万元。",
        "全年供水1825万立方米，日均供水5.8万立方米。",
        "理赔案件3186起，赔付1427.5万元，起均赔付4840元。",
        "投资412.6万元，完成土石方146.21万方，单方投资3.82元。",
        "售出门票8101张，每张30元，收入234030元。",
        "干渠全长3200米，宽3米，深4米，挖土34800立方米。",
    ],
    good=[
        "全年临时救助2143人次，支出386万元，人次均1801元。",
        "搬迁1286户4218人，户均3.28人。",
        "城镇居民12.6万人，城镇居民人均可支配收入43218元。",
        "全县112个村有集体经济收入4368万元，村均39万元。",
        "小麦播种面积1.2万公顷，单产5333千克，总产6.4万吨。",
        "售出门票8101张，每张30元，收入243030元。",
        "装机1600千瓦，全年利用3852小时，发电616.3万千瓦时。",
    ],
)
def per_head_does_not_follow(text: str, ctx: TextContext) -> Iterator[Hit]:
    """人均、户均、每公顷产量等应与总量、人数两数算得的相符；可支配收入等调查数除外。"""
    told = set[int]()
    for reading in _wrong_means(text, ctx):
        if _is_by_time(reading) or turns_a_cell(reading):
            continue
        if is_linked(text, reading.said, reading.total):  # 亩产737公斤，也就是1474斤
            continue
        pair = reading.total, reading.heads
        items = ctx.once(find_items)
        made = (reading.range.low + reading.range.high) / 2
        if is_not_shared_out(reading.said, *pair, items, made) or _is_of_another(reading, items):
            continue
        if not borne(reading.said, items, "mean", pair):
            told |= {reading.said.start, reading.total.start, reading.heads.start}
            yield wrong_per_head(reading, items)
    for reading in means_by_units(ctx.once(find_items), frozenset(told)):
        told |= {reading.said.start, reading.total.start, reading.heads.start}
        yield wrong_per_head(reading, ctx.once(find_items))
    for reading in means_of_runs(ctx.once(find_items), frozenset(told)):
        told |= {reading.said.start}
        yield wrong_per_head(reading, ctx.once(find_items))
    for product in products(text, ctx.once(find_items), frozenset(told)):
        yield _wrong_product(product)


def _wrong_product(product: Product) -> Hit:
    """Say which figures multiplied do not make the total."""
    total = product.total
    shown = f"{shown_like(product.made.low, total.quantity)}{total.unit}"
    factors = "×".join(f.quantity.text for f in product.factors)
    return Hit(
        together(total.label_start, total, *product.factors),
        max(total.end, *(f.end for f in product.factors if f.start - total.end < _LONG // 2)),
        f"单量与总量不符：{'、'.join(f.shown for f in product.factors)}相乘应为{shown}，"
        f"写作{total.quantity.text}，请核对各数。",
        evidence=(f"{factors}={shown}≠{total.quantity.text}",),
    )


_BY_TIME: Final = re.compile("均(?:每)?[日天月季][^，。；]{0,6}$|每[人户]每[日天月季]")
_MEAN: Final = re.compile("[均每产]")


_NEAR: Final = 12
"""Figures to either side among which another figure by head is sought."""


def _is_by_time(reading: PerHead) -> bool:
    """人均月工资, 人均日用水: by the head and by the month or day."""
    return _BY_TIME.search(reading.said.label) is not None


def turns_a_cell(reading: PerHead) -> bool:
    """The heads stand in a table with two digits turned round: the figure is right, the cell is not."""
    heads, total = reading.heads, around(reading.total.quantity)
    middle = reading.range.low + reading.range.high
    if heads.sentence != CELL or total.low <= 0 or middle <= 0:
        return False
    factor = middle / 2 * heads.value
    return any(
        other > 0 and Range(
            factor / other * total.low / reading.total.value, factor / other * total.high / reading.total.value
        ).allows(reading.said.quantity)
        for other in turned_readings(heads.quantity)
    )  # fmt: skip


def _is_of_another(reading: PerHead, items: tuple[Item, ...]) -> bool:
    """平均每头60元；其中一等猪2100头，每头72元: total and heads are those of another figure by head."""
    said, heads = reading.said, reading.heads
    at = bisect_left(items, said.start, key=lambda i: i.start)
    items = items[max(0, at - _NEAR) : at + _NEAR]
    for i in items if "平均" in said.label or "人均" in said.label else ():
        near = heads.value < i.value * 2 < heads.value * 4 and abs(i.sentence - heads.sentence) < 2
        if i.unit == heads.unit and i is not heads and near:
            both = around(heads.quantity), around(i.quantity)
            mean = Range((both[0].low + both[1].low) / 2, (both[0].high + both[1].high) / 2)
            middle = (reading.range.low + reading.range.high) / 2 * heads.value
            if mean.low > 0 and abs(middle / mean.low - said.value) <= said.quantity.step:
                return True  # over the mean of two years' heads
    last = max(reading.total.start, heads.start)
    return any(
        i is not said and i.unit == said.unit and _MEAN.search(i.label) is not None
        and (reading.range.allows(i.quantity) or (last < i.start < said.start and _told_again(i, said)))
        and abs(i.sentence - said.sentence) < 2
        for i in items
    )  # fmt: skip


_BY: Final = re.compile("(?:每|平均)[^，。；\\d]{1,12}$|[^，。；\\d]均[^，。；\\d]{0,8}$")


def _told_again(first: Item, said: Item) -> bool:
    """每公里造价200万元；…乙路每公里造价112万元: both are told by the same words, each of its own."""
    one, other = _BY.search(first.label), _BY.search(said.label)
    return one is not None and other is not None and one[0] == other[0]


def _wrong_means(text: str, ctx: TextContext) -> Iterator[PerHead]:
    items, settled, withheld = ctx.once(find_items), set[int](), set[int]()
    for readings in find_per_heads(items):
        near = [r for r in readings if r.total.sentence == r.heads.sentence == r.said.sentence]
        if any(r.range.allows(r.said.quantity) for r in readings):
            settled.add(readings[0].said.start)
            continue
        if len(near or readings) != 1:
            continue  # the words leave open which two figures are meant
        settled.add(readings[0].said.start)
        if is_of_any(readings[0].said, items):
            withheld.add(readings[0].said.start)
            continue
        best = (near or list(readings))[0]
        if not borne_by_two(best.said, best.total, best.heads, items):
            yield best
    for reading in far_heads(text, items, ctx.before, frozenset(settled)):
        if not reading.range.allows(reading.said.quantity):
            settled.add(reading.said.start)
            yield reading
    for reading in wide_means(items, ctx.before, frozenset(settled)):
        settled.add(reading.said.start)
        yield reading
    for reading in read_means(text, ctx.before, frozenset(settled - withheld)):
        settled.add(reading.said.start)
        yield reading
    for reading in shared_out(text, ctx.before, frozenset(settled)):
        settled.add(reading.said.start)
        yield reading
    for reading in yearly_means(text, items) if "年" in text and "均" in text else ():
        if reading.said.start not in settled:
            yield reading


def wrong_per_head(reading: PerHead, items: tuple[Item, ...] = ()) -> Hit:
    """Say which total over which heads does not make the figure."""
    said = reading.said.quantity
    middle = (reading.range.low + reading.range.high) / 2
    start, end = doubted(None, reading.words, reading.said, (reading.total, reading.heads), items)
    after = reading.total  # 每户30公斤，共11390公斤
    if any(after is i for i in items) and 0 < after.start - end < _LONG // 2:
        end = after.end if after.sentence == reading.said.sentence else end
    return Hit(
        start,
        end,
        f"人均数不符：{reading.total.shown}分到{reading.heads.shown}，"
        f"应为{shown_like(middle, said)}{said.unit}，写作{said.text}，请核对三个数。",
        evidence=(
            f"{reading.total.quantity.text}÷{reading.heads.quantity.text}"
            f"={plain(rounded(middle, said.step / 10))}{said.unit}",
        ),
    )


@rule(
    "R176",
    "期末数不等于期初数加减变动",
    level="硬",
    basis="数据审核通例：期末＝期初＋增加－减少",
    literals=QUANTITY_SIGNS,
    probe=TWO_QUANTITIES,
    bad=[
        "全镇迁入3862人，迁出2145人，出生584人，死亡631人，净增1760人。",
        "清退312户，新识别268户，贫困户数净减64户。",
        "全年出生1986人，死亡1527人，自然增长559人。",
        "客运班车由128辆增加到156辆，增加38辆。",
        "年末有学生13860人，比上年的12540人增加1230人。",
    ],
    good=[
        "全镇迁入3862人，迁出2145人，出生584人，死亡631人，净增1670人。",
        "全年出生1986人，死亡3027人，自然增长-1041人。",
        "客运班车由128辆增加到156辆，增加28辆。",
        "耕地由3.62万公顷减少到3.58万公顷，减少407公顷。",
    ],
)
def balance_does_not_follow(text: str, ctx: TextContext) -> Iterator[Hit]:
    """净增、结余、年末数应等于期初数加增加数减减少数；增减量应等于前后两数之差。"""
    if _MOVES.search(text) is None or ONE_FIRM.search(text) is None:
        return
    items = ctx.once(find_items)
    seen: set[int] = set()
    wrong: dict[Decimal, Decimal] = {}
    for account in find_accounts(text, ctx.before):
        seen.add(account.result.start)
        if account.missed is not None:
            wrong[account.result.value] = account.missed.value
            yield _wrong_balance(account.missed, account.start, account.end)
    pairs = told_in_pairs(items) if "净" in text else ()
    for balance in chain(find_balances(items), *map(find_balances, pairs)):
        if balance.result.start in seen:
            continue
        seen.add(balance.result.start)
        if abs(balance.value - balance.result.value) > balance.slack and (
            balance.value > 0
            or (balance.value < 0 and (balance.result.value < 0 or "净" in balance.result.label))
        ):
            wrong[balance.result.value] = balance.value
            yield _wrong_balance(balance)
    for change in ctx.once_from(all_changes, find_items):
        if change.said.quantity.kind in ("count", "measure") and not change.by_difference:
            yield from _wrong_amount(change, items)
    for balance in find_residues(items, frozenset(seen)):
        seen.add(balance.result.start)
        if not _follows_from_wrong(balance, wrong):
            wrong[balance.result.value] = balance.value
            yield _wrong_balance(balance)
    known = seen | {c.said.start for c in ctx.once_from(all_changes, find_items)}
    for balance in balanced(text, ctx.before, frozenset(known)):
        if not _follows_from_wrong(balance, wrong):
            wrong[balance.result.value] = balance.value
            yield _wrong_balance(balance, _start_of_flows(balance))
    for balance in surpluses(items, frozenset(known)):
        if balance.result.value not in wrong:
            yield _wrong_balance(balance)
    told = frozenset(c.said.start for c in ctx.once_from(all_changes, find_items))
    for wide, is_ratio in wide_changes(text, items, ctx.before, told):
        if not is_ratio and wide.said.quantity.kind in ("count", "measure"):
            told |= {wide.said.start}
            yield from _wrong_amount(wide, items)
    for change in changed(text, ctx.before, told | seen):
        if change.said.quantity.kind in ("count", "measure"):
            yield from _wrong_amount(change, items)


def _follows_from_wrong(balance: Balance, wrong: dict[Decimal, Decimal]) -> bool:
    """Tell whether a figure doubted already, taken as it should be, makes the closing one right."""
    return any(
        i.value in wrong
        and abs(balance.value - i.value + wrong[i.value] - balance.result.value) <= balance.slack
        for i in balance.plus
    )


def _start_of_flows(balance: Balance) -> int:
    """Where the flows before a closing figure begin, where they stand near it."""
    result = balance.result
    flows = [i for i in (*balance.plus[1:], *balance.minus) if i.sentence > result.sentence - 3]
    near = [i.start for i in flows if result.end - _LONG < i.start < result.start]
    return min((result.label_start, *near))


def _wrong_balance(balance: Balance, start: int | None = None, end: int = 0) -> Hit:
    result = balance.result.quantity
    every = (*balance.plus, *balance.minus)
    plus = "+".join(number_of(i.quantity) for i in balance.plus)
    minus = "".join(f"−{number_of(i.quantity)}" for i in balance.minus)
    shown = shown_like(balance.value, result)
    own = balance.result
    behind = [i.end for i in every if i.sentence == own.sentence and i.end - own.start <= _LONG]
    return Hit(
        together(balance.result.label_start, balance.result, *every) if start is None else start,
        end or max((own.end, *behind)),
        f"增减相抵后应为{shown}，写作{number_of(result)}，请核对各数。",
        evidence=(f"{plus}{minus}={shown}≠{number_of(result)}",),
    )


_DEEPER: Final = re.compile("埋深|深度|名次|排名|位次")
"""What falls as its figure grows."""


def _wrong_amount(change: Change, items: Sequence[Item]) -> Iterator[Hit]:
    said, base, current = change.said.quantity, change.base.quantity, change.current.quantity
    if said.unit != base.unit or said.kind != base.kind:
        return
    if _DEEPER.search(f"{change.base.label}{change.current.label}{change.said.label}"):
        change = msgspec.structs.replace(change, rising=current.value > base.value)
    difference = current.value - base.value if change.rising else base.value - current.value
    if abs(difference - said.value) <= said.half + base.half + current.half:
        return
    if difference <= 0 and not is_turned(difference, said):
        return  # the figures are not those meant: 其中…、基金会3个，比上年末的274个净增12个
    if another_makes(change, items):
        return
    pair = (
        f"{number_of(current)}−{number_of(base)}"
        if change.rising
        else f"{number_of(base)}−{number_of(current)}"
    )
    finest = min((said, base, current), key=lambda q: q.step)
    yield Hit(
        together(change.verb, change.said, change.current, change.base),
        change.said.end,
        f"增减量不符：前后两数相差{shown_like(difference, finest)}，写作{number_of(said)}，请核对三个数。",
        evidence=(f"{pair}={shown_like(difference, finest)}≠{number_of(said)}",),
    )
