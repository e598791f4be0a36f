"""D 名称: names of bodies outside the time in which they were used (时代错置)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.authority.institutions import Tenure, names_then, reforms, tenures_of
from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.names_mentions import (
    Mention,
    OwnName,
    body_names,
    mentions,
    own_mentions,
    own_names,
    tenure_levels,
)  # fmt: skip
from fangzhi.check.rules.names_when import When, explains_history, office_of, when_of
from fangzhi.check.settings import Document
from fangzhi.check.spans import Spans

_RULE_OF = {"2018": "R061", "2021": "R062", "2023": "R062"}
_OLD_YEARS = re.compile("19[3-7][0-9]")
_BASIS_NOW = "《四川省第二轮市县级志书编纂规范》（机构用当时名称）"
_ORG = {
    "area": "禾川县",
    "authority": {
        "org": [
            {
                "name": "禾川县水务局",
                "from": "2005-06",
                "before": [{"name": "禾川县水利电力局", "from": "1984-03", "to": "2005-05"}],
            },
            {"name": "禾川县市场监督管理局", "from": "2019-03"},
            {
                "name": "禾川县乡村振兴局",
                "from": "2021-06",
                "to": "2024-03",
                "after": "禾川县农业农村局",
            },
        ]
    },
}


# governments and congresses changed their names in the years of _OLD_YEARS only
_SPEAKING = (
    *(f"19{decade}" for decade in "34567"),
    *(
        name
        for name in body_names()
        if not {"政权", "人大"} & {line for row in tenures_of(name) for line in row.lines}
    ),
)


def _own_forms(document: Document) -> Iterator[str]:
    return (own.form for own in own_names(office_of(document), document.area))


def _faults(text: str, ctx: TextContext, wanted: str) -> Iterator[Hit]:
    office, area = office_of(ctx.document), ctx.document.area
    own: list[tuple[int, int]] = []
    for start, end, rows in own_mentions(text, office, area):
        own.append((start, end))
        yield from _own_fault(text, start, end, rows, ctx, wanted)
    known = Spans(own)
    for mention in ctx.once(mentions):
        if known.touch(mention.start, mention.end):
            continue
        rows = _own_rows(mention, ctx)
        if rows:
            yield from _own_fault(text, mention.start, mention.end, rows, ctx, wanted)
        else:
            yield from _known_fault(text, mention, ctx, wanted)


def _own_rows(mention: Mention, ctx: TextContext) -> tuple[OwnName, ...]:
    """The office's rows for the full name behind a common short one (县卫健局)."""
    area = ctx.document.area
    fulls = {t.full for t in tenures_of(mention.name) if t.full}
    if not area or not fulls or mention.place not in (area, area[-1]):
        return ()
    forms = {area + full for full in fulls}
    return tuple(own for own in own_names(office_of(ctx.document), area) if own.full in forms)


def _own_fault(
    text: str, start: int, end: int, rows: tuple[OwnName, ...], ctx: TextContext, wanted: str
) -> Iterator[Hit]:
    when = when_of(text, start, end, ctx)
    if when is None or any(when.may_be(row.start, row.end) for row in rows):
        return
    late = not when.may_be("", rows[-1].end)
    if _rule_for(rows[0].full, late) != wanted or explains_history(text, start, end):
        return
    body = rows[0].body
    right = [p.name for p in body.names if when.may_be(p.start or "", p.end or "")]
    if not right and late and body.after:
        right = [body.after]
    line = "、".join(f"{row.full}（{row.start or '…'}—{row.end or '…'}）" for row in rows[:2])
    history = "，".join(f"{p.name}（{p.start or '…'}—{p.end or '…'}）" for p in body.names)
    yield _hit(start, end, text, when, right, (f"本单位机构表：{line}", f"历任名称：{history}"))


def _known_fault(text: str, mention: Mention, ctx: TextContext, wanted: str) -> Iterator[Hit]:
    rows = tenure_levels(mention)
    if not rows or ({"政权", "人大"} & set(rows[0].lines) and not _OLD_YEARS.search(text)):
        return
    when = when_of(text, mention.start, mention.end, ctx)
    if when is None or any(when.may_be(row.start, row.end) for row in rows):
        return
    fault = _nearest(rows, when)
    late = not when.may_be("", fault.end)
    reform = fault.ended_by if late else fault.begun_by
    if _RULE_OF.get(reform, "R060") != wanted:
        return
    if explains_history(text, mention.start, mention.end):
        return
    on = when.dates[0] if when.plain else when.dates[-1]
    then = [t for t in names_then(mention.name, fault.level, on) if t.name != fault.name]
    place = mention.place if fault.level in ("省", "县") else ""
    evidence = [f"机构沿革表：{row.shown}" for row in (*rows[:2], *then[:3])]
    if reform in reforms():
        known = reforms()[reform]
        evidence.append(f"{known.title}：中央{known.central}，地方{known.local}（本表两端已放宽）")
    evidence.append("本表凭一般知识写成，各地时间不同，以本单位机构表为准")
    names = [place + t.name for t in then]
    yield _hit(mention.start, mention.end, text, when, names, tuple(evidence))


