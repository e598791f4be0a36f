"""定夺: a contradiction settled once, remembered for every work that uses the fact."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from fangzhi.check.context import DocumentContext
from fangzhi.check.pieces import documents_of
from fangzhi.check.rules.conflicts_shared import Documents, told
from fangzhi.compile.printable import with_priors
from fangzhi.facts.records.compare import Conflict
from fangzhi.facts.records.events import Clash
from fangzhi.facts.records.resolutions import (
    Resolution,
    Verdict,
    resolve,
    value_key,
    values_of,
    write_jsonl,
)
from fangzhi.model.book import Book
from fangzhi.model.finding import Finding
from fangzhi.project.checking import check_project
from fangzhi.project.deciding import append_lines, named, unnamed
from fangzhi.project.folder import RESOLUTIONS
from fangzhi.project.load import Project

Disagreement: TypeAlias = Conflict | Clash
"""Two places that cannot both be right: two figures, or two dates of an event."""
WORDS: dict[str, Verdict | None] = {
    "取此处": None,
    "取另一处": None,
    "口径不同": "scope-differs",
    "并存加注": "both-with-note",
    "已核": "checked",
}
"""What an editor may say; the first two become take-a or take-b by which value stands where."""


def settle(project: Project, code: str, word: str, who: str, when: str, reason: str) -> Resolution:
    """Settle the contradiction that a finding (by its code) is about, and write that down.

    ValueError in Chinese where the code names none, or the word is none of WORDS.
    """
    insist_known(word, reason)
    checked = check_project(project)
    finding = named(checked.findings, code)
    if finding is None:
        raise ValueError(unnamed(checked.findings, code))
    made = settled(project, checked.book, finding, word, who, when, reason)
    append_lines(resolutions_path(project), write_jsonl([made]))
    return made


def settled(
    project: Project, book: Book, finding: Finding, word: str, who: str, when: str, reason: str
) -> Resolution:
    """Give the resolution of the contradiction that a finding is about; nothing is written.

    ValueError in Chinese as for `settle`.
    """
    insist_known(word, reason)
    conflict = _conflict_of(finding, _documents(project, book))
    if conflict is None:
        raise ValueError("这一条不是两处互相矛盾的疑点，请按普通疑点审定。")
    return resolve(conflict, verdict_of(conflict, word), who, when, reason)


def insist_known(word: str, reason: str) -> None:
    """Raise ValueError in Chinese for a word that is none of WORDS, or lacks its reason."""
    if word not in WORDS:
        raise ValueError(f"“{word}”不是定夺的写法；可写：{'、'.join(WORDS)}。")
    if word in ("口径不同", "并存加注") and not reason.strip():
        raise ValueError(f"{word}要写明理由（命令行用 --reason）。")


def _documents(project: Project, book: Book) -> Documents:
    book = with_priors(book, project.told.work, project.priors)
    return tuple(
        DocumentContext(project.told.check.for_document(manuscript.name), manuscript)
        for manuscript in documents_of(book)
    )


def _conflict_of(finding: Finding, documents: Documents) -> Disagreement | None:
    all_told = told(documents)
    every: list[Disagreement] = [*all_told.figures, *all_told.events]
    for conflict in every:
        for place in (conflict.doubtful, conflict.other):
            if (place.block.id, place.start) == (finding.block, finding.start):
                return conflict
    return None


def verdict_of(conflict: Disagreement, word: str) -> Verdict:
    """Turn an editor's word into a verdict on the two values in their order."""
    known = WORDS[word]
    if known is not None:
        return known
    chosen = conflict.doubtful if word == "取此处" else conflict.other
    return "take-a" if value_key(chosen) == values_of(conflict)[0] else "take-b"


def resolutions_path(project: Project) -> Path:
    """Give the file to which this work writes what was settled."""
    shared = project.told.resolutions
    return project.folder / (shared[0] if shared else RESOLUTIONS)
