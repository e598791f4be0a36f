"""Characters and words set twice, told from those that two words bring together (民政政策).

The run falls apart into words; what stands twice is a slip where no word explains the second.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np

from fangzhi.check.lookup import codes_of
from fangzhi.check.spelling.words import Span, frequencies
from fangzhi.zh.surnames import COMMON, FAMILIAR

_HAN: Final = "[\u4e00-\u9fff]"
_ONE_TWICE: Final = re.compile(f"({_HAN})\\1")
_MORE_TWICE: Final = re.compile(f"({_HAN}{{2,8}}?)\\1")
_LONGEST_TWICE: Final = 8
_FIRST_HAN: Final = ord("\u4e00")
_LAST_HAN: Final = ord("\u9fff")
_GRAMMAR: Final = frozenset(
    "在有是为至经被把将从由于以及和与的了着并但而也都就还均已其该各因则使让给向对按据到自之所且或曾须等们共"
)
"""Words of one character that no sentence has twice on end."""
_NOT_REPEATED: Final = frozenset("设建办占达辖驻隶距属获率额值")
"""Verbs that no prose repeats, and what ends the name of a measure (参保率率)."""
_IN_NAMES: Final = "建达"
_TAKES_OBJECTS: Final = frozenset("设建修种办")
"""Verbs that stand before nouns beginning with them: 设设备科, 建建筑物."""
_AREAS: Final = frozenset("省市县区旗镇乡村州")
"""What ends the name of an area and begins what belongs to it: 郊区区委, 石桥镇镇长."""
_AFTER_VERBS: Final = frozenset("到过成为得出入")
"""What a verb may end in (达到, 列为), so that the same sign after it says nothing."""
_NO_VERBS: Final = frozenset(("行为", "作为", "所为", "人为"))
"""Nouns that end so: 以其行为为由."""
_REDUPLICATED: Final = re.compile("[一二三四五六七八九十百千万两几半每]|如何|怎样|多少")
_BEFORE, _AFTER, _LONGEST = 8, 12, 6
_TAKES_PART: Final = 80
"""A character that ends (begins) so many words of three readily makes new ones: 水, 区, 站."""
_FREE: Final = -0.7
"""One that stands alone more often than this may be a word beside one that begins with it."""


class Habits(NamedTuple):
    """How many words of three and more begin and end in a sign; how freely it stands alone (log)."""

    begins: int
    ends: int
    free: float


class Twice(NamedTuple):
    """`words` stand twice at `start`..`end`."""

    start: int
    end: int
    words: str


def places_twice(text: str) -> Iterator[int]:
    """Give where something may begin that stands twice on end, a place or more for each.

    All distances are compared for the whole text at once: a pattern that looks back at every
    character takes ten times as long.
    """
    codes = codes_of(text)
    han = (codes >= _FIRST_HAN) & (codes <= _LAST_HAN)
    for size in range(1, min(_LONGEST_TWICE, len(codes) - 1) + 1):
        same = (codes[size:] == codes[:-size]) & han[size:]
        if size > 1:
            same = same[:-1] & same[1:]
        for start in np.flatnonzero(same).tolist():
            if text[start : start + size] == text[start + size : start + 2 * size]:
                yield start


def set_twice(text: str) -> Iterator[Twice]:
    """Give characters and words that a text has twice on end without a word that explains it."""
    for m in _ONE_TWICE.finditer(text):
        if _is_one_too_many(text, m.start()):
            yield Twice(m.start(), m.end(), m.group(1))
    for m in _MORE_TWICE.finditer(text):
        words = m.group(1)
        if len(set(words)) > 1 and not _REDUPLICATED.match(words):
            for start in range(m.start(), m.start() + len(words)):
                again = text[start : start + 2 * len(words)]
                if again[: len(words)] == again[len(words) :] and _are_words(
                    text, start, len(words)
                ):
                    yield Twice(start, start + len(again), again[: len(words)])
                    break


def _run(text: str, start: int, end: int) -> tuple[int, list[Span]]:
    """Read the characters around into words: where the run begins, and each character's word."""
    first, last = start, end
    while first > 0 and start - first < _BEFORE and "\u4e00" <= text[first - 1] <= "\u9fff":
        first -= 1
    while last < len(text) and last - end < _AFTER and "\u4e00" <= text[last] <= "\u9fff":
        last += 1
    return first, _words_of(text[first:last])


@lru_cache(maxsize=4096)
def _words_of(run: str) -> list[Span]:
    """The likeliest words of a run, one span a character; without the list's automaton, whose
    making takes longer than all the runs of a book."""
    known, size = frequencies(), len(run)
    best, back = [0.0] + [-1e9] * size, [0] * (size + 1)
    for start in range(size):
        for end in range(start + 1, min(size, start + _LONGEST) + 1):
            count = known.get(run[start:end], 0)
            if count or end == start + 1:
                score = best[start] + math.log((count or 0.05) / _total())
                if score > best[end]:
                    best[end], back[end] = score, start
    spans: list[Span] = [(0, 0)] * size
    end = size
    while end:
        spans[back[end] : end] = [(back[end], end)] * (end - back[end])
        end = back[end]
    return spans


@cache
def _total() -> int:
    return sum(frequencies().values())


def _is_one_too_many(text: str, at: int) -> bool:
    sign = text[at]
    first, run = _run(text, at, at + 2)
    left, right = run[at - first], run[at - first + 1]
    alone, followed = left[1] - left[0] == 1, right[1] - right[0] == 1
    if left == right:
        return False
    if sign in _AFTER_VERBS and followed and not alone:
        return text[at - 1 : at + 1] not in _NO_VERBS
    if sign in _GRAMMAR:
        return alone and followed
    if sign in _NOT_REPEATED and alone and followed:
        return not (sign in _IN_NAMES and text[at - 1 : at] in COMMON)
    if alone == followed or _habits(sign).free >= _FREE:
        return False  # two words meet in it, or a name (王爱爱)
    if alone and sign in _TAKES_OBJECTS:
        return False
    if alone:
        before = text[max(0, at - 2) : at]
        named = any(c in FAMILIAR for c in before) or before[-1:].isdigit()
        return not named and _habits(sign).ends < _TAKES_PART
    if sign in _AREAS or _begins_another(text, at, first, run):
        return False
    return sign not in FAMILIAR and _habits(sign).begins < _TAKES_PART


def _begins_another(text: str, at: int, first: int, run: list[Span]) -> bool:
    """Tell whether the second sign and the next may make a word that no list has (病毒毒种), as
    they do where the first word and that next sign make none (培训训班)."""
    left, behind = run[at - first], at - first + 2
    if behind >= len(run) or run[behind][1] - run[behind][0] > 1:
        return False
    after = text[at + 2]
    word = text[first + left[0] : first + left[1]]
    return after not in _GRAMMAR and word + after not in frequencies()


def _are_words(text: str, start: int, size: int) -> bool:
    """Tell whether words begin and end where what stands twice does (not 企业创|业创新)."""
    first, run = _run(text, start, start + 2 * size)
    bounds = {bound - start + first for span in run for bound in span}
    return {0, size, 2 * size} <= bounds


@cache
def _habits(sign: str) -> Habits:
    words = [(word, count) for word, count in frequencies().items() if sign in word]
    inside = sum(count * word.count(sign) for word, count in words)
    ends = sum(word[-1] == sign for word, _ in words if len(word) > 2)
    begins = sum(word[0] == sign for word, _ in words if len(word) > 2)
    alone = (frequencies().get(sign, 0) + 1) / (inside + 2)
    return Habits(begins, ends, math.log(alone))
