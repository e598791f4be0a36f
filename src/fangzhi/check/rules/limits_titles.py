"""C 体例: the book's own name, headings that belong to papers and reports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.pieces import is_heading
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.style_exempt import is_reprinted
from fangzhi.check.terms import read_terms
from fangzhi.model.book import Book
from fangzhi.model.text import Text

_TITLE = re.compile(
    "《?((?:[续新重增]修|新编|续编|第二轮)?[\u4e00-\u9fff]{1,12}[省市州县旗区镇乡村]志)》?(续[编集]?|续志)?"
)
_OF_ITSELF = re.compile(
    "(?:本志|本书|全书|志书)(?:书名|志名|名称)?(?:定名为|命名为|取名为?|题名为?|书名为?|名为|为|称为|定名|名曰)《([^》]{3,24})》"
)
_OPENS_ITSELF = re.compile("《([^》]{3,24})》(?=本[编卷志书篇章])")
_RENEWED = re.compile("^(?:续修|重修|增修|新修|新编|续编|第二轮)|续[编集志]$")
_YEARS = re.compile("[（(][12][0-9]{3}年?[—～~－-][12][0-9]{3}年?[）)]")


@rule(
    "R055",
    "志名/书名不合",
    level="体",
    basis="福建第二轮市县志行文规范；江苏省地方志行文规范",
    scope="work",
    bad=[
        Example(paragraphs=("# 续修江口县志", "县境多山。"), settings={"kind": "县志"}),
        Example("本志定名为《新编江口县志》。", settings={"kind": "县志"}),
        Example(
            paragraphs=("# 江口县志续编", "县境多山。"),
            settings={"kind": "县志", "upper": "1986", "lower": "2005"},
        ),
    ],
    good=[
        Example(paragraphs=("# 江口县志（1986—2005）", "县境多山。"), settings={"kind": "县志"}),
        Example("清道光年间刻《续修江口县志》12卷。", settings={"kind": "县志"}),
        Example("本志定名为《江口县志（1986—2005）》。", settings={"kind": "县志"}),
    ],
)
def odd_book_name(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """志书名为“××县志”，续志加起止年份，不称“续修”“新编”。"""
    for name in (book.work.title,):
        if (wrong := _wrong_name(name, _is_second(ctx))) and "志" in ctx.settings.kind:
            yield Hit(0, 0, wrong)
    for doc in ctx.documents:
        if not doc.document.kind.endswith("志") or doc.document.prior_volume:
            continue
        for block in doc.manuscript.blocks:
            if not isinstance(block, Text) or "志" not in block.text:
                continue
            second = _is_second(ctx)
            if is_heading(block) and (wrong := _wrong_name(block.text, second)):
                yield Hit(0, len(block.text), wrong, block=block.id)
            for found in (*_OF_ITSELF.finditer(block.text), *_OPENS_ITSELF.finditer(block.text)):
                if wrong := _wrong_name(found.group(1), second):
                    yield Hit(*found.span(1), wrong, block=block.id)


def _is_second(ctx: WorkContext) -> bool:
    """Tell whether the work continues an earlier one (its upper limit is a modern year)."""
    upper = ctx.settings.upper[:4]
    return upper.isdigit() and int(upper) >= 1950


def _wrong_name(name: str, second: bool) -> str:
    bare = _YEARS.sub("", name.strip().strip("《》"))
    match = _TITLE.fullmatch(bare)
    if match is None:
        return ""
    if _RENEWED.search(bare):
        core = re.sub("^(?:[续新重增]修|新编|续编|第二轮)|续[编集志]$", "", bare)
        return f"志书不称“续修”“新编”，“{bare}”宜作“{core}（起年—止年）”。"
    if second and bare == name.strip().strip("《》") and re.fullmatch(".*[省市州县旗区]志", bare):
        return f"续志书名宜加起止年份，如“{bare}（1986—2005）”。"
    return ""


HEADINGS = read_terms("limits_headings.tsv")
_OF_PAPERS = re.compile(
    "(?:体会|经验|启示|教训|认识|思考|做法|对策|打算|设想|成效|举措)[与和及、](?:建议|启示|体会|教训|思考|认识|对策|打算|设想|做法|成效)$|"
    "(?:存在|面临)的?(?:主要|突出)?(?:困难|问题|短板|不足|矛盾)[和与及、](?:问题|困难|不足|短板|挑战|任务)$|"
    "(?:(?:存在|面临)的?(?:主要|突出|共性)?)?(?:问题|困难|不足|现状|成因)[与及和、](?:其)?"
    "(?:对策|建议|思考|措施|出路|展望|成因|原因|不足|对策措施|对策建议)$|"
    "^下一?步(?:工作)?(?:打算|计划|思路|安排|重点|目标|举措|措施)$|(?:存在|面临)的?(?:主要|突出|共性)?(?:问题|困难|不足)$|(?:原因|成因|可行性|必要性|优劣势)分析$|"
    "(?:几点|若干|一些)(?:思考|体会|建议|启示|看法)$|的(?:思考|探讨|启示|浅析|探析)$|^(?:浅谈|浅析|试论|论)"
)
_NUMBER = re.compile(
    "^\\s*(?:第[一二三四五六七八九十百0-9]+[编篇章节卷目]|[（(]?[一二三四五六七八九十0-9]+[）)、.．]|【)\\s*"
)


@rule(
    "R056",
    "写成他体",
    level="体",
    basis="江苏省地方志行文规范；宝应县行文通则",
    literals=HEADINGS.literals,
    always_in=("heading",),
    bad=[
        Example(paragraphs=("# 第三节 问题与对策", "县境多山。")),
        Example(paragraphs=("# 【主要做法】", "设站6个。"), settings={"kind": "年鉴"}),
        Example(paragraphs=("# 四、下一步工作", "设站6个。")),
    ],
    good=[
        Example(paragraphs=("# 第三节 病虫防治", "设站6个。")),
        "论文《农村改厕的问题与对策》获奖。",
        Example(paragraphs=("# 存在问题的厂房鉴定", "查房屋12间。")),
        Example(paragraphs=("# 特载", "## 政府工作报告", "### 二、下一步工作", "设站6个。")),
    ],
)
def heading_of_a_paper(text: str, ctx: TextContext) -> Iterator[Hit]:
    """标题用志体、年鉴体，不用论文、总结、报告的小标题。"""
    if not ctx.is_heading or is_reprinted(ctx.headings):
        return
    bare = _NUMBER.sub("", text).strip().rstrip("】")
    pattern = _OF_PAPERS.search(bare)
    if pattern:
        at = text.rindex(pattern.group())
        message = f"“{pattern.group()}”是论文或总结的标题，志书年鉴宜记述事实，请核对。"
        yield Hit(at, at + len(pattern.group()), message)
        return
    for found in HEADINGS.find(text):
        word = found.term.word
        if bare == word or (
            word[-1] != "划" and bare.endswith(word) and len(bare) <= len(word) + 8
        ):
            message = f"“{word}”是{found.term.note}的标题，志书年鉴宜{found.term.right}，请核对。"
            yield Hit(found.start, found.end, message)
