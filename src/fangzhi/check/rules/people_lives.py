"""I 人物: who has a biography, ages, doings outside a life, and the order of biographies."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.ages_told import ages_told
from fangzhi.facts.doings import Doing, impossible_doings
from fangzhi.facts.lives import (
    AGE_SAID,
    AGE_SHAPES,
    BRACKETED_YEAR,
    Age,
    Life,
    ages,
    is_biography,
    is_of_a_person,
    is_of_persons,
    is_past_birthday,
    life_in,
    life_of,
    life_told,
    lives_in_row,
)  # fmt: skip
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

_CHRONICLE = {"kind": "县志", "lower": "2005"}
_HEAD = ("# 第三十章 人物", "## 第一节 人物传")


def _example(*paragraphs: str, section: str = "## 第一节 人物传", **settings: object) -> Example:
    return Example(paragraphs=(_HEAD[0], section, *paragraphs), settings={**_CHRONICLE, **settings})


def _has_biographies(ctx: TextContext) -> bool:
    return not ctx.document.is_yearbook and is_of_persons(ctx.headings)


_ALIVE = ("现任", "现为", "现居", "健在", "现年")
_ALIVE_NOW = re.compile("(?<![其长次幼子女孙儿])(?:现任|现为|现居|健在|现年)[^，。；]{0,20}")


@rule(
    "R149",
    "生不立传",
    level="体",
    basis="志书通例：生不立传",
    literals=("（", "(", *_ALIVE),
    probe=f"{BRACKETED_YEAR}|{'|'.join(_ALIVE)}",
    bad=[
        _example("### 罗世某（1946—　）"),
        _example("罗世某，1946年生，柏堰镇人，现任酒业公司董事长。"),
        _example("### 罗世某", "罗世某（1946— ），柏堰镇人。"),
        _example("### 罗世某", "罗世某（女，1950—今），柏堰镇人。"),
    ],
    good=[
        _example("### 罗世某（1906—1976）"),
        _example("罗世某（1946—　），柏堰镇人。", section="## 第二节 人物简介"),
        _example("### 罗世某（1906—？）"),
    ],
)
def living_person_has_biography(text: str, ctx: TextContext) -> Iterator[Hit]:
    """人物传只收已去世的人；在世者入人物简介、人物表或以事系人。"""
    life = life_in(text) if _has_biographies(ctx) else None
    if life is not None and life.open:
        yield Hit(
            life.start,
            life.end,
            f"{life.name}没有卒年：在世人物不立传，请补卒年，或移入人物简介、人物表。",
            evidence=(f"生于{life.born}年，卒年空白",),
        )
        return
    now = _ALIVE_NOW.search(text) if life is None and _has_biographies(ctx) else None
    told = life_told(text) if now is not None else None
    if told is not None and now is not None and not told.died:
        yield Hit(
            *now.span(),
            f"{told.name}在世（“{now.group()}”）：在世人物不立传，请移入人物简介、人物表。",
            evidence=(f"生于{told.born}年",),
        )


_SPAN = 70
"""The finding goes on to the words that tell of the death where they stand so near."""


@rule(
    "R150",
    "卒年晚于志书下限",
    level="体",
    basis="志书通例：传主卒年不晚于下限",
    literals=("（", "("),
    probe=BRACKETED_YEAR,
    bad=[
        _example("### 杨兆某（1931—2008）"),
        _example("### 杨兆某", "杨兆某（1931—2008），浣阳镇人。"),
        _example("### 杨兆某（1931—1986）", lower="1985"),
    ],
    good=[
        _example("### 杨兆某（1931—2005）"),
        _example("### 杨兆某（1931—2008）", section="## 第三节 人物简介"),
        _example("### 杨兆某（1931—2008）", lower=""),
    ],
)
def death_is_after_the_limit(text: str, ctx: TextContext) -> Iterator[Hit]:
    """传主卒年晚于志书下限的，本志不立传。"""
    lower = ctx.document.lower[:4]
    life = life_in(text) if lower.isdigit() and _has_biographies(ctx) else None
    if life is not None and life.died > int(lower):
        told = re.compile(f"{life.died}年[^，。；]{{0,16}}(?:世|故|牺牲|殉职|卒)").search(
            text, life.end
        )
        near = told is not None and told.end() - life.start <= _SPAN
        yield Hit(
            life.start,
            told.end() if told is not None and near else life.end,
            f"{life.name}卒于{life.died}年，晚于志书下限{lower}年，按例不立传，请核对。",
            evidence=(f"{life.died}>{lower}",),
        )


@rule(
    "R151",
    "生卒年与年龄不符",
    level="硬",
    basis="事理：周岁＝卒年－生年，虚岁多1岁",
    literals=("岁", "年", "寿"),
    probe=AGE_SAID,
    shapes=AGE_SHAPES,
    bad=[
        "同船船工李二爷（1899—1972），享年83岁。",
        "何砚某（1892—1951），云门滩镇人。1951年2月病逝，终年62岁。",
        "最长寿者王某，1925年生，2022年107岁。",
        "1949年，18岁的张文（1925年生）参军。",
        "钱某（1611—1645），守城不屈死，年仅三十有九。",
        "何砚某（1892—1951），云门滩镇人。民国三十三年任水利协会会长，时年62岁。",
        "1942年12月，林某返乡办学。林某1915年1月生，返乡时36周岁。",
        "某公生于清康熙十年（1671年），康熙三十三年（1694年）入川，时年36岁。",
        "绣娘周月某，生于1905年正月，卒于1996年2月，享年81岁。",
        "2008年重阳节走访百岁老人。城关镇赵氏，1918年3月出生，时年101岁。",
        "绣娘周月某，1905年2月生，1996年9月病逝，享年90岁。",
    ],
    good=[
        "绣娘周月某，1905年9月生，1996年2月病逝，享年90岁。",
        "同船船工李二爷（1899—1972），享年73岁。",
        "谭云某（1866—1938），浣阳镇人。民国二十七年（1938年）病逝，享年73岁。",
        "最长寿者王某，1925年生，2022年97岁。",
        "马德某（1908—1935），石笋溪镇人。1935年4月牺牲，时年27岁。",
        "魏某（1909—1996），本县人。14岁考入县立中学，1927年入团。",
        "1942年12月，林某返乡办学。林某1915年1月生，返乡时27周岁。",
        "绣娘周月某，生于1905年正月，卒于1996年2月，享年91岁。",
        "2008年重阳节走访百岁老人。城关镇赵氏，1908年3月出生，时年101岁。",
    ],
)
def age_does_not_follow(text: str, ctx: TextContext) -> Iterator[Hit]:
    """终年、享年、时年应与生卒年相符，周岁、虚岁都可以；生卒月份都写明的，已过生日的不能再少一岁。"""
    life = life_of(text, ctx.headings, ctx.before) if ctx.is_body else None
    own = ctx.document.content_year if ctx.document.is_yearbook else 0
    said = list(ages(text, life))
    said += [
        age for age in ages_told(text, life, own)
        if not any(age.start < other.end and other.start < age.end for other in said)
    ]  # fmt: skip
    for age in said:
        years = age.year - age.born
        if abs(age.said - years) <= 1 and not is_past_birthday(text, age):
            continue
        yield Hit(
            _from_birth(text, age),
            age.end,
            f"年龄不符：生于{age.born}年，到{age.year}年是{years}岁（虚岁{years + 1}），"
            f"写作{age.said}岁，请核对生卒年和年龄。",
            evidence=(f"{age.year}−{age.born}={years}",),
        )


_NEAR = 48
"""A birth no farther before an age than this is marked with it: either may be the slip."""


def _from_birth(text: str, age: Age) -> int:
    born = text.rfind(f"{age.born}年", max(0, age.end - _NEAR), age.start)
    return born if born >= 0 else age.start


@rule(
    "R152",
    "事迹早于出生或晚于去世",
    level="硬",
    basis="事理：事迹在生卒年之间，年龄相宜",
    literals=("年",),
    bad=[
        _example("马德某（1908—1935），石笋溪镇人。1936年，任游击队政治委员。"),
        _example("周素某（女，1925—2001），龙眠镇人。1928年，被选为县妇女会干事。"),
        _example("### 何某（1892—1951）", "何某，云门滩镇人。1890年，考入府中学堂。"),
        "赵德某（1920—1982），1985年当选县人大代表。",
        "赵德某（1920—1982），县局干部。1984年，获省交通厅奖章。",
        "朱某（1903—1979），擅针灸，终年76岁。汪某（女，1925—2006），1930年考入中医专门学校。",
        _example("### 陈某", "陈某，1930年出生，1938年加入中国共产党，1990年病逝。"),
    ],
    good=[
        _example("马德某（1908—1935），石笋溪镇人。1929年加入中国共产党。1952年被追认为烈士。"),
        _example("周素某（女，1925—2001），龙眠镇人。祖父于1890年迁居县城。1953年加入中国共产党。"),
        _example("### 何某（1892—1951）", "何某，云门滩镇人。著作1986年由后人出版。"),
        _example("何启某，1908年生，龙潭乡人。妻张氏，1910年生，亦为教师。"),
        "东辽（1213—1269年），1212年起兵，次年建国号。",
        "朱某（1903—1979），擅针灸，终年76岁。汪某（女，1925—2006），1940年考入中医专门学校。",
    ],
)
def doing_is_outside_the_life(text: str, ctx: TextContext) -> Iterator[Hit]:
    """传主的事迹不能早于出生、晚于去世，任职、入党等年龄要相宜。"""
    if not ctx.is_body:
        return
    row = list(lives_in_row(text))
    for one, words, at in row:
        yield from (_outside(doing, one, at) for doing in impossible_doings(words, one))
    if row or not (
        is_biography(ctx.headings)
        or is_of_a_person(text)
        or (ctx.headings and is_of_a_person(ctx.headings[-1]))
    ):
        return
    life = life_of(text, ctx.headings, ctx.before)
    if life is None:
        return
    yield from (_outside(doing, life, 0) for doing in impossible_doings(text, life))


def _outside(doing: Doing, life: Life, at: int) -> Hit:
    return Hit(
        at + doing.start,
        at + doing.end,
        f"这件事的年份{doing.fault}，请核对年份。",
        evidence=(f"{doing.date.year}−{life.born}={doing.age}",),
    )


@rule(
    "R153",
    "人物传排序",
    level="体",
    basis="志书凡例：人物传以生年（或卒年）为序",
    scope="manuscript",
    bad=[
        _example(
            "### 甲某（1866—1938）",
            "### 乙某（1892—1951）",
            "### 丙某（1870—1945）",
            "### 丁某（1908—1965）",
            switches={"biography_order": "birth"},
        ),
        _example(
            "### 甲某（1866—1938）",
            "### 乙某（1892—1951）",
            "### 丙某（1870—1940）",
            "### 丁某（1908—1965）",
        ),
        _example(
            "甲某（1900—1930），某镇人。",
            "乙某（1890—1949），某镇人。",
            "丙某（1910—1948），某镇人。",
            "丁某（1912—1950），某镇人。",
        ),
    ],
    good=[
        _example(
            "### 甲某（1866—1938）",
            "### 乙某（1892—1951）",
            "### 丙某（1870—1960）",
            "### 丁某（1908—1965）",
        ),
        _example(
            "### 甲某（1866—1938）",
            "### 乙某（1892—1951）",
            "### 丙某（1870—1940）",
            switches={"biography_order": "皆可"},
        ),
        _example(
            "甲某（1900—　），某镇人。", "乙某（1890—　），某镇人。", section="## 第二节 人物简介"
        ),
    ],
)
def biographies_are_out_of_order(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """人物传按凡例以生年或卒年为序（开关 biography_order）。"""
    order = ctx.switch("biography_order")
    if order not in ("birth", "death") or ctx.document.is_yearbook:
        return
    for people in _sections(manuscript):
        keys = [life.born if order == "birth" else life.died for _, life in people]
        others = [life.died if order == "birth" else life.born for _, life in people]
        if others == sorted(others):
            continue  # the other order is kept throughout: the work has chosen that one
        falls = [n for n in range(1, len(keys)) if keys[n] < keys[n - 1]]
        if len(keys) < 3 or len(falls) * 3 > len(keys):
            continue
        what = "生年" if order == "birth" else "卒年"
        for n in falls:
            block, life = people[n]
            yield Hit(
                life.start,
                life.end,
                f"排序不合：{life.name}的{what}{keys[n]}早于前一人{people[n - 1][1].name}的{keys[n - 1]}，"
                f"人物传以{what}为序，请核对。",
                evidence=(f"{keys[n - 1]}>{keys[n]}",),
                block=block.id,
            )


def _sections(manuscript: Manuscript) -> Iterator[list[tuple[Text, Life]]]:
    """The people of each section of biographies, in reading order, each once, with where they stand.

    A life under a heading of its own stands at the heading.
    """
    path: list[tuple[int, str]] = []
    people: list[tuple[Text, Life]] = []
    head: Text | None = None
    for block in manuscript.blocks:
        if not isinstance(block, Text):
            continue
        life = life_in(block.text)
        if block.role == "heading" and life is None and not _is_name(block.text):
            if len(people) > 1:
                yield people
            people = []
            path = [p for p in path if p[0] < block.level] + [(block.level, block.text)]
        known = life is not None and life.died and is_biography([text for _, text in path])
        if known and life is not None and life.name not in {p.name for _, p in people}:
            if head is not None and head.text.strip() == life.name:
                stands = msgspec.structs.replace(life, start=0, end=len(head.text))
                people.append((head, stands))
            else:
                people.append((block, life))
        head = block if block.role == "heading" else None
    if len(people) > 1:
        yield people


def _is_name(heading: str) -> bool:
    return 2 <= len(heading.strip()) <= 4 and "传" not in heading and "节" not in heading
