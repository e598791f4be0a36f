"""Which figure of a text is the part that a share or rate is said of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic_readings.reading import Reading, may_count
from fangzhi.facts.explanations.claims import KINDS, Claim
from fangzhi.facts.explanations.quotients import Side, are_alike, made_of
from fangzhi.facts.explanations.rates import does, due, owed_and_done
from fangzhi.facts.explanations.search import slip_between
from fangzhi.facts.explanations.sides import (
    is_mean,
    named,
    placed,
    plain_name,
)
from fangzhi.facts.show import shown_like

_FORMER: Final = re.compile("^(?:前者|前一[项种类个])")
_LATTER: Final = re.compile("^(?:后者|后一[项种类个])")
_OWN_BASE: Final = re.compile("城镇化|出生|死亡|自然|贫困|良种|负债|存贷|贷存|自给|复种|节约|节支")
"""What these are rates of, their name says; no figure that only stands by is meant."""


def parts_of(claim: Claim, readings: Sequence[Reading], values: Sequence[Reading]) -> list[Side]:
    """Give the figures of which a share may be said, the likeliest first (six at most)."""
    said = claim.said
    if claim.own is not None:
        return [Side(claim.own, 7, True)]
    if claim.rest:
        return []
    if (following := told_after(claim, readings)) is not None:
        return [Side(following[0], 3, True)]
    listed = _listed(claim, values) or _together(claim, values)
    if listed is not None:
        return [Side(listed, 7, True)]
    found: list[Side] = []
    name = plain_name(claim.part)
    names = [named(name, r) - (not r.own) for r in values] if name else []
    scope = re.match("全[县市省区镇乡村]", claim.part)
    if scope is not None and names:
        pairs = zip(names, values, strict=True)
        names = [max(n, 3) if scope.group() in r.words and n >= 0 else n for n, r in pairs]
    names = [4 if _is_kind_of(name, r, values) else n for n, r in zip(names, values, strict=False)]
    top = max((n for n, r in zip(names, values, strict=False) if n > 1), default=0)
    own = [r for r in values if r.item.sentence == said.item.sentence]
    lone = _last_of_two(claim, readings, own) if claim.rate else None
    latest = _latest(claim, own)
    after = _done_after(claim, readings) if claim.rate else None
    after = after or _of_so_many(own)
    if claim.rate and (pair := owed_right_before(claim, own)) is not None:
        after = pair[1]
    if after is not None:
        return [Side(after, 7, True)]
    doing = bool(claim.rate) and any(does(claim.rate, r) > 2 for r in own)
    for number, r in enumerate(values):
        if is_mean(r):
            continue
        near = placed(r, claim.of or said, values)
        fit = near - (1 if r.role in ("change", "base") else 0)
        if claim.rate:
            n = does(claim.rate, r)
            apart = said.item.sentence - r.item.sentence
            near_by = apart == 0 and said.item.clause - r.item.clause <= 4
            near_by = near_by or (apart == 1 and claim.within != "")
            alone = r is lone and not doing
            sure = near_by and (n > 2 or alone)
            found.append(Side(r, fit + n - (0 if n or alone else 4), sure))
            continue
        if name:
            n = names[number]
            sure = n == top > 1 and said.item.sentence - r.item.sentence < 3
            sure = sure and may_count(claim.part, r.item.unit)
            found.append(Side(r, fit + n, sure, n))
            continue
        plain = r.role in ("plain", "reached") and r.item.sentence == said.item.sentence
        found.append(Side(r, fit, plain and (near == 3 or r is latest)))
    found = [s for s in found if s.fit > 0 or s.sure]
    found.sort(key=lambda s: -s.fit)
    return found[:6]


def owed_right_before(claim: Claim, own: Sequence[Reading]) -> tuple[Reading, Reading] | None:
    """Give what was due and what was done, where a rate follows both (应种a人，实种b人，接种率)."""
    item = claim.said.item
    before = [r for r in own if r.item.start < item.start and r.item.sentence == item.sentence]
    pair = owed_and_done(before)
    near = pair is not None and item.clause - pair[1].item.clause < 2
    return pair if near else None


def _is_kind_of(name: str, r: Reading, values: Sequence[Reading]) -> bool:
    """党员1486人，男1094人、女392人，女党员: a part told by its kind, of what the whole was called."""
    rest = name.removeprefix(r.head) if r.head else name
    return 1 < len(rest) < len(name) and any(
        o.number < r.number and o.much > r.much and o.dimension == r.dimension
        and o.item.sentence == r.item.sentence and o.head.endswith(rest)
        for o in values
    )  # fmt: skip


def _is_small(r: Reading) -> bool:
    return r.item.quantity.chinese or r.item.value < 20


def _latest(claim: Claim, own: Sequence[Reading]) -> Reading | None:
    """The last figure of the sentence of which there is a larger one before it, where what stands
    behind it is counted in words (99亩归三户地主所有，占九成)."""
    said = claim.said.item
    behind = [r for r in reversed(own) if r.item.start < said.start and r.item.depth <= said.depth]
    for number, r in enumerate(behind):
        larger = any(o.dimension == r.dimension and o.much > r.much for o in behind[number + 1 :])
        if larger or (claim.whole and not _is_small(r)):
            return r if claim.said.item.clause - r.item.clause <= 2 else None
        if not _is_small(r):
            return None
    return None


def told_after(claim: Claim, readings: Sequence[Reading]) -> tuple[Reading, Reading] | None:
    """占编制数的80%，编制250人，在岗200人: part and whole both follow, named as in the claim."""
    after = readings[claim.at + 1 : claim.at + 3]
    said = claim.said.item
    near = len(after) == 2 and after[0].item.label_start - said.end < 3
    near = (
        near and after[0].item.lead in ("，", "（", "(") and after[1].item.lead not in ("；", "。")
    )
    if not near or not all(
        r.is_value and not is_mean(r) and r.item.sentence == said.sentence for r in after
    ):
        return None
    part, whole = sorted(after, key=lambda r: r.much)
    if claim.rate:
        names = does(claim.rate, part) > 2 and due(claim.rate, whole)
    else:
        names = named(plain_name(claim.part), part) > 0 or named(claim.whole, whole) > 0
    same = part.dimension == whole.dimension and part.much < whole.much
    return (part, whole) if same and names else None


def _last_of_two(
    claim: Claim, readings: Sequence[Reading], own: Sequence[Reading]
) -> Reading | None:
    """The figure right before the rate, where one other of its kind stands before it and no other
    such rate in the sentence."""
    last = readings[claim.at - 1] if claim.at else None
    sentence = claim.said.item.sentence
    same = [
        r for r in readings
        if r.item.sentence == sentence and r.item.quantity.kind in KINDS and claim.rate in r.words
    ]  # fmt: skip
    if last is None or not own or last is not own[-1] or len(same) > 1:
        return None
    alike = [r for r in own if are_alike(claim, last, r)]
    if len(alike) == 2 and alike[0].much < last.much and re.search("总|全|共", last.words):
        alike.reverse()
        last = alike[1]
    good = len(alike) == 2 and alike[0].much > last.much and not _OWN_BASE.search(claim.rate)
    good = good and (alike[0].item.unit == "张" or "床" not in claim.rate)
    good = good and last.item.depth == claim.said.item.depth
    made = made_of(last, alike[0], claim.said.item.quantity) if good else None
    if made is None:
        return None
    value = claim.said.item.value
    close = value * 5 < made.high * 8 and made.low * 5 < value * 8
    return last if close or slip_between(made, claim.said.item.quantity) else None


def _done_after(claim: Claim, readings: Sequence[Reading]) -> Reading | None:
    """出栏率86.0%，出栏4.9万只: the part follows the rate."""
    after = readings[claim.at + 1] if claim.at + 1 < len(readings) else None
    if after is None or not after.is_value or after.item.clause != claim.said.item.clause + 1:
        return None
    before = readings[claim.at - 1] if claim.at else None
    done = does(claim.rate, after) > 2 and after.item.sentence == claim.said.item.sentence
    if claim.of is not None and not are_alike(claim, after, claim.of):
        return None
    if not done or (before is not None and before.is_value and does(claim.rate, before) > 2):
        return None
    return after


def _of_so_many(own: Sequence[Reading]) -> Reading | None:
    """覆盖全县96个村中的88个，…: the last figure before the claim is some of the one before it."""
    if len(own) < 2 or not _SOME_OF.search(own[-1].words):
        return None
    part, whole = own[-1], own[-2]
    fits = part.item.lead == "" and part.dimension == whole.dimension and part.much < whole.much
    return part if fits else None


_SOME_OF: Final = re.compile("(?:中|当中|里)的?$|^的$")
_TOGETHER: Final = re.compile("^(?P<many>[两二三四])(?:者|项|类|种|部分|处|地)|^(?:合计|共计|合)$")
_MANY: Final = {"三": 3, "四": 4}


def _together(claim: Claim, values: Sequence[Reading]) -> Reading | None:
    """水稻a亩、玉米b亩，两者合计占P%: the figures told in turn, added."""
    told = _TOGETHER.match(claim.part)
    if told is None:
        return None
    many = _MANY.get(told["many"] or "", 2)
    own = [r for r in values if r.item.sentence == claim.said.item.sentence][-many:]
    if len(own) < many or any(r.item.unit != own[0].item.unit or not r.own for r in own):
        return None
    if claim.said.item.clause - own[-1].item.clause > 1 or own[-1].among:
        return None
    return added(own)


def added(readings: Sequence[Reading]) -> Reading:
    """Give several figures of one unit as one."""
    finest = min((r.item.quantity for r in readings), key=lambda q: q.step)
    text = "＋".join(r.item.quantity.text for r in readings)
    value = sum((r.item.value for r in readings), Decimal(0))
    if len(readings) > 2:
        text = f"{shown_like(value, finest)}{finest.unit}"
    quantity = msgspec.structs.replace(finest, value=value, text=text)
    label = "各项合计" if len(readings) > 2 else ""
    item = msgspec.structs.replace(readings[-1].item, quantity=quantity, label=label)
    return msgspec.structs.replace(readings[-1], item=item, much=sum(r.much for r in readings))


def _listed(claim: Claim, values: Sequence[Reading]) -> Reading | None:
    """前者, 后者 of the two figures told in turn."""
    former = _FORMER.match(claim.part) is not None
    if not former and not _LATTER.match(claim.part):
        return None
    own = [r for r in values if r.item.sentence == claim.said.item.sentence]
    for one, other in zip(reversed(own[:-1]), reversed(own[1:]), strict=True):
        joined = other.item.lead in ("、", "；", "，") or other.item.label.strip()[:1] in "和与及"
        total = re.search("总|全|共|合计", other.words) is not None
        if joined and not total and one.dimension == other.dimension:
            return one if former else other
    return None
