"""L 重复: the same words twice in a work, and prose that reads a table aloud."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from fangzhi.align.anchors import anchor
from fangzhi.align.figures import Figure, masked
from fangzhi.align.reuse import Stretch, shared_stretches
from fangzhi.check.context import DocumentContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import standings
from fangzhi.check.quotes import is_quoted_block, spans_of
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.reuse_copies import PRIOR_HEAD
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Manuscript, Table
from fangzhi.model.text import Text

_LONG = 60
_DENSE = 36
"""So many characters are enough in one document where they hold `_FIGURES` figures."""
_FIGURES = 4
_FORMULA = 4
"""Words without figures that stand in so many places are a set formula, not a slip."""
_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百千〇0-9]+[条款]")
_DIGESTS = re.compile(
    "大事[记纪]|概述|综述|总述|概况|概貌|特载|附录|凡例|说明|编后|前言|序|摘要|文献|文件|法规|条例|规定"
)
"""Parts that tell in short, or print again, what other parts tell."""


class _Place(NamedTuple):
    doc: str
    block: Text
    digest: bool


def _prose(documents: tuple[DocumentContext, ...]) -> list[_Place]:
    """Give the paragraphs that are the writer's own words."""
    found = []
    for ctx in documents:
        if ctx.document.prior_volume or ctx.document.kind in ("法规汇编", "资料汇编", "口述"):
            continue
        in_article = False
        for standing in ctx.once(standings):
            block = standing.block
            # the further paragraphs of an article (条) have no number of their own
            in_article = standing.place == "body" and (
                in_article or _ARTICLE.match(block.text) is not None
            )
            if (
                in_article
                or standing.place != "body"
                or len(block.text) < _DENSE
                or is_quoted_block(block)
            ):
                continue
            if block.role not in ("paragraph", "list"):
                continue
            if any(PRIOR_HEAD.search(head) for head in standing.headings):
                continue
            heads = (ctx.document.name, ctx.document.kind, *standing.headings)
            digest = any(_DIGESTS.search(head) for head in heads)
            found.append(_Place(ctx.document.name, block, digest))
    return found


def _twice(documents: tuple[DocumentContext, ...]) -> list[tuple[_Place, _Place, Stretch]]:
    prose = _prose(documents)
    found = []
    for stretch in shared_stretches([place.block.text for place in prose], _DENSE):
        one, other = prose[stretch.first], prose[stretch.at]
        if _counts(one, other, stretch):
            found.append((one, other, stretch))
    return found


def _counts(one: _Place, other: _Place, stretch: Stretch) -> bool:
    words = other.block.text[stretch.start : stretch.start + stretch.size]
    if one.digest != other.digest or _is_quoted(other.block, stretch):
        return False
    if stretch.size - words.count(" ") >= _LONG:
        return True
    figures = sum(figure.kind != "year" for figure in masked(words).figures)
    years = "年" in words
    return one.doc == other.doc and years and figures >= _FIGURES


def _is_quoted(block: Text, stretch: Stretch) -> bool:
    """Tell whether most of a stretch stands inside quotation marks."""
    end = stretch.start + stretch.size
    inside = sum(max(0, min(e, end) - max(s, stretch.start)) for s, e in spans_of(block))
    return inside > stretch.size / 2


