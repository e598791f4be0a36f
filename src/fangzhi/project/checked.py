"""检查: the report, the findings a line each, Word copies with comments, and the rate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from fangzhi.check.annotate import GRAVE, annotate
from fangzhi.check.byhand import findings_by_hand, read_by_hand
from fangzhi.check.decisions import Matched, acceptance, match, read_decisions
from fangzhi.check.history import Past, course, read_past, remembered, write_past
from fangzhi.check.jsonl import write_jsonl
from fangzhi.check.pieces import documents_of
from fangzhi.check.rate import rate, typed_in, write_rate
from fangzhi.check.report.leader import leader_page
from fangzhi.check.report.page import render_report
from fangzhi.check.report.rows import Known, rows_of
from fangzhi.check.report.spots import mate
from fangzhi.compile.settings import OutlineItem
from fangzhi.files.atomic import write_bytes
from fangzhi.files.refusal import Refused
from fangzhi.model.book import Book
from fangzhi.model.finding import READING_RULE, Decision, Finding, Level
from fangzhi.model.finding import Place as FilePlace
from fangzhi.model.value import digest_of_bytes
from fangzhi.project.copies import write_compared
from fangzhi.project.leader import leader_sheet
from fangzhi.project.load import Project
from fangzhi.project.renamed import under_new_names
from fangzhi.project.unit_lists import write_lists
from fangzhi.publish.pdf.sheet import render_sheet
from fangzhi.publish.result import BODY
from fangzhi.zh.counts import layout_characters

DECISIONS = "审定.jsonl"
"""What people decided about findings, beside the manuscripts; one model Decision a line."""
BY_HAND = "人工差错.jsonl"
"""差错 that people found and no rule did, beside the manuscripts; one a line (check/byhand)."""
HISTORY = "往次.jsonl"
"""What earlier checks found, in 检查; without it nothing is called new or mended."""
LEADER = "领导一页.pdf"


def write_checked(
    folder: Path,
    project: Project,
    book: Book,
    findings: tuple[Finding, ...],
    pages: int = 0,
    comments: Sequence[Level] = GRAVE,
    earlier: Path | None = None,
) -> tuple[Finding, ...]:
    """Write 检查 into `folder`; give the findings with those that writing added.

    `pages` of the typeset book give 版面字数, the trade's other denominator; 0 when not typeset.
    `comments` are the levels of findings that become comments in Word copies; `earlier` is the
    folder of the last check, of which 往次.jsonl is read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    decisions, complaints = remembered_decisions(project)
    elsewhere, missing = _experience(project)
    by_hand, faulty = found_by_hand(project, book)
    matched = _matched(project, findings, decisions)
    open_ones = [f for f in findings if not _settled(f, matched)]
    failed = _annotated(folder / "批注", project, open_ones, comments)
    findings = (*findings, *failed, *complaints, *faulty, *missing)
    past = _past(earlier)
    if past is not None:
        past = under_new_names(past, findings, {file.name for file in project.files})
    write_bytes(folder / HISTORY, write_past(remembered(past, findings)))
    write_bytes(folder / "findings.jsonl", write_jsonl(findings))
    unread = tuple(file.name for file in project.files if not file.read)
    learnt = acceptance((*elsewhere, *decisions))
    done = course(past, findings)
    owed = tuple(_units(project.told.work.outline))
    known = Known(matched.by_fingerprint, decisions, done, learnt, unread, owed)
    rows = rows_of(book, findings, known)
    report = render_report(book, findings, project.told.check, known, rows)
    write_bytes(folder / "报告.html", report)
    write_bytes(folder / LEADER, render_sheet(leader_sheet(leader_page(book, rows, known))))
    write_lists(folder, rows)
    write_compared(folder, project)
    layout = layout_characters(pages, BODY) if pages else 0
    value = rate(findings, typed_in(book), matched.by_fingerprint, layout, by_hand=by_hand)
    write_bytes(folder / "rate.json", write_rate(value))
    return findings


