"""Which characters a font file holds, read from its own character map (OpenType `cmap`)."""

from __future__ import annotations

import struct
from pathlib import Path


class FontFault(ValueError):
    """Raised for a file that is no font, or whose character map cannot be read."""


def characters_of(path: Path) -> frozenset[int]:
    """Give the code points that a TrueType or OpenType font (not a collection) has glyphs for.

    Raise FontFault for anything else.
    """
    try:
        table = _table(path.read_bytes(), b"cmap")
        return frozenset(_best(table))
    except (struct.error, IndexError) as fault:
        raise FontFault(f"{path.name}: {fault}") from fault


def _table(data: bytes, tag: bytes) -> bytes:
    if data[:4] not in (b"\x00\x01\x00\x00", b"OTTO", b"true"):
        raise FontFault("not a single TrueType or OpenType font")
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        name, _, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if name == tag:
            return data[start : start + length]
    raise FontFault("no character map")


def _best(table: bytes) -> set[int]:
    (count,) = struct.unpack_from(">H", table, 2)
    found: set[int] = set()
    for number in range(count):
        platform, encoding, start = struct.unpack_from(">HHL", table, 4 + 8 * number)
        if platform not in (0, 3) or (platform, encoding) == (0, 5):
            continue
        (form,) = struct.unpack_from(">H", table, start)
        if form == 12:
            found |= _segments(table, start)
        elif form == 4:
            found |= _basic_plane(table, start)
    return found


def _segments(table: bytes, start: int) -> set[int]:
    (groups,) = struct.unpack_from(">L", table, start + 12)
    found: set[int] = set()
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">LLL", table, start + 16 + 12 * number)
        found.update(range(first + (glyph == 0), min(last, 0x10FFFF) + 1))
    return found


def _basic_plane(table: bytes, start: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", table, start + 6)
    count = doubled // 2
    at = start + 14
    ends = struct.unpack_from(f">{count}H", table, at)
    starts = struct.unpack_from(f">{count}H", table, at + doubled + 2)
    deltas = struct.unpack_from(f">{count}H", table, at + 2 * doubled + 2)
    offsets_at = at + 3 * doubled + 2
    offsets = struct.unpack_from(f">{count}H", table, offsets_at)
    found: set[int] = set()
    for segment in range(count):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                place = offsets_at + 2 * segment + offsets[segment]
                (glyph,) = struct.unpack_from(">H", table, place + 2 * (code - starts[segment]))
                if not glyph:
                    continue
            if (glyph + deltas[segment]) & 0xFFFF:
                found.add(code)
    return found
