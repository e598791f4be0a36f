"""The engine: book and settings in, findings out; per entry, cached by digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

import msgspec

from fangzhi.check.cache import FindingCache
from fangzhi.check.context import DocumentContext, TextContext, WorkContext
from fangzhi.check.gate import gate_for
from fangzhi.check.pieces import (
    Standing,
    book_of,
    documents_of,
    heading_doc,
    placed_nodes,
    standing_texts,
)  # fmt: skip
from fangzhi.check.places import place_of
from fangzhi.check.rule import Hit, Rule, Scope, all_rules, rules_digest
from fangzhi.check.settings import CheckSettings, Document, complaints
from fangzhi.check.sharing import processes, shared
from fangzhi.model.book import Book
from fangzhi.model.finding import READING_RULE, Finding, Place
from fangzhi.model.manuscript import Manuscript, tables, texts
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of
from fangzhi.model.work import Entry, Node

Rules = tuple[Rule, ...]
_SHARED_FROM = 100_000
"""Characters from which other processes take a part of the work."""
_SHARE = 8_000
"""Characters that a process takes at a time."""
_AT_ONCE = 20_000
"""Characters that the gate looks through at a time."""
_AROUND = 12
"""Characters on each side by which a finding is known again after an edit elsewhere."""


def check(
    book: Book, settings: CheckSettings, cache: FindingCache | None = None
) -> tuple[Finding, ...]:
    """Give every finding of the settings' rules on a book, in reading order, nothing folded.

    Documents of a prior volume are compared by rules of work scope, and not checked themselves.
    """
    cache = cache or FindingCache()
    rules = active_rules(settings)
    key = digest_of((rules_digest(), settings, [rule.id for rule in rules]))
    steps = tuple(_steps(book, settings, rules, key))
    known = [cache.get(step.key) if step.key else None for step in steps]
    work_key = digest_of((key, book.work.digest, "work"))
    wide = cache.get(work_key)

    def work() -> tuple[Finding, ...]:
        return tuple(_check_wide(book, settings, rules)) if wide is None else wide

    todo = [step for step, kept in zip(steps, known, strict=True) if kept is None]
    new, wide = _done(todo, work)
    cache.put(work_key, wide)
    found = list(complaints(settings))
    for step, kept in zip(steps, known, strict=True):
        one = next(new) if kept is None else kept
        found += one
        if step.key:
            cache.put(step.key, one)
    cache.save()
    return (*found, *wide)


def _done(
    steps: list[_Step], work: Callable[[], tuple[Finding, ...]]
) -> tuple[Iterator[tuple[Finding, ...]], tuple[Finding, ...]]:
    """Take the steps and the work, shared between processes where there is enough to share."""
    helpers = processes() - 1 if sum(step.size for step in steps) >= _SHARED_FROM else 0
    if not helpers:
        return iter([step.find() for step in steps]), work()
    groups = list(_groups(steps))
    pieces = [lambda group=group: tuple(step.find() for step in group) for group in groups]
    found, wide = shared(pieces, work, helpers)
    return (one for group in found for one in group), wide


def _groups(steps: list[_Step]) -> Iterator[list[_Step]]:
    group: list[_Step] = []
    size = 0
    for step in steps:
        group.append(step)
        size += step.size
        if size >= _SHARE:
            yield group
            group, size = [], 0
    if group:
        yield group


def check_manuscript(
    manuscript: Manuscript, settings: CheckSettings, cache: FindingCache | None = None
) -> tuple[Finding, ...]:
    """Check one manuscript that is not yet compiled."""
    return check_manuscripts((manuscript,), settings, cache)


def check_manuscripts(
    manuscripts: Iterable[Manuscript], settings: CheckSettings, cache: FindingCache | None = None
) -> tuple[Finding, ...]:
    """Check manuscripts that are not yet compiled, together (rules of work scope see all)."""
    return check(book_of(tuple(manuscripts)), settings, cache)


def active_rules(settings: CheckSettings) -> Rules:
    """Give the rules of the settings' packs, without those the book does not use (本书不查)."""
    return _active(frozenset(settings.packs), frozenset(settings.disabled))


