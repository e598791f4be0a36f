"""L 日期: numbers of holders of offices and of meetings, told in two places of a work."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.check.context import WorkContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.conflicts_shared import Documents, Told, told
from fangzhi.facts.records.numbered import Misnumbered, misnumbered, misnumbered_meetings
from fangzhi.facts.records.record import anchor_of
from fangzhi.model.book import Book

_BOOK = {"kind": "县志", "area": "临川县"}


def _work(*paragraphs: str) -> Example:
    return Example(paragraphs=paragraphs, settings=_BOOK)


def numbers_of_a_work(documents: Documents, known: Told) -> tuple[Misnumbered, ...]:
    """Give the numbers in a row that two places of a work tell in two ways."""
    texts = known.gathered.texts
    return (*misnumbered(texts), *misnumbered_meetings(texts))


@rule(
    "R192",
    "届次、次序与日期不合",
    level="硬",
    basis="事理：一人一职只有一个任次，一次会议只有一个届次，接任者任次加一",
    scope="work",
    bad=[
        _work("# 村务", "村党支部第5任书记张守义，任内修了环村路。", "# 人物",
              "2001年，李保田接替张守义，成为村里的第7任支部书记。"),
        _work("# 教育", "第八任校长丁维周主持修建了实验楼。", "# 人物",
              "丁维周，中学特级教师，出任县一中第七任校长。"),
        _work("# 商会", "县工商联2007年11月换届，选举产生第八届执行委员会，林建平当选主席。", "# 人物",
              "林建平，民营企业家，2007年11月当选县工商联第七届执委会主席。"),
        _work("# 群团", "1985年11月，共青团县第13次代表大会召开。", "# 青年",
              "1988年11月，共青团县第24次代表大会召开。"),
    ],
    good=[
        _work("# 村务", "村党支部第5任书记张守义，任内修了环村路。", "# 人物",
              "2001年，李保田接替张守义，成为村里的第6任支部书记。"),
        _work("# 教育", "第八任校长丁维周主持修建了实验楼。", "# 人物",
              "丁维周，中学特级教师，出任县一中第八任校长、县二中首任校长。"),
        _work("# 商会", "县工商联2007年11月换届，选举产生第八届执行委员会，林建平当选主席。", "# 人物",
              "林建平，民营企业家，2012年12月当选县工商联第九届执委会主席。"),
        _work("# 群团", "1985年11月，共青团县第13次代表大会召开。", "# 青年",
              "1988年11月，共青团县第14次代表大会召开。"),
    ],
)  # fmt: skip
def number_in_a_row_told_in_two_ways(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """第几任、第几届，书中各处应一致，前后任相接。"""
    for found in ctx.once_from(numbers_of_a_work, told):
        yield Hit(
            found.start,
            found.end,
            f"任次、届次不合：{found.why}，请核对。",
            evidence=(found.why,),
            block=found.block.id,
            also=(anchor_of(found.other, found.other_start, found.other_end),),
        )
