"""Unpacking zstd within a limit."""

from __future__ import annotations

import zstandard

from fangzhi.files.limits import LIMITS, in_words
from fangzhi.files.refusal import Refused

MAGIC = b"\x28\xb5\x2f\xfd"
# a few bytes of a bomb unpack to 128 KB, so little is fed at a time
_CHUNK = 4096
_WINDOW = 128 * 1024 * 1024


def is_zst(data: bytes) -> bool:
    """Tell whether these bytes begin like zstd."""
    return data.startswith(MAGIC)


def unpack_zst(data: bytes, limit: int = LIMITS.text_bytes) -> bytes:
    """Unpack zstd; raise Refused for a bomb, a broken or a truncated stream."""
    out = bytearray()
    left = data
    try:
        while left:
            frame = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
            for at in range(0, len(left), _CHUNK):
                out += frame.decompress(left[at : at + _CHUNK])
                if len(out) > limit:
                    raise Refused("zip-bomb", what=f"超过 {in_words(limit)}")
                if frame.eof:
                    left = frame.unused_data + left[at + _CHUNK :]
                    break
            else:
                raise Refused("truncated", what="zstd 压缩流没有结尾")
    except zstandard.ZstdError as fault:
        raise Refused("damaged", what="zstd 压缩流") from fault
    return bytes(out)
