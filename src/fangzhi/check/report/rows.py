"""Findings as the page shows them: place in words, words among neighbors, status, drawings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from fangzhi.check.decisions import VERDICTS, Acceptance
from fangzhi.check.history import Course
from fangzhi.check.pieces import documents_of
from fangzhi.check.report.cells import TableIndex
from fangzhi.check.report.drawings import Drawing
from fangzhi.check.report.evidence import draw
from fangzhi.check.report.spots import mate, spot
from fangzhi.check.rule import Rule, all_rules
from fangzhi.model.book import Book
from fangzhi.model.finding import Decision, Finding
from fangzhi.model.manuscript import texts
from fangzhi.model.work import Node

OPEN, NEW, BACK = "未审定", "新", "又出现"
STATUSES = (OPEN, NEW, BACK, *VERDICTS.values())
"""What the page can be filtered by; a finding may be new and undecided at once."""
_AROUND = 24


@dataclass(frozen=True)
class Known:
    """What is known besides the findings: decisions by fingerprint and as they were read, what
    changed since the last check, how often rules were confirmed, files that could not be read, and
    the units that the outline names."""

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    read: tuple[Decision, ...] = ()
    course: Course = field(default_factory=Course)
    acceptance: tuple[Acceptance, ...] = ()
    unread: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Where:
    """Where an entry stands in the work: chapter as shown, and the unit that handed it in."""

    chapter: str
    unit: str


@dataclass(frozen=True)
class Row:
    """A finding as the page shows it; `other_unit` handed in what it is held against, where that
    is another unit than the finding's."""

    finding: Finding
    title: str
    chapter: str
    unit: str
    doc: str
    spot: str
    before: str
    words: str
    after: str
    status: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    decision: Decision | None = None
    other_unit: str = ""

    @property
    def code(self) -> str:
        """The finding's code, as `fangzhi decide` takes it."""
        return self.finding.fingerprint[:8]

    @property
    def summary(self) -> str:
        """The finding in one sentence, with the words it stands on."""
        words = self.words.replace("\n", " ")
        if not words or words in self.finding.message or len(words) > 30:
            return self.finding.message
        return f"“{words}”：{self.finding.message}"

    @property
    def verdict(self) -> str:
        """What a person said, in the words of the page; "" when nobody did."""
        return VERDICTS[self.decision.verdict] if self.decision else ""

    @property
    def settled(self) -> bool:
        """Tell whether a person said that nothing is to be done here."""
        return self.decision is not None and self.decision.verdict != "confirmed"

    @property
    def in_table(self) -> bool:
        """Tell whether the words are shown in their table, and need not be shown alone."""
        return any(drawing.kind == "cells" for drawing in self.drawings)

    @property
    def owner(self) -> str:
        """Who is to answer: the unit, or the file where no unit is known."""
        return self.unit or self.doc


def rows_of(book: Book, findings: Sequence[Finding], known: Known) -> list[Row]:
    """Give a row for each finding, in their order."""
    manuscripts = documents_of(book)
    shown = {text.id: text.text for m in manuscripts for text in texts(m)}
    places, by_doc = _where(book)
    tables = TableIndex(manuscripts)
    rows = []
    for finding in findings:
        doc = finding.place.doc if finding.place else ""
        where = places.get(finding.entry) or by_doc.get(doc) or Where(doc, "")
        against = by_doc.get(other.doc) if (other := mate(finding)) is not None else None
        other_unit = against.unit if against is not None and against.unit != where.unit else ""
        before, after = _around(finding, shown.get(finding.block, ""))
        decision = known.decisions.get(finding.fingerprint)
        rows.append(
            Row(
                finding, title_of(finding.rule), where.chapter, where.unit, doc,
                spot(finding.place.block if finding.place else None), before, finding.text, after,
                _status(finding, decision, known.course), draw(finding, tables), decision,
                other_unit,
            )
        )  # fmt: skip
    return rows


def _where(book: Book) -> tuple[dict[str, Where], dict[str, Where]]:
    """Give where entries stand by id, and for what is said of a whole file, by its first entry."""
    found: dict[str, Where] = {}
    by_doc: dict[str, Where] = {}
    for chapter, unit, node in owned_nodes(book):
        for ref in node.entries:
            entry = book.entries[ref.digest]
            doc = entry.doc or entry.manuscript.name
            where = Where(chapter or doc, entry.unit or unit)
            found[entry.id] = where
            by_doc.setdefault(doc, where)
    return found, by_doc


def owned_nodes(book: Book) -> Iterator[tuple[str, str, Node]]:
    """Give every node with the chapter it stands in and the unit that owes it, as far as known."""

    def walk(nodes: tuple[Node, ...], chapter: str, unit: str) -> Iterator[tuple[str, str, Node]]:
        for node in nodes:
            own = chapter or f"{node.label} {node.title}".strip()
            yield own, node.unit or unit, node
            yield from walk(node.nodes, own, node.unit or unit)

    yield from walk((*book.front, *book.work.nodes), "", "")


def _around(finding: Finding, text: str) -> tuple[str, str]:
    start, end = finding.start, finding.end
    if not finding.text or text[start:end] != finding.text:
        return "", ""
    before = ("…" if start > _AROUND else "") + text[max(0, start - _AROUND) : start]
    after = text[end : end + _AROUND] + ("…" if end + _AROUND < len(text) else "")
    return before, after


def _status(finding: Finding, decision: Decision | None, course: Course) -> tuple[str, ...]:
    told = [VERDICTS[decision.verdict] if decision else OPEN]
    if finding.fingerprint in course.new:
        told.append(NEW)
    if finding.fingerprint in course.back:
        told.append(BACK)
    return tuple(told)


@cache
def rules_by_id() -> dict[str, Rule]:
    """Give rules by id, the first of those registered for several scopes."""
    return {rule.id: rule for rule in reversed(all_rules())}


def title_of(rule: str) -> str:
    """Give a rule's Chinese name, its id where there is no such rule."""
    known = rules_by_id().get(rule)
    return known.title if known else rule
