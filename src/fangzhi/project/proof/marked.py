"""The proof with its differences marked: highlights on the exact words, a list at the end."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from fangzhi.align.proofs import plain
from fangzhi.model.value import digest_of_bytes
from fangzhi.project.proof.compare import Difference, Spot

_COLORS = {"数字": (220, 40, 40), "缺文": (230, 140, 0), "多文": (230, 140, 0)}
_OTHER = (245, 200, 0)
_WHO = "方志工作台"
_ID = re.compile(rb"<[0-9A-Fa-f]{32}>(?=\]>>\s*startxref)")
Box = tuple[float, float, float, float]


def mark(
    pdf: bytes, differences: Sequence[Difference], spots: Sequence[Sequence[Spot]], listed: bytes
) -> bytes:
    """Give the PDF with a highlight for each difference, and the pages of `listed` behind it.

    Each highlight says what the locked text has; numbers are red. What stood on the pages stays.
    """
    by_page: dict[int, list[tuple[int, Difference, Spot]]] = defaultdict(list)
    for number, (difference, found) in enumerate(zip(differences, spots, strict=True), 1):
        for spot in found:
            by_page[spot[0].page].append((number, difference, spot))
    document = pypdfium2.PdfDocument(pdf)
    extra = pypdfium2.PdfDocument(listed)
    try:
        for page_number, marks in sorted(by_page.items()):
            page = document[page_number - 1]
            words = page.get_textpage()
            boxes = _boxes(words)
            for number, difference, spot in marks:
                _highlight(page, _box(boxes, spot), number, difference)
            words.close()
            page.close()
        document.import_pages(extra)
        out = BytesIO()
        document.save(out)
        return _ID.sub(_named(pdf, listed), out.getvalue())
    finally:
        extra.close()
        document.close()


def _named(pdf: bytes, listed: bytes) -> bytes:
    """Name the file by what it was made of, not by the clock: the same proof, the same bytes."""
    name = digest_of_bytes(pdf + listed)[:32].upper().encode()
    return b"<" + name + b">"


def _boxes(words: Any) -> list[tuple[str, Box]]:
    """Give every character of a page that has ink, with its box."""
    raw = words.raw
    box = pdfium_c.FS_RECTF()
    pointer = ctypes.byref(box)
    found = []
    for at in range(words.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(raw, at)
        if 0xDC00 <= code < 0xE000 or pdfium_c.FPDFText_IsGenerated(raw, at) == 1:
            continue
        pdfium_c.FPDFText_GetLooseCharBox(raw, at, pointer)
        if plain(chr(code)) or 0xD800 <= code < 0xDC00:
            found.append((chr(code), (box.left, box.bottom, box.right, box.top)))
    return found


def _box(boxes: Sequence[tuple[str, Box]], spot: Spot) -> Box:
    """Give the box of a spot's words; the whole line where its characters cannot be told apart."""
    line = spot[0].line
    inside = [
        (left, bottom, right, top)
        for _, (left, bottom, right, top) in boxes
        if left > line.left - 1
        and right < line.right + 1
        and line.bottom - 1 <= (bottom + top) / 2 <= line.top + 1
    ]
    inked = [at for at, c in enumerate(line.text) if plain(c)]
    if len(inside) != len(inked):
        return line.left, line.bottom, line.right, line.top
    inside.sort()
    chosen = [box for at, box in zip(inked, inside, strict=True) if spot[1] <= at < spot[2]]
    if not chosen:
        return line.left, line.bottom, line.right, line.top
    return (min(b[0] for b in chosen), min(b[1] for b in chosen),
            max(b[2] for b in chosen), max(b[3] for b in chosen))  # fmt: skip


def _highlight(page: Any, box: Box, number: int, difference: Difference) -> None:
    left, bottom, right, top = box
    note = pdfium_c.FPDFPage_CreateAnnot(page.raw, pdfium_c.FPDF_ANNOT_HIGHLIGHT)
    red, green, blue = _COLORS.get(difference.kind, _OTHER)
    pdfium_c.FPDFAnnot_SetColor(note, pdfium_c.FPDFANNOT_COLORTYPE_Color, red, green, blue, 110)
    rect = pdfium_c.FS_RECTF(left, top, right, bottom)
    pdfium_c.FPDFAnnot_SetRect(note, ctypes.byref(rect))
    quad = pdfium_c.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
    pdfium_c.FPDFAnnot_AppendAttachmentPoints(note, ctypes.byref(quad))
    _say(note, b"Contents", words_of(number, difference))
    _say(note, b"T", _WHO)
    pdfium_c.FPDFPage_CloseAnnot(note)


def words_of(number: int, difference: Difference) -> str:
    """Say a difference in one line: what the locked text has, and what stands here."""
    status = f"（{difference.status}）" if difference.status else ""
    if not difference.locked:
        told = f"定稿没有“{difference.proof}”"
    elif not difference.proof:
        told = f"这里缺“{difference.locked}”"
    else:
        told = f"定稿作“{difference.locked}”，校样作“{difference.proof}”"
    return f"第{number}处 {difference.kind}{status}：{told}。"


def _say(note: Any, key: bytes, words: str) -> None:
    data = (words + "\0").encode("utf-16-le")
    text = ctypes.cast(ctypes.create_string_buffer(data), ctypes.POINTER(ctypes.c_ushort))
    pdfium_c.FPDFAnnot_SetStringValue(note, key, text)
