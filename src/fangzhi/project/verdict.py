"""质量检查单: gather what a verdict rests on, write it, and compute it again for a third party."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pypdfium2

from fangzhi import __version__
from fangzhi.check.certificate import (
    DIGEST_NAMES,
    Basis,
    Certificate,
    Digests,
    Measure,
    certify,
)
from fangzhi.check.rate import typed_in
from fangzhi.check.rule import rules_digest
from fangzhi.check.sampling import draw
from fangzhi.check.weights import STANDARD, Table, read_tables, tables
from fangzhi.compile.printable import printable
from fangzhi.model.book import Book, IndexTerm
from fangzhi.model.finding import Finding
from fangzhi.model.value import digest_of, digest_of_bytes
from fangzhi.model.value import encode as encoded
from fangzhi.project.checked import BY_HAND, DECISIONS, decided, found_by_hand
from fangzhi.project.checking import Checked, check_project
from fangzhi.project.load import Project
from fangzhi.publish.index_pages import pages_of
from fangzhi.publish.renderers import RENDERERS
from fangzhi.publish.result import BODY
from fangzhi.zh.counts import PageRun, layout_characters


class Asked(msgspec.Struct, frozen=True):
    """What a verdict is asked for: who and when, the table, a sample's seed ("": the whole book),
    and the PDF of another typesetter (b"": ours)."""

    who: str = ""
    date: str = ""
    table: str = STANDARD
    table_text: str = ""
    seed: str = ""
    pdf: bytes = b""


class Paging(msgspec.Struct, frozen=True):
    """Pages of a PDF, physical and from 0: how many, those of the text, those of findings."""

    count: int
    body: tuple[int, ...]
    of: dict[str, int]


def verdict(project: Project, asked: Asked, checked: Checked | None = None) -> Certificate:
    """Check the work (unless that is done), count what people confirmed, and give the verdict.

    ValueError with a Chinese reason for a table there is not, no text at all, a manuscript or PDF
    that cannot be read, and a line of 审定.jsonl or 人工差错.jsonl that cannot: a paper that left
    one out would be wrong.
    """
    table = _table(asked)
    checked = checked or check_project(project)
    _insist_whole(project, checked.book)
    by_hand, faulty = found_by_hand(project, checked.book)
    findings = (*checked.findings, *by_hand)
    matched, unread = decided(project, findings)
    if unread or faulty:
        raise ValueError(f"{(*unread, *faulty)[0].message}请先改好，再出检查单。")
    pdf = asked.pdf or _typeset(project, checked.book)
    paging = page_findings(pdf, checked.book, findings)
    outside = tuple(sorted(set(range(paging.count)) - set(paging.body)))
    sample = draw(paging.body, BODY.page_characters, asked.seed) if asked.seed else None
    runs = [PageRun(len(paging.body)), PageRun(min(2, len(outside)), "cover"),
            PageRun(max(0, len(outside) - 2))]  # fmt: skip
    measure = Measure(typed_in(checked.book), layout_characters(runs, BODY), paging.count)
    basis = Basis(findings, matched.by_fingerprint, paging.of, sample, outside)
    digests = _digests(project, checked, table, pdf if asked.pdf else b"")
    title = checked.book.work.title or project.folder.resolve().name
    return certify(basis, table, measure, digests, title, asked.who, asked.date)


def _insist_whole(project: Project, book: Book) -> None:
    unread = [file.name for file in project.files if not file.read]
    if unread:
        shown = "、".join(unread[:5]) + ("等" if len(unread) > 5 else "")
        raise ValueError(
            f"有{len(unread)}个文件没有读成（{shown}），没有查过，不能出检查单。请换成能读的文件；"
            "不属于本书的请移出文件夹，或在设置里给它写 skip = true。"
        )
    if not typed_in(book):
        raise ValueError("没有读到正文，不能出检查单。请看文件夹是否写对，来稿是否放进去了。")


def differences(old: Certificate, new: Certificate) -> tuple[str, ...]:
    """Say in Chinese, a line each, in what a verdict computed again is another than the old one."""
    lines = [
        f"{name}与出具时不同"
        for field, name in DIGEST_NAMES.items()
        if getattr(old.digests, field) != getattr(new.digests, field)
    ]
    for name, mine, yours in (
        ("结论", old.outcome, new.outcome),
        ("差错", f"{old.confirmed.errors:f}", f"{new.confirmed.errors:f}"),
        ("差错率", f"{old.confirmed.rate:f}", f"{new.confirmed.rate:f}"),
        ("未审定疑点", str(old.undecided), str(new.undecided)),
        ("抽查页", _pages(old), _pages(new)),
    ):
        if mine != yours:
            lines.append(f"{name}：单上是{mine}，重算是{yours}")
    if not lines and old != new:
        lines.append("单上的文字或数字被改动过")
    return tuple(lines)


def page_findings(pdf: bytes, book: Book, findings: Sequence[Finding]) -> Paging:
    """Find the page of each finding by the words around it; ValueError for no PDF."""
    terms = tuple(
        IndexTerm(finding.fingerprint, "", "", places=((finding.block, finding.start),))
        for finding in findings
        if finding.block
    )
    paged = pages_of(pdf, msgspec.structs.replace(printable(book), index=terms))
    of = {term.term: term.physical[0] - 1 for term in paged.terms if term.physical}
    end = _index_begins(pdf, len(paged.labels))
    body = tuple(
        page for page, label in enumerate(paged.labels) if page < end and label.isdecimal()
    )
    return Paging(len(paged.labels), body, of)


def _index_begins(pdf: bytes, pages: int) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for mark in document.get_toc():
            target = mark.get_dest()
            if mark.level == 0 and mark.get_title().endswith("索引") and target is not None:
                return int(target.get_index())
    finally:
        document.close()
    return pages


def _typeset(project: Project, book: Book) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = RENDERERS["pdf"](printable(book), project.assets, Path(folder))
        return (Path(folder) / made.files[0]).read_bytes()


def _table(asked: Asked) -> Table:
    known = read_tables(asked.table_text) if asked.table_text else tables()
    if asked.table in known:
        return known[asked.table]
    if asked.table_text and len(known) == 1:
        return next(iter(known.values()))
    raise ValueError(f"没有“{asked.table}”这张差错计算标准；可用的有：{'、'.join(known)}。")


def _digests(project: Project, checked: Checked, table: Table, pdf: bytes) -> Digests:
    settings = checked.settings
    return Digests(
        files=digest_of(sorted((file.name, file.digest) for file in project.files)),
        text=checked.book.work.digest,
        rules=rules_digest(),
        switches=digest_of(settings.switches),
        authority=digest_of(settings.authority),
        settings=digest_of(settings),
        decisions=_of_file(project.folder / DECISIONS),
        by_hand=_of_file(project.folder / BY_HAND),
        table=digest_of(table),
        program=__version__,
        pdf=digest_of_bytes(pdf) if pdf else "",
    )


def _of_file(path: Path) -> str:
    return digest_of_bytes(path.read_bytes()) if path.is_file() else ""


def _pages(certificate: Certificate) -> str:
    sample = certificate.sample
    return "、".join(str(page + 1) for page in sample.pages) if sample else "全书"


def write_certificate(certificate: Certificate) -> bytes:
    """Give 质量检查单.json, indented."""
    return msgspec.json.format(encoded(certificate), indent=2) + b"\n"
