"""The gate: texts are looked through together for what calls a rule, so that few rules are asked.

A rule is called to a text by its key, the literals it names first. Then its conditions (a literal
of each further group, its probe) are asked of that text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

from fangzhi.check.accel import Scan, library
from fangzhi.check.keys import key_of, rarity
from fangzhi.check.lookup import Lookup, codes_of
from fangzhi.check.rule import Rule
from fangzhi.check.settings import Document

Condition = Callable[[str], object]
Conditions = tuple[Condition, ...]
Calls = Iterable[int]
_BETWEEN = "\0"
"""Between texts looked through together; in no literal."""
_MOST_SETS = 20_000
_MOST_GATES = 8
_NEVER = 10**15
_FEW = 5_000
"""Characters up to which the automaton is quicker than looking everywhere at once."""
_MANY_WORDS = 15_000
"""From here on the full automaton takes too long to build for what it saves."""
PAYS_FROM = 1_500_000
"""Characters from which the time to build the scan of hyperscan comes back."""


class Gate:
    """Picks the rules that may find something in a text; it never leaves out one that would.

    Keys go through one Aho-Corasick automaton, or through hyperscan once that pays. `told` are
    the literals that the settings add to a rule's own, by its number; a rule that lives by them
    alone and is told none is left out.
    """

    def __init__(
        self, rules: tuple[Rule, ...], told: dict[int, tuple[str, ...]] | None = None
    ) -> None:
        rows = [(rule, (told or {}).get(number, ())) for number, rule in enumerate(rules)]
        rows = [(rule, own) for rule, own in rows if rule.literals != () or own or rule.always_in]
        self._swept = tuple((rule, rule.sweep) for rule, _ in rows if rule.sweep is not None)
        rows = [(rule, own) for rule, own in rows if rule.sweep is None]
        self.rules = tuple(rule for rule, _ in rows)
        self._groups = tuple(_groups(rule, own) for rule, own in rows)
        self._keyed = {n for n, row in enumerate(rows) if _key_of_shapes(*row) is not None}
        by_word: dict[str, int] = {}
        for number, (key, *_) in enumerate(self._groups):
            for word in key or ():
                by_word[word] = by_word.get(word, 0) | 1 << number
        self._by_word = by_word
        self._word_bits = list(by_word.values())
        self._numbers: dict[int, tuple[int, ...]] = {0: ()}
        self._with_always: dict[tuple[str, tuple[int, ...]], tuple[int, ...]] = {}
        self._known: dict[object, Condition] = {}
        self._asked = [(*self._holding(n, 1), *self._probe(n)) for n in range(len(rows))]
        self._always = {place: self._called_always(place) for place in self._places()}
        self._asked_at = self._at_places(self._asked)
        self._asked_at_of_scan = self._asked_at
        self._scan: Scan | None = None
        self._built: Scan | None = None
        self._refused = library() is None
        self._read = 0

    def pick(self, texts: Sequence[str], places: Sequence[str]) -> list[list[Rule]]:
        """Give for each text, standing at such a place, the rules that may find something in it."""
        self._read += sum(map(len, texts))
        if self._read > PAYS_FROM:
            self.accelerate()
        calls = self._scan.calls(texts) if self._scan is not None else None
        asked_at = self._asked_at if calls is None else self._asked_at_of_scan
        picked: list[list[Rule]] = []
        for text, place, called in zip(texts, places, calls or self._called(texts), strict=True):
            if place not in self._always:
                place = ""
            if always := self._always[place]:
                called = self._with(tuple(called), place, always)
            picked.append(self._picked(text, called, asked_at[place]) if called else [])
        return picked

    def _with(self, called: tuple[int, ...], place: str, always: Iterable[int]) -> tuple[int, ...]:
        """The rules called, and after them those that look at all texts of the place."""
        known = self._with_always.get((place, called))
        if known is None:
            if len(self._with_always) > _MOST_SETS:
                self._with_always.clear()
            own = tuple(always)
            known = (*(n for n in called if n not in own), *own)
            self._with_always[place, called] = known
        return known

    def _picked(self, text: str, called: Calls, asked: list[Conditions]) -> list[Rule]:
        told: dict[Condition, bool] = {}
        picked = []
        for number in called:
            for condition in asked[number]:
                holds = told.get(condition)
                if holds is None:
                    holds = told[condition] = condition(text) is not None
                if not holds:
                    break
            else:
                picked.append(self.rules[number])
        return picked

    def swept(self, texts: Sequence[str], document: Document) -> Iterator[tuple[int, Rule]]:
        """Give the rules that look through many texts by themselves, with numbers of texts."""
        for rule, sweep in self._swept:
            for number in sweep(texts, document):
                yield number, rule

    @cached_property
    def _words(self) -> AhoCorasick:
        few = len(self._by_word) < _MANY_WORDS
        kind = Implementation.DFA if few else Implementation.ContiguousNFA
        return AhoCorasick(list(self._by_word), implementation=kind)

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(tuple(self._by_word))

    @cached_property
    def _word_rows(self) -> Any:
        """The rules of each word as bits, 64 to a column."""
        width = len(self.rules) // 64 + 1
        bits = b"".join(bits.to_bytes(8 * width, "little") for bits in self._word_bits)
        return np.frombuffer(bits, dtype="<u8").reshape(-1, width)

    def _called(self, texts: Sequence[str]) -> list[tuple[int, ...]]:
        """Give for each text the rules one of whose keys stands in it."""
        found: list[tuple[int, ...]] = [()] * len(texts)
        if sum(map(len, texts)) <= _FEW:
            self._call_few(texts, found)
            return found
        starts, words = self._lookup.find(codes_of(_BETWEEN.join(texts)))
        ends = np.cumsum([len(text) + 1 for text in texts])
        at = np.searchsorted(ends, starts, side="right")
        order = np.argsort(at.astype(np.uint16) if len(texts) < 1 << 16 else at, kind="stable")
        at = at[order]
        firsts = np.flatnonzero(np.diff(at, prepend=-1))
        if len(firsts):
            rows = np.bitwise_or.reduceat(self._word_rows[words[order]], firsts)
            size, told = rows.itemsize * rows.shape[1], rows.tobytes()
            for row, number in enumerate(at[firsts].tolist()):
                bits = int.from_bytes(told[row * size : row * size + size], "little")
                found[number] = self._numbers_of(bits)
        return found

    def _call_few(self, texts: Sequence[str], found: list[tuple[int, ...]]) -> None:
        ends = list(accumulate(len(text) + 1 for text in texts))
        word_bits, at, end_here, bits = self._word_bits, 0, 0, 0
        for word, _, end in self._matches(_BETWEEN.join(texts)):
            if end > end_here:
                if bits:
                    found[at] = self._numbers_of(bits)
                at, bits = bisect_left(ends, end), 0
                end_here = ends[at]
            bits |= word_bits[word]
        if bits:
            found[at] = self._numbers_of(bits)

    def _matches(self, text: str) -> list[tuple[int, int, int]]:
        try:
            return self._words.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half a pair of surrogates
            whole = text.encode("utf-8", "replace").decode("utf-8")
            return self._words.find_matches_as_indexes(whole, overlapping=True)

    def _numbers_of(self, bits: int) -> tuple[int, ...]:
        known = self._numbers.get(bits)
        if known is None:
            if len(self._numbers) > _MOST_SETS:
                self._numbers.clear()
            known = tuple(n for n in range(bits.bit_length()) if bits >> n & 1)
            self._numbers[bits] = known
        return known

    def _places(self) -> tuple[str, ...]:
        return ("", *sorted({place for rule in self.rules for place in rule.always_in}))

    def _called_always(self, place: str) -> dict[int, Conditions]:
        """Rules without a key, and those that look at all texts of a place, with conditions."""
        everywhere = {n: self._asked[n] for n, g in enumerate(self._groups) if g[0] is None}
        there = {n: self._probe(n) for n, r in enumerate(self.rules) if place in r.always_in}
        return everywhere | there

    def _at_places(self, asked: list[Conditions]) -> dict[str, list[Conditions]]:
        """What is asked of a text that a rule is called to, by the place where the text stands."""
        return {
            place: [always.get(n, conditions) for n, conditions in enumerate(asked)]
            for place, always in self._always.items()
        }

    def _probe(self, number: int) -> Conditions:
        probe = self.rules[number].probe
        if probe and probe not in self._known:
            # sre would try an anchored pattern at every character
            compiled = re.compile(probe)
            self._known[probe] = compiled.match if probe.startswith("\\A") else compiled.search
        return (self._known[probe],) if probe else ()

    def _holding(self, number: int, first: int) -> Conditions:
        """That a text holds a literal of each group from `first` on."""
        groups = self._groups[number][first:]
        return tuple(self._one_of(words) for words in groups if words is not None)

    def _one_of(self, words: tuple[str, ...]) -> Condition:
        if words not in self._known:
            self._known[words] = re.compile(_either(words)).search
        return self._known[words]

    def accelerate(self) -> None:
        """Pick by hyperscan from now on, where it is installed and takes the patterns."""
        if self._scan is not None or self._refused:
            return
        try:
            keys = tuple(g[0] for g in self._groups)
            self._built = self._built or Scan(self.rules, keys, self._keyed)
        except RuntimeError:
            self._refused = True
            return
        shaped, sure = self._built.shaped, self._built.sure
        asked = [
            (*self._holding(n, int(n not in shaped)), *(() if n in sure else self._probe(n)))
            for n in range(len(self.rules))
        ]
        self._asked_at_of_scan = self._at_places(asked)
        self._scan = self._built

    def use_scan(self, wanted: bool) -> None:
        """Pick by hyperscan or not, whatever has been read; to measure one against the other."""
        self._read = -_NEVER
        if wanted:
            self.accelerate()
        else:
            self._scan = None

    @property
    def is_accelerated(self) -> bool:
        """Tell whether hyperscan picks."""
        return self._scan is not None


def _either(words: Iterable[str]) -> str:
    """A pattern of any of these words; those that go on in the same ways stand together."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    firsts: dict[tuple[str, ...], list[str]] = {}
    for first, rest in rests.items():
        firsts.setdefault(() if "" in rest else tuple(dict.fromkeys(rest)), []).append(first)
    parts = []
    for ways, own in firsts.items():
        single = all(len(word) == 1 for word in ways)
        goes_on = f"[{_signs(ways)}]" if single else f"(?:{'|'.join(map(re.escape, ways))})"
        parts.append(f"[{_signs(own)}]{goes_on if ways else ''}")
    return "|".join(parts) or "(?!)"


