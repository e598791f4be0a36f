"""Makes office files, sound ones and broken ones, member by member."""

from __future__ import annotations

import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
TEXT = "全县茶园面积6.2万亩。"

Parts = dict[str, str | bytes]


def relations(*rows: tuple[str, str, str]) -> str:
    """Give a rels part; a target that begins with "!" is external."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target.lstrip("!")}"'
        + (' TargetMode="External"/>' if target.startswith("!") else "/>")
        for key, kind, target in rows
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def types(main: str, kind: str) -> str:
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )


def word_parts(body: str = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>") -> Parts:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": types("word/document.xml", kind),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}'
        "</w:body></w:document>",
    }


def sheet_parts(rows: str, *, strings: str = "", book: str = "", extra: str = "") -> Parts:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts: Parts = {
        "[Content_Types].xml": types("xl/workbook.xml", kind),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{S}" xmlns:r="{R}"><sheets>'
        f'<sheet name="表" sheetId="1" r:id="rId1"/></sheets>{book}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{S}">{extra}<sheetData>{rows}'
        "</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{S}">{strings}</sst>',
    }
    return parts


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def pack(parts: Mapping[str, str | bytes], *more: tuple[str, bytes], stored: bool = False) -> bytes:
    """Zip the parts; `more` may repeat names or climb out, as no honest program would."""
    out = BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        warnings.simplefilter("ignore")
        for name, data in [*parts.items(), *more]:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def word(body: str | None = None, *more: tuple[str, bytes], **parts: str) -> bytes:
    return pack({**(word_parts() if body is None else word_parts(body)), **parts}, *more)


def word_with(part: str, change: Callable[[str], str | bytes]) -> bytes:
    """Give a document one of whose parts was changed."""
    parts = word_parts()
    before = parts[part]
    assert isinstance(before, str)
    return pack({**parts, part: change(before)})


def without(part: str) -> bytes:
    parts = word_parts()
    del parts[part]
    return pack(parts)


def flip(data: bytes, after: bytes, by: int = 0) -> bytes:
    """Change one byte some way after a mark."""
    at = data.index(after) + len(after) + by
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def encrypted_flag(data: bytes) -> bytes:
    """Say of every member that it has a password."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        parts = data.split(mark)
        data = mark.join(
            [parts[0]]
            + [part[: at - 4] + bytes([part[at - 4] | 1]) + part[at - 3 :] for part in parts[1:]]
        )
    return data


def overlapping() -> bytes:
    """Let two entries of the list point at the same bytes, as quoted zip bombs do."""
    data = pack(word_parts(), ("word/a.bin", b"a" * 100), ("word/b.bin", b"b" * 100))
    first = data.index(b"PK\x03\x04", data.index(b"word/document.xml"))
    place = struct.pack("<I", first)
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 42] + place + data[at + 46 :]


def nested(depth: int) -> bytes:
    """Give a zip inside a zip inside a zip."""
    data = pack({"kern.bin": b"x"})
    for _ in range(depth):
        data = pack({"inner.bin": data}, stored=True)
    return data


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Make an OLE2 file of these streams (each padded past the mini stream's limit)."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, data in streams.items():
        padded = data.ljust(4096, b"\0")
        start, count = len(fat) + 2, (len(padded) + 511) // 512
        fat += [start + number + 1 for number in range(count - 1)] + [0xFFFFFFFE]
        sectors += [padded[at : at + 512].ljust(512, b"\0") for at in range(0, len(padded), 512)]
        entries.append(_entry(name, 2, start, len(padded)))
    directory = b"".join(entries).ljust(512, b"\0")[:512]
    table = struct.pack(f"<{len(fat) + 2}I", 0xFFFFFFFD, 0xFFFFFFFE, *fat)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6, 0, 1, 1,
        0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    head = (header + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)).ljust(512, b"\0")
    return head + table.ljust(512, b"\xff") + directory + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBB12x36xIII", raw, len(raw), kind, 1, start, size, 0
    )  # fmt: skip


def old_word(text: str, *, flags: int = 0) -> bytes:
    """Make the least of a .doc that has its text in one piece."""
    raw = text.encode("utf-16-le")
    stream = bytearray(0x800 + len(raw))
    struct.pack_into("<HH", stream, 0, 0xA5EC, 193)
    struct.pack_into("<H", stream, 10, flags)
    struct.pack_into("<I", stream, 0x4C, len(text))
    clx = b"\x02" + struct.pack("<I", 16) + struct.pack("<II", 0, len(text))
    clx += struct.pack("<HIH", 0, 0x800, 0)
    struct.pack_into("<II", stream, 0x1A2, 0, len(clx))
    stream[0x800:] = raw
    return compound({"WordDocument": bytes(stream), "0Table": clx})


def old_sheet(*records: tuple[int, bytes]) -> bytes:
    """Make a .xls of these records after its first."""
    first = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0x600)
    rest = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)
    return compound({"Workbook": first + rest})
