"""Contradictions between works: the figures and dates that one book tells otherwise than another."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fangzhi.check.context import DocumentContext
from fangzhi.check.pieces import documents_of
from fangzhi.check.rules.conflicts_shared import event_hit, figure_hit, told
from fangzhi.facts.records.compare import Conflict
from fangzhi.facts.records.resolutions import (
    Resolution,
    Resolutions,
    fact_key,
    resolve,
    value_key,
    values_of,
    write_jsonl,
)
from fangzhi.model.value import Value, digest_of
from fangzhi.project.checking import compile_project
from fangzhi.project.deciding import SHORTEST, append_lines
from fangzhi.project.load import Project
from fangzhi.project.settling import Disagreement, insist_known, resolutions_path, verdict_of


class Between(Value, frozen=True):
    """A contradiction between two works: its code, where the two values stand, and the arithmetic.

    `settled` says who chose which value where that has not been put in yet, "" where nobody did.
    `hint` tells that another scope may make both true.
    """

    code: str
    here: str
    there: str
    message: str
    evidence: tuple[str, ...]
    settled: str = ""
    hint: bool = False


class _Works:
    """The documents of several works side by side, each known by its work's title."""

    def __init__(self, projects: Sequence[Project]) -> None:
        self.own: list[DocumentContext] = []
        self.titled: list[DocumentContext] = []
        self.work_of: list[int] = []
        for number, project in enumerate(projects):
            book = compile_project(project).book
            title = book.work.title or project.folder.name
            for manuscript in documents_of(book):
                document = project.told.check.for_document(manuscript.name)
                name = f"{title}·{manuscript.name.replace('/', '·')}"
                shown = msgspec.structs.replace(manuscript, name=name)
                self.own.append(DocumentContext(document, manuscript))
                self.titled.append(DocumentContext(document, shown))
                self.work_of.append(number)
        self.settled = Resolutions(
            one for project in projects for one in project.told.check.resolved
        )

    def contradictions(self) -> list[Disagreement]:
        """Give what two works tell otherwise and nobody has settled for good."""
        every = told(tuple(self.own))
        both: list[Disagreement] = [*every.figures, *every.events]
        return [
            one
            for one in both
            if self.work_of[one.doubtful.doc] != self.work_of[one.other.doc]
            and not self.settled.is_settled(one)
        ]

    def shown(self, one: Disagreement) -> Between:
        """Say of a contradiction where both values stand; nothing is decided."""
        documents = tuple(self.titled)
        hit = figure_hit(one, documents) if isinstance(one, Conflict) else event_hit(one, documents)
        here, there = (self._name(place.doc) for place in (one.doubtful, one.other))
        return Between(
            code_of(one), here, there, hit.message.replace("此处作", f"《{here}》作"),
            tuple(hit.evidence), self._said(one, here, there), hit.confidence == "hint",
        )  # fmt: skip

    def _name(self, number: int) -> str:
        return self.titled[number].manuscript.name.rsplit(".", 1)[0]

    def _said(self, one: Disagreement, here: str, there: str) -> str:
        found, right = self.settled.find(one), self.settled.right_value(one)
        if found is None:
            return ""
        name = here if value_key(one.doubtful) == right else there
        return f"{found.who}{found.when}已定夺取《{name}》的数，请改另一处。"


def code_of(one: Disagreement) -> str:
    """Name a contradiction by its fact and values, whichever work is given first."""
    return str(digest_of((fact_key(one), values_of(one))))[:8]


def between(projects: Sequence[Project]) -> tuple[Between, ...]:
    """Give the contradictions between these works, those that another scope may explain last.

    What contradicts itself inside one work is for that work's own check.
    """
    works = _Works(projects)
    found = [works.shown(one) for one in works.contradictions()]
    return tuple(sorted(found, key=lambda one: one.hint))


def settle_between(
    projects: Sequence[Project], code: str, word: str, who: str, when: str, reason: str
) -> Resolution:
    """Settle a contradiction between works, and write that down for each of them.

    取此处 takes the value named first. ValueError in Chinese for a code or word there is not.
    """
    insist_known(word, reason)
    code = code.strip().lower()
    found = {code_of(one): one for one in _Works(projects).contradictions()}
    named = [name for name in found if len(code) >= SHORTEST and name.startswith(code)]
    if len(named) != 1:
        raise ValueError(f"没有代号“{code}”的矛盾；请照 fangzhi compare facts 列出的写。")
    one = found[named[0]]
    made = resolve(one, verdict_of(one, word), who, when, reason)
    for path in dict.fromkeys(resolutions_path(project).resolve() for project in projects):
        append_lines(path, write_jsonl([made]))
    return made