def _signs(signs: Iterable[str]) -> str:
    return "".join(map(re.escape, signs))


def _groups(rule: Rule, own: tuple[str, ...]) -> tuple[tuple[str, ...] | None, ...]:
    """The literals of which a text must hold one of each group; first those of the key."""
    key = (*rule.literals, *own) if rule.literals is not None else None
    key = _key_of_shapes(rule, own) or key
    return (key, *((*group, *own) for group in rule.needs))


def _key_of_shapes(rule: Rule, own: tuple[str, ...]) -> tuple[str, ...] | None:
    """The words that a rule's shapes hold, where these are rarer than its literals."""
    if own or not rule.shapes or rule.literals is None:
        return None
    key = key_of(rule.shapes)
    return key if key and rarity(key) < rarity(rule.literals) else None


_GATES: OrderedDict[tuple[object, ...], Gate] = OrderedDict()
_BY_TABLE: OrderedDict[tuple[object, ...], tuple[object, Gate]] = OrderedDict()


def gate_for(rules: tuple[Rule, ...], document: Document) -> Gate:
    """Give the gate over these rules and what the document's settings tell them, built once."""
    table = document.authority
    key = rules, id(table), document.area
    known = _BY_TABLE.get(key)
    if known is None or known[0] is not table:
        told = _told(rules, document)
        own = rules, *told.items()
        gate = _GATES.get(own) or _GATES.setdefault(own, Gate(rules, told))
        known = _BY_TABLE[key] = table, gate
        for kept in (_GATES, _BY_TABLE):
            if len(kept) > _MOST_GATES:
                kept.popitem(last=False)
    return known[1]


def _told(rules: tuple[Rule, ...], document: Document) -> dict[int, tuple[str, ...]]:
    def words(told: Callable[[Any], Iterable[str]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for word in told(document) if word))

    return {number: words(rule.told) for number, rule in enumerate(rules) if rule.told}
