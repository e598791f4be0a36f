"""Rules on single texts: the gate picks them, they are asked, what they find becomes findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from fangzhi.check.context import TextContext
from fangzhi.check.gate import Gate, gate_for
from fangzhi.check.memory import Memory, Row, Told, around
from fangzhi.check.pieces import Standing, standing_texts
from fangzhi.check.places import place_of
from fangzhi.check.rule import Hit, Rule, Scope
from fangzhi.check.settings import Document
from fangzhi.check.sharing import uncollected
from fangzhi.model.finding import READING_RULE, Finding
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

Rules = tuple[Rule, ...]
_AT_ONCE = 60_000
"""Characters that the gate looks through at a time."""
_AROUND = 12
"""Characters on each side by which a finding is known again after an edit elsewhere."""


@lru_cache(maxsize=32)
def of_scope(rules: Rules, scope: Scope) -> Rules:
    """Give the rules of one scope."""
    return tuple(rule for rule in rules if rule.scope == scope)


class Part(NamedTuple):
    """Texts to be checked: a manuscript, its settings, the headings above it all, and whether its
    texts are headings whatever they seem."""

    manuscript: Manuscript
    document: Document
    above: tuple[str, ...] = ()
    heading: bool = False


class _Placed(NamedTuple):
    """A text of a part, and the number of the part."""

    number: int
    standing: Standing
    place: str
    document: Document


def check_texts(
    manuscript: Manuscript,
    document: Document,
    rules: Rules,
    above: tuple[str, ...] = (),
    *,
    heading: bool = False,
    memory: Memory | None = None,
) -> Iterator[Finding]:
    """Give the findings of the text-scope rules on each text of a manuscript.

    `memory` must have begun with the settings of the document and these rules.
    """
    for _, found in _checked((Part(manuscript, document, above, heading),), rules, memory):
        yield from found


def check_parts(
    parts: Sequence[Part], rules: Rules, memory: Memory | None = None
) -> list[list[Finding]]:
    """Give what `check_texts` finds in each part; the gate looks through many parts at once."""
    found: list[list[Finding]] = [[] for _ in parts]
    for number, own in _checked(parts, rules, memory):
        found[number] += own
    return found


def _checked(
    parts: Sequence[Part], rules: Rules, memory: Memory | None
) -> Iterator[tuple[int, Iterable[Finding]]]:
    groups = _together(parts, of_scope(rules, "text"))
    while True:
        with uncollected():
            gate, together = next(groups, (None, []))
            if gate is None:
                return
            told = _remembered(together, gate, memory) if memory else _found(together, gate)
            found = tuple(told)
        yield from found


def _found(together: list[_Placed], gate: Gate) -> Iterator[tuple[int, Iterable[Finding]]]:
    for one, own in zip(together, _picked(together, gate), strict=True):
        if own:
            rows, faults = _asked(one.standing, one.document, own, one.place)
            if rows or faults:
                block = one.standing.block
                yield one.number, _findings(rows, faults, block, one.document.name)


def _remembered(
    together: list[_Placed], gate: Gate, memory: Memory
) -> Iterator[tuple[int, Iterable[Finding]]]:
    """The same findings, of what is known from the last check where that still holds."""
    known = [memory.told(one.standing, one.place, one.document.name) for one in together]
    fresh = [one for one, told in zip(together, known, strict=True) if told is None]
    called = iter(_picked(fresh, gate))
    for (number, standing, place, document), told in zip(together, known, strict=True):
        changed = told.around.changed(around(standing)) if told is not None else 0
        rows: Sequence[Row]
        faults: list[Finding] = []
        if told is None:
            rows, faults = _asked(standing, document, next(called), place)
        elif changed & told.looked:
            rows, faults = _asked_again(standing, document, told, place, changed)
        else:
            rows = told.rows
        if (told is None or changed) and not faults:
            memory.keep(standing, place, document.name, rows)
        if rows or faults:
            yield number, _findings(rows, faults, standing.block, document.name)


def _picked(together: list[_Placed], gate: Gate) -> list[list[Rule]]:
    """Give the rules that are asked of each text."""
    if not together:
        return []
    words = [one.standing.block.text for one in together]
    picked = gate.pick(words, [one.standing.place for one in together])
    for number, rule in gate.swept(words, together[0].document):
        picked[number].append(rule)
    return picked


def _together(parts: Iterable[Part], rules: Rules) -> Iterator[tuple[Gate, list[_Placed]]]:
    """Put texts together that one gate looks through at once."""
    group: list[_Placed] = []
    size = 0
    gate: Gate | None = None
    last: Document | None = None
    for number, (manuscript, document, above, heading) in enumerate(parts):
        own = gate_for(rules, document)
        apart = own is not gate or (last is not None and not _swept_alike(last, document))
        if gate is not None and group and (apart or size >= _AT_ONCE):
            yield gate, group
            group, size = [], 0
        gate, last = own, document
        for standing in standing_texts(manuscript, above):
            place = "heading" if heading else standing.place
            group.append(_Placed(number, standing, place, document))
            size += len(standing.block.text)
            if size >= _AT_ONCE:
                yield gate, group
                group, size = [], 0
    if gate is not None and group:
        yield gate, group


def _swept_alike(one: Document, other: Document) -> bool:
    """Tell whether what a rule's `sweep` may read of two documents is the same."""
    return one is other or (one.kind == other.kind and one.spelling == other.spelling)


