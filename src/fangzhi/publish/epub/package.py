"""The package document: metadata, manifest and spine."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from fangzhi.model.book import Book
from fangzhi.publish.epub.leaf import Leaf
from fangzhi.publish.legal import attribute, escaped

_MODIFIED = "2000-01-01T00:00:00Z"
"""EPUB demands a time of change; ours depends on nothing but the book, so it is always this one."""
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
_AFTER_NAV = 3
"""Cover, title page and imprint come before the contents."""

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def identifier(book: Book) -> str:
    """Name the edition: a UUID made of the work's digest."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:fangzhi:{book.work.digest}')}"


def package(book: Book, leaves: Sequence[Leaf], pictures: Sequence[str]) -> bytes:
    """Give package.opf."""
    items = [f'<item id="d{number}" href="{leaf.file}" media-type="application/xhtml+xml"/>'
             for number, leaf in enumerate(leaves)]  # fmt: skip
    items += [f'<item id="i{number}" href="{file}" media-type="{_TYPES[file.rsplit(".", 1)[-1]]}"/>'
              for number, file in enumerate(pictures)]  # fmt: skip
    spine = [f'<itemref idref="d{number}"/>' for number in range(len(leaves))]
    spine.insert(_AFTER_NAV, '<itemref idref="nav"/>')
    lang = attribute(book.work.lang)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid" xml:lang="{lang}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{_metadata(book, bool(pictures))}
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="css" href="book.css" media-type="text/css"/>
{"".join(items)}
</manifest>
<spine toc="ncx">{"".join(spine)}</spine>
</package>
""".encode()


def _metadata(book: Book, pictured: bool) -> str:
    work, said = book.work, book.work.imprint
    rights = "；".join(filter(None, (work.rights.licence, work.rights.attribution, said.notice)))
    rows = [f'<dc:identifier id="uid">{identifier(book)}</dc:identifier>']
    for name, words in (
        ("title", work.title),
        ("language", work.lang),
        ("creator", said.compiler or "未署编者"),
        ("publisher", said.publisher),
        ("source", f"ISBN {said.isbn}" if said.isbn else ""),
        ("coverage", work.area),
        ("rights", rights),
    ):
        if words:
            rows.append(f"<dc:{name}>{escaped(words)}</dc:{name}>")
    rows.append(f'<meta property="dcterms:modified">{_MODIFIED}</meta>')
    modes = ("textual", "visual") if pictured else ("textual",)
    features = ["tableOfContents", "structuralNavigation", "readingOrder",
                *(["index"] if book.index else []), *(["alternativeText"] if pictured else [])]  # fmt: skip
    rows += [f'<meta property="schema:accessMode">{mode}</meta>' for mode in modes]
    rows.append('<meta property="schema:accessModeSufficient">textual</meta>')
    rows += [f'<meta property="schema:accessibilityFeature">{name}</meta>' for name in features]
    rows.append('<meta property="schema:accessibilityHazard">none</meta>')
    summary = "目录可跳转，表格有表头，脚注可往返。" + (
        "图片有图题作替代文字。" if pictured else ""
    )
    rows.append(f'<meta property="schema:accessibilitySummary">{summary}</meta>')
    return "\n".join(rows)
