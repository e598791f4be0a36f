"""Render a book as EPUB 3."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from fangzhi.files.atomic import write_bytes
from fangzhi.files.zipout import Member, pack
from fangzhi.model.book import Book
from fangzhi.publish.epub.leaf import Leaf, cover, title_page
from fangzhi.publish.epub.navigation import navigation, ncx
from fangzhi.publish.epub.package import CONTAINER, package
from fangzhi.publish.html.imprint import imprint_page
from fangzhi.publish.html.notes import at_end
from fangzhi.publish.html.pages import Page, body_of, pages_of, picture_files
from fangzhi.publish.html.sheet import Shared, Sheet, share
from fangzhi.publish.html.terms import term_pages
from fangzhi.publish.legal import file_name
from fangzhi.publish.result import Assets, RenderResult

_LONG = 60_000
"""Characters (about 200 kB) from which a document is parted; reading devices load one whole."""


def render(book: Book, assets: Assets, out: Path) -> RenderResult:
    """Write <title>.epub into `out`; same book, same bytes."""
    pictures = list(picture_files(book, assets, "images"))
    shared = share(book, "epub", {digest: file for digest, file, _ in pictures})
    pages = pages_of(shared, lambda number, node, part: f"p{number:03d}.xhtml", _LONG)
    leaves = list(_leaves(pages, shared))
    css = files("fangzhi.publish.epub").joinpath("templates", "book.css").read_bytes()
    members = [
        Member("mimetype", b"application/epub+zip", stored=True),
        Member("META-INF/container.xml", CONTAINER.encode()),
        Member("EPUB/package.opf", package(book, leaves, [file for _, file, _ in pictures])),
        Member("EPUB/nav.xhtml", navigation(shared, leaves)),
        Member("EPUB/toc.ncx", ncx(book, leaves)),
        Member("EPUB/book.css", css),
        *(Member(f"EPUB/{leaf.file}", leaf.page(book)) for leaf in leaves),
        *(Member(f"EPUB/{file}", data, stored=True) for _, file, data in pictures),
    ]
    name = f"{file_name(book.work.title)}.epub"
    write_bytes(out / name, pack(members))
    return RenderResult((name,), tuple(shared.findings.values()))


def _leaves(pages: tuple[Page, ...], shared: Shared) -> Iterator[Leaf]:
    book = shared.book
    yield cover(book)
    yield title_page(book)
    yield Leaf("imprint.xhtml", "版权页", imprint_page(book), "copyright-page")
    front = {node.id for node in book.front}
    for page in pages:
        sheet = Sheet(shared, page.file)
        body = body_of(page, sheet) + at_end(sheet)
        outermost = page.trail[0] if page.trail else page.node
        kind = "frontmatter" if outermost.id in front else "bodymatter"
        yield Leaf(page.file, page.title, body, kind)
    if book.index:
        for file, title, body in term_pages(shared, "xhtml"):
            yield Leaf(file, title, body, "index")
