"""Contents of the EPUB: nav.xhtml for its readers, toc.ncx for the devices before EPUB 3."""

from __future__ import annotations

from collections.abc import Sequence

from fangzhi.model.book import Book
from fangzhi.model.work import Node
from fangzhi.publish.epub.leaf import Leaf
from fangzhi.publish.epub.package import identifier
from fangzhi.publish.html.sheet import Shared
from fangzhi.publish.legal import attribute, escaped


def navigation(shared: Shared, leaves: Sequence[Leaf]) -> bytes:
    """Give nav.xhtml: the tree of the outline, and the landmarks."""
    book = shared.book
    items = [_item("imprint.xhtml", "版权页")]
    items += [_branch(node, shared) for node in (*book.front, *book.work.nodes)]
    index = [leaf for leaf in leaves if leaf.kind == "index"]
    items += [_item(index[0].file, "索引")] if index else []
    first = next((leaf for leaf in leaves if leaf.kind == "bodymatter"), None)
    marks = [_mark("cover", "cover.xhtml", "封面"), _mark("titlepage", "title.xhtml", "书名页"),
             _mark("toc", "nav.xhtml", "目录")]  # fmt: skip
    marks += [_mark("bodymatter", first.file, "正文")] if first else []
    marks += [_mark("index", index[0].file, "索引")] if index else []
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>目录</h1><ol>{"".join(items)}</ol></nav>'
        f'<nav epub:type="landmarks" hidden="hidden"><h2>要处</h2><ol>{"".join(marks)}</ol></nav>'
    )
    return Leaf("nav.xhtml", "目录", body, "frontmatter").page(book)


def _item(file: str, words: str) -> str:
    return f'<li><a href="{attribute(file)}">{escaped(words)}</a></li>'


def _mark(kind: str, file: str, words: str) -> str:
    return f'<li><a epub:type="{kind}" href="{attribute(file)}">{escaped(words)}</a></li>'


def _branch(node: Node, shared: Shared) -> str:
    words = escaped(f"{node.label} {node.title}".strip() or "（无题）")
    below = "".join(_branch(child, shared) for child in node.nodes)
    inside = f"<ol>{below}</ol>" if below else ""
    return f'<li><a href="{attribute(shared.address(node.id))}">{words}</a>{inside}</li>'


def ncx(book: Book, leaves: Sequence[Leaf]) -> bytes:
    """Give toc.ncx: the documents one after another."""
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number}"><navLabel>'
        f'<text>{escaped(leaf.title)}</text></navLabel><content src="{leaf.file}"/></navPoint>'
        for number, leaf in enumerate(leaves, 1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="{identifier(book)}"/></head>
<docTitle><text>{escaped(book.work.title)}</text></docTitle>
<navMap>{points}</navMap>
</ncx>
""".encode()
