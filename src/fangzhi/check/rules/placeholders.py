"""H 占位残留: words that stood for words to come and were forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule

_LEFT = re.compile(
    "[×╳]{2,}|(?<![A-Za-z0-9])(?:X{2,}|x{2,}|Ｘ{2,})(?![A-Za-z0-9]|染色体|型)|[?？]{3,}|"
    "(?<=[\u4e00-\u9fff])[?？]{2}(?=[处个人户名座所台件家元万亿吨亩年月日只头辆条项次%％])|"
    "[（(【](?:待[补核查定填][^（）()【】]{0,6}|此处[^（）()【】]{0,12}|缺[^（）()【】]{0,4}|数字待[^（）()]{0,4}|"
    "请[补核][^（）()【】]{0,8})[）)】]|"
    "待补充?(?=[，。；、）]|$)|待核实?(?=[，。；、）]|$)|(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])|【[ 　]*】|"
    "(?<![0-9A-Za-z])（[ 　]*）|《[ 　]*》|“[ 　]*”|_{3,}|＿{2,}|□{2,}|[*＊]{3,}|#REF!|#DIV/0!|#N/A|#VALUE!|"
    "#NAME\\?|错误!未找到引用源|某某某|"
    "(?:此处|这里)(?:插入|补充|补写|填写|空缺)|^待(?:补|补充|核|核实|查)[\u4e00-\u9fff]{0,6}。?$"
)
_FORM_NEAR = re.compile(
    "(?:文书|参考|封面|[书证表函单])(?:样式|式样|格式)|编排方式|编号(?:方式|规则)|（院印）|（盖章）|"
    "^[×X]{4}年[×X]{2}月[×X]{2}日$|^（[×X]{4}）[^，。；]{0,12}号$"
)
_FORM_HERE = re.compile(
    "样式|式样|格式|用语(?:应当)?[是为]：|字样|名义(?:作出|印发)|名称应当为|标题文字为|例如：“"
)
"""Words that show a form or the make-up of a number, whose signs are filled in by its users."""
_NEAR = 25
_SIGNS = frozenset("×╳xXＸ")
_LITERALS = (
    "××",
    "╳╳",
    "XX",
    "xx",
    "ＸＸ",
    "??",
    "？？",
    "待补",
    "待核",
    *(f"{mark}{word}" for mark in "（(【" for word in ("待", "此处", "缺", "数字待")),
    *(
        f"{place}{word}"
        for place in ("此处", "这里")
        for word in ("插入", "补充", "补写", "填写", "空缺")
    ),
    "请补",
    "请核",
    "TODO",
    "TBD",
    "FIXME",
    "【】",
    "【 ",
    "【　",
    "（）",
    "（ ",
    "（　",
    "《》",
    "《 ",
    "“”",
    "“ ",
    "___",
    "＿＿",
    "□□",
    "**",
    "＊＊",
    "#REF!",
    "#DIV/0!",
    "#N/A",
    "#VALUE!",
    "#NAME?",
    "错误!",
    "某某某",
)


@rule(
    "R148",
    "占位残留",
    level="字",
    basis="编校常规（占位符、待补字样须在定稿前清除）",
    literals=_LITERALS,
    quotes="read",
    bad=[
        "办结率××%。",
        "总投资XX万元。",
        "面积（待补）。",
        "校长为？？？。",
        "待核实人数。",
        Example(table=(("产量",), ("#DIV/0!",))),
    ],
    good=[
        "某乡群众反映积案3件。",
        "碑文载：“□□县令陈公□□重修此桥。”",
        "吕知行（1948—　），研究员。",
        "第XXI届。",
        "名称待定后公布。",
        "合格证编号方式为XX乡农证XXXX号，前两位代表乡镇。",
        Example(paragraphs=("附件：委托书样式", "委托人×××，住××镇××村。", "××××年××月××日")),
    ],
)
def placeholder(text: str, ctx: TextContext) -> Iterator[Hit]:
    """××、XX、待补、空括号、公式错误值等占位须补上或删去。"""
    form: bool | None = None
    for found in _LEFT.finditer(text):
        if found.group()[0] in _SIGNS:
            form = _is_of_form(ctx) if form is None else form
            if form:
                continue
        if ctx.is_cell and re.fullmatch("[×╳xX*＊□]+", text.strip()) and len(text.strip()) < 3:
            continue  # a tick or cross in a table says yes or no
        if found.group()[0] == "□" and ctx.is_quoted(*found.span()):
            continue  # characters that cannot be read any more on a stone or a page
        yield Hit(
            *found.span(),
            f"“{found.group().strip()}”是占位残留，请补上内容或删去。",
            confidence="certain",
        )


def _is_of_form(ctx: TextContext) -> bool:
    """Tell whether a text belongs to a blank form (文书样式) or tells how a number is made up."""
    near = (ctx.text, ctx.after, *ctx.headings, *ctx.before[-_NEAR:])
    return _FORM_HERE.search(ctx.text) is not None or any(_FORM_NEAR.search(t) for t in near)
