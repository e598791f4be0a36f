"""K 数字: shares, growth and figures by head in prose whose operands stand in a table beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import msgspec

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import standings
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.arithmetic_growth import wide_growth_hit
from fangzhi.check.rules.arithmetic_shares import wrong_pair, wrong_share
from fangzhi.check.rules.arithmetic_values import turns_a_cell, wrong_per_head
from fangzhi.facts.arithmetic.changes import Change, all_changes
from fangzhi.facts.arithmetic.far_heads import far_heads
from fangzhi.facts.arithmetic.heads import PerHead, find_per_heads
from fangzhi.facts.arithmetic.multiples import find_ratios
from fangzhi.facts.arithmetic.pairs import OneTo, wrong_sex_ratios
from fangzhi.facts.arithmetic.pools import CELL
from fangzhi.facts.arithmetic.shares import Share
from fangzhi.facts.arithmetic.wide_changes import wide_changes
from fangzhi.facts.arithmetic.wide_means import wide_means
from fangzhi.facts.explanations.shares import weighed
from fangzhi.facts.explanations.tabled import tabled_shares
from fangzhi.facts.explanations.tabled_changes import tabled_changes
from fangzhi.facts.grids.cell_items import cell_items
from fangzhi.facts.show import number_of
from fangzhi.facts.statements import Item, find_items
from fangzhi.facts.tables import Grid, grid_of
from fangzhi.model.manuscript import Manuscript, Table
from fangzhi.model.text import Text

_CLAIM = re.compile(
    r"性别比|"
    r"[占率重][^，。；]{0,16}?\d[\d.]*(?:%|％|‰)|[均每][^，。；]{0,12}?\d|"
    r"(?:增|减|多|少)[加少产]?\d|"
    r"(?:增|减|升|降|提高|翻|年的|上涨|下跌)[^，。；]{0,6}?[\d一二两三四五六][\d.]*(?:%|％|倍|番|个百分点)"
)
_SHARED = re.compile("[占率重]")
_MOVES = re.compile("[增减升降翻涨跌高倍]")
_TABLES_BEFORE, _TABLES_AFTER = 3, 2
_FAR = 6
_BOOK = {"kind": "县志", "area": "临川县"}


class Beside(msgspec.Struct, frozen=True):
    """What the prose of `block` says and the tables beside it do not bear out."""

    block: Text
    changes: tuple[tuple[Change, bool], ...]
    shares: tuple[Share, ...]
    means: tuple[PerHead, ...]
    ratios: tuple[OneTo, ...]


def beside_tables(manuscript: Manuscript) -> tuple[Beside, ...]:
    """Give the changes that contradict the tables near them, found once for all rules."""
    tables = [b for b in manuscript.blocks if isinstance(b, Table)]
    if not tables:
        return ()
    order = {id(block): n for n, block in enumerate(manuscript.blocks)}
    places = [order[id(t)] for t in tables]
    grids = cache(lambda n: grid_of(tables[n]))
    found: list[Beside] = []
    for standing in standings(manuscript):
        block = standing.block
        if standing.place not in ("body", "note") or not _CLAIM.search(block.text):
            continue
        at = sum(p < order.get(id(block), len(order)) for p in places)
        near = range(max(0, at - _TABLES_BEFORE), min(len(tables), at + _TABLES_AFTER))
        before = tuple(standing.siblings[max(0, standing.index - _FAR) : standing.index])
        found.append(Beside(block, *_judged(block.text, tuple(map(grids, near)), before)))
    return tuple(b for b in found if b.changes or b.shares or b.means or b.ratios)


Judged = tuple[
    tuple[tuple[Change, bool], ...], tuple[Share, ...], tuple[PerHead, ...], tuple[OneTo, ...]
]


@lru_cache(maxsize=64)
def _judged(text: str, grids: tuple[Grid, ...], before: tuple[str, ...]) -> Judged:
    """Judge one text; kept, for an entry is checked again and again while it is written."""
    items = find_items(text)
    figures = [item for grid in grids for item in grid.once(cell_items)]
    far: list[str | Item] = [*figures, *before]
    changes = (
        tuple(wide_changes(text, items, far, frozenset(), True)) if _MOVES.search(text) else ()
    )
    if _MOVES.search(text):
        known = {c.said.start for c, _ in changes}
        changes += tuple(
            c for c in tabled_changes(text, grids, before) if c[0].said.start not in known
        )
    shares = tuple(tabled_shares(text, grids, before)) if _SHARED.search(text) else ()
    means = tuple(wide_means(items, far, frozenset())) if "均" in text or "每" in text else ()
    if changes:
        told = _told(text, items, before)
        changes = tuple(c for c in changes if c[0].said.start not in told)
    if shares:
        told = _told_shares(text, before)
        shares = tuple(s for s in shares if s.said.start not in told and s.said.value != 100)
    means = tuple(m for m in means if CELL in (m.total.sentence, m.heads.sentence))
    if means:
        told = _told_means(text, items, before)
        means = tuple(m for m in means if m.said.start not in told)
    ratios = tuple(wrong_sex_ratios(text, items, far)) if "性别比" in text else ()
    ratios = tuple(r for r in ratios if r.one.sentence == CELL)
    return changes, shares, means, ratios


def _told_shares(text: str, before: Sequence[str]) -> frozenset[int]:
    return frozenset(w.said.start for w in weighed(text, before))


def _told_means(text: str, items: tuple[Item, ...], before: Sequence[str]) -> frozenset[int]:
    own = frozenset(r[0].said.start for r in find_per_heads(items))
    own |= {r.said.start for r in far_heads(text, items, before, own)}
    return own | {r.said.start for r in wide_means(items, before, own)}


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
        for change, is_ratio in wrong.changes:
            hit = wide_growth_hit(change, is_ratio, wrong.block.text)
            if hit is not None:
                yield msgspec.structs.replace(hit, block=wrong.block.id)


@rule(
    "R176",
    "期末数不等于期初数加减变动",
    level="硬",
    basis="数据审核通例：期末＝期初＋增加－减少",
    scope="manuscript",
    bad=[
        _table(*_COTTON, title="主要年份棉花生产", text="2000年棉花总产比1990年增加8700吨。"),
        _table(*_SHEEP, title="主要年份牲畜存栏", text="2010年羊存栏比1985年增加18.00万只。"),
        _table(*_COTTON, title="主要年份棉花生产", text="2000年总产10200吨，比1986年增加9030吨。"),
    ],
    good=[
        _table(*_COTTON, title="主要年份棉花生产", text="2000年棉花总产比1990年增加7800吨。"),
        _table(*_SHEEP, title="主要年份牲畜存栏", text="2010年羊存栏比1985年增加17.00万只。"),
        _table(*_COTTON, title="主要年份棉花生产", text="2000年棉花总产10200吨，其中皮棉比上年增加870吨。"),
    ],
)  # fmt: skip
def amount_against_a_table(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """正文说某年比某年增减多少的，应与表中这两年的差相符。"""
    for wrong in ctx.once(beside_tables):
        for change, _ in wrong.changes:
            said, now, then = (i.quantity for i in (change.said, change.current, change.base))
            if said.kind in ("count", "measure"):
                one, other = (now, then) if change.rising else (then, now)
                message = f"增减量不符：表中两年相差{number_of(one)}−{number_of(other)}，写作{said.text}，请核对。"
                yield Hit(
                    change.verb, change.said.end, message, block=wrong.block.id,
                    evidence=(f"{one.text}−{other.text}≠{said.text}",),
                )  # fmt: skip


_TOWNS = ("乡镇 | 人口（人） | 耕地（公顷）", "东山镇 | 42186 | 36200", "河湾镇 | 17420 | 28400",
          "石桥乡 | 10394 | 15400", "合计 | 70000 | 80000")  # fmt: skip

_CASES = ("类别 | 立案（起） | 破案（起）", "盗窃 | 286 | 174", "伤害 | 63 | 61",
          "合计 | 349 | 235")  # fmt: skip


@rule(
    "R170",
    "占比不符",
    level="硬",
    basis="数据审核通例：占比＝部分÷总体",
    scope="manuscript",
    bad=[
        _table(*_TOWNS, title="各乡镇人口与耕地", text="东山镇人口占全县总人口的62.0%。"),
        _table(*_TOWNS, title="各乡镇人口与耕地", text="水浇地24000公顷，占耕地总数的33.0%。"),
        _table(*_TOWNS, title="各乡镇人口与耕地", text="石桥乡耕地占全县的12.95%。"),
        _table(*_TOWNS, title="各乡镇人口与耕地", text="东山镇人口占全县的60.3%，耕地占54.3%。"),
        _table(*_CASES, title="案件侦办", text="最难办的是盗窃案件，破案率68.0%。"),
    ],
    good=[
        _table(*_TOWNS, title="各乡镇人口与耕地", text="东山镇人口占全县总人口的60.3%。"),
        _table(*_TOWNS, title="各乡镇人口与耕地", text="水浇地24000公顷，占耕地总数的30.0%。"),
        _table(*_TOWNS, title="各乡镇人口与耕地", text="石桥乡耕地占全县的19.25%。"),
        _table(*_TOWNS, title="各乡镇人口与耕地", text="东山镇人口占全县的60.3%，耕地占45.3%。"),
        _table(*_CASES, title="案件侦办", text="最难办的是盗窃案件，破案率60.8%。"),
    ],
)  # fmt: skip
def share_against_a_table(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """正文说某项占总数多少的，应与表中该项、合计两数相符。"""
    for wrong in ctx.once(beside_tables):
        for share in wrong.shares:
            hit = wrong_share(share.said, share.part, share.whole, share.words)
            yield msgspec.structs.replace(hit, block=wrong.block.id)
        for ratio in wrong.ratios:
            yield msgspec.structs.replace(wrong_pair(ratio, ""), block=wrong.block.id)


_INCOME = ("科目 | 金额（万元）", "增值税 | 6420", "营业税 | 4280", "其他税收 | 5580",
           "非税收入 | 2320", "合计 | 18600")  # fmt: skip


_YEARS = ("年份 | 户数（户） | 总人口（人） | 男（人）", "1986 | 4218 | 15142 | 7790",
          "1996 | 5062 | 16350 | 8416", "2006 | 5740 | 16876 | 8630")  # fmt: skip


@rule(
    "R175",
    "人均不符",
    level="硬",
    basis="数据审核通例：人均＝总量÷人数",
    scope="manuscript",
    bad=[
        _table(*_INCOME, title="财政收入", text="按年末总人口128560人计，人均财政收入1474元。"),
        _table(*_INCOME, title="财政收入", text="年末总人口124000人，人均财政收入1800元。"),
        _table(*_TOWNS, title="各乡镇人口与耕地", text="全县有农户12500户，户均耕地6.2公顷。"),
        _table(*_YEARS, title="历年人口", text="由表可见，1986年户均3.59人，2006年户均3.14人。"),
    ],
    good=[
        _table(*_INCOME, title="财政收入", text="按年末总人口128560人计，人均财政收入1447元。"),
        _table(*_INCOME, title="财政收入", text="年末总人口124000人，人均财政收入1500元。"),
        _table(*_TOWNS, title="各乡镇人口与耕地", text="全县有农户12500户，户均耕地6.4公顷。"),
        _table(*_YEARS, title="历年人口", text="由表可见，1986年户均3.59人，2006年户均2.94人。"),
        _table(*_YEARS, title="历年人口", text="2006年城镇户均2.61人。"),
    ],
)  # fmt: skip
def head_against_a_table(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """正文说人均、户均多少的，应与表中的总数相符。"""
    for wrong in ctx.once(beside_tables):
        for reading in wrong.means:
            if not turns_a_cell(reading):
                yield msgspec.structs.replace(wrong_per_head(reading), block=wrong.block.id)
