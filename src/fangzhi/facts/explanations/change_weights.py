"""How well two figures fit as the later and the earlier side of a change, by their names, places
and times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fangzhi.facts.arithmetic_readings.reading import Reading, closeness, like_unit
from fangzhi.facts.breaks import opening
from fangzhi.facts.explanations.change_claims import YEAR, Moving, is_planned
from fangzhi.facts.explanations.sides import plain_name

_LAST: Final = re.compile(
    "上一?年|去年|头年|(?<![一二三四五六七八九十数几])前一?年|同期|上期|年初|期初|学年初|此前|原来|原有|原(?=[有为是])|以前|之前|前$|常年|历年|往年|上[次届期]"
)
_NOW: Final = re.compile("今年|本年|现[在有]|目前|如今|这一?年|年末|年底|期末|实际|当年")
_TIMELIKE: Final = re.compile("[年时前初期次届]|原|常|建|刚|往|昔|计划|任务")
_PAST: Final = re.compile("(?:上一?年|去年|头年|上期|上[届期])(?:度|末|底|同期)?，")
"""All of a sentence is of the year before, where it opens so."""
_ASKED: Final = re.compile("送审|报审|申报|申请|概算|估算|原定")
"""What was asked for, before it was cut."""
_PLAIN: Final = frozenset("率比重例的总数量额值年")


class Weights:
    """How well figures fit as the later and the earlier side of a claim."""

    def __init__(
        self,
        claim: Moving,
        text: str,
        readings: Sequence[Reading],
        near: Sequence[Reading],
        far: Sequence[Reading],
    ) -> None:
        self.claim = claim
        self.said = claim.said
        self.far = {id(r) for r in far}
        self.told_far = far
        self.last = next((r for r in reversed(near) if r.number < self.said.number), None)
        self.head = plain_name(claim.head or self._named_by_base())
        self.opens = {id(r): _opening(text, r) for r in near}
        self.past = {k for k, words in self.opens.items() if _is_of_past(words)}
        self.goes_on = self.last is not None and self._goes_on(self.last)
        in_reach = [
            r for r in near if r.role != "change" and self.said.item.sentence - r.item.sentence < 3
        ]
        heads = [plain_name(r.head) for r in in_reach if like_unit(r.item, (self.last or r).item)]
        own = plain_name(self.last.head) if self.last is not None else ""
        self.kin = len(in_reach) > 2 and sum(closeness(h, own) >= 3 for h in heads) == 2
        self.two = len(in_reach) == 2 and like_unit(in_reach[0].item, in_reach[1].item)
        runs = claim.turn.runs if claim.turn is not None else ()
        self.turns = {readings[n].number for n in runs[:2]}

    def _named_by_base(self) -> str:
        """N，…；“三公”经费总额比上年的M压减P: the base right before names what moved."""
        base, said = self.last, self.said
        right = base is not None and base.role == "base" and base.own
        if base is None or not right or said.item.lead != "" or base.number + 1 != said.number:
            return ""
        return base.head

    def _goes_on(self, last: Reading) -> bool:
        """Tell whether what moved, no name said, is what the figure right before counts."""
        own, item, than = self.said.item, last.item, plain_name(self.claim.than or "")
        if than and (closeness(than, plain_name(last.head)) or than[:2] in last.words):
            return False  # 全市平均92.6%，高于全市平均2.4个百分点
        earlier = last.role in ("base", "change") or _LAST.search(last.words) is not None
        close = own.sentence == item.sentence and own.clause - item.clause < 2
        return (
            last.own
            and close
            and item.depth <= own.depth
            and not earlier
            and not last.item.own_year
        )

    def now(self, r: Reading) -> int:
        """How well a figure fits as the later one."""
        claim, item, own = self.claim, r.item, self.said.item
        fit = self._placed(r)
        if r is self.last and own.clause - item.clause <= 2 and item.depth <= own.depth:
            fit += 2
        if not self.head and self.goes_on and r is not self.last and not self.turns:
            fit -= 4
        fit -= 4 if r.role == "change" else 3 if self._is_earlier(r) else 0
        fit += 1 if r.role == "reached" or _NOW.search(r.words) else 0
        if claim.plan:
            fit -= 4 if is_planned(r) else 0
        if self.head and r.number not in self.turns:
            fit += _named(self.head, r)
        if claim.year and r.year:
            fit += 2 if r.year == claim.year else -4
        return fit

    def _is_earlier(self, r: Reading) -> bool:
        return r.role == "base" or _LAST.search(r.words) is not None or id(r) in self.past

    def then(self, r: Reading) -> int:
        """How well a figure fits as the earlier one."""
        claim = self.claim
        fit = min(self._placed(r), 1) - (4 if r.role == "change" else 0)
        fit += 2 if self._is_earlier(r) or _ASKED.search(r.words) else 0
        if claim.plan:
            return fit + (4 if is_planned(r) else -4)
        if claim.since:
            return fit + (3 if r.year == claim.since else -4 if r.year else 0)
        if claim.than is None:
            return fit
        if _LAST.search(claim.than):
            return fit + (2 if _LAST.search(r.words) or id(r) in self.past else 0)
        name = plain_name(claim.than)
        known = closeness(name, plain_name(r.head)) if name else 0
        other = 0 if _TIMELIKE.search(claim.than) or not name else -3
        opens = name and name in self.opens.get(id(r), "")  # 建国初，…a亩。…为建国初的
        return fit + (2 * known if known else 3 if opens or name[:2] in r.words else other)

    def together(self, now: Reading, then: Reading) -> int:
        """How well two figures fit together."""
        claim = self.claim
        fit = (4 if now is self.last and not self.head else 3) if self.two else 0
        if self.turns:
            fit += (
                5
                if {now.number, then.number} == self.turns and id(then) not in self.far
                else 2
                if now.number in self.turns
                else -2
            )
        near = id(then) not in self.far
        said = self.said.item
        if said.lead == "" and then.role == "base" and now.number + 1 == then.number:
            fit += 3 if then.number + 1 == self.said.number else 0  # 228万元，较预算190万元多20.0%
        if near and now.role == "reached" and then.role == "base" and now.number == then.number + 1:
            fit += 3
        beside = near and then.number == now.number + 1 and then.item.depth == now.item.depth + 1
        fit += 5 if beside and _LAST.search(then.words) else 0  # 256起（上年303起）
        fit += self._years(now, then)
        compared = (
            claim.than is not None and not YEAR.search(claim.than) and not _LAST.search(claim.than)
        )
        other = compared and not _TIMELIKE.search(claim.than or "")
        return fit if other or claim.apart or claim.plan else fit + self._alike(now, then)

    def told(self, now: Reading, by: Reading) -> int:
        """How well a figure fits with the amount that it moved by (N亩，因…，较上年减少D亩)."""
        said, own, name = self.said.item, plain_name(now.head), plain_name(by.head)
        fit = 4 if said.sentence == by.item.sentence and said.clause - by.item.clause < 2 else 0
        if by.number + 1 == self.said.number:
            fit += 2
        if by.own:
            known = max(closeness(name, own), closeness(own, name))
            alike = 3 if known > 1 else 0 if name[:2] in own else -3
            return fit + alike
        return fit + (1 if now.own and not now.among else 0)

    def _years(self, now: Reading, then: Reading) -> int:
        claim, apart = self.claim, now.year - then.year
        if not now.year or not then.year:
            return 0
        if claim.span:
            return 3 if abs(apart - claim.span) < 2 else -3
        if claim.since:
            both = now.year == claim.year and then.year == claim.since
            return 3 if both and id(then) not in self.far else 0
        if claim.apart:
            return 0
        if claim.than is not None and _LAST.search(claim.than):
            return 2 if apart == 1 else -3 if apart else 0
        if apart:
            return 1 if apart > 0 else -4
        told = self._is_earlier(then) or is_planned(then) or _ASKED.search(then.words) is not None
        return 0 if told or claim.plan or claim.than is not None else -2

    def _alike(self, now: Reading, then: Reading) -> int:
        one, other = plain_name(then.head), plain_name(now.head)
        if max(closeness(one, other), closeness(other, one)) >= 3 or not one or not other:
            only = self.kin and now is self.last and id(then) not in self.far
            lone = id(then) in self.far and self._is_lone(then)
            return 4 if only or lone else 2
        shared = set(one) & set(other)
        return 0 if shared or not now.own or not then.own else -3

    def _is_lone(self, then: Reading) -> bool:
        """Tell whether no other figure of the paragraphs before is of that name and unit."""
        head = plain_name(then.head)
        return not any(
            r is not then and like_unit(r.item, then.item) and closeness(plain_name(r.head), head) > 2
            for r in self.told_far
        )  # fmt: skip

    def _placed(self, r: Reading) -> int:
        if id(r) in self.far:
            return -1
        item, own = r.item, self.said.item
        if item.start > own.start:
            return 3
        apart = own.sentence - item.sentence
        if apart == 0:
            return 1 if own.clause - item.clause <= 6 else 0
        return 0 if apart == 1 else -1


def _opening(text: str, r: Reading) -> str:
    """The words of a sentence or its part, up to a figure."""
    return text[opening(text, r.item.start, "。；！？\n") : r.item.start]


def _is_of_past(words: str) -> bool:
    """上年，接待游客a人次，收入b元: the words that open the sentence or its part say of when it is."""
    told = _PAST.search(words)
    return told is not None and _NOW.search(words, told.end()) is None


def _named(name: str, r: Reading) -> int:
    head = plain_name(r.head)
    known = closeness(name, head)
    if known:
        return min(known, 3)
    shared = (set(name) & set(head)) - _PLAIN
    if shared and r.item.unit and name.endswith(r.item.unit + "数"):
        return 3  # 事故起数 of 发生道路交通事故256起
    return 0 if not head or shared or name[-2:] in r.item.tail[:8] else -6
