"""The size of a picture and its pages, read off its header without decoding a pixel."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

import msgspec

from fangzhi.files.limits import LIMITS, Limits
from fangzhi.files.refusal import Refused

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PIECE = 65_536
_TIFF_ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}


class PictureSize(msgspec.Struct, frozen=True):
    """What a picture says of itself: media type, width and height in pixels."""

    media_type: str
    width: int
    height: int


def picture_size(data: bytes) -> PictureSize | None:
    """Read a picture's header; None when these bytes are no PNG, JPEG, TIFF, BMP, GIF or WebP."""
    for magic, read in _KINDS:
        if data.startswith(magic):
            try:
                return read(data)
            except (struct.error, IndexError):
                return None
    return None


def picture_pages(data: bytes) -> int:
    """Count the pages of a picture file: a TIFF may hold several, every other kind holds one."""
    order = _TIFF_ORDERS.get(data[:4])
    if order is None:
        return 1
    seen: set[int] = set()
    try:
        at = int(struct.unpack_from(order + "I", data, 4)[0])
        while at and at not in seen:
            entries = int(struct.unpack_from(order + "H", data, at)[0])
            seen.add(at)
            at = int(struct.unpack_from(order + "I", data, at + 2 + entries * 12)[0])
    except struct.error:
        pass  # the list of pages is cut off: those before it count
    return max(len(seen), 1)


def check_picture(data: bytes, limits: Limits = LIMITS) -> PictureSize:
    """Give a picture's size; raise Refused when its header is broken or claims too much."""
    size = picture_size(data)
    if size is None or size.width <= 0 or size.height <= 0:
        raise Refused("truncated", what="图片头不全")
    check_size(size, limits)
    if not _is_whole(data, size):
        raise Refused("truncated", what="图片只有一部分")
    return size


def check_size(size: PictureSize, limits: Limits = LIMITS) -> None:
    """Raise Refused when a picture claims more pixels than may be drawn."""
    pixels, side = size.width * size.height, max(size.width, size.height)
    if pixels > limits.picture_pixels or side > limits.picture_side:
        raise Refused("huge-picture", width=size.width, height=size.height)


def _is_whole(data: bytes, size: PictureSize) -> bool:
    """Tell whether a PNG holds all its rows, or a JPEG its end; others are taken on trust."""
    if size.media_type == "image/jpeg":
        return data.rfind(b"\xff\xd9") > 0
    if size.media_type != "image/png":
        return True
    depth, color, _, _, interlaced = struct.unpack_from("BBBBB", data, 24)
    row = (size.width * depth * _CHANNELS.get(color, 1) + 7) // 8 + 1
    unpacker, unpacked = zlib.decompressobj(), 0
    try:
        for body in _png_rows(data):
            unpacked += len(unpacker.decompress(body))
    except (zlib.error, struct.error):
        return False
    return unpacked >= (1 if interlaced else row * size.height)


def _png_rows(data: bytes) -> Iterator[bytes]:
    """Give the packed rows of a PNG up to its end mark; raise zlib.error for a damaged piece."""
    at = 8
    while data[at + 4 : at + 8] != b"IEND":
        length = int(struct.unpack_from(">I", data, at)[0])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if zlib.crc32(kind + body) != struct.unpack_from(">I", data, at + 8 + length)[0]:
            raise zlib.error(kind)
        if kind == b"IDAT":
            for start in range(0, length, _PIECE):
                yield body[start : start + _PIECE]
        at += 12 + length


def _png(data: bytes) -> PictureSize:
    return PictureSize("image/png", *struct.unpack_from(">II", data, 16))


def _gif(data: bytes) -> PictureSize:
    return PictureSize("image/gif", *struct.unpack_from("<HH", data, 6))


def _bmp(data: bytes) -> PictureSize:
    width, height = struct.unpack_from("<ii", data, 18)
    return PictureSize("image/bmp", width, abs(height))


def _webp(data: bytes) -> PictureSize | None:
    if data[8:12] != b"WEBP":
        return None
    if data[12:16] == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        height = int.from_bytes(data[27:30], "little") + 1
    elif data[12:16] == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", data, 26))
    return PictureSize("image/webp", width, height)


def _jpeg(data: bytes) -> PictureSize | None:
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF or marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return PictureSize("image/jpeg", width, height)
        at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return None


def _tiff(data: bytes) -> PictureSize | None:
    order = _TIFF_ORDERS[data[:4]]
    at = int(struct.unpack_from(order + "I", data, 4)[0])
    sides = {256: 0, 257: 0}
    for entry in range(int(struct.unpack_from(order + "H", data, at)[0])):
        tag, kind = struct.unpack_from(order + "HH", data, at + 2 + entry * 12)
        if tag in sides:
            form = order + ("H" if kind == 3 else "I")
            sides[tag] = int(struct.unpack_from(form, data, at + 2 + entry * 12 + 8)[0])
    return PictureSize("image/tiff", sides[256], sides[257])


_KINDS: tuple[tuple[bytes, Callable[[bytes], PictureSize | None]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"II*\x00", _tiff),
    (b"MM\x00*", _tiff),
    (b"BM", _bmp),
    (b"GIF87a", _gif),
    (b"GIF89a", _gif),
    (b"RIFF", _webp),
)