def _asked(
    standing: Standing, document: Document, rules: Iterable[Rule], place: str
) -> tuple[list[Row], list[Finding]]:
    """Ask rules of a text; give what each found or looked at, and the faults of rules."""
    rows: list[Row] = []
    faults: list[Finding] = []
    block = standing.block
    ctx = TextContext(
        block, document, place, standing.headings, standing.siblings, standing.index, standing.after
    )
    text = block.text
    for rule in rules:
        ctx.looked = 0
        found = hits_of(rule, text, ctx)
        if not found and not ctx.looked:
            continue
        hits: list[Hit] = []
        for hit in found:
            if isinstance(hit, Finding):
                faults.append(hit)
            elif rule.quotes == "read" or not ctx.is_quoted(hit.start, hit.end):
                hits.append(hit)
        rows.append(Row(rule, ctx.looked, tuple(hits)))
    return rows, faults


def _asked_again(
    standing: Standing, document: Document, told: Told, place: str, changed: int
) -> tuple[list[Row], list[Finding]]:
    """Ask again those rules only that had looked at what changed around a text."""
    rules = [row.rule for row in told.rows if row.looked & changed]
    new, faults = _asked(standing, document, rules, place)
    answers = {row.rule: row for row in new}
    rows = [answers.get(row.rule) if row.looked & changed else row for row in told.rows]
    return [row for row in rows if row is not None], faults


def _findings(
    rows: Iterable[Row], faults: list[Finding], block: Text, doc: str
) -> Iterable[Finding]:
    found = [finding_of(row.rule, hit, block, doc) for row in rows if row.hits for hit in row.hits]
    found += faults
    if len(found) > 1:
        found.sort(key=lambda f: (f.start, f.end, f.rule, f.message))
    return found


def hits_of(rule: Rule, subject: Any, ctx: Any) -> list[Hit | Finding]:
    """Ask a rule; a fault of ours in one rule must not cost the editor the whole check."""
    found: list[Hit | Finding] = []
    try:
        found.extend(rule.find(subject, ctx))  # what came before a fault stays
    except Exception as fault:
        message = (
            f"规则 {rule.id} 在这里没有查完（{type(fault).__name__}: {fault}），请告知维护者。"
        )
        found.append(Finding(READING_RULE, "式", message, block=getattr(subject, "id", "")))
    return found


def finding_of(rule: Rule, hit: Hit, block: Text, doc: str) -> Finding:
    """Give the finding of a hit in a text of a document."""
    words = block.text[hit.start : hit.end]
    return Finding(
        rule.id,
        hit.level or rule.level,
        hit.message,
        block=block.id,
        start=hit.start,
        end=hit.end,
        text=words,
        suggestion=hit.suggestion,
        basis=rule.basis,
        evidence=hit.evidence,
        place=place_of(block.origin, block.text, hit.start, hit.end, doc),
        confidence=hit.confidence,
        before=block.text[max(0, hit.start - _AROUND) : hit.start],
        after=block.text[hit.end : hit.end + _AROUND],
    )
