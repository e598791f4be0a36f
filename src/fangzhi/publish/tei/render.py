"""The work, or one manuscript, as one TEI P5 file."""

from __future__ import annotations

from pathlib import Path

import msgspec

from fangzhi.files.teinames import xml_id
from fangzhi.model.book import Book, entries_in
from fangzhi.model.finding import Finding
from fangzhi.model.manuscript import Manuscript, Note
from fangzhi.model.text import Mark, Text
from fangzhi.model.work import Entry, Node
from fangzhi.publish.captions import head_of
from fangzhi.publish.legal import attribute, escaped, file_name
from fangzhi.publish.result import Assets, RenderResult
from fangzhi.publish.tei.blocks import blocks, entry_title
from fangzhi.publish.tei.header import book_header, document, manuscript_header
from fangzhi.publish.tei.inline import Sheet, inline, note_element, own


def render(book: Book, assets: Assets, out: Path) -> RenderResult:
    """Write `<title>.tei.xml` into a folder; the same book gives the same bytes."""
    name = f"{file_name(book.work.title)}.tei.xml"
    data, findings = write_book(book)
    out.mkdir(parents=True, exist_ok=True)
    (out / name).write_bytes(data)
    return RenderResult((name,), findings)


def write_manuscript(manuscript: Manuscript) -> bytes:
    """Give one manuscript as TEI; read again, it is equal up to Origin."""
    sheet = _sheet(manuscript.notes)
    body = blocks(manuscript.blocks, sheet)
    text = f"<body>\n{body or '<p/>'}\n</body>{_back(_unplaced(manuscript.notes, sheet))}"
    return document(manuscript_header(manuscript, sheet), text, manuscript.lang)


def write_book(book: Book) -> tuple[bytes, tuple[Finding, ...]]:
    """Give a work as TEI and what could not be said in it."""
    notes = tuple(note for _, entry in entries_in(book) for note in entry.manuscript.notes)
    sheet = _sheet(notes)
    sheet.labels.update(book.labels)
    for ref in book.crossrefs:
        if ref.target:
            mark = Mark(ref.start, ref.end, "crossref", ref.target)
            sheet.crossrefs[ref.block] = (*sheet.crossrefs.get(ref.block, ()), mark)
    front = "\n".join(_division(node, book, sheet, 1) for node in book.front)
    body = "\n".join(_division(node, book, sheet, 1) for node in book.work.nodes)
    back = _back(_unplaced(notes, sheet), _index(book, sheet))
    head = f"<front>\n{_title_page(book)}{front}</front>\n"
    text = f"{head}<body>\n{body or '<p/>'}\n</body>{back}"
    data = document(book_header(book, sheet), text, book.work.lang)
    return data, tuple(sheet.findings)


def _sheet(notes: tuple[Note, ...]) -> Sheet:
    return Sheet(
        notes={note.id: note for note in notes},
        order={note.id: number for number, note in enumerate(notes)},
    )


def _title_page(book: Book) -> str:
    work, imprint = book.work, book.work.imprint
    parts = [f'<docTitle><titlePart type="main">{escaped(work.title)}</titlePart></docTitle>']
    if imprint.notice:
        parts.append(f'<titlePart type="notice">{escaped(imprint.notice)}</titlePart>')
    if imprint.compiler:
        parts.append(f"<docAuthor>{escaped(imprint.compiler)}</docAuthor>")
    rows = (("publisher", imprint.publisher), ("docDate", imprint.date))
    made = "".join(f"<{name}>{escaped(value)}</{name}>" for name, value in rows if value)
    if made:
        parts.append(f"<docImprint>{made}</docImprint>")
    return f"<titlePage>{''.join(parts)}</titlePage>\n"


def _division(node: Node, book: Book, sheet: Sheet, level: int) -> str:
    label = f"<label>{escaped(node.label)}</label>" if node.label else ""
    name = sheet.identity(node.heading.id) if node.heading is not None else ""
    number = f' n="{attribute(node.label)}"' if node.label else ""
    parts = [f'<div{sheet.identity(node.id)} type="{node.kind}"{number}{own(unit=node.unit)}>',
             f"<head{name}{own(level=str(min(level, 9)))}>{label}{inline(head_of(node), sheet)}</head>"]  # fmt: skip
    parts.extend(_entry(entry, sheet, level) for entry in book.entries_of(node))
    parts.extend(_division(below, book, sheet, level + 1) for below in node.nodes)
    return "\n".join(parts) + "\n</div>"


def _entry(entry: Entry, sheet: Sheet, level: int) -> str:
    manuscript = entry.manuscript
    parts = [f'<div{sheet.identity(entry.id)} type="entry"'
             f"{own(genre=entry.genre, unit=entry.unit, doc=entry.doc)}>"]  # fmt: skip
    if entry.title is not None:
        title = msgspec.structs.replace(entry.title, level=min(level + 1, 9))
        parts.append(entry_title(title, sheet))
    heads = [b.level for b in manuscript.blocks if isinstance(b, Text) and b.role == "heading"]
    deeper = level + 1 - min(heads, default=1)
    parts.append(blocks(manuscript.blocks, sheet, deeper=deeper))
    return "\n".join(part for part in parts if part) + "\n</div>"


def _unplaced(notes: tuple[Note, ...], sheet: Sheet) -> str:
    """Give the notes that no mark in the text stands for."""
    rest = [note_element(note, sheet) for note in notes if note.id not in sheet.placed]
    return f'<div type="notes"><ab>{"".join(rest)}</ab></div>' if rest else ""


def _back(*parts: str) -> str:
    inner = "\n".join(part for part in parts if part)
    return f"\n<back>\n{inner}\n</back>" if inner else ""


def _index(book: Book, sheet: Sheet) -> str:
    """Give the index as terms that point at their blocks."""
    items = []
    for term in book.index:
        places = dict.fromkeys(block for block, _ in term.places if block in sheet.given)
        pointers = "".join(f'<ptr target="#{xml_id(block)}"/>' for block in places)
        kind = f' type="{attribute(term.kind)}"' if term.kind else ""
        words = f'<term{kind} sortKey="{attribute(term.key)}">{escaped(term.term)}</term>'
        items.append(f"<item>{words}{pointers}</item>")
    if not items:
        return ""
    lines = "\n".join(items)
    return f'<div type="index"><head>索引</head>\n<list type="index">\n{lines}\n</list></div>'
