"""P 统计口径: cumulative figures over the years of one account, and what was added in between."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from fangzhi.check.context import WorkContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.conflicts_shared import told
from fangzhi.facts.records.growth import Account, accounts, is_sum
from fangzhi.facts.records.record import anchor_of
from fangzhi.model.book import Book


def _lines(*paragraphs: str) -> Example:
    return Example(paragraphs=paragraphs, settings={"kind": "年鉴", "content_year": 2024})


@rule(
    "R244",
    "累计与新增不符",
    level="硬",
    basis="新媒体统计通则：累计数不小于上期，新增等于两期之差",
    scope="work",
    bad=[
        _lines(
            "截至2022年底，县志网累计访问量68.6万次。", "截至2023年底，县志网累计访问量64.5万次。"
        ),
        _lines(
            "截至2021年底，“方志某县”累计关注人数13.6万人。",
            "2022年，“方志某县”新增关注人数25.1万人。"
            "截至2022年底，“方志某县”累计关注人数38.2万人。",
        ),
        _lines("至2015年末，全县累计退耕还林4860公顷。", "至2018年末，全县累计退耕还林4680公顷。"),
    ],
    good=[
        _lines(
            "截至2022年底，县志网累计访问量68.6万次。", "截至2023年底，县志网累计访问量121.5万次。"
        ),
        _lines(
            "截至2021年底，“方志某县”累计关注人数13.6万人。",
            "2022年，“方志某县”新增关注人数25.1万人。"
            "截至2022年底，“方志某县”累计关注人数38.7万人。",
        ),
        _lines("至2015年末，全县累计退耕还林4860公顷。", "至2018年末，平桥镇累计退耕还林680公顷。"),
    ],
)
def cumulative_figure_that_shrinks(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """累计数不会比上期小；本期累计减上期累计应等于本期新增。"""
    for account in accounts(ctx.once(told).gathered.records):
        yield from _shrinking(account)
        yield from _not_added(account)


def _shrinking(account: Account) -> Iterator[Hit]:
    for before, after in pairwise(account.totals):
        if after.value < before.value and before.year < after.year:
            yield Hit(
                after.start, after.end,
                f"累计数此处（{after.year}年）作{after.shown}，比{before.year}年的{before.shown}小，"
                "请核对是否口径改变或笔误。",
                evidence=(f"{after.year}年{after.shown}＜{before.year}年{before.shown}",),
                block=after.block.id,
                also=(anchor_of(before.block, before.start, before.end),),
            )  # fmt: skip


def _not_added(account: Account) -> Iterator[Hit]:
    by_year = {record.year: record for record in account.totals}
    for new in account.added:
        before, after = by_year.get(new.year - 1), by_year.get(new.year)
        if before is None or after is None or is_sum(before, new, after):
            continue
        gap = after.value - before.value
        yield Hit(
            new.start, new.end,
            f"{new.year}年新增{new.shown}，但累计由{before.shown}到{after.shown}，"
            "两者之差不等于新增数，请核对三个数。",
            evidence=(f"{after.shown}−{before.shown}＝{gap.normalize():f}{after.unit.base}，"
                      f"新增作{new.shown}",),
            block=new.block.id,
            also=tuple(anchor_of(r.block, r.start, r.end) for r in (before, after)),
        )  # fmt: skip
