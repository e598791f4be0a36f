"""P 资料与供稿: sign-off lines and source cards (资料卡) that were handed in unfilled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.model.manuscript import Table

_SIGNERS = (
    "撰稿人", "供稿人", "审稿人", "审核人", "分管领导", "单位负责人", "主要负责人", "联系人", "联系方式", "联系电话",
    "供稿单位", "撰稿", "审稿", "审核", "签字", "签名", "盖章",
)  # fmt: skip
_SLOT = re.compile(
    "(?<![\u4e00-\u9fff])(?P<label>(?:撰稿|供稿|审稿|审核|核稿|校对)人?|(?:分管|单位|主要|部门)(?:领导|负责人)|联系人|联系(?:方式|电话)|供稿单位)"
    "(?:[（(](?:签[字名章]|盖章|公章)[）)]|签[字名章])?[：:](?P<filled>[\\s　_＿]*)(?=$|[^\\s　_＿])"
)


@rule(
    "R237",
    "供稿缺签章",
    level="体",
    basis="年鉴供稿通例：撰稿人、审稿人、分管领导签字并留联系方式",
    literals=_SIGNERS,
    needs=[("：", ":")],
    bad=[
        "撰稿人：　　　　审核人：",
        "分管领导（签字）：",
        "供稿单位：青浣县水务局　撰稿人：陈某　联系电话：",
    ],
    good=[
        "撰稿人：陈玉明　审核人：罗志高",
        "审核：严格把关，逐项核对。",
        "联系方式：通过热线、来信、来访三种渠道反映问题。",
    ],
)
def unsigned_contribution(text: str, ctx: TextContext) -> Iterator[Hit]:
    """供稿末尾的撰稿人、审核人、分管领导、联系方式要填写。"""
    if len(text) > 80 or not ctx.is_body:
        return
    slots = list(_SLOT.finditer(text))
    blank = [slot for slot in slots if _is_blank(text, slot, slots)]
    for slot in blank:
        label = slot["label"]
        yield Hit(
            slot.start(), slot.end("label"), f"“{label}”没有填，请退供稿单位补签。", confidence="hint"
        )  # fmt: skip


def _is_blank(text: str, slot: re.Match[str], slots: list[re.Match[str]]) -> bool:
    """Tell whether nothing but space stands between a label and the next one or the end."""
    after = slot.end()
    return after >= len(text.rstrip("）) 　_＿")) or any(other.start() == after for other in slots)


_CARD = ("题名", "形成者", "责任者", "形成日期", "形成时间", "来源", "出处", "页码", "页次", "藏地", "收藏单位", "档号",
         "摘录人", "资料提供者", "采集人", "采集日期")  # fmt: skip
_NEEDED = re.compile("题名|形成者|责任者|形成(?:日期|时间)|来源|出处|页[码次]|藏地|收藏单位|档号")


@rule(
    "R245",
    "资料无出处著录",
    level="体",
    basis="资料卡片著录通例：题名、形成者、日期、页码、藏地、档号",
    scope="table",
    bad=[
        Example(
            table=(
                ("题名", "浣水渡口考"),
                ("形成者", "罗某"),
                ("藏地", ""),
                ("内容摘录", "渡口三处。"),
            )
        ),
        Example(table=(("题名", "水利年报"), ("来源", "县水务局"), ("页码", "　"))),
        Example(table=(("资料题名", "茶考"), ("出处", ""), ("采集人", "陈某"))),
    ],
    good=[
        Example(table=(("题名", "浣水渡口考"), ("形成者", "罗某"), ("藏地", "县档案馆"))),
        Example(table=(("姓名", "职务"), ("罗某", ""))),
        Example(table=(("题名", "形成者", "档号"), ("茶考", "罗某", ""))),
    ],
)
def source_card_unfilled(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """资料卡写明题名、形成者、日期、页码、藏地和档号。"""
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    labels = [c for c in table.cells if _label(c.text.text) and (c.row, c.column + 1) in cells]
    # labels beside their values, not above them: a card, and no list of sources
    if len(labels) < 3 or len({label.row for label in labels}) < 2 or table.columns > 6:
        return
    for label in labels:
        value = cells[label.row, label.column + 1]
        if not value.text.text.strip() and _NEEDED.search(
            label.text.text
        ):  # fmt: skip
            name = label.text.text.strip("：: 　")
            yield Hit(
                0, len(label.text.text), f"资料卡的“{name}”没有填，请补著录，无法补的注明原因。",
                block=label.text.id, confidence="hint",
            )  # fmt: skip


def _label(text: str) -> bool:
    words = text.strip("：: 　")
    return 2 <= len(words) <= 8 and any(word in words for word in _CARD)
