"""The gate on hyperscan where it is installed (extra `accelerate`): one scan picks the rules.

It only leaves out rules that cannot speak: what they find is the same without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from fangzhi.check.accel_shapes import wider
from fangzhi.check.rule import Rule

_SWITCH = "FANGZHI_ACCELERATE"

_AT_ONCE = 200
_FIRST_PART = 1_000_000
Groups = tuple[tuple[str, ...] | None, ...]


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
    """Tells which rules may speak in a text: numbers of `rules`, each at most once.

    `always` are rules it does not hold back, `loose` those whose probe says more than it does.
    `groups` are the literals of each rule, one of each group needed (None: nothing is needed).
    RuntimeError where the library refuses the patterns.
    """

    def __init__(self, rules: tuple[Rule, ...], groups: tuple[Groups, ...]) -> None:
        self._lock = Lock()
        self._heard: list[int] = []
        self._fault: type[Exception] = library().error
        try:
            self._scan = self._built(rules, groups, _Parts(library(), trusting=True))
        except RuntimeError:  # it refused a pattern: find out which and do without it
            self._scan = self._built(rules, groups, _Parts(library(), trusting=False))

    def _built(
        self, rules: tuple[Rule, ...], groups: tuple[Groups, ...], parts: _Parts
    ) -> Callable[..., object]:
        self.always: list[int] = []
        self.loose: set[int] = set()
        for number, rule in enumerate(rules):
            if () in groups[number]:
                continue
            needed = [parts.of_words(group) for group in groups[number] if group is not None]
            for shapes in ((rule.probe,) if rule.probe else (), rule.shapes):
                if shapes and (either := parts.of_shapes(shapes)):
                    needed.append(either)
            if rule.probe and not parts.is_exact(rule.probe):
                self.loose.add(number)
            if needed:
                parts.all_of(number, needed)
            else:
                self.always.append(number)
        return parts.compiled()

    def find(self, text: str) -> list[int] | None:
        """Give the numbers of the rules that may speak, in no order; None: ask another gate."""
        if not self._lock.acquire(blocking=False):  # the library's scratch serves one at a time
            return None
        try:
            heard: list[int] = []
            self._heard = heard
            self._scan(text.encode("utf-8"), match_event_handler=self._hear)
            return heard
        except (UnicodeEncodeError, self._fault):
            # half a pair of surrogates; a scan that ends early, as with few rules in a long line
            return None
        finally:
            self._lock.release()

    def _hear(self, number: int, start: int, end: int, flags: int, context: object) -> None:
        self._heard.append(number)


class _Parts:
    """Expressions on the way to a database; a part is named by its number."""

    def __init__(self, hyperscan: Any, trusting: bool) -> None:
        self._hyperscan = hyperscan
        self._trusting = trusting
        self._once = hyperscan.HS_FLAG_SINGLEMATCH
        self._quiet = self._once | hyperscan.HS_FLAG_QUIET | hyperscan.HS_FLAG_UTF8
        self._next = _FIRST_PART
        self._rows: list[tuple[bytes, int, int]] = []
        self._known: dict[tuple[str, ...], str] = {}

    def of_words(self, words: tuple[str, ...]) -> str:
        """Any of these words, as a term of a combination."""
        if words not in self._known:
            single = [_plain(word) for word in words if len(word) == 1]
            classes = [f"[{''.join(single[n : n + _AT_ONCE])}]"
                       for n in range(0, len(single), _AT_ONCE)]  # fmt: skip
            longer = [_plain(word) for word in words if len(word) > 1]
            parts = ["|".join(longer[n : n + _AT_ONCE]) for n in range(0, len(longer), _AT_ONCE)]
            self._known[words] = self._either([*classes, *parts])
        return self._known[words]

    def of_shapes(self, shapes: tuple[str, ...]) -> str:
        """Any of these patterns, widened; "" where one of them cannot be told."""
        if shapes not in self._known:
            wide = [wider(shape) for shape in shapes]
            told = [one[0] for one in wide if one and one[1] and self._is_taken(one[0])]
            self._known[shapes] = self._either(told) if len(told) == len(wide) else ""
        return self._known[shapes]

    def is_exact(self, probe: str) -> bool:
        """Tell whether the scan finds this pattern where it stands and nowhere else."""
        wide = wider(probe)
        return bool(self._known.get((probe,))) and wide is not None and wide[1]

    def _is_taken(self, expression: str) -> bool:
        if self._trusting:
            return True
        try:
            database = self._hyperscan.Database()
            database.compile(
                expressions=[expression.encode()], ids=[1], elements=1, flags=[self._quiet]
            )
        except self._hyperscan.error:
            return False
        return True

    def _either(self, expressions: Iterable[str]) -> str:
        numbers = []
        for expression in expressions:
            self._next += 1
            self._rows.append((expression.encode("utf-8"), self._next, self._quiet))
            numbers.append(str(self._next))
        return f"({'|'.join(numbers)})"

    def all_of(self, number: int, needed: list[str]) -> None:
        """Report `number` where each of these parts is found."""
        told = "&".join(needed)
        told = told if "|" in told or "&" in told else f"{told}|{told}"
        flags = self._hyperscan.HS_FLAG_COMBINATION | self._once
        self._rows.append((told.encode(), number, flags))

    def compiled(self) -> Callable[..., object]:
        """Compile the expressions; gives the database's scan."""
        expressions, ids, flags = zip(*self._rows, strict=True)
        database = self._hyperscan.Database()
        try:
            database.compile(
                expressions=list(expressions), ids=list(ids), elements=len(ids), flags=list(flags)
            )
        except self._hyperscan.error as fault:
            raise RuntimeError(str(fault)) from fault
        scan: Callable[..., object] = database.scan
        return scan


def _plain(word: str) -> str:
    return "".join(f"\\x{{{ord(sign):x}}}" for sign in word)
