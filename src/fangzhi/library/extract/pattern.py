"""The pattern language: words as they stand with named slots, 「{山:字 1-4}（在{所}{方:方位}{里:数}里」."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from fangzhi.library.extract.kinds import kind_source
from fangzhi.library.extract.prepared import PUNCTUATION
from fangzhi.zh.fold import fold

_SLOT = re.compile(
    r"\{\s*([^\W\d]\w{0,9})\s*(?:[:：]\s*([^\W\d]\w{0,9}))?\s*(?:(\d{1,2})\s*[-–—]\s*(\d{1,2}))?\s*\}"
)
_GAP = re.compile(r"(?:…+|⋯+)(\d{0,3})")
_BREAK = f"[{re.escape(PUNCTUATION)}]?"
_FREE = 20
_LONGEST = 500
_MOST_WAYS = 50_000
"""So many ways to fit slots and gaps at one place are tried at most: a pattern never hangs."""


class BadPattern(ValueError):
    """Raised for a pattern that cannot be read; says in Chinese where and why."""


class Pattern(msgspec.Struct, frozen=True):
    """A pattern ready to run: its slots with their kinds, in order."""

    words: str
    source: str
    slots: dict[str, str]

    @property
    def compiled(self) -> re.Pattern[str]:
        """Give the regular expression; Python keeps it."""
        return re.compile(self.source)


def pattern(words: str, lists: Mapping[str, str] | None = None) -> Pattern:
    """Read a pattern; raise BadPattern or NoKind.

    Words match in any script and variant form, with or without punctuation between them. `{名}` is
    a slot of up to eight characters, `{名:类}` one of a kind or list, `{名:字 2-4}` of two to four
    characters; `[…]` may be missing, `(甲|乙)` is a choice, `…` stands for up to 20 characters
    (`…50` for 50), `（` and `）` for the beginning and end of a small note.
    """
    if not words.strip():
        raise BadPattern("这一条没有写格式。")
    if len(words) > _LONGEST:
        raise BadPattern(f"格式太长（{len(words)} 字），请不要超过 {_LONGEST} 字。")
    reader = _Reader(words, lists or {})
    source = reader.whole()
    if not reader.slots:
        raise BadPattern(f"“{words}”里没有要取的栏，请用花括号标出，如 {{里:数}}。")
    try:
        re.compile(source)
    except re.error as fault:
        raise BadPattern(f"“{words}”读不成格式（{fault}）。") from fault
    return Pattern(words, source, reader.slots)


class _Reader:
    """Reads a pattern from left to right into a regular expression."""

    def __init__(self, words: str, lists: Mapping[str, str]) -> None:
        self.words = words
        self.lists = lists
        self.slots: dict[str, str] = {}
        self.at = 0
        self.ways = 1
        self.after_free = False

    def whole(self) -> str:
        source = self._sequence("")
        if self.at < len(self.words):
            raise self._bad(f"“{self.words[self.at]}”没有配对")
        return source

    def _bad(self, why: str) -> BadPattern:
        return BadPattern(f"格式“{self.words}”第 {self.at + 1} 字：{why}。")

    def _count(self, ways: int) -> None:
        self.ways *= ways
        if self.ways > _MOST_WAYS:
            raise self._bad("任意的字和省略号太多、太长，会找得很慢；请写得确切些")

    def _sequence(self, until: str) -> str:
        parts: list[str] = []
        branches: list[str] = []
        while self.at < len(self.words):
            sign = self.words[self.at]
            if sign in ")]" and sign == until:
                break
            if sign in ")]}":
                raise self._bad(f"“{sign}”没有配对")
            if sign == "|" and until == ")":
                self.at += 1
                branches.append("".join(parts))
                parts = []
                continue
            parts.append(self._one(sign))
        return "|".join([*branches, "".join(parts)])

    def _one(self, sign: str) -> str:
        if sign == "{":
            return self._slot()
        if sign in "([":
            return self._group(sign)
        if sign in "…⋯" and (gap := _GAP.match(self.words, self.at)):
            self.at = gap.end()
            self._count(int(gap[1] or _FREE) + 1)
            self.after_free = False
            return f"[^。]{{0,{int(gap[1] or _FREE)}}}?"
        self.at += 1
        if sign.isspace() or sign in PUNCTUATION:
            return ""
        self.after_free = False
        return sign if sign in "（）" else re.escape(fold(sign)) + _BREAK

    def _group(self, sign: str) -> str:
        until = ")" if sign == "(" else "]"
        self.at += 1
        inside = self._sequence(until)
        if self.at >= len(self.words):
            raise self._bad(f"“{sign}”没有配对")
        self.at += 1
        return f"(?:{inside})" + ("?" if sign == "[" else "")

    def _slot(self) -> str:
        found = _SLOT.match(self.words, self.at)
        if found is None:
            raise self._bad("花括号里应是栏名，如 {山}、{里:数}、{山:字 1-4}")
        name, kind = found[1], found[2] or "字"
        size = (int(found[3]), int(found[4])) if found[3] else None
        if size is not None and not 1 <= size[0] <= size[1]:
            raise self._bad("字数应从小到大，如 1-4")
        if name in self.slots:
            raise self._bad(f"“{name}”用了两次；同一栏在一条格式里只能出现一次")
        if kind == "字" and self.after_free:
            raise self._bad("两个任意字的栏连着，分不清哪几个字归哪一栏；中间请写出字来")
        self.slots[name] = kind
        self.after_free = kind == "字"
        if kind == "字":
            low, high = size or (1, 8)
            self._count(high - low + 1)
        self.at = found.end()
        return f"(?P<{name}>{kind_source(kind, size, self.lists)}){_BREAK}"
