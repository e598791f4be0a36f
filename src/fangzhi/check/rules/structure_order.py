"""M 结构: the order of the numbers that paragraphs begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.structure_headings import value_of
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

_ITEM = re.compile(
    "^\\s*(?:(?P<a>[一二三四五六七八九十]{1,3})、|（(?P<b>[一二三四五六七八九十]{1,3})）|"
    "(?P<c>[0-9]{1,2})[.．](?![0-9])|（(?P<d>[0-9]{1,2})）)"
)


@rule(
    "R112",
    "序次层次倒置",
    level="式",
    basis="GB/T 15834-2011 B.3；志书行文规范",
    scope="manuscript",
    bad=[
        Example(paragraphs=("1.茶叶", "一、春茶", "二、秋茶", "2.麻")),
        Example(paragraphs=("（一）茶叶", "一、春茶", "（二）麻")),
        Example(paragraphs=("（1）茶叶", "1.春茶", "2.秋茶", "（2）麻")),
    ],
    good=[
        Example(paragraphs=("一、茶叶", "（一）春茶", "（二）秋茶", "二、麻")),
        Example(paragraphs=("1.茶叶", "（1）春茶", "2.麻")),
        Example(paragraphs=("一、茶叶", "1.春茶", "2.秋茶", "二、麻")),
    ],
)
def inverted_order(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[Hit]:
    """序次依次为一、（一）1.（1），不倒置。"""
    held: list[tuple[int, int]] = []
    opened: Text | None = None
    for block in manuscript.blocks:
        found = _ITEM.match(block.text) if isinstance(block, Text) else None
        if found is None or not isinstance(block, Text):
            continue
        rank = "abcd".index(found.lastgroup or "a")
        value = value_of(found.group(found.lastgroup or "a"))
        upper = next((item for item in held if item[0] > rank), None)
        if value == 1 and held and held[-1][0] > rank:
            opened = block  # a coarser number begins below a finer one: is the finer one resumed?
        resumed = (rank, value - 1) in held
        if opened is not None and resumed and held and held[-1][0] < rank and upper is None:
            yield Hit(
                0,
                min(len(opened.text), 4),
                "序次层次倒置，依次用一、（一）1.（1）。",
                block=opened.id,
            )
            opened = None
        held = [item for item in held if item[0] != rank] + [(rank, value)]
