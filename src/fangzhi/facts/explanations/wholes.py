"""Which figure of a text is the whole of which a share or rate is said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.partitions import surely_completes
from fangzhi.facts.arithmetic.slips import is_one_slip
from fangzhi.facts.arithmetic_readings.reading import Reading, whole_of
from fangzhi.facts.explanations.claims import KINDS, Claim
from fangzhi.facts.explanations.parts import added, owed_right_before, told_after
from fangzhi.facts.explanations.quotients import Side, are_alike, factor_of
from fangzhi.facts.explanations.rates import due
from fangzhi.facts.explanations.sides import (
    counts_all,
    is_mean,
    named,
    placed,
    plain_name,
    timed,
)

_TOTAL: Final = re.compile("总|全|共|合计")
_ALL: Final = re.compile(".{0,4}(?:全[县市区镇乡村州]|总)")
"""Words of a figure that counts all there is (至年末，全县公路通车里程)."""
_LAST: Final = re.compile("上一?年|去年|原来|以前|常年|往年|年初|初年")
AMONG: Final = re.compile("[^，。；、]{0,8}?(?:当中|之中|里头|中|里|内)(?!心)")
_YEARS: Final = re.compile("^[两二三四五六七八九十]年(?:间|来)?(?:共|总|累计)?(?=..)")
"""五年开荒数: the years only say when."""
_PLAN: Final = re.compile("(?:计划|任务|指标|目标)数?$")
_PLANNED: Final = re.compile("(?:计划|任务|指标)(?!外|内|免|生育)[^，、；。完成超实]{1,14}$")
_SUM: Final = re.compile("(?:合计|共计|总计|累计|合共|共|总共|计)(?:有|为|达)?")
_APART: Final = ("相差", "之差", "差距")
_OF_MEAN: Final = re.compile("出生|死亡|自然|结婚|离婚|迁[入出]")
"""Rates of the mean population of a year, which is as a rule said nowhere."""


def wholes_of(
    claim: Claim, readings: Sequence[Reading], values: Sequence[Reading], far: Sequence[Reading]
) -> list[Side]:
    """Give the figures that may be the whole a share is of: before it, behind it, and far ones whose
    name is told."""
    if claim.of is not None:
        return [Side(claim.of, 6, True)]
    said = claim.said
    name = _YEARS.sub("", claim.within if claim.nameless else claim.whole)
    behind = [
        r for r in readings[claim.at + 1 : claim.at + 8]
        if r.is_value and r.item.sentence <= said.item.sentence + 1 and r not in values
    ]  # fmt: skip
    found: list[Side] = []
    pair = owed_right_before(claim, values) if claim.rate else None
    totals = summed(values) if claim.rate else []
    due_ = [pair[0]] if pair is not None else totals
    head = [r for r in values if len(claim.rate) > 3 and r.head.endswith(claim.rate[:2])][-1:]
    for r in values:
        if r.role == "change" or r.words.endswith(_APART):
            continue
        n = named(name, r) if name else 0
        if n < 2 and _PLAN.search(name) and _PLANNED.search(r.words):
            n = 2  # 计划总产80000吨，实收84320吨，完成计划的105.40%
        if claim.wider and claim.wider in r.words:
            n = max(n, 3)
        if n < 2 and claim.total and counts_all(claim.whole or claim.within, r):
            n = 2
        if (
            n < 2
            and claim.total
            and r.words.startswith("总")
            and name.endswith(plain_name(r.words))
        ):
            n = 2  # 粮食面积4.86万亩，总产量1.92万吨
        if n < 2 and claim.nameless and not name and _of_its_kind(claim.part, r):
            n = 2  # 财政支出6.18亿元，用于民生5.19亿元，民生支出占比达84.0%
        fit = _fit(claim, r, said, values) + n
        owed = claim.rate != "" and (due(claim.rate, r) or r in head)  # 产值利润率 of 产值
        owed = r in due_ or (owed and not any(_is_in(r, t) for t in totals))
        among = (
            claim.nameless and r.item.sentence == said.item.sentence and AMONG.match(r.item.tail)
        )
        found.append(Side(r, fit + (3 if owed or among else 0), bool(owed or among), n))
    told = told_after(claim, readings)
    found += [Side(told[1], 3, True, 2)] if told is not None else []
    for r in (*far, *behind) if name else ():
        if (n := named(name, r)) > 1:
            found.append(Side(r, n - 1, False, n))
    if claim.nameless and not name and len(claim.part) > 2:
        found += [
            Side(r, 2) for r in far
            if _ALL.match(r.words) and claim.part[-2:] in r.head and r.role in ("plain", "reached")
        ]  # fmt: skip
    if claim.rate:
        found += [
            Side(r, 2, True) for r in behind
            if r.item.sentence == said.item.sentence
            and ("应" + claim.rate[-2:] in r.words or re.match("共|总|全[县市区镇乡村州省]", r.words))
        ]  # fmt: skip
    if claim.rate and not name:
        found += [Side(r, 1) for r in far if due(claim.rate, r)]
    if claim.wider:
        found = [s for s in found if claim.wider in s.reading.words]
    return found


def _of_its_kind(part: str, r: Reading) -> bool:
    """Tell whether a figure's name ends as that of the part does, with a word before it."""
    return len(part) > 2 and len(r.head) > 2 and r.head != part and r.head.endswith(part[-2:])


