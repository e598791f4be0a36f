"""M 结构: tables, figures, notes and references that must agree with one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext, WorkContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.structure_headings import heading_number
from fangzhi.model.book import Book
from fangzhi.model.manuscript import Figure, Manuscript, Table, texts
from fangzhi.model.text import Text
from fangzhi.zh.numerals import parse_number

_LABEL = re.compile(
    "^\\s*(?:续)?([表图])\\s?([0-9]{1,3})(?:[-—－–.．]([0-9]{1,3}))?(?:[-—－–.．]([0-9]{1,3}))?(?![0-9])"
)
Label = tuple[str, tuple[int, ...]]


def captions(manuscript: Manuscript) -> tuple[tuple[Label, Text], ...]:
    """Give the numbered titles of tables and figures in order: ("表", (2, 3)) and its text."""
    found = []
    for text in texts(manuscript):
        match = _LABEL.match(text.text)
        short = match is not None and (text.role == "caption" or len(text.text) <= 60)
        if (
            match
            and short
            and not text.text.lstrip().startswith("续")
            and not _SPEAKS.match(text.text)
        ):
            numbers = tuple(int(part) for part in match.groups()[1:] if part)
            found.append(((match.group(1), numbers), text))
    return tuple(found)


_SPEAKS = re.compile("^\\s*[图表]\\s?[0-9—\\-－–.]+\\s*(?:列|显示|反映|所示|可见|说明|是|中)")


@rule(
    "R206",
    "表序图序断、重",
    level="式",
    basis="图书编校质量差错认定细则59",
    scope="manuscript",
    bad=[
        Example(paragraphs=("表2-3 人口", "表2-3 耕地")),
        Example(paragraphs=("表1-1 人口", "表1-3 耕地")),
        Example(paragraphs=("图1-1 县城", "图1-2 渡口", "图1-4 大桥")),
    ],
    good=[
        Example(paragraphs=("表2-3 人口", "表2-4 耕地")),
        Example(paragraphs=("表1-1 人口", "图1-1 县城", "表2-1 耕地")),
        Example(paragraphs=("表1 人口", "续表1 人口", "表2 耕地")),
    ],
)
def broken_captions(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """表序、图序连续，不断不重。"""
    last: dict[tuple[str, tuple[int, ...]], int] = {}
    for (kind, numbers), text in ctx.once(captions):
        series, number = (kind, numbers[:-1]), numbers[-1]
        before = last.get(series)
        if before is not None and number != before + 1:
            why = "重号" if number <= before else f"前一个是{before}，应为{before + 1}"
            label = _LABEL.match(text.text)
            assert label is not None
            yield Hit(label.start(1), label.end(), f"{kind}序不连：{why}。", block=text.id)
        last[series] = max(number, before or 0)


_REFERS = re.compile(
    "(?:见|参见|详见|如|据|由|在)(?:本[章节书])?([表图])\\s?([0-9]{1,3})(?:[-—－–.．]([0-9]{1,3}))?(?:[-—－–.．]([0"
    "-9]{1,3}))?(?![0-9])"
)


@rule(
    "R207",
    "有引无表（图）",
    level="式",
    basis="图书编校质量差错认定细则57",
    scope="work",
    bad=[
        Example(paragraphs=("面积见表1-5。", "表1-1 面积")),
        Example(paragraphs=("详见图2。", "图1 县城")),
        Example(paragraphs=("产量见表3。", "表1 人口", "表2 耕地")),
    ],
    good=[
        Example(paragraphs=("面积见表1-1。", "表1-1 面积")),
        "见表面情况。",
        Example(paragraphs=("详见图1。", "图1 县城")),
    ],
)
def missing_table(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """正文说“见表×”“见图×”的，书中要有。"""
    everywhere = {label for doc in ctx.documents for label, _ in doc.once(captions)}
    if not everywhere:
        return
    for doc in ctx.documents:
        own = {label for label, _ in doc.once(captions)}
        series = {(kind, numbers[:-1]) for kind, numbers in own}
        for text in texts(doc.manuscript) if not doc.document.prior_volume else ():
            for found in (
                _REFERS.finditer(text.text) if "表" in text.text or "图" in text.text else ()
            ):
                numbers = tuple(int(part) for part in found.groups()[1:] if part)
                label = (found.group(1), numbers)
                known = own if (label[0], numbers[:-1]) in series else everywhere
                if label not in known:
                    name = text.text[found.start(1) : found.end()]
                    yield Hit(*found.span(), f"书中没有{name}，请核对编号或补上。", block=text.id)


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MAY_NOTE = re.compile(f"[{_CIRCLED}\\[［〔]")
_NOTE_MARK = re.compile(
    f"(?<=[\u4e00-\u9fff”》）0-9。，])([{_CIRCLED}]|[\\[［〔]([0-9]{{1,2}})[\\]］〕])(?=[，。；、：！？”）]|$)"
)
_NOTE_BODY = re.compile(
    f"^\\s*(?:注[：:]?|\\[?注释?\\]?[：:]?)?\\s*([{_CIRCLED}]|[\\[［〔]([0-9]{{1,2}})[\\]］〕])"
)


@rule(
    "R215",
    "注码不合",
    level="式",
    basis="图书编校质量差错认定细则57",
    scope="manuscript",
    bad=[
        "设考场3处③。",
        Example(paragraphs=("设考场3处①，考生46人②。", "① 见档案。")),
        "此说不确[3]。",
    ],
    good=[
        Example(paragraphs=("设考场3处①。", "① 见档案。")),
        "分为①春茶；②秋茶。",
        Example(paragraphs=("其说[1]。", "[1] 县志。")),
    ],
)
def loose_note(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """注码与注文一一对应。"""
    bodies = set()
    marked = [text for text in texts(manuscript) if _MAY_NOTE.search(text.text)]
    for text in marked:
        found = _NOTE_BODY.match(text.text)
        if found is not None:
            bodies |= {found.group(2) or found.group(1), *re.findall(f"[{_CIRCLED}]", text.text)}
    bodies |= {note.label for note in manuscript.notes if note.label}
    for text in marked:
        for mark in _NOTE_MARK.finditer(text.text):
            name = mark.group(2) or mark.group(1)
            if name not in bodies and mark.start() > 0:
                yield Hit(*mark.span(), f"有注码{mark.group()}，没有注文。", block=text.id)


_SEE = re.compile(
    "(?:见|参见|详见)(?:本[书志卷])?第([一二三四五六七八九十百0-9]{1,5})([编篇章])(?:第([一二三四五六七八九十百0-9]"
    "{1,5})(节))?"
)


@rule(
    "R217",
    "互见失效",
    level="式",
    basis="图书编校质量差错认定细则57",
    scope="work",
    bad=[
        Example(paragraphs=("# 第一章 农业", "灌溉详见第六章。", "# 第二章 工业", "有厂。")),
        Example(paragraphs=("# 第一篇 政区", "见第五篇。", "# 第二篇 人口", "不多。")),
        Example(
            paragraphs=(
                "# 第一章 农业",
                "参见第二章第三节。",
                "# 第二章 工业",
                "## 第一节 纸",
                "纸。",
                "## 第二节 扇",
                "扇。",
            )
        ),
    ],
    good=[
        Example(paragraphs=("# 第一章 农业", "详见第二章。", "# 第二章 工业", "有厂。")),
        "见第六章。",
        Example(paragraphs=("# 农业", "详见第六章。")),
    ],
)
def dead_reference(book: Book, ctx: WorkContext) -> Iterator[Hit]:
    """“详见第×章第×节”所指的章节要在书中。"""
    known: set[tuple[tuple[str, int], ...]] = set()
    chapter: tuple[str, int] | None = None
    for doc in ctx.documents:
        for block in doc.manuscript.blocks:
            numbered = (
                heading_number(block.text)
                if isinstance(block, Text) and block.role == "heading"
                else None
            )
            if numbered is not None and numbered[0] in "编篇章":
                chapter = numbered
                known.add((numbered,))
            elif numbered is not None and numbered[0] == "节" and chapter is not None:
                known.add((chapter, numbered))
    kinds = {path[0][0] for path in known if path[0][1] > 1}
    for doc in ctx.documents:
        for text in texts(doc.manuscript):
            for found in _SEE.finditer(text.text) if "见" in text.text else ():
                path = tuple(
                    (kind, int(number.value))
                    for value, kind in (found.group(1, 2), found.group(3, 4))
                    if value and (number := parse_number(value)) is not None
                )
                if path and path[0][0] in kinds and path not in known:
                    yield Hit(
                        *found.span(),
                        f"书中没有{text.text[found.start() : found.end()].lstrip('详参见')}，请核。",
                        block=text.id,
                    )


_BLANKS = {
    "": "空格",
    "—": "—",
    "－": "—",
    "-": "—",
    "/": "/",
    "…": "…",
    "……": "…",
    "无": "无",
    "——": "—",
}


@rule(
    "R210",
    "空格含义不清",
    level="体",
    basis="凡例（表内空格、—、… 的含义须统一）",
    scope="table",
    bad=[
        Example(table=(("年份", "产量", "产值"), ("2020", "", "12"), ("2021", "—", "13"))),
        Example(table=(("年份", "甲", "乙"), ("2020", "…", "12"), ("2021", "—", "13"))),
        Example(table=(("年份", "甲", "乙"), ("2020", "无", "12"), ("2021", "—", "13"))),
    ],
    good=[
        Example(table=(("年份", "产量"), ("2020", "—"), ("2021", "13"))),
        Example(table=(("姓名", "备注"), ("甲", ""), ("乙", "无"))),
        Example(table=(("年份", "产量"), ("2020", "12"))),
    ],
)
def unclear_blanks(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """同一表内表示“没有数字”的办法要一致。"""
    columns = [
        c
        for c in range(table.columns)
        if sum(_is_figure(x.text.text) for x in table.cells if x.column == c)
    ]
    numeric = [
        x
        for x in table.cells
        if (x.row >= max(1, table.header_rows) and x.column in columns) or x.column > 0
    ]
    rows_with_figures = {x.row for x in table.cells if x.column > 0 and _is_figure(x.text.text)}
    kinds: dict[str, Text] = {}
    for cell in numeric:
        blank = _BLANKS.get(cell.text.text.strip())
        if (
            blank is not None
            and cell.row in rows_with_figures
            and cell.row >= max(1, table.header_rows)
        ):
            kinds.setdefault(blank, cell.text)
    if len(kinds) > 1:
        second = list(kinds.values())[1]
        names = "、".join(f"“{kind}”" for kind in kinds)
        yield Hit(
            0,
            len(second.text),
            f"表内表示没有数字的办法不一：{names}，请统一并在凡例说明。",
            block=second.id,
            confidence="hint",
        )


def _is_figure(text: str) -> bool:
    return re.fullmatch("-?[0-9][0-9,]*(?:\\.[0-9]+)?%?", text.strip()) is not None


@rule(
    "R212",
    "重复用图",
    level="硬",
    basis="图书编校质量差错认定细则58",
    scope="manuscript",
    bad=[
        Example(figures=(("a", "2024年通车典礼"), ("a", "2021年奠基仪式"))),
        Example(figures=(("a", "老茶馆"), ("a", "米市街"))),
        Example(figures=(("a", "校门"), ("b", "渡口"), ("a", "操场"))),
    ],
    good=[
        Example(figures=(("a", "老茶馆"), ("b", "米市街"))),
        Example(figures=(("a", "老茶馆"), ("a", "老茶馆"))),
        Example(figures=(("a", ""), ("a", "老茶馆"))),
    ],
)
def picture_used_twice(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """同一张图不配两种说明。"""
    seen: dict[str, str] = {}
    for block in manuscript.blocks:
        words = _words(block) if isinstance(block, Figure) else ""
        if isinstance(block, Figure) and words and seen.setdefault(block.asset, words) != words:
            text = block.caption or block.title
            assert text is not None
            message = f"同一张图前面的说明是“{seen[block.asset]}”，请核。"
            yield Hit(0, len(text.text), message, block=text.id)


def _words(figure: Figure) -> str:
    return " ".join(text.text for text in (figure.title, figure.caption) if text is not None)
