"""Punctuation (标点) sets that rules and counts share; names after GB/T 15834-2011."""

from typing import Final

POINTS: Final[frozenset[str]] = frozenset("。？！，、；：")
"""点号: marks of pause and tone."""

SENTENCE_ENDS: Final[frozenset[str]] = frozenset("。？！")

PAIRS: Final[dict[str, str]] = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "［": "］", "〔": "〕",
    "【": "】", "《": "》", "〈": "〉", "｛": "｝", "〖": "〗",
}  # fmt: skip
"""Opening mark → closing mark."""

QUOTES: Final[dict[str, str]] = {o: c for o, c in PAIRS.items() if o in "“‘「『"}

NO_LINE_START: Final[frozenset[str]] = frozenset("。？！，、；：…·”’」』）］〕】》〉｝〖%％℃°")
"""Marks that may not begin a line (行首禁则)."""

NO_LINE_END: Final[frozenset[str]] = frozenset(PAIRS)
"""Marks that may not end a line (行末禁则)."""

FULL_WIDTH: Final[frozenset[str]] = (
    POINTS | frozenset(PAIRS) | frozenset(PAIRS.values()) | frozenset("…—·～﹏○△□×〃々〇　")
)
"""Punctuation that takes one Han character's width in Chinese typesetting."""

CJK_PUNCTUATION: Final[frozenset[str]] = FULL_WIDTH - frozenset("○△□×〃々〇　")
