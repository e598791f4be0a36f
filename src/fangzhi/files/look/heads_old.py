"""A light look at the top of an old .doc or .xls: first lines, page headers, open password."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from fangzhi.files.look.cfb import CompoundFile
from fangzhi.files.look.heads import Head
from fangzhi.files.refusal import Refused

_ENOUGH = 6_000
_STREAM = 64 * 1024 * 1024
_STRINGS = 300
_WORD_97 = 0xA5EC
_WORD = (_WORD_97, 0xA5DC, 0xA5DB, 0xA59B, 0xA59C, 0xA697, 0xA699)
_BREAKS = str.maketrans({"\r": "\n", "\x07": "\n", "\x0b": "\n", "\x0c": "\n"})


def doc_head(file: CompoundFile) -> Head:
    """Read a .doc's piece table: the first characters of the body, and all page headers."""
    stream = file.head("WordDocument", _STREAM)
    if len(stream) < 0x1AA:
        raise Refused("truncated", what="正文流不全")
    magic, flags = struct.unpack_from("<H8xH", stream)
    if magic not in _WORD:
        raise Refused("damaged", what="正文流开头的记录")
    if flags & 0x0100:
        raise Refused("encrypted")
    if magic != _WORD_97:
        return Head()  # Word 6 or 95: LibreOffice reads it, and the reader looks again
    body, foot, head = struct.unpack_from("<III", stream, 0x4C)
    place, length = struct.unpack_from("<II", stream, 0x1A2)
    table = "1Table" if flags & 0x0200 else "0Table"
    if table not in file.streams:
        raise Refused("no-main-part", what=table)
    clx = file.head(table, place + length)[place:]
    pieces = tuple(_pieces(clx))
    top = _characters(stream, pieces, 0, min(body, _ENOUGH))
    pages = _characters(stream, pieces, body + foot, body + foot + min(head, _ENOUGH))
    return Head(_lines(top), _lines(pages))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.translate(_BREAKS).split("\n"))


def _pieces(clx: bytes) -> Iterator[tuple[int, int, int]]:
    """Give (first character, one past the last, coded place) of each piece of the text."""
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    if at + 5 > len(clx) or clx[at] != 2:
        raise Refused("damaged", what="正文的片段表")
    size = int(struct.unpack_from("<I", clx, at + 1)[0])
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", plc)
    for number in range(count):
        coded = int(struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0])
        yield bounds[number], bounds[number + 1], coded


def _characters(
    stream: bytes, pieces: tuple[tuple[int, int, int], ...], start: int, end: int
) -> str:
    parts: list[str] = []
    for first, last, coded in pieces:
        low, high = max(first, start), min(last, end)
        if low >= high:
            continue
        if coded & 0x40000000:
            place = (coded & 0x3FFFFFFF) // 2 + (low - first)
            parts.append(stream[place : place + high - low].decode("cp1252", "replace"))
        else:
            place = coded + 2 * (low - first)
            parts.append(stream[place : place + 2 * (high - low)].decode("utf-16-le", "replace"))
    return "".join(parts)


def xls_head(file: CompoundFile) -> Head:
    """Read a .xls's records: the first strings of its table, and the sheets' page headers."""
    name = "Workbook" if "Workbook" in file.streams else "Book"
    lines: list[str] = []
    headers: list[str] = []
    for kind, record in _records(file.head(name, _STREAM)):
        if kind == 0x2F:
            raise Refused("encrypted")
        if kind == 0xFC:
            lines += _strings(record)
        elif kind in (0x14, 0x15) and len(record) > 3:
            headers.append(_string(record, 0)[0])
    return Head(tuple(lines), tuple(headers))


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    if len(stream) < 8 or stream[1] > 0x08 or stream[0] != 0x09:
        raise Refused("damaged", what="工作簿开头的记录")
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _strings(record: bytes) -> Iterator[str]:
    at = 8
    for _ in range(_STRINGS):
        if at + 3 > len(record):
            return
        text, at = _string(record, at)
        yield text


def _string(record: bytes, at: int) -> tuple[str, int]:
    """Read one string of a BIFF8 record; give it and the place after it."""
    count, flags = struct.unpack_from("<HB", record, at)
    at += 3
    runs = extra = 0
    if flags & 8:
        runs, at = int.from_bytes(record[at : at + 2], "little"), at + 2
    if flags & 4:
        extra, at = int.from_bytes(record[at : at + 4], "little"), at + 4
    width = 2 if flags & 1 else 1
    raw = record[at : at + count * width]
    text = raw.decode("utf-16-le" if width == 2 else "latin-1", "replace")
    return text, at + count * width + 4 * runs + extra
