"""Opening a zip from outside: everything suspicious is refused before a byte is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from fangzhi.files.limits import LIMITS, Limits, in_words
from fangzhi.files.refusal import Refused

_PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_NEVER_NESTED = (".xml", ".rels", ".png", ".jpeg", ".jpg", ".gif", ".emf", ".wmf", ".tif", ".tiff")


class SafeZip:
    """A zip whose list of members was checked; members unpack within the limits.

    Raises Refused for bombs (by ratio, count, total, nesting), doubled, overlapping or escaping
    members, passwords, and broken structure.
    """

    def __init__(self, data: bytes, limits: Limits = LIMITS, depth: int = 0) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._members = self._zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as fault:
            raise _structure_fault(data, fault) from fault
        self._check_list(data)
        self._check_nested(depth)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the members' names in the order of the archive, folders left out."""
        return tuple(member.filename for member in self._members if not member.is_dir())

    def read(self, name: str) -> bytes:
        """Unpack one member whole; raise KeyError when there is none."""
        return self._unpack(self._zip.getinfo(name), None)

    def head(self, name: str, size: int) -> bytes:
        """Unpack the first `size` bytes of a member."""
        return self._unpack(self._zip.getinfo(name), size)

    def _unpack(self, member: zipfile.ZipInfo, size: int | None) -> bytes:
        try:
            with self._zip.open(member) as stream:
                return stream.read() if size is None else stream.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError,
                OSError, ValueError) as fault:  # fmt: skip
            raise Refused("damaged", what=f"部件 {member.filename}：校验不符") from fault

    def _check_list(self, data: bytes) -> None:
        limits, total, end = self._limits, 0, 0
        seen: set[str] = set()
        if len(self._members) > limits.zip_members:
            raise Refused("too-many-members", count=len(self._members), limit=limits.zip_members)
        for member in sorted(self._members, key=lambda member: member.header_offset):
            _check_name(member.orig_filename)
            folded = member.filename.lower()
            if folded in seen:
                raise Refused("duplicate-member", what=member.filename)
            seen.add(folded)
            if member.flag_bits & 0x1:
                raise Refused("encrypted")
            if member.compress_type not in _PLAIN:
                raise Refused("damaged", what=f"部件 {member.filename} 的压缩方式不认识")
            if not data.startswith(b"PK\x03\x04", max(member.header_offset, 0)):
                raise Refused("damaged", what="部件不在目录所说的地方")
            if member.header_offset < end:
                raise Refused("overlap", what=member.filename)
            end = member.header_offset + 30 + member.compress_size
            total += member.file_size
            self._check_size(member)
        if total > limits.unpacked_bytes:
            raise Refused("zip-bomb", what=f"共 {in_words(total)}")

    def _check_size(self, member: zipfile.ZipInfo) -> None:
        limits = self._limits
        if member.file_size > limits.member_bytes:
            raise Refused(
                "zip-bomb", what=f"部件 {member.filename} 有 {in_words(member.file_size)}"
            )
        if member.file_size > limits.ratio_floor:
            ratio = member.file_size // max(member.compress_size, 1)
            if ratio > limits.ratio:
                raise Refused("zip-bomb", what=f"部件 {member.filename} 压缩了 {ratio} 倍")

    def _check_nested(self, depth: int) -> None:
        for name in self._nested_names():
            if depth >= self._limits.nested_depth:
                raise Refused("nested-zip")
            try:
                SafeZip(self.read(name), self._limits, depth + 1)
            except Refused as fault:
                # an embedded workbook that is merely broken harms no one: it is never unpacked
                if fault.code not in {"damaged", "truncated", "encrypted"}:
                    raise

    def _nested_names(self) -> Iterator[str]:
        for member in self._members:
            if member.is_dir() or member.filename.lower().endswith(_NEVER_NESTED):
                continue
            if self._unpack(member, 4) == b"PK\x03\x04":
                yield member.filename


def _structure_fault(data: bytes, fault: Exception) -> Refused:
    if data[:4] == b"PK\x03\x04" and b"PK\x05\x06" not in data[-66_000:]:
        return Refused("truncated", what="压缩包没有结尾")
    return Refused("damaged", what="压缩包结构不对")


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    bad = (
        ".." in parts
        or name.startswith(("/", "\\"))
        or (len(name) > 1 and name[1] == ":")
        or any(ord(character) < 32 or ord(character) == 127 for character in name)
        or not name
    )
    if bad:
        raise Refused("bad-member-name", what=name)
