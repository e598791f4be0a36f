"""H 用字: words of like sound told apart by the words beside them (`data/words_confused.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.model.value import Value


class Confusion(Value, frozen=True):
    """A row: the rule, a literal of every match, the pattern (group w is the word), the right word."""

    rule: str
    literal: str
    pattern: str
    right: str
    why: str


def _read() -> dict[str, tuple[Confusion, ...]]:
    text = files("fangzhi.check.rules").joinpath("data/words_confused.tsv").read_text("utf-8")
    rows = [Confusion(*line.split("\t")) for line in text.splitlines() if line and line[0] != "#"]
    return {id: tuple(r for r in rows if r.rule == id) for id in ("R134", "R146")}


_ROWS = _read()
_PATTERNS = {row.pattern: re.compile(row.pattern) for rows in _ROWS.values() for row in rows}


def _confused(text: str, rule_id: str) -> Iterator[Hit]:
    done: set[int] = set()
    for row in _ROWS[rule_id]:
        if row.literal not in text:
            continue
        for found in _PATTERNS[row.pattern].finditer(text):
            start, end = found.span("w")
            if start not in done:
                done.add(start)
                message = f"“{found['w']}”疑应为“{row.right}”：{row.why}，请核对。"
                yield Hit(start, end, message, row.right)


@rule(
    "R134",
    "易混词",
    level="字",
    basis="图书编校质量差错认定细则12",
    literals=tuple(dict.fromkeys(row.literal for row in _ROWS["R134"])),
    shapes=tuple(row.pattern for row in _ROWS["R134"]),
    bad=["人大组织开展食品安全执法检察。", "报刊登载招聘启示。", "保障残疾人的合法权力。",
         "村民向镇政府反应问题。", "第三界人大会议召开。", "全县有中形水库2座。"],
    good=["人大组织开展食品安全执法检查。", "县人民检察院检察长列席会议。", "报刊登载招聘启事。",
          "人民代表大会是国家权力机关。", "出现药物不良反应情况2例。", "疫苗引起过敏反应。"],
)  # fmt: skip
def confused_word(text: str, ctx: TextContext) -> Iterator[Hit]:
    """音近、形近、义近的词不混用。"""
    yield from _confused(text, "R134")


_OLD_SLOGAN = re.compile("199[5-8]年|1997|中共十五大前")


@rule(
    "R146",
    "法制/法治 违法/犯罪",
    level="字",
    basis="宪法第五条（1999年修正）；方志稿常见问题",
    literals=tuple(dict.fromkeys(row.literal for row in _ROWS["R146"])),
    shapes=tuple(row.pattern for row in _ROWS["R146"]),
    bad=["建设法制社会。", "推进法制政府建设。", "坚持自治、法制、德治相结合。", "以法治县工作领导小组成立。"],
    good=["建设法治社会。", "加强社会主义法制建设。", "县政府法制办公室印发通知。",
          "1996年提出“建设社会主义法制国家”。", "开展法制宣传教育。"],
)  # fmt: skip
def rule_of_law_confused(text: str, ctx: TextContext) -> Iterator[Hit]:
    """“法治”与“法制”、“违法”与“犯罪”不混用。"""
    if _OLD_SLOGAN.search(text):  # the slogan itself was changed in those years
        return
    yield from _confused(text, "R146")
