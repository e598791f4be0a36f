"""Render a book as a static website in the folder site/."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from fangzhi.model.book import Book
from fangzhi.publish.html.imprint import imprint_page
from fangzhi.publish.html.pages import Page, body_of, pages_of, picture_files, unique
from fangzhi.publish.html.sheet import Shared, Sheet, share
from fangzhi.publish.html.terms import term_pages
from fangzhi.publish.result import Assets, RenderResult
from fangzhi.publish.site import matter, tree
from fangzhi.publish.site.frame import Frame, Leaf, Link
from fangzhi.publish.site.shards import shards_of

_LONG = 15_000
"""Characters from which a page is parted: about what one reads at a sitting."""

_BAR = (
    Link("目录", "index.html#contents"),
    Link("索引", "terms.html"),
    Link("检索", "search.html"),
    Link("条目总录", "entries.html"),
    Link("字数", "counts.html"),
    Link("版权页", "imprint.html"),
)
_STATIC = ("book.css", "page.js", "search.js")


def render(book: Book, assets: Assets, out: Path) -> RenderResult:
    """Write site/index.html and all it needs under `out`; same book, same bytes."""
    pictures = list(picture_files(book, assets, "images"))
    shared = share(book, "site", {digest: file for digest, file, _ in pictures})
    pages = pages_of(shared, unique(lambda _, node, part: _file(node.id, part)), _LONG)
    frame = Frame(book, _BAR)
    written: list[str] = []

    def write(name: str, data: bytes) -> None:
        target = out / "site" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        written.append(f"site/{name}")

    for leaf in (*_matter(shared), *_texts(pages, shared)):
        write(leaf.file, frame.page(leaf))
    for name, data in shards_of(shared, pages):
        write(f"search/{name}", data)
    for name in _STATIC:
        static = files("fangzhi.publish.site").joinpath("templates", name)
        write(f"assets/{name}", static.read_bytes())
    for _, file, data in pictures:
        write(file, data)
    return RenderResult(tuple(written), tuple(shared.findings.values()), len(pages))


def _file(identifier: str, part: int) -> str:
    """Name a page after its node, so that its address outlives renumbering."""
    return f"n-{identifier}-{part + 1}.html" if part else f"n-{identifier}.html"


def _matter(shared: Shared) -> Iterator[Leaf]:
    book = shared.book
    yield Leaf("index.html", book.work.title, matter.title_page(shared), "cover")
    for file, title, body in term_pages(shared, "html"):
        yield Leaf(file, title, body, "terms")
    yield Leaf("search.html", "检索", _SEARCH, "search", scripts=("assets/search.js",))
    yield Leaf("entries.html", "条目总录", matter.register_page(shared), "register")
    yield Leaf("counts.html", "字数", matter.counts_page(book), "counts")
    yield Leaf("imprint.html", "版权页", imprint_page(book), "imprint")


def _texts(pages: tuple[Page, ...], shared: Shared) -> Iterator[Leaf]:
    for number, page in enumerate(pages):
        sheet = Sheet(shared, page.file)
        inner = "" if page.whole or page.part else tree.below(page.node, shared)
        body = body_of(page, sheet, inner)
        yield Leaf(
            page.file,
            page.title,
            body,
            trail=tuple(_link(node.title, node.id, shared) for node in page.trail),
            contents=tree.beside(page, shared),
            before=Link(pages[number - 1].title, pages[number - 1].file) if number else None,
            after=Link(pages[number + 1].title, pages[number + 1].file)
            if number + 1 < len(pages)
            else None,
        )


def _link(words: str, identifier: str, shared: Shared) -> Link:
    return Link(words, shared.address(identifier))


_SEARCH = """<h1>检索</h1>
<form class="ask" role="search" action="search.html" method="get">
<label for="words">要找的字词</label>
<input id="words" name="q" type="search" autocomplete="off" spellcheck="false"/>
<button type="submit">检索</button>
</form>
<noscript><p>检索要用浏览器的脚本功能。不开脚本，请由<a href="terms.html">索引</a>或<a
href="index.html#contents">目录</a>查找。</p></noscript>
<p class="hint">繁体、简体、异体不分；空格隔开几个词，找同时写到它们的条目。</p>
<p id="told" role="status" aria-live="polite"></p>
<ol id="found" class="kwic"></ol>
<p><button id="more" type="button" hidden="hidden">再列 50 处</button></p>"""
