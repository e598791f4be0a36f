"""What all readings of shares (占比) have in common."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fangzhi.facts.statements import Item


class Share(msgspec.Struct, frozen=True):
    """`said` is said to be `part` of `whole`; `words` is where the phrase starts."""

    said: Item
    part: Item
    whole: Item
    words: int


def is_in_turn(items: Sequence[Item], at: int) -> bool:
    """A、B、C，占总投资的33.3%、22.2%和44.4%: a share of a list, not of the figure before it."""
    if at < 2 or at + 1 >= len(items) or items[at - 1].lead not in "、和":
        return False
    said, after = items[at], items[at + 1]
    bare = (after.lead == "、" and not after.label) or after.label.strip() in ("和", "及", "与")
    return said.quantity.kind == after.quantity.kind and bare and after.clause == said.clause
