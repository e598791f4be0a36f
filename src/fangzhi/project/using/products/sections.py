"""The sections that the editor laid out: headings, quotations, sentences, counts, lists."""

from __future__ import annotations

from collections.abc import Callable

from fangzhi.project.using.dossier import Item
from fangzhi.project.using.paper.values import Block, Head, Para, Run, para, words
from fangzhi.project.using.products.lists import (
    MISSING,
    counted,
    gap_lines,
    matrix_blocks,
    places_blocks,
    searches_blocks,
    sums_blocks,
    timeline_blocks,
)
from fangzhi.project.using.products.setting import Setting
from fangzhi.project.using.sentences import said

TABLES: dict[str, Callable[[Setting], list[Block]]] = {
    "矩阵": matrix_blocks,
    "系年": timeline_blocks,
    "检索": searches_blocks,
    "今地名": places_blocks,
    "算式": sums_blocks,
    "缺项": lambda setting: gap_blocks(setting),
}
"""Lists that a section may ask for by name."""

OPINION = "（意见）"
_COUNTERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三",
             "十四", "十五", "十六", "十七", "十八", "十九", "二十")  # fmt: skip


class Counter:
    """Numbers headings as offices do: 一、（一）1."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0]

    def head(self, title: str, level: int = 1) -> Head:
        """Give the heading with its number."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (3 - level)
        number = self._counts[level - 1]
        name = _COUNTERS[number - 1] if number <= len(_COUNTERS) else str(number)
        label = (f"{name}、", f"（{name}）", f"{number}. ")[level - 1]
        return Head(label + title, level)


def section_blocks(setting: Setting, counter: Counter) -> list[Block]:
    """Give all sections of the dossier."""
    blocks: list[Block] = []
    for section in setting.dossier.sections:
        blocks.append(counter.head(section.head, section.level))
        for item in section.items:
            blocks += item_blocks(setting, section.head, item)
    return blocks


def item_blocks(setting: Setting, head: str, item: Item) -> list[Block]:
    """Give one item of a section."""
    if item.form:
        return [para(item.form)]
    if item.advice:
        return [Para((*words(OPINION, "grey"), *words(item.advice)) if setting.sourced
                     else words(item.advice))]  # fmt: skip
    if item.say:
        runs: list[Run] = []
        for sentence in said(head, item.say):
            runs += (Run(sentence.words), *setting.raised(*sentence.evidence))
        return [Para(tuple(runs))]
    if item.quote:
        bound = setting.dossier.dossier.kind != "资政报告"
        return [setting.quoted(setting.cards[id], labelled=bound) for id in item.quote]
    if item.count:
        return [para("；".join(counted(setting.searches[id]) for id in item.count) + "。")]
    if item.figure:
        one = setting.sums[item.figure]
        return [Para((*words(one.shown), *setting.raised(item.figure)))]
    if item.gap:
        lines = [line for line in gap_lines(setting)
                 if any(line.startswith(f"{claim.statement}：") for claim in setting.matrix.claims
                        if claim.id in item.gap)]  # fmt: skip
        return [Para((Run(f"【{MISSING}】", "red"), *words(line))) for line in lines]
    name, _, claim = item.table.partition(":")
    if name == "系年" and claim:
        return timeline_blocks(setting, claim)
    return TABLES[name](setting)


def gap_blocks(setting: Setting) -> list[Block]:
    """Give everything looked for and not found."""
    lines = [*gap_lines(setting)]
    if not setting.pictures and not setting.addresses:
        lines.append("影印件：资料库未存所引各叶的影印件，引文据录文。")
    if not lines:
        return [para("各项在各期均有据。", "note")]
    return [Para((Run(f"【{MISSING}】", "red"), *words(line)), "flush") for line in lines]