def _rule_for(name: str, late: bool) -> str:
    for size in range(len(name), 2, -1):
        rows = tenures_of(name[-size:])
        if rows:
            return _RULE_OF.get(rows[-1].ended_by if late else rows[-1].begun_by, "R060")
    return "R060"


def _nearest(rows: tuple[Tenure, ...], when: When) -> Tenure:
    late = [row for row in rows if not when.may_be("", row.end)]
    return late[-1] if late else rows[0]


def _hit(
    start: int, end: int, text: str, when: When, right: list[str], evidence: tuple[str, ...]
) -> Hit:
    called = "“、“".join(dict.fromkeys(right)).replace("“、“", "”“")
    if len(right) > 1:
        advice = f"那时可能是“{called}”，请按职能核定"
    else:
        advice = f"那时应为“{called}”" if right else "那时没有这个名称"
    return Hit(
        start,
        end,
        f"“{text[start:end]}”与时间不合（{when.said}）：{advice}，请核对时间或名称。",
        evidence=(*evidence, f"时间依据：{when.said}"),
        confidence="likely" if when.plain else "hint",
    )


@rule(
    "R060",
    "时代错置机构名",
    level="硬",
    basis=_BASIS_NOW,
    literals=_SPEAKING,
    needs=[body_names()],
    told=_own_forms,
    bad=[
        Example("2001年，县水务局完成渠系普查。", settings=_ORG),
        Example("2012年8月，县水利电力局接收塘坝3座。", settings=_ORG),
        Example("1996年，县水务局修复渠堰4处。", settings=_ORG),
        "1996年，禾川县人力资源和社会保障局举办招聘会2场。",
        "1964年，县人民政府在北塔乡修建水库1座。",
    ],
    good=[
        Example("2001年，县水利电力局完成渠系普查。", settings=_ORG),
        Example("2005年6月，县水利电力局更名为县水务局。", settings=_ORG),
        Example("2001年，县水利电力局（今县水务局）完成渠系普查。", settings=_ORG),
        Example("2012年，邻水县水务局来访。", settings=_ORG),
        "1964年，县人民委员会在北塔乡修建水库1座。",
        "1996年，县人事局、县劳动局合办招聘会2场。",
    ],
)
def body_named_out_of_its_time(text: str, ctx: TextContext) -> Iterator[Hit]:
    """机构用当时的名称；不用后来的名称记以前的事，也不用已改的名称记以后的事。"""
    yield from _faults(text, ctx, "R060")


@rule(
    "R061",
    "2018年机构改革前后的名称",
    level="硬",
    basis="2018年党和国家机构改革；" + _BASIS_NOW,
    literals=_SPEAKING,
    needs=[body_names()],
    told=_own_forms,
    bad=[
        "2019年10月，禾川县国土资源局复垦土地40公顷。",
        "2012年，县卫生健康局培训乡村医生86人。",
        "2020年，县国税局组织税收4.2亿元。",
        "2017年文化和旅游部公布名录，禾川山歌入选。",
    ],
    good=[
        "2017年，禾川县国土资源局复垦土地40公顷。",
        "2019年，县卫生健康局培训乡村医生86人。",
        "2019年1月，撤销县国土资源局，组建县自然资源局。",
        "2018年，县农业局发放种子3吨。",
        "办事依据为2012年国土资源部令第5号。",
    ],
)
def body_named_across_2018(text: str, ctx: TextContext) -> Iterator[Hit]:
    """2018年机构改革前后的机构，各用当时的名称；地方改革较迟，两端放宽。"""
    yield from _faults(text, ctx, "R061")


@rule(
    "R062",
    "2021年、2023年改革前后的名称",
    level="硬",
    basis="2021年、2023年机构改革；" + _BASIS_NOW,
    literals=_SPEAKING,
    needs=[body_names()],
    told=_own_forms,
    bad=[
        "2017年，县乡村振兴局验收脱贫村6个。",
        "2025年5月，禾川县乡村振兴局举办培训班。",
        Example("2024年9月，县乡村振兴局入户走访320户。", settings=_ORG),
        "2022年，国家金融监督管理总局禾川监管支局检查网点7个。",
    ],
    good=[
        "2022年，县乡村振兴局验收示范村6个。",
        "2017年，县扶贫开发局验收脱贫村6个。",
        Example("2024年3月，县乡村振兴局并入县农业农村局。", settings=_ORG),
        "2024年，国家金融监督管理总局禾川监管支局检查网点7个。",
    ],
)
def body_named_across_2023(text: str, ctx: TextContext) -> Iterator[Hit]:
    """扶贫、乡村振兴、金融监管等机构改组前后，各用当时的名称。"""
    yield from _faults(text, ctx, "R062")