@lru_cache(maxsize=32)
def _active(packs: frozenset[str], disabled: frozenset[str]) -> Rules:
    return tuple(
        rule
        for rule in all_rules()
        if rule.id not in disabled and (not rule.packs or packs.intersection(rule.packs))
    )


@lru_cache(maxsize=32)
def _of_scope(rules: Rules, scope: Scope) -> Rules:
    return tuple(rule for rule in rules if rule.scope == scope)


class _Step(NamedTuple):
    """Something to check by itself: its key in the cache ("" for none), its size, how."""

    key: str
    size: int
    find: Callable[[], tuple[Finding, ...]]


def _steps(book: Book, settings: CheckSettings, rules: Rules, key: str) -> Iterator[_Step]:
    """Give the headings and entries of a book in reading order."""
    names = {e.manuscript.source: e.doc or e.manuscript.name for e in book.entries.values()}
    known: dict[str, Document] = {}
    for above, node in placed_nodes(book):
        if node.heading is not None:
            doc = known.setdefault(name := heading_doc(node, names), settings.for_document(name))
            yield _Step("", len(node.heading.text), partial(_heading, node, doc, rules, above))
        title = f"{node.label} {node.title}".strip()
        headings = (*above, title) if title else above
        for ref in node.entries:
            entry = book.entries[ref.digest]
            name = entry.doc or entry.manuscript.name
            doc = known.get(name) or known.setdefault(name, settings.for_document(name))
            if not doc.prior_volume:
                entry_key = digest_of((key, ref.digest, name, headings))
                size = sum(len(text.text) for text in texts(entry.manuscript))
                yield _Step(entry_key, size, partial(_entry, entry, doc, rules, headings))


def _heading(
    node: Node, document: Document, rules: Rules, above: tuple[str, ...]
) -> tuple[Finding, ...]:
    assert node.heading is not None
    heading = Manuscript((node.heading,))
    return tuple(check_texts(heading, document, rules, above, heading=True))


def _entry(
    entry: Entry, document: Document, rules: Rules, above: tuple[str, ...]
) -> tuple[Finding, ...]:
    return tuple(_check_entry(entry, document, rules, above))


def _check_entry(
    entry: Entry, document: Document, rules: Rules, above: tuple[str, ...]
) -> Iterator[Finding]:
    if entry.title is not None:
        title = Manuscript((entry.title,))
        yield from _named(check_texts(title, document, rules, above, heading=True), entry)
        above = (*above, entry.title.text)
    yield from _named(check_texts(entry.manuscript, document, rules, above), entry)
    table_rules = _of_scope(rules, "table")
    if table_rules:
        ctx, known = DocumentContext(document, entry.manuscript), _Blocks((entry.manuscript,))
        for table in tables(entry.manuscript):
            yield from _named(_run_wide(table_rules, table, ctx, known), entry)


def _named(findings: Iterable[Finding], entry: Entry) -> Iterator[Finding]:
    return (msgspec.structs.replace(finding, entry=entry.id) for finding in findings)


def check_texts(
    manuscript: Manuscript,
    document: Document,
    rules: Rules,
    above: tuple[str, ...] = (),
    *,
    heading: bool = False,
) -> Iterator[Finding]:
    """Give the findings of the text-scope rules on each text of a manuscript."""
    gate = gate_for(_of_scope(rules, "text"), document)
    for together in _together(standing_texts(manuscript, above)):
        words = [standing.block.text for standing in together]
        picked = gate.pick(words, [standing.place for standing in together])
        for number, rule in gate.swept(words, document):
            picked[number].append(rule)
        for standing, own in zip(together, picked, strict=True):
            if own:
                yield from _check_text(standing, document, own, heading)


