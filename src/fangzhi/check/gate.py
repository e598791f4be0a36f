"""The literal gate: one pass over a text says which rules can have anything to say about it."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from fangzhi.check.accel import Scan, library
from fangzhi.check.rule import Rule
from fangzhi.check.settings import Document

Probe = Callable[[str], object]
_Allowed = tuple[list[Rule], tuple[tuple[Probe, list[Rule]], ...]]
_BLOCK = 10
"""Rules whose bits are looked up together: 2^10 sets at most, but for rules of several groups."""
_MOST_GATES = 8
_NEVER = 10**15
_MANY_WORDS = 15_000
"""From here on the full automaton takes too long to build for what it saves."""
PAYS_FROM = 1_500_000
"""Characters from which the time to build the scan of hyperscan comes back."""


class Gate:
    """Picks the rules one of whose literals (and one of each group they need) stands in a text.

    Literals go through one Aho-Corasick automaton, which cannot miss a literal that is there;
    a rule with a probe is picked only where the probe matches too. `told` are the literals that
    the settings add to a rule's own, by its number; a rule that lives by them alone and is told
    none is left out.
    """

    def __init__(
        self, rules: tuple[Rule, ...], told: dict[int, tuple[str, ...]] | None = None
    ) -> None:
        rows = [(rule, (told or {}).get(number, ())) for number, rule in enumerate(rules)]
        self._rows = [
            (
                rule,
                (
                    (*rule.literals, *own) if rule.literals is not None else None,
                    *((*group, *own) for group in rule.needs),
                ),
            )
            for rule, own in rows
            if (rule.literals != () or own or rule.always_in) and rule.quick is None
        ]
        self.quick = tuple((rule, rule.quick) for rule in rules if rule.quick is not None)
        self.rules = tuple(rule for rule, _ in self._rows)
        self._scan: Scan | None = None
        self._built: Scan | None = None
        self._refused = library() is None
        self._by_place: dict[str, int] = {}
        self._always = 0
        self._rules: dict[int, tuple[Rule, int]] = {}  # by the bit of its literals, with all bits
        self._firsts = 0
        by_word = self._bits_of_words()
        self._bits = list(by_word.values())
        kind = Implementation.DFA if len(by_word) < _MANY_WORDS else Implementation.ContiguousNFA
        self._words = AhoCorasick(list(by_word), implementation=kind)
        self._blocks = self._in_blocks()
        self._probes: dict[str, Probe] = {}
        self._read = 0

    def _bits_of_words(self) -> dict[str, int]:
        by_word: dict[str, int] = {}
        bit = 1
        for rule, groups in self._rows:
            first, needed = bit, 0
            for group in groups:
                if group is None:
                    self._always |= bit
                for literal in group or ():
                    by_word[literal] = by_word.get(literal, 0) | bit
                needed |= bit
                bit <<= 1
            self._firsts |= first
            self._rules[first] = (rule, needed)
            for place in rule.always_in:
                self._by_place[place] = self._by_place.get(place, 0) | needed
        return by_word

    def _in_blocks(self) -> list[tuple[int, dict[int, _Allowed]]]:
        """Give the bits of a few rules at a time, each with a memory of what they allow.

        Nearly every text has its own set of bits, a block of rules only a few hundred.
        """
        # rules with one probe stand together, so that it is asked once
        rows = sorted(self._rules.values(), key=lambda row: row[0].probe)
        masks: list[int] = []
        held, probe = _BLOCK, ""
        for rule, needed in rows:
            if held >= _BLOCK and not (rule.probe and rule.probe == probe):
                masks.append(0)
                held = 0
            masks[-1] |= needed
            held, probe = held + 1, rule.probe
        return [(mask, {}) for mask in masks]

    def accelerate(self) -> None:
        """Pick by hyperscan from now on, where it is installed and takes the patterns."""
        if self._scan is not None or self._refused:
            return
        try:
            groups = tuple(groups for _, groups in self._rows)
            self._scan = self._built = self._built or Scan(self.rules, groups)
        except RuntimeError:
            self._refused = True

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

    def pick(self, text: str, place: str = "body") -> list[Rule]:
        """Give the rules that may find something in `text`."""
        if self._scan is not None and (numbers := self._scan.find(text)) is not None:
            always = self._ordinals.get(place) or self._ordinals[""]
            if always:
                numbers = list({*numbers, *always})
            rules, loose = self.rules, self._loose
            if loose.keys().isdisjoint(numbers):
                return [rules[n] for n in numbers]
            said: dict[Probe, object] = {}
            return [
                rules[n]
                for n in numbers
                if (probe := loose.get(n)) is None
                or (said[probe] if probe in said else said.setdefault(probe, probe(text)))
            ]
        self._read += len(text)
        if self._read > PAYS_FROM:
            self.accelerate()
        bits = self._by_place.get(place, 0) | self._always
        word_bits = self._bits
        for match in self._words.find_matches_as_indexes(text, overlapping=True):
            bits |= word_bits[match[0]]
        picked: list[Rule] = []
        for mask, known in self._blocks:
            if own := bits & mask:
                allowed = known.get(own)
                if allowed is None:
                    allowed = known[own] = self._allowed(own)
                sure, probed = allowed
                picked += sure
                for probe, rules_of_probe in probed:
                    if probe(text):
                        picked += rules_of_probe
        return picked

    @cached_property
    def _ordinals(self) -> dict[str, tuple[int, ...]]:
        """For the scan: by place, the rules that run there whatever the text holds."""
        assert self._scan is not None
        places = {place for rule in self.rules for place in rule.always_in} | {""}
        return {
            place: (
                *self._scan.always,
                *(n for n, rule in enumerate(self.rules) if place in rule.always_in),
            )
            for place in places
        }

    @cached_property
    def _loose(self) -> dict[int, Probe]:
        assert self._scan is not None
        return {n: self._probe(self.rules[n].probe) for n in self._scan.loose}

    def _probe(self, pattern: str) -> Probe:
        if pattern not in self._probes:
            # sre would try an anchored pattern at every character
            compiled = re.compile(pattern)
            anchored = pattern.startswith("\\A")
            self._probes[pattern] = compiled.match if anchored else compiled.search
        return self._probes[pattern]

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
        return sure, tuple((self._probe(p), rules) for p, rules in by_probe.items())


_GATES: OrderedDict[tuple[object, ...], tuple[object, Gate]] = OrderedDict()
_BY_TABLE: OrderedDict[tuple[int, int, str], tuple[object, object, Gate]] = OrderedDict()


def gate_for(rules: tuple[Rule, ...], document: Document) -> Gate:
    """Give the gate over these rules and what the document's settings tell them, built once."""
    table = document.authority
    key = id(rules), id(table), document.area
    known = _BY_TABLE.get(key)
    if known is not None and known[0] is rules and known[1] is table:
        return known[2]
    told = _told(rules, document)
    gate = _kept((id(rules), *told.items()), rules, lambda: Gate(rules, told))
    _BY_TABLE[key] = rules, table, gate
    if len(_BY_TABLE) > _MOST_GATES:
        _BY_TABLE.popitem(last=False)
    return gate


def _kept(key: tuple[object, ...], rules: tuple[Rule, ...], build: Callable[[], Gate]) -> Gate:
    known = _GATES.get(key)
    if known is None or known[0] is not rules:
        known = _GATES[key] = rules, build()
        if len(_GATES) > _MOST_GATES:
            _GATES.popitem(last=False)
    return known[1]


def _told(rules: tuple[Rule, ...], document: Document) -> dict[int, tuple[str, ...]]:
    def words(told: Callable[[Any], Iterable[str]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for word in told(document) if word))

    return {number: words(rule.told) for number, rule in enumerate(rules) if rule.told}
