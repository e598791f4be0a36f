"""Rules that know the right form: a pattern, what to write instead, and how to say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fangzhi.check.rule import Hit


def rewritten(
    text: str,
    pattern: re.Pattern[str],
    exact: Callable[[re.Match[str]], str],
    message: str,
) -> Iterator[Hit]:
    """Give a hit at each match with `exact(match)` as its suggestion.

    In `message`, {words} stands for the words as they are and {exact} for those to be written.
    """
    for found in pattern.finditer(text):
        right = exact(found)
        yield Hit(*found.span(), message.format(words=found.group(), exact=right), right)
