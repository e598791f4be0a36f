"""L 一致: what is said of figures that run on, in tables and in prose: which way, the greatest, the order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.quotes import is_quoted_block
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.relations.claims import Related, unrelated
from fangzhi.facts.relations.series import Series, listed_series, table_series, told_series
from fangzhi.facts.relations.words import TABLE_NAMED
from fangzhi.facts.tables import grid_of
from fangzhi.model.manuscript import Block, Manuscript, Table
from fangzhi.model.text import Text

_CLAIM: Final = re.compile(
    "逐[年月季]|年年(?!底|末|初)|连年|年比一年|连续[一二两三四五六七八九十\\d]{1,3}年|最[多高大长强重少低小短轻]|居[首末次于第]|"
    "[列名居在排]第[一二三四五六七八九十\\d]|首位|末位|榜首|之首|之冠|为冠|次之|垫底|[到至][少低小多高大]|"
    "(?:[多高大长重少低小短轻]于|超过|不[及如])(?!约?\\d(?!\\d{3}年))|"
    "比(?![\\d上去重例值较])[^，。；]{1,16}?[多高大长重少低小短轻]|"
    "个[乡镇村县市区社街年单行品][^，。；]{0,16}?\\d|\\d[^，。；]{0,8}的[^，。；]{0,4}[有为达共]?[一二两三四五六七八九十\\d]{1,3}个"
)
_BEFORE, _AFTER = 3, 2
_TITLE: Final = 40
_NEAR: Final = 14
"""A table no more blocks than this away, and among the nearest, is beside a text."""


class _Titled(NamedTuple):
    """A table, which block it is, and its title, for which the short line before may stand."""

    at: int
    table: Table
    title: str


class Against(msgspec.Struct, frozen=True):
    """What a block says and the figures are against."""

    block: Text
    related: Related

    @property
    def hit(self) -> Hit:
        """Say so."""
        one = self.related
        return Hit(one.start, one.end, f"说法与所列各数不合：{one.why}，请核对。",
                   evidence=(one.why,), block=self.block.id)  # fmt: skip


def against_figures(manuscript: Manuscript) -> tuple[Against, ...]:
    """Give the statements of relation that the figures beside them are against, found once."""
    blocks = manuscript.blocks
    tables = [_titled(blocks, n, b) for n, b in enumerate(blocks) if isinstance(b, Table)]
    found: list[Against] = []
    for n, block in enumerate(blocks):
        if not isinstance(block, Text) or block.role == "heading" or is_quoted_block(block):
            continue
        text = block.text
        if not _CLAIM.search(text):
            continue
        own = (*told_series(text), *listed_series(text))
        beside = _series_of(text, n, tables)
        for related in unrelated(text, (*own, *beside)) if own or beside else ():
            found.append(Against(block, related))
    return tuple(found)


def _titled(blocks: Sequence[Block], at: int, table: Table) -> _Titled:
    if table.title is not None:
        return _Titled(at, table, table.title.text)
    last = blocks[at - 1] if at else None
    line = last.text if isinstance(last, Text) else ""
    return _Titled(at, table, line if len(line) < _TITLE and "。" not in line else "")


def _series_of(text: str, at: int, tables: Sequence[_Titled]) -> list[Series]:
    """The series of the tables that a text names, else of those near it."""
    numbers = {_plain(m[1]) for m in TABLE_NAMED.finditer(text)}
    if numbers:
        near = [
            t for t in tables if {_plain(m[1]) for m in TABLE_NAMED.finditer(t.title)} & numbers
        ]
    else:
        near = [t for t in tables if at - _NEAR <= t.at < at][-_BEFORE:]
        near += [t for t in tables if at < t.at <= at + _NEAR][:_AFTER]
    return [
        s if t.table.title is not None else s.under(t.title)
        for t in near for s in table_series(grid_of(t.table))
    ]  # fmt: skip


def _plain(told: str) -> str:
    return re.sub(r"\s*[-—–－.．·]+\s*", "-", told)


def _beside(*rows: str, title: str, text: str) -> Example:
    return Example(paragraphs=("# 概况", text), table=tuple(tuple(r.split(" | ")) for r in rows),
                   table_title=title)  # fmt: skip


_TOWNS = ("乡镇 | 面积（平方千米） | 人口（人）", "东山镇 | 120.4 | 42170", "白沙镇 | 98.6 | 17420",
          "石桥乡 | 143.2 | 10394", "合计 | 362.2 | 69984")  # fmt: skip
_GRAIN = ("年份 | 粮食产量（吨） | 油料产量（吨）", "2001 | 18420 | 1206", "2002 | 18965 | 1174",
          "2003 | 17240 | 1288", "2004 | 19315 | 1342")  # fmt: skip
_OF_TOWNS, _OF_YEARS = "表1-1 各乡镇面积与人口", "表2-1 2001—2004年粮油产量"


@rule(
    "R190",
    "文与表不一",
    level="硬",
    basis="数据审核通例：正文说的增减、多少、次序与表中各数相合",
    scope="manuscript",
    bad=[
        _beside(*_GRAIN, title=_OF_YEARS, text="2001—2004年，粮食产量逐年上升。"),
        _beside(*_GRAIN, title=_OF_YEARS, text="从表2-1看，油料产量以2003年最多。"),
        _beside(*_TOWNS, title=_OF_TOWNS, text="各乡镇中，面积最大的是东山镇。"),
        _beside(*_TOWNS, title=_OF_TOWNS, text="人口以东山镇居首，石桥乡次之。"),
        _beside(*_TOWNS, title=_OF_TOWNS, text="石桥乡面积小于白沙镇。"),
        _beside(*_TOWNS, title=_OF_TOWNS, text="有3个乡镇人口超过1.5万人。"),
    ],
    good=[
        _beside(*_GRAIN, title=_OF_YEARS, text="2001—2004年，粮食产量有升有降。"),
        _beside(*_GRAIN, title=_OF_YEARS, text="2003—2004年，粮食产量逐年上升。"),
        _beside(*_GRAIN, title=_OF_YEARS, text="优质粮食产量逐年上升，油料产量以2004年最多。"),
        _beside(*_TOWNS, title=_OF_TOWNS, text="各乡镇中，面积最大的是石桥乡。"),
        _beside(*_TOWNS, title=_OF_TOWNS, text="人口以东山镇居首，白沙镇次之。"),
        _beside(*_TOWNS, title=_OF_TOWNS, text="石桥乡面积大于白沙镇，耕地少于白沙镇。"),
        _beside(*_TOWNS, title=_OF_TOWNS, text="有2个乡镇人口超过1.5万人。"),
    ],
)
def relation_against_a_table(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """正文说逐年增减、谁最多、谁多于谁、几个超过多少的，应与表中各数相符。"""
    for one in ctx.once(against_figures):
        if one.related.tabled:
            yield one.hit