def _fit(claim: Claim, r: Reading, said: Reading, values: Sequence[Reading]) -> int:
    fit = min(placed(r, said, values), 1) + (1 if _TOTAL.search(r.words) else 0)
    if claim.year:
        fit += 3 if r.year == claim.year else -2 if r.year else 0
    elif claim.last and _LAST.search(r.words):
        fit += 3
    return fit - (2 if is_mean(r) else 0)


def pairs_of(
    claim: Claim, parts: Iterable[Side], wholes: Sequence[Side], every: Sequence[Reading],
    kin: Sequence[tuple[Reading, Reading]],
) -> Iterator[tuple[int, Side, Side]]:  # fmt: skip
    """Give how well a part and a whole fit together, with both; `kin` are pairs that bore out shares
    told before."""
    said = claim.said
    most = said.item.value > 100
    shared = {
        id(w) for p, w in kin
        if abs(p.item.sentence - said.item.sentence) < 2 and p.number < said.number
    }  # fmt: skip
    if claim.nameless and claim.of is None and kin and not claim.rate:
        last = kin[-1][1]
        known = any(w.reading is last for w in wholes)
        wholes = wholes if known else [*wholes, Side(last, 1)]
    if len(claim.beside) > 2 and claim.nameless and claim.of is None:
        wholes = [*wholes, Side(added(claim.beside), 3, named=2)]
    for part in parts:
        own = part.reading
        both = _both(claim, own, every)
        if both is not None and not any(w.named > 1 for w in wholes) and claim.of is None:
            yield part.fit + 3, part, Side(both, 3, True, 2)
        inside = own.number < said.number + 3 and not claim.rest
        parent = whole_of(every, own.number) if inside else None
        may = [
            w for w in wholes
            if w.reading is not own and not any(w.reading is b for b in claim.beside)
            and are_alike(claim, own, w.reading)
            and not (claim.nameless and w.named < 1 and _is_sibling(own, w.reading, wholes))
            and (most or w.reading.much >= own.much * 0.999 or _too_many(claim, part, w)
                 or (w.named > 1 and _is_passed(claim, own, w.reading)))
        ]  # fmt: skip
        chosen = _chosen(claim, own, may, shared) if claim.of is None else may[0] if may else None
        alone = _only(own, [w for w in may if not _is_part(w.reading, every)], claim)
        nearest = _only_near(own, may, claim)
        for whole in may:
            over = whole.reading
            fit = part.fit + whole.fit + (4 if over is parent else 0)
            moved = own.role == "reached" and over.role == "base" and own.number == over.number + 1
            fit += 3 if moved and (claim.year or claim.last) else 0
            fit += 0 if claim.year or claim.last else timed(own, over)
            kind = 2 if id(over) in shared else 0
            fit += 3 if over is nearest else 0
            sure = whole is chosen or (
                claim.nameless and (over is parent or kind > 0 or over is alone or whole.sure)
            )
            alike = own.much / over.much * factor_of(said.item.quantity) / float(said.item.value)
            told = claim.rate != "" or own.among
            sure = sure or (told and over is nearest and 0.7 < alike < 1.4)
            sure = sure and (whole.sure or not _OF_MEAN.search(claim.rate))
            yield (
                fit + kind,
                part,
                Side(over, whole.fit, sure and timed(own, over) == 0, whole.named),
            )


