"""H 用字: what no table decides: near misses of idioms; with a model, what the text rather says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.settings import Document
from fangzhi.check.spelling.idioms import near_misses
from fangzhi.check.spelling.models import Doubter, doubter_for
from fangzhi.check.terms import read_terms

_OLD_KINDS = ("旧志",)
_BETWEEN = "\0"  # in no idiom
_TABLE = read_terms("words_wrong.tsv")
_IN_TABLE = frozenset(_TABLE.literals)  # R133 speaks of those
_OLD_SHAPES = read_terms("words_old_shapes.tsv")  # and R136 of those


def _to_look_at(texts: Sequence[str], document: Document) -> Iterable[int]:
    """Give the numbers of the texts with a near miss, looked for in all of them at once."""
    if document.kind in _OLD_KINDS:
        return ()
    if not document.spelling.is_off:
        return (number for number, text in enumerate(texts) if len(text) >= 4)
    ends = list(accumulate(len(text) + 1 for text in texts))
    misses = near_misses(_BETWEEN.join(texts))
    return dict.fromkeys(bisect_right(ends, miss.start) for miss in misses)


@rule(
    "R145",
    "形近OCR",
    level="字",
    basis="图书编校质量差错认定细则6；本单位成书训练的字词模型",
    sweep=_to_look_at,
    bad=["此事众所周之。", "诗画二者相得益张。", "戏曲艺术源远流常。"],
    good=["此事众所周知。", "诗画二者相得益彰。", "戏曲艺术源远流长。",
          "匾额题“众所周之”四字。", "报经其所在地村民委员会同意。", "依法为教职员工办理保险。"],
)  # fmt: skip
def looks_like_another_word(text: str, ctx: TextContext) -> Iterator[Hit]:
    """成语不写错字；配了字词模型时，另提示音近形近的疑似别字。"""
    taken: set[int] = set()
    for miss in near_misses(text):
        taken.update(range(miss.start, miss.start + 4))
        words = text[miss.start : miss.start + 4]
        if words in _IN_TABLE or any(_OLD_SHAPES.find(words)):
            continue
        message = f"“{words}”与成语“{miss.idiom}”只差一字，疑应为“{miss.right}”，请核对。"
        yield Hit(miss.at, miss.at + 1, message, miss.right)
    spelling = ctx.document.spelling
    if spelling.is_off or not (ctx.is_body or ctx.place == "caption"):
        return
    for found in _TABLE.find(text):
        taken.update(range(found.start, found.end))
    yield from _doubts(text, doubter_for(spelling), taken)


def _doubts(text: str, doubt: Doubter, taken: set[int]) -> Iterator[Hit]:
    for start, end, right, score in doubt(text):
        if taken.isdisjoint(range(start, end)):
            message = f"“{text[start:end]}”疑似“{right}”之误，请核对（由字词模型提示，由人判断）。"
            evidence = (f"把握：{score:.1f}（0为对半）",)
            yield Hit(start, end, message, right, evidence=evidence, confidence="hint")
