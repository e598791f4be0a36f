"""K 数字: totals whose parts stand in other paragraphs or in the table below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import Standing, standings
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.arithmetic.named_counts import COUNTED, NamedCount, wrong_counts
from fangzhi.facts.explanations.spread_sums import Spread, wrong_above, wrong_before, wrong_behind
from fangzhi.facts.show import number_of, shown_like
from fangzhi.facts.tables import Grid, grid_of
from fangzhi.model.manuscript import Manuscript, Table
from fangzhi.model.text import Text

_MAYBE = re.compile("(?:[共总全合计]|以上|上述)[^，。；\\d]{0,14}\\d[\\d.,]*\\d|\\d[\\d.]{4}")
_NAMED = re.compile(COUNTED)
_BACK, _AHEAD = 9, 9
_LONGEST = 80
"""Spans stay this short, so that an editor sees the doubtful words and not the paragraph."""
_BOOK = {"kind": "县志", "area": "临川县"}


def _spread(*paragraphs: str) -> Example:
    return Example(paragraphs=("# 概况", *paragraphs), settings=_BOOK)


@rule(
    "R167",
    "分项之和不等于合计",
    level="硬",
    basis="地方志书质量规定：数据准确；数据审核通例",
    scope="manuscript",
    bad=[
        _spread(
            "全村分三个村民小组，全村共673口人。",
            "一组在村东，357人，以李姓为主。",
            "二组在村中间，290人。",
            "三组在西坡，116人。",
        ),
        _spread(
            "抗日战争时期，牺牲188人；解放战争时期，牺牲260人；抗美援朝中，牺牲82人。",
            "以上三个时期的350位烈士，英名刻在碑上。",
        ),
        _spread("2005年设办公室、人事股、计财股、工程股、运输股、安全股5个股室。"),
        _spread("另按产业、住房、教育、医疗、收入四项指标核定。"),
        _spread("全局设6个股室：办公室、人事股、计财股、工程股、安全股。"),
        Example(
            paragraphs=("# 残疾人", "全县持证残疾人8221人，按类别分列如下。"),
            table=(
                ("类别", "人数"), ("肢体残疾", "4727"), ("言语残疾", "2544"), ("智力残疾", "1350"),
                ("合计", "8621"),
            ),
            table_title="残疾人分类表",
            settings=_BOOK,
        ),
    ],
    good=[
        _spread(
            "全村分三个村民小组，全村共763口人。",
            "一组在村东，357人，以李姓为主。",
            "二组在村中间，290人。",
            "三组在西坡，116人。",
        ),
        _spread(
            "抗日战争时期，牺牲188人；解放战争时期，牺牲260人；抗美援朝中，牺牲82人。",
            "以上三个时期的530位烈士，英名刻在碑上。",
        ),
        _spread("按产业、住房、教育、医疗和收入五项指标核定。"),
        _spread("全县辖东桥、西沟、南坪、北岭等9个乡镇。"),
        _spread("建成水库、塘坝、泵站5个。"),
        _spread("全县共有学校673所。", "小学教师357人。", "中学教师290人。"),
    ],
)  # fmt: skip
def spread_parts_do_not_make_total(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """合计与分项分在几段里、或分项列在下面的表中，也应相符；列举几项就是几项。"""
    below = _tables_below(manuscript)
    for standing in [*standings(manuscript)]:
        text = standing.block.text
        if standing.place != "body":
            continue
        if _NAMED.search(text) is not None:
            yield from (_count_hit(standing.block, wrong) for wrong in wrong_counts(text))
        if _MAYBE.search(text) is None:
            continue
        for wrong in _wrong(standing, below.get(id(standing.block))):
            yield _hit(standing.block, wrong)


def _count_hit(block: Text, wrong: NamedCount) -> Hit:
    many = len(wrong.names)
    return Hit(
        max(wrong.start, wrong.end - _LONGEST),
        wrong.end,
        f"列举的名称有{many}个，所说的个数是{wrong.said}，请核对是漏列、多列还是数错了。",
        evidence=(f"{'、'.join(wrong.names)}：{many}≠{wrong.said}",),
        block=block.id,
        confidence="likely" if wrong.sure else "hint",
    )


def _wrong(standing: Standing, grid: Grid | None) -> Iterator[Spread]:
    text, at, siblings = standing.block.text, standing.index, standing.siblings
    yield from wrong_before(text, siblings[at + 1 : at + _AHEAD])
    yield from wrong_behind(text, siblings[max(0, at - _BACK) : at])
    if grid is not None:
        yield from wrong_above(text, grid)


def _tables_below(manuscript: Manuscript) -> dict[int, Grid]:
    """The table right below each text, by the text's identity."""
    found: dict[int, Grid] = {}
    blocks: Sequence[object] = manuscript.blocks
    for n, block in enumerate(blocks):
        if isinstance(block, Table):
            above = next((b for b in reversed(blocks[:n]) if not _is_caption(b)), None)
            if isinstance(above, Text):
                found[id(above)] = grid_of(block)
    return found


def _is_caption(block: object) -> bool:
    return isinstance(block, Text) and block.role in ("caption", "unit", "source")


def _hit(block: Text, wrong: Spread) -> Hit:
    total = wrong.total
    made = shown_like(wrong.made, total.quantity)
    told = number_of(total.quantity)
    return Hit(
        total.start,
        total.end,
        f"分项相加与合计不等：分在各段（或下面表中）的各项之和为{made}，合计写作{told}，请核对是哪一个数错了。",
        evidence=(f"{'+'.join(wrong.parts)}={made}≠{told}",),
        block=block.id,
    )