def rests_of(
    claim: Claim, wholes: Sequence[Side], values: Sequence[Reading]
) -> Iterator[tuple[int, Side, Side]]:
    """在册N人，固定工a人，其余占总数的P%: the part is what the figures between leave of the whole."""
    said = claim.said.item
    for whole in wholes:
        over = whole.reading
        listed = [
            r for r in values
            if over.item.start < r.item.start < said.start and r.dimension == over.dimension
            and r.item.depth == over.item.depth and r.role != "change"
        ]  # fmt: skip
        added = sum(r.much for r in listed)
        near = listed and over.item.sentence >= said.sentence - 1
        if not near or added >= over.much or any(r.item.unit != over.item.unit for r in listed):
            continue
        rest = left_over(over, listed)
        told = claim.whole == "" or claim.nameless or whole.named > 1
        yield 6 + whole.fit, Side(rest, 6, told), Side(over, whole.fit, told)


def left_over(over: Reading, listed: Sequence[Reading]) -> Reading:
    """Give what some figures leave of another."""
    value = over.item.value - sum((r.item.value for r in listed), Decimal(0))
    text = "－".join(r.item.quantity.text for r in (over, *listed))
    finest = min((r.item.quantity for r in (over, *listed)), key=lambda q: q.step)
    quantity = msgspec.structs.replace(finest, value=value, text=text)
    item = msgspec.structs.replace(listed[-1].item, quantity=quantity, label="其余")
    much = over.much - sum(r.much for r in listed)
    return msgspec.structs.replace(listed[-1], item=item, much=much)


def _both(claim: Claim, own: Reading, every: Sequence[Reading]) -> Reading | None:
    """水田14000亩，旱地28000亩，水田占耕地的P%: both together are the whole."""
    if not claim.whole or claim.wider or len(claim.beside) > 2:
        return None  # 水田、旱地、林地…依次占总面积的
    for other in every[max(0, own.number - 1) : own.number + 2]:
        if other is own or not other.is_value or other.item.unit != own.item.unit:
            continue
        beside = other.item.sentence == own.item.sentence and other.item.depth == own.item.depth
        if not beside or not surely_completes([own.head, other.head]):
            continue
        finest = min((own.item.quantity, other.item.quantity), key=lambda q: q.step)
        text = f"{own.item.quantity.text}＋{other.item.quantity.text}"
        quantity = msgspec.structs.replace(
            finest, value=own.item.value + other.item.value, text=text, start=-1, end=-1
        )
        item = msgspec.structs.replace(own.item, quantity=quantity, label="", sentence=-9)
        return msgspec.structs.replace(other, item=item, much=own.much + other.much)
    return None


def _too_many(claim: Claim, part: Side, whole: Side) -> bool:
    """共有218个村，通客车的270个，通车率95.0%: more than there are, but for one slip."""
    if not claim.rate or not part.sure or whole.reading.number > part.reading.number:
        return False
    over, own, said = (i.item.quantity for i in (whole.reading, part.reading, claim.said))
    factor = factor_of(said)
    if said.value > factor or whole.reading.item.sentence != part.reading.item.sentence:
        return False

    def holds(values: Sequence[Decimal]) -> bool:
        made = values[1] * factor / values[0] if values[0] > 0 else Decimal(-1)
        return 0 <= made <= factor and abs(made - values[2]) <= said.step / 2

    return over.unit == own.unit and is_one_slip([over, own, said], holds)


def _is_passed(claim: Claim, own: Reading, plan: Reading) -> bool:
    """计划80000吨，实收84320吨，完成计划的94.88%: what was done may be more than the plan."""
    near = own.number == plan.number + 1 and own.much < plan.much * 1.4
    return near and _PLAN.search(claim.whole) is not None and own.item.unit == plan.item.unit


