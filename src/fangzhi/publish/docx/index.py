"""The index (索引): letters, terms and a page field for each place.

Until Word counts the pages, a field shows the chapter its place stands in; no page is made up.
"""

from __future__ import annotations

from fangzhi.model.book import Book
from fangzhi.model.manuscript import texts
from fangzhi.model.work import Node
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.text.blocks import added, paragraph
from fangzhi.publish.docx.text.inline import field, run

_HINT = "（现列所在篇章；全选后按 F9，即换成页码。）"


def index_hint(draft: Draft) -> str:
    """Give the line that says what stands in place of page numbers."""
    return added("ContentsHint", _HINT, draft)


def index_pages(book: Book, draft: Draft) -> str:
    """Give the paragraphs of the index."""
    where = _chapters(book)
    parts: list[str] = []
    kind = letter = ""
    for term in book.index:
        if term.kind != kind:
            kind, letter = term.kind, ""
            parts.append(added("IndexKind", f"{kind}索引", draft))
        if term.initial != letter:
            letter = term.initial
            parts.append(added("IndexLetter", letter, draft))
        shown: list[str] = []
        fields: list[str] = []
        for block in dict.fromkeys(block for block, _ in term.places):
            name, words = draft.used.get(block, ""), where.get(block, "")
            if not name or not words:
                continue
            gap = "、" if shown else "　"
            shown.append(gap + words)
            fields.append(run(gap) + field(f" PAGEREF {name} \\h ", run(words)))
        words = term.term + "".join(shown)
        parts.append(paragraph("IndexLine", draft.added(words) + run(term.term) + "".join(fields)))
    return "".join(parts)


def _chapters(book: Book) -> dict[str, str]:
    """Give, for each block, the label or title of the nearest node above it."""
    where: dict[str, str] = {}

    def walk(node: Node) -> None:
        words = node.label or node.title
        where[node.heading.id if node.heading is not None else node.id] = words
        for entry in book.entries_of(node):
            if entry.title is not None:
                where[entry.title.id] = words
            where.update((block.id, words) for block in entry.manuscript.blocks)
            where.update((text.id, words) for text in texts(entry.manuscript))
        for below in node.nodes:
            walk(below)

    for node in (*book.front, *book.work.nodes):
        walk(node)
    return where
