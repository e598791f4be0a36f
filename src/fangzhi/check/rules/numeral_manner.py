"""E 数字用法: a section that keeps to Chinese numerals throughout, as an old teacher's tale does."""

from __future__ import annotations

import re

from fangzhi.check.context import TextContext

_ENOUGH = 6
"""So many in characters are no slip of one place but the writer's way: one talk mends it, not a list."""

_ALONE = 3
"""So many are enough where nothing of the kind is in figures: a short section, or one under a sub-heading."""


def keeps_to_characters(ctx: TextContext, own: re.Pattern[str], figures: re.Pattern[str]) -> bool:
    """Tell whether a text and those before it under its heading write what `own` finds in characters
    often, and in figures (`figures`) less than half as often."""
    words = "\n".join((*ctx.before, ctx.text))
    many = len(own.findall(words))
    if many < _ALONE:
        return False
    others = len(figures.findall(words))
    return not others or (many >= _ENOUGH and 2 * others < many)
