"""I 人物: ages against the births that another text of the work tells."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.check.context import WorkContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.conflicts_shared import Documents, Told, told
from fangzhi.facts.records.ages_apart import Apart, ages_apart
from fangzhi.facts.records.record import anchor_of
from fangzhi.model.book import Book

_BOOK = {"kind": "县志", "area": "临川县"}


def _work(*paragraphs: str) -> Example:
    return Example(paragraphs=paragraphs, settings=_BOOK)


def ages_of_a_work(documents: Documents, known: Told) -> tuple[Apart, ...]:
    """Give the ages of a work that a birth told elsewhere speaks against."""
    return tuple(ages_apart(known.gathered.texts, known.gathered.events))


@rule(
    "R151",
    "生卒年与年龄不符",
    level="硬",
    basis="事理：周岁＝卒年－生年，虚岁多1岁",
    scope="work",
    bad=[
        _work("# 人物", "张子敬，1908年出生于柳林镇。", "# 军事",
              "因叛徒出卖，张子敬于1936年8月在省城被捕，同年11月英勇就义，年仅38岁。"),
        _work("# 村民", "村里的老党员刘德山，1929年生，打过孟良崮。", "# 杂记",
              "2001年秋天采访刘德山的时候，他已经66岁了。"),
        _work("# 人物", "孙福海，1928年生，18岁那年参军，立三等功两次。", "# 兵役",
              "孙福海，1943年入伍，1955年复员；孙福山，1951年入伍。"),
    ],
    good=[
        _work("# 人物", "张子敬，1908年出生于柳林镇。", "# 军事",
              "因叛徒出卖，张子敬于1936年8月被捕，同年11月就义，年仅28岁。其妻李氏，时年三十四岁。"),
        _work("# 村民", "村里的老党员刘德山，1929年生，打过孟良崮。", "# 杂记",
              "2001年秋天采访刘德山的时候，他已经72岁了，同去的支书李保田53岁。"),
        _work("# 人物", "孙福海，1928年生，18岁那年参军，立三等功两次。", "# 兵役",
              "孙福海，1946年入伍，1955年复员；孙福山，1951年入伍。"),
    ],
)  # fmt: skip
def age_against_a_birth_elsewhere(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """年龄应与书中他处所记的生年相符，周岁、虚岁都可以。"""
    for found in ctx.once_from(ages_of_a_work, told):
        person = found.person
        years = found.year - person.born
        yield Hit(
            found.start,
            found.end,
            f"年龄不符：书中他处记{person.name}生于{person.born}年，到{found.year}年是{years}岁"
            f"（虚岁{years + 1}），与所说的{found.said}岁不合，请核对两处。",
            evidence=(f"{found.year}−{person.born}={years}",),
            block=found.block.id,
            also=(anchor_of(person.block, person.start, person.end),),
        )
