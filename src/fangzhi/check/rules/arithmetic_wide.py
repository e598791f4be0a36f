"""K 数字: shares, figures by head and growth whose other operand stands elsewhere in the work."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.check.context import WorkContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.conflicts_shared import Documents, Told, told
from fangzhi.facts.explanations.borne import Way, borne
from fangzhi.facts.explanations.not_of_it import is_near_a_mean, is_over_a_mean
from fangzhi.facts.records.derived import Derived, wrong_derived
from fangzhi.facts.records.elsewhere import Elsewhere, Kind, borne_elsewhere
from fangzhi.facts.records.record import anchor_of
from fangzhi.facts.show import shown_like
from fangzhi.facts.statements import find_items
from fangzhi.model.book import Book

_YEAR = {"kind": "年鉴", "content_year": 2024, "area": "临川县"}


def _work(*paragraphs: str) -> Example:
    return Example(paragraphs=paragraphs, settings=_YEAR)


def derived(documents: Documents, known: Told) -> tuple[Derived, ...]:
    """Give what the facts of a work do not bear out, found once for all rules."""
    return tuple(wrong_derived(known.gathered.records))


def elsewhere(documents: Documents, known: Told) -> tuple[Elsewhere, ...]:
    """Give the claims that figures elsewhere in the work contradict, found once for all rules."""
    return tuple(borne_elsewhere(known.gathered))


_NAMES = {"share": "占比", "head": "人均数", "growth": "增减幅度"}


def _hits(ctx: WorkContext, kind: Kind, sign: str) -> Iterator[Hit]:
    name = _NAMES[kind]
    spoken = set[tuple[str, int]]()
    for wrong in ctx.once_from(derived, told):
        if wrong.kind == kind and not _is_borne(wrong):
            spoken.add((wrong.part.block.id, wrong.said.start))
            yield _hit(ctx, wrong, name, sign)
    for far in ctx.once_from(elsewhere, told):
        if kind == "share" and _is_of_a_mean(far):
            continue
        if far.kind == kind and (far.block.id, far.said.start) not in spoken:
            yield _hit_elsewhere(far, name)


def _is_of_a_mean(far: Elsewhere) -> bool:
    """Tell whether a share is one of the year's mean heads, by its words or its name."""
    middle = (far.made.low + far.made.high) / 2
    near = is_near_a_mean(far.said.label, far.said.value, middle)
    return near or is_over_a_mean(far.block.text, far.said.start)


def _is_borne(wrong: Derived) -> bool:
    """Tell whether another figure of the text and the one elsewhere, or two of the text, make the
    claim."""
    way: Way = "mean" if wrong.kind == "head" else "share"
    text = wrong.part.block.text
    items = find_items(text)
    if wrong.kind == "share" and is_over_a_mean(text, wrong.said.start):
        return True
    said = next((i for i in items if i.start == wrong.said.start), None)
    other = find_items(f"{wrong.other.indicator}{wrong.other.shown}")[-1:]
    return wrong.kind != "growth" and said is not None and borne(said, items, way, (), other)


def _hit_elsewhere(far: Elsewhere, name: str) -> Hit:
    said, other = far.said.quantity, far.other
    shown = f"{shown_like((far.made.low + far.made.high) / 2, said)}{said.unit}"
    return Hit(
        min(far.start, far.said.start),
        far.said.end,
        f"{name}不符：此处的{far.near.shown}与书中他处的“{other.indicator}”{other.shown}"
        f"（{other.year}年）算得{shown}，写作{said.text}，请核对三个数。",
        evidence=(f"{far.near.quantity.text}、{other.shown}：{shown}≠{said.text}",),
        block=far.block.id,
        also=(anchor_of(other.block, other.start, other.end),),
    )


def _hit(ctx: WorkContext, wrong: Derived, name: str, sign: str) -> Hit:
    part, other, said = wrong.part, wrong.other, wrong.said
    shown = f"{shown_like(abs(wrong.made), said)}{said.unit}"
    where = f"（{other.year}年）" if other.year else ""
    if wrong.kind == "growth":
        pair = (part, other) if wrong.rising else (other, part)
        sum_ = f"（{pair[0].shown}−{pair[1].shown}）÷{other.shown}={shown}"
    else:
        sum_ = f"{part.shown}{sign}{other.shown}={shown}"
    return Hit(
        wrong.start,
        said.end,
        f"{name}不符：与书中他处的“{other.indicator}”{other.shown}{where}算得{shown}，"
        f"写作{said.text}，请核对三个数。",
        evidence=(sum_,),
        block=part.block.id,
        also=(anchor_of(other.block, other.start, other.end),),
    )