@rule(
    "R194",
    "重复条目、段落",
    level="体",
    basis="地方志书质量规定（记述不重复）",
    scope="work",
    bad=[
        Example(
            paragraphs=(
                "古渡口在城南三里，清代有乡人捐设义渡船两只，由船户轮流撑驾，过客不取分文，船工口粮由渡田租谷支给，遇洪水即停渡，水退复开。",
                "渡田在河西岸，由乡绅经管。",
                "古渡口在城南三里，清代有乡人捐设义渡船两只，由船户轮流撑驾，过客不取分文，船工口粮由渡田租谷支给，遇洪水即停渡，水退复开。今已废。",
            )
        ),
        Example(
            paragraphs=(
                "# 第一节 水利",
                "1976年冬，全村出动劳力320人，修成石堰1条，长460米，灌田14公顷。",
                "# 第二节 农田",
                "1976年冬，全村出动劳力320人，修成石堰1条，长460米，灌田14公顷，次年丰收。",
            )
        ),
        Example(
            paragraphs=(
                "# 商业",
                "镇上逢三、六、九赶场，场期前一日各地客商陆续到来，住进河街的几家客栈，第二天清早在戏楼坝子摆摊，午后散场，山货由脚夫背运到码头装船。",
                "# 民俗",
                "镇上逢三、六、九赶场，场期前一日各地客商陆续到来，住进河街的几家客栈，第二天清早在戏楼坝子摆摊，午后散场，山货由脚夫背运到码头装船。",
            )
        ),
    ],
    good=[
        Example(
            paragraphs=(
                "碑文载：“古渡口在城南三里，清代有乡人捐设义渡船两只，由船户轮流撑驾，过客不取分文，船工口粮由渡田租谷支给，遇洪水即停渡。”",
                "族谱所记与碑文同：“古渡口在城南三里，清代有乡人捐设义渡船两只，由船户轮流撑驾，过客不取分文，船工口粮由渡田租谷支给，遇洪水即停渡。”",
            )
        ),
        Example(
            paragraphs=(
                "第五条 县级以上地方人民政府应当加强对本行政区域内地方志工作的领导，"
                "地方志工作所需经费列入本级财政预算，由本级财政拨付，并按照规定使用。",
                "第九条 县级以上地方人民政府应当加强对本行政区域内地方志工作的领导，"
                "地方志工作所需经费列入本级财政预算，由本级财政拨付，并按照规定使用。",
            )
        ),
        Example(
            paragraphs=(
                "1976年冬，全村出动劳力320人，修成石堰1条。",
                "1977年冬，全村出动劳力280人，修成石堰1条。",
            )
        ),
    ],
)
def told_twice(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """同一段话在书中只写一处，别处用“见×章”。"""
    found = ctx.once(_twice)
    often = Counter((s.first, s.first_start // _LONG) for _, _, s in found)
    for one, other, stretch in found:
        words = other.block.text[stretch.start : stretch.start + stretch.size]
        is_formula = often[stretch.first, stretch.first_start // _LONG] >= _FORMULA - 1
        if is_formula and not any(c.isdecimal() for c in words):
            continue
        start, end = _clauses(other.block.text, stretch)
        first = anchor(one.block, stretch.first_start, stretch.first_start + stretch.size)
        where = "" if one.doc == other.doc else f"《{one.doc}》"
        yield Hit(start, end, f"这{stretch.size}个字在前面{where}已经写过，请只留一处，另一处改为互见。",
                  evidence=(f"前面写作：{_short(words)}",), block=other.block.id, also=(first,),
                  confidence="likely" if stretch.size >= _LONG else "hint")  # fmt: skip


def _clauses(text: str, stretch: Stretch) -> tuple[int, int]:
    """Drop the broken clause before the first mark, where little is lost."""
    start, end = stretch.start, stretch.start + stretch.size
    head = re.match(r"[^，。；：、]{0,8}[，。；：、]", text[start:end])
    if start and text[start - 1] not in "，。；：、\n" and head:
        start += head.end()
    return start, end


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:79] + "…"


_NEAR = 6
"""Paragraphs at most so many blocks from a table are held against it."""
_FEWEST_CELLS = 6
_CELL = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?%?")


@rule(
    "R193",
    "文表重复",
    level="体",
    basis="地方志书质量规定（文表不重复）",
    scope="manuscript",
    bad=[
        Example(
            paragraphs=(
                "全镇有三个村种柑：石坝村种植126公顷，产量88吨；木洞村种植214公顷，产量165吨；风垭村种植97公顷，产量61吨。",
            ),
            table=(
                ("村", "面积（公顷）", "产量（吨）"),
                ("石坝村", "126", "88"),
                ("木洞村", "214", "165"),
                ("风垭村", "97", "61"),
            ),
        ),
        Example(
            paragraphs=(
                "2019年入学32人，2020年入学41人，2021年入学38人，2022年入学45人，2023年入学52人，2024年入学49人。",
            ),
            table=(
                ("年份", "入学（人）"),
                ("2019", "32"),
                ("2020", "41"),
                ("2021", "38"),
                ("2022", "45"),
                ("2023", "52"),
                ("2024", "49"),
            ),
        ),
        Example(
            paragraphs=(
                "馆藏书籍分四类，文学类3120册、借阅860次，历史类1475册、借阅412次，农业类980册、借阅733次，少儿类2260册、借阅1904次。",
            ),
            table=(
                ("类别", "册数", "借阅次数"),
                ("文学", "3120", "860"),
                ("历史", "1475", "412"),
                ("农业", "980", "733"),
                ("少儿", "2260", "1904"),
            ),
        ),
    ],
    good=[
        Example(
            paragraphs=("全镇有三个村种柑，以木洞村最多，种植214公顷，产量165吨。",),
            table=(
                ("村", "面积（公顷）", "产量（吨）"),
                ("石坝村", "126", "88"),
                ("木洞村", "214", "165"),
                ("风垭村", "97", "61"),
            ),
        ),
        Example(
            paragraphs=("2024年入学49人，比2019年多17人。",),
            table=(
                ("年份", "入学（人）"),
                ("2019", "32"),
                ("2020", "41"),
                ("2021", "38"),
                ("2022", "45"),
                ("2023", "52"),
                ("2024", "49"),
            ),
        ),
        Example(
            paragraphs=(
                "馆内有座位126个、电脑38台、书架212组，开放300天，办讲座41期，听众5200人。",
            ),
            table=(("类别", "册数"), ("文学", "3120"), ("历史", "1475"), ("农业", "980")),
        ),
    ],
)
def table_read_aloud(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """表里已有的数，文中不逐格再说，只说要点。"""
    blocks = manuscript.blocks
    for at, table in enumerate(blocks):
        if not isinstance(table, Table):
            continue
        cells = _cells(table)
        if len(cells) < _FEWEST_CELLS:
            continue
        for text in blocks[max(0, at - _NEAR) : at + _NEAR + 1]:
            if isinstance(text, Text) and text.role in ("paragraph", "list"):
                hit = _restated(text, cells)
                if hit is not None:
                    yield hit


def _cells(table: Table) -> list[tuple[str, str]]:
    """Give the figures of a table's body with the name of their row."""
    heads = {cell.row: cell.text.text.strip() for cell in table.cells if cell.column == 0}
    first = max(1, table.header_rows)
    return [
        (cell.text.text.strip().replace(",", ""), heads.get(cell.row, ""))
        for cell in table.cells
        if cell.row >= first and cell.column > 0 and _CELL.fullmatch(cell.text.text.strip())
    ]


@lru_cache(maxsize=256)
def _counted(text: str) -> tuple[Figure, ...]:
    """The figures of a text but its years; kept, for several tables may stand near it."""
    return tuple(f for f in masked(text).figures if f.kind != "year")


def _restated(text: Text, cells: list[tuple[str, str]]) -> Hit | None:
    figures = _counted(text.text)
    if len(figures) < _FEWEST_CELLS:
        return None
    told = Counter(f.digits for f in figures)
    said: list[str] = []
    for digits, head in cells:
        number = digits.rstrip("%")
        if told[number] and head and head in text.text:
            told[number] -= 1
            said.append(f"{head} {digits}")
    if len(said) < max(_FEWEST_CELLS, 0.6 * len(cells)) or len(said) < 0.6 * len(figures):
        return None
    shown = "、".join(said[:8]) + ("……" if len(said) > 8 else "")
    return Hit(0, len(text.text), f"这段把表里的数逐格说了一遍（{len(said)}格），请取一：留表，文中只说要点。",
               evidence=(f"表中已有：{shown}",), block=text.id, confidence="hint")  # fmt: skip
