"""Where a sentence or clause begins."""

from __future__ import annotations

from typing import Final

SENTENCE: Final = "。！？\n"
CLAUSE: Final = "。！？\n，；"
_REACH: Final = 400
"""No sentence of a chronicle is longer; a bound keeps the search linear in a text without breaks."""


def opening(text: str, position: int, breaks: str = SENTENCE) -> int:
    """Give where the sentence (or clause) of `position` begins, at most 400 characters back."""
    begins = max(0, position - _REACH)
    for sign in breaks:
        begins = max(begins, text.rfind(sign, begins, position) + 1)
    return begins
