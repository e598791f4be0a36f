"""K 数字: shares, growth and figures by head in prose whose operands stand in a table beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import standings
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.arithmetic_growth import wide_growth_hit
from fangzhi.facts.arithmetic.changes import Change, all_changes
from fangzhi.facts.arithmetic.multiples import find_ratios
from fangzhi.facts.arithmetic.wide_changes import wide_changes
from fangzhi.facts.grids.cell_items import cell_items
from fangzhi.facts.statements import Item, find_items
from fangzhi.facts.tables import grid_of
from fangzhi.model.manuscript import Manuscript, Table
from fangzhi.model.text import Text

_CLAIM = re.compile(
    r"(?:增|减|升|降|提高|翻|年的|上涨|下跌)[^，。；]{0,6}?[\d一二两三四五六][\d.]*(?:%|％|倍|番|个百分点)"
)
_TABLES_BEFORE, _TABLES_AFTER = 3, 2
_FAR = 6
_BOOK = {"kind": "县志", "area": "临川县"}


class Beside(msgspec.Struct, frozen=True):
    """A change in the prose of `block` that the tables beside it do not bear out."""

    block: Text
    change: Change
    is_ratio: bool


def beside_tables(manuscript: Manuscript) -> tuple[Beside, ...]:
    """Give the changes that contradict the tables near them, found once for all rules."""
    tables = [b for b in manuscript.blocks if isinstance(b, Table)]
    if not tables:
        return ()
    order = {id(block): n for n, block in enumerate(manuscript.blocks)}
    places = [order[id(t)] for t in tables]
    cells = cache(lambda n: cell_items(grid_of(tables[n])))
    found: list[Beside] = []
    for standing in standings(manuscript):
        block = standing.block
        if standing.place not in ("body", "note") or not _CLAIM.search(block.text):
            continue
        at = sum(p < order.get(id(block), len(order)) for p in places)
        near = range(max(0, at - _TABLES_BEFORE), min(len(tables), at + _TABLES_AFTER))
        figures = [i for n in near for i in cells(n)]
        before = standing.siblings[max(0, standing.index - _FAR) : standing.index]
        found += _of_block(block, figures, before)
    return tuple(found)


def _of_block(block: Text, figures: Sequence[Item], before: Sequence[str]) -> Iterator[Beside]:
    text, items = block.text, find_items(block.text)
    told: frozenset[int] | None = None
    for change, is_ratio in wide_changes(text, items, [*figures, *before], frozenset(), True):
        if told is None:
            told = _told(text, items, before)
        if change.said.start not in told:
            yield Beside(block, change, is_ratio)


def _told(text: str, items: tuple[Item, ...], before: Sequence[str]) -> frozenset[int]:
    """What the rules on prose have judged already."""
    own = frozenset((*(c.said.start for c in all_changes(text, items)),
                     *(r.said.start for r in find_ratios(items))))  # fmt: skip
    return own | {c.said.start for c, _ in wide_changes(text, items, before, own)}


def _table(*rows: str, title: str, text: str) -> Example:
    return Example(paragraphs=("# 农业", text), table=tuple(tuple(r.split(" | ")) for r in rows),
                   table_title=title, settings=_BOOK)  # fmt: skip


_COTTON = (
    "年份 | 面积（万亩） | 总产（吨）",
    "1986 | 1.20 | 900",
    "1990 | 2.85 | 2400",
    "2000 | 8.96 | 10200",
)
_SHEEP = (
    "年份 | 羊存栏（万只） | 牛存栏（万头）",
    "1985 | 14.20 | 0.86",
    "2000 | 24.60 | 1.24",
    "2010 | 31.20 | 1.56",
)


@rule(
    "R171",
    "增减幅度不符",
    level="硬",
    basis="数据审核通例：增幅＝（本期－基期）÷基期",
    scope="manuscript",
    bad=[
        _table(*_COTTON, title="主要年份棉花生产", text="1990年棉花面积比1986年增长2.38倍。"),
        _table(*_COTTON, title="主要年份棉花生产", text="2000年棉花总产是1986年的13.33倍。"),
        _table(*_SHEEP, title="主要年份牲畜存栏", text="2010年羊存栏比1985年增长191.7%。"),
    ],
    good=[
        _table(*_COTTON, title="主要年份棉花生产", text="1990年棉花面积比1986年增长1.38倍。"),
        _table(*_COTTON, title="主要年份棉花生产", text="2000年棉花总产是1986年的11.33倍。"),
        _table(*_SHEEP, title="主要年份牲畜存栏", text="2010年羊存栏比1985年增长119.7%。"),
    ],
)  # fmt: skip
def growth_against_a_table(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """正文说某年比某年增减多少、是多少倍的，应与表中这两年的数相符。"""
    for wrong in ctx.once(beside_tables):
        if wrong.change.said.quantity.kind in ("percent", "times"):
            hit = wide_growth_hit(wrong.change, wrong.is_ratio, wrong.block.text)
            if hit is not None:
                yield msgspec.structs.replace(hit, block=wrong.block.id)
