"""Keys of patterns: the words of which a text holds one wherever a pattern matches in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from fangzhi.check.spelling.words import frequencies

Words = frozenset[str]
_EMPTY: Words = frozenset(("",))
_MOST_WORDS = 3000
_MOST_SIGNS = 40
_UNTOLD = re.IGNORECASE | re.VERBOSE | re.LOCALE | re.ASCII
_OF_ONE_SIGN = 20_000
"""How often a single character is met, or a number, beside the counts of the word list."""


class _Told(NamedTuple):
    """What a part of a pattern matches: all of it, or how it begins and ends; its own key.

    `optional` tells that it may be missing, which its words say by themselves.
    """

    words: Words | None
    begins: Words
    ends: Words
    key: Words | None
    optional: bool = False


@lru_cache(maxsize=512)
def key_of(patterns: tuple[str, ...]) -> tuple[str, ...] | None:
    """Give words of which one stands in every text that one of these patterns matches in.

    The rarest there are, lookaheads among them; None where a pattern has no such words.
    """
    found: set[str] = set()
    for pattern in patterns:
        parser: Any = import_module("re._parser")
        tree = parser.parse(pattern)
        key = None if tree.state.flags & _UNTOLD else _sequence(tree).key
        if key is None:
            return None
        found |= key
    return tuple(sorted(_shortest(found)))


def rarity(words: Iterable[str]) -> int:
    """Estimate how often one of these words is met; less is rarer."""
    return sum(map(_seen, words))


@lru_cache(maxsize=1 << 15)
def _seen(word: str) -> int:
    """How often the rarest two characters of a word make a word themselves, and once more."""
    if len(word) < 2 or word.isascii():
        return _OF_ONE_SIGN
    known = frequencies()
    return 1 + min(known.get(word[at : at + 2], 0) for at in range(len(word) - 1))


def _shortest(words: set[str]) -> set[str]:
    """Leave out words that hold another of them."""

    def holds_another(word: str) -> bool:
        sizes = range(1, len(word))
        return any(word[at : at + n] in words for n in sizes for at in range(len(word) - n + 1))

    return {word for word in words if not holds_another(word)}


def _rarer(key: Words | None, words: Words | None) -> Words | None:
    if words is None or "" in words:
        return key
    return words if key is None or rarity(words) < rarity(key) else key


def _joined(first: Words, then: Words) -> Words | None:
    if len(first) * len(then) > _MOST_WORDS:
        return None
    return frozenset(a + b for a in first for b in then)


def _sequence(tree: Any) -> _Told:
    run, key = _EMPTY, None
    begins: Words | None = None
    for op, value in tree:
        name = str(op)
        if name == "ASSERT":
            ahead = _sequence(value[1])
            if value[0] > 0:
                key = _rarer(key, _joined(run, ahead.begins))
            key = _rarer(key, ahead.key)
            continue
        if name in ("ASSERT_NOT", "AT"):
            continue
        part = _part(name, value)
        longer = _joined(run, part.words) if part.words is not None else None
        if longer is not None:
            run = longer
            continue
        began = _joined(run, part.begins)
        key = _rarer(_rarer(_rarer(key, run), began), part.key)
        begins = begins if begins is not None else began or run
        run = part.ends | run if part.optional else part.ends
    key = _rarer(key, run)
    whole = run if begins is None else None
    return _Told(whole, run if begins is None else begins, run, key)


_UNKNOWN = _Told(None, _EMPTY, _EMPTY, None)


def _part(name: str, value: Any) -> _Told:
    match name:
        case "LITERAL":
            return _all(frozenset((chr(value),)))
        case "IN":
            signs = _signs(value)
            return _all(signs) if signs else _UNKNOWN
        case "BRANCH":
            return _one_of([_sequence(tree) for tree in value[1]])
        case "SUBPATTERN":
            return _UNKNOWN if value[1] & _UNTOLD else _sequence(value[3])
        case "ATOMIC_GROUP":
            return _sequence(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(*value)
    return _UNKNOWN


def _all(words: Words) -> _Told:
    return _Told(words, words, words, None if "" in words else words)


def _one_of(parts: list[_Told]) -> _Told:
    def every(sets: list[Words | None]) -> Words | None:
        known = [words for words in sets if words is not None]
        return frozenset[str]().union(*known) if len(known) == len(sets) else None

    begins = every([part.begins for part in parts]) or _EMPTY
    ends = every([part.ends for part in parts]) or _EMPTY
    keys = every([part.key for part in parts])
    return _Told(every([part.words for part in parts]), begins, ends, keys)


def _repeated(least: int, most: int, tree: Any) -> _Told:
    part = _sequence(tree)
    if least == 0 and most == 1 and part.words is not None:
        return _all(part.words | _EMPTY)
    if least == 0:
        return _Told(None, _EMPTY, part.ends, None, True)
    return part if least == most == 1 else _Told(None, part.begins, part.ends, part.key)


def _signs(items: Any) -> Words | None:
    """The characters of a set, None where it is too large or tells those it lacks."""
    signs: set[str] = set()
    for op, value in items:
        first, last = value if str(op) == "RANGE" else (value, value)
        if str(op) not in ("LITERAL", "RANGE") or last - first > _MOST_SIGNS:
            return None
        signs |= {chr(code) for code in range(first, last + 1)}
    return frozenset(signs) if len(signs) <= _MOST_SIGNS else None
