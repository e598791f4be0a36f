"""The gate on hyperscan where it is installed (extra `accelerate`): one scan calls the rules.

It only leaves out rules that cannot speak: what they find is the same without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from fangzhi.check.accel_shapes import wider
from fangzhi.check.rule import Rule

_SWITCH = "FANGZHI_ACCELERATE"

_AT_ONCE = 200
Key = tuple[str, ...] | None


@cache
def library() -> Any:
    """Give the module hyperscan; None where it is missing, unfit or switched off."""
    if os.environ.get(_SWITCH) == "0":
        return None
    try:
        return import_module("hyperscan")
    except (ImportError, OSError):
        return None


class Scan:
    """Tells which rules are called to a text, as numbers of `rules`.

    A rule is called by its shapes, or by its probe where the library can tell it as exactly as
    Python (`sure`); its key is then not looked for (`shaped`). All others are called by their key,
    among them those in `keyed`, whose key was read from their shapes and says all they say.
    RuntimeError where the library refuses the patterns.
    """

    def __init__(
        self, rules: tuple[Rule, ...], keys: tuple[Key, ...], keyed: Container[int] = ()
    ) -> None:
        self._lock = Lock()
        self._fault: type[Exception] = library().error
        try:
            self._scan = self._built(rules, keys, keyed, trusting=True)
        except RuntimeError:  # it refused a pattern: find out which and do without it
            self._scan = self._built(rules, keys, keyed, trusting=False)

    def _built(
        self, rules: tuple[Rule, ...], keys: tuple[Key, ...], keyed: Container[int], trusting: bool
    ) -> Callable[..., object]:
        self.shaped: set[int] = set()
        self.sure: set[int] = set()
        rows: list[tuple[str, int]] = []
        for number, (rule, key) in enumerate(zip(rules, keys, strict=True)):
            if key is None or not key:
                continue
            shapes = rule.shapes if number not in keyed else ()
            told = _told(shapes or ((rule.probe,) if rule.probe else ()), trusting)
            sure = not shapes and told is not None and all(exact for _, exact in told)
            if told is None or not (shapes or sure):  # a widened probe lets too much pass
                rows += [(expression, number) for expression in _of_words(key)]
                continue
            self.shaped.add(number)
            if sure:
                self.sure.add(number)
            rows += [(expression, number) for expression, _ in told]
        self._numbers = [number for _, number in rows]
        return _compiled(rows)

    def calls(self, texts: Sequence[str]) -> list[set[int]] | None:
        """Give for each text the rules that are called to it; None: ask another gate."""
        if not self._lock.acquire(blocking=False):  # the library's scratch serves one at a time
            return None
        try:
            called: list[set[int]] = []
            scan, numbers, nothing, heard = self._scan, self._numbers, set[int](), set[int]()

            def hear(row: int, start: int, end: int, flags: int, context: object) -> None:
                heard.add(numbers[row])

            for text in texts:
                scan(text.encode("utf-8"), match_event_handler=hear)
                called.append(heard.copy() if heard else nothing)
                heard.clear()
            return called
        except (UnicodeEncodeError, self._fault):
            # half a pair of surrogates; a scan that ends early, as with few rules in a long line
            return None
        finally:
            self._lock.release()


def _of_words(words: tuple[str, ...]) -> Iterator[str]:
    """Any of these words, as expressions."""
    single = [_plain(word) for word in words if len(word) == 1]
    longer = [_plain(word) for word in words if len(word) > 1]
    for n in range(0, len(single), _AT_ONCE):
        yield f"[{''.join(single[n : n + _AT_ONCE])}]"
    for n in range(0, len(longer), _AT_ONCE):
        yield "|".join(longer[n : n + _AT_ONCE])


def _told(shapes: tuple[str, ...], trusting: bool) -> list[tuple[str, bool]] | None:
    """These patterns widened; None where there are none, or one of them cannot be told."""
    told = []
    for shape in shapes:
        wide = wider(shape)
        if wide is None or not wide[0] or not (trusting or _is_taken(wide[0])):
            return None
        told.append(wide)
    return told or None


def _is_taken(expression: str) -> bool:
    try:
        _compiled([(expression, 1)])
    except RuntimeError:
        return False
    return True


def _compiled(rows: list[tuple[str, int]]) -> Callable[..., object]:
    """Compile expressions, reported by their place in `rows`, each once a text; gives the scan."""
    hyperscan = library()
    database = hyperscan.Database()
    flags = hyperscan.HS_FLAG_SINGLEMATCH | hyperscan.HS_FLAG_UTF8
    try:
        database.compile(
            expressions=[expression.encode("utf-8") for expression, _ in rows],
            ids=list(range(len(rows))),  # building takes far longer where rows share a number
            elements=len(rows),
            flags=[flags] * len(rows),
        )
    except hyperscan.error as fault:
        raise RuntimeError(str(fault)) from fault
    scan: Callable[..., object] = database.scan
    return scan


def _plain(word: str) -> str:
    return "".join(f"\\x{{{ord(sign):x}}}" for sign in word)
