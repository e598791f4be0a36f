"""A light look at the top of an office file: the lines where a secrecy marking would stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Literal

import msgspec
from lxml import etree

from fangzhi.files.ooxml import Package

_HEAD_BYTES = 262_144
_HEAD_STRINGS = 400
_TOP_ROWS = 8
_SHEETS = 30
_PAGE_PART = re.compile(r"word/(?:header|footer)[^/]*\.xml", re.IGNORECASE)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_SHEET_HEADER = re.compile(
    rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]*)<", re.IGNORECASE
)
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|[A-Za-z])')


class Head(msgspec.Struct, frozen=True):
    """The lines at the top of a document, and those of its page headers and watermarks."""

    lines: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


def docx_head(package: Package) -> Head:
    """Give the first lines of the body and every line of headers and footers."""
    lines = tuple(_paragraphs(package.head(package.main_part(), _HEAD_BYTES)))
    headers = [
        line
        for name in package.names
        if _PAGE_PART.fullmatch(name)
        for line in _paragraphs(package.head(name, _HEAD_BYTES))
    ]
    return Head(lines, tuple(headers))


def xlsx_head(package: Package) -> Head:
    """Give the strings of the top rows of every sheet, and the sheets' page headers."""
    strings = _shared_strings(package)
    lines: list[str] = []
    headers: list[str] = []
    for name in [name for name in package.names if _SHEET.fullmatch(name)][:_SHEETS]:
        data = package.read(name)
        lines += _top_cells(data[:_HEAD_BYTES], strings)
        for code in _SHEET_HEADER.findall(data[-_HEAD_BYTES:]):
            words = code.decode("utf-8", "replace").replace("&amp;", "&")
            headers += _HEADER_CODE.sub("\n", words).splitlines()
    return Head(tuple(lines), tuple(headers))


def _events(
    data: bytes, events: tuple[Literal["start", "end"], ...]
) -> Iterator[tuple[str, etree._Element]]:
    """Read XML events from the beginning of a part; stop in silence where the head ends."""
    parser = etree.XMLPullParser(
        events, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    # whoever reads the whole part says what is broken; the head up to there still counts
    with suppress(etree.XMLSyntaxError):
        parser.feed(data)
    with suppress(etree.XMLSyntaxError):
        yield from parser.read_events()  # type: ignore[misc]


def _paragraphs(data: bytes) -> Iterator[str]:
    """Give each paragraph's text, text boxes inside it before it, and the words of watermarks."""
    open_paragraphs: list[list[str]] = []
    for event, node in _events(data, ("start", "end")):
        tag = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
        if tag == "p" and event == "start":
            open_paragraphs.append([])
        elif tag == "p" and open_paragraphs:
            yield "".join(open_paragraphs.pop())
        elif event == "end" and tag == "textpath":
            yield node.get("string", "")
        elif event == "end" and tag in _INLINE and open_paragraphs:
            open_paragraphs[-1].append(_INLINE[tag] or node.text or "")
    # a paragraph longer than the head
    yield from ("".join(parts) for parts in open_paragraphs)


_INLINE = {"t": "", "tab": "\t", "br": "\n", "cr": "\n"}


def _shared_strings(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package:
        return []
    found: list[str] = []
    parts: list[str] = []
    for _, node in _events(package.head("xl/sharedStrings.xml", _HEAD_BYTES * 4), ("end",)):
        tag = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
        if tag == "t":
            parts.append(node.text or "")
        elif tag == "si":
            found.append("".join(parts))
            parts.clear()
    return found


def _top_cells(data: bytes, strings: list[str]) -> list[str]:
    lines: list[str] = []
    rows = 0
    for _, node in _events(data, ("end",)):
        tag = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
        if tag == "row":
            rows += 1
            if rows >= _TOP_ROWS or len(lines) >= _HEAD_STRINGS:
                break
        elif tag == "c":
            lines.append(_cell_text(node, strings))
    return [line for line in lines if line]


def _cell_text(cell: etree._Element, strings: list[str]) -> str:
    words = "".join(
        child.text or ""
        for child in cell.iter()
        if isinstance(child.tag, str) and child.tag.rsplit("}", 1)[-1] in {"v", "t"}
    )
    if cell.get("t") != "s":
        return words
    return strings[int(words)] if words.isdecimal() and int(words) < len(strings) else ""
