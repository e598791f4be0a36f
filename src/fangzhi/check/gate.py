"""The literal gate: one pass over a text says which rules can have anything to say about it."""

from __future__ import annotations

from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from fangzhi.check.rule import Rule


class Gate:
    """Picks the rules one of whose literals (and one of each group they need) stands in a text.

    Literals of one character go through a set intersection, longer ones through one
    Aho-Corasick automaton; neither can miss a literal that is there.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self._always = 0
        self._needed: list[int] = []
        self._by_char: dict[str, int] = {}
        by_word: dict[str, int] = {}
        bit = 1
        for rule in rules:
            needed = 0
            for group in (rule.literals, *rule.needs):
                if group is None:
                    self._always |= bit
                for literal in group or ():
                    table = self._by_char if len(literal) == 1 else by_word
                    table[literal] = table.get(literal, 0) | bit
                needed |= bit
                bit <<= 1
            self._needed.append(needed)
        self._chars = frozenset(self._by_char)
        self._word_bits = list(by_word.values())
        self._automaton = AhoCorasick(list(by_word)) if by_word else None
        self._by_place: dict[str, int] = {}
        for number, rule in enumerate(rules):
            for place in rule.always_in:
                self._by_place[place] = self._by_place.get(place, 0) | self._needed[number]
        self._picked: dict[int, tuple[Rule, ...]] = {}

    def pick(self, text: str, place: str = "body") -> tuple[Rule, ...]:
        """Give the rules that may find something in `text`, in id order."""
        bits = self._always | self._by_place.get(place, 0)
        for char in self._chars.intersection(text):
            bits |= self._by_char[char]
        if self._automaton is not None:
            for match in self._automaton.find_matches_as_indexes(text, overlapping=True):
                bits |= self._word_bits[match[0]]
        picked = self._picked.get(bits)
        if picked is None:
            picked = tuple(
                rule
                for rule, needed in zip(self._rules, self._needed, strict=True)
                if bits & needed == needed
            )
            if len(self._picked) < 65536:
                self._picked[bits] = picked
        return picked


@lru_cache(maxsize=8)
def gate_for(rules: tuple[Rule, ...]) -> Gate:
    """Give the gate over these rules, built once."""
    return Gate(rules)
