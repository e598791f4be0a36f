"""One document of the EPUB: its frame, and the cover and title page."""

from __future__ import annotations

import msgspec

from fangzhi.model.book import Book
from fangzhi.publish.legal import attribute, escaped
from fangzhi.publish.period import period_words

_OWN_NOTICE = ("cover", "titlepage")
"""Pages that place the notice (示例·全部虚构) themselves; all others bear it at their head."""


class Leaf(msgspec.Struct, frozen=True):
    """One document: file, title, body (XHTML) and what part of a book it is (epub:type)."""

    file: str
    title: str
    body: str
    kind: str = "bodymatter"

    def page(self, book: Book) -> bytes:
        """Give the whole document."""
        lang = attribute(book.work.lang)
        notice = "" if self.kind in _OWN_NOTICE else _notice(book)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
            f'lang="{lang}" xml:lang="{lang}"><head><meta charset="UTF-8"/>'
            f"<title>{escaped(self.title)}</title>"
            '<link rel="stylesheet" type="text/css" href="book.css"/></head>'
            f'<body epub:type="{self.kind}">{notice}{self.body}</body></html>'
        ).encode()


def cover(book: Book) -> Leaf:
    """Give the cover: the title in a frame, as on a thread-bound book's label."""
    words = escaped(book.work.title)
    body = f'<section class="cover"><p class="label-frame">{words}</p>{_notice(book)}</section>'
    return Leaf("cover.xhtml", "封面", body, "cover")


def title_page(book: Book) -> Leaf:
    """Give the title page (书名页)."""
    work, said = book.work, book.work.imprint
    rows = (("subtitle", said.subtitle), ("period", period_words(work)), ("compiler", said.compiler),
            ("publisher", said.publisher), ("publisher", said.date))  # fmt: skip
    lines = [f'<p class="{name}">{escaped(words)}</p>' for name, words in rows if words]
    body = f"<h1>{escaped(work.title)}</h1>{''.join(lines)}{_notice(book)}"
    section = f'<section class="title-page">{body}</section>'
    return Leaf("title.xhtml", work.title, section, "titlepage")


def _notice(book: Book) -> str:
    said = book.work.imprint.notice
    return f'<p class="notice">{escaped(said)}</p>' if said else ""
