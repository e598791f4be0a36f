"""Makes PDFs, pictures and other bytes that no honest program writes."""

from __future__ import annotations

import struct
import zlib

import zstandard


def pdf(*objects: str | bytes, root: int = 1, tail: bytes = b"%%EOF\n") -> bytes:
    """Give a PDF of these objects (numbered from 1) with a true cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        raw = body.encode() if isinstance(body, str) else body
        out += f"{number} 0 obj\n".encode() + raw + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {len(places) + 1}/Root {root} 0 R>>\nstartxref\n{start}\n".encode()
    return bytes(out + tail)


def page_pdf(*, catalog: str = "", words: str = "Tea 6.2", page: str = "") -> bytes:
    """Give a PDF of one page that bears some words."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    return pdf(
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        f"/Resources<</Font<</F1 5 0 R>>>>{page}>>",
        f"<</Length {len(stream)}>>\nstream\n".encode() + stream + b"\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def looped_pdf() -> bytes:
    """Give a PDF whose page tree holds itself."""
    return pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")


def boundless_pdf() -> bytes:
    """Give a PDF that claims two thousand million pages and has one."""
    return page_pdf().replace(b"/Count 1>>", b"/Count 2000000000>>")


def locked_pdf() -> bytes:
    """Give a PDF that wants a password (RC4, 40 bit, an owner's and a user's one)."""
    lock = f"<</Filter/Standard/V 1/R 2/O<{'ab' * 32}>/U<{'cd' * 32}>/P -4>>"
    sound = page_pdf()
    return sound.replace(
        b"trailer\n<<", f"trailer\n<</ID[<{'00' * 16}><{'00' * 16}>]/Encrypt {lock}".encode()
    )


def bomb_pdf() -> bytes:
    """Give a PDF whose page unpacks to 3 MB of drawing."""
    packed = zlib.compress(b"0 0 m 1 1 l S " * 200_000, 9)
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        f"<</Length {len(packed)}/Filter/FlateDecode>>\nstream\n".encode() + packed
        + b"\nendstream",
    )  # fmt: skip


def png(width: int, height: int, pixels: bytes = b"") -> bytes:
    """Give a PNG that claims this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(pixels or b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    """Give a JPEG header that claims this size, and no picture."""
    return b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + bytes(9)


def tiff(width: int, height: int) -> bytes:
    """Give a TIFF directory that claims this size and points at itself as the next one."""
    rows = struct.pack("<HHII", 256, 4, 1, width) + struct.pack("<HHII", 257, 4, 1, height)
    return b"II*\x00" + struct.pack("<IH", 8, 2) + rows + struct.pack("<I", 8)


def zst(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


def zst_bomb(size: int) -> bytes:
    """Give zstd that unpacks to this many equal bytes, and does not say so in its head."""
    packer = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    piece = b"\0" * 1_000_000
    return b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()
