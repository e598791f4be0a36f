"""Matches of a pattern, tried only where they can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator


def matches(
    begins: re.Pattern[str], pattern: re.Pattern[str], text: str
) -> Iterator[re.Match[str]]:
    """Give what `pattern.finditer(text)` gives, for a pattern that never matches nothing.

    `begins` must match wherever the pattern does. Begun with a set of characters it is found much
    faster than a pattern that begins with a look back or with a choice.
    """
    position = 0
    while (start := begins.search(text, position)) is not None:
        found = pattern.match(text, start.start())
        position = found.end() if found is not None else start.start() + 1
        if found is not None:
            yield found
