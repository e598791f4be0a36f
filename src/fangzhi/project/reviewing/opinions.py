"""Opinions (审稿意见) item by item: where, whose, in which layer, and how each was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from msgspec.structs import replace

from fangzhi.model.place import Anchor
from fangzhi.model.value import Value

Verdict = Literal["采纳", "部分采纳", "不采纳"]
VERDICTS: tuple[Verdict, ...] = ("采纳", "部分采纳", "不采纳")
REASON_NEEDED: tuple[Verdict, ...] = ("部分采纳", "不采纳")
"""These answers stand only with a reason."""


class Layer(Value, frozen=True):
    """One of the three pens: the name of its color, and the color on screen and paper."""

    name: str
    pen: str
    color: str


LAYERS = (
    Layer("初审", "朱笔", "#9E2A2B"),
    Layer("复审", "蓝笔", "#1F4E8C"),
    Layer("终审", "绿笔", "#2E6B3E"),
)
"""The three pens of the trade [NJGS]; a reviewer's traces are never overwritten by another's."""


class Spot(Value, frozen=True):
    """A place on a 送审本: page and line from 1, to `end_line`; `copy` is the copy's code.

    A negative line counts from the foot of the page (-1 the last); 0 is the whole page.
    """

    page: int
    line: int = 0
    end_line: int = 0
    copy: str = ""


class Answer(Value, frozen=True):
    """What became of an opinion, why, by whom, and when."""

    verdict: Verdict
    who: str
    when: str
    reason: str = ""


class Opinion(Value, frozen=True):
    """One opinion: its layer and reviewer (with role or field), its place, its words, its answer.

    `anchor` are the words it is about, `spot` where it was written on paper; one of the two may
    be missing, both may for an opinion on the whole. `quoted` are the words as the reviewer wrote
    them down; `step` is the step in which it was made.
    """

    id: str
    layer: str
    reviewer: str
    text: str
    role: str = ""
    step: str = ""
    when: str = ""
    anchor: Anchor | None = None
    spot: Spot | None = None
    quoted: str = ""
    answer: Answer | None = None


def answer_fault(answer: Answer) -> str:
    """Say what is missing in an answer; "" where it can stand."""
    if answer.verdict in REASON_NEEDED and not answer.reason.strip():
        return f"“{answer.verdict}”要写明理由，让提意见的人看得明白。"
    if not answer.who.strip():
        return "没有写明是谁答复的。"
    return ""


def answered(opinion: Opinion, answer: Answer) -> Opinion | str:
    """Give the opinion with its answer, or say why it cannot be answered so.

    An answer given may be changed only by giving another reason: none is lost to a bare 采纳.
    """
    fault = answer_fault(answer)
    if fault:
        return fault
    if answer.who == opinion.reviewer:
        return "提意见的人不能自己答复自己的意见，请由编辑部答复。"
    before = opinion.answer
    if before is not None and before.verdict != answer.verdict and not answer.reason.strip():
        return f"原来答复的是“{before.verdict}”，改为“{answer.verdict}”要写明理由。"
    return replace(opinion, answer=answer)


def amended(opinion: Opinion, who: str, text: str) -> Opinion | str:
    """Give the opinion with new words: only its own writer may change it, and not once answered."""
    if who != opinion.reviewer:
        return f"这是{opinion.reviewer}的意见，别人不能改。有不同看法请另提一条。"
    if opinion.answer is not None:
        return "这条意见已经答复，不能再改。请另提一条。"
    return replace(opinion, text=text) if text.strip() else "意见不能是空的。"


def is_settled(opinion: Opinion) -> bool:
    """Tell whether an opinion is answered, with a reason where one is needed."""
    return opinion.answer is not None and not answer_fault(opinion.answer)


def of_layer(opinions: Iterable[Opinion], layer: str) -> tuple[Opinion, ...]:
    """Give the opinions written with one of the three pens."""
    return tuple(opinion for opinion in opinions if opinion.layer == layer)


def tally(opinions: Iterable[Opinion]) -> dict[str, int]:
    """Count opinions by answer, in the trade's order, with 未答复 last; empty counts stand too."""
    counts = Counter(
        opinion.answer.verdict if opinion.answer and is_settled(opinion) else "未答复"
        for opinion in opinions
    )
    return {name: counts[name] for name in (*VERDICTS, "未答复")}


def tally_sentence(opinions: Iterable[Opinion]) -> str:
    """Say the counts in one sentence, with the arithmetic."""
    counts = tally(opinions)
    total = sum(counts.values())
    parts = "，".join(f"{name}{count}条" for name, count in counts.items())
    return f"共{total}条意见：{parts}。"
