"""M 结构: headings and their numbers. R203–R205, R209 and R216 belong to the renderers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.model.manuscript import Manuscript, Section, sections
from fangzhi.model.text import Text
from fangzhi.zh.numerals import parse_number

_HAN = "[一二三四五六七八九十百零〇]{1,5}|[0-9]{1,3}"
_NUMBER = re.compile(
    f"^\\s*(?:第(?P<nth>{_HAN})(?P<kind>[编篇章节目卷])|(?P<plain>[一二三四五六七八九十]{{1,3}})、|"
    f"（(?P<round>[一二三四五六七八九十]{{1,3}})）|(?P<digit>[0-9]{{1,2}})[.．](?![0-9]))"
)
Numbered = tuple[str, int, Text]


def heading_number(text: str) -> tuple[str, int] | None:
    """Give a heading's kind of number and its value: 第三章 → ("章", 3), 二、 → ("一、", 2)."""
    found = _NUMBER.match(text)
    if found is None:
        return None
    parts = found.groupdict()
    shape = parts["kind"] or ("一、" if parts["plain"] else "（一）" if parts["round"] else "1.")
    number = parse_number(parts["nth"] or parts["plain"] or parts["round"] or parts["digit"])
    return (shape, int(number.value)) if number is not None else None


@rule(
    "R198",
    "层次越级",
    level="式",
    basis="志书行文规范（层次）",
    scope="manuscript",
    bad=[
        Example(paragraphs=("# 第一章 农业", "### 一、茶叶", "有茶园。")),
        Example(paragraphs=("# 教育", "## 小学", "#### 校舍", "有校舍。")),
        Example(paragraphs=("## 第一节 概况", "#### 一、面积", "面积不变。")),
    ],
    good=[
        Example(paragraphs=("# 第一章 农业", "## 第一节 茶叶", "有茶园。")),
        Example(paragraphs=("### 一、茶叶", "有茶园。")),
        "有茶园。",
    ],
)
def skipped_level(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """标题逐级排列，不越级。"""
    above = 0
    for block in manuscript.blocks:
        if isinstance(block, Text) and block.role == "heading" and block.level:
            if above and block.level > above + 1 and not block.text.startswith("【"):
                yield Hit(
                    0,
                    len(block.text),
                    f"上面的标题是第{above}级，这里直接到第{block.level}级，中间缺一级。",
                    block=block.id,
                )
            above = block.level


@rule(
    "R199",
    "序号不连",
    level="式",
    basis="图书编校质量差错认定细则",
    scope="manuscript",
    bad=[
        Example(paragraphs=("# 第二章 政区", "辖9镇。", "# 第四章 县城", "县城在东。")),
        Example(
            paragraphs=("# 一、面积", "不变。", "# 二、气候", "温和。", "# 二、水文", "多水。")
        ),
        Example(paragraphs=("# 第一章 农业", "## 第一节 茶", "有茶。", "## 第三节 麻", "有麻。")),
        Example(paragraphs=("第一条　保护梯田。", "第二条　不得取土。", "第四条　限期修复。")),
        Example(paragraphs=("第一条 植树。", "第二条 护林。", "第二条 防火。", "第三条 奖惩。")),
    ],
    good=[
        Example(paragraphs=("# 第二章 政区", "辖9镇。", "# 第三章 县城", "县城在东。")),
        Example(
            paragraphs=(
                "# 第一章 农业",
                "## 第一节 茶",
                "有茶。",
                "## 第二节 麻",
                "有麻。",
                "# 第二章 工业",
                "## 第一节 纸",
                "有纸。",
                "## 第二节 扇",
                "有扇。",
            )
        ),
        "第三条路。",
        Example(
            paragraphs=("# 章程（节录）", "第一条　宗旨。", "第二条　会员。", "第九条　经费。")
        ),
        Example(
            paragraphs=("第一条　修渠。", "第二条　护渠。", "第一条　收费。", "第二条　开支。")
        ),
    ],
)
def broken_sequence(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """同级标题、录入条文的序号连续，不跳号、不重号。"""
    yield from _articles(manuscript)
    last: dict[tuple[int, str], int] = {}
    for block in manuscript.blocks:
        if not isinstance(block, Text) or block.role != "heading":
            continue
        numbered = heading_number(block.text)
        level = block.level or 9
        for key in [key for key in last if key[0] > level]:
            del last[key]
        if numbered is None:
            continue
        shape, value = numbered
        before = last.get((level, shape))
        if before is not None and value not in (before + 1, 1):
            why = "与上一个重号" if value == before else f"前一个是{before}，应为{before + 1}"
            yield Hit(
                0,
                len(block.text),
                f"标题序号不连：{why}。",
                block=block.id,
                evidence=(f"同级标题序号：{before}→{value}",),
            )
        elif before is not None and value == 1 and before == 1:
            yield Hit(0, len(block.text), "标题序号不连：与上一个重号。", block=block.id)
        last[level, shape] = value


_ARTICLE = re.compile(f"第({_HAN})条[　 ]")
_EXCERPT = re.compile("节录|摘录|选录|节选|选段|摘要|选登")
_APART = 6
"""So many paragraphs without a number may stand between two articles."""


def _articles(manuscript: Manuscript) -> Iterator[Hit]:
    """Find an article of a printed rule (第二条, 第四条) whose number does not follow."""
    last, since, excerpt = 0, 0, False
    may_be: tuple[int, ...] = ()
    for block in manuscript.blocks:
        if not isinstance(block, Text):
            continue
        if block.role == "heading":
            excerpt, last = bool(_EXCERPT.search(block.text)), 0
            continue
        found = _ARTICLE.match(block.text.lstrip("　 "))
        since += 1
        number = parse_number(found[1]) if found else None
        if number is None or found is None:
            last = 0 if "……" in block.text or since > _APART else last
            continue
        value, expected = int(number.value), last + 1
        if last and value in (last, last + 2) and value not in may_be and not excerpt:
            why = "与上一条重号" if value == last else f"前一条是第{last}条，这里应是第{expected}条"
            at = block.text.index("第")
            yield Hit(at, len(block.text), f"条文序号不连：{why}。", block=block.id)
            may_be = (expected + 1, value + 1)
            value = expected if value != last else value
        else:
            may_be = ()
        last, since = value, 0


_IN_A_ROW = tuple(
    re.compile(shape)
    for shape in (
        f"(?:(?<=[。；：，\n])|^)(?P<n>{_HAN})是(?![一二三四五六七八九十])",
        "(?:(?<=[。；：，、\n])|^)（(?P<n>[一二三四五六七八九十]{1,3}|[0-9]{1,2})）(?![、项款目和至])",
        "(?:(?<=[。；：，\\n])|^)(?P<n>[①-⑳])",
        f"(?:(?<=[。；：\n])|^)第(?P<n>{_HAN})[，、]",
        "(?:(?<=[。；：\n])|^)其(?P<n>[一二三四五六七八九])[，、]",
    )
)


@rule(
    "R199",
    "列举序号不连",
    level="式",
    basis="图书编校质量差错认定细则",
    literals=("二是", "（二）", "（2）", "②", "第二，", "第二、", "其二"),
    bad=[
        "推行三项制度：一是建账；二是公示；四是审计。",
        "村规共三款：（1）护林；（2）护渠；（4）护路。",
        "分三步：①清账；②公示；④移交。",
    ],
    good=[
        "推行三项制度：一是建账；二是公示；三是审计。",
        "全村分两片：一是河东；二是河西。林场有三块：一是南山；二是北坡。",
        "其二，山高。",
    ],
)
def list_out_of_sequence(text: str, ctx: TextContext) -> Iterator[Hit]:
    """一段之中列举的序号连续。"""
    for shape in _IN_A_ROW:
        last = 0
        for found in shape.finditer(text):
            number = _CIRCLES.find(found["n"]) + 1 or value_of(found["n"])
            again = number == last and text[found.start() - 1] in "；：" and number > 1
            if last and (again or number == last + 2):
                why = "与上一项重号" if number == last else f"前一项是{last}，应为{last + 1}"
                yield Hit(*found.span(), f"列举序号不连：{why}。", confidence="hint")
            last = (
                number if number in (1, last, last + 1, last + 2) and (last or number == 1) else 0
            )


_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@rule(
    "R200",
    "单节单目",
    level="体",
    basis="志书篇目常规",
    scope="manuscript",
    bad=[
        Example(
            paragraphs=("# 第一章 农业", "## 第一节 茶叶", "有茶园。", "# 第二章 工业", "有厂。")
        ),
        Example(paragraphs=("# 第一节 茶叶", "## 一、茶园", "有茶园。", "# 第二节 麻", "有麻。")),
        Example(
            paragraphs=(
                "# 第三章 商业",
                "## 第一节 集市",
                "逢五赶集。",
                "# 第四章 金融",
                "有钱庄。",
            )
        ),
    ],
    good=[
        Example(
            paragraphs=("# 第一章 农业", "## 第一节 茶叶", "有茶园。", "## 第二节 麻", "有麻。")
        ),
        Example(paragraphs=("# 农业", "## 茶叶", "有茶园。")),
        "有茶园。",
    ],
)
def only_child(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """一章至少两节，一节至少两目；只有一个的并入上级。"""

    def walk(section: Section) -> Iterator[Hit]:
        numbered = [(s, heading_number(s.heading.text)) for s in section.sections if s.heading]
        if section.heading is not None and len(numbered) == 1:
            child, number = numbered[0]
            if number is not None and number[1] == 1 and child.heading is not None:
                text = child.heading
                yield Hit(
                    0,
                    len(text.text),
                    "上级标题之下只有这一个分题，宜并入上级或再分。",
                    block=text.id,
                )
        for below in section.sections:
            yield from walk(below)

    root = sections(manuscript.blocks)
    if len(root.sections) > 1:
        yield from walk(root)


_ORNATE = re.compile(
    "蓬勃|飞速|辉煌|硕果|累累|成效显著|成绩斐然|扎实推进|不断(?:发展|提高|加强|完善)|日益|欣欣向荣|蒸蒸日上|喜人|"
    "长足|突飞猛进|再上新台阶|深入开展"
)


@rule(
    "R201",
    "标题过长、带修饰",
    level="体",
    basis="志书行文规范（标题）",
    literals=(
        "蓬勃",
        "飞速",
        "辉煌",
        "硕果",
        "累累",
        "成效显著",
        "成绩斐然",
        "扎实推进",
        "不断",
        "日益",
        "欣欣向荣",
        "蒸蒸日上",
        "喜人",
        "长足",
        "突飞猛进",
        "再上新台阶",
        "深入开展",
    ),
    bad=[
        Example(paragraphs=("# 蓬勃发展的教育事业", "有学校。")),
        Example(paragraphs=("## 辉煌成就", "有厂。")),
        Example(paragraphs=("# 商业日益繁荣", "有集市。")),
    ],
    good=[
        Example(paragraphs=("# 教育", "有学校。")),
        "辉煌村有户120户。",
        Example("扎实推进", settings={"kind": "年鉴"}),
    ],
)
def ornate_heading(text: str, ctx: TextContext) -> Iterator[Hit]:
    """标题用名词性词语，不带修饰。"""
    if not ctx.is_heading or ctx.document.is_yearbook:  # R161 speaks of yearbooks
        return
    for found in _ORNATE.finditer(text):
        yield Hit(*found.span(), f"标题不带“{found.group()}”一类修饰，用名词性词语。")


_BARE = re.compile(
    "^\\s*(?:第[一二三四五六七八九十百0-9]+[编篇章节目卷]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|【|"
    "】)\\s*|】"
)


@rule(
    "R202",
    "子题同名于母题",
    level="体",
    basis="志书篇目常规",
    scope="manuscript",
    bad=[
        Example(
            paragraphs=("# 第一章 农业", "## 第一节 农业", "有茶园。", "## 第二节 林业", "有林。")
        ),
        Example(paragraphs=("# 教育", "## 教育", "有学校。")),
        Example(paragraphs=("# 一、人口", "## （一）人口", "不多。", "## （二）姓氏", "王。")),
    ],
    good=[
        Example(paragraphs=("# 农业", "## 茶叶", "有茶园。")),
        Example(paragraphs=("# 农业", "# 农业", "有茶园。")),
        "农业。",
    ],
)
def repeated_title(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """子标题不与上级标题同名。"""

    def walk(section: Section) -> Iterator[Hit]:
        for below in section.sections:
            if section.heading is not None and below.heading is not None:
                mine, other = (
                    _BARE.sub("", t.text).strip() for t in (below.heading, section.heading)
                )
                if mine and mine == other:
                    yield Hit(
                        0, len(below.heading.text), "子标题与上级标题同名。", block=below.heading.id
                    )
            yield from walk(below)

    yield from walk(sections(manuscript.blocks))


@cache
def value_of(numeral: str) -> int:
    """Give the number that a numeral at the head of a paragraph stands for."""
    number = parse_number(numeral)
    return int(number.value) if number is not None else 0
