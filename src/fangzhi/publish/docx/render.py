"""The book as one Word file: title page, imprint, front matter, contents, text, index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from fangzhi.model.book import Book, entries_in
from fangzhi.model.manuscript import Block, Figure, Manuscript, Note, Table
from fangzhi.model.text import Mark, Text
from fangzhi.model.work import Entry, Node, nodes_in
from fangzhi.publish.captions import (
    gap_after,
    head_of,
    numbered_title,
    says_number,
    without_whole_looks,
)
from fangzhi.publish.docx import front
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.index import index_hint, index_pages
from fangzhi.publish.docx.manuscript import carried_of
from fangzhi.publish.docx.parts.package import Described, package
from fangzhi.publish.docx.parts.pages import Pages
from fangzhi.publish.docx.text import blocks
from fangzhi.publish.docx.text.inline import inline, paragraphs_of, run
from fangzhi.publish.docx.text.notes import write_note
from fangzhi.publish.legal import file_name
from fangzhi.publish.result import Assets, RenderResult


def render(book: Book, assets: Assets, out: Path) -> RenderResult:
    """Write `<title>.docx` into a folder; the same book gives the same bytes."""
    name = f"{file_name(book.work.title)}.docx"
    writer = _Writer(book, assets)
    data = writer.file()
    out.mkdir(parents=True, exist_ok=True)
    (out / name).write_bytes(data)
    return RenderResult((name,), tuple(writer.draft.findings))


def draft_of(book: Book, assets: Assets) -> Draft:
    """Begin a draft that knows a book's notes, pictures, labels and references."""
    printed = dict.fromkeys(book.targets, "")
    printed.update((node.id, node.label) for _, node in nodes_in(book.work, front=True))
    printed.update(_labels_shown(book))
    crossrefs: dict[str, tuple[Mark, ...]] = {}
    for ref in book.crossrefs:
        if ref.target:
            mark = Mark(ref.start, ref.end, "crossref", ref.target)
            crossrefs[ref.block] = (*crossrefs.get(ref.block, ()), mark)
    return Draft(
        assets=assets,
        known=book.assets,
        notes={note.id: note for _, entry in entries_in(book) for note in entry.manuscript.notes},
        labels=book.labels,
        crossrefs=crossrefs,
        printed=printed,
        lang=book.work.lang,
    )


def _labels_shown(book: Book) -> Iterator[tuple[str, str]]:
    """Give the labels that stand apart from their titles; only those can be counted anew."""
    for _, entry in entries_in(book):
        for block in entry.manuscript.blocks:
            if isinstance(block, Table | Figure):
                label = block.label or book.labels.get(block.id, "")
                yield block.id, "" if says_number(block.title, label) else label


class _Writer:
    """Writes one book part after part, keeping the blocks in the order in which they stand."""

    def __init__(self, book: Book, assets: Assets) -> None:
        self.book, self.work = book, book.work
        self.draft = draft_of(book, assets)
        self.pages = Pages(self.work.title, self.work.imprint.notice)
        self.brackets = front.is_yearbook(self.work)
        self.blocks: list[Block] = []
        self.notes: list[Note] = []

    def file(self) -> bytes:
        work, draft = self.work, self.draft
        body = [self._front(), *self._text(), self._index()]
        for note in self.notes:
            if note.id not in draft.written_notes:
                write_note(note, draft, paragraphs_of)
        whole = Manuscript(
            tuple(self.blocks), tuple(self.notes), tuple(self.book.assets.values()),
            title=work.title, lang=work.lang, author=work.imprint.compiler,
        )  # fmt: skip
        described = Described(work.title, work.imprint.compiler, work.lang, facing=True)
        return package("".join(body), draft, carried_of(whole, draft), described, self.pages.parts)

    def _front(self) -> str:
        draft, pages = self.draft, self.pages
        parts = [front.title_page(self.work, draft), front.imprint_page(self.work, draft),
                 pages.section(draft, numbered=False)]  # fmt: skip
        parts.append(front.people_page(self.work, draft))
        for node in self.book.front:
            parts.append(self._heading(node, 1, "FrontTitle"))
            parts.extend(self._entry(entry, node, 1) for entry in self.book.entries_of(node))
            for below in node.nodes:
                parts.extend(self._node(below, 1))
        parts.append(front.contents(self.book, draft))
        parts.append(
            pages.section(draft, self.work.title, form="upperRoman", start=1, kind="oddPage")
        )
        return "".join(parts)

    def _text(self) -> Iterator[str]:
        nodes = self.work.nodes
        for number, node in enumerate(nodes):
            yield from self._node(node, 0)
            running = numbered_title(node.label, node.title)
            last = number == len(nodes) - 1 and not self.book.index
            yield self.pages.section(
                self.draft, running, start=0 if number else 1, kind="oddPage", last=last
            )

    def _index(self) -> str:
        if not self.book.index:
            last = self.pages.section(self.draft, "", last=True)
            return "" if self.work.nodes else last
        pages, draft = self.pages, self.draft
        heading = blocks.added("FrontTitle", "索引", draft) + index_hint(draft)
        first = pages.section(draft, "索引", kind="oddPage")
        rest = pages.section(draft, "索引", kind="continuous", columns=2, last=True)
        return heading + first + index_pages(self.book, draft) + rest

    def _node(self, node: Node, depth: int) -> Iterator[str]:
        yield self._heading(node, depth + 1, f"Heading{min(depth + 1, 9)}")
        for entry in self.book.entries_of(node):
            yield self._entry(entry, node, depth + 1)
        for below in node.nodes:
            yield from self._node(below, depth + 1)

    def _heading(self, node: Node, level: int, style: str) -> str:
        draft = self.draft
        text = msgspec.structs.replace(head_of(node), level=min(level, 9))
        self.blocks.append(text)
        blocks.remember(text, style, draft)
        head = draft.identity(node.id)
        if node.heading is not None:  # the index names the head by the writer's block
            draft.used.setdefault(node.heading.id, draft.used[node.id])
        if node.label:
            head += blocks.label(node.label, node.id, draft, gap_after(node.label))
        else:
            head += draft.bookmark(draft.reference(node.id))
        return blocks.paragraph(style, head + inline(text, draft))

    def _entry(self, entry: Entry, node: Node, level: int) -> str:
        draft, manuscript = self.draft, entry.manuscript
        parts = []
        if entry.title is not None and entry.title.text != node.title:
            parts.append(self._entry_title(entry, entry.title))
        heads = [b.level for b in manuscript.blocks if isinstance(b, Text) and b.role == "heading"]
        deeper = level + 1 - min(heads, default=1)
        self.blocks.extend(manuscript.blocks)
        self.notes.extend(manuscript.notes)
        parts.extend(blocks.block(one, draft, deeper=deeper) for one in manuscript.blocks)
        return "".join(parts)

    def _entry_title(self, entry: Entry, title: Text) -> str:
        draft = self.draft
        title = without_whole_looks(title)
        text = msgspec.structs.replace(title, role="heading", level=7)
        self.blocks.append(text)
        blocks.remember(text, "EntryTitle", draft)
        head = draft.identity(title.id) + draft.bookmark(draft.reference(entry.id))
        words = inline(title, draft)
        if self.brackets and not title.text.startswith("【"):
            opening = draft.bookmark(draft.carry(None, "【", ""), run("【"))
            closing = draft.bookmark(draft.carry(None, "】", ""), run("】"))
            words = opening + words + closing
        return blocks.paragraph("EntryTitle", head + words)
