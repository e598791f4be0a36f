"""Render a book as EPUB 3."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from fangzhi.files.atomic import write_bytes
from fangzhi.files.zipout import Member, pack
from fangzhi.model.book import Book
from fangzhi.model.work import Node
from fangzhi.publish.html.notes import at_end
from fangzhi.publish.html.pages import Page, body_of, pages_of, picture_files
from fangzhi.publish.html.sheet import Shared, Sheet, anchor, share
from fangzhi.publish.legal import attribute, escaped, file_name
from fangzhi.publish.result import Assets, RenderResult

_MODIFIED = "2000-01-01T00:00:00Z"
"""EPUB demands a time of change; ours depends on nothing but the book, so it is always this one."""
_LONG = 60_000
"""Characters (about 200 kB) from which a document is parted."""
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
          "svg": "image/svg+xml"}  # fmt: skip


def render(book: Book, assets: Assets, out: Path) -> RenderResult:
    """Write <title>.epub into `out`."""
    pictures = list(picture_files(book, assets, "images"))
    shared = share(book, "epub", {digest: file for digest, file, _ in pictures})
    pages = pages_of(shared, lambda number, node, part: f"p{number:03d}.xhtml", _LONG)
    documents = [("cover.xhtml", _cover(book)), *((p.file, _document(p, shared)) for p in pages)]
    members = [Member("mimetype", b"application/epub+zip", stored=True)]
    members.append(Member("META-INF/container.xml", _CONTAINER.encode()))
    members.append(Member("EPUB/package.opf", _package(book, documents, pictures).encode()))
    members.append(Member("EPUB/nav.xhtml", _navigation(book, pages, shared).encode()))
    members.append(Member("EPUB/toc.ncx", _ncx(book, pages).encode()))
    css = files("fangzhi.publish.epub").joinpath("templates/book.css").read_bytes()
    members.append(Member("EPUB/book.css", css))
    members += (Member(f"EPUB/{name}", text.encode()) for name, text in documents)
    members += (Member(f"EPUB/{file}", data, stored=True) for _, file, data in pictures)
    name = f"{file_name(book.work.title)}.epub"
    write_bytes(out / name, pack(members))
    return RenderResult((name,), tuple(shared.findings.values()))


def identifier(book: Book) -> str:
    """Name the edition: a UUID made of the work's digest."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:fangzhi:{book.work.digest}')}"


def _page(book: Book, title: str, body: str, kind: str = "bodymatter") -> str:
    lang = attribute(book.work.lang)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{lang}" xml:lang="{lang}"><head><meta charset="UTF-8"/>'
        f"<title>{escaped(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="book.css"/></head>'
        f'<body epub:type="{kind}">{body}</body></html>'
    )


def _cover(book: Book) -> str:
    said = book.work.imprint
    lines = [f"<h1>{escaped(book.work.title)}</h1>"]
    lines += [f'<p class="subtitle">{escaped(said.subtitle)}</p>'] if said.subtitle else []
    lines += [f'<p class="compiler">{escaped(said.compiler)}</p>'] if said.compiler else []
    lines += [f'<p class="publisher">{escaped(said.publisher)}</p>'] if said.publisher else []
    lines += [_notice(book)]
    return _page(
        book, book.work.title, f'<section class="cover">{"".join(lines)}</section>', "frontmatter"
    )


def _notice(book: Book) -> str:
    said = book.work.imprint.notice
    return f'<p class="notice">{escaped(said)}</p>' if said else ""


def _document(page: Page, shared: Shared) -> str:
    sheet = Sheet(shared, page.file)
    body = body_of(page, sheet)
    return _page(shared.book, page.node.title, _notice(shared.book) + body + at_end(sheet))


def _package(
    book: Book, documents: list[tuple[str, str]], pictures: list[tuple[str, str, bytes]]
) -> str:
    work, said = book.work, book.work.imprint
    rights = said.notice or work.rights.licence
    names = [name for name, _ in documents]
    items = [
        f'<item id="d{i}" href="{n}" media-type="application/xhtml+xml"/>'
        for i, n in enumerate(names)
    ]
    items += [
        f'<item id="i{i}" href="{file}" media-type="{_TYPES[file.rsplit(".", 1)[-1]]}"/>'
        for i, (_, file, _) in enumerate(pictures)
    ]
    spine = "".join(f'<itemref idref="d{i}"/>' for i in range(len(names)))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid" xml:lang="{attribute(work.lang)}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="uid">{identifier(book)}</dc:identifier>
<dc:title>{escaped(work.title)}</dc:title>
<dc:language>{escaped(work.lang)}</dc:language>
<dc:creator>{escaped(said.compiler or "未署编者")}</dc:creator>
{f"<dc:publisher>{escaped(said.publisher)}</dc:publisher>" if said.publisher else ""}
{f"<dc:rights>{escaped(rights)}</dc:rights>" if rights else ""}
<meta property="dcterms:modified">{_MODIFIED}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">目录可跳转，表格有表头，脚注可往返。</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="css" href="book.css" media-type="text/css"/>
{"".join(items)}
</manifest>
<spine toc="ncx"><itemref idref="d0"/><itemref idref="nav"/>{spine.replace('<itemref idref="d0"/>', "", 1)}</spine>
</package>
"""


def _navigation(book: Book, pages: tuple[Page, ...], shared: Shared) -> str:
    tree = "".join(_branch(node, shared) for node in (*book.front, *book.work.nodes))
    body = (
        f'<nav epub:type="toc" id="toc"><h1>目录</h1><ol>{tree}</ol></nav>'
        if tree
        else (
            '<nav epub:type="toc" id="toc"><h1>目录</h1><ol><li><a href="cover.xhtml">书名页</a></li></ol></nav>'
        )
    )
    return _page(book, "目录", body, "frontmatter")


def _branch(node: Node, shared: Shared) -> str:
    title = escaped(f"{node.label} {node.title}".strip() or "（无题）")
    below = "".join(_branch(child, shared) for child in node.nodes)
    inside = f"<ol>{below}</ol>" if below else ""
    return f'<li><a href="{shared.targets[node.id]}#{anchor(node.id)}">{title}</a>{inside}</li>'


def _ncx(book: Book, pages: tuple[Page, ...]) -> str:
    points = "".join(
        f'<navPoint id="n{i}" playOrder="{i}"><navLabel><text>{escaped(title)}</text></navLabel>'
        f'<content src="{file}"/></navPoint>'
        for i, (title, file) in enumerate(_points(book, pages), 1)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="{identifier(book)}"/></head>
<docTitle><text>{escaped(book.work.title)}</text></docTitle>
<navMap>{points}</navMap>
</ncx>
"""


def _points(book: Book, pages: tuple[Page, ...]) -> Iterator[tuple[str, str]]:
    yield book.work.title, "cover.xhtml"
    for page in pages:
        yield page.title, page.file
