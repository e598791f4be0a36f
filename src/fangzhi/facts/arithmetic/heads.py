"""What comes to each head (人均、户均、每公顷): the figure, and the total and heads it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.conversions import converted
from fangzhi.facts.arithmetic.pools import MOST_CLAIMS
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.statements import Item, is_firm, subject

_PER: Final = re.compile(
    r"(?:(?P<head>人次|人|户|村|亩|校|班|台|件|家|次|车|床|所|乡|镇|社|职工|农民|生|师|组|队|园|店|株|头|场|站|厂|套|间|床位|笔|篇|例|桶|箱|群|窝|笼|船|网|幢|栋|栏|亭|馆)(?:平均|均)|平均(?P<size>班|户|村|校|组|队)(?:额|规模)|"
    r"(?:平均)?每(?P<each>人次|人|户|生|个?村|亩|公顷|平方千米|平方公里|平方米|千米|公里|立方米|吨|头|只|株|座|眼|辆|艘|条|架|张|匹|口|枚|盏|套|棵|份|册|宗|笔|起|批|幢|栋|孔|段|所|班|台|件|家|次|名|(?:个|项)(?:项目|班|组|乡镇|镇|乡|社区|企业|点|站|家庭|劳动力|标段|小组|代表队)|(?:户|名|位|所|家|座)[\u4e00-\u9fff]{2}(?=[占有投拥负管])|院|校|村|乡|镇|社|厂|矿|店|站|点|组|队|园|馆|室|桥|段))(?P<of>[^，。；由从至到比]{0,8})$"
)
_BY_TAIL: Final = re.compile(
    r"^[/／](?P<head>人次|人|户|村|亩|公顷|平方千米|平方公里|平方米|千米|公里|吨|头|台|所|家|次|班)(?P<of>)(?![\u4e00-\u9fff])"
)
_YIELD: Final = re.compile(
    r"(?P<head>单产|公顷产|亩产)(?:量|[茶粮麦棉油稻豆米薯果菜瓜鱼盐])?(?P<of>)(?:为|达到?|仅)?$"
)
_EXEMPT: Final = re.compile("可支配|纯收入|生产总值|消费|寿命|GDP|标准|不低于|最低|限")
_GRANTED: Final = re.compile("补助|补贴")
"""Said by head, mostly a rate laid down; a mean only right after the sum and the heads."""
_HEADS: Final[dict[str, tuple[str, str]]] = {
    "村": ("个|村", "村"), "个村": ("个|村", "村"), "校": ("所", "校|学|园"), "班": ("个|班", "班"),
    "乡": ("个|乡", "乡"), "镇": ("个|镇", "镇"), "社": ("个|社|家", "社"), "床": ("张", "床"),
    "单产": ("公顷|亩", "面积|种植|播种|栽"), "公顷产": ("公顷", ""), "亩产": ("亩", ""),
    "职工": ("人|名", ""), "农民": ("人|名", ""), "人": ("人|名", ""),
    "生": ("人|名", "学生|生"), "师": ("人|名", "师"), "名": ("人|名", ""),
    "院": ("所|个|家", "院"), "矿": ("个|座|家", "矿"), "点": ("个|处", "点"), "馆": ("个|座", "馆"),
    "室": ("个|间", "室"), "桥": ("座", "桥"), "段": ("个|段", "段"),
    "组": ("个", "组"), "队": ("个|支", "队"), "园": ("个|所", "园"), "店": ("个|家", "店"),
    "场": ("场|个", "场"), "站": ("个|座", "站"), "厂": ("个|家", "厂"),
}  # fmt: skip


_WHOSE: Final = re.compile("^(?:学校|农户|家庭|学生|职工|企业|合作社|机构|医院|床位)")


class PerHead(msgspec.Struct, frozen=True):
    """`said` to each head, from `total` over `heads`; `range` is what rounding allows."""

    said: Item
    total: Item
    heads: Item
    range: Range
    words: int


def find_per_heads(items: tuple[Item, ...]) -> Iterator[tuple[PerHead, ...]]:
    """Give, for each such figure, every reading of total and heads, the nearest first."""
    most = MOST_CLAIMS
    for at, said in enumerate(items):
        per = _PER.search(said.label) or _YIELD.search(said.label) or _BY_TAIL.match(said.tail)
        if per is None or not is_firm(said) or said.quantity.kind not in ("count", "measure"):
            continue
        if said.label.startswith("其中"):
            continue  # of some of the heads only
        of_guests = at > 0 and items[at - 1].unit == "人次" and "消费" in said.label
        if _EXEMPT.search(said.label) and not of_guests:
            continue
        most -= 1
        if most < 0:
            return
        before = items[max(0, at - 40) : at]
        if per.re is _YIELD:  # 面积N，单产n，总产M
            before += tuple(i for i in items[at + 1 : at + 2] if _is_output_after(i, said))
        readings = tuple(_readings(before, said, per))
        close = tuple(r for r in readings if _is_close(r))
        if not readings:  # 每户补助n，N户共补助M; 平均每亩n，播种N，收M
            head = per["head"] or per["each"] if per.re is _PER else per["head"]
            readings = tuple(_readings(_product(items, at, head or ""), said, per, True))[:1]
            close = readings
        if not readings:  # 每千米造价n: the only total and the only heads of the sentence
            own = [i for i in before if i.sentence == said.sentence]
            found = tuple(_readings(own, said, per, True))
            readings = found if len(found) == 1 and _is_like(found[0]) else ()
            close = readings
        if _GRANTED.search(said.label) and not close:
            continue
        readings = close[:1] or readings
        if readings:
            yield readings


def _is_like(reading: PerHead) -> bool:
    """What the two make and what is said are of one size."""
    middle = (reading.range.low + reading.range.high) / 2
    return middle <= reading.said.value * 3 and reading.said.value <= middle * 3


def _product(items: Sequence[Item], at: int, head: str) -> tuple[Item, ...]:
    """每户补助8000元，1240户共补助992万元; 26个村，每村配备2辆，共配备52辆: the total follows."""
    said, after = items[at], items[at + 1 : at + 3]
    told = [i for i in after if i.sentence == said.sentence and is_firm(i)
            and i.clause <= said.clause + 2 and not i.label.startswith("其中")]  # fmt: skip
    before = [i for i in items[max(0, at - 1) : at] if i.sentence == said.sentence]
    totals = [i for i in told if converted(i, said.unit) is not None and i.value > said.value]
    counted = [i for i in told if head and _is_head(i, head)]
    totals = [i for i in totals if i not in counted]
    heads = [i for i in (*before, *told) if i not in totals]
    plain = not any(re.search("比|较|增|减|上年", i.label) for i in told)
    return (heads[0], totals[0]) if len(heads) == len(totals) == 1 and plain else ()


def _is_output_after(item: Item, said: Item) -> bool:
    near = item.sentence == said.sentence and item.clause == said.clause + 1
    return near and item.lead == "，" and re.match("总?产量?", item.label) is not None


def _is_close(reading: PerHead) -> bool:
    """Total and heads stand in the two clauses before, with no semicolon between."""
    said, total, heads = reading.said, reading.total, reading.heads
    first, last = sorted((total, heads), key=lambda i: i.start)
    together = first.sentence == last.sentence == said.sentence and last.lead in "，、"
    return together and said.lead in "，" and (first.clause, last.clause) == (
        said.clause - 2, said.clause - 1
    )  # fmt: skip


def _readings(
    before: Sequence[Item], said: Item, per: re.Match[str], follows: bool = False
) -> Iterator[PerHead]:
    head = per["head"] or per["each"] or per["size"] if per.re is _PER else per["head"]
    of = _WHOSE.sub("", subject(per["of"].removeprefix("平均"))).strip("为达约产量的")
    if (
        re.fullmatch("占地|占有|拥有|有|投资|投工|投入|支出|收入|面积|产量|产值", of)
        or len(of) == 1
    ):
        of = of if any(of in i.label for i in before) else ""
    if follows or _GRANTED.search(of):
        of = ""
    near = [
        i for i in reversed(before)
        if said.sentence - 1 <= i.sentence and is_firm(i) and i.depth <= said.depth
        and not _PER.search(i.label) and not _YIELD.search(i.label)
    ]  # fmt: skip
    heads = [i for i in near if _is_head(i, head)]
    heads += [i for i in near if i not in heads and _is_same_later(i, heads)]
    totals = [i for i in near if _is_total(i, said, of)]
    if not totals and of and any(of in h.label for h in heads):  # 线路18条…平均每条线路13辆
        totals = [i for i in near if _is_total(i, said, "") and i not in heads]
    words = said.start if per.re is _BY_TAIL else said.label_start + per.start()
    counted = [(count, around(count.quantity)) for count in heads]
    for total in totals:
        whole = converted(total, said.unit)
        if whole is None:
            continue
        for count, own in counted:
            if count is total or (
                count.sentence < said.sentence and not of and total.sentence < said.sentence
            ):
                continue
            found = quotient(whole, own, 1)
            if found is not None:
                yield PerHead(said, total, count, found, words)


_LATER: Final = re.compile(
    r"^(?:\d{4}年)?(?:并|减|增|合|调|缩|发展|扩|撤|降|升)[^，]{0,3}(?:为|至|到)$|^\d{4}年(?:末|底)?(?:为|有|是)?$"
)


def _is_same_later(item: Item, heads: Sequence[Item]) -> bool:
    """小学1985年168所，2010年并为42所: the second figure is of schools too."""
    told = _LATER.search(item.label) is not None
    return told and any(
        item.unit == h.unit and item.sentence == h.sentence and 0 < item.clause - h.clause < 3
        for h in heads
    )


def _made_of(head: str) -> tuple[str, str]:
    """Units and names for 个项目, 户家庭; the unit itself for 亩, 台 …"""
    if len(head) > 1 and head[0] in "个项户名位所家座" and head not in ("平方米",):
        return (
            "个|项" if head[0] in "个项" else "人|名" if head[0] in "名位" else head[0],
            head[1:],
        )
    return re.escape(head), ""


def _is_head(item: Item, head: str) -> bool:
    units, named = _HEADS.get(head) or _made_of(head)
    if not re.fullmatch(units, item.unit):
        return False
    return not named or re.search(named, item.label + item.unit + item.tail[:3]) is not None


def _is_total(item: Item, said: Item, of: str) -> bool:
    if item.quantity.kind not in ("count", "measure"):
        return False
    whole = converted(item, said.unit)
    if whole is None or whole.high <= said.value:
        return False
    return (
        not of
        or of in item.label
        or of.lstrip("年月")[-2:] in item.label
        or of[-1] == subject(item.label)[-1:]
    )
