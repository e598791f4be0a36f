"""Resolutions (定夺): a contradiction settled once by a person, remembered for every work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from fangzhi.facts.records.compare import Conflict
from fangzhi.facts.records.events import Clash, Happening
from fangzhi.facts.records.record import Record
from fangzhi.model.value import FormatError, Value, digest_of, read_json

Verdict = Literal["take-a", "take-b", "scope-differs", "both-with-note", "checked"]
"""取甲, 取乙, 口径不同, 并存加注, 已核; `a` is the smaller value (the earlier date) of the two."""


class Resolution(Value, frozen=True):
    """What a person decided about two values of one fact, with who, when and why.

    `fact` names the fact (`fact_key`), `values` the two values in order, as `value_key` writes
    them; another value is another question, and nothing is taken over for it.
    """

    fact: str
    values: tuple[str, str]
    verdict: Verdict
    who: str
    when: str
    reason: str = ""
    shown: str = ""


def fact_key(conflict: Conflict | Clash) -> str:
    """Name the fact that a contradiction is about: subject, indicator, period and place."""
    return _fact(conflict.doubtful)


def _fact(told: Record | Happening) -> str:
    if isinstance(told, Happening):
        return digest_of(("event", told.thing, told.group))
    return digest_of(("figure", *told.key))


def _names(conflict: Conflict | Clash) -> tuple[str, ...]:
    """The names a fact may have been settled under: by what either place calls it, since another
    work may tell them in another order."""
    return tuple(dict.fromkeys((_fact(conflict.doubtful), _fact(conflict.other))))


def values_of(conflict: Conflict | Clash) -> tuple[str, str]:
    """Give the two values in order, the same whichever place holds which."""
    one, other = _in_order(conflict)
    return value_key(one), value_key(other)


def _in_order(conflict: Conflict | Clash) -> tuple[Record | Happening, Record | Happening]:
    pair: list[Record | Happening] = [conflict.doubtful, conflict.other]
    one, other = sorted(pair, key=lambda told: (_rank(told), value_key(told)))
    return one, other


def value_key(told: Record | Happening) -> str:
    """Write a value without its unit's scale ("87600万元" and "8.76亿元" are one value)."""
    if isinstance(told, Happening):
        return "-".join(f"{part:02d}" for part in told.when)
    return f"{told.value.normalize():f}{told.unit.base}"


def _rank(told: Record | Happening) -> tuple[float, ...]:
    return told.when if isinstance(told, Happening) else (float(told.value),)


def resolve(
    conflict: Conflict | Clash, verdict: Verdict, who: str, when: str, reason: str = ""
) -> Resolution:
    """Write down a person's decision about a contradiction."""
    values = "／".join(_shown(told) for told in _in_order(conflict))
    shown = f"{_named(conflict.doubtful)}：{values}"
    return Resolution(fact_key(conflict), values_of(conflict), verdict, who, when, reason, shown)


def _named(told: Record | Happening) -> str:
    if isinstance(told, Happening):
        return f"{told.thing}{told.words}"
    year = f"{told.year}年" if told.year else ""
    return f"{year}{told.place}{told.subject}{told.indicator}"


def _shown(told: Record | Happening) -> str:
    """Write a value as the text does, a date in full ("18.97亿元", "2024年8月6日")."""
    if isinstance(told, Happening):
        parts = zip(told.when, "年月日", strict=True)
        return "".join(f"{part}{name}" for part, name in parts if part)
    return told.shown


class Resolutions:
    """The decisions of an office; the last one about the same fact and values holds."""

    def __init__(self, resolutions: Iterable[Resolution] = ()) -> None:
        self._by_key = {(r.fact, r.values): r for r in resolutions}

    def find(self, conflict: Conflict | Clash) -> Resolution | None:
        """Give the decision on exactly these two values, None where the question is open."""
        if not self._by_key:
            return None
        values = values_of(conflict)
        found = (self._by_key.get((name, values)) for name in _names(conflict))
        return next((resolution for resolution in found if resolution is not None), None)

    def earlier(self, conflict: Conflict | Clash) -> tuple[Resolution, ...]:
        """Give decisions on the same fact with other values: why a question is open again."""
        names, values = _names(conflict), values_of(conflict)
        found = (r for (fact, _), r in self._by_key.items() if fact in names and r.values != values)
        return tuple(sorted(found, key=lambda r: (r.when, r.values)))

    def is_settled(self, conflict: Conflict | Clash) -> bool:
        """Tell whether nothing is left to ask: a value taken still has to be put in."""
        found = self.find(conflict)
        return found is not None and found.verdict not in ("take-a", "take-b")

    def right_value(self, conflict: Conflict | Clash) -> str:
        """Give the value a person chose, "" where none was chosen."""
        found = self.find(conflict)
        if found is None or found.verdict not in ("take-a", "take-b"):
            return ""
        return found.values[0 if found.verdict == "take-a" else 1]


def write_jsonl(resolutions: Sequence[Resolution]) -> bytes:
    """Write decisions a line each, in the order given."""
    return b"".join(msgspec.json.encode(r, order="deterministic") + b"\n" for r in resolutions)


def read_jsonl(data: bytes) -> tuple[Resolution, ...]:
    """Read decisions back; FormatError names the first line that is not one."""
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            try:
                found.append(read_json(line, Resolution))
            except (msgspec.DecodeError, msgspec.ValidationError) as fault:
                raise FormatError(f"line {number}: {fault}") from fault
    return tuple(found)
