"""How quotations and leaves are shown to a reader."""

from __future__ import annotations

import re

from fangzhi.zh.numerals import to_chinese

_LEAF = re.compile(r"_(\d{3})-(\d+)([ab])$")
_FOLDED = re.compile(r"/|\)\(")


def leaf_in_words(cite: str) -> str:
    """Write a leaf's address as a reader cites it: KR2k0052_WYG_024-72b → 卷二十四叶七十二b.

    The number before the leaf is the volume (卷) in these editions, 000 what stands before the
    first (卷首). Other addresses are given as they are.
    """
    match = _LEAF.search(cite)
    if match is None:
        return cite
    volume = f"卷{to_chinese(int(match[1]))}" if int(match[1]) else "卷首"
    return f"{volume}叶{to_chinese(int(match[2]))}{match[3]}"


def leaves_in_words(cite: str, cite_end: str) -> str:
    """Write the leaves a passage runs over: 卷十五叶二b至叶三a."""
    first, last = leaf_in_words(cite), leaf_in_words(cite_end or cite)
    if first == last:
        return first
    volume = first.partition("叶")[0]
    return f"{first}至{last.removeprefix(volume)}"


def quotation_in_print(words: str) -> str:
    """Show a transcription as print: (甲/乙)(丙/丁), two lines of small notes, becomes （甲乙丙丁）.

    No character of the text itself changes; punctuation is not added.
    """
    plain = _FOLDED.sub("", words)
    return plain.replace("(", "（").replace(")", "）")
