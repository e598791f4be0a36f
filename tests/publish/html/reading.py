"""Reads what was written: pages as XML, their words, ids and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"


def parsed(page: bytes | str) -> Any:
    """Parse a page as strict XML; any slip of well-formedness raises.

    The element is untyped, for XPath gives whatever the question asks for.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(page if isinstance(page, bytes) else page.encode(), parser)


def words(element: etree._Element) -> str:
    """Give the words of an element, line breaks as line ends."""
    for line_end in element.iter(f"{XHTML}br", "br"):
        line_end.tail = "\n" + (line_end.tail or "")
    return "".join(str(piece) for piece in element.itertext())


def broken(pages: Mapping[str, bytes], others: set[str]) -> Iterator[str]:
    """Give each link that leads nowhere and each id that stands twice; `others` are plain files."""
    trees = {name: parsed(page) for name, page in pages.items()}
    ids: dict[str, set[str]] = {}
    for name, tree in trees.items():
        found = [str(one) for one in tree.xpath("//@id")]
        ids[name] = set(found)
        yield from (f"{name}: id {one} twice" for one in found if found.count(one) > 1)
    for name, tree in trees.items():
        for address in tree.xpath("//@href | //@src"):
            parts = urlsplit(str(address))
            if parts.scheme:
                continue
            file = unquote(parts.path) or name
            if file not in trees and file not in others:
                yield f"{name}: no file {address}"
            elif parts.fragment and file in ids and unquote(parts.fragment) not in ids[file]:
                yield f"{name}: no place {address}"


def squeezed(text: str) -> str:
    """Leave out white space, which pages may set otherwise than manuscripts."""
    return re.sub(r"\s+", "", text)
