"""Han characters (汉字) by our own range table.

Python 3.11 knows Unicode 14 and calls the characters of extensions H and I unassigned, so
nothing here asks `unicodedata`.
"""

from bisect import bisect_right
from typing import Final

# Unicode blocks of ideographs, in code point order: name, first, last.
BLOCKS: Final[tuple[tuple[str, int, int], ...]] = (
    ("零号", 0x3007, 0x3007),
    ("扩展A", 0x3400, 0x4DBF),
    ("基本", 0x4E00, 0x9FFF),
    ("兼容", 0xF900, 0xFAFF),
    ("扩展B", 0x20000, 0x2A6DF),
    ("扩展C", 0x2A700, 0x2B73F),
    ("扩展D", 0x2B740, 0x2B81F),
    ("扩展E", 0x2B820, 0x2CEAF),
    ("扩展F", 0x2CEB0, 0x2EBEF),
    ("扩展I", 0x2EBF0, 0x2EE5F),
    ("兼容补充", 0x2F800, 0x2FA1F),
    ("扩展G", 0x30000, 0x3134F),
    ("扩展H", 0x31350, 0x323AF),
)

HAN: Final[str] = "".join(
    chr(first) if first == last else f"{chr(first)}-{chr(last)}" for _, first, last in BLOCKS
)
"""Body of a regular-expression character class: use as ``f"[{HAN}]"``."""

_STARTS: Final[tuple[int, ...]] = tuple(first for _, first, _ in BLOCKS)


def han_block(ch: str) -> str | None:
    """Name the block of one character (基本, 扩展A … 扩展I, 兼容, 零号), None if not Han."""
    point = ord(ch)
    at = bisect_right(_STARTS, point) - 1
    if at < 0:
        return None
    name, _, last = BLOCKS[at]
    return name if point <= last else None


def is_han(ch: str) -> bool:
    """Tell whether one character is Han, 〇 included."""
    return "\u4e00" <= ch <= "\u9fff" or han_block(ch) is not None
