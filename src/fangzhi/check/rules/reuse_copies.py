"""J 照抄: what a unit handed in against its own text of last year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.align.anchors import anchor
from fangzhi.align.copies import Copy, Pair, Passage, copies, plain_name
from fangzhi.check.context import DocumentContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import standings
from fangzhi.check.rule import Hit, rule
from fangzhi.model.book import Book
from fangzhi.model.text import Text

PRIOR_HEAD = re.compile("(?:上年|去年|上一年)(?:卷|稿|年鉴)|上卷(?:原文|原稿)")
"""Heads of last year's text laid into the same file."""
_SHORTEST = 40
"""Passages with fewer characters the same say too little."""
_UNDATED = 4
"""So many figures must be the same where no year says what they speak of."""

Standing = tuple[Passage, Text]


def _passages(
    documents: tuple[DocumentContext, ...],
) -> tuple[list[Standing], list[Standing], str]:
    """Give the paragraphs of last year and of this year, and the year that last year's tell of."""
    old: list[Standing] = []
    new: list[Standing] = []
    year = ""
    for ctx in documents:
        for standing in ctx.once(standings):
            if standing.place != "body" or len(standing.block.text) < _SHORTEST:
                continue
            marked = any(PRIOR_HEAD.search(head) for head in standing.headings)
            head = standing.headings[-1] if standing.headings else ""
            who = ctx.manuscript.unit or ctx.document.name
            passage = Passage(standing.block.text, head, who)
            (old if ctx.document.prior_volume or marked else new).append((passage, standing.block))
        if ctx.document.prior_volume and ctx.document.is_yearbook:
            year = max(year, ctx.document.lower[:4])
    return old, new, year


@rule(
    "R165",
    "照抄上年",
    level="硬",
    basis="年鉴编辑部审稿实例（供稿单位把上年的稿原样交来，只改年份）",
    scope="work",
    bad=[
        Example(
            paragraphs=(
                "# 上年稿",
                "【水库管理】",
                "2022年，汶水站检查水库26座，清理渠道118千米，投入资金460万元，培训管护员73人次。",
                "# 本年稿",
                "【水库管理】",
                "2023年，汶水站检查水库26座，清理渠道118千米，投入资金460万元，培训管护员73人次。",
            )
        ),
        Example(
            paragraphs=(
                "# 去年稿",
                "镇文化站全年放映露天电影52场，接待读者3400人，组织剪纸培训6期，参加学员215人，展出作品88件。",
                "# 文化",
                "镇文化站全年放映露天电影52场，接待读者3400人，组织剪纸培训6期，参加学员215人，展出作品88件。",
            )
        ),
        Example(
            paragraphs=(
                "# 上年卷",
                "2020年，局机关办理群众来信214件，接待来访367人次，答复人大代表建议19件，满意率98.2%。",
                "# 信访",
                "2021年，局机关共办理群众来信214件，接待来访367人次，答复人大代表建议19件，满意率98.2%。",
            )
        ),
    ],
    good=[
        Example(
            paragraphs=(
                "# 上年稿",
                "2022年，汶水站检查水库26座，清理渠道118千米，投入资金460万元，培训管护员73人次。",
                "# 本年稿",
                "2023年，汶水站检查水库26座，清理渠道97千米，投入资金512万元，培训管护员81人次。",
            )
        ),
        Example(
            paragraphs=(
                "# 上年稿",
                "松岭镇位于县境东北部，距县城21千米，面积88.4平方千米，辖9个村、2个社区，最高处海拔1460米。",
                "# 概况",
                "松岭镇位于县境东北部，距县城21千米，面积88.4平方千米，辖9个村、2个社区，最高处海拔1460米。",
            )
        ),
        Example(
            paragraphs=(
                "# 上年稿",
                "灵泉寺于1987年修复大殿5间，1994年塑像18尊，2003年建碑廊36米，藏碑24通。其余殿宇尚存旧貌。",
                "# 文物",
                "灵泉寺于1987年修复大殿5间，1994年塑像18尊，2003年建碑廊36米，藏碑24通。其余殿宇尚存旧貌。",
            )
        ),
    ],
)
def copied_from_last_year(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """供稿单位交的稿不照抄上年：文字可以相近，数字要是今年的。"""
    old, new, year = ctx.once(_passages)
    if not old:
        return
    for copy in copies([p for p, _ in old], [p for p, _ in new], year):
        if copy.end - copy.start < _SHORTEST:
            continue
        if copy.is_whole and len(copy.same) >= (3 if copy.years else _UNDATED):
            yield _hit(copy, old[copy.old], new[copy.new], sure=True)
        elif copy.is_nearly_whole:
            yield _hit(copy, old[copy.old], new[copy.new], sure=False)


def _hit(copy: Copy, old: Standing, new: Standing, *, sure: bool) -> Hit:
    block = new[1]
    moved = [f"{before}→{after}" for before, after in copy.years if before != after]
    who = plain_name(new[0].doc)
    if sure:
        told = "只换了年份" if moved else "年份也没有改" if copy.years else "文字相同"
        message = (
            f"{who}交的这一段是去年的稿，{len(copy.same)}个数未改，{told}；"
            "请供稿单位核对，补今年的数。"
        )
    else:
        message = (
            f"{who}交的这一段与去年的稿几乎一样，{len(copy.same)}个数未改，"
            f"只改了{len(copy.changed)}个；请供稿单位逐个核对。"
        )
    evidence = [f"上年卷：{_short(old[0].text)}", f"未改的数：{_listed(copy.same)}"]
    if copy.changed:
        renewed = "、".join(f"{p.old.digits}→{p.new.digits}" for p in copy.changed[:12])
        evidence.append(f"改了的数：{renewed}")
    if moved:
        evidence.append(f"年份：{'、'.join(dict.fromkeys(moved))}")
    also = (anchor(old[1], 0, len(old[1].text)),)
    return Hit(copy.start, copy.end, message, evidence=tuple(evidence), block=block.id, also=also,
               level=None if sure else "体", confidence="likely" if sure else "hint")  # fmt: skip


def _listed(pairs: tuple[Pair, ...]) -> str:
    shown = [pair.new.digits for pair in pairs[:15]]
    return "、".join(shown) + (f"等{len(pairs)}个" if len(pairs) > 15 else "")


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:89] + "…"
