"""Patterns widened for hyperscan: what the wide one misses, the given one cannot match either."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

_ANY = "(?s:.)"
_MOST_REPEATS = 8
_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
"""Signs without a meaning of their own in a pattern, written as they are: patterns stay short."""
_UNTOLD = re.IGNORECASE | re.MULTILINE | re.VERBOSE | re.LOCALE | re.ASCII
_IGNORED = ("ASSERT", "ASSERT_NOT", "AT_BOUNDARY", "AT_NON_BOUNDARY")


_AT = {"AT_BEGINNING": "^", "AT_BEGINNING_STRING": "^", "AT_END": "$", "AT_END_STRING": r"\z"}


class _CannotBeTold(Exception):
    """The pattern uses what has no wider form here."""


def wider(pattern: str) -> tuple[str, bool] | None:
    """Give a pattern in hyperscan's syntax (UTF-8) that matches in every text `pattern` does.

    The second value tells that it matches nowhere else. Conditions around (lookahead, lookbehind,
    word ends) are left out, possessive and atomic groups become plain, long repeats lose their
    upper bound, a back reference stands for anything its group could be. None where there is no
    such pattern, or it would match everywhere.
    """
    parser: Any = import_module("re._parser")
    try:
        tree = parser.parse(pattern)
        if tree.state.flags & (_UNTOLD | re.DOTALL) or tree.getwidth()[0] == 0:
            return None
        widening = _Widening()
        return widening.sequence(tree), widening.is_exact
    except (_CannotBeTold, re.error):
        return None


class _Widening:
    def __init__(self) -> None:
        self._groups: dict[int, str] = {}
        self._any_sign = r"[^\n]"
        self.is_exact = True

    def sequence(self, tree: Any) -> str:
        return "".join(self._one(str(op), value) for op, value in tree)

    def _one(self, op: str, value: Any) -> str:
        if op in _IGNORED:
            self.is_exact = False
            return ""
        tell: Callable[[Any], str] | None = getattr(self, f"_{op.lower()}", None)
        if tell is None:
            raise _CannotBeTold(op)
        return tell(value)

    def _literal(self, value: int) -> str:
        return _sign(value)

    def _not_literal(self, value: int) -> str:
        return f"[^{_sign(value)}]"

    def _any(self, value: None) -> str:
        return self._any_sign

    def _in(self, value: Any) -> str:
        return _character(value)

    def _branch(self, value: Any) -> str:
        return f"(?:{'|'.join(self.sequence(tree) for tree in value[1])})"

    def _subpattern(self, value: Any) -> str:
        number, flags, _, tree = value
        if flags & _UNTOLD:
            raise _CannotBeTold("flags")
        outside = self._any_sign
        if flags & re.DOTALL:
            self._any_sign = _ANY
        words = f"(?:{self.sequence(tree)})"
        self._any_sign = outside
        if number is not None:
            self._groups[number] = words
        return words

    def _atomic_group(self, value: Any) -> str:
        self.is_exact = False
        return f"(?:{self.sequence(value)})"

    def _max_repeat(self, value: Any) -> str:
        least, most, tree = value
        bound = str(most) if most <= _MOST_REPEATS else ""
        self.is_exact = self.is_exact and max(least, 1) <= _MOST_REPEATS
        return f"(?:{self.sequence(tree)}){{{min(least, _MOST_REPEATS)},{bound}}}"

    _min_repeat = _max_repeat

    def _possessive_repeat(self, value: Any) -> str:
        self.is_exact = False
        return self._max_repeat(value)

    def _groupref(self, value: int) -> str:
        self.is_exact = False
        return self._groups.get(value, f"{_ANY}*")

    def _at(self, value: Any) -> str:
        return _AT[str(value)]


def _sign(code: int) -> str:
    return chr(code) if _FIRST_HAN <= code <= _LAST_HAN else f"\\x{{{code:x}}}"


def _character(items: Any) -> str:
    ranges: list[str] = []
    negated = False
    for op, value in items:
        match str(op):
            case "NEGATE":
                negated = True
            case "LITERAL":
                ranges.append(_sign(value))
            case "RANGE":
                ranges.append(f"{_sign(value[0])}-{_sign(value[1])}")
            case "CATEGORY" if (members := _category(str(value))) is not None:
                ranges.append(members)
            case _ if not negated:
                return _ANY
    if not ranges:
        return _ANY
    return f"[{'^' if negated else ''}{''.join(ranges)}]"


@cache
def _category(name: str) -> str | None:
    told = {"CATEGORY_DIGIT": str.isdecimal, "CATEGORY_SPACE": str.isspace}.get(name)
    return "".join(_ranges(told)) if told else None


def _ranges(told: Callable[[str], bool]) -> Iterator[str]:
    start = None
    for code in range(sys.maxunicode + 2):
        if code <= sys.maxunicode and told(chr(code)):
            start = code if start is None else start
        elif start is not None:
            yield f"{_sign(start)}-{_sign(code - 1)}"
            start = None
