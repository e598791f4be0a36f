"""The literal gate: one pass over a text says which rules can have anything to say about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from fangzhi.check.rule import Rule

Probe = Callable[[str], object]
_Allowed = tuple[list[Rule], tuple[tuple[Probe, list[Rule]], ...]]
_MOST_KNOWN = 65536


class Gate:
    """Picks the rules one of whose literals (and one of each group they need) stands in a text.

    Literals go through one Aho-Corasick automaton, which cannot miss a literal that is there;
    a rule with a probe is picked only where the probe matches too.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._always = 0
        self._rules: dict[int, tuple[Rule, int]] = {}  # by the bit of its literals, with all bits
        self._firsts = 0
        by_word: dict[str, int] = {}
        bit = 1
        for rule in rules:
            first, needed = bit, 0
            for group in (rule.literals, *rule.needs):
                if group is None:
                    self._always |= bit
                for literal in group or ():
                    by_word[literal] = by_word.get(literal, 0) | bit
                needed |= bit
                bit <<= 1
            self._firsts |= first
            self._rules[first] = (rule, needed)
        self._bits = list(by_word.values())
        self._words = AhoCorasick(list(by_word), implementation=Implementation.DFA)
        self._by_place: dict[str, int] = {}
        for rule, needed in self._rules.values():
            for place in rule.always_in:
                self._by_place[place] = self._by_place.get(place, 0) | needed
        probes = {rule.probe for rule in rules if rule.probe}
        self._probes = {pattern: _probe(pattern) for pattern in probes}
        self._known: dict[int, _Allowed] = {}

    def pick(self, text: str, place: str = "body") -> list[Rule]:
        """Give the rules that may find something in `text`."""
        bits = self._by_place.get(place, 0) | self._always
        word_bits = self._bits
        for match in self._words.find_matches_as_indexes(text, overlapping=True):
            bits |= word_bits[match[0]]
        allowed = self._known.get(bits)
        if allowed is None:
            allowed = self._allowed(bits)
        picked, probed = allowed
        for probe, rules in probed:
            if probe(text):
                picked = picked + rules
        return picked

    def _allowed(self, bits: int) -> _Allowed:
        """The rules whose literals are there; those with a probe apart, by their probe."""
        sure: list[Rule] = []
        by_probe: dict[str, list[Rule]] = {}
        firsts = bits & self._firsts
        while firsts:
            rule, needed = self._rules[firsts & -firsts]
            firsts &= firsts - 1
            if bits & needed == needed:
                (by_probe.setdefault(rule.probe, []) if rule.probe else sure).append(rule)
        allowed = sure, tuple((self._probes[p], rules) for p, rules in by_probe.items())
        if len(self._known) < _MOST_KNOWN:
            self._known[bits] = allowed
        return allowed


def _probe(pattern: str) -> Probe:
    # sre would try an anchored pattern at every character
    compiled = re.compile(pattern)
    return compiled.match if pattern.startswith("\\A") else compiled.search


@lru_cache(maxsize=8)
def gate_for(rules: tuple[Rule, ...]) -> Gate:
    """Give the gate over these rules, built once."""
    return Gate(rules)
