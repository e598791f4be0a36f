"""The text layer of any PDF, page by page, and the page numbers as printed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2

_NUMBER = re.compile(r"^\W*(\d{1,4})\W*$|^\W*(\d{1,4})\s+\D|\D\s+(\d{1,4})\W*$")
_ROMAN = re.compile(r"^\W*([IVXLC]{1,7}|[ivxlc]{1,7})\W*$")
EDGE = 3
"""How many lines from the top and the bottom of a page may bear its number."""
NEAR = 6
"""Numbers count as page numbers when another page this near agrees with them."""


@dataclass(frozen=True)
class PageText:
    """One page: its number as printed ("" where none is known) and the key of its words."""

    label: str
    key: str


def key_of(text: str) -> str:
    """Give only letters, digits and characters, alike in all PDFs of the same words.

    White space, punctuation, hyphens at line ends and forms that PDFs mix up (Kangxi radicals,
    compatibility ideographs, full-width letters) make no difference.
    """
    return "".join(_plain(character) for character in text if _counts(character))


def _counts(character: str) -> bool:
    # Python 3.11 does not know Ext-H and Ext-I: "Cn" up there is a character of ours
    category = unicodedata.category(character)
    return category[0] == "L" or category in ("Nd", "Nl") or (category == "Cn" and ord(character) >= 0x20000) or (
        0x2E80 <= ord(character) <= 0x2FDF)  # fmt: skip


def _plain(character: str) -> str:
    code = ord(character)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0xFF10 <= code <= 0xFF5A:
        return unicodedata.normalize("NFKC", character)
    return character


def read_pages(pdf: bytes) -> tuple[PageText, ...]:
    """Read the pages of a PDF; raise ValueError where the bytes are no readable PDF."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as fault:
        raise ValueError("这个文件不是可以打开的 PDF，请重新导出。") from fault
    try:
        edges: list[tuple[str, ...]] = []
        keys: list[str] = []
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            edges.append(_edge_lines(words))
            keys.append(key_of(words.get_text_range()))
            words.close()
            page.close()
        labels = printed_numbers(edges, [_label(document, at) for at in range(len(keys))])
    finally:
        document.close()
    return tuple(PageText(label, key) for label, key in zip(labels, keys, strict=True))


def _label(document: Any, number: int) -> str:
    return str(document.get_page_label(number) or "")


def _edge_lines(words: Any) -> tuple[str, ...]:
    """Give the topmost and bottommost lines of a page."""
    boxes = [words.get_rect(at) for at in range(words.count_rects())]
    boxes.sort(key=lambda box: -box[3])
    chosen = boxes if len(boxes) <= 2 * EDGE else boxes[:EDGE] + boxes[-EDGE:]
    return tuple(words.get_text_bounded(*box).strip() for box in chosen)


def printed_numbers(edges: list[tuple[str, ...]], labels: list[str]) -> list[str]:
    """Tell the number printed on each page from its edge lines, else from the PDF's own labels.

    A number is believed when a page near by agrees (same distance to its place in the file);
    pages between two that agree are numbered along.
    """
    distance: list[int | None] = [None] * len(edges)
    guesses = [_numbers(lines, page) for page, lines in enumerate(edges)]
    for page, own in enumerate(guesses):
        near = Counter(
            guess
            for other in range(max(0, page - NEAR), min(len(guesses), page + NEAR + 1))
            if other != page
            for guess in guesses[other]
        )
        agreed = [guess for guess in own if near[guess]]
        if agreed:
            distance[page] = max(agreed, key=lambda guess: (near[guess], -guess))
    romans = [_roman(lines) for lines in edges]
    _fill(distance, romans)
    return [
        str(page - away) if away is not None else romans[page] or labels[page]
        for page, away in enumerate(distance)
    ]


def _numbers(lines: tuple[str, ...], page: int) -> set[int]:
    found = (_NUMBER.search(line) for line in lines)
    return {page - int(next(filter(None, match.groups()))) for match in found if match}


def _roman(lines: tuple[str, ...]) -> str:
    return next((match[1] for line in lines if (match := _ROMAN.match(line))), "")


def _fill(distance: list[int | None], romans: list[str]) -> None:
    known = [page for page, away in enumerate(distance) if away is not None]
    for left, right in pairwise(known):
        if distance[left] == distance[right]:
            distance[left:right] = [distance[left]] * (right - left)
    for right in known:
        _fill_back(distance, right, romans)


def _fill_back(distance: list[int | None], known: int, romans: list[str]) -> None:
    """Number the pages before a known one down to 1: openings often bear no number."""
    away = distance[known]
    page = known - 1
    while away is not None and page - away >= 1 and page >= 0:
        if distance[page] is not None or romans[page]:
            break
        distance[page] = away
        page -= 1
