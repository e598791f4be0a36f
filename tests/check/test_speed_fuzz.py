"""No rule grows faster than the text: long lines, many blocks and big tables made of its examples.

A short run with a fixed seed here; FANGZHI_PROVE=1 makes it long.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from functools import partial

import pytest

from fangzhi.check.context import DocumentContext, WorkContext
from fangzhi.check.example import Example, manuscript_of
from fangzhi.check.passages import check_texts
from fangzhi.check.pieces import book_of
from fangzhi.check.rule import Rule, all_rules
from fangzhi.check.settings import CheckSettings, Document
from fangzhi.model.manuscript import Block, Manuscript, tables, texts
from fangzhi.model.text import Text
from tests.work import quickest

LONG = bool(os.environ.get("FANGZHI_PROVE"))
ROUNDS = 40 if LONG else 2
SIZE = 33_000  # characters: 100 kB
BRACKETS = ("（）", "“”", "《》", "〔〕", "()", "‘’", "【】", "「」")
CLASSES = ("1", "12", "9.", "1,", "一", "十", "百", "年", "月", "日", "中", "人", "a", " ", "，", "、",
           "。", "：", "；", "-", "—", "～", "%", "‰", "・", "\u3000", "１", "第", "之", "\n")  # fmt: skip
WIDE = [rule for rule in all_rules() if rule.scope != "text"]


def lines_of(rule: Rule) -> list[str]:
    examples = (*rule.bad, *rule.good)
    lines = [line for e in examples for line in (e.text, *e.paragraphs) if line]
    return lines or ["2019年，全县有学校12所。"]


def checked(text: Manuscript, document: Document, rules: tuple[Rule, ...]) -> None:
    """Ask rules of one text for all that they find."""
    list(check_texts(text, document, rules))


def adversarial(rule: Rule, chance: random.Random) -> Iterator[str]:
    """Lines of 100 kB: fragments repeated, a class of signs pumped, brackets nested."""
    line = chance.choice(lines_of(rule))
    start = chance.randrange(len(line))
    end = min(len(line), start + chance.randint(1, 12))
    piece, sign = line[start:end], chance.choice(CLASSES)
    pair = chance.choice(BRACKETS)
    first, last = pair[0], pair[1]
    deep = SIZE // 8
    word = chance.choice((rule.literals or ()) or (piece,))
    yield line[:end] + piece * (SIZE // len(piece)) + line[end:]
    yield line[:end] + sign * (SIZE // len(sign)) + line[end:]
    yield line[:start] + first * deep + piece + last * deep + line[start:]
    yield (first + piece) * (SIZE // (1 + len(piece)))
    yield (word + sign) * (SIZE // len(word + sign))
    yield re.sub(r"[。！？；\n]", "，", line) * (SIZE // len(line) + 1)


@pytest.mark.parametrize(
    "rule", [r for r in all_rules() if r.scope == "text"], ids=lambda r: f"{r.id}"
)
def test_a_rule_reads_lines_made_to_trouble_it_in_under_a_second(rule: Rule) -> None:
    chance = random.Random(rule.id)
    document = CheckSettings().for_document("x")
    lines = [line for _ in range(ROUNDS) for line in adversarial(rule, chance)]
    for line in lines if LONG else chance.sample(lines, 4):
        text = manuscript_of(Example(line))
        took = quickest(partial(checked, text, document, (rule,)), 1)
        assert took < 1, (rule.id, line[:60], line[-60:])


SLOW_ONCE = (
    ("R005", "来清和县洽谈。" * 4700),
    ("R009", "夯实基础人" * 6600),
    ("R052", "校点学生1982年26人、1983年31人、1985年28人、1986年24人，" * 820),
    ("R070", "3月12日，干部职工植柏树四千二百株，" * 1700),
    ("R139", "「雨順”获奖。" * 4700),
    ("R151", "寿十" * 16_500),
    ("R170", "工业总产值186.4亿元。镁制品产值88.7亿元，占" + "7亿元，占47.6%" * 3300),
    ("R170", "立案1860件，上年结转126件，办结1902件，办结率95.8%，" * 1030),
    ("R171", "工业用电量约3000万千瓦时，比上年的2500万千瓦" + "时增长18.3" * 4700 + "%。"),
    ("R171", "门票收入5400万元，是2019年3600万元的1.8倍，" * 1140),
    ("R172", "良种覆盖率98%，单产" + "提高" * 16_500 + "5%。"),
    ("R173", "候诊时间缩短" * 5500 + "0.5倍。"),
    ("R174", "出口额为2016年的6倍，" + "第" * 33_000 + "翻了三番。"),
    ("R175", "全县112个村有集体经济收入4368万元，村均93万元，" * 1200),
    ("R175", "亩产1," * 8250),
    ("R175", "每千人口12人，" * 4100),
    ("R183", "民国二十四年腊月十五" + "（1935年年腊月十五" * 3000),
    ("R185", "光绪二十六年" + "闰八月初三日（1900年" * 2750),
    ("R188", "10月1日，庆祝中华人民共和国成立71周年大会召开，" * 1270),
    ("R236", "欢迎选购一" * 6600),
)


@pytest.mark.parametrize(("number", "line"), SLOW_ONCE, ids=lambda part: part[:6])
def test_a_line_that_once_took_many_seconds_is_read_in_under_one(number: str, line: str) -> None:
    rules = tuple(r for r in all_rules() if r.id == number and r.scope == "text")
    document = CheckSettings().for_document("x")
    text = manuscript_of(Example(line))
    assert quickest(partial(checked, text, document, rules), 1) < 1, number


def many_blocks(rule: Rule, chance: random.Random) -> Manuscript:
    """An example's blocks again and again, every third line pumped; its table made long."""
    manuscript = manuscript_of(chance.choice((*rule.bad, *rule.good)))
    blocks: list[Block] = []
    size, turn = 0, 0
    while size < SIZE and turn < 1500:
        for block in manuscript.blocks:
            own = Manuscript((block,))
            size += sum(len(text.text) for text in texts(own)) or 1
            if isinstance(block, Text):
                pumped = block.text + chance.choice(CLASSES) * (20 if turn % 3 == 0 else 0)
                blocks.append(
                    Text(f"{block.id}-{turn}", pumped, role=block.role, level=block.level)
                )
            else:
                blocks.append(block)
        turn += 1
    return Manuscript(tuple(blocks), name="长稿.docx")


def found(
    rule: Rule, manuscript: Manuscript, settings: CheckSettings, ctx: DocumentContext
) -> None:
    """Ask a rule of any scope for all that it finds in a work of one manuscript."""
    if rule.scope == "manuscript":
        list(rule.find(manuscript, ctx))
    elif rule.scope == "table":
        for table in tables(manuscript):
            list(rule.find(table, ctx))
    else:
        list(rule.find(book_of((manuscript,)), WorkContext(settings, (ctx,))))


@pytest.mark.parametrize("rule", WIDE, ids=lambda r: f"{r.id}-{r.scope}")
def test_a_rule_reads_a_long_work_of_its_examples_in_under_two_seconds(rule: Rule) -> None:
    chance = random.Random(rule.id)
    for _ in range(ROUNDS // 2):
        manuscript = many_blocks(rule, chance)
        settings = CheckSettings()
        ctx = DocumentContext(settings.for_document(manuscript.name), manuscript)
        assert quickest(partial(found, rule, manuscript, settings, ctx), 2) < 2, rule.id
