"""The engine: book and settings in, findings out; per entry, cached by digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

import msgspec

from fangzhi.check.cache import FindingCache
from fangzhi.check.context import DocumentContext, WorkContext
from fangzhi.check.memory import Hits, Memory
from fangzhi.check.passages import Part, check_parts, finding_of, hits_of, of_scope
from fangzhi.check.pieces import book_of, documents_of, heading_doc, placed_nodes
from fangzhi.check.places import place_of
from fangzhi.check.rule import Hit, Rule, all_rules, rules_digest
from fangzhi.check.settings import CheckSettings, Document, complaints
from fangzhi.check.sharing import processes, shared, uncollected
from fangzhi.model.book import Book
from fangzhi.model.finding import Finding, Place
from fangzhi.model.manuscript import Manuscript, tables, texts
from fangzhi.model.text import Text
from fangzhi.model.value import digest_of
from fangzhi.model.work import Entry

Rules = tuple[Rule, ...]
_SHARED_FROM = 100_000
"""Characters from which other processes take a part of the work."""
_SHARE = 8_000
"""Characters that a process takes at a time."""


@uncollected()
def check(
    book: Book, settings: CheckSettings, cache: FindingCache | None = None
) -> tuple[Finding, ...]:
    """Give every finding of the settings' rules on a book, in reading order, nothing folded.

    Documents of a prior volume are compared by rules of work scope, and not checked themselves.
    """
    cache = cache or FindingCache()
    rules = active_rules(settings)
    if cache.memory is not None:
        cache.memory.begin(settings, rules)
    key = digest_of((rules_digest(), settings, [rule.id for rule in rules]))
    steps = tuple(_steps(book, settings, key))
    known = [cache.get(step.key) if step.key else None for step in steps]
    work_key = digest_of((key, book.work.digest, "work"))
    wide = cache.get(work_key)

    def work() -> tuple[Finding, ...]:
        return tuple(_check_wide(book, settings, rules)) if wide is None else wide

    todo = [step for step, kept in zip(steps, known, strict=True) if kept is None]
    new, wide = _done(todo, work, rules, cache.memory)
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
    steps: list[_Step],
    work: Callable[[], tuple[Finding, ...]],
    rules: Rules,
    memory: Memory | None,
) -> tuple[Iterator[tuple[Finding, ...]], tuple[Finding, ...]]:
    """Take the steps and the work, shared between processes where there is enough to share."""
    helpers = processes() - 1 if sum(step.size for step in steps) >= _SHARED_FROM else 0
    pieces = [partial(_found, group, rules, memory) for group in _groups(steps)]
    if helpers:
        found, wide = shared(pieces, work, helpers)
    else:
        with uncollected():
            found, wide = [piece() for piece in pieces], work()
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


def check_entry(
    manuscript: Manuscript,
    settings: CheckSettings,
    cache: FindingCache,
    above: tuple[str, ...] = (),
) -> tuple[Finding, ...]:
    """Check one entry again as an editor types: the findings of `check_manuscript`.

    Keep one `FindingCache(live=True)` between calls: then only texts that changed, or that stand
    near one, are read by the rules on texts. `above` are the headings above the entry.
    """
    rules = active_rules(settings)
    memory = cache.memory
    if memory is not None:
        memory.begin(settings, rules)
    document = (memory or settings).for_document(manuscript.name)
    found = list(complaints(settings))
    with uncollected():
        if not document.prior_volume:
            entry = Entry("0", manuscript, doc=manuscript.name)
            step = _Step("", 0, _parts(entry, document, above), entry)
            found += _found((step,), rules, memory)[0]
        return (*found, *_check_wide(book_of((manuscript,)), settings, rules))


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


class _Step(NamedTuple):
    """Something to check by itself: its key in the cache ("" for none), its size, its texts, and
    the entry that they are of (None: a heading of the outline)."""

    key: str
    size: int
    parts: tuple[Part, ...]
    entry: Entry | None = None


def _steps(book: Book, settings: CheckSettings, key: str) -> Iterator[_Step]:
    """Give the headings and entries of a book in reading order."""
    names = {e.manuscript.source: e.doc or e.manuscript.name for e in book.entries.values()}
    known: dict[str, Document] = {}
    for above, node in placed_nodes(book):
        if node.heading is not None:
            doc = known.setdefault(name := heading_doc(node, names), settings.for_document(name))
            part = Part(Manuscript((node.heading,)), doc, above, True)
            yield _Step("", len(node.heading.text), (part,))
        title = f"{node.label} {node.title}".strip()
        headings = (*above, title) if title else above
        for ref in node.entries:
            entry = book.entries[ref.digest]
            name = entry.doc or entry.manuscript.name
            doc = known.get(name) or known.setdefault(name, settings.for_document(name))
            if not doc.prior_volume:
                entry_key = digest_of((key, ref.digest, name, headings))
                size = sum(len(text.text) for text in texts(entry.manuscript))
                yield _Step(entry_key, size, _parts(entry, doc, headings), entry)


def _parts(entry: Entry, document: Document, above: tuple[str, ...]) -> tuple[Part, ...]:
    if entry.title is None:
        return (Part(entry.manuscript, document, above),)
    title = Part(Manuscript((entry.title,)), document, above, True)
    return title, Part(entry.manuscript, document, (*above, entry.title.text))


def _found(
    steps: Sequence[_Step], rules: Rules, memory: Memory | None
) -> tuple[tuple[Finding, ...], ...]:
    """Give what is found in each step: in its texts, then in its tables."""
    parts = [part for step in steps for part in step.parts]
    told = iter(check_parts(parts, rules, memory))
    found = []
    for step in steps:
        own: list[Finding] = []
        for _ in step.parts:
            own += next(told)
        if step.entry is not None:
            own += _in_tables(step.parts[-1], rules, memory)
            own = [msgspec.structs.replace(finding, entry=step.entry.id) for finding in own]
        found.append(tuple(own))
    return tuple(found)


def _in_tables(part: Part, rules: Rules, memory: Memory | None) -> Iterator[Finding]:
    own = of_scope(rules, "table")
    if own:
        ctx, known = DocumentContext(part.document, part.manuscript), _Blocks((part.manuscript,))
        for table in tables(part.manuscript):
            kept = memory.of_table(table, part.document.name) if memory is not None else None
            yield from _run_wide(own, table, ctx, known, kept)


def _check_wide(book: Book, settings: CheckSettings, rules: Rules) -> Iterator[Finding]:
    documents = tuple(
        DocumentContext(settings.for_document(manuscript.name), manuscript)
        for manuscript in documents_of(book)
    )
    for ctx in documents:
        if not ctx.document.prior_volume:
            known = _Blocks((ctx.manuscript,))
            yield from _run_wide(of_scope(rules, "manuscript"), ctx.manuscript, ctx, known)
    known = _Blocks(tuple(ctx.manuscript for ctx in documents))
    yield from _run_wide(of_scope(rules, "work"), book, WorkContext(settings, documents), known)


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


def _run_wide(
    rules: Rules, subject: Any, ctx: Any, blocks: _Blocks, kept: dict[Rule, Hits] | None = None
) -> Iterator[Finding]:
    """Ask rules of a table, manuscript or book; `kept` is what they found before by itself."""
    doc = ctx.document.name if isinstance(ctx, DocumentContext) else ""
    for rule in rules:
        hits = kept.get(rule) if kept is not None else None
        for hit in _hits(rule, subject, ctx, kept) if hits is None else hits:
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
                finding = finding_of(rule, hit, block, doc or name)
                yield msgspec.structs.replace(finding, also=_also(hit, blocks))


def _hits(
    rule: Rule, subject: Any, ctx: Any, kept: dict[Rule, Hits] | None
) -> Iterable[Hit | Finding]:
    if kept is None:
        return hits_of(rule, subject, ctx)
    ctx.looked = False
    found = hits_of(rule, subject, ctx)
    hits = tuple(hit for hit in found if isinstance(hit, Hit))
    if not ctx.looked and len(hits) == len(found):
        kept[rule] = hits
    return found


def _also(hit: Hit, blocks: _Blocks) -> tuple[Place, ...]:
    places = []
    for anchor in hit.also:
        if (known := blocks.get(anchor.block)) is not None:
            block, name = known
            places.append(place_of(block.origin, block.text, anchor.start, anchor.end, name))
    return tuple(places)
