"""Shares said in prose of a row or of the whole of a table beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import in_unit, like, pieces, slips, values_before, values_far
from fangzhi.facts.arithmetic.shares import Share
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.statements import Item, is_firm, subject

_SHARE: Final = re.compile(
    r"(?P<part>[^，。；、]*?)(?:所)?占(?:到|了|据)?(?P<whole>[^占，。；、]{0,18}?)(?:的(?:比重|比例)?|比|比重|比例)?"
    r"(?:约|仅|达到?|为|高达)*$"
)
_MOVED: Final = re.compile("增|减|升|降|提高|比上|较|同比|高于|低于|超过|由|从|年均|平均")
_WIDER: Final = re.compile("全国|全省|全市|全州|世界|全球|全流域|同行|同类|省|自治区")
_FULLER: Final = frozenset("总全的县市区镇乡村州年末底数量额人本面积")
_CHANGE: Final = re.compile("增长|增加|减少|下降|净增|净减|新增|比|较|平均|均|每|上年|去年")
_FACTOR: Final = {"percent": 100, "permille": 1000}


def tabled_shares(
    items: tuple[Item, ...], cells: Sequence[Item], before: Sequence[str | Item]
) -> Iterator[Share]:
    """Give the shares said of a row or a whole of a table beside the prose, one digit off."""
    totals = [c for c in cells if c.label.startswith("合计")]
    for at, said in enumerate(items):
        if said.quantity.kind not in _FACTOR or not is_firm(said) or "占" not in said.label:
            continue
        role = _SHARE.search(said.label)
        if role is None or _MOVED.search(said.label) or _WIDER.search(role["whole"]):
            continue
        near, far = values_before(items, at), values_far(before)
        name = subject(role["part"])
        parts = [i for i in near if i.sentence == said.sentence and i.start < said.start][-3:]
        pairs = [(p, t) for p in parts for t in totals if _may_hold(t, p)
                 and _is_total_of(t, role["whole"], p)]  # fmt: skip
        pairs += [(c, t) for c in cells if name and _is_row(c, name) for t in totals
                  if t.lead == c.lead and t.tail == c.tail and t is not c]  # fmt: skip
        pairs += [(_all_but(c, t), t) for c in cells if name and _is_the_other(c, name)
                  for t in totals if t.lead == c.lead and t.tail == c.tail and t.value > c.value]  # fmt: skip
        loose = [(p, w) for p in parts for w in (*near, *far, *totals) if p is not w]
        if not pairs or any(_allows(_made(p, w, said), said) for p, w in (*pairs, *loose)):
            continue
        found = [(p, w) for p, w in pairs if _slips(p, w, said)]
        if len({(p.value, w.value) for p, w in found}) == 1:
            words = said.label_start + said.label.rfind("占")
            yield Share(said, *found[0], words)


def _is_row(cell: Item, name: str) -> bool:
    """汉族 of a row 汉族, 苇湖镇人口 of the column 人口 in the row 苇湖镇."""
    row = cell.label.removesuffix(cell.lead)
    return (
        len(row) > 1 and row != "合计" and row in name and set(name) <= set(cell.label + cell.tail)
    )


def _is_the_other(cell: Item, name: str) -> bool:
    """非税收入 of 税收收入: what the total holds besides."""
    row = cell.label.removesuffix(cell.lead)
    return row[:1] == "非" and len(row) > 2 and set(row[1:]) <= set(name)


def _all_but(cell: Item, total: Item) -> Item:
    value = total.value - cell.value
    text = f"{total.quantity.text}－{cell.quantity.text}"
    quantity = msgspec.structs.replace(cell.quantity, value=value, text=text)
    return msgspec.structs.replace(cell, quantity=quantity, label="")


def _is_total_of(total: Item, whole: str, part: Item) -> bool:
    """占播种面积 of the total of a table of 播种面积, 占总数 of the total of a table of the same."""
    named = "".join(c for c in whole if c not in _FULLER)
    if named:
        return set(named) <= set(total.label + total.tail)
    return bool(pieces(part.label, _FULLER) & pieces(total.label + total.tail))


def _slips(part: Item, whole: Item, said: Item) -> bool:
    made = _made(part, whole, said)
    return made is not None and slips(made, said.quantity)


def _made(part: Item, whole: Item, said: Item) -> Range | None:
    over = in_unit(whole, part.unit) if part.unit != whole.unit else around(whole.quantity)
    if over is None or over.low <= 0:
        return None
    return quotient(around(part.quantity), over, _FACTOR[said.quantity.kind])


def _allows(found: Range | None, said: Item) -> bool:
    return found is not None and found.allows(said.quantity)


def _may_hold(whole: Item, part: Item) -> bool:
    if not like(whole, part) or _CHANGE.search(subject(whole.label)):
        return False
    over = in_unit(whole, part.unit)
    return over is not None and over.high >= part.value
