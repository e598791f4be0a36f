"""What comes to each head by the readings of their paragraph: the heads by their noun, the total by
what the figure counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.heads import PerHead
from fangzhi.facts.arithmetic.pools import MOST_CLAIMS, digits, in_unit, pieces, slips, values_far
from fangzhi.facts.arithmetic.wide_means import fits_any
from fangzhi.facts.arithmetic_readings.reading import (
    Reading,
    closeness,
    find_readings,
    whole_of,
)
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.quantities import COUNTS, MEASURES
from fangzhi.facts.statements import Item

_EACH: Final = re.compile(
    r"(?:平均)?每(?:一)?(?P<many>百万|十万|百|千|万|十)?个?(?![年月天日周次季隔当逢到])(?P<rest>[\u4e00-\u9fff]{1,14})$"
)
_ALL: Final = re.compile(
    r"(?P<head>人次|台次|车次|公里|公顷|千米|[\u4e00-\u9fff](?<![平年月日天周季逐历总都全各已也约不且分即其多共能可所])|(?<=[，。；、）])所)均"
    r"(?P<of>(?!匀|衡|等|可|为|已|属|有所|无|未|不|能|按|由|在|以|设|建)[\u4e00-\u9fff]{0,10})$"
)
_ONE: Final = re.compile(
    r"(?<![\u4e00-\u9fff])单(?P<head>[方株井船车机炉窑头只箱台户张场次艘网])(?P<of>[\u4e00-\u9fff]{0,8})$"
)
"""单方投资, 单井出水: the same said otherwise."""
_YIELD: Final = re.compile(
    r"(?P<head>亩|公顷|张|株|头|棵|箱|网|炉|只|窝)产(?:量)?(?:[奶蛋茧蜜毛果粮薯油]量?)?$"
)
_SINGLE: Final = re.compile(r"^(?:平均)?单产$")
_EXEMPT: Final = re.compile(
    "寿命|标准|不低于|最低|限|最|至少|不少于|期望|工资|月均|日均|年均|补助|补贴"
)
SURVEYED: Final = re.compile("可支配|纯收入|生产总值|消费支出|消费水平|GDP")
"""Told by head from a survey or over a mean population, not over the heads told."""
_MANY: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, None: 0}
_WORDS: Final[dict[str, str]] = {
    "人": "人口|人$|总人|职工|人数|人员", "生": "学生|在校生|生$", "师": "教师",
    "工": "职工|工人|员工", "村": "村", "校": "校|学|所$", "班": "班", "车": "车", "船": "船",
    "床": "床位|床$", "店": "店", "户": "户", "亩": "面积|亩$|田|地", "社": "社", "场": "场",
    "乡": "乡", "镇": "镇", "里": "里程", "职": "职工|员工|在岗|在册|从业|人员", "劳": "劳动?力|劳力",
    "案": "案", "件": "件", "单": "单", "票": "票", "学": "学生|在校",
}  # fmt: skip
"""Nouns that stand before 均: the words of the figures that count such heads."""
_UNITS_OF: Final = {
    "生": "人名", "师": "人名", "工": "人名", "校": "所个校", "班": "个班", "车": "辆台", "床": "张",
    "店": "家个", "社": "个家", "组": "个组", "乡": "个", "镇": "个", "村": "个村", "场": "场个",
    "船": "艘条只", "职": "人名", "劳": "人名个", "案": "件起宗", "学": "人名", "人": "人名", "亩": "亩",
    "里": "公里千米", "户": "户家", "处": "处个",
}  # fmt: skip
_OWN: Final = frozenset("校班店社村镇乡场")
"""Heads that are nouns of their own, so that what follows is what is counted in each."""
_UNITS: Final = tuple(sorted((*MEASURES, *COUNTS), key=lambda u: (-len(u), u)))
_VERBS: Final = re.compile(
    "^(?:平均|拥有|负担|占有|配备|获得|供养|带|有|均|约|为|达|产|发放|投资|投入|补助|增收|收入)*"
)
_BACK: Final = 40


class MeanClaim(msgspec.Struct, frozen=True):
    """A figure said to be by head: the units or the noun of the heads, what is shared out, per ten to
    `power` heads; `words` is where the phrase starts."""

    said: Reading
    units: tuple[str, ...]
    noun: str
    of: str
    power: int
    words: int
    who: str = ""
    """Whose heads they are (三峡移民户均), where the words say."""


_BY_HEAD: Final = re.compile(
    r"[均每产单][^，、；。：:！？\n,;【】]{0,280}?[\d一二三四五六七八九十百千万亿两零〇]"
)


def may_tell_means(text: str) -> bool:
    """Tell whether a text may say a figure to be by head: one of the words, and a figure soon after."""
    return _BY_HEAD.search(text) is not None


def read_means(text: str, before: Sequence[str | Item], told: frozenset[int]) -> Iterator[PerHead]:
    """Give the figures by head not in `told` (starts) that the total and the heads meant do not make."""
    if not may_tell_means(text):
        return
    readings = find_readings(text)
    judged = 0
    for at, said in enumerate(readings):
        if said.item.start in told or not said.is_value or judged > MOST_CLAIMS:
            continue
        claim = mean_claim(said)
        if claim is None:
            continue
        judged += 1
        found = _found(claim, readings, at, before)
        if found is not None:
            yield found


def mean_claim(said: Reading, surveyed: bool = False) -> MeanClaim | None:
    """Give what a figure is said to be by head, None where it is not; `surveyed` asks for those too
    that are mostly taken from a survey (人均纯收入)."""
    if not said.own and said.role not in ("base", "reached"):
        return None
    head = re.sub("(?:的|约|为|达到?|有)+$", "", said.head)
    if not surveyed and SURVEYED.search(head):
        return None
    if _EXEMPT.search(head) or not re.search("[均每产单]", head):
        return None
    start = said.item.label_start
    each = _EACH.search(head)
    found = each or _ALL.search(head) or _ONE.search(head) or _YIELD.search(head)
    who = re.sub("平均|人口密度|密度|规模", "", head[: found.start()]) if found is not None else ""
    if each is not None:
        rest, power = each["rest"], _MANY[each["many"]]
        unit = next((u for u in _UNITS if rest.startswith(u)), "")
        after = rest[len(unit) :]
        if rest.startswith("工分"):
            return MeanClaim(said, ("分",), "工分", "", power, start, who)
        if rest[0] in _OWN and len(rest) > 1:  # 平均每校学生
            of = _VERBS.sub("", rest[1:])
            return MeanClaim(said, tuple(_UNITS_OF[rest[0]]), rest[0], of, power, start, who)
        if unit in COUNTS and after and _VERBS.sub("", after) == after:
            return MeanClaim(said, (), rest, after, power, start, who)  # 每名教师
        noun = "" if unit else _VERBS.sub("", rest)
        return MeanClaim(
            said, (unit,) if unit else (), noun, _VERBS.sub("", after), power, start, who
        )
    if found is None:
        return None
    one = found["head"]
    units = tuple(_UNITS_OF.get(one, "")) if len(_UNITS_OF.get(one, "")) < 4 else ("公里", "千米")
    if one in MEASURES or one in ("人次", "台次"):
        units = (one,)
    of = _VERBS.sub("", found.groupdict().get("of") or "")
    return MeanClaim(said, units or (one,), one, of, 0, start, who)


def _found(
    claim: MeanClaim, readings: Sequence[Reading], at: int, before: Sequence[str | Item]
) -> PerHead | None:
    said = claim.said.item
    near = [r for r in readings[max(0, at - _BACK) : at + 3] if r.is_value and r is not claim.said
            and (r.item.start < said.start or r.item.depth > said.depth)
            and not re.search("[均每]", r.words)]  # fmt: skip
    heads = [r for r in near if is_head(claim, r)]
    totals = [r for r in near if is_total(claim, r)]
    if claim.said.role in ("base", "reached"):
        role = claim.said.role
        heads = [r for r in heads if r.role == role] or heads
        totals = [r for r in totals if r.role == role] or totals
    if not heads or not totals:
        return None
    every = _every(claim, heads, totals)
    if any(made.allows(said.quantity) for _, _, made in every):
        return None
    pairs = _named(claim, every, totals)
    sure = _sure(claim, readings, pairs)
    if sure is not None or _fits_far(claim, near, before):
        return sure
    return _slipped(claim, pairs)


def _fits_far(claim: MeanClaim, near: Sequence[Reading], before: Sequence[str | Item]) -> bool:
    unit = claim.units[0] if claim.units else ""
    values = [r.item for r in near]
    far = values_far(before)
    return fits_any(claim.said.item, unit, claim.power, values, (*far, *values))


def is_head(claim: MeanClaim, reading: Reading) -> bool:
    """Tell whether a figure may count the heads of a claim."""
    if reading.role == "change":
        return False
    words, unit = reading.words + reading.item.tail[:4], reading.item.unit
    if unit in ("人次", "例") and claim.noun == "人" and len(claim.who) > 1:
        return closeness(claim.who, reading.head) >= 2  # 出院病人人均费用
    if claim.units and not claim.noun:
        if any(in_unit(reading.item, u) is not None for u in claim.units):
            return True
        own = claim.units[0]
        return own in COUNTS and reading.head.endswith(own) and unit in COUNTS
    if claim.units and unit not in claim.units:
        return False
    known = _WORDS.get(claim.noun)
    if known is not None:
        return unit == claim.noun or re.search(known, f"{reading.head}{words}{unit}") is not None
    return bool(claim.noun) and (claim.noun[:2] in reading.head + unit or claim.noun in words)


def is_total(claim: MeanClaim, reading: Reading) -> bool:
    """Tell whether a figure may be what is shared out."""
    if reading.item.value <= claim.said.item.value and not claim.power:
        return False
    return in_unit(reading.item, claim.said.item.unit) is not None and reading.role != "change"


_Pair = tuple[Reading, Reading, Range]
"""A total, the heads, and what they make."""


def over_heads(claim: MeanClaim, heads: Reading) -> Range | None:
    """Give how many heads a figure counts, in the unit of the claim."""
    unit = claim.units[0] if claim.units and not claim.noun else ""
    over = in_unit(heads.item, unit) if unit else around(heads.item.quantity)
    if over is None and heads.item.unit in COUNTS:
        over = around(heads.item.quantity)
    return over


def _every(claim: MeanClaim, heads: Sequence[Reading], totals: Sequence[Reading]) -> list[_Pair]:
    """Every total over every count of heads, the last first."""
    overs = [(h, over) for h in reversed(heads) if (over := over_heads(claim, h)) is not None]
    wholes = ((t, in_unit(t.item, claim.said.item.unit)) for t in reversed(totals))
    return [
        (t, h, made) for t, whole in wholes if whole is not None for h, over in overs
        if t is not h and (made := quotient(whole, over, 10**claim.power)) is not None
    ]  # fmt: skip


def _named(claim: MeanClaim, every: list[_Pair], totals: Sequence[Reading]) -> list[_Pair]:
    """Those of the totals that the words before 均 name; all of them where they name none."""
    named = {t.number for t in totals if claim.of and closeness(claim.of, t.head) >= 2}
    return [pair for pair in every if pair[0].number in named] if named else every


def _sure(claim: MeanClaim, readings: Sequence[Reading], pairs: list[_Pair]) -> PerHead | None:
    """The one pair of the sentence, parts of wholes left out, or the one pair of one name."""
    said = claim.said.item
    here = [p for p in pairs if p[0].item.sentence == p[1].item.sentence == said.sentence]
    within = {n for n in {r.number for p in here for r in p[:2]} if whole_of(readings, n)}
    tops = [p for p in here if not any(r.number in within for r in p[:2])]
    akin = [p for p in pairs if pieces(p[0].head, _PLAIN) & pieces(p[1].head, _PLAIN)
            and said.sentence - 1 <= min(p[0].item.sentence, p[1].item.sentence)]  # fmt: skip
    for chosen in (tops or here, akin):
        if len({(t.item.value, h.item.value) for t, h, _ in chosen}) != 1:
            continue
        total, head, made = chosen[0]
        if not _is_of(claim, total, head):
            continue
        if made.low <= said.value * 2 and said.value <= made.high * 2:
            return PerHead(said, total.item, head.item, made, claim.words)
    return None


def _is_of(claim: MeanClaim, total: Reading, head: Reading) -> bool:
    """The words before 均 are of one of the two figures, and no year says otherwise."""
    said = claim.said
    years = {r.year for r in (total, head) if r.year and r.item.own_year}
    if said.item.own_year and years - {said.year}:
        return False
    if len(years) > 1 or len(claim.who) < 2:
        return len(years) < 2
    return any(closeness(claim.who, r.head) for r in (total, head))


def _slipped(claim: MeanClaim, pairs: list[_Pair]) -> PerHead | None:
    """A pair of the sentence that a slip of one digit parts from what is said."""
    said = claim.said.item
    if digits(said.quantity) < 3:
        return None
    for total, head, made in pairs:
        here = total.item.sentence == head.item.sentence == said.sentence
        deep = total.item.depth > said.depth or head.item.depth > said.depth
        if here and not deep and slips(made, said.quantity):
            return PerHead(said, total.item, head.item, made, claim.words)
    return None


_PLAIN: Final = frozenset("总量数额面积人口的全县市区镇乡村年末底共有其中亩吨产")
