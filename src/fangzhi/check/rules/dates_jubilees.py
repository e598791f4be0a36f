"""L 日期: anniversaries against the founding that another text of the work tells."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.check.context import WorkContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.conflicts_shared import Documents, Told, told
from fangzhi.check.rules.dates_order import shown
from fangzhi.facts.calendar.lengths import said_of
from fangzhi.facts.records.jubilees import Jubilee, wrong_jubilees
from fangzhi.facts.records.lengths_apart import Apart, lengths_apart
from fangzhi.facts.records.record import anchor_of
from fangzhi.model.book import Book

_BOOK = {"kind": "县志", "area": "临川县"}


def _work(*paragraphs: str) -> Example:
    return Example(paragraphs=paragraphs, settings=_BOOK)


def jubilees(documents: Documents, known: Told) -> tuple[Jubilee, ...]:
    """Give the anniversaries of a work that no founding bears out."""
    area = next((d.document.area for d in documents), "")
    return tuple(wrong_jubilees(known.gathered.tellings, known.gathered.events, area))


def lengths(documents: Documents, known: Told) -> tuple[Apart, ...]:
    """Give the lengths of a work whose ends are told in other paragraphs."""
    return tuple(lengths_apart(known.gathered.texts))


@rule(
    "R188",
    "历时不符",
    level="硬",
    basis="事理：首尾日期与所历时间相符（首尾都算或只算一头皆可）",
    scope="work",
    bad=[
        _work("# 教育", "临川县第一中学1926年8月创办，初名县立中学。", "# 大事记",
              "2006年8月20日，临川县第一中学举行建校82周年庆祝会。"),
        _work("# 卫生", "临川县人民医院成立于1938年。", "# 大事记",
              "1998年10月，临川县人民医院举行建院70周年纪念会。"),
        _work("# 文化", "临川县图书馆始建于1956年3月。", "# 大事记",
              "2006年5月，临川县图书馆庆祝建馆60周年。"),
        _work("# 建置", "1956年6月，临川县成立，县治设城关镇。", "# 大事记",
              "2016年6月1日，建县61周年图片展开幕。"),
        _work("# 水利", "1961年10月，跃进渠开工。", "1964年10月，干渠全线通水。",
              "跃进渠从动工到通水，前后整整2年，凿通隧洞11条。"),
        _work("# 报刊", "《新民报》创刊于1934年，1937年因县城失陷停刊。", "# 文化",
              "停刊5年后，1946年6月《新民报》在原址复刊。"),
    ],
    good=[
        _work("# 教育", "临川县第一中学1926年8月创办，初名县立中学。", "# 大事记",
              "2006年8月20日，临川县第一中学举行建校80周年庆祝会。"),
        _work("# 卫生", "临川县人民医院成立于1938年。", "# 大事记",
              "1998年10月，临川县中医院举行建院70周年纪念会。"),
        _work("# 文化", "临川县图书馆始建于1956年3月，1982年4月重新成立。", "# 大事记",
              "2006年5月，临川县图书馆庆祝建馆50周年。"),
        _work("# 建置", "1956年6月，临川县成立，县治设城关镇。", "# 大事记",
              "2016年6月1日，建县60周年图片展开幕。"),
        _work("# 建置", "1956年6月，临川县成立，县治设城关镇。", "# 大事记",
              "2016年6月1日，组团参加邻县建县61周年庆祝大会。"),
        _work("# 水利", "1961年10月，跃进渠开工。", "1964年10月，干渠全线通水。",
              "跃进渠从动工到通水，前后整整3年，凿通隧洞11条。"),
        _work("# 报刊", "《新民报》创刊于1934年，1937年因县城失陷停刊。", "# 文化",
              "停刊9年后，1946年6月《新民报》在原址复刊。"),
    ],
)  # fmt: skip
def anniversary_of_what_is_told_elsewhere(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """建校、建院、成立若干周年，和历时若干年，应与书中他处所记年份相符。"""
    for apart in ctx.once_from(lengths, told):
        lasted = said_of(apart.span, apart.length.unit)
        ends = f"{shown(apart.first)}至{shown(apart.last)}"
        yield Hit(
            apart.start,
            apart.end,
            f"历时不符：按书中所记，{ends}是{lasted}，写作{apart.length.shown}，请核对。",
            evidence=(f"{shown(apart.first)}→{shown(apart.last)}：{lasted}",),
            block=apart.block.id,
            also=(anchor_of(apart.other, apart.other_start, apart.other_end),),
        )
    for found in ctx.once_from(jubilees, told):
        since, right = found.founded, found.year - found.founded.when[0]
        yield Hit(
            found.start,
            found.end,
            f"周年数不符：书中他处记创办在{since.when[0]}年，到{found.year}年是{right}周年，"
            f"写作{found.said}周年，请核对两处。",
            evidence=(f"{found.year}−{since.when[0]}={right}",),
            block=found.block.id,
            also=(anchor_of(since.block, since.start, since.end),),
        )
