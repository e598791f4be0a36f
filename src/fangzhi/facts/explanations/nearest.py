"""Shares whose words name neither side: the last figure before the claim, of the one of its kind told
before it (全县登记选民a人。选举日，b名选民参加了投票，参选率P).

Place and digits are the evidence: the two stand next to each other and to the claim, and miss it by a
slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fangzhi.facts.arithmetic.pools import digits
from fangzhi.facts.arithmetic_readings.reading import Reading
from fangzhi.facts.explanations.claims import Claim
from fangzhi.facts.explanations.quotients import are_alike, made_of
from fangzhi.facts.explanations.search import slip_between
from fangzhi.facts.explanations.sides import is_mean
from fangzhi.facts.explanations.wholes import left_over

_BACK: Final = 2
"""How many sentences before the part the whole may stand."""
_FIGURES: Final = 6
_CLAUSES: Final = 4
"""Brackets between count too."""
_LEFT_OUT: Final = re.compile("[不未没无缺除]")
_LOST: Final = re.compile("[损漏失耗空减降未缺剩差节省浮]")
_LESS: Final = ("损", "差", "漏", "耗", "节约", "节省", "节支", "核减", "审减", "下浮")
_IDLE: Final = frozenset("率比年的数量人口年均总面积计约为达到已")


def nearest_pair(
    claim: Claim, values: Sequence[Reading], far: Sequence[Reading]
) -> tuple[Reading, Reading] | None:
    """Give the part and the whole that stand nearest to a claim, where they miss it by a slip: the
    whole in the paragraphs before where its own has none."""
    said = claim.said.item.quantity
    printed = digits(said) + said.text.startswith("0.")
    if printed < 3 or claim.of is not None or claim.own is not None or claim.whole:
        return None
    before = _before(claim, values)
    if not before:
        return None
    last = before[-1]
    alike = [r for r in before[:-1] if are_alike(claim, last, r)][-_FIGURES:]
    if not alike:
        alike = _told_before(last, far)
    for part, whole in _pairs(claim.rate, last, alike):
        out = _is_left_out(claim, part, whole)
        own = left_over(whole, [part]) if out else part
        made = made_of(own, whole, said)
        if made is None or made.allows(said):
            continue
        kind = slip_between(made, said)
        told = len(alike) == 1 or _speaks_of(claim.rate, part)
        sure = out and len(alike) == 1 and _is_denied(claim.rate, part)
        if sure or (kind and (printed > 3 or kind > 1 or told)):
            return own, whole
    return None


def _told_before(part: Reading, far: Sequence[Reading]) -> list[Reading]:
    """The only larger figure of the kind told before under a word that the part has too (行政村331个;
    送电到户的村314个)."""
    own = set(part.words[-_WORD:] + part.item.tail[:_WORD]) - _PLAIN
    found = [
        r for r in far
        if r.item.unit == part.item.unit and r.much > part.much and r.role == "plain"
        and not is_mean(r) and own & set(r.words[-_WORD:] + r.item.tail[:_WORD])
    ]  # fmt: skip
    return found if len(found) == 1 else []


_WORD: Final = 4
_PLAIN: Final = frozenset("有的共计为达了已至到全县市区乡镇总数量人个名户只头")


def _before(claim: Claim, values: Sequence[Reading]) -> list[Reading]:
    """The figures up to the one right before a claim; none where that stands far off."""
    item = claim.said.item
    found = [
        r for r in values
        if r.item.start < item.start and r.role not in ("base", "change") and not is_mean(r)
        and r.item.sentence >= item.sentence - _BACK and r.item.depth <= item.depth
    ]  # fmt: skip
    last = found[-1].item if found else None
    near = last is not None and last.sentence == item.sentence
    return found if near and last is not None and item.clause - last.clause <= _CLAUSES else []


def _pairs(rate: str, last: Reading, alike: Sequence[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """The last figure of the one of its kind before it; of three, that of the two it adds up with."""
    if not alike:
        return
    if len(alike) > 1:
        first, second = alike[-2:]
        most, *others = sorted((first, second, last), key=lambda r: -r.much)
        if abs(most.much - sum(r.much for r in others)) <= most.much * 1e-6:
            yield from ((r, most) for r in (last, first, second) if r is not most)
            return
    own = [r for r in alike if r.item.sentence == last.item.sentence]
    if own and own[-1].much > last.much:
        yield last, own[-1]
    elif len(own) == len(alike) == 1 and _speaks_of(rate, own[0]):
        yield own[0], last
    elif not own and len(alike) == 1 and alike[0].much > last.much:
        yield last, alike[0]


def _is_left_out(claim: Claim, part: Reading, whole: Reading) -> bool:
    """Tell whether a part is what the rate leaves out (检出不合格50批次，合格率; 除611名未上学外), or
    what is left where it tells what is lost (出厂水a，售出b，产销差率)."""
    if not claim.rate or part.item.unit != whole.item.unit:
        return False
    words = part.words + part.item.tail
    if _LOST.search(claim.rate) is not None:
        alike = _LOST.search(words) is not None or _speaks_of(claim.rate, part)
        return not alike and claim.rate.endswith(_LESS)
    return _LEFT_OUT.search(words) is not None


def _is_denied(rate: str, part: Reading) -> bool:
    """Tell whether the words say outright what is left out (不合格50批次，合格率; 除611名外)."""
    named = re.search("[不未]" + re.escape(rate[-2:]), part.words) is not None
    return named or (part.words.startswith("除") and part.item.tail.endswith("外"))


def _speaks_of(rate: str, part: Reading) -> bool:
    """Tell whether the part is told by one of the characters that the rate is named by."""
    return bool((set(rate) - _IDLE) & set(part.words + part.item.tail))
