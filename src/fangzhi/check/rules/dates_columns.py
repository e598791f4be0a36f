"""I 人物, L 日期: dates and ages in the columns of tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from fangzhi.check.context import DocumentContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.tablehits import rows_example
from fangzhi.facts.calendar.columns import Fault, column_faults
from fangzhi.model.manuscript import Table


@lru_cache(maxsize=8)
def _faults(table: Table) -> tuple[Fault, ...]:
    return column_faults(table)


def _hits(table: Table, kind: str) -> Iterator[Hit]:
    for fault in _faults(table):
        if fault.kind == kind:
            text = fault.cell.text
            yield Hit(0, len(text.text), fault.message, evidence=(fault.evidence,), block=text.id)


@rule(
    "R151",
    "生卒年与年龄不符",
    level="硬",
    basis="事理：周岁＝卒年－生年，虚岁多1岁",
    scope="table",
    bad=[
        rows_example(
            "姓名 | 出生时间 | 牺牲时间 | 牺牲年龄",
            "甲某 | 1920 | 1944 | 24",
            "乙某 | 1921 | 1948 | 37",
        ),
        rows_example(
            "姓名 | 生年 | 逝世年月 | 享年（岁）",
            "甲某 | 1898.2 | 2001.5 | 103",
            "乙某 | 1901.6 | 2003.1 | 110",
        ),
        rows_example("姓名 | 生卒年 | 终年", "甲某 | 1866—1938 | 72", "乙某 | 1871—1940 | 59"),
    ],
    good=[
        rows_example(
            "姓名 | 出生时间 | 牺牲时间 | 牺牲年龄",
            "甲某 | 1920 | 1944 | 24",
            "乙某 | 1921 | 1948 | 28",
        ),
        rows_example("姓名 | 生卒年 | 终年", "甲某 | 1866—1938 | 72", "乙某 | 不详 | 59"),
        rows_example("年份 | 牺牲人数 | 平均年龄", "1948 | 12 | 24", "1949 | 15 | 26"),
    ],
)
def age_of_a_row_does_not_follow(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中的年龄应与同一行的生年、卒年相符，周岁、虚岁都可以。"""
    yield from _hits(table, "年龄")


@rule(
    "R152",
    "事迹早于出生或晚于去世",
    level="硬",
    basis="事理：事迹在生卒年之间，年龄相宜",
    scope="table",
    bad=[
        rows_example(
            "姓名 | 出生年月 | 入党时间", "甲某 | 1920.3 | 1938.5", "乙某 | 1921.1 | 1930.7"
        ),
        rows_example("姓名 | 生年 | 参军时间", "甲某 | 1920 | 1938", "乙某 | 1931 | 1928"),
        rows_example("姓名 | 出生 | 逝世", "甲某 | 1870年 | 1938年", "乙某 | 1921年 | 1911年"),
    ],
    good=[
        rows_example(
            "姓名 | 出生年月 | 入党时间", "甲某 | 1920.3 | 1938.5", "乙某 | 1921.1 | 1939.7"
        ),
        rows_example("姓名 | 生年 | 参军时间", "甲某 | 1920 | 1938", "乙某 | 不详 | 1928"),
        rows_example("出生地 | 参军时间", "1920号院 | 1938", "城关 | 1941"),
    ],
)
def deed_of_a_row_is_outside_the_life(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中入党、参军、任职等的时间不能早于出生，年龄要相宜。"""
    yield from _hits(table, "事迹")


@rule(
    "R187",
    "先后倒置",
    level="硬",
    basis="事理：开工先于竣工，入伍先于牺牲，到任先于离任",
    scope="table",
    bad=[
        rows_example(
            "姓名 | 入伍时间 | 牺牲时间", "甲某 | 1945.3 | 1948.5", "乙某 | 1949.1 | 1948.7"
        ),
        rows_example(
            "水库 | 开工时间 | 竣工时间", "甲库 | 1957.11 | 1958.6", "乙库 | 1971.1 | 1968.7"
        ),
        rows_example("姓名 | 任职起止", "甲某 | 1950.3—1952.6", "乙某 | 1958.3—1956.8"),
    ],
    good=[
        rows_example(
            "姓名 | 入伍时间 | 牺牲时间", "甲某 | 1945.3 | 1948.5", "乙某 | 1947.1 | 1948.7"
        ),
        rows_example(
            "水库 | 开工时间 | 竣工时间", "甲库 | 1957.11 | 1958.6", "乙库 | 1968 | 1968.7"
        ),
        rows_example("姓名 | 任职起止", "甲某 | 1950.3—1952.6", "乙某 | 1952.6—"),
    ],
)
def order_of_a_row_is_reversed(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中同一行的开工、竣工，入伍、牺牲，到任、离任等不能颠倒。"""
    yield from _hits(table, "先后")


@rule(
    "R188",
    "历时不符",
    level="硬",
    basis="事理：首尾日期与所历时间相符（首尾都算或只算一头皆可）",
    scope="table",
    bad=[
        rows_example(
            "姓名 | 到任 | 离任 | 任职年数",
            "甲某 | 1957.9 | 1961.9 | 4",
            "乙某 | 1961.9 | 1964.9 | 5",
        ),
        rows_example(
            "渠名 | 开工时间 | 竣工时间 | 历时（年）",
            "甲渠 | 1957 | 1961 | 4",
            "乙渠 | 1971 | 1979 | 4",
        ),
        rows_example(
            "姓名 | 任职起止 | 年数", "甲某 | 1950.3—1952.3 | 2", "乙某 | 1952.3—1959.3 | 3"
        ),
    ],
    good=[
        rows_example(
            "姓名 | 到任 | 离任 | 任职年数",
            "甲某 | 1957.9 | 1961.9 | 4",
            "乙某 | 1961.9 | 1964.9 | 3",
        ),
        rows_example(
            "渠名 | 开工时间 | 竣工时间 | 历时（年）",
            "甲渠 | 1957 | 1961 | 5",
            "乙渠 | 1971 | 1979 | 8",
        ),
        rows_example("姓名 | 任职起止 | 年数", "甲某 | 1950.3—1952.3 | 2", "乙某 | 1952.3— | 3"),
    ],
)
def length_of_a_row_does_not_follow(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中任职年数、历时、工期应与同一行的起止时间相符。"""
    yield from _hits(table, "历时")