def decided(project: Project, findings: Sequence[Finding]) -> tuple[Matched, tuple[Finding, ...]]:
    """Give what people decided about these findings, and findings for what cannot be read."""
    decisions, complaints = remembered_decisions(project)
    return _matched(project, findings, decisions), complaints


def remembered_decisions(project: Project) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """Give the decisions beside the manuscripts, the last word on each finding counting."""
    path = project.folder / DECISIONS
    return _read(path, path.name) if path.is_file() else ((), ())


def found_by_hand(project: Project, book: Book) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Give the 差错 that people noted, and findings for the lines that cannot be read."""
    path = project.folder / BY_HAND
    if not path.is_file():
        return (), ()
    rows, unread = read_by_hand(path.read_bytes(), path.name)
    return findings_by_hand(rows, documents_of(book)), _faults(unread, path.name)


def _units(outline: Iterable[OutlineItem]) -> Iterator[str]:
    """Give the units that the outline names, in its order."""
    for item in outline:
        if item.unit:
            yield item.unit
        yield from _units(item.nodes)


def _matched(
    project: Project, findings: Sequence[Finding], decisions: Sequence[Decision]
) -> Matched:
    return match(findings, decisions, {file.name for file in project.files})


def _experience(project: Project) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """Give the decisions of earlier works that the settings name."""
    found: list[Decision] = []
    faults: list[Finding] = []
    for name in project.told.experience:
        path = project.folder / name
        if path.suffix != ".jsonl" or not path.is_file():
            words = f"设置里 experience 写的“{name}”没有找到（须是 .jsonl），规则采纳率没有计入它。"
            faults.append(Finding(READING_RULE, "式", words, place=FilePlace(name)))
            continue
        decisions, complaints = _read(path, name)
        found += decisions
        faults += complaints
    return tuple(found), tuple(faults)


def _read(path: Path, name: str) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    decisions, complaints = read_decisions(path.read_bytes(), path.name)
    return decisions, _faults(complaints, name)


def _faults(complaints: Iterable[str], name: str) -> tuple[Finding, ...]:
    place = FilePlace(name)
    return tuple(Finding(READING_RULE, "式", words, place=place) for words in complaints)


def _settled(finding: Finding, matched: Matched) -> bool:
    """Tell whether a person said that nothing is to be done here."""
    decision = matched.by_fingerprint.get(finding.fingerprint)
    return decision is not None and decision.verdict != "confirmed"


def _past(folder: Path | None) -> tuple[Past, ...] | None:
    path = folder / HISTORY if folder is not None else None
    return read_past(path.read_bytes()) if path is not None and path.is_file() else None


def _annotated(
    folder: Path, project: Project, findings: Iterable[Finding], levels: Sequence[Level]
) -> list[Finding]:
    """Write a copy with comments of each DOCX with findings of these levels; the original stays."""
    by_doc: defaultdict[str, list[Finding]] = defaultdict(list)
    others: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        placed = finding.place is not None and finding.place.block is not None
        if finding.place is not None and placed and finding.level in levels:
            by_doc[finding.place.doc].append(finding)
            if (other := mate(finding)) is not None:
                others[other.doc].append(finding)
    failed = []
    for file in project.files:
        if file.media_type != "docx" or not (by_doc[file.name] or others[file.name]):
            continue
        data = (project.folder / file.name).read_bytes()
        if digest_of_bytes(data) != file.digest:
            failed.append(_changed(file.name))
            continue
        try:
            copy = annotate(data, by_doc[file.name], levels, others[file.name])
        except Refused as fault:
            failed.append(
                Finding(READING_RULE, "式", f"批注没有写成：{fault}", place=FilePlace(file.name))
            )
            continue
        target = folder / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(target, copy)
    return failed


def _changed(name: str) -> Finding:
    words = "这个文件在机检之后又改动了，没有写批注。请再做一遍。"
    return Finding(READING_RULE, "式", words, place=FilePlace(name))