def _is_sibling(own: Reading, other: Reading, wholes: Sequence[Side]) -> bool:
    """党员1486人，男1094人、女392人: two that stand side by side and make the figure before them."""
    if abs(own.number - other.number) != 1 or other.item.lead not in ("、", "，"):
        return False
    first, both = min(own.number, other.number), own.item.value + other.item.value
    return surely_completes([own.head, other.head]) and any(
        w.reading.number < first and w.reading.item.unit == own.item.unit
        and w.reading.item.sentence == own.item.sentence and w.reading.item.value == both
        for w in wholes
    )  # fmt: skip


def _is_part(r: Reading, every: Sequence[Reading]) -> bool:
    """Tell whether a figure is itself a part with its share (2156万元，占22.0%)."""
    after = every[r.number + 1] if r.number + 1 < len(every) else None
    if after is None or every[r.number] is not r or after.item.quantity.kind not in KINDS:
        return False
    share = after.words.startswith(("占", "约占", "所占")) or after.words == ""
    return share and after.item.clause - r.item.clause < 2


def _chosen(
    claim: Claim, own: Reading, may: Sequence[Side], shared: Collection[int]
) -> Side | None:
    """The figure that the name of the whole is of, where it is of one only."""
    known = [w for w in may if w.named > 1 and w.fit >= 0]
    same = [w for w in known if own.year and w.reading.year == own.year]
    known = same or known
    top = max((w.named + _TOTALS * _is_total(w.reading) for w in known), default=0)
    best = [w for w in known if w.named + _TOTALS * _is_total(w.reading) == top]
    if claim.total and len(best) > 1:
        most = max(w.reading.much for w in best)
        best = [w for w in best if w.reading.much == most]
    if len({w.reading.much for w in best}) > 1:
        best = [w for w in best if id(w.reading) in shared]
    if len({w.reading.much for w in best}) != 1:
        return None
    return next((w for w in best if w.reading.item.unit == own.item.unit), best[-1])


def _is_total(r: Reading) -> bool:
    return _TOTAL.search(r.words) is not None


_TOTALS: Final = 1


_AMONG_BACK: Final = 3


def _only_near(own: Reading, may: Sequence[Side], claim: Claim) -> Reading | None:
    """The only larger figure of the kind in the sentence of the part and the one before, of the
    three before after 其中."""
    back = _AMONG_BACK if own.among and own.item.lead in ("。", "；", "") else 1
    like = [
        w.reading for w in may
        if own.item.sentence - back <= w.reading.item.sentence <= own.item.sentence
        and w.reading.item.start < own.item.start and w.reading.role not in ("change", "base")
    ]  # fmt: skip
    return like[0] if claim.nameless and len(like) == 1 and like[0].much > own.much else None


def _only(own: Reading, may: Sequence[Side], claim: Claim) -> Reading | None:
    """The only larger figure of the kind in the sentence before the part."""
    like = [
        w.reading for w in may
        if w.reading.item.sentence == claim.said.item.sentence == own.item.sentence
        and w.reading.item.depth <= own.item.depth
        and w.reading.role not in ("change", "base")
    ]  # fmt: skip
    if len(like) != 1 or claim.within:
        return None
    if like[0].item.start > own.item.start and not (claim.rate and _is_total(like[0])):
        return None
    return like[0] if like[0].much > own.much or claim.rate else None


def summed(values: Sequence[Reading]) -> list[Reading]:
    """Give the totals of what two or three figures right before tell (旧存a件，新收b件，合计t件)."""
    return [
        r for at, r in enumerate(values)
        if _SUM.fullmatch(r.words.strip()) and any(
            _adds_up(values[at - many : at], r) for many in (2, 3) if at >= many
        )
    ]  # fmt: skip


def _is_in(r: Reading, total: Reading) -> bool:
    """Tell whether a figure is one of those that a total right behind it was added up of."""
    return 0 < total.number - r.number < 4 and r.item.sentence == total.item.sentence


def _adds_up(parts: Sequence[Reading], total: Reading) -> bool:
    return all(
        p.item.unit == total.item.unit and p.item.sentence == total.item.sentence for p in parts
    ) and total.item.value == sum(p.item.value for p in parts)
