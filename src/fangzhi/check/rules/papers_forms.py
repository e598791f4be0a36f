"""P 公文: document numbers, dates and the list of annexes (附件说明) in the form GB/T 9704 asks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

_BASIS = "GB/T 9704-2012《党政机关公文格式》"
_ISSUED = re.compile(
    "(?<=[发字函办议令通告批复呈报党政组宣纪人计财教卫农工商文法民])[〔\\[［（(【]((?:19|20)?[0-9]{2})年?[〕\\]］）)】](?P<di>第)?(?P<n>[0-9]{1,5})号"
)
_HAN_DATE = re.compile(
    "^\\s*二[〇○零Oo0](?:一[二三四五六七八九]|[二三四五六七八九][〇○零Oo0一二三四五六七八九])年"
    "[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日\\s*$"
)
_ZERO_DATE = re.compile("^\\s*20[0-9]{2}年(?P<m>0?[0-9]{1,2})月(?P<d>0?[0-9]{1,2})日\\s*$")
_LEVELS = re.compile(
    "^\\s*(?:(?P<one>[一二三四五六七八九十]{1,3}[，,.．])|(?P<two>[（(][一二三四五六七八九十]{1,3}[）)][、，.．])|(?P<four>[（(][0-9]{1,2}[）)][、，.．]))(?=[\u4e00-\u9fff])"
)


@rule(
    "R242",
    "公文文号、成文日期",
    level="式",
    basis=_BASIS,
    literals=("号", "日"),
    probe="[〕\\]］）)】](?:第[0-9]|0)[0-9]*号|[〔](?:[0-9]{2}|[0-9]{4}年)年?〕|^\\s*(?:二[〇○零]|20)",
    quotes="read",
    bad=[
        "县府印发《办法》（川青府发〔2026〕015号）。",
        "依据青教发〔2024〕第8号文件。",
        "见青卫函〔08〕12号。",
        Example("2026年03月05日"),
    ],
    good=[
        "县府印发《办法》（青府发〔2026〕15号）。",
        "2026年3月5日",
        "会议于2026年3月5日召开。",
        "见第015号展柜。",
    ],
)  # fmt: skip
def document_number_form(text: str, ctx: TextContext) -> Iterator[Hit]:
    """发文字号的年份写全，顺序号不编虚位、不加“第”；成文日期月、日不编虚位。"""
    for found in _ISSUED.finditer(text):
        number = found["n"].lstrip("0") or "0"
        wrong = []
        if len(found[1]) == 2:
            wrong.append("年份应写全四位")
        if "年" in found.group():
            wrong.append("括号内不写“年”")
        if found["di"]:
            wrong.append("顺序号前不加“第”")
        if number != found["n"]:
            wrong.append("顺序号不编虚位")
        if wrong:
            exact = f"〔{found[1]}〕{number}号" if len(found[1]) == 4 else ""
            why = "，".join(wrong)
            yield Hit(*found.span(), f"发文字号{why}，请核对。", exact)
    date = _ZERO_DATE.match(text)
    if date is not None and not ctx.is_cell and (date["m"][0] == "0" or date["d"][0] == "0"):
        exact = re.sub("(?<=[年月])0(?=[0-9])", "", text.strip())
        start = len(text) - len(text.lstrip())
        yield Hit(
            start, start + len(text.strip()), f"成文日期的月、日不编虚位，写作“{exact}”。", exact
        )
    if _HAN_DATE.match(text):
        start = len(text) - len(text.lstrip())
        yield Hit(
            start, start + len(text.strip()), "2012年起成文日期用阿拉伯数字；照录原件的不改。", confidence="hint"
        )  # fmt: skip


_ANNEX = re.compile("^[\\s　]*附\\s?件\\s?[：:]\\s?(?P<rest>.*)$")
_NUMBERED = re.compile("^[\\s　]*(?P<n>[0-9]{1,2})(?P<mark>[.．、，]|\\s)?\\s?(?P<name>[^\\s].*)$")
_END = re.compile("[。；，、;.,]\\s*$")


@rule(
    "R243",
    "附件说明",
    level="式",
    basis=_BASIS + "：附件名称后不加标点，多个附件依次编号",
    scope="manuscript",
    bad=[
        Example(paragraphs=("特此通知。", "附件：1.任务分工表。", "2.联系名单。")),
        Example(paragraphs=("请认真执行。", "附件：编纂方案。")),
        Example(paragraphs=("请遵照执行。", "附件：1.篇目", "3.凡例")),
    ],
    good=[
        Example(paragraphs=("特此通知。", "附件：1.任务分工表", "2.联系名单")),
        Example(paragraphs=("请认真执行。", "附件：编纂方案")),
        Example(paragraphs=("附件工厂建于1987年。", "1.车间", "2.仓库。")),
        Example(paragraphs=("附件：", "1.篇目", "2.凡例")),
    ],
)
def annex_form(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """附件名称后不加标点，顺序号依次编排。"""
    blocks = [block for block in manuscript.blocks if isinstance(block, Text)]
    for place, block in enumerate(blocks):
        found = _ANNEX.match(block.text)
        if found is None or len(block.text) > 60:
            continue
        yield from _line(block, found.start("rest"))
        last = _numbered(block, found.start("rest"))
        if last is None and found["rest"].strip():
            continue  # one annex without a number: what follows is no list of annexes
        for following in blocks[place + 1 : place + 16]:
            number = _numbered(following, 0)
            if number is None or len(following.text) > 60 or (last or 0) >= number:
                break
            if number != (last or 0) + 1:
                at = following.text.index(str(number))
                message = f"附件序号不连：前一个是{last or 0}，这里是{number}，请核对。"
                yield Hit(at, at + len(str(number)), message, block=following.id)
            yield from _line(following, 0)
            last = number


def _numbered(block: Text, start: int) -> int | None:
    found = _NUMBERED.match(block.text[start:])
    return int(found["n"]) if found is not None and found["mark"] else None


def _line(block: Text, start: int) -> Iterator[Hit]:
    """Give the mark that should not stand at the end of a line of annexes."""
    text = block.text
    end = _END.search(text, start)
    if end is not None and text[start:].strip():
        at = end.start()
        yield Hit(at, at + 1, "附件名称后不加标点，请删去。", block=block.id)
