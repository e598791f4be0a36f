"""The literal gate: one pass over a text says which rules can have anything to say about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from fangzhi.check.rule import Rule

Probe = Callable[[str], object]
_MOST_KNOWN = 65536


class Gate:
    """Picks the rules one of whose literals (and one of each group they need) stands in a text.

    Literals go through one Aho-Corasick automaton, which cannot miss a literal that is there;
    a rule with a probe is picked only where the probe matches too.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self._always = 0
        self._needed: list[int] = []
        by_word: dict[str, int] = {}
        bit = 1
        for rule in rules:
            needed = 0
            for group in (rule.literals, *rule.needs):
                if group is None:
                    self._always |= bit
                for literal in group or ():
                    by_word[literal] = by_word.get(literal, 0) | bit
                needed |= bit
                bit <<= 1
            self._needed.append(needed)
        self._bits = list(by_word.values())
        self._words = AhoCorasick(list(by_word), implementation=Implementation.DFA)
        self._probes = [_probe(rule.probe) if rule.probe else None for rule in rules]
        self._by_place: dict[str, int] = {}
        for number, rule in enumerate(rules):
            for place in rule.always_in:
                self._by_place[place] = self._by_place.get(place, 0) | self._needed[number]
        self._known: dict[int, tuple[tuple[Rule, Probe | None], ...]] = {}

    def pick(self, text: str, place: str = "body") -> list[Rule]:
        """Give the rules that may find something in `text`, in id order."""
        bits = self._always | self._by_place.get(place, 0)
        word_bits = self._bits
        for match in self._words.find_matches_as_indexes(text, overlapping=True):
            bits |= word_bits[match[0]]
        allowed = self._known.get(bits)
        if allowed is None:
            allowed = self._allowed(bits)
        return [rule for rule, probe in allowed if probe is None or probe(text)]

    def _allowed(self, bits: int) -> tuple[tuple[Rule, Probe | None], ...]:
        allowed = tuple(
            (rule, probe)
            for rule, needed, probe in zip(self._rules, self._needed, self._probes, strict=True)
            if bits & needed == needed
        )
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
