"""Shared passages for people: an offline page side by side, and rows for a spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from fangzhi.library.reuse.between import Piece, Reuse, beside
from fangzhi.library.reuse.quoting import Checked

COLUMNS = (
    ("序", 6), ("甲书", 12), ("甲书出处", 26), ("甲书原文", 48), ("乙书", 12), ("乙书出处", 26),
    ("乙书原文", 48), ("相同字数", 9), ("不同字数", 9), ("相同度", 8), ("是否点名", 9), ("同文处数", 9),
    ("甲书起", 9), ("甲书讫", 9), ("乙书起", 9), ("乙书讫", 9),
)  # fmt: skip
"""The heads of the columns and how wide they are in characters; 起讫 are offsets in the stream."""
QUOTED_COLUMNS = (
    ("序", 6), ("稿件", 18), ("书名", 14), ("引文", 40), ("结果", 9), ("不同字数", 9), ("说明", 48),
    ("原书出处", 26), ("原书原文", 40),
)  # fmt: skip
FORMULA = 8
"""Words shared in more places than this are a formula: the page counts them, the table lists them."""
SHOWN = 3000
"""So many passages stand on one page; the table has all."""


def rows_of(found: Reuse) -> Iterator[tuple[str, ...]]:
    """Give the passages as rows of words, under COLUMNS."""
    for number, one in enumerate(found.passages, 1):
        yield (
            str(number), one.a.title, one.a.told, one.a.words, one.b.title, one.b.told, one.b.words,
            str(one.equal), str(one.differ), f"{one.likeness:.1%}", "是" if one.named else "", str(one.times),
            str(one.a.start), str(one.a.end), str(one.b.start), str(one.b.end),
        )  # fmt: skip


def quoted_rows(checked: Sequence[Checked]) -> Iterator[tuple[str, ...]]:
    """Give checked quotations as rows of words, under QUOTED_COLUMNS."""
    for number, one in enumerate(checked, 1):
        place = one.place
        yield (
            str(number), one.block, one.quotation.title, one.quotation.words, one.verdict,
            str(one.differ) if one.differ else "", one.sentence,
            place.told if place else "", place.words if place else "",
        )  # fmt: skip


def page_of(found: Reuse) -> bytes:
    """Give one offline page: the sentence, then every passage side by side."""
    told = [(n, one) for n, one in enumerate(found.passages, 1) if one.times <= FORMULA]
    formulas = Counter(one.a.words for one in found.passages if one.times > FORMULA)
    shown = [
        (number, one, *(_readable(side) for side in beside(one))) for number, one in told[:SHOWN]
    ]
    return (
        _template("reuse.html")
        .render(
            found=found,
            shown=shown,
            left=len(told) - len(shown),
            formulas=formulas.most_common(100),
            times=formulas.total(),
        )
        .encode()
    )


def _readable(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the signs of line and leaf inside small notes, which only a print needs."""
    return [(words.replace(")(", "").replace("/", ""), same) for words, same in pieces]


def quoted_page(checked: Sequence[Checked]) -> bytes:
    """Give one offline page of checked quotations, those that differ first."""
    order = ("不同", "没有找到", "没有原书", "太短", "字形不同", "相同")
    groups = [(verdict, [one for one in checked if one.verdict == verdict]) for verdict in order]
    shown = [group for group in groups if group[1]]
    return _template("quoted.html").render(groups=shown, total=len(checked)).encode()


@cache
def _template(name: str) -> Template:
    words = (files("fangzhi.library.reuse") / "data" / name).read_text(encoding="utf-8")
    style = (files("fangzhi.library.reuse") / "data" / "page.css").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["style"] = style
    return environment.from_string(words)
