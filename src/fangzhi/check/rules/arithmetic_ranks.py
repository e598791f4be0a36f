"""L 一致: ranks and orders against the figures beside them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext
from fangzhi.check.quotes import is_quoted_block
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.arithmetic_relations import against_figures
from fangzhi.check.tablehits import cell_hit
from fangzhi.facts.ranks import (
    ORDERED,
    RANKED,
    lists_in,
    misordered,
    misranked,
    wrong_ranks,
)
from fangzhi.facts.tables import Grid, grid_of
from fangzhi.model.manuscript import Manuscript, Table
from fangzhi.model.text import Text

_NEAR = 3
"""A table no more blocks than this before a text, or the next one after it, is beside it."""


@rule(
    "R189",
    "同事异时、异数",
    level="硬",
    basis="数据审核通例：名次、次序与所列各数相合",
    scope="manuscript",
    bad=[
        "烟叶产量由多到少依次为：石门镇5580吨，西沟乡3306吨，青山乡6780吨，南坪镇1198吨。",
        "年内植树造林：石桥镇306公顷，白沙镇290公顷，龙泉乡208公顷。白沙镇列三乡镇第三位。",
        "奖牌榜（按金牌数排列）：安县23金、南山区12金、青河区8金。安县代表团金牌数列全市第二名。",
    ],
    good=[
        "烟叶产量由多到少依次为：石门镇5580吨，西沟乡3306吨，青山乡2780吨，南坪镇1198吨。",
        "年内植树造林：石桥镇306公顷，白沙镇290公顷，龙泉乡208公顷。白沙镇列三乡镇第二位。",
        "奖牌榜（按金牌数排列）：安县23金、南山区12金、青河区8金。安县代表团金牌数列全市第一名。",
        "年内植树造林：石桥镇306公顷，白沙镇290公顷，龙泉乡208公顷。石桥镇造林居全县第五位。",
    ],
)
def rank_against_the_figures_beside_it(
    manuscript: Manuscript, ctx: DocumentContext
) -> Iterator[Hit]:
    """名次、由多到少一类的次序，应与所列各数相合。"""
    blocks = manuscript.blocks
    against = ctx.once(against_figures)
    yield from (one.hit for one in against if not one.related.tabled)
    told = {(one.block.id, one.related.end) for one in against}
    near: deque[Grid | None] = deque(maxlen=_NEAR)
    before = ""
    for n, block in enumerate(blocks):
        if isinstance(block, Table):
            grid = grid_of(block)
            near.append(grid)
            yield from (cell_hit(grid, *w[:2], f"名次不合：{w[2]}，请核对。", (w[2],))
                        for w in wrong_ranks(grid))  # fmt: skip
            continue
        near.append(None)
        if not isinstance(block, Text) or is_quoted_block(block):
            continue
        text = block.text
        found = list(misordered(text)) if ORDERED.search(text) is not None else []
        if RANKED.search(text) is not None:
            after = blocks[n + 1 : n + 2]
            grids = [g for g in near if g is not None]
            grids += [grid_of(b) for b in after if isinstance(b, Table)]
            found += misranked(text, lists_in(text) or lists_in(before), grids)
        before = text
        for one in found:
            if (block.id, one.end) in told:
                continue
            yield Hit(
                one.start,
                one.end,
                f"名次、次序不合：{one.why}，请核对。",
                evidence=(one.why,),
                block=block.id,
            )