@rule(
    "R170",
    "占比不符",
    level="硬",
    basis="数据审核通例：占比＝部分÷总体",
    scope="work",
    bad=[
        _work("# 人口", "2024年末，全县户籍人口423618人。", "# 民族",
              "2024年末，全县少数民族人口186390人，占全县户籍人口的46.0%。"),
        _work("# 概况", "2024年末，全县总人口48.20万人。", "# 民族",
              "2024年末，全县回族人口9.64万人，占全县总人口的25.0%。"),
        _work("# 人口", "2024年末，常住人口28.40万人。", "# 养老",
              "2024年末，60岁以上老年人口7.10万人，占常住人口的35.0%。"),
    ],
    good=[
        _work("# 人口", "2024年末，全县户籍人口423618人。", "# 民族",
              "2024年末，全县少数民族人口186390人，占全县户籍人口的44.0%。"),
        _work("# 概况", "2024年末，全县总人口48.20万人。", "# 民族",
              "2024年末，全县回族人口9.64万人，占全县总人口的20.0%。"),
        _work("# 人口", "2024年末，常住人口28.40万人。", "# 养老",
              "2024年末，60岁以上老年人口7.10万人，占户籍人口的22.8%。"),
    ],
)  # fmt: skip
def share_of_a_whole_elsewhere(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """占全县某总数的比重，应与书中他处所载该总数相符。"""
    yield from _hits(ctx, "share", "÷")


@rule(
    "R171",
    "增减幅度不符",
    level="硬",
    basis="数据审核通例：增幅＝（本期－基期）÷基期",
    scope="work",
    bad=[
        _work("# 旅游", "2023年，全县接待游客84.0万人次。", "# 概况",
              "2024年，全县接待游客92.4万人次，比上年增长11.0%。"),
        _work("# 茶叶", "2024年，全县茶叶产量1840吨，比上年减少8.9%。", "# 附录",
              "2023年，全县茶叶产量2000吨。"),
        _work("# 交通", "2023年，完成客运量200.0万人次。", "# 统计",
              "2024年，完成客运量186.4万人次，同比下降8.6%。"),
    ],
    good=[
        _work("# 旅游", "2023年，全县接待游客84.0万人次。", "# 概况",
              "2024年，全县接待游客92.4万人次，比上年增长10.0%。"),
        _work("# 经济", "2023年，全县地区生产总值149.86亿元。", "# 概况",
              "2024年，全县地区生产总值156.72亿元，比上年增长5.6%。"),
        _work("# 交通", "2023年，完成客运量200.0万人次。", "# 统计",
              "2024年，完成客运量186.4万人次，同比下降6.8%。"),
    ],
)  # fmt: skip
def growth_over_a_base_elsewhere(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """比上年（某年）的增减幅度，应与书中他处所载该年的数相符；可比价、口径调整的除外。"""
    yield from _hits(ctx, "growth", "")


@rule(
    "R175",
    "人均不符",
    level="硬",
    basis="数据审核通例：人均＝总量÷人数",
    scope="work",
    bad=[
        _work("# 人口", "2024年末，全县常住人口36.20万人。", "# 卫生",
              "2024年，全县医疗机构诊疗152.04万人次，平均每常住人口诊疗4.5次。"),
        _work("# 人口", "2024年末，全县常住人口36.20万人。", "# 医院",
              "2024年末，全县有床位2386张，每千常住人口有床位6.95张。"),
        _work("# 人口", "2024年末，常住人口40.00万人。", "# 文化",
              "2024年末，图书馆藏书24.8万册，每常住人口藏书0.26册。"),
    ],
    good=[
        _work("# 人口", "2024年末，全县常住人口36.20万人。", "# 卫生",
              "2024年，全县医疗机构诊疗152.04万人次，平均每常住人口诊疗4.2次。"),
        _work("# 人口", "2024年末，全县常住人口36.20万人。", "# 医院",
              "2024年末，全县有床位2386张，每千常住人口有床位6.59张。"),
        _work("# 人口", "2024年末，常住人口40.00万人。", "# 文化",
              "2024年末，图书馆藏书24.8万册，每常住人口藏书0.62册。"),
    ],
)  # fmt: skip
def head_counted_elsewhere(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """每人、每千人口若干，应与书中他处所载人口数相符。"""
    yield from _hits(ctx, "head", "÷")
