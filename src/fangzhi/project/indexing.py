"""The index with the page numbers of a PDF: our own, or the one the printing house sends back."""

from __future__ import annotations

from pathlib import Path

from fangzhi.compile.build import compile_work
from fangzhi.compile.printable import printable
from fangzhi.files.atomic import write_bytes
from fangzhi.model.manuscript import Block, Manuscript
from fangzhi.model.text import Role, Text
from fangzhi.model.value import mint_id
from fangzhi.project.load import Project
from fangzhi.publish.docx.manuscript import write_manuscript
from fangzhi.publish.index_pages import PagedIndex, pages_of

_KINDS = (("主题", "主题索引"), ("人名", "人名索引"))


def index_by(project: Project, pdf: bytes) -> PagedIndex:
    """Find the pages of the work's index in a PDF of its text; raise ValueError for no PDF."""
    book = compile_work(project.told.work, project.contributions).book
    return pages_of(pdf, printable(book))


def write_index(index: PagedIndex, path: Path) -> None:
    """Write the index as Word (.docx) or plain text (any other suffix)."""
    lines = list(_lines(index))
    if path.suffix.lower() == ".docx":
        write_bytes(path, write_manuscript(_manuscript(lines), {}))
    else:
        write_bytes(path, "".join(f"{words}\r\n" for _, words in lines).encode("utf-8-sig"))


def _lines(index: PagedIndex) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    for kind, title in _KINDS:
        terms = [term for term in index.terms if term.kind == kind]
        if terms:
            lines.append((1, title))
        letter = ""
        for term in terms:
            if term.initial != letter:
                letter = term.initial
                lines.append((2, letter))
            pages = "、".join(term.pages) if term.pages else "（未找到）"
            lines.append((0, f"{term.term}　{pages}"))
    return lines


def _manuscript(lines: list[tuple[int, str]]) -> Manuscript:
    blocks: list[Block] = []
    for position, (level, words) in enumerate(lines):
        role: Role = "heading" if level else "paragraph"
        blocks.append(Text(mint_id("index", "", str(position)), words, role, level))
    return Manuscript(tuple(blocks), title="索引", name="索引.docx")
