"""The text that patterns run over: folded, small notes in （）, line and leaf signs gone."""

from __future__ import annotations

import re
from typing import NamedTuple

from fangzhi.library.reuse.bare import ENTITY, stand_in
from fangzhi.zh.fold import fold
from fangzhi.zh.han import HAN

PUNCTUATION = "，。、；：？！·“”‘’「」『』《》〈〉—…,.;:?!"
ANY = f"[{HAN}□\U000f0000-\U0010ffff]"
"""One character that may stand in a name: Han, unencoded, or lost (□)."""
_GONE = "\0"
_BETWEEN_LEAVES = re.compile(r"\)\(")
_SLASH = re.compile(r"(?<![0-9A-Za-z])/|/(?![0-9A-Za-z])")
_NOTES = str.maketrans("()", "（）")


class Prepared(NamedTuple):
    """`text` one folded character each; `offsets` where each stands in the stream `whole`."""

    text: str
    offsets: list[int]
    whole: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where `start`..`end` stands in the stream; an entity is one character here."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else len(self.whole)
            return at, at
        last = self.offsets[end - 1]
        entity = ENTITY.match(self.whole, last)
        return self.offsets[start], entity.end() if entity else last + 1

    def in_note(self, at: int) -> bool:
        """Tell whether a place lies inside a small note."""
        return self.text.rfind("（", 0, at) > self.text.rfind("）", 0, at)

    def words(self, start: int, end: int) -> str:
        """Give the characters between two places as they stand, without signs of line and leaf."""
        shown = []
        for at in self.offsets[start:end]:
            entity = ENTITY.match(self.whole, at)
            shown.append(entity[0] if entity else self.whole[at].translate(_NOTES))
        return "".join(shown)


def prepared(stream: str) -> Prepared:
    """Prepare a stream: a note that goes on over lines and leaves is one note."""
    flat = ENTITY.sub(lambda e: stand_in(e[0]) + _GONE * (len(e[0]) - 1), stream)
    flat = _BETWEEN_LEAVES.sub(_GONE * 2, flat)
    flat = _SLASH.sub(_GONE, flat)
    offsets = [at for at, c in enumerate(flat) if c != _GONE]
    return Prepared(fold(flat.replace(_GONE, "")).translate(_NOTES), offsets, stream)
