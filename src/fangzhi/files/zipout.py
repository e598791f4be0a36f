"""Writing zips whose bytes depend on nothing but their contents (DOCX, EPUB, XLSX)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO

import msgspec

_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


class Member(msgspec.Struct, frozen=True):
    """One file of a zip; `stored` leaves it uncompressed (EPUB's mimetype, pictures)."""

    name: str
    data: bytes
    stored: bool = False


def pack(members: Iterable[Member]) -> bytes:
    """Give a zip of these members in this order: same members, same bytes.

    Raises ValueError for a name that is empty, doubled, absolute or climbs out.
    """
    seen: set[str] = set()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", allowZip64=True) as archive:
        for member in members:
            _check(member.name, seen)
            info = zipfile.ZipInfo(member.name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if member.stored else zipfile.ZIP_DEFLATED
            # the system byte and rights would otherwise tell Windows and Linux builds apart
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, member.data, compresslevel=_LEVEL)
    return out.getvalue()


def repack(data: bytes, first: Sequence[str] = ("[Content_Types].xml",)) -> bytes:
    """Rewrite a zip of our own making (python-docx, openpyxl) with fixed times and order.

    Members named in `first` lead, the others follow in the order they had.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        order = [name for name in first if name in names]
        order += [name for name in names if name not in first]
        return pack([Member(name, archive.read(name)) for name in order])


def _check(name: str, seen: set[str]) -> None:
    parts = name.split("/")
    if not name or name in seen or "\\" in name or "" in parts or ".." in parts:
        raise ValueError(f"not a member name to write: {name!r}")
    seen.add(name)