def _together(standings: Iterable[Standing]) -> Iterator[list[Standing]]:
    """Put texts together that the gate looks through at once."""
    group: list[Standing] = []
    size = 0
    for standing in standings:
        group.append(standing)
        size += len(standing.block.text)
        if size >= _AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _check_text(
    standing: Standing, document: Document, rules: Iterable[Rule], heading: bool
) -> list[Finding]:
    block = standing.block
    place = "heading" if heading else standing.place
    ctx = TextContext(
        block, document, place, standing.headings, standing.siblings, standing.index, standing.after
    )
    found: list[Finding] = []
    for rule in rules:
        for hit in _hits(rule, block.text, ctx):
            if isinstance(hit, Finding):
                found.append(hit)
            elif rule.quotes == "read" or not ctx.is_quoted(hit.start, hit.end):
                found.append(_finding(rule, hit, block, document.name))
    if len(found) > 1:
        found.sort(key=lambda f: (f.start, f.end, f.rule, f.message))
    return found


def _hits(rule: Rule, subject: Any, ctx: Any) -> list[Hit | Finding]:
    # a fault of ours in one rule must not cost the editor the whole check
    found: list[Hit | Finding] = []
    try:
        found.extend(rule.find(subject, ctx))  # what came before a fault stays
    except Exception as fault:
        message = (
            f"规则 {rule.id} 在这里没有查完（{type(fault).__name__}: {fault}），请告知维护者。"
        )
        found.append(Finding(READING_RULE, "式", message, block=getattr(subject, "id", "")))
    return found


def _finding(rule: Rule, hit: Hit, block: Text, doc: str) -> Finding:
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


def _check_wide(book: Book, settings: CheckSettings, rules: Rules) -> Iterator[Finding]:
    documents = tuple(
        DocumentContext(settings.for_document(manuscript.name), manuscript)
        for manuscript in documents_of(book)
    )
    for ctx in documents:
        if not ctx.document.prior_volume:
            known = _Blocks((ctx.manuscript,))
            yield from _run_wide(_of_scope(rules, "manuscript"), ctx.manuscript, ctx, known)
    known = _Blocks(tuple(ctx.manuscript for ctx in documents))
    yield from _run_wide(_of_scope(rules, "work"), book, WorkContext(settings, documents), known)


class _Blocks:
    """The texts of manuscripts by id, with the name of theirs; gathered when first asked for."""

    def __init__(self, manuscripts: tuple[Manuscript, ...]) -> None:
        self._manuscripts = manuscripts

    @cached_property
    def _by_id(self) -> dict[str, tuple[Text, str]]:
        return {text.id: (text, m.name) for m in self._manuscripts for text in texts(m)}

    def get(self, block: str) -> tuple[Text, str] | None:
        """Give a text and the name of its document, None where no text has this id."""
        return self._by_id.get(block) if block else None


def _run_wide(rules: Rules, subject: Any, ctx: Any, blocks: _Blocks) -> Iterator[Finding]:
    doc = ctx.document.name if isinstance(ctx, DocumentContext) else ""
    for rule in rules:
        for hit in _hits(rule, subject, ctx):
            if isinstance(hit, Finding):
                yield hit
            elif (known := blocks.get(hit.block)) is None:
                yield Finding(
                    rule.id, hit.level or rule.level, hit.message, basis=rule.basis,
                    evidence=hit.evidence, place=Place(hit.doc or doc), confidence=hit.confidence,
                    also=_also(hit, blocks),
                )  # fmt: skip
            else:
                block, name = known
                finding = _finding(rule, hit, block, doc or name)
                yield msgspec.structs.replace(finding, also=_also(hit, blocks))


def _also(hit: Hit, blocks: _Blocks) -> tuple[Place, ...]:
    places = []
    for anchor in hit.also:
        if (known := blocks.get(anchor.block)) is not None:
            block, name = known
            places.append(place_of(block.origin, block.text, anchor.start, anchor.end, name))
    return tuple(places)
