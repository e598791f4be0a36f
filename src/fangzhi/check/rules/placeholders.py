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
    "(?:此处|这里)(?:插入|补充|补写|填写|空缺)"
)
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
        Example(table=(("产量",), ("#DIV/0!",))),
    ],
    good=[
        "某乡群众反映积案3件。",
        "碑文载：“□□县令陈公□□重修此桥。”",
        "吕知行（1948—　），研究员。",
        "第XXI届。",
        "名称待定后公布。",
    ],
)
def placeholder(text: str, ctx: TextContext) -> Iterator[Hit]:
    """××、XX、待补、空括号、公式错误值等占位须补上或删去。"""
    for found in _LEFT.finditer(text):
        if ctx.is_cell and re.fullmatch("[×╳xX*＊□]+", text.strip()) and len(text.strip()) < 3:
            continue  # a tick or cross in a table says yes or no
        if found.group()[0] == "□" and ctx.is_quoted(*found.span()):
            continue  # characters that cannot be read any more on a stone or a page
        yield Hit(
            *found.span(),
            f"“{found.group().strip()}”是占位残留，请补上内容或删去。",
            confidence="certain",
        )
