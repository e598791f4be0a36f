"""Shares and rates by the readings of their paragraph: which figure is the part and which the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import MOST_CLAIMS, digits, in_unit, slips
from fangzhi.facts.arithmetic.shares import is_in_turn
from fangzhi.facts.arithmetic_readings.reading import (
    Reading,
    closeness,
    covers,
    find_readings,
    may_count,
    whole_of,
)
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.statements import Item, is_firm

_SHARE: Final = re.compile(
    r"(?P<part>.*?)(?:即|约|就|共)?(?:所)?占(?:到|了|据|用)?(?P<whole>.*?)(?:的?(?:比重|比例|份额)|的)?(?:为|达到?|约|仅|近|高达|是)*$"
)
_OF: Final = re.compile(
    r"(?P<part>.*?)(?:约|仅|已|相当于|为|是|完成|达到?|超过)+(?P<whole>[^，为是]{2,14}?)的$"
)
_RATE: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:率|面|比例|比重|占比)(?:约|仅|已|为|达到?|高达|是|降为|升为)*$"
)
_MOVED: Final = re.compile(
    "增|减|升|降|提高|比上|比[^重例]|较|同比|高于|低于|超过|由|从|年均|平均|递"
)
_NO_RATE: Final = re.compile(
    "(?:(?<![毛净])利|税|费|汇|概|几|频|效|功|速|失业|死亡|出生|生育|自然|增长|折|净|复合|收益|回报|转化|贡献|"
    "合格|优良|优秀|达标|及格|满意|普及|覆盖|机械化|商品|成活|出材|出油|出米)$"
)
_WIDER: Final = re.compile("全国|全省|全市|全州|世界|全球|全流域|同行|同类|省|自治区|GDP|生产总值")
_TOTALS: Final = re.compile("^(?:总[数量额]|总户数|总人数|全部|总计|合计|总|全体|其)?(?:的)?$")
_FULLER: Final = re.compile("总(?=.)|全部|[数量额]$|的|其|全[县市区镇乡村]")
_FACTOR: Final = {"percent": 100, "permille": 1000}
_BACK: Final = 40


class ReadShare(msgspec.Struct, frozen=True):
    """`said` should be `part` in `whole` by the words; `words` is where the phrase starts."""

    said: Item
    part: Item
    whole: Item
    words: int


class _Claim(msgspec.Struct, frozen=True):
    said: Reading
    part: str
    whole: str
    of: Reading | None
    words: int
    rate: bool = False


def read_shares(text: str, told: frozenset[int]) -> Iterator[ReadShare]:
    """Give the shares not in `told` (starts) that the two figures meant do not make."""
    readings = find_readings(text)
    claims = [(at, c) for at, r in enumerate(readings) if (c := _claim(readings, at)) is not None]
    claims = claims[:MOST_CLAIMS]
    kin = _kin(readings, claims)
    for at, claim in claims:
        reading = claim.said
        parts = _parts(claim, readings, at)
        pairs = [
            (p, w, sure)
            for p, near in parts
            for w, sure in _wholes(claim, readings, at, p, near, kin)
        ]
        if any(_fits(p, w, reading) for p, w, _ in pairs):
            continue
        if reading.item.start in told or not pairs or _fits_else(pairs, readings, at):
            continue
        found = _choose(reading, pairs)
        if found is not None:
            yield ReadShare(reading.item, found[0].item, found[1].item, claim.words)


def _kin(
    readings: Sequence[Reading], claims: Sequence[tuple[int, _Claim]]
) -> list[tuple[Reading, Reading]]:
    """The pairs that make the shares of the paragraph that are right: others may be of their wholes."""
    found: list[tuple[Reading, Reading]] = []
    for at, claim in claims:
        if claim.rate or digits(claim.said.item.quantity) < 3:
            continue
        parts = [p for p, near in _parts(claim, readings, at) if near > 1]
        before = [r for r in readings[max(0, at - _BACK) : at] if r.is_value and r not in parts]
        found += [
            (p, w) for p in parts for w in reversed(before)
            if _may_hold(w, p, claim) and _fits(p, w, claim.said)
        ][:1]  # fmt: skip
    return found


def _claim(readings: Sequence[Reading], at: int) -> _Claim | None:
    said = readings[at]
    if said.item.quantity.kind not in _FACTOR or not is_firm(said.item) or said.item.value <= 0:
        return None
    if is_in_turn([r.item for r in readings[max(0, at - 2) : at + 2]], min(at, 2)):
        return None
    words, start = said.words.strip(), said.item.label_start
    if re.fullmatch("的?(?:近|约)?", words) and at and readings[at].item.lead == "":
        whole = readings[at - 1]
        found = re.search("占[^占]*$|(?:为|是|完成|相当于)[^，]*$", whole.words)
        if found is None or not whole.is_value or not words:
            return None
        named = re.sub("[即约所]+$", "", whole.words[: found.start()])
        return _Claim(said, named, "", whole, start - len(words))
    if _MOVED.search(words):
        return None
    share = _SHARE.fullmatch(words) if "占" in words and "占比" not in words else None
    if share is not None:
        return _Claim(said, _bare(share["part"]), _bare(share["whole"]), None,
                      start + max(words.rfind("占"), 0))  # fmt: skip
    of = _OF.fullmatch(words)
    if of is not None:
        return _Claim(said, _bare(of["part"]), _bare(of["whole"]), None, start)
    rate = _RATE.search(words)
    if rate is None or _NO_RATE.search(rate["name"]):
        return None
    return _Claim(said, rate["name"], "", None, start, True)


def _bare(words: str) -> str:
    words = re.sub(r"(?:1[0-9]|20)\d\d年(?:末|底)?", "", words)
    words = re.sub("^(?:其中|而|仅|和|及|与|单以|以)+|(?:一[处项]|两[处项]|计)$", "", words)
    return re.sub("(?:即|约|就|共|所|的)+$", "", words)


def _parts(claim: _Claim, readings: Sequence[Reading], at: int) -> list[tuple[Reading, int]]:
    """The figures that may be the part, best first, each with how sure that is (3 is named)."""
    said = claim.said.item
    after = readings[at + 1] if at + 1 < len(readings) else None
    if (
        after is not None and after.is_value and after.item.depth == said.depth + 1
        and after.item.lead in "（(" and after.item.start <= said.end + 4
    ):  # fmt: skip
        return [(after, 3)]
    near = [r for r in readings[max(0, at - _BACK) : at]
            if r.is_value and r is not claim.of and may_count(claim.part, r.item.unit)]  # fmt: skip
    if claim.rate:
        return _parts_of_rate(claim, near)
    if claim.part:
        name = _FULLER.sub("", claim.part)
        scored = [(_named(name, r), r) for r in near]
        best = max((s for s, _ in scored), default=0)
        if best >= 2 or (best == 1 and len(name) > 2):
            return [(r, 3) for s, r in reversed(scored) if s == best][:2]
        if claim.of is None:
            return []
    found = [
        r for r in near
        if r.item.sentence == said.sentence and said.clause - r.item.clause <= 2
        and r.item.depth == said.depth and r is not claim.of
    ]  # fmt: skip
    return [(r, 2 if n == 0 else 1) for n, r in enumerate(reversed(found[-2:]))]


def _parts_of_rate(claim: _Claim, near: Sequence[Reading]) -> list[tuple[Reading, int]]:
    said = claim.said.item
    close = [
        r for r in near if r.item.sentence == said.sentence and said.clause - r.item.clause <= 4
    ]
    name = claim.part
    named = [
        r for r in close
        if covers(name, r.words + r.item.tail[:6]) or covers(name[-2:], r.words + r.item.tail[:4])
    ]  # fmt: skip
    return [(r, 3) for r in reversed(named)][:2]


def _named(name: str, reading: Reading) -> int:
    head = _FULLER.sub("", reading.head)
    if reading.own or reading.role == "reached":
        score = closeness(name, head)
        if score:
            return score
        if name and head and name[0] == head[0] and len(head) == 1:
            return 2
    return 0


def _wholes(
    claim: _Claim, readings: Sequence[Reading], at: int, part: Reading, near: int,
    kin: Sequence[tuple[Reading, Reading]],
) -> list[tuple[Reading, bool]]:  # fmt: skip
    """The figures that may be the whole, best first, each with whether the words make it sure."""
    if claim.of is not None:
        return [(claim.of, near > 1)]
    if _WIDER.search(claim.whole):
        return []
    held = [
        r for r in readings[max(0, at - 2 * _BACK) : at + 4]
        if r is not part and r.is_value and r.role != "change" and _may_hold(r, part, claim)
        and (r.item.start < claim.said.item.start or r.item.depth > claim.said.item.depth)
    ]  # fmt: skip
    if claim.whole and not _TOTALS.match(claim.whole):
        name = _FULLER.sub("", claim.whole)
        scored = [(closeness(name, _FULLER.sub("", r.head)), r) for r in held]
        best = max((s for s, _ in scored), default=0)
        alone = [r for s, r in reversed(scored) if s == best and best >= 2]
        alone = _of_year(alone, part)
        if alone:
            one = len({r.item.value for r in alone}) == 1
            return [(r, near > 1 and (one or best > 2)) for r in alone[:3]]
        return []
    parent = whole_of(readings, part.number)
    if parent is not None and _may_hold(parent, part, claim):
        return [(parent, near > 1 and not claim.rate)]
    if claim.rate:
        close = [r for r in held if r.item.sentence == part.item.sentence
                 and abs(r.item.clause - part.item.clause) <= 3]  # fmt: skip
        last = [r for r in reversed(close) if r.item.start < part.item.start][:2]
        return [(r, len(close) == 1) for r in last]
    shared = {
        w.item.start: w for p, w in kin
        if abs(p.number - part.number) < _BACK and _may_hold(w, part, claim)
        and abs(p.item.sentence - part.item.sentence) < 2
    }  # fmt: skip
    if shared:
        return [(w, near > 1 and len(shared) == 1) for w in shared.values()]
    back = [r for r in reversed(held) if r.item.sentence >= part.item.sentence - 6
            and r.item.start < part.item.start and r.role != "base"]  # fmt: skip
    close = back[:3]
    close += [r for r in back[3:] if whole_of(readings, r.number) is None][:4]
    return [(r, False) for r in close]


def _of_year(found: list[Reading], part: Reading) -> list[Reading]:
    same = [r for r in found if r.year == part.year or not r.year]
    return same if same and part.year else found


def _may_hold(whole: Reading, part: Reading, claim: _Claim) -> bool:
    if whole.dimension != part.dimension:
        return False
    over = in_unit(whole.item, part.item.unit)
    if over is None or over.low <= 0:
        return False
    return over.high >= part.item.value or claim.said.item.value > 100


def _made(part: Reading, whole: Reading, said: Reading) -> Range | None:
    over = in_unit(whole.item, part.item.unit)
    if over is None or over.low <= 0:
        return None
    return quotient(around(part.item.quantity), over, _FACTOR[said.item.quantity.kind])


def _fits(part: Reading, whole: Reading, said: Reading) -> bool:
    if part.dimension != whole.dimension or whole.much <= 0:
        return False
    ratio, value = part.much / whole.much * _FACTOR[said.item.quantity.kind], said.much
    if abs(ratio - value) > 0.3 * value:
        return False
    made = _made(part, whole, said)
    return made is not None and made.allows(said.item.quantity)


def _fits_else(
    pairs: Sequence[tuple[Reading, Reading, bool]], readings: Sequence[Reading], at: int
) -> bool:
    """Another figure in the place of the part or of the whole makes the share as printed."""
    said = readings[at]
    values = [r for r in readings[max(0, at - _BACK) : at + 4] if r.is_value]
    near = [r for r in values if said.item.sentence - 1 <= r.item.sentence]
    for part, whole, _ in pairs:
        if any(r is not part and _fits(part, r, said) for r in values):
            return True
        if any(r is not whole and _fits(r, whole, said) for r in near):
            return True
    return False


def _choose(
    said: Reading, pairs: Sequence[tuple[Reading, Reading, bool]]
) -> tuple[Reading, Reading] | None:
    """The first pair that the words make sure and that is not far off, else one that a slip mends."""
    for part, whole, sure in pairs:
        made = _made(part, whole, said)
        if made is None:
            continue
        value = said.item.value
        alike = made.low <= value * 2 and value <= made.high * 2
        if sure and alike:
            return part, whole
    for part, whole, _ in pairs:
        made = _made(part, whole, said)
        if made is not None and digits(said.item.quantity) > 2 and slips(made, said.item.quantity):
            return part, whole
    return None
