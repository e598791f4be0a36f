"""Years in running prose, and what kind of talk they stand in: plans, terms, titles, background.

No rule stands here; the rules on limits (断限) read texts through it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from fangzhi.check.context import DocumentContext
from fangzhi.check.pieces import Standing, standing_texts, standings
from fangzhi.check.quotes import quote_spans
from fangzhi.check.settings import Document
from fangzhi.check.spans import Spans
from fangzhi.model.manuscript import Manuscript

_YEAR = re.compile(
    "(?<![0-9A-Za-z.〔\\[])((?:1[0-9]|20)[0-9]{2})(?:年(?:度)?(?:([0-9]{1,2})月)?(?:([0-9]{1,2})日)?|"
    "(?=[—～~－-]{1,2}(?:20|19)[0-9]{2}年))"
)
_FAR = 300
_SENTENCE = re.compile("[^。！？；\n]+[。！？；\n]?[”’」』）]*")
PLANNED = re.compile(
    "规划|计划|目标|预计|预测|展望|远景|纲要|力争|拟于|拟在|将于|将在|到期|期限|有效期|合同期|承包期|使用期|经营期|"
    "任期|工期|为期|限期|届期|偿还|还款|还清|租期|租赁|期满|服务期|保质|续签|方案|设计年限"
)
"""Talk of what is to come: a year in it says nothing of what was recorded."""
EDITED = re.compile(
    "本志|本书|本卷|本编|限外|下限|上限|断限|截稿|付梓|付印|定稿|成书|初稿|续修|修志|编纂|编修|编辑部|纂修|志稿|"
    "(?:志|稿|书)[^，。；]{0,8}(?:评审|终审|复审|初审)|(?:评审|终审|复审|初审)(?:稿|本)|出版|编印|刊印|再版|采访时|编写|编著|撰写|整理者|注：|见附录"
)
"""Talk of the making of the book itself, and of notes to it."""
APART = re.compile(
    "限外|附记|附录|附：|编后|后记|编纂始末|修志|编修|志书编纂|凡例|编辑说明|编纂说明|前言|^[总代]?序|出版说明|补记|"
    "补遗|辑要|杂记|丛录|文献|文存|索引|参考|鸣谢|名单|照片|彩页"
)
"""Headings under which a chronicle may step over its limits."""
PEOPLE = re.compile("人物|传略|传记|简介|名录|英名录|烈士")


class YearAt(msgspec.Struct, frozen=True):
    """A year in a text, its month where given (0), and the span of its sentence."""

    start: int
    end: int
    year: int
    month: int
    sentence: tuple[int, int]


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph with the headings above it and the years it tells of, quoted ones left out."""

    block: str
    text: str
    headings: tuple[str, ...]
    place: str
    years: tuple[YearAt, ...]


def limit_year(limit: str) -> int:
    """Give the year of a limit ("2005", "2005-12-31"), 0 where there is none."""
    return int(limit[:4]) if limit[:4].isdigit() else 0


def is_chronicle(document: Document) -> bool:
    """Tell whether limits bind the document as they bind a chronicle."""
    kind = document.kind
    return not document.prior_volume and (kind.endswith("志") or kind in ("大事记", "志书"))


def is_poverty_chronicle(document: Document) -> bool:
    """Tell whether the document is a chronicle of the fight against poverty (扶贫志)."""
    return bool(re.search("扶贫|脱贫|减贫", document.kind))


@lru_cache(maxsize=512)
def years_in(text: str) -> tuple[YearAt, ...]:
    """Give the years that a text itself tells of: none in quotations and titles."""
    if "年" not in text:
        return ()
    quoted = Spans(quote_spans(text))
    sentences = [m.span() for m in _SENTENCE.finditer(text)]
    found: list[YearAt] = []
    at = 0
    for match in _YEAR.finditer(text):
        start, end = match.span()
        if quoted.hold(start):
            continue
        while at < len(sentences) - 1 and sentences[at][1] <= start:
            at += 1
        month = int(match.group(2) or 0)
        found.append(YearAt(start, end, int(match.group(1)), month, sentences[at]))
    return tuple(found)


def paragraphs(manuscript: Manuscript) -> tuple[Paragraph, ...]:
    """Give the body paragraphs of a document, for `ctx.once`."""
    return tuple(_paragraphs(standing_texts(manuscript)))


def _paragraphs(found: Iterable[Standing]) -> Iterator[Paragraph]:
    for standing in found:
        if standing.place == "body" and standing.block.role not in ("quote", "verse"):
            text = standing.block.text
            yield Paragraph(
                standing.block.id, text, standing.headings, standing.place, years_in(text)
            )


def is_apart(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph stands where a chronicle may step over its limits."""
    return any(APART.search(heading) for heading in paragraph.headings)


def sentence_of(paragraph: Paragraph, year: YearAt) -> str:
    """Give the words of the sentence a year stands in, at most 300 characters to each side."""
    start, end = year.sentence
    return paragraph.text[max(start, year.start - _FAR) : min(end, year.end + _FAR)]


def before_in_sentence(paragraph: Paragraph, year: YearAt) -> str:
    """Give the words of its sentence before a year, at most 300 characters."""
    return paragraph.text[max(year.sentence[0], year.start - _FAR) : year.start]


def prose(ctx: DocumentContext) -> tuple[Paragraph, ...]:
    """Give the paragraphs of a document, read once for all rules on limits."""
    return ctx.once_here(_paragraphs_of)


def _paragraphs_of(ctx: DocumentContext) -> tuple[Paragraph, ...]:
    return tuple(_paragraphs(ctx.once(standings)))
