"""Old office files (OLE2 compound files): which streams they hold, and the first bytes of one."""

from __future__ import annotations

import struct

from fangzhi.files.refusal import Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
_ENTRY = 128
_MAX_CHAIN = 1_000_000


class CompoundFile:
    """The directory of a compound file; raises Refused where it is cut off or goes in circles."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise Refused("truncated", what="文件头不全")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Refused("damaged", what="文件头不合规矩")
        self._size = 1 << shift
        fat_count, first = struct.unpack_from("<I I", data, 44)
        self._cutoff, mini_first = struct.unpack_from("<II", data, 56)
        self._fat = self._read_fat(fat_count)
        self._streams = self._read_directory(self._chain(first))
        self._mini_fat = _words(self._chain(mini_first)) if mini_first < _END else ()

    @property
    def streams(self) -> frozenset[str]:
        """Give the names of all streams and storages."""
        return frozenset(self._streams)

    def head(self, name: str, size: int) -> bytes:
        """Give at most the first `size` bytes of a stream; raise KeyError when there is none."""
        start, length = self._streams[name]
        if length < self._cutoff and name != "Root Entry":
            return self._mini(start, min(length, size))
        return self._chain(start, min(length, size))[: min(length, size)]

    def _read_fat(self, count: int) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following, left = struct.unpack_from("<II", self._data, 68)
        step = self._size // 4 - 1
        while following < _END and left > 0 and len(sectors) < count:
            block = _words(self._sector(following))
            sectors += block[:step]
            following, left = block[step], left - 1
        used = [sector for sector in sectors[:count] if sector < _END]
        return tuple(word for sector in used for word in _words(self._sector(sector)))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise Refused("truncated", what="指向文件末尾之后")
        # the last sector of a file may be short
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _chain(self, number: int, size: int | None = None) -> bytes:
        parts: list[bytes] = []
        wanted = _MAX_CHAIN if size is None else (size + self._size - 1) // self._size
        seen: set[int] = set()
        while number < _END and len(parts) < wanted:
            if number in seen:
                raise Refused("looped", what="扇区链")
            seen.add(number)
            parts.append(self._sector(number))
            number = self._fat[number] if number < len(self._fat) else _END
        return b"".join(parts)

    def _mini(self, number: int, size: int) -> bytes:
        start, length = self._streams["Root Entry"]
        store = self._chain(start, length)
        parts: list[bytes] = []
        while number < _END and len(parts) * 64 < size:
            parts.append(store[number * 64 : number * 64 + 64])
            number = self._mini_fat[number] if number < len(self._mini_fat) else _END
        return b"".join(parts)[:size]

    def _read_directory(self, raw: bytes) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(raw) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", raw, at + 64)
            if kind == 0 or not 2 <= length <= 64:
                continue
            name = raw[at : at + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", raw, at + 116)
            found.setdefault(name, (start, size))
        if "Root Entry" not in found and "R" not in found:
            raise Refused("damaged", what="没有根目录")
        return found


def _words(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
